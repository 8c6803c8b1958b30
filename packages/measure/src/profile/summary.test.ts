import { expect, test } from 'vitest';
import { summary } from './summary.js';

const node = (id: number, functionName: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url: '', lineNumber: 0 },
  children,
});

test('own time, and the time below counted once through recursion', () => {
  const nodes = [node(1, 'root', [2]), node(2, 'f', [3, 4]), node(3, 'f', [5]), node(4, 'g'), node(5, 'g')];
  const { total, rows } = summary({ nodes, samples: [2, 3, 4, 5, 5], timeDeltas: [10, 20, 5, 1, 2] });
  expect(total).toBe(38);
  expect(rows).toEqual([
    { name: 'f', self: 30, all: 38 },
    { name: 'g', self: 8, all: 8 },
    { name: 'root', self: 0, all: 38 },
  ]);
});
