import { describe, expect, it } from 'vitest';
import { decode, encode, instructions, sizeOf } from './encoding.js';
import { decodeExceptionTable, encodeExceptionTable } from './exception-table.js';
import { BINARY_OPERATORS, OPCODES, Op } from './opcodes.js';

describe('the opcode table', () => {
  it('numbers rows by place, and every name once', () => {
    expect(new Set(OPCODES.map((row) => row.name)).size).toBe(OPCODES.length);
    OPCODES.forEach((row, i) => {
      expect(row.code).toBe(i);
      expect(Op[row.name as keyof typeof Op]).toBe(i);
    });
    expect(OPCODES.length).toBeLessThanOrEqual(170);
  });

  it('has at most three operands in the word, labels only as first extra word', () => {
    for (const row of OPCODES) {
      expect(row.operands.length, row.name).toBeLessThanOrEqual(3);
      expect(row.operands.some((operand) => operand.kind === 'label')).toBe(false);
      expect(row.extra.slice(1).some((operand) => operand.kind === 'label')).toBe(false);
      expect(row.extra.every((operand) => !['dst', 'src', 'peek', 'base'].includes(operand.kind))).toBe(true);
    }
  });

  it('says of each row what it does, and releases only what it peeks', () => {
    for (const row of OPCODES) {
      expect(row.doc, row.name).toMatch(/\.$/);
      for (const at of [row.releasesOnJump, row.releasesOnFall]) {
        if (at >= 0) expect(row.operands[at]!.kind, row.name).toBe('peek');
      }
      if (row.operands.some((operand) => operand.kind === 'base')) {
        expect(row.consumesRun ?? row.writesRun, row.name).toBeDefined();
      }
    }
  });

  it('numbers the operators as CPython does', () => {
    expect(BINARY_OPERATORS.length).toBe(26);
    expect(BINARY_OPERATORS.indexOf('@')).toBe(4);
  });
});

describe('encoding', () => {
  it('decodes what it encoded, for every row and every operand width', () => {
    for (const row of OPCODES) {
      if (row.code === Op.WIDE) continue;
      for (const [a, b, c] of [
        [0, 0, 0],
        [255, 254, 253],
        [256, 1, 2],
        [3, 70_000, 4],
        [5, 6, 20_000_000],
      ] as const) {
        const words: number[] = [7, 7, 7];
        const extra = row.extra.map((_, i) => (i === 0 && row.hasLabel ? 1 : 100_000 + i));
        encode(words, row.code, a, b, c, extra);
        const made = Int32Array.from(words);
        const back = decode(made, 3);
        expect([back.op, back.a, back.b, back.c, ...back.extra]).toEqual([row.code, a, b, c, ...extra]);
        expect(back.next).toBe(made.length);
        expect(back.next - 3).toBe(sizeOf(row.code, a, b, c));
      }
    }
  });

  it('refuses code that ends inside an instruction, and opcodes that do not exist', () => {
    expect(() => decode(Int32Array.of(Op.JUMP), 0)).toThrow(RangeError);
    expect(() => decode(Int32Array.of(Op.WIDE), 0)).toThrow(RangeError);
    expect(() => decode(Int32Array.of(250), 0)).toThrow(/no opcode 250/);
    expect(() => [...instructions(Int32Array.of(Op.NOP, Op.LOAD_GLOBAL, 0))]).toThrow(RangeError);
  });

  it('round-trips the exception table', () => {
    const ranges = [
      { start: 0, end: 3, handler: 70, depth: 0 },
      { start: 63, end: 64 + 4096, handler: 300_000, depth: 65 },
    ];
    expect(decodeExceptionTable(encodeExceptionTable(ranges))).toEqual(ranges);
  });
});
