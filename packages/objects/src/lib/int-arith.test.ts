/** Every operation of ints against CPython, over random operands of all lengths. */
import type { Borrowed, Owned } from '@tyston/memory';
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
  taken,
} from '../../test/number-world.js';
import { errOccurred } from '../core/errors.js';
import { decref } from '../core/refcount.js';
import { newStr } from '../core/str.js';
import { tupleItem } from '../core/tuple.js';
import { toBigInt } from './bigint.js';
import { DTSF_ADD_DOT_0, doubleToString } from './dtoa.js';
import { intAdd, intCompare, intMul, intNegate, intSub } from './int-arith.js';
import {
  intAnd,
  intBitCount,
  intBitLength,
  intInvert,
  intOr,
  intShiftLeft,
  intShiftRight,
  intXor,
} from './int-bits.js';
import { intDivmod, intFloorDivide, intModulo } from './int-divide.js';
import { compareDoubleInt, intAsDouble, intTrueDivideDouble } from './int-double.js';
import { intPower, intPowerModulo } from './int-power.js';
import { intFromText, intToText } from './int-text.js';

beforeAll(numberWorld);

const src = (v: bigint) =>
  v < 0n ? `(-0x${(-v).toString(16)})` : v > 1n << 64n ? `0x${v.toString(16)}` : String(v);

function check(
  operation: string,
  count: number,
  pair: (r: () => number) => [bigint, bigint],
  expression: (a: string, b: string) => string,
  ours: (a: Owned, b: Owned) => string,
) {
  test(operation, () => {
    const rnd = random(operation.length * 7919 + count);
    const pairs = Array.from({ length: count }, () => pair(rnd));
    const expected = cpython(pairs.map(([a, b]) => expression(src(a), src(b))));
    pairs.forEach(([a, b], i) => {
      const x = int(a);
      const y = int(b);
      const got = ours(x, y);
      expect(toBigInt(x), 'operand unchanged').toBe(a);
      if (got !== expected[i])
        expect(`${expression(src(a), src(b))} = ${got}`).toBe(
          `${expression(src(a), src(b))} = ${expected[i]}`,
        );
      decref(x);
      decref(y);
    });
  });
}
const any = (r: () => number): [bigint, bigint] => [randomInt(r), randomInt(r)];
const near = (r: () => number): [bigint, bigint] => {
  const a = randomInt(r);
  return [a, a + BigInt(Math.floor(r() * 3 - 1))];
};
const shift = (r: () => number): [bigint, bigint] => [randomInt(r), BigInt(Math.floor(r() * 200))];
const binary = (f: (a: Borrowed, b: Borrowed) => Owned) => (a: Owned, b: Owned) => taken(f(a, b));

function double(v: number): string {
  if (v === -1 && errOccurred()) return pendingText();
  return doubleToString(v, 'r', 0, DTSF_ADD_DOT_0);
}

