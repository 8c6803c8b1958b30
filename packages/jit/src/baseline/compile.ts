/**
 * A code object as machine code: one piece, instruction by instruction, which may be entered at each of them. What an instruction cannot do
 * with the operands it finds, and every opcode that is not in EMIT, leaves in front of it.
 */
import { type Assembler, assemble, type Code } from '@tyston/asm-x64';
import { type CodeToTranslate, decode, type Instruction, OPCODES } from '@tyston/interp';
import { Emitter } from './emitter.js';
import type { ObjectFacts } from './facts.js';
import { EMIT } from './instructions.js';

export interface Compiled {
  readonly code: Code;
  /** Where in the code each instruction begins, by word offset; −1 where none does. */
  readonly offsets: Int32Array;
  /** How many instructions run before one leaves for certain, by word offset: 0 where one leaves itself. */
  readonly runs: Int32Array;
  /** No instruction is left to the translation for certain. */
  readonly whole: boolean;
}

/** As long a run as can be: it goes round a loop. */
const ENDLESS = 1 << 20;

export interface CompileOptions {
  readonly facts: ObjectFacts;
  /** Address of the word that counts how often the code begins or goes round a loop. */
  readonly turns: number;
  /** Instructions, by word offset, that are left to the translation whatever they find. */
  readonly cold?: ReadonlySet<number>;
  /** The line of an instruction, where the code is to say for listings what each part is of. */
  readonly lineOf?: ((word: number) => number) | undefined;
}

export function compileCode(code: CodeToTranslate, options: CompileOptions): Compiled {
  const instructions: Instruction[] = [];
  for (let at = 0; at < code.words.length; at = instructions.at(-1)!.next)
    instructions.push(decode(code.words, at));
  let compiled = new Set<number>();
  const made = assemble((a) => {
    compiled = new Set();
    write(a, new Emitter(a, options.facts, code, options.turns), instructions, compiled, options);
  });
  const offsets = new Int32Array(code.words.length + 1).fill(-1);
  for (const { at } of instructions) offsets[at] = made.offsetOf(`at${at}`);
  return {
    code: made,
    offsets,
    runs: runsOf(instructions, compiled, code.words.length),
    whole: compiled.size === instructions.length,
  };
}

function write(
  a: Assembler,
  e: Emitter,
  instructions: readonly Instruction[],
  compiled: Set<number>,
  { cold, lineOf }: CompileOptions,
): void {
  let line = -1;
  for (const i of instructions) {
    e.begin(i);
    if (lineOf !== undefined) {
      const now = lineOf(i.at);
      a.source(`${now === line ? '' : `line ${now}\n# `}${described(e, i)}`);
      line = now;
    }
    const emit = EMIT[OPCODES[i.op]!.name];
    if (i.at === 0) e.turn();
    if (emit !== undefined && !cold?.has(i.at) && emit(e, i) !== false) compiled.add(i.at);
    else a.jmp(e.leave);
  }
  if (lineOf !== undefined) a.source('what is rare');
  e.flush();
}

/** An instruction for a listing: local and temporary vregs, numbers of constants and names, the label. */
function described(e: Emitter, i: Instruction): string {
  const row = OPCODES[i.op]!;
  const operands = row.operands.map(({ kind }, n) => {
    const value = [i.a, i.b, i.c][n]!;
    if (['dst', 'src', 'peek', 'local', 'base'].includes(kind))
      return e.isTemporary(value) ? `t${value - e.code.nlocalsplus}` : `v${value}`;
    return kind === 'const' ? `constant ${value}` : kind === 'name' ? `name ${value}` : String(value);
  });
  const extra = i.extra.map((x, n) => (n === 0 && row.hasLabel ? `→ ${x}` : String(x)));
  return `${i.at} ${row.name} ${[...operands, ...extra].join(', ')}`;
}

function runsOf(
  instructions: readonly Instruction[],
  compiled: ReadonlySet<number>,
  words: number,
): Int32Array {
  const runs = new Int32Array(words + 1);
  for (const i of instructions.toReversed()) {
    const row = OPCODES[i.op]!;
    if (!compiled.has(i.at)) runs[i.at] = 0;
    else if (row.name === 'JUMP_BACK') runs[i.at] = ENDLESS;
    else if (row.name === 'JUMP') runs[i.at] = 1 + (runs[i.extra[0]!] ?? 0);
    else runs[i.at] = Math.min(ENDLESS, 1 + (row.terminator ? 0 : runs[i.next]!));
  }
  return runs;
}
