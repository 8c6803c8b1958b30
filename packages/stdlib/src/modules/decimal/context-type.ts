/** The type Context: construction, attributes, text, and the operations as methods. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  st32,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import {
  decref,
  dictEntryKey,
  dictEntryValue,
  dictNext,
  genericGetAttr,
  genericSetAttr,
  type HeapTypeSpec,
  isInstance,
  jsStr,
  type MethodSpec,
  method,
  None,
  newBool,
  newRef,
  newStr,
  newTuple,
  setError,
  strEqualsAscii,
  T,
  True,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
  xdecref,
} from '@tyston/objects';
import { beginDealloc, endDealloc } from '../../lib/heap-type.js';
import {
  copyContext,
  etinyOf,
  etopOf,
  FIELDS,
  fieldText,
  hasCapitals,
  newContext,
  ROUNDINGS,
  signalsOf,
} from './context.js';
import { argument, fromNumber, fromObject } from './convert.js';
import { CONTEXT, decimalType, isDecimal, newQuick, valueIn } from './layout.js';
import {
  BINARY,
  type BinaryRow,
  CONTEXT_UNARY,
  COPIES,
  QUESTIONS,
  UNARY,
  type UnaryRow,
} from './method-tables.js';
import { applyFma } from './methods.js';
import { finalize } from './number.js';
import { applyPower, applyUnary } from './operators.js';
import { bind, bindExactly, bound } from './parameters.js';
import { bitsOfList, bitsOfMapping, detach } from './signal-dict.js';
import { BY_BITS, signalList } from './signals.js';
import { decimalText } from './text.js';
import { textOf } from './to-python.js';

// -- attributes ---------------------------------------------------------------------------------------------------------------

/** `traps` and `flags`, which are in no dict of the type. */
function dictNamed(name: Borrowed): 'trapDict' | 'flagDict' | null {
  if (strEqualsAscii(name, 'traps')) return 'trapDict';
  return strEqualsAscii(name, 'flags') ? 'flagDict' : null;
}
const bitsAt = (which: 'trapDict' | 'flagDict'): number =>
  which === 'trapDict' ? CONTEXT.traps : CONTEXT.status;

function getAttribute(c: Borrowed, name: Borrowed): Owned {
  const which = isInstance(name, T.str) ? dictNamed(name) : null;
  return which === null ? genericGetAttr(c, name) : newRef(signalsOf(c, which));
}
function setAttribute(c: Borrowed, name: Borrowed, value: Borrowed): number {
  if (value === 0) {
    setError(T.AttributeError, 'context attributes cannot be deleted');
    return -1;
  }
  const which = isInstance(name, T.str) ? dictNamed(name) : null;
  return which === null ? genericSetAttr(c, name, value) : setSignals(c, which, value, false);
}
/** Sets traps or flags by a mapping, or by a list where the constructor is asked. */
function setSignals(c: Borrowed, which: 'trapDict' | 'flagDict', value: Borrowed, lists: boolean): number {
  const bits = lists && isInstance(value, T.list) ? bitsOfList(value) : bitsOfMapping(value);
  if (bits < 0) return -1;
  st32(c + bitsAt(which), bits);
  return 0;
}

// -- construction -------------------------------------------------------------------------------------------------------------------

const SETTERS: readonly { name: string; set: (c: Borrowed, value: Borrowed) => number }[] = [
  ...FIELDS,
  { name: 'flags', set: (c, value) => setSignals(c, 'flagDict', value, true) },
  { name: 'traps', set: (c, value) => setSignals(c, 'trapDict', value, true) },
];
/** Sets the fields that are given by position or by name; None leaves one as it is. False with an exception. */
export function setFields(
  c: Borrowed,
  positional: readonly Borrowed[],
  keywords: readonly (readonly [string, Borrowed])[],
): boolean {
  if (positional.length + keywords.length > SETTERS.length) {
    typeError(
      `function takes at most ${SETTERS.length} ${positional.length === 0 ? 'keyword ' : ''}arguments (${positional.length + keywords.length} given)`,
    );
    return false;
  }
  const values = [...positional];
  for (const [name, value] of keywords) {
    const i = SETTERS.findIndex((s) => s.name === name);
    if (i < 0) {
      typeError(`'${name}' is an invalid keyword argument for this function`);
      return false;
    }
    if (values[i]) {
      typeError(`argument for function given by name ('${name}') and position (${i + 1})`);
      return false;
    }
    values[i] = value;
  }
  return SETTERS.every((s, i) => !values[i] || values[i] === None || s.set(c, values[i]!) === 0);
}
/** Context(...): a tuple of arguments and a dict of keywords. */
function initContext(c: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const positional = Array.from({ length: tupleLength(args) }, (_v, i) => tupleItem(args, i));
  const keywords: [string, Borrowed][] = [];
  if (kwargs !== 0)
    for (let at = dictNext(kwargs, 0); at !== 0; at = dictNext(kwargs, at))
      keywords.push([jsStr(dictEntryKey()), dictEntryValue()]);
  return setFields(c, positional, keywords) ? 0 : -1;
}