describe('arithmetic', () => {
  check('add', 4000, any, (a, b) => `${a} + ${b}`, binary(intAdd));
  check('sub', 4000, any, (a, b) => `${a} - ${b}`, binary(intSub));
  check('sub of neighbours', 1000, near, (a, b) => `${a} - ${b}`, binary(intSub));
  check('mul', 4000, any, (a, b) => `${a} * ${b}`, binary(intMul));
  check(
    'mul of long ones',
    100,
    (r) => [randomInt(r, 60000), randomInt(r, 60000)],
    (a, b) => `(${a} * ${b}) % (2**127-1)`,
    (a, b) => {
      const p = intMul(a, b);
      const m = int(2n ** 127n - 1n);
      return taken(intModulo(p, m));
    },
  );
  check('floor division', 4000, any, (a, b) => `${a} // ${b}`, binary(intFloorDivide));
  check('modulo', 4000, any, (a, b) => `${a} % ${b}`, binary(intModulo));
  check(
    'divmod',
    4000,
    any,
    (a, b) => `"{} {}".format(*divmod(${a}, ${b}))`,
    (a, b) => {
      const t = intDivmod(a, b);
      return t === 0 ? taken(t) : `${toBigInt(tupleItem(t, 0))} ${toBigInt(tupleItem(t, 1))}`;
    },
  );
  check(
    'true division',
    6000,
    any,
    (a, b) => `${a} / ${b}`,
    (a, b) => double(intTrueDivideDouble(a, b)),
  );
  check(
    'true division of near ties',
    2000,
    (r) => {
      const q = (1n << 53n) + BigInt(Math.floor(r() * 2 ** 52));
      const d = randomInt(r, 400) || 1n;
      return [
        (2n * q + 1n) * d + BigInt(Math.floor(r() * 3 - 1)),
        (2n * d) << BigInt(Math.floor(r() * 1200)),
      ];
    },
    (a, b) => `${a} / ${b}`,
    (a, b) => double(intTrueDivideDouble(a, b)),
  );
  check(
    'float()',
    4000,
    any,
    (a) => `float(${a})`,
    (a) => double(intAsDouble(a)),
  );
  check(
    'float() at the ends',
    300,
    (r) => [(1n << 1024n) - (1n << BigInt(900 + Math.floor(r() * 124))) - BigInt(Math.floor(r() * 2)), 0n],
    (a) => `float(${a})`,
    (a) => double(intAsDouble(a)),
  );
  check(
    'negate',
    1000,
    any,
    (a) => `-${a}`,
    (a) => taken(intNegate(a)),
  );
  check(
    'compare',
    2000,
    near,
    (a, b) => `(${a} > ${b}) - (${a} < ${b})`,
    (a, b) => String(Math.sign(intCompare(a, b))),
  );
  check(
    'power',
    1500,
    (r) => [randomInt(r, 300), BigInt(Math.floor(r() * 40))],
    (a, b) => `${a} ** ${b}`,
    binary(intPower),
  );
  check(
    'power of two',
    100,
    (r) => [2n, BigInt(Math.floor(r() * 3000))],
    (a, b) => `${a} ** ${b}`,
    binary(intPower),
  );
});

describe('long division', () => {
  const around = (r: () => number): [bigint, bigint] => {
    const b = randomInt(r, 900) || 1n;
    const q = randomInt(r, 200);
    return [b * q + BigInt(Math.floor(r() * 3 - 1)), b];
  };
  check(
    'near multiples',
    6000,
    around,
    (a, b) => `"{} {}".format(*divmod(${a}, ${b}))`,
    (a, b) => {
      const t = intDivmod(a, b);
      return t === 0 ? taken(t) : `${toBigInt(tupleItem(t, 0))} ${toBigInt(tupleItem(t, 1))}`;
    },
  );
});

describe('bits', () => {
  check('and', 4000, any, (a, b) => `${a} & ${b}`, binary(intAnd));
  check('or', 4000, any, (a, b) => `${a} | ${b}`, binary(intOr));
  check('xor', 4000, any, (a, b) => `${a} ^ ${b}`, binary(intXor));
  check(
    'invert',
    1000,
    any,
    (a) => `~${a}`,
    (a) => taken(intInvert(a)),
  );
  check('left', 2000, shift, (a, b) => `${a} << ${b}`, binary(intShiftLeft));
  check('right', 4000, shift, (a, b) => `${a} >> ${b}`, binary(intShiftRight));
  check(
    'shift errors',
    30,
    (r) => [randomInt(r), -1n - BigInt(Math.floor(r() * 5))],
    (a, b) => `${a} >> ${b}`,
    binary(intShiftRight),
  );
  check(
    'shift by much',
    30,
    (r) => [randomInt(r), 1n << 80n],
    (a, b) => `${a} >> ${b}`,
    binary(intShiftRight),
  );
  check(
    'left by much',
    30,
    (r) => [randomInt(r), 1n << 80n],
    (a, b) => `${a} << ${b}`,
    binary(intShiftLeft),
  );
  check(
    'bit_length',
    1000,
    any,
    (a) => `(${a}).bit_length()`,
    (a) => String(intBitLength(a)),
  );
  check(
    'bit_count',
    1000,
    any,
    (a) => `(${a}).bit_count()`,
    (a) => String(intBitCount(a)),
  );
});

