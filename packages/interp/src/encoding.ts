/** Instruction encoding: from fields to words and back. The shape is described in opcodes.ts. */
import { type Instruction, OPCODES, Op } from './opcodes.js';

const WIDE = Op.WIDE;

/** How many WIDE prefixes these operands need. */
export function prefixesFor(a: number, b: number, c: number): number {
  const most = Math.max(a, b, c);
  return most < 0x100 ? 0 : most < 0x10000 ? 1 : most < 0x1000000 ? 2 : 3;
}

/** Words of an instruction with these operands: prefixes, word 0, extra and cache words. */
export function sizeOf(op: number, a: number, b: number, c: number): number {
  const row = OPCODES[op]!;
  return prefixesFor(a, b, c) + 1 + row.extra.length + row.cacheWords;
}

/** Appends an instruction. In `extra` a label is its absolute target, a word offset in `words`. */
export function encode(
  words: number[],
  op: number,
  a: number,
  b: number,
  c: number,
  extra: readonly number[] = [],
): void {
  const row = OPCODES[op]!;
  if (extra.length !== row.extra.length)
    throw new RangeError(`${row.name} takes ${row.extra.length} extra words`);
  for (let shift = prefixesFor(a, b, c) * 8; shift > 0; shift -= 8) {
    words.push(word(WIDE, (a >>> shift) & 255, (b >>> shift) & 255, (c >>> shift) & 255));
  }
  words.push(word(op, a & 255, b & 255, c & 255));
  for (let i = 0; i < extra.length; i++) {
    words.push(i === 0 && row.hasLabel ? (extra[i]! - words.length) | 0 : extra[i]! | 0);
  }
  for (let i = 0; i < row.cacheWords; i++) words.push(0);
}

function word(op: number, a: number, b: number, c: number): number {
  return op | (a << 8) | (b << 16) | (c << 24);
}

/** The instruction that begins (with its prefixes) at word `at`. Throws RangeError where there is none. */
export function decode(words: Int32Array, at: number): Instruction {
  let a = 0;
  let b = 0;
  let c = 0;
  let op: number;
  let pc = at;
  do {
    if (pc >= words.length) throw new RangeError(`the code ends inside the instruction at ${at}`);
    const w = words[pc++]!;
    op = w & 255;
    a = (a << 8) | ((w >>> 8) & 255);
    b = (b << 8) | ((w >>> 16) & 255);
    c = (c << 8) | (w >>> 24);
  } while (op === WIDE);
  const row = OPCODES[op];
  if (row === undefined) throw new RangeError(`no opcode ${op} (word ${pc - 1})`);
  const cacheAt = pc + row.extra.length;
  if (cacheAt + row.cacheWords > words.length) {
    throw new RangeError(`the code ends inside the instruction at ${at}`);
  }
  const extra: number[] = [];
  for (let i = 0; i < row.extra.length; i++) {
    extra.push(i === 0 && row.hasLabel ? pc + words[pc]! : words[pc + i]!);
  }
  return { at, op, a, b, c, extra, cacheAt, next: cacheAt + row.cacheWords };
}

/** All instructions in order. */
export function* instructions(words: Int32Array): Generator<Instruction> {
  for (let at = 0; at < words.length; ) {
    const instruction = decode(words, at);
    yield instruction;
    at = instruction.next;
  }
}
