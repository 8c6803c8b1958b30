/** The module `_struct`. */
import { type Addr, type Borrowed, ld32, ldPtr, NULL, type Owned, PyTypeObject } from '@tyston/memory';
import {
  call,
  call3,
  decref,
  dictClear,
  dictGet,
  dictLength,
  dictSet,
  dictTake,
  errClear,
  errOccurred,
  intern,
  type ModuleSpec,
  method,
  moduleDict,
  None,
  newDict,
  newInt,
  newRef,
  newStr,
  newTuple,
  noKeywords,
  T,
  typeError,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';
import { DOCS } from './docs.js';
import { newUnpackIterator, unpackIteratorType } from './iterator.js';
import { structSize } from './record.js';
import {
  initStruct,
  packIntoStruct,
  packStruct,
  structType,
  unpackFromStruct,
  unpackStruct,
} from './struct.js';

const CACHE_SIZE = 100;

/** The Struct of a format, from the cache or new. New reference, NULL with an exception. */
function structFor(format: Borrowed): Owned {
  const cache = stateObject(StdlibState.STRUCT_CACHE);
  const known = dictGet(cache, format);
  if (known !== 0) return newRef(known);
  // An unhashable format is no format: the constructor says so.
  if (errOccurred()) errClear();
  const type = stateObject(StdlibState.STRUCT_TYPE);
  const s = call3(ld32(type + PyTypeObject.tp_new), type, NULL, NULL) as Owned;
  if (s === 0) return NULL;
  if (initStruct(s, format) < 0) {
    decref(s);
    return NULL;
  }
  if (dictLength(cache) >= CACHE_SIZE) dictClear(cache);
  if (dictSet(cache, format, s) < 0) errClear();
  return s;
}

/** Runs `f` with the Struct of a format. */
function withStruct(format: Borrowed, f: (s: Borrowed) => Owned): Owned {
  const s = structFor(format);
  if (s === 0) return NULL;
  const r = f(s);
  decref(s);
  return r;
}

/** pack and pack_into: the format, then what the method takes. */
function packing(name: string, f: (s: Borrowed, args: Addr, n: number) => Owned) {
  return (_module: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    if (!noKeywords(`_struct.${name}`, kwnames)) return NULL;
    if (n === 0) return typeError('missing format argument');
    return withStruct(ldPtr(args), (s) => f(s, args + 8, n - 1));
  };
}

/** class error(Exception), of the module struct. */
function makeError(): Owned {
  const name = newStr('error');
  const bases = newTuple(newRef(T.Exception));
  const namespace = newDict();
  dictSet(namespace, intern('__module__'), intern('struct'));
  const r = call(T.type, name, bases, namespace);
  decref(name);
  decref(bases);
  decref(namespace);
  return r;
}

export const structModule: ModuleSpec = {
  name: '_struct',
  doc: DOCS.module,
  functions: [
    method(
      '_clearcache',
      '($module, /)',
      () => {
        dictClear(stateObject(StdlibState.STRUCT_CACHE));
        return newRef(None);
      },
      DOCS.clearcache,
    ),
    method(
      'calcsize',
      '($module, format, /)',
      (_module: Borrowed, format: Borrowed) => withStruct(format, (s) => newInt(structSize(s))),
      DOCS.calcsize,
    ),
    method(
      'iter_unpack',
      '($module, format, buffer, /)',
      (_module: Borrowed, format: Borrowed, buffer: Borrowed) =>
        withStruct(format, (s) => newUnpackIterator(s, buffer)),
      DOCS.iter_unpack,
    ),
    method('pack', '($module, *args)', packing('pack', packStruct), DOCS.pack, {
      raw: true,
      noTextSignature: true,
    }),
    method('pack_into', '($module, *args)', packing('pack_into', packIntoStruct), DOCS.pack_into, {
      raw: true,
      noTextSignature: true,
    }),
    method(
      'unpack',
      '($module, format, buffer, /)',
      (_module: Borrowed, format: Borrowed, buffer: Borrowed) =>
        withStruct(format, (s) => unpackStruct(s, buffer)),
      DOCS.unpack,
    ),
    method(
      'unpack_from',
      '($module, format, /, buffer, offset: ssize = 0)',
      (_module: Borrowed, format: Borrowed, buffer: Borrowed, offset: number) =>
        withStruct(format, (s) => unpackFromStruct(s, buffer, offset)),
      DOCS.unpack_from,
    ),
  ],
  types: [structType, unpackIteratorType],
  exec(module) {
    const names = moduleDict(module);
    setStateObject(StdlibState.STRUCT_TYPE, newRef(dictGet(names, intern('Struct'))));
    // The iterator's type has no name in the module.
    setStateObject(StdlibState.STRUCT_ITERATOR, dictTake(names, intern('unpack_iterator')));
    setStateObject(StdlibState.STRUCT_CACHE, newDict());
    const error = makeError();
    if (error === 0) return -1;
    setStateObject(StdlibState.STRUCT_ERROR, newRef(error));
    return setModuleAttr(module, 'error', error);
  },
};
