/** The arithmetic of decimals against CPython's, results and conditions, over random numbers and contexts. */
import { describe, expect, test } from 'vitest';
import { cpython, random } from '../../../../objects/test/number-world.js';
import * as arithmetic from './arithmetic.js';
import * as order from './compare.js';
import * as digits from './digits.js';
import { Condition, type Ctx, type Dec, finalize } from './number.js';
import { power, powerModulo } from './power.js';
import { decimalText, parseDecimal } from './text.js';
import { exp, ln, log10 } from './transcendental.js';

const ROUNDINGS = ['UP', 'DOWN', 'CEILING', 'FLOOR', 'HALF_UP', 'HALF_DOWN', 'HALF_EVEN', '05UP'];
const SETUP = `
from decimal import *
import decimal
SIGNALS = [Clamped, DivisionByZero, Inexact, InvalidOperation, Overflow, Rounded, Subnormal, Underflow]
def run(name, prec, rounding, emin, emax, clamp, *args):
    c = Context(prec=prec, rounding='ROUND_' + rounding, Emin=emin, Emax=emax, clamp=clamp, traps=[])
    big = Context(prec=2000, Emin=-999999, Emax=999999, traps=[])
    args = [Decimal(a, big) for a in args]
    r = getattr(c, name)(*args)
    if isinstance(r, tuple):
        r = ' '.join(map(str, r))
    return str(r) + ' ' + ','.join(s.__name__ for s in SIGNALS if c.flags[s])
`;
const NAMES: [string, number][] = [
  ['Clamped', Condition.Clamped],
  ['DivisionByZero', Condition.DivisionByZero],
  ['Inexact', Condition.Inexact],
  [
    'InvalidOperation',
    Condition.InvalidOperation |
      Condition.ConversionSyntax |
      Condition.DivisionImpossible |
      Condition.DivisionUndefined |
      Condition.InvalidContext,
  ],
  ['Overflow', Condition.Overflow],
  ['Rounded', Condition.Rounded],
  ['Subnormal', Condition.Subnormal],
  ['Underflow', Condition.Underflow],
];
const conditions = (status: number) =>
  NAMES.filter(([, bits]) => status & bits)
    .map(([name]) => name)
    .join(',');

function randomText(rnd: () => number): string {
  const k = rnd();
  const sign = rnd() < 0.4 ? '-' : '';
  if (k < 0.03) return `${sign}Infinity`;
  if (k < 0.06) return `${sign}NaN${Math.floor(rnd() * 5000)}`;
  if (k < 0.08) return `${sign}sNaN${Math.floor(rnd() * 50)}`;
  let digits = '';
  for (let n = Math.floor(rnd() * (rnd() < 0.2 ? 30 : 6)); n >= 0; n--)
    digits += rnd() < 0.2 ? '0' : rnd() < 0.15 ? '9' : rnd() < 0.1 ? '5' : Math.floor(rnd() * 10);
  const e = rnd() < 0.5 ? Math.floor(rnd() * 10 - 6) : Math.floor(rnd() * 80 - 40);
  return `${sign}${rnd() < 0.06 ? '0' : digits}E${e}`;
}
interface Case {
  prec: number;
  rounding: number;
  emin: number;
  emax: number;
  clamp: number;
  args: string[];
}
function randomCase(rnd: () => number, count: number): Case {
  const wide = rnd() < 0.4;
  const prec = 1 + Math.floor(rnd() * 12);
  return {
    prec,
    rounding: Math.floor(rnd() * 8),
    emin: wide ? -999999 : -Math.floor(rnd() * 30),
    emax: wide ? 999999 : prec + Math.floor(rnd() * 30),
    clamp: rnd() < 0.2 ? 1 : 0,
    args: Array.from({ length: count }, () => randomText(rnd)),
  };
}
function check(
  name: string,
  count: number,
  cases: number,
  ours: (args: Dec[], ctx: Ctx) => Dec | Dec[] | string,
  more: (c: Case) => boolean = () => true,
): void {
  test(name, () => {
    const rnd = random(name.length * 1009 + count);
    const all = Array.from({ length: cases }, () => randomCase(rnd, count)).filter(more);
    const source = (c: Case) =>
      `run('${name}', ${c.prec}, '${ROUNDINGS[c.rounding]}', ${c.emin}, ${c.emax}, ${c.clamp}, ${c.args.map((a) => `'${a}'`).join(', ')})`;
    const expected = cpython(all.map(source), SETUP);
    all.forEach((c, i) => {
      const ctx: Ctx = {
        prec: c.prec,
        rounding: c.rounding,
        emin: BigInt(c.emin),
        emax: BigInt(c.emax),
        clamp: c.clamp === 1,
        status: 0,
      };
      const r = ours(
        c.args.map((a) => parseDecimal(a)!),
        ctx,
      );
      const text =
        typeof r === 'string'
          ? r
          : Array.isArray(r)
            ? r.map((x) => decimalText(x)).join(' ')
            : decimalText(r);
      const got = `${text} ${conditions(ctx.status)}`;
      if (got !== expected[i]) expect(`${source(c)} = ${got}`).toBe(`${source(c)} = ${expected[i]}`);
    });
  });
}
const two = (f: (a: Dec, b: Dec, ctx: Ctx) => Dec) => (args: Dec[], ctx: Ctx) => f(args[0]!, args[1]!, ctx);
const one = (f: (a: Dec, ctx: Ctx) => Dec) => (args: Dec[], ctx: Ctx) => f(args[0]!, ctx);
const small = (c: Case) => c.args.every((a) => !/\d{20}|E-?[3-9]\d/.test(a));