// -- text, copies ---------------------------------------------------------------------------------------------------------------

function names(bits: number): string {
  return BY_BITS.filter((s) => bits & s.bits)
    .map((s) => s.name)
    .join(', ');
}
function contextText(c: Borrowed): Owned {
  const [rounding, capitals, clamp] = [CONTEXT.rounding, CONTEXT.capitals, CONTEXT.clamp].map((at) =>
    ld32(c + at),
  );
  return newStr(
    `Context(prec=${fieldText(c, 'prec')}, rounding=${ROUNDINGS[rounding!]}, Emin=${fieldText(c, 'emin')}, ` +
      `Emax=${fieldText(c, 'emax')}, capitals=${capitals}, clamp=${clamp}, ` +
      `flags=[${names(ld32(c + CONTEXT.status))}], traps=[${names(ld32(c + CONTEXT.traps))}])`,
  );
}
function reduceContext(c: Borrowed): Owned {
  const state = newTuple(
    ...FIELDS.map((f) => f.get(c)),
    signalList(ld32(c + CONTEXT.status)),
    signalList(ld32(c + CONTEXT.traps)),
  );
  return newTuple(newRef(typeOf(c)), state);
}
function dealloc(c: Borrowed): void {
  beginDealloc(c);
  for (const at of [CONTEXT.trapDict, CONTEXT.flagDict]) {
    const d = ldPtr(c + at);
    if (d === 0) continue;
    detach(d);
    stPtr(c + at, 0);
    decref(d);
  }
  endDealloc(c);
}

// -- operations -------------------------------------------------------------------------------------------------------------------

/** f(context, x). */
function unaryMethod(row: Pick<UnaryRow, 'name' | 'give' | 'doc'>): MethodSpec {
  return method(
    row.name,
    '($self, x, /)',
    (c: Borrowed, x: Borrowed) => {
      const d = argument(x, c);
      if (d === 0) return NULL;
      const r = row.give(d, c);
      decref(d);
      return r;
    },
    row.doc,
  );
}
/** A method that takes no int in a Decimal's place. */
function ofDecimal(name: string, give: (x: Borrowed) => Owned, doc: string): MethodSpec {
  const impl = (_c: Borrowed, x: Borrowed) =>
    isDecimal(x) ? give(x) : typeError('argument must be a Decimal');
  return method(name, '($self, x, /)', impl, doc);
}
type Raw = (c: Borrowed, args: Addr, n: number, kwnames: Borrowed) => Owned;
/** f(context, x, y). */
function binaryMethod(row: BinaryRow): MethodSpec {
  const impl: Raw = (c, args, n, kwnames) => {
    if (!bindExactly(2, `decimal.Context.${row.name}`, args, n, kwnames)) return NULL;
    const [x, y] = bound as [Borrowed, Borrowed];
    return withTwo(x, y, c, (a, b) => row.give(a, b, c));
  };
  return method(row.name, '($self, x, y, /)', impl, row.doc, { raw: true });
}
function withTwo(x: Borrowed, y: Borrowed, c: Borrowed, f: (a: Borrowed, b: Borrowed) => Owned): Owned {
  const a = argument(x, c);
  if (a === 0) return NULL;
  const b = argument(y, c);
  const r = b === 0 ? NULL : f(a, b);
  decref(a);
  xdecref(b);
  return r;
}
const powerMethod: Raw = (c, args, n, kwnames) => {
  if (!bind(['a', 'b', 'modulo'], 2, args, n, kwnames)) return NULL;
  const [x, y, modulo] = bound as [Borrowed, Borrowed, Borrowed];
  return withTwo(x, y, c, (a, b) => {
    if (modulo === 0 || modulo === None) return applyPower(a, b, 0 as Borrowed, c);
    const m = argument(modulo, c);
    if (m === 0) return NULL;
    const r = applyPower(a, b, m, c);
    decref(m);
    return r;
  });
};
const fmaMethod: Raw = (c, args, n, kwnames) => {
  if (!bindExactly(3, 'decimal.Context.fma', args, n, kwnames)) return NULL;
  const [x, y, z] = bound as [Borrowed, Borrowed, Borrowed];
  const a = argument(x, c);
  if (a === 0) return NULL;
  const r = applyFma(a, y, z, c);
  decref(a);
  return r;
};
const clear = (at: number) => (c: Borrowed) => {
  st32(c + at, 0);
  return newRef(None);
};
const hidden = { noTextSignature: true } as const;

