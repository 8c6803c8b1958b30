import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timsort } from './timsort.js';

const less = (a: number, b: number) => (a < b ? 1 : 0);

/** Keys with many equals, in shapes that make runs, gallops and merges of every kind. */
const shapes = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 2000 }),
  fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 500 }),
  fc
    .array(fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 200 }), fc.boolean()), {
      maxLength: 30,
    })
    .map((runs) =>
      runs.flatMap(([from, n, up]) => Array.from({ length: n }, (_, i) => (up ? from + i : from - i))),
    ),
);

describe('timsort', () => {
  test('sorts, stably, keys and what goes with them', () => {
    fc.assert(
      fc.property(shapes, (input) => {
        const keys = Int32Array.from(input);
        const order = Int32Array.from(input, (_, i) => i);
        expect(timsort(keys, order, less)).toBe(true);
        const expected = input.map((k, i) => [k, i] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect([...keys]).toEqual(expected.map((e) => e[0]));
        expect([...order]).toEqual(expected.map((e) => e[1]));
      }),
      { numRuns: 400, seed: 311 },
    );
  });

  test('keeps every item when a comparison fails, at whatever step', () => {
    fc.assert(
      fc.property(shapes, fc.nat(3000), (input, budget) => {
        const keys = Int32Array.from(input);
        const order = Int32Array.from(input, (_, i) => i);
        let left = budget;
        const done = timsort(keys, order, (a, b) => (left-- === 0 ? -1 : less(a, b)));
        expect(done).toBe(left >= 0);
        expect([...order].sort((a, b) => a - b)).toEqual(input.map((_, i) => i));
        for (let i = 0; i < input.length; i++) expect(keys[i]).toBe(input[order[i]!]);
      }),
      { numRuns: 400, seed: 312 },
    );
  });

  test('loses nothing with comparisons that contradict themselves', () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.nat(1)), (input, coin) => {
        const order = Int32Array.from(input, (_, i) => i);
        timsort(Int32Array.from(input), order, () => coin.next().value);
        expect([...order].sort((a, b) => a - b)).toEqual(input.map((_, i) => i));
      }),
      { numRuns: 200, seed: 313 },
    );
  });

  test('needs n-1 comparisons for what is sorted, and few for what nearly is', () => {
    let count = 0;
    const counting = (a: number, b: number) => {
      count++;
      return less(a, b);
    };
    timsort(
      Int32Array.from({ length: 10000 }, (_, i) => i),
      null,
      counting,
    );
    expect(count).toBe(9999);
    count = 0;
    timsort(
      Int32Array.from({ length: 10000 }, (_, i) => -i),
      null,
      counting,
    );
    expect(count).toBe(9999);
    count = 0;
    const nearly = Int32Array.from({ length: 10000 }, (_, i) => i);
    nearly[9999] = 17;
    timsort(nearly, null, counting);
    expect(count).toBeLessThan(11000);
  });
});
