/** Dialects of CSV: what separates, quotes and escapes. */
import {
  type Borrowed,
  ld8,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st8,
  st32,
  stOwned,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  allocInstance,
  dictGet,
  errClear,
  errOccurred,
  gcTrack,
  getAttrString,
  type HeapTypeSpec,
  intFitsNumber,
  intToNumber,
  isInstance,
  isTrue,
  MemberType,
  method,
  None,
  newChar,
  newInt,
  newRef,
  newStr,
  parseTupleAndDict,
  setError,
  shortName,
  strChar,
  strLength,
  T,
  typeError,
  typeName,
  typeOf,
  xdecref,
} from '@tyston/objects';
import { destroy, newOf, visitFields } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';

export const Dialect = struct('DialectObj', PyObject, {
  doublequote: 'u8',
  skipinitialspace: 'u8',
  strict: 'u8',
  quoting: 'i32',
  /** Code points; -1 where there is none. */
  delimiter: 'i32',
  quotechar: 'i32',
  escapechar: 'i32',
  lineterminator: 'ptr',
});

export const QUOTE = Object.freeze({ MINIMAL: 0, ALL: 1, NONNUMERIC: 2, NONE: 3 });

/** A dialect as JavaScript values, for a run of a reader or writer. */
export interface Rules {
  readonly delimiter: number;
  readonly quotechar: number;
  readonly escapechar: number;
  readonly quoting: number;
  readonly doublequote: boolean;
  readonly skipinitialspace: boolean;
  readonly strict: boolean;
  /** A str, borrowed from the dialect. */
  readonly lineterminator: Borrowed;
}
export function rulesOf(dialect: Borrowed): Rules {
  return {
    delimiter: ld32(dialect + Dialect.delimiter),
    quotechar: ld32(dialect + Dialect.quotechar),
    escapechar: ld32(dialect + Dialect.escapechar),
    quoting: ld32(dialect + Dialect.quoting),
    doublequote: ld8(dialect + Dialect.doublequote) !== 0,
    skipinitialspace: ld8(dialect + Dialect.skipinitialspace) !== 0,
    strict: ld8(dialect + Dialect.strict) !== 0,
    lineterminator: ldPtr(dialect + Dialect.lineterminator),
  };
}

/** _csv.Error(message). Returns NULL. */
export function csvError(message: string): Owned {
  return setError(ldPtr(StdlibState.CSV_ERROR), message);
}
/** The dialect registered under a name, borrowed; NULL with an exception. */
export function registered(name: Borrowed): Borrowed {
  const d = dictGet(ldPtr(StdlibState.CSV_DIALECTS), name);
  return d === 0 && errOccurred() === 0 ? csvError('unknown dialect') : d;
}

/** A one-character setting: its code, -1 for none, -2 with TypeError. 0 stands for an absent value. */
function character(name: string, v: Borrowed, fallback: number, orNone: boolean): number {
  if (v === 0) return fallback;
  if (orNone && v === None) return -1;
  if (!isInstance(v, T.str)) {
    typeError(`"${name}" must be string${orNone ? ' or None' : ''}, not ${typeName(v)}`);
    return -2;
  }
  if (strLength(v) === 1) return strChar(v, 0);
  typeError(`"${name}" must be a 1-character string`);
  return -2;
}
/** A truth value: 0, 1, or -1 with an exception. */
function truth(v: Borrowed, fallback: number): number {
  return v === 0 ? fallback : isTrue(v);
}

const NAMES = [
  'delimiter',
  'doublequote',
  'escapechar',
  'lineterminator',
  'quotechar',
  'quoting',
  'skipinitialspace',
  'strict',
] as const;
const PARAMETERS = `(dialect = None, ${NAMES.map((name) => `${name} = None`).join(', ')})`;

function create(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const parsed = parseTupleAndDict('Dialect', PARAMETERS, args, kwargs);
  if (parsed === null) return NULL;
  let dialect = NULL;
  if (parsed[0] !== 0) {
    const given = parsed[0] as Borrowed;
    const found = isInstance(given, T.str) ? registered(given) : given;
    if (found === 0) return NULL;
    dialect = newRef(found);
    if (
      type === ldPtr(StdlibState.CSV_DIALECT) &&
      isInstance(dialect, type) &&
      NAMES.every((_, i) => parsed[i + 1] === 0)
    )
      return dialect;
  }
  // What is not given comes from the dialect's attributes.
  const values = NAMES.map((name, i): Owned => {
    const v = parsed[i + 1] as Borrowed;
    if (v !== 0) return newRef(v);
    if (dialect === 0) return NULL;
    const attribute = getAttrString(dialect, name);
    if (attribute === 0) errClear();
    return attribute;
  });
  xdecref(dialect);
  const self = fill(type, values);
  for (const v of values) xdecref(v);
  return self;
}

