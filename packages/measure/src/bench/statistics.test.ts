import { expect, test } from 'vitest';
import { geometricMean, median, spread } from './statistics.js';

test('a geometric mean is even about one', () => {
  expect(geometricMean([2, 0.5])).toBeCloseTo(1);
  expect(geometricMean([0.1, 0.1, 0.1])).toBeCloseTo(0.1);
  expect(geometricMean([])).toBeNaN();
});

test('spread is relative to the best round', () => {
  expect(spread([2, 3, 2.5])).toBeCloseTo(0.5);
  expect(spread([1])).toBe(0);
});

test('median of odd and even counts', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
