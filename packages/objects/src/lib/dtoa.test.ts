/** Doubles as text and their rounding, number formatting and hashes, against CPython. */
import { ldF64 } from '@tyston/memory';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  cpython,
  int,
  numberWorld,
  pendingText,
  pySource,
  random,
  randomDouble,
  randomInt,
  takenStr,
} from '../../test/number-world.js';
import { newFloat } from '../core/float.js';
import { hashHigh } from '../core/hash-high.js';
import { DTSF_ALT, doubleToString, reprDouble, roundDouble } from './dtoa.js';
import { ldexp } from './float-bits.js';
import { formatComplex, formatFloat, formatLong } from './format-number.js';
import { parseFormatSpec } from './format-spec.js';
import { complexHash, doubleHash, intHash } from './number-hash.js';

beforeAll(numberWorld);
void ldF64;

function compare<C>(cases: readonly C[], expression: (c: C) => string, ours: (c: C) => string): void {
  const expected = cpython(cases.map(expression));
  cases.forEach((c, i) => {
    const got = ours(c);
    if (got !== expected[i]) expect(`${expression(c)} = ${got}`).toBe(`${expression(c)} = ${expected[i]}`);
  });
}

describe('doubles as text', () => {
  test('repr', () => {
    const rnd = random(1);
    const cases = Array.from({ length: 20000 }, () => randomDouble(rnd));
    cases.push(
      0,
      -0,
      1e16,
      9999999999999998,
      1e22,
      5e-324,
      1.7976931348623157e308,
      1e-4,
      1e-5,
      0.00012345,
      -1e-7,
      Number.NaN,
      -1 / 0,
    );
    compare(cases, (v) => `repr(${pySource(v)})`, reprDouble);
  });
  for (const code of ['e', 'f', 'g', 'G', 'E'] as const)
    test(`%${code}`, () => {
      const rnd = random(code.charCodeAt(0));
      const cases = Array.from({ length: 6000 }, () => {
        const r = rnd();
        const precision = Math.floor(rnd() * (r < 0.05 ? 400 : r < 0.2 ? 120 : 20));
        return { v: randomDouble(rnd), precision, alt: rnd() < 0.3 };
      });
      compare(
        cases,
        (c) => `'%${c.alt ? '#' : ''}.${c.precision}${code}' % ${pySource(c.v)}`,
        (c) => doubleToString(c.v, code, c.precision, c.alt ? DTSF_ALT : 0),
      );
    });
  test('round', () => {
    const rnd = random(3);
    const cases = Array.from({ length: 20000 }, () => ({
      v: randomDouble(rnd),
      n: Math.floor(rnd() * 30 - 10),
    })).filter((c) => Number.isFinite(c.v) && Math.abs(c.v) < 1e290);
    compare(
      cases,
      (c) => `round(${pySource(c.v)}, ${c.n})`,
      (c) => reprDouble(roundDouble(c.v, c.n)),
    );
  });
  test('ldexp', () => {
    const rnd = random(4);
    const cases = Array.from({ length: 5000 }, () => ({
      v: randomDouble(rnd),
      n: Math.floor(rnd() * 4400 - 2200),
    })).filter((c) => Number.isFinite(ldexp(c.v, c.n)));
    compare(
      cases,
      (c) => `__import__('math').ldexp(${pySource(c.v)}, ${c.n})`,
      (c) => reprDouble(ldexp(c.v, c.n)),
    );
  });
});

function randomSpec(rnd: () => number, types: string): string {
  const pick = (s: string[]) => s[Math.floor(rnd() * s.length)]!;
  let s = '';
  if (rnd() < 0.3) s += pick(['<', '>', '=', '^', '*<', '0=', '0^', '\u00e9>', '\u{1f600}^', 'x=']);
  if (rnd() < 0.3) s += pick(['+', '-', ' ']);
  if (rnd() < 0.1) s += 'z';
  if (rnd() < 0.25) s += '#';
  if (rnd() < 0.25) s += '0';
  if (rnd() < 0.5) s += String(Math.floor(rnd() * 40));
  if (rnd() < 0.3) s += pick([',', '_', '_', ',,', ',_', '__']);
  if (rnd() < 0.3) s += pick(['.0', '.1', '.2', '.10', '.', '.30', '.99999999999']);
  if (rnd() < 0.85) s += types[Math.floor(rnd() * types.length)];
  if (rnd() < 0.03) s += pick(['q', 'é', '10', 'ab', '\u1234', '\x01']);
  return s;
}