describe('powers modulo', () => {
  test('three operands', () => {
    const rnd = random(42);
    const cases = Array.from(
      { length: 2500 },
      () => [randomInt(rnd, 500), randomInt(rnd, 200), randomInt(rnd, 400)] as const,
    );
    const expected = cpython(cases.map(([a, b, c]) => `pow(${a}, ${b}, ${c})`));
    cases.forEach(([a, b, c], i) => {
      expect(taken(intPowerModulo(int(a), int(b), int(c))), `pow(${a}, ${b}, ${c})`).toBe(expected[i]);
    });
  });
});

describe('comparison with doubles', () => {
  test('exact', () => {
    const rnd = random(43);
    const cases = Array.from({ length: 3000 }, () => {
      const v = randomDouble(rnd);
      const i =
        Number.isFinite(v) && rnd() < 0.6
          ? BigInt(Math.trunc(v)) + BigInt(Math.floor(rnd() * 3 - 1))
          : randomInt(rnd, 1100);
      return [v, i] as const;
    });
    const expected = cpython(cases.map(([v, i]) => `(${pySource(v)} > ${i}) - (${pySource(v)} < ${i})`));
    cases.forEach(([v, i], k) => {
      expect(String(Math.sign(compareDoubleInt(v, int(i)))), `${v} ${i}`).toBe(expected[k]);
    });
  });
});

describe('text', () => {
  for (const base of [2, 8, 10, 16] as const)
    check(
      `to base ${base}`,
      500,
      (r) => [randomInt(r, 14000), 0n],
      (a) =>
        ({ 2: `format(${a}, 'b')`, 8: `format(${a}, 'o')`, 10: `str(${a})`, 16: `format(${a}, 'x')` })[base],
      (a) => intToText(a, base) ?? pendingText(),
    );
  test('parsing', () => {
    const rnd = random(44);
    const alphabet = [
      '0',
      '1',
      '7',
      '9',
      '00',
      '5',
      '_',
      '_',
      'a',
      'f',
      'z',
      'x',
      '0x',
      '0b',
      '0o',
      '-',
      '+',
      ' ',
      '\t',
      '.',
    ];
    const cases: [string, number][] = [];
    for (let i = 0; i < 20000; i++) {
      let s = '';
      for (let n = Math.floor(rnd() * 7); n >= 0; n--)
        s += alphabet[Math.floor(rnd() * rnd() * alphabet.length)]!;
      cases.push([s, [0, 2, 3, 8, 10, 10, 16, 36][Math.floor(rnd() * 8)]!]);
    }
    for (let i = 0; i < 300; i++) {
      const base = 2 + Math.floor(rnd() * 35);
      let s = '';
      for (let n = Math.floor(rnd() * 400); n >= 0; n--) s += Math.floor(rnd() * base).toString(36);
      cases.push([s, base]);
    }
    cases.push(
      ['9'.repeat(4300), 10],
      ['9'.repeat(4301), 10],
      ['1_'.repeat(4301) + '1', 7],
      ['v'.repeat(9000), 32],
      ['9'.repeat(5000) + '!', 10],
    );
    const expected = cpython(cases.map(([s, b]) => `int(${JSON.stringify(s)}, ${b})`));
    cases.forEach(([s, b], i) => {
      const p = intFromText(s, b);
      const got =
        p === 0 && !errOccurred()
          ? `ValueError: invalid literal for int() with base ${b}: '${s.replace('\t', '\\t')}'`
          : taken(p);
      if (s.length < 150) expect(got.replaceAll('\t', '\\t')).toBe(expected[i]);
      else expect(got).toBe(expected[i]);
    });
    void newStr;
  });
});
