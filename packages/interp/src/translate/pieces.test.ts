import { expect, test } from 'vitest';
import { encode } from '../encoding.js';
import { Op } from '../opcodes.js';
import { cuts, PIECE } from './pieces.js';
import { translate } from './translate.js';

const block = (length: number, ...to: number[]) => ({ text: 'x'.repeat(length), to });

test('what fits is one piece', () => {
  expect(cuts([block(10), block(10, 0), block(10)], 30)).toEqual([0]);
});

test('a cut is where the fewest loops are', () => {
  // Two loops of three blocks each: the cut is between them, not where the first half is full.
  const blocks = [block(10), block(10), block(10, 0), block(10), block(10), block(10, 3)];
  expect(cuts(blocks, 40)).toEqual([0, 3]);
});

test('pieces are no longer than they may be, but for single blocks', () => {
  const blocks = Array.from({ length: 100 }, (_, i) => block((i * 37) % 50 || 200, Math.max(0, i - 7)));
  const firsts = cuts(blocks, 100);
  firsts.forEach((from, i) => {
    const piece = blocks.slice(from, firsts[i + 1] ?? blocks.length);
    const size = piece.reduce((n, b) => n + b.text.length, 0);
    expect(piece.length === 1 || size <= 100, `${from}: ${size}`).toBe(true);
  });
});

/** A loop of `n` additions to v0, run as the driver would on an array for a window. */
function long(n: number) {
  const words: number[] = [];
  for (let i = 0; i < n; i++) encode(words, Op.ADD_K, 0, 0, 1);
  encode(words, Op.RETURN, 0);
  return translate({
    handle: 64,
    words: Int32Array.from(words),
    first: 100,
    nlocalsplus: 1,
    kp: 1000,
    np: 2000,
    handlers: [],
    countsInPlace: true,
    word: () => 3,
  });
}

test('a long translation is entered and goes on where the frame is', () => {
  const { body, pieces, entries, pieceOf } = long(2000);
  expect(pieces.length).toBeGreaterThan(5);
  for (const piece of pieces) expect(piece.length).toBeLessThan(PIECE * 1.5);
  const I32 = new Int32Array(64);
  const [fp, SAVED_PC, CODE, FLAGS, FRAME_OBJ] = [20, -1, -2, -3, -4];
  I32[fp + CODE] = 64;
  const names: Record<string, unknown> = { I32, SAVED_PC, CODE, FLAGS, FRAME_OBJ, entries, pieceOf };
  Object.assign(names, { HOP: -21, LEFT: -19, RAISE: 0, STALE: -17, NO_ENTRY: -15 });
  let left = 0;
  Object.assign(names, {
    add: (l: number, r: number) => l + r,
    freed: () => {},
    leave: (_fp: number, _tp: number, v: number) => {
      left = v;
    },
  });
  const source = `const pieces = [${pieces.map((p) => `function (fp, depth) {${p}}`)}]; return function (fp, depth) {${body}}`;
  const run = new Function(...Object.keys(names), source)(...Object.values(names)) as (
    fp: number,
    depth: number,
  ) => number;
  for (const block of [0, 1, pieceOf.length - 1]) {
    const at = entries.indexOf(block);
    I32[fp] = 1000;
    I32[fp + SAVED_PC] = (100 + at) << 2;
    expect(run(fp, 0)).toBe(-19);
    expect(left).toBe(1000 + 3 * (2000 - at));
  }
  I32[fp + SAVED_PC] = (100 + 1) << 2;
  expect(run(fp, 0)).toBe(-15);
});
