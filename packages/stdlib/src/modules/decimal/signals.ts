/** Signals: their exception classes, the bits that they are in a context, and the raising of those that are trapped. */
import { type Borrowed, ld32, NULL, type Owned, st32 } from '@tyston/memory';
import {
  call,
  decref,
  dictSet,
  intern,
  listInit,
  newDict,
  newListBuffer,
  newRef,
  newStr,
  newTuple,
  setErrorNone,
  setErrorObject,
  T,
  tupleItem,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';
import { CONTEXT, newDecimal } from './layout.js';
import { Condition, type Ctx, type Dec } from './number.js';

const C = Condition;
const INVALID =
  C.InvalidOperation | C.ConversionSyntax | C.DivisionImpossible | C.DivisionUndefined | C.InvalidContext;

/** In the order of flag dicts; `bases` are signals by name or built-in exceptions. */
export const SIGNALS = [
  { name: 'InvalidOperation', bits: INVALID, bases: [] },
  { name: 'FloatOperation', bits: C.FloatOperation, bases: ['DecimalException', 'TypeError'] },
  { name: 'DivisionByZero', bits: C.DivisionByZero, bases: ['DecimalException', 'ZeroDivisionError'] },
  { name: 'Overflow', bits: C.Overflow, bases: ['Inexact', 'Rounded'] },
  { name: 'Underflow', bits: C.Underflow, bases: ['Inexact', 'Rounded', 'Subnormal'] },
  { name: 'Subnormal', bits: C.Subnormal, bases: [] },
  { name: 'Inexact', bits: C.Inexact, bases: [] },
  { name: 'Rounded', bits: C.Rounded, bases: [] },
  { name: 'Clamped', bits: C.Clamped, bases: [] },
] as const;
/** Kinds of InvalidOperation that exceptions name; the first is the signal itself. */
const CONDITIONS = [
  { name: 'InvalidOperation', bits: C.InvalidOperation, bases: [] },
  { name: 'ConversionSyntax', bits: C.ConversionSyntax, bases: ['InvalidOperation'] },
  { name: 'DivisionImpossible', bits: C.DivisionImpossible, bases: ['InvalidOperation'] },
  { name: 'DivisionUndefined', bits: C.DivisionUndefined, bases: ['InvalidOperation', 'ZeroDivisionError'] },
  { name: 'InvalidContext', bits: C.InvalidContext, bases: ['InvalidOperation'] },
] as const;
/** Signals by their bits, as the repr of a context lists them. */
export const BY_BITS = [...SIGNALS].sort((a, b) => (a.bits & -a.bits) - (b.bits & -b.bits));
/** What conversions that are to be exact pass on. */
export const ERRORS = INVALID | C.DivisionByZero;
export { INVALID };

/** Makes the classes and puts them into the module. 0, or -1 with an exception. */
export function makeSignals(module: Borrowed): number {
  const made = new Map<string, Borrowed>();
  const make = (name: string, bases: readonly string[]): Borrowed => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const parents = bases.length === 0 ? ['DecimalException'] : bases;
    const types = parents.map((base) => {
      if (base in T) return newRef(T[base as keyof typeof T]);
      const signal = [...SIGNALS, ...CONDITIONS].find((s) => s.name === base);
      return newRef(make(base, base === 'DecimalException' ? ['ArithmeticError'] : signal!.bases));
    });
    const text = newStr(name);
    const tuple = newTuple(...types);
    const dict = newDict();
    dictSet(dict, intern('__module__'), intern('decimal'));
    const type = call(T.type, text, tuple, dict);
    for (const o of [text, tuple, dict]) decref(o);
    made.set(name, type);
    if (setModuleAttr(module, name, type) < 0) return NULL;
    return type;
  };
  const all = (list: readonly { name: string; bases: readonly string[] }[]): Owned =>
    newTuple(...list.map((s) => newRef(make(s.name, s.bases))));
  setStateObject(StdlibState.DECIMAL_SIGNALS, all(SIGNALS));
  setStateObject(StdlibState.DECIMAL_CONDITIONS, all(CONDITIONS));
  return 0;
}

export const signalClass = (i: number): Borrowed => tupleItem(stateObject(StdlibState.DECIMAL_SIGNALS), i);
const conditionClass = (i: number): Borrowed => tupleItem(stateObject(StdlibState.DECIMAL_CONDITIONS), i);
/** A new list of the signals among bits. */
export function signalList(bits: number): Owned {
  return listOf(SIGNALS.flatMap((s, i) => (bits & s.bits ? [signalClass(i)] : [])));
}
function listOf(classes: readonly Borrowed[]): Owned {
  const list = newListBuffer(classes.length);
  for (const [i, c] of classes.entries()) listInit(list, i, newRef(c));
  return list;
}

/** Notes conditions in a context. False with an exception where one of them is trapped. */
export function note(context: Borrowed, status: number): boolean {
  if (status === 0) return true;
  st32(context + CONTEXT.status, ld32(context + CONTEXT.status) | status);
  const trapped = status & ld32(context + CONTEXT.traps);
  if (trapped === 0) return true;
  raise(trapped);
  return false;
}
function raise(trapped: number): void {
  const which = SIGNALS.findIndex((s) => trapped & s.bits);
  const list = listOf([
    ...CONDITIONS.flatMap((s, i) => (trapped & s.bits ? [conditionClass(i)] : [])),
    ...SIGNALS.flatMap((s, i) => (i > 0 && trapped & s.bits ? [signalClass(i)] : [])),
  ]);
  setErrorObject(signalClass(which), list);
  decref(list);
}

/** The result of an operation as an object, its conditions noted. NULL with an exception. */
export function finish(result: Dec, ctx: Ctx, context: Borrowed): Owned {
  return note(context, ctx.status) ? newDecimal(result) : NULL;
}
/** What a thrown error of the host means: MemoryError where a number is beyond what BigInt holds. */
export function beyondMemory(e: unknown): Owned {
  if (e instanceof RangeError) return setErrorNone(T.MemoryError);
  throw e;
}
