/** The control-flow graph as text, stable enough for golden tests, and as a graph for Graphviz. */
import { type Block, type Cfg, endsInTerminator, type Instr, renumber } from '../cfg/ir.js';
import type { CodeUnit } from '../code-unit.js';
import { BINARY_OPERATORS, OPCODES, Op, type Operand } from '../opcodes.js';
import { constText, vregText } from './bytecode.js';

/** Successors by falling, by jumping, by an exception. */
interface Edges {
  fall: Block | null;
  jumps: Block[];
  handlers: Block[];
}

function edgesOf(cfg: Cfg, block: Block): Edges {
  const jumps = new Set<Block>();
  const handlers = new Set<Block>();
  for (const instr of block.instrs) {
    if (instr.target !== null) jumps.add(instr.target);
    if (instr.handler !== null && OPCODES[instr.op]!.canRaise) handlers.add(instr.handler.block);
  }
  const next = cfg.blocks[block.index + 1];
  return {
    fall: next !== undefined && !endsInTerminator(block) ? next : null,
    jumps: [...jumps],
    handlers: [...handlers],
  };
}

/** `left, right -> dst` would hide which is which: operands in the row's order, the destination in front. */
function instrText(code: CodeUnit, instr: Instr): string {
  const row = OPCODES[instr.op]!;
  const values = [instr.a, instr.b, instr.c];
  const written: string[] = [];
  const others: string[] = [];
  const add = (operand: Operand, value: number): void => {
    const text = operandText(code, instr.op, operand, value);
    if (operand.kind === 'dst') written.push(text);
    else others.push(text);
  };
  row.operands.forEach((operand, i) => {
    add(operand, values[i]!);
  });
  row.extra.slice(row.hasLabel ? 1 : 0).forEach((operand, i) => {
    add(operand, instr.extra[i]!);
  });
  if (instr.target !== null) others.push(`block ${instr.target.index}`);
  const left = written.length > 0 ? `${written.join(', ')} = ` : '';
  return `${left}${row.name}${others.length > 0 ? ` ${others.join(', ')}` : ''}`;
}

function operandText(code: CodeUnit, op: number, operand: Operand, value: number): string {
  switch (operand.kind) {
    case 'dst':
    case 'src':
    case 'peek':
    case 'local':
    case 'base':
      return vregText(code, value);
    case 'const':
      return constText(code.consts[value]!);
    case 'name':
      return code.names[value]!;
    default:
      return op === Op.BINARY_OP || op === Op.BINARY_OP_K ? BINARY_OPERATORS[value]! : String(value);
  }
}

function locationText(instr: Instr): string {
  if (instr.loc === null) return '';
  const { lineno, col_offset, end_lineno, end_col_offset } = instr.loc;
  const end = end_lineno === lineno ? String(end_col_offset) : `${end_lineno}:${end_col_offset}`;
  return `  # ${lineno}:${col_offset}-${end}`;
}

/** A graph as assembled: its vregs are numbered. */
export function dumpCfg(cfg: Cfg, code: CodeUnit): string {
  renumber(cfg);
  let text = `${code.qualname}: ${code.localsplusnames.length} locals, ${code.ntemps} temporaries\n`;
  for (const block of cfg.blocks) {
    const { fall, jumps, handlers } = edgesOf(cfg, block);
    const next = [fall, ...jumps]
      .filter((successor) => successor !== null)
      .map((successor) => successor.index);
    text += `block ${block.index}`;
    if (next.length > 0) text += ` -> ${[...new Set(next)].join(', ')}`;
    if (handlers.length > 0) text += ` !> ${handlers.map((handler) => handler.index).join(', ')}`;
    text += '\n';
    for (const instr of block.instrs) text += `    ${instrText(code, instr)}${locationText(instr)}\n`;
  }
  return text;
}

const quote = (text: string): string => text.replace(/[\\"]/g, '\\$&');

/** For `dot`: solid edges fall or jump, dashed ones lead to handlers. */
export function dotCfg(cfg: Cfg, code: CodeUnit): string {
  renumber(cfg);
  let text = `digraph "${quote(code.qualname)}" {\n  node [shape=box, fontname=monospace];\n`;
  for (const block of cfg.blocks) {
    const lines = [`block ${block.index}`, ...block.instrs.map((instr) => instrText(code, instr))];
    text += `  b${block.index} [label="${lines.map((line) => `${quote(line)}\\l`).join('')}"];\n`;
    const { fall, jumps, handlers } = edgesOf(cfg, block);
    if (fall !== null) text += `  b${block.index} -> b${fall.index};\n`;
    for (const target of jumps) text += `  b${block.index} -> b${target.index} [label=jump];\n`;
    for (const handler of handlers) text += `  b${block.index} -> b${handler.index} [style=dashed];\n`;
  }
  return `${text}}\n`;
}