describe('format', () => {
  test('int', () => {
    const rnd = random(5);
    const cases = Array.from({ length: 15000 }, () => ({
      v: randomInt(rnd, 400),
      s: randomSpec(rnd, 'bcdoxXneEfFgG%dddxs'),
    }));
    compare(
      cases,
      (c) => `format(${c.v}, ${JSON.stringify(c.s)})`,
      (c) => {
        const o = int(c.v);
        const spec = parseFormatSpec(c.s, o, 'd', '>');
        return spec === null ? pendingText() : takenStr(formatLong(o, spec));
      },
    );
  });
  test('float', () => {
    const rnd = random(6);
    const cases = Array.from({ length: 15000 }, () => ({
      v: rnd() < 0.05 ? Number.NaN : rnd() < 0.05 ? -1 / 0 : randomDouble(rnd),
      s: randomSpec(rnd, 'neEfFgG%d'),
    }));
    compare(
      cases,
      (c) => `format(${pySource(c.v)}, ${JSON.stringify(c.s)})`,
      (c) => {
        const o = newFloat(c.v);
        const spec = parseFormatSpec(c.s, o, '', '>');
        return spec === null ? pendingText() : takenStr(formatFloat(c.v, spec, o));
      },
    );
  });
  test('complex', () => {
    const rnd = random(7);
    const part = () => (rnd() < 0.1 ? 0 : rnd() < 0.1 ? -0 : rnd() < 0.05 ? Number.NaN : randomDouble(rnd));
    const cases = Array.from({ length: 8000 }, () => ({
      re: part(),
      im: part(),
      s: randomSpec(rnd, 'neEfFgG'),
    }));
    compare(
      cases,
      (c) => `format(complex(${pySource(c.re)}, ${pySource(c.im)}), ${JSON.stringify(c.s)})`,
      (c) => {
        const o = newFloat(0);
        const spec = parseFormatSpec(c.s, o, '', '>');
        return (spec === null ? pendingText() : takenStr(formatComplex(c.re, c.im, spec, o))).replace(
          "'float'",
          "'complex'",
        );
      },
    );
  });
});

describe('hash', () => {
  const full = (low: number) => String((BigInt(hashHigh()) << 32n) | BigInt(low >>> 0));
  test('int', () => {
    const rnd = random(8);
    const cases = Array.from({ length: 5000 }, () => randomInt(rnd));
    const m = 2n ** 61n - 1n;
    cases.push(
      0n,
      -1n,
      -2n,
      m,
      -m,
      m + 1n,
      m - 1n,
      m * m,
      -(m + 1n),
      -(m + 2n),
      2n * m,
      (m << 61n) + m,
      2n ** 61n,
      -(2n ** 61n),
      2n ** 62n,
    );
    compare(
      cases,
      (v) => `hash(${v})`,
      (v) => full(intHash(int(v))),
    );
  });
  test('float', () => {
    const rnd = random(9);
    const cases = Array.from({ length: 5000 }, () => randomDouble(rnd));
    cases.push(0, -0, -1, 1 / 0, -1 / 0, 5e-324, 2 ** 61, 2 ** 61 - 512, -(2 ** 31), 2 ** 31, 2 ** 32, 0.5);
    compare(
      cases,
      (v) => `hash(${pySource(v)})`,
      (v) => full(doubleHash(v, int(0n))),
    );
  });
  test('complex', () => {
    const rnd = random(10);
    const cases = Array.from({ length: 3000 }, () => ({ re: randomDouble(rnd), im: randomDouble(rnd) }));
    compare(
      cases,
      (c) => `hash(complex(${pySource(c.re)}, ${pySource(c.im)}))`,
      (c) => full(complexHash(c.re, c.im, int(0n))),
    );
  });
});
