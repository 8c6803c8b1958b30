/** math and cmath against CPython, function by function. */
import type { Borrowed, Owned } from '@tyston/memory';
import {
  complexImag,
  complexReal,
  floatValue,
  fromBigInt,
  newComplex,
  reprDouble,
  T,
  typeOf,
} from '@tyston/objects';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  cpython,
  numberWorld,
  pySource,
  random,
  randomDouble,
  taken,
} from '../../../../objects/test/number-world.js';
import { cmathModule } from '../cmath/index.js';
import { mathModule } from './index.js';
import { gcdOf, isqrtOf } from './integers.js';

beforeAll(numberWorld);

function shown(p: Owned): string {
  if (p === 0 || typeOf(p) === T.int) return taken(p);
  if (typeOf(p) === T.float) return reprDouble(floatValue(p));
  if (typeOf(p) !== T.complex) return '?';
  return `${reprDouble(complexReal(p))} ${reprDouble(complexImag(p))}`;
}
function near(a: string, b: string): boolean {
  if (a === b) return true;
  const x = a.split(' ').map(Number);
  const y = b.split(' ').map(Number);
  // Nearly all agree to the last bit; sums of two functions may differ in a few.
  return (
    x.length === y.length &&
    x.every(
      (v, i) =>
        Object.is(v, y[i]) || Math.abs(v - y[i]!) <= 1e-14 * Math.max(Math.abs(v), Math.hypot(...y)) * 1,
    )
  );
}
const specials = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  1e-310,
  1e308,
  -1e308,
  710,
  -710,
  1 / 0,
  -1 / 0,
  Number.NaN,
  171.5,
  1e-20,
];

function impl(spec: typeof mathModule, name: string) {
  return spec.functions!.find((f) => f.name === name)!.impl;
}
function run(name: string, calls: { python: string; ours: () => Owned }[], tolerance: number) {
  const expected = cpython(
    calls.map((c) => c.python),
    'import math, cmath\ndef show(r):\n  return f"{r.real!r} {r.imag!r}" if isinstance(r, complex) else repr(r)',
  );
  let apart = 0;
  calls.forEach((c, i) => {
    const got = shown(c.ours());
    if (got === expected[i]) return;
    apart++;
    if (!near(got, expected[i]!)) expect(`${c.python} = ${got}`).toBe(`${c.python} = ${expected[i]}`);
  });
  expect(apart, name).toBeLessThanOrEqual(tolerance * calls.length);
}

describe('math', () => {
  const one = [
    'acos',
    'acosh',
    'asin',
    'asinh',
    'atan',
    'atanh',
    'cbrt',
    'cos',
    'cosh',
    'erf',
    'erfc',
    'exp',
    'exp2',
    'expm1',
    'fabs',
    'log1p',
    'sin',
    'sinh',
    'sqrt',
    'tan',
    'tanh',
    'gamma',
    'lgamma',
    'ulp',
    'degrees',
    'radians',
  ];
  for (const name of one)
    test(name, () => {
      const rnd = random(name.length + name.charCodeAt(0));
      const f = impl(mathModule, name);
      const xs = [
        ...specials,
        ...Array.from({ length: 800 }, () => (rnd() < 0.5 ? rnd() * 40 - 20 : randomDouble(rnd))),
      ];
      run(
        name,
        xs.map((x) => ({ python: `show(math.${name}(${pySource(x)}))`, ours: () => f(0 as Borrowed, x) })),
        name.includes('gamma') ? 0.2 : 0.02,
      );
    });
  for (const name of ['atan2', 'pow', 'fmod', 'remainder', 'copysign', 'nextafter'])
    test(name, () => {
      const rnd = random(name.length);
      const f = impl(mathModule, name);
      const draw = () =>
        rnd() < 0.2
          ? specials[Math.floor(rnd() * specials.length)]!
          : rnd() < 0.5
            ? rnd() * 20 - 10
            : randomDouble(rnd);
      const xs = Array.from({ length: 3000 }, () => [draw(), draw()] as const);
      run(
        name,
        xs.map(([x, y]) => ({
          python: `show(math.${name}(${pySource(x)}, ${pySource(y)}))`,
          ours: () => f(0 as Borrowed, x, y),
        })),
        0.01,
      );
    });
  test('isqrt and gcd', () => {
    const rnd = random(77);
    const big = () => {
      let v = 1n;
      for (let n = Math.floor(rnd() * 80); n > 0; n--) v = (v << 30n) | BigInt(Math.floor(rnd() * 2 ** 30));
      return v;
    };
    for (let i = 0; i < 300; i++) {
      const n = rnd() < 0.3 ? big() ** 2n - BigInt(Math.floor(rnd() * 2)) : big();
      const r = isqrtOf(n);
      expect(r * r <= n && (r + 1n) * (r + 1n) > n).toBe(true);
    }
    const pairs = Array.from({ length: 300 }, () => {
      const g = big();
      return [g * big(), g * big()] as const;
    });
    const expected = cpython(
      pairs.map(([a, b]) => `hex(math.gcd(${`0x${a.toString(16)}`}, 0x${b.toString(16)}))`),
      'import math',
    );
    pairs.forEach(([a, b], i) => {
      expect(`0x${gcdOf(a, b).toString(16)}`).toBe(expected[i]);
    });
    const comb = impl(mathModule, 'comb');
    const cases = Array.from(
      { length: 300 },
      () => [Math.floor(rnd() * 300), Math.floor(rnd() * 300)] as const,
    );
    run(
      'comb',
      cases.map(([n, k]) => ({
        python: `math.comb(${n}, ${k})`,
        ours: () => comb(0 as Borrowed, fromBigInt(BigInt(n)), fromBigInt(BigInt(k))),
      })),
      0,
    );
  });
});

describe('cmath', () => {
  for (const name of [
    'acos',
    'acosh',
    'asin',
    'asinh',
    'atan',
    'atanh',
    'cos',
    'cosh',
    'exp',
    'log',
    'log10',
    'sin',
    'sinh',
    'sqrt',
    'tan',
    'tanh',
    'phase',
  ])
    test(name, () => {
      const rnd = random(name.length * 31);
      const f = impl(cmathModule, name);
      const zs: [number, number][] = [];
      for (const re of specials) for (const im of specials) zs.push([re, im]);
      for (let i = 0; i < 600; i++) zs.push([rnd() * 8 - 4, rnd() * 8 - 4]);
      for (let i = 0; i < 200; i++) zs.push([randomDouble(rnd), randomDouble(rnd)]);
      run(
        name,
        zs.map(([re, im]) => ({
          python: `show(cmath.${name}(complex(${pySource(re)}, ${pySource(im)})))`,
          ours: () => f(0 as Borrowed, newComplex(re, im), 0),
        })),
        0.05,
      );
    });
});
