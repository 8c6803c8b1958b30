/** `_csv.writer`: rows to a file. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  PyTypeObject,
  stOwned,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  call,
  decref,
  errClear,
  errMatches,
  errOccurred,
  findChar,
  getAttrString,
  getIter,
  getSlot,
  type HeapTypeSpec,
  hasIndex,
  isInstance,
  iterNext,
  MemberType,
  method,
  None,
  newRef,
  readChar,
  StrWriter,
  slotPlace,
  str,
  strData,
  strKind,
  strLength,
  T,
  typeError,
  typeName,
  typeOf,
} from '@tyston/objects';
import { destroy, newOf, visitFields } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { csvError, QUOTE, type Rules, rulesOf } from './dialect.js';

const Writer = struct('WriterObj', PyObject, { write: 'ptr', dialect: 'ptr' });
const OWNED = [Writer.write, Writer.dialect];

const NB_INT = slotPlace('nb_int');
const NB_FLOAT = slotPlace('nb_float');
function isNumber(o: Borrowed): boolean {
  return (
    hasIndex(o) ||
    getSlot(typeOf(o), NB_INT) !== 0 ||
    getSlot(typeOf(o), NB_FLOAT) !== 0 ||
    isInstance(o, T.complex)
  );
}

/** Adds a field (0: an empty one) with the quotes and escapes that it needs. False with an exception. */
function writeField(out: StrWriter, r: Rules, field: Borrowed, quoted: boolean): boolean {
  const body = new StrWriter();
  const n = field === 0 ? 0 : strLength(field);
  const kind = field === 0 ? 1 : strKind(field);
  const data = field === 0 ? 0 : strData(field);
  const end = r.lineterminator;
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (
      c === r.delimiter ||
      c === r.escapechar ||
      c === r.quotechar ||
      findChar(strKind(end), strData(end), 0, strLength(end), c) >= 0
    ) {
      let escaped = r.quoting === QUOTE.NONE;
      if (!escaped) {
        if (c === r.quotechar) {
          if (r.doublequote) body.char(r.quotechar);
          else escaped = true;
        } else if (c === r.escapechar) escaped = true;
        if (!escaped) quoted = true;
      }
      if (escaped) {
        if (r.escapechar < 0) {
          csvError('need to escape, but no escapechar set');
          return false;
        }
        body.char(r.escapechar);
      }
    }
    body.char(c);
  }
  if (quoted) out.char(r.quotechar);
  for (let i = 0; i < body.length; i++) out.char(body.at(i));
  if (quoted) out.char(r.quotechar);
  return true;
}

/** A row's line; NULL with an exception. */
function lineOf(r: Rules, it: Borrowed): Owned {
  const out = new StrWriter();
  let fields = 0;
  for (let item = iterNext(it); item !== 0; item = iterNext(it)) {
    if (fields++ > 0) out.char(r.delimiter);
    const quoted = r.quoting === QUOTE.ALL || (r.quoting === QUOTE.NONNUMERIC && !isNumber(item));
    let ok: boolean;
    if (isInstance(item, T.str)) ok = writeField(out, r, item, quoted);
    else if (item === None) ok = writeField(out, r, 0 as Borrowed, quoted);
    else {
      const text = str(item);
      ok = text !== 0 && writeField(out, r, text, quoted);
      if (text !== 0) decref(text);
    }
    decref(item);
    if (!ok) return NULL;
  }
  if (errOccurred() !== 0) return NULL;
  if (fields > 0 && out.length === 0) {
    // A row of one empty field would read as an empty row.
    if (r.quoting === QUOTE.NONE) return csvError('single empty field record must be quoted');
    out.char(r.quotechar);
    out.char(r.quotechar);
  }
  out.str(r.lineterminator);
  return out.finish();
}

function writerow(self: Borrowed, row: Borrowed): Owned {
  const it = getIter(row);
  if (it === 0) {
    if (!errMatches(T.TypeError)) return NULL;
    return csvError(`iterable expected, not ${typeName(row)}`);
  }
  const dialect = newRef(ldPtr(self + Writer.dialect));
  const line = lineOf(rulesOf(dialect), it);
  decref(dialect);
  decref(it);
  if (line === 0) return NULL;
  const r = call(ldPtr(self + Writer.write), line);
  decref(line);
  return r;
}
function writerows(self: Borrowed, rows: Borrowed): Owned {
  const it = getIter(rows);
  if (it === 0) return NULL;
  for (let row = iterNext(it); row !== 0; row = iterNext(it)) {
    const r = writerow(self, row);
    decref(row);
    if (r === 0) {
      decref(it);
      return NULL;
    }
    decref(r);
  }
  decref(it);
  return errOccurred() !== 0 ? NULL : newRef(None);
}

/** A writer on anything with a `write` method; steals the dialect. */
export function newWriter(file: Borrowed, dialect: Owned): Owned {
  const write = getAttrString(file, 'write');
  if (write === 0 && !errMatches(T.AttributeError)) {
    decref(dialect);
    return NULL;
  }
  if (write === 0 || ld32(typeOf(write) + PyTypeObject.tp_call) === 0) {
    errClear();
    if (write !== 0) decref(write);
    decref(dialect);
    return typeError('argument 1 must have a "write" method');
  }
  const self = newOf(StdlibState.CSV_WRITER);
  stOwned(self + Writer.write, write);
  stOwned(self + Writer.dialect, dialect);
  return self;
}

export const writerType: HeapTypeSpec = {
  name: 'Writer',
  tpName: '_csv.writer',
  basicsize: Writer.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.DISALLOW_INSTANTIATION,
  doc: 'CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n',
  slots: {
    tp_dealloc: (self: Borrowed) => destroy(self, ...OWNED),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visitFields(self, visit, ...OWNED),
  },
  methods: [
    method(
      'writerow',
      '($self, row, /)',
      writerow,
      'writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  Non-string\nelements will be converted to string.',
      { noTextSignature: true },
    ), // prettier-ignore
    method(
      'writerows',
      '($self, rows, /)',
      writerows,
      'writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  Non-string\nelements will be converted to string.',
      { noTextSignature: true },
    ), // prettier-ignore
  ],
  members: [{ name: 'dialect', type: MemberType.OBJECT, offset: Writer.dialect, readonly: true }],
};
