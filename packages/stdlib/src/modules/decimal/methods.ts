/** The methods of Decimal. Most are an operation on values and an optional context: they are rows of tables. */
import { type Addr, type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  call,
  decref,
  errOccurred,
  isInstance,
  type MethodSpec,
  method,
  None,
  newBool,
  newFloat,
  newInt,
  newRef,
  newStr,
  newTuple,
  T,
  typeError,
  typeOf,
} from '@tyston/objects';
import { fma, quantize, toIntegral } from './arithmetic.js';
import { ctxOf, hasCapitals, roundingIn, roundingOf } from './context.js';
import { argument, fromNumber } from './convert.js';
import { contextArgument, currentContext } from './current.js';
import { formatDecimal } from './format.js';
import { decimalType, kindOf, newQuick, valueIn } from './layout.js';
import { BINARY, type BinaryRow, COPIES, QUESTIONS, UNARY } from './method-tables.js';
import { adjusted as adjustedOf, dec, FINITE, Rounding } from './number.js';
import { applyBinary, applyUnary, type Unary } from './operators.js';
import { bind, bound, ssize } from './parameters.js';
import { quickQuantize, UNSETTLED } from './quick.js';
import { beyondMemory, finish } from './signals.js';
import { decimalText } from './text.js';
import { sizeOf, textOf, toDouble, toInt, toRatio, toTuple } from './to-python.js';

type Raw = (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => Owned;
const raw = (name: string, signature: string, impl: Raw, doc: string): MethodSpec =>
  method(name, signature, impl, doc, { raw: true });
const unsigned = (name: string, impl: (d: Borrowed) => Owned): MethodSpec =>
  method(name, '($self, /)', impl, '', { noTextSignature: true });

const CONTEXT_ONLY = ['context'];
const OTHER = ['other', 'context'];

/** f(self, context). */
function unaryMethod(name: string, f: (d: Borrowed, context: Borrowed) => Owned, doc: string): MethodSpec {
  return raw(
    name,
    '($self, /, context=None)',
    (self, args, n, kwnames) => {
      if (!bind(CONTEXT_ONLY, 0, args, n, kwnames)) return NULL;
      const context = contextArgument(bound[0]!);
      return context === 0 ? NULL : f(self, context);
    },
    doc,
  );
}
/** f(self, other, context). */
function binaryMethod(row: BinaryRow): MethodSpec {
  return raw(
    row.name,
    '($self, /, other, context=None)',
    (self, args, n, kwnames) => {
      if (!bind(OTHER, 1, args, n, kwnames)) return NULL;
      const other = bound[0]!;
      const context = contextArgument(bound[1]!);
      if (context === 0) return NULL;
      const b = argument(other, context);
      if (b === 0) return NULL;
      const r = row.give(self, b, context);
      decref(b);
      return r;
    },
    row.doc,
  );
}

function quantizeMethod(self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!bind(['exp', 'rounding', 'context'], 1, args, n, kwnames)) return NULL;
  const [exp, mode, given] = bound as [Borrowed, Borrowed, Borrowed];
  const context = contextArgument(given);
  if (context === 0) return NULL;
  const rounding = mode === 0 || mode === None ? roundingIn(context) : roundingOf(mode);
  if (rounding < 0) return NULL;
  const b = argument(exp, context);
  if (b === 0) return NULL;
  const quick = quickQuantize(self, b, rounding, context);
  const f = (x: Parameters<typeof quantize>[0], y: typeof x, ctx: Parameters<typeof quantize>[2]) => {
    ctx.rounding = rounding;
    return quantize(x, y, ctx);
  };
  const r = quick === UNSETTLED ? applyBinary(f, self, b, context) : quick;
  decref(b);
  return r;
}
function integral(name: string, exact: boolean): MethodSpec {
  return raw(
    name,
    '($self, /, rounding=None, context=None)',
    (self, args, n, kwnames) => {
      if (!bind(['rounding', 'context'], 0, args, n, kwnames)) return NULL;
      const [mode, given] = bound as [Borrowed, Borrowed];
      const context = contextArgument(given);
      if (context === 0) return NULL;
      const rounding = mode === 0 || mode === None ? -1 : roundingOf(mode);
      if (rounding < 0 && errOccurred()) return NULL;
      const f: Unary = (a, ctx) => {
        if (rounding >= 0) ctx.rounding = rounding;
        return toIntegral(a, ctx, exact);
      };
      return applyUnary(f, self, context);
    },
    'Round to an integer, by the rounding mode that is given or the context’s.',
  );
}
function fmaMethod(self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!bind(['other', 'third', 'context'], 2, args, n, kwnames)) return NULL;
  const [other, third, given] = bound as [Borrowed, Borrowed, Borrowed];
  const context = contextArgument(given);
  if (context === 0) return NULL;
  return applyFma(self, other, third, context);
}
/** a * b + c of a Decimal and two that may be ints. NULL with an exception. */
export function applyFma(a: Borrowed, b: Borrowed, c: Borrowed, context: Borrowed): Owned {
  const y = argument(b, context);
  if (y === 0) return NULL;
  const z = argument(c, context);
  let r = NULL;
  if (z !== 0) {
    try {
      const ctx = ctxOf(context);
      r = finish(fma(valueIn(a), valueIn(y), valueIn(z), ctx), ctx, context);
    } catch (e) {
      r = beyondMemory(e);
    }
    decref(z);
  }
  decref(y);
  return r;
}