function fill(type: Borrowed, values: readonly Owned[]): Owned {
  const [delimiter, doublequote, escapechar, lineterminator, quotechar, quoting, skipspace, strict] =
    values as [Owned, Owned, Owned, Owned, Owned, Owned, Owned, Owned]; // prettier-ignore
  const d = character('delimiter', delimiter, 44, false);
  if (d === -2) return NULL;
  const doubled = truth(doublequote, 1);
  if (doubled < 0) return NULL;
  const e = character('escapechar', escapechar, -1, true);
  if (e === -2) return NULL;
  let terminator: Owned;
  if (lineterminator === 0) terminator = newStr('\r\n');
  else if (lineterminator === None) terminator = NULL;
  else if (isInstance(lineterminator, T.str)) terminator = newRef(lineterminator);
  else return typeError('"lineterminator" must be a string');
  const fail = () => {
    xdecref(terminator);
    return NULL;
  };
  const q = character('quotechar', quotechar, 34, true);
  if (q === -2) return fail();
  let style = QUOTE.MINIMAL as number;
  if (quoting !== 0) {
    if (typeOf(quoting) !== T.int) {
      typeError('"quoting" must be an integer');
      return fail();
    }
    style = intFitsNumber(quoting) ? intToNumber(quoting) : -1;
  }
  const skip = truth(skipspace, 0);
  const exact = skip < 0 ? -1 : truth(strict, 0);
  if (exact < 0) return fail();
  if (style < 0 || style > 3) {
    typeError('bad "quoting" value');
    return fail();
  }
  if (quotechar === None && quoting === 0) style = QUOTE.NONE;
  if (style !== QUOTE.NONE && q < 0) {
    typeError('quotechar must be set if quoting enabled');
    return fail();
  }
  if (terminator === 0) return typeError('lineterminator must be set');
  const self = newInstanceOf(type);
  st8(self + Dialect.doublequote, doubled);
  st8(self + Dialect.skipinitialspace, skip);
  st8(self + Dialect.strict, exact);
  st32(self + Dialect.quoting, style);
  st32(self + Dialect.delimiter, d);
  st32(self + Dialect.quotechar, q);
  st32(self + Dialect.escapechar, e);
  stOwned(self + Dialect.lineterminator, terminator);
  return self;
}
/** Of the type itself, or of a subclass. */
function newInstanceOf(type: Borrowed): Owned {
  if (type === ldPtr(StdlibState.CSV_DIALECT)) return newOf(StdlibState.CSV_DIALECT);
  const self = allocInstance(type, 0);
  gcTrack(self);
  return self;
}

function code(self: Borrowed, offset: number): Owned {
  const c = ld32(self + offset);
  return c < 0 ? newRef(None) : newChar(c);
}
const noPickle = (self: Borrowed) => typeError(`cannot pickle '${shortName(typeOf(self))}' instances`);

export const dialectType: HeapTypeSpec = {
  name: 'Dialect',
  tpName: '_csv.Dialect',
  basicsize: Dialect.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'CSV dialect\n\nThe Dialect type records CSV dialect options.',
  slots: {
    tp_new: create,
    tp_dealloc: (self: Borrowed) => destroy(self, Dialect.lineterminator),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) =>
      visitFields(self, visit, Dialect.lineterminator),
  },
  methods: [
    method('__reduce__', '($self, /)', noPickle, '', { noTextSignature: true }),
    method('__reduce_ex__', '($self, protocol, /)', noPickle, '', { noTextSignature: true }),
  ],
  members: [
    { name: 'skipinitialspace', type: MemberType.BOOL, offset: Dialect.skipinitialspace, readonly: true },
    { name: 'doublequote', type: MemberType.BOOL, offset: Dialect.doublequote, readonly: true },
    { name: 'strict', type: MemberType.BOOL, offset: Dialect.strict, readonly: true },
  ],
  getset: [
    { name: 'delimiter', get: (self) => code(self, Dialect.delimiter) },
    { name: 'escapechar', get: (self) => code(self, Dialect.escapechar) },
    { name: 'lineterminator', get: (self) => newRef(ldPtr(self + Dialect.lineterminator)) },
    { name: 'quotechar', get: (self) => code(self, Dialect.quotechar) },
    { name: 'quoting', get: (self) => newInt(ld32(self + Dialect.quoting)) },
  ],
};
