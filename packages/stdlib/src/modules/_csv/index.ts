/** The module `_csv`: readers, writers, and the register of dialects. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned, stSsize } from '@tyston/memory';
import {
  callObject,
  checkPositional,
  decref,
  dictDel,
  dictGet,
  dictSet,
  errOccurred,
  intFitsNumber,
  intToNumber,
  isInstance,
  kwargsDict,
  type ModuleSpec,
  method,
  None,
  newDict,
  newInt,
  newRef,
  newStr,
  newTuple,
  sequenceList,
  T,
  tupleLength,
  typeError,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { newException } from '../../lib/new-exception.js';
import { keepType } from '../../lib/own-types.js';
import { StdlibState, setStateObject } from '../../lib/state.js';
import { csvError, dialectType, QUOTE, registered } from './dialect.js';
import { fieldLimit, newReader, readerType } from './reader.js';
import { newWriter, writerType } from './writer.js';

/** Dialect(base, **options). New reference or NULL. */
function makeDialect(base: Borrowed, values: Addr, kwnames: Borrowed): Owned {
  const args = base === 0 ? newTuple() : newTuple(newRef(base));
  const kwargs = kwnames !== 0 && tupleLength(kwnames) > 0 ? kwargsDict(values, kwnames) : NULL;
  const r = callObject(ldPtr(StdlibState.CSV_DIALECT), args, kwargs);
  decref(args);
  if (kwargs !== 0) decref(kwargs);
  return r;
}
/** reader and writer: (file or iterable[, dialect], **options). */
function opener(make: (o: Borrowed, dialect: Owned) => Owned) {
  return (_module: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!checkPositional('', n, 1, 2)) return NULL;
    const dialect = makeDialect(n > 1 ? ldPtr(args + 8) : NULL, args + n * 8, kwnames);
    return dialect === 0 ? NULL : make(ldPtr(args), dialect);
  };
}
function registerDialect(_module: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!checkPositional('', n, 1, 2)) return NULL;
  const name = ldPtr(args);
  if (!isInstance(name, T.str)) return typeError('dialect name must be a string');
  const dialect = makeDialect(n > 1 ? ldPtr(args + 8) : NULL, args + n * 8, kwnames);
  if (dialect === 0) return NULL;
  const r = dictSet(ldPtr(StdlibState.CSV_DIALECTS), name, dialect);
  decref(dialect);
  return r < 0 ? NULL : newRef(None);
}
function unregisterDialect(_module: Borrowed, name: Borrowed): Owned {
  const dialects = ldPtr(StdlibState.CSV_DIALECTS);
  if (dictGet(dialects, name) === 0) return errOccurred() !== 0 ? NULL : csvError('unknown dialect');
  return dictDel(dialects, name) < 0 ? NULL : newRef(None);
}
function getDialect(_module: Borrowed, name: Borrowed): Owned {
  const d = registered(name);
  return d === 0 ? NULL : newRef(d);
}
function fieldSizeLimit(_module: Borrowed, limit: Borrowed): Owned {
  const old = newInt(fieldLimit());
  if (limit === 0) return old;
  if (!isInstance(limit, T.int)) {
    decref(old);
    return typeError('limit must be an integer');
  }
  stSsize(StdlibState.CSV_FIELD_LIMIT, intFitsNumber(limit) ? intToNumber(limit) : Number.MAX_SAFE_INTEGER);
  return old;
}

const RAW = { raw: true, noTextSignature: true } as const;
export const csvModule: ModuleSpec = {
  name: '_csv',
  doc: 'CSV parsing and writing.\n',
  functions: [
    method(
      'reader',
      '($module, *args, **kwargs)',
      opener(newReader),
      "csv_reader = reader(iterable [, dialect='excel'] [optional keyword args])\n\nRows of the lines of an iterable, as lists of fields.",
      RAW,
    ), // prettier-ignore
    method(
      'writer',
      '($module, *args, **kwargs)',
      opener(newWriter),
      "csv_writer = csv.writer(fileobj [, dialect='excel'] [optional keyword args])\n\nAn object that writes rows to anything with a write method.",
      RAW,
    ), // prettier-ignore
    method(
      'list_dialects',
      '($module, /)',
      () => sequenceList(ldPtr(StdlibState.CSV_DIALECTS)),
      'Return a list of all known dialect names.\n\n    names = csv.list_dialects()',
    ), // prettier-ignore
    method(
      'register_dialect',
      '($module, *args, **kwargs)',
      registerDialect,
      'Create a mapping from a string name to a dialect class.\n    dialect = csv.register_dialect(name[, dialect[, **fmtparams]])',
      RAW,
    ), // prettier-ignore
    method(
      'unregister_dialect',
      '($module, /, name)',
      unregisterDialect,
      'Delete the name/dialect mapping associated with a string name.\n\n    csv.unregister_dialect(name)',
    ), // prettier-ignore
    method(
      'get_dialect',
      '($module, /, name)',
      getDialect,
      'Return the dialect instance associated with name.\n\n    dialect = csv.get_dialect(name)',
    ), // prettier-ignore
    method(
      'field_size_limit',
      '($module, /, new_limit = <unrepresentable>)',
      fieldSizeLimit,
      'Sets an upper limit on parsed fields.\n\n    csv.field_size_limit([limit])\n\nReturns old limit. If limit is not given, no new limit is set and\nthe old limit is returned',
    ), // prettier-ignore
  ],
  types: [dialectType, readerType, writerType],
  exec(module) {
    keepType(module, 'Dialect', StdlibState.CSV_DIALECT, false);
    keepType(module, 'Reader', StdlibState.CSV_READER, false);
    keepType(module, 'Writer', StdlibState.CSV_WRITER, false);
    stSsize(StdlibState.CSV_FIELD_LIMIT, 128 * 1024);
    setStateObject(StdlibState.CSV_DIALECTS, newDict());
    const error = newException('_csv', 'Error', T.Exception);
    if (error === 0) return -1;
    setStateObject(StdlibState.CSV_ERROR, newRef(error));
    if (setModuleAttr(module, 'Error', error) < 0) return -1;
    if (setModuleAttr(module, '_dialects', newRef(ldPtr(StdlibState.CSV_DIALECTS))) < 0) return -1;
    for (const [name, value] of Object.entries(QUOTE))
      if (setModuleAttr(module, `QUOTE_${name}`, newInt(value)) < 0) return -1;
    return setModuleAttr(module, '__version__', newStr('1.0'));
  },
};