/** round(d) is an int, round(d, n) a Decimal. */
function roundMethod(self: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!bind(['ndigits'], 0, args, n, kwnames)) return NULL;
  const digits = bound[0]!;
  if (digits === 0 || digits === None) return toInt(self, Rounding.HALF_EVEN);
  if (!isInstance(digits, T.int)) return typeError('optional arg must be an integer');
  const places = ssize(digits);
  if (places === null) return NULL;
  const context = currentContext();
  if (context === 0) return NULL;
  return applyUnary((a, ctx) => quantize(a, dec(0, 1n, -places), ctx), self, context);
}
function copySame(self: Borrowed): Owned {
  return newRef(self);
}
function reduce(self: Borrowed): Owned {
  const text = newStr(textOf(self, true));
  return newTuple(newRef(typeOf(self)), newTuple(text));
}
function complexOf(self: Borrowed): Owned {
  const { ok, value } = toDouble(self);
  if (!ok) return NULL;
  const real = newFloat(value);
  const z = call(T.complex, real);
  decref(real);
  return z;
}
/** Decimal.from_float(f): subclasses get their own instance. */
function fromFloat(type: Borrowed, f: Borrowed): Owned {
  const context = currentContext();
  if (context === 0) return NULL;
  const d = fromNumber(f, decimalType(), context, true);
  if (d === 0 || type === decimalType()) return d;
  const r = call(type, d);
  decref(d);
  return r;
}
function adjusted(self: Borrowed): Owned {
  if (kindOf(self) !== FINITE) return newInt(0);
  return newInt(Number(adjustedOf(valueIn(self))));
}
function engineering(self: Borrowed, context: Borrowed): Owned {
  return newStr(decimalText(valueIn(self), true, hasCapitals(context)));
}

export const decimalMethods: readonly MethodSpec[] = [
  ...UNARY.map((row) => unaryMethod(row.name, row.give, row.doc)),
  integral('to_integral', false),
  integral('to_integral_exact', true),
  integral('to_integral_value', false),
  ...BINARY.filter((row) => !row.contextOnly).map(binaryMethod),
  raw(
    'quantize',
    '($self, /, exp, rounding=None, context=None)',
    quantizeMethod,
    'The number rounded to the exponent of exp.',
  ),
  raw('fma', '($self, /, other, third, context=None)', fmaMethod, 'self * other + third, rounded once.'),
  ...QUESTIONS.map((row) =>
    row.needsContext
      ? unaryMethod(row.name, (d, c) => newBool(row.ask(d, c)), row.doc)
      : method(row.name, '($self, /)', (d: Borrowed) => newBool(row.ask(d, 0 as Borrowed)), row.doc),
  ),
  ...COPIES.map((row) => method(row.name, '($self, /)', (d: Borrowed) => row.give(d, d), row.doc)),
  method('adjusted', '($self, /)', adjusted, 'The exponent of the leading digit.'),
  method('canonical', '($self, /)', copySame, 'The number itself.'),
  method('conjugate', '($self, /)', copySame, 'The number itself.'),
  method('radix', '($self, /)', () => newQuick(0, 10, 0), 'Decimal(10).'),
  unaryMethod('to_eng_string', engineering, 'The number as text, its exponent a multiple of three.'),
  method('from_float', '($type, f, /)', fromFloat, 'The exact value of a float or an int.', {
    kind: 'classmethod',
  }),
  method('as_tuple', '($self, /)', toTuple, 'Sign, digits and exponent.'),
  method('as_integer_ratio', '($self, /)', toRatio, 'Numerator and denominator in lowest terms.'),
  unsigned('__copy__', copySame),
  method('__deepcopy__', '($self, memo, /)', (d: Borrowed) => newRef(d), '', { noTextSignature: true }),
  method(
    '__format__',
    '($self, fmtarg, override=None)',
    (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
      if (n === 0) return typeError('function takes at least 1 argument (0 given)');
      return bind(['fmtarg', 'override'], 1, args, n, kwnames)
        ? formatDecimal(self, bound[0]!, bound[1]!)
        : NULL;
    },
    '',
    { raw: true, noTextSignature: true },
  ),
  unsigned('__reduce__', reduce),
  method('__round__', '($self, ndigits=None)', roundMethod, '', { raw: true, noTextSignature: true }),
  unsigned('__ceil__', (d) => toInt(d, Rounding.CEILING)),
  unsigned('__floor__', (d) => toInt(d, Rounding.FLOOR)),
  unsigned('__trunc__', (d) => toInt(d, Rounding.DOWN)),
  unsigned('__complex__', complexOf),
  unsigned('__sizeof__', sizeOf),
];
