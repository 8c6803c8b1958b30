import { expect, test } from 'vitest';
import { counters, evaluate, violated } from './statcheck.js';

const stats = { hits: 90, misses: 10, 'gc.runs': 2 };

test.each([
  ['hits > misses', 1],
  ['hits + misses == 100 and gc.runs <= 2', 1],
  ['not hits > 90 and misses * 9 == hits', 1],
  ['hits < 90 or misses == 11', 0],
  ['(hits - misses) / 8 == 1_0', 1],
])('%s', (text, value) => {
  expect(Number(Boolean(evaluate(text, stats)))).toBe(value);
});

test('an unknown counter and a half expression are errors, not true', () => {
  expect(() => evaluate('hist > 1', stats)).toThrow('no counter is called hist');
  expect(() => evaluate('hits >', stats)).toThrow('a value is missing');
  expect(() => evaluate('hits > 1 1', stats)).toThrow('left over');
});

test('a check that does not hold is told with the values', () => {
  expect(violated([{ line: 3, text: 'misses < 5' }], stats)).toEqual(['line 3: misses < 5 (misses = 10)']);
});

test('counters are taken out of standard error', () => {
  const { stats: found, stderr } = counters('warning\n{"a":1,"gc":{"runs":2}}\n');
  expect(found).toEqual({ a: 1, 'gc.runs': 2 });
  expect(stderr).toBe('warning\n');
  expect(() => counters('nothing')).toThrow('printed no counters');
});