describe('arithmetic', () => {
  check('add', 2, 8000, two(arithmetic.add));
  check('subtract', 2, 4000, two(arithmetic.subtract));
  check('multiply', 2, 4000, two(arithmetic.multiply));
  check('fma', 3, 6000, (a, ctx) => arithmetic.fma(a[0]!, a[1]!, a[2]!, ctx));
  check('divide', 2, 8000, two(arithmetic.divide));
  check('divide_int', 2, 6000, two(arithmetic.divideInteger));
  check('remainder', 2, 6000, two(arithmetic.remainder));
  check('divmod', 2, 6000, (a, ctx) => arithmetic.divmod(a[0]!, a[1]!, ctx));
  check('remainder_near', 2, 6000, two(arithmetic.remainderNear));
  check('plus', 1, 4000, one(arithmetic.plus));
  check('minus', 1, 3000, one(arithmetic.minus));
  check('abs', 1, 3000, one(arithmetic.abs));
  check('quantize', 2, 6000, two(arithmetic.quantize));
  check('to_integral_exact', 1, 3000, (a, ctx) => arithmetic.toIntegral(a[0]!, ctx, true));
  check('to_integral_value', 1, 3000, (a, ctx) => arithmetic.toIntegral(a[0]!, ctx, false));
  check('normalize', 1, 3000, one(arithmetic.reduce));
  check('sqrt', 1, 6000, one(arithmetic.sqrt));
  check('create_decimal', 1, 6000, one(finalize), (c) => !/NaN/.test(c.args[0]!));
});

describe('transcendental functions', () => {
  check('exp', 1, 3000, one(exp), small);
  check('ln', 1, 3000, one(ln));
  check('log10', 1, 3000, one(log10));
});

const integers = (text: string) => text.replace(/E.*/, '');
/** Small operands: what is of interest lies near zero and one. */
function mild(c: Case): boolean {
  c.args = c.args.map((a) =>
    /N|I/.test(a)
      ? a
      : a
          .replace(/E(-?)(\d+)/, (_m, s: string, d: string) => `E${s}${Number(d) % 4}`)
          .slice(0, 14)
          .replace(/E-?$/, ''),
  );
  return true;
}
const whole = (c: Case): boolean => {
  c.args = c.args.map((a) => (/N|I/.test(a) ? a : integers(a).slice(0, 8)));
  return true;
};
const second = (c: Case): boolean => {
  c.args[1] = /N|I/.test(c.args[1]!) ? c.args[1]! : integers(c.args[1]!).slice(0, 2).replace(/^-$/, '3');
  return true;
};

describe('powers', () => {
  check('power', 2, 4000, two(power), mild);
  check('power', 3, 2000, (a, ctx) => powerModulo(a[0]!, a[1]!, a[2]!, ctx), whole);
});

describe('digits', () => {
  check('logb', 1, 3000, one(digits.logb));
  check('scaleb', 2, 3000, two(digits.scaleb), second);
  check('shift', 2, 3000, two(digits.shift), second);
  check('rotate', 2, 3000, two(digits.rotate), second);
  check('next_plus', 1, 4000, one(digits.nextPlus));
  check('next_minus', 1, 4000, one(digits.nextMinus));
  check('next_toward', 2, 5000, two(digits.nextToward));
  const bits = (c: Case): boolean => {
    c.args = c.args.map((a) =>
      /N|I|-/.test(a) ? a : integers(a).replace(/[2-9]/g, (d) => (Number(d) % 2 ? '1' : '0')),
    );
    return true;
  };
  check('logical_and', 2, 2000, two(digits.logicalAnd), bits);
  check('logical_or', 2, 2000, two(digits.logicalOr), bits);
  check('logical_xor', 2, 2000, two(digits.logicalXor), bits);
  check('logical_invert', 1, 2000, one(digits.logicalInvert), bits);
});

describe('comparison', () => {
  check('compare', 2, 4000, two(order.compare));
  check('compare_signal', 2, 2000, two(order.compareSignal));
  check('compare_total', 2, 4000, (a) => order.ordering(order.compareTotal(a[0]!, a[1]!)));
  check('compare_total_mag', 2, 2000, (a) => order.ordering(order.compareTotalMagnitude(a[0]!, a[1]!)));
  check('max', 2, 3000, (a, ctx) => order.choose(a[0]!, a[1]!, ctx, true, false));
  check('min', 2, 3000, (a, ctx) => order.choose(a[0]!, a[1]!, ctx, false, false));
  check('max_mag', 2, 3000, (a, ctx) => order.choose(a[0]!, a[1]!, ctx, true, true));
  check('min_mag', 2, 3000, (a, ctx) => order.choose(a[0]!, a[1]!, ctx, false, true));
  check('same_quantum', 2, 2000, (a) => (order.sameQuantum(a[0]!, a[1]!) ? 'True' : 'False'));
  check('number_class', 1, 2000, (a, ctx) => order.numberClass(a[0]!, ctx));
  check('to_eng_string', 1, 3000, (a) => decimalText(a[0]!, true));
  check('to_sci_string', 1, 3000, (a) => decimalText(a[0]!));
});
