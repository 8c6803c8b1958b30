/**
 * The module `_decimal`: M. F. Cowlishaw's decimal arithmetic. Three layers: values and operations on them, which know nothing of Python
 * (`number.ts`, `arithmetic.ts`, …); objects in the window and their short ways (`layout.ts`, `quick.ts`); types and methods.
 */
import { type Borrowed, NULL, type Owned, st32, stSsize } from '@tyston/memory';
import {
  call,
  callMethod,
  decref,
  dictCopy,
  dictMerge,
  fromBigInt,
  intern,
  type ModuleSpec,
  method,
  moduleDict,
  None,
  newBool,
  newDict,
  newRef,
  newStr,
  newTuple,
  setAttr,
  xnewRef,
} from '@tyston/objects';
import { importAttribute } from '../../lib/import-attribute.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { keepType } from '../../lib/own-types.js';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';
import { MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, newContext, noteLimit, ROUNDINGS } from './context.js';
import { contextTypeSpec } from './context-type.js';
import { currentContext, setCurrent } from './current.js';
import { decimalTypeSpec } from './decimal-type.js';
import { CONTEXT, MODULE } from './layout.js';
import { localContext, managerType } from './manager.js';
import { Condition, Rounding } from './number.js';
import { signalDictType } from './signal-dict.js';
import { INVALID, makeSignals } from './signals.js';

const S = StdlibState;

/** DecimalTuple, a named tuple. */
function makeDecimalTuple(): Owned {
  const namedtuple = importAttribute('collections', 'namedtuple');
  if (namedtuple === 0) return NULL;
  const name = newStr('DecimalTuple');
  const fields = newStr('sign digits exponent');
  const r = call(namedtuple, name, fields);
  for (const o of [namedtuple, name, fields]) decref(o);
  if (r === 0 || setAttr(r, intern('__module__'), intern('decimal')) === 0) return r;
  decref(r);
  return NULL;
}
/** The class of signal dicts: ours with MutableMapping's methods. */
function makeSignalDict(): Owned {
  const mapping = importAttribute('collections.abc', 'MutableMapping');
  if (mapping === 0) return NULL;
  const name = newStr('SignalDict');
  const bases = newTuple(newRef(stateObject(S.DECIMAL_MIXIN)), newRef(mapping));
  const dict = newDict();
  const meta = importAttribute('abc', 'ABCMeta');
  const r = meta === 0 ? NULL : call(meta, name, bases, dict);
  for (const o of [mapping, name, bases, dict, meta]) decref(o);
  return r;
}
/** numbers.Number.register(Decimal), and the class Rational. */
function joinTower(): number {
  const number = importAttribute('numbers', 'Number');
  if (number === 0) return -1;
  const r = callMethod(number, 'register', stateObject(S.DECIMAL_TYPE));
  decref(number);
  if (r === 0) return -1;
  decref(r);
  const rational = importAttribute('numbers', 'Rational');
  if (rational === 0) return -1;
  setStateObject(S.DECIMAL_RATIONAL, rational);
  return 0;
}
/** The templates: new threads begin with copies of DefaultContext. */
function makeTemplates(module: Borrowed): number {
  const keep = (name: string, at: number, change: (c: Borrowed) => void): number => {
    const c = newContext();
    if (c === 0) return -1;
    change(c);
    setStateObject(at, newRef(c));
    return setModuleAttr(module, name, c);
  };
  const nine = (rounding: number, traps: number) => (c: Borrowed) => {
    stSsize(c + CONTEXT.prec, 9);
    st32(c + CONTEXT.rounding, rounding);
    st32(c + CONTEXT.traps, traps);
    noteLimit(c);
  };
  const basic =
    INVALID | Condition.DivisionByZero | Condition.Overflow | Condition.Underflow | Condition.Clamped;
  if (keep('BasicContext', S.DECIMAL_BASIC, nine(Rounding.HALF_UP, basic)) < 0) return -1;
  if (keep('ExtendedContext', S.DECIMAL_EXTENDED, nine(Rounding.HALF_EVEN, 0)) < 0) return -1;
  return keep('DefaultContext', S.DECIMAL_DEFAULT, () => {});
}
function makeContextVar(): number {
  const type = importAttribute('_contextvars', 'ContextVar');
  if (type === 0) return -1;
  const name = newStr('decimal_context');
  const v = call(type, name);
  decref(type);
  decref(name);
  if (v === 0) return -1;
  setStateObject(S.DECIMAL_CURRENT, v);
  stSsize(S.DECIMAL_CACHED_TAG, 0);
  return 0;
}

export const decimalModule: ModuleSpec = {
  name: MODULE,
  shownName: 'decimal',
  doc: 'C decimal arithmetic module',
  types: [decimalTypeSpec, contextTypeSpec, signalDictType, managerType],
  functions: [
    method('getcontext', '($module, /)', () => xnewRef(currentContext()), 'The current context.'),
    method(
      'setcontext',
      '($module, context, /)',
      (_m: Borrowed, c: Borrowed) => (setCurrent(c) ? newRef(None) : NULL),
      'Makes a context the current one.',
    ),
    method(
      'localcontext',
      '($module, /, ctx=None, **kwargs)',
      localContext,
      'A context manager whose context, a copy with the fields that are given, is current inside.',
      { raw: true },
    ),
  ],
  exec(module) {
    // As C's module is made once: imported anew, it shows the types that there are.
    const made = stateObject(S.DECIMAL_MODULE);
    if (made !== 0) return dictMerge(moduleDict(module), made, 1);
    keepType(module, 'Decimal', S.DECIMAL_TYPE, false);
    keepType(module, 'Context', S.DECIMAL_CONTEXT_TYPE, false);
    keepType(module, 'ContextManager', S.DECIMAL_MANAGER_TYPE, true);
    keepType(module, 'SignalDictMixin', S.DECIMAL_MIXIN, true);
    setStateObject(S.DECIMAL_DEFAULT, NULL);
    if (makeSignals(module) < 0) return -1;
    const tuple = makeDecimalTuple();
    if (tuple === 0) return -1;
    setStateObject(S.DECIMAL_TUPLE, newRef(tuple));
    if (setModuleAttr(module, 'DecimalTuple', tuple) < 0) return -1;
    const signalDict = makeSignalDict();
    if (signalDict === 0) return -1;
    setStateObject(S.DECIMAL_SIGNAL_DICT, signalDict);
    if (joinTower() < 0 || makeTemplates(module) < 0 || makeContextVar() < 0) return -1;
    const constants: [string, Owned][] = [
      ['MAX_PREC', fromBigInt(MAX_PREC)],
      ['MAX_EMAX', fromBigInt(MAX_EMAX)],
      ['MIN_EMIN', fromBigInt(MIN_EMIN)],
      ['MIN_ETINY', fromBigInt(MIN_ETINY)],
      ['HAVE_THREADS', newBool(true)],
      ['HAVE_CONTEXTVAR', newBool(true)],
      ['__version__', newStr('1.70')],
      ['__libmpdec_version__', newStr('2.5.1')],
      ...ROUNDINGS.map((name): [string, Owned] => [name, newRef(intern(name))]),
    ];
    for (const [name, value] of constants) if (setModuleAttr(module, name, value) < 0) return -1;
    setStateObject(S.DECIMAL_MODULE, dictCopy(moduleDict(module)));
    return 0;
  },
};
