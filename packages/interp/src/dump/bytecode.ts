/** Bytecode as text and as data. */
import { decodeLineTable } from '../cfg/line-table.js';
import type { CodeUnit, Const } from '../code-unit.js';
import { instructions } from '../encoding.js';
import { decodeExceptionTable } from '../exception-table.js';
import { BINARY_OPERATORS, OPCODES, Op, type Operand } from '../opcodes.js';

/** One instruction as data: what `dis` needs. */
export interface ListedInstruction {
  readonly at: number;
  readonly words: number;
  readonly name: string;
  readonly operands: readonly {
    readonly name: string;
    readonly kind: string;
    readonly value: number;
    readonly text: string;
  }[];
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
  readonly isJumpTarget: boolean;
}

export function listInstructions(unit: CodeUnit): ListedInstruction[] {
  const positions = decodeLineTable(unit.linetable, unit.firstlineno);
  const all = [...instructions(unit.words)];
  const targets = new Set<number>(decodeExceptionTable(unit.exceptiontable).map((range) => range.handler));
  for (const { op, extra } of all) if (OPCODES[op]!.hasLabel) targets.add(extra[0]!);
  let entry = 0;
  return all.map((instruction) => {
    const row = OPCODES[instruction.op]!;
    while (entry + 1 < positions.length && positions[entry]!.end <= instruction.at) entry++;
    const place = positions[entry];
    const values = [instruction.a, instruction.b, instruction.c];
    const describe = (operand: Operand, value: number) => ({
      name: operand.name,
      kind: operand.kind,
      value,
      text: operandText(unit, instruction.op, operand, value),
    });
    return {
      at: instruction.at,
      words: instruction.next - instruction.at,
      name: row.name,
      operands: [
        ...row.operands.map((operand, i) => describe(operand, values[i]!)),
        ...row.extra.map((operand, i) => describe(operand, instruction.extra[i]!)),
      ],
      line: place?.line ?? -1,
      endLine: place?.endLine ?? -1,
      column: place?.column ?? -1,
      endColumn: place?.endColumn ?? -1,
      isJumpTarget: targets.has(instruction.at),
    };
  });
}

function operandText(unit: CodeUnit, op: number, operand: Operand, value: number): string {
  switch (operand.kind) {
    case 'dst':
    case 'src':
    case 'peek':
    case 'local':
    case 'base':
      return vregText(unit, value);
    case 'const':
      return constText(unit.consts[value]!);
    case 'name':
      return unit.names[value]!;
    case 'label':
      return `-> ${value}`;
    case 'imm':
      if (op === Op.BINARY_OP || op === Op.BINARY_OP_K) return BINARY_OPERATORS[value]!;
      return String(value);
    default:
      return String(value);
  }
}

/** A local by its name, a temporary as t0, t1, … */
export function vregText(unit: Pick<CodeUnit, 'localsplusnames'>, vreg: number): string {
  const n = unit.localsplusnames.length;
  return vreg < n ? unit.localsplusnames[vreg]! : `t${vreg - n}`;
}

/** A constant, short, on one line. */
export function constText(value: Const): string {
  switch (value.type) {
    case 'int':
      return String(value.value);
    case 'float':
      return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
    case 'complex':
      return `(${value.real}+${value.imag}j)`;
    case 'str':
      return shorten(JSON.stringify(value.value));
    case 'bytes':
      return `b${shorten(JSON.stringify(String.fromCharCode(...value.value.subarray(0, 60))))}`;
    case 'tuple':
      return shorten(`(${value.items.map(constText).join(', ')}${value.items.length === 1 ? ',' : ''})`);
    case 'frozenset':
      return shorten(`frozenset({${value.items.map(constText).join(', ')}})`);
    case 'code':
      return `<code ${value.unit.qualname}>`;
    default:
      return value.type;
  }
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}...` : text);

/**
 * A listing: line numbers on the left where they change, `>>` before jump targets. With `nested`, the code units among
 * the constants follow.
 */
export function disassemble(unit: CodeUnit, nested = false): string {
  const n = unit.localsplusnames.length;
  let text = `${unit.qualname} (${n} locals, ${unit.ntemps} temporaries, ${unit.words.length * 4} bytes)\n`;
  let line = -1;
  for (const instruction of listInstructions(unit)) {
    const showLine = instruction.line >= 0 && instruction.line !== line;
    if (instruction.line >= 0) line = instruction.line;
    const operands = instruction.operands.map((operand) => operand.text).join(', ');
    const mark = instruction.isJumpTarget ? '>>' : '  ';
    text += `${(showLine ? String(line) : '').padStart(5)} ${mark} ${String(instruction.at).padStart(4)} ${instruction.name}`;
    text += operands === '' ? '\n' : ` ${operands}\n`;
  }
  const ranges = decodeExceptionTable(unit.exceptiontable);
  for (const range of ranges)
    text += `  ${range.start} to ${range.end} -> ${range.handler}, depth ${range.depth}\n`;
  if (nested) {
    for (const constant of unit.consts)
      if (constant.type === 'code') text += `\n${disassemble(constant.unit, true)}`;
  }
  return text;
}
