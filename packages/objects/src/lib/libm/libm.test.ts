/** The elementary functions against the C library's, as CPython shows them. */
import { describe, expect, test } from 'vitest';
import { cpython, pySource, random } from '../../../test/number-world.js';
import { reprDouble } from '../dtoa.js';
import * as libm from './index.js';

type Draw = (r: () => number) => number[];
const uniform =
  (lo: number, hi: number): Draw =>
  (r) => [lo + (hi - lo) * r()];
const wide: Draw = (r) => [(r() - 0.5) * 2 ** Math.floor(r() * 80 - 40)];
const positive: Draw = (r) => [(0.5 + r()) * 2 ** Math.floor(r() * 120 - 60)];

/** Where the C library is within 0.5x units in the last place, nearly all results agree; the rest differ by a unit or two. */
const NEARLY: [keyof typeof libm, string, Draw][] = [
  ['sin', 'math.sin', uniform(-10, 10)],
  ['sin', 'math.sin', (r) => [wide(r)[0]! * 1e9]],
  ['cos', 'math.cos', uniform(-10, 10)],
  ['cos', 'math.cos', (r) => [wide(r)[0]! * 1e9]],
  ['tan', 'math.tan', uniform(-10, 10)],
  ['asin', 'math.asin', uniform(-1, 1)],
  ['acos', 'math.acos', uniform(-1, 1)],
  ['atan', 'math.atan', wide],
  ['sinh', 'math.sinh', uniform(-20, 20)],
  ['cosh', 'math.cosh', uniform(-20, 20)],
  ['tanh', 'math.tanh', uniform(-5, 5)],
  ['asinh', 'math.asinh', wide],
  ['acosh', 'math.acosh', (r) => [1 + positive(r)[0]!]],
  ['atanh', 'math.atanh', uniform(-1, 1)],
  ['exp', 'math.exp', uniform(-745, 709)],
  ['exp', 'math.exp', uniform(-1, 1)],
  ['exp2', 'math.exp2', uniform(-1070, 1023)],
  ['expm1', 'math.expm1', uniform(-5, 5)],
  ['log', 'math.log', positive],
  ['log', 'math.log', uniform(0.5, 2)],
  ['log2', 'math.log2', positive],
  ['log10', 'math.log10', positive],
  ['log1p', 'math.log1p', positive],
  ['erf', 'math.erf', uniform(-6, 6)],
  ['erfc', 'math.erfc', uniform(-6, 27)],
  ['atan2', 'math.atan2', (r) => [r() * 20 - 10, r() * 20 - 10]],
  ['pow', 'math.pow', (r) => [r() * 10, r() * 40 - 20]],
  ['pow', 'math.pow', (r) => [positive(r)[0]!, r() * 14 - 7]],
];
/** And where its steps are ours, all do. */
const EXACTLY: [keyof typeof libm, string, Draw][] = [
  ['cbrt', 'math.cbrt', wide],
  ['hypot', 'math.hypot', (r) => [wide(r)[0]!, wide(r)[0]!]],
  ['cHypot', '(lambda x, y: abs(complex(x, y)))', (r) => [wide(r)[0]!, wide(r)[0]!]],
];

const view = new DataView(new ArrayBuffer(16));
function unitsApart(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  view.setFloat64(0, a);
  view.setFloat64(8, b);
  return Number(view.getBigInt64(0) - view.getBigInt64(8));
}

function compare(
  name: keyof typeof libm,
  python: string,
  draw: Draw,
  seed: number,
): { apart: number; most: number } {
  const rnd = random(seed);
  const cases = Array.from({ length: 3000 }, () => draw(rnd));
  const expected = cpython(
    cases.map((c) => `repr(${python}(${c.map(pySource).join(', ')}))`),
    'import math',
  );
  const f = libm[name] as (...args: number[]) => number;
  let apart = 0;
  let most = 0;
  cases.forEach((c, i) => {
    const units = Math.abs(unitsApart(f(...c), Number(expected[i])));
    if (units > 0) apart++;
    if (units > most) most = units;
    if (units > 2) expect(`${name}(${c}) = ${reprDouble(f(...c))}`).toBe(`${name}(${c}) = ${expected[i]}`);
  });
  return { apart, most };
}

describe('elementary functions', () => {
  NEARLY.forEach(([name, python, draw], k) => {
    test(`${name} (${k})`, () => {
      expect(compare(name, python, draw, 100 + k).apart).toBeLessThanOrEqual(20);
    });
  });
  EXACTLY.forEach(([name, python, draw], k) => {
    test(name, () => {
      expect(compare(name, python, draw, 200 + k).apart).toBe(0);
    });
  });
});
