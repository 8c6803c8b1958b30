import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CodeUnit } from './code-unit.js';
import { compileSource } from './compile/compile.js';
import { disassemble } from './dump/bytecode.js';
import { decode, encode } from './encoding.js';
import { Op } from './opcodes.js';
import { assertVerified, verify } from './verify.js';

/** A unit with this code, 2 locals, 3 temporaries, one constant, one name. */
function unitOf(...code: readonly (readonly number[])[]): CodeUnit {
  const words: number[] = [];
  for (const [op, a = 0, b = 0, c = 0, ...extra] of code) encode(words, op!, a, b, c, extra);
  return {
    ...compileSource(''),
    localsplusnames: ['x', 'y'],
    localspluskinds: Uint8Array.of(0x20, 0x20),
    ntemps: 3,
    consts: [{ type: 'None' }],
    names: ['n'],
    words: Int32Array.from(words),
  };
}
const faults = (...code: readonly (readonly number[])[]): string[] =>
  verify(unitOf(...code)).map((fault) => fault.message);

describe('the verifier refuses', () => {
  it.each([
    ['a local out of range', [[Op.MOVE, 0, 5], [Op.RETURN_CONST]], /value 5 of 5/],
    ['a constant out of range', [[Op.LOAD_CONST, 0, 1], [Op.RETURN_CONST]], /value 1 of 1/],
    ['a name out of range', [[Op.LOAD_GLOBAL, 0, 7], [Op.RETURN_CONST]], /name 7 of 1/],
    ['a jump into an instruction', [[Op.JUMP, 0, 0, 0, 1]], /target 1 is no instruction/],
    ['code that runs off its end', [[Op.NOP]], /runs off the end/],
    ['an operand that nobody reads', [[Op.NOP, 1], [Op.RETURN_CONST]], /not used and not 0/],
    ['an empty temporary that is read', [[Op.RETURN, 2]], /t0 is read but not filled/],
    [
      'a temporary read twice',
      [[Op.MOVE, 2, 0], [Op.ADD, 0, 2, 2], [Op.RETURN_CONST]],
      /read but not filled/,
    ],
    [
      'a filled temporary that is written',
      [
        [Op.MOVE, 2, 0],
        [Op.MOVE, 2, 1],
        [Op.RETURN, 2],
      ],
      /not empty/,
    ],
    ['a temporary left behind', [[Op.MOVE, 2, 0], [Op.RETURN_CONST]], /still filled at the end/],
    [
      'a run outside the temporaries',
      [
        [Op.BUILD_LIST, 2, 4, 2],
        [Op.RETURN, 2],
      ],
      /outside the temporaries/,
    ],
    [
      'a run with a hole',
      [
        [Op.MOVE, 2, 0],
        [Op.BUILD_LIST, 2, 2, 2],
        [Op.RETURN, 2],
      ],
      /t1 is read but not filled/,
    ],
    [
      'a temporary filled on one path only',
      [
        [Op.JUMP_IF_TRUE, 0, 0, 0, 3],
        [Op.MOVE, 2, 0],
        [Op.RETURN, 2],
      ],
      /t0 is read but not filled/,
    ],
  ] as const)('%s', (_, code, message) => {
    expect(faults(...code).join('\n')).toMatch(message);
  });

  it('nothing that is right', () => {
    expect(faults([Op.MOVE, 2, 0], [Op.MOVE, 3, 1], [Op.BUILD_LIST, 0, 2, 2], [Op.RETURN, 0])).toEqual([]);
  });
});

/** A small generator of pseudo-random numbers (mulberry32): the same ones each time. */
function random(seed: number): (limit: number) => number {
  return (limit) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
}

describe('decoding and verifying damaged code', () => {
  const sound = compileSource(readFileSync('/usr/lib/python3.11/bisect.py'));
  const functions = sound.consts.flatMap((constant) => (constant.type === 'code' ? [constant.unit] : []));

  it('never does anything but report, 20,000 times', () => {
    assertVerified(sound);
    const next = random(20_240_311);
    let refused = 0;
    for (let round = 0; round < 20_000; round++) {
      const unit = functions[next(functions.length)]!;
      const words = unit.words.slice();
      const at = next(words.length);
      words[at] = words[at]! ^ (1 << next(32));
      const damaged = { ...unit, words };
      const found = verify(damaged);
      if (found.length > 0) refused++;
      else disassemble(damaged);
    }
    // What is left: caches, another local or constant of the same kind.
    expect(refused).toBeGreaterThan(8_000);
  });

  it('random words decode or raise RangeError', () => {
    const next = random(7);
    for (let round = 0; round < 5_000; round++) {
      const words = Int32Array.from({ length: 1 + next(8) }, () => next(0x100000000));
      try {
        expect(decode(words, 0).next).toBeLessThanOrEqual(words.length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }
  });
});