const methods: readonly MethodSpec[] = [
  ...[...UNARY, ...CONTEXT_UNARY, ...COPIES].map(unaryMethod),
  ...BINARY.map(binaryMethod),
  ...QUESTIONS.filter((row) => row.name !== 'is_canonical').map((row) =>
    unaryMethod({ ...row, give: (d, c) => newBool(row.ask(d, c)) }),
  ),
  ofDecimal('is_canonical', () => newRef(True), 'True.'),
  ofDecimal('canonical', (x) => newRef(x), 'The number itself.'),
  unaryMethod({ name: 'copy_decimal', give: (d) => newRef(d), doc: 'The number as a Decimal.' }),
  unaryMethod({
    name: 'to_sci_string',
    give: (d, c) => newStr(textOf(d, hasCapitals(c))),
    doc: 'The number as text.',
  }),
  unaryMethod({
    name: 'to_eng_string',
    give: (d, c) => newStr(decimalText(valueIn(d), true, hasCapitals(c))),
    doc: 'The number as text, its exponent a multiple of three.',
  }),
  method('power', '($self, /, a, b, modulo=None)', powerMethod, 'a**b, or modulo a third.', { raw: true }),
  method('fma', '($self, x, y, z, /)', fmaMethod, 'x * y + z, rounded once.', { raw: true }),
  method('Etiny', '($self, /)', etinyOf, 'The smallest exponent of a subnormal number.'),
  method('Etop', '($self, /)', etopOf, 'The largest exponent of a number of full precision.'),
  method('radix', '($self, /)', () => newQuick(0, 10, 0), 'Decimal(10).'),
  method(
    '_apply',
    '($self, x, /)',
    (c: Borrowed, x: Borrowed) => {
      const d = argument(x, c);
      if (d === 0) return NULL;
      const r = applyUnary(finalize, d, c);
      decref(d);
      return r;
    },
    '',
    hidden,
  ),
  method('clear_flags', '($self, /)', clear(CONTEXT.status), 'Sets all flags to False.'),
  method('clear_traps', '($self, /)', clear(CONTEXT.traps), 'Sets all traps to False.'),
  method('copy', '($self, /)', copyContext, 'A copy with the same flags.'),
  method('__copy__', '($self, /)', copyContext, '', hidden),
  method('__reduce__', '($self, /)', reduceContext, '', hidden),
  method(
    'create_decimal',
    '($self, num="0", /)',
    (c: Borrowed, num: Borrowed) => (num === 0 ? newQuick(0, 0, 0) : fromObject(num, c)),
    'A Decimal of a value, rounded to the context.',
  ),
  method(
    'create_decimal_from_float',
    '($self, f, /)',
    (c: Borrowed, f: Borrowed) => fromNumber(f, decimalType(), c, false),
    'A Decimal of a float or an int, rounded to the context.',
  ),
];

export const contextTypeSpec: HeapTypeSpec = {
  name: 'Context',
  tpName: 'decimal.Context',
  basicsize: CONTEXT.size,
  flags: TypeFlags.BASETYPE,
  textSignature:
    '(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)',
  doc: 'Precision, rounding, bounds of exponents, and what is trapped: what operations go by.',
  slots: {
    tp_new: (type: Borrowed) => newContext(type),
    tp_init: initContext,
    tp_dealloc: dealloc,
    tp_repr: contextText,
    tp_getattro: getAttribute,
    tp_setattro: setAttribute,
  },
  methods,
  getset: FIELDS.map((f) => ({ name: f.name, get: f.get, set: f.set })),
};
