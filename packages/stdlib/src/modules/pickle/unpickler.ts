/** The type Unpickler, and the functions load and loads. */
import { type Borrowed, ld32, ldAddr, ldPtr, NULL, type Owned, st32, stPtr, TypeFlags } from '@tyston/memory';
import {
  type BytesLike,
  clearFields,
  decref,
  dictGet,
  errOccurred,
  getIter,
  type HeapTypeSpec,
  importModule,
  intern,
  isInstance,
  jsStr,
  lookupAttr,
  method,
  None,
  newInt,
  newRef,
  newTuple,
  parseTupleAndDict,
  setError,
  T,
  tpName,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
} from '@tyston/objects';
import { allocOf, beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { isCallable } from '../../lib/is-callable.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { getGlobal } from './globals.js';
import { Input } from './input.js';
import { field, UNPICKLER, unpicklingError } from './layout.js';
import { Load } from './load.js';
import { eachInRow, freeRow, newRow, rowCount } from './memo.js';
import { setUnpicklerMemo, unpicklerMemo } from './proxies.js';
import { readPickle } from './read.js';

const U = UNPICKLER;
const OBJECTS = [U.persistentLoad, U.read, U.readline, U.readinto, U.peek, U.buffers, U.encoding, U.errors];

/** What load(), loads() and Unpickler() are given besides their input. */
export interface LoadOptions {
  readonly fixImports: boolean;
  /** NULL for the defaults. */
  readonly encoding: Borrowed;
  readonly errors: Borrowed;
  readonly buffers: Borrowed;
}
function keep(u: Borrowed, at: number, o: Owned): void {
  const old = ldPtr(u + at);
  stPtr(u + at, o);
  if (old !== 0) decref(old);
}
/** False with an exception. */
function setOptions(u: Borrowed, o: LoadOptions): boolean {
  keep(u, U.encoding, newRef(o.encoding === 0 ? intern('ASCII') : o.encoding));
  keep(u, U.errors, newRef(o.errors === 0 ? intern('strict') : o.errors));
  st32(u + U.fixImports, o.fixImports ? 1 : 0);
  st32(u + U.proto, 0);
  if (o.buffers !== 0 && o.buffers !== None) {
    const it = getIter(o.buffers);
    if (it === 0) return false;
    keep(u, U.buffers, it);
  } else keep(u, U.buffers, NULL);
  return true;
}
/** The methods of a file. False with an exception. */
function setFile(u: Borrowed, file: Borrowed): boolean {
  for (const [name, at] of [
    ['peek', U.peek],
    ['readinto', U.readinto],
    ['read', U.read],
    ['readline', U.readline],
  ] as const) {
    const f = lookupAttr(file, intern(name));
    if (f === 0 && errOccurred()) return false;
    keep(u, at, f);
  }
  if (field(u, U.read) !== 0 && field(u, U.readline) !== 0) return true;
  typeError("file must have 'read' and 'readline' attributes");
  return false;
}
function freshMemo(u: Borrowed): void {
  const old = ldAddr(u + U.memo);
  stPtr(u + U.memo, newRow());
  freeRow(old);
}

/** Reads a pickle from `held`, or from the unpickler's file. NULL with an exception. */
function run(u: Borrowed, held: BytesLike | null): Owned {
  const input = new Input(held === null ? u : (0 as Borrowed), held);
  const l = new Load(u, input);
  let r = NULL;
  if (l.hooks()) r = readPickle(l);
  l.stack.clear();
  if (l.persistentLoad !== 0) decref(l.persistentLoad);
  if (input.close(r === 0)) return r;
  if (r !== 0) decref(r);
  return NULL;
}

function unpicklerInit(u: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const values = parseTupleAndDict(
    'Unpickler',
    "(file, *, fix_imports: bool = True, encoding: str = 'ASCII', errors: str = 'strict', buffers=())",
    args,
    kwargs,
  );
  if (values === null) return -1;
  const [file, fixImports, encoding, errors, buffers] = values as [
    Borrowed,
    boolean,
    Borrowed,
    Borrowed,
    Borrowed,
  ];
  if (
    !setFile(u, file) ||
    !setOptions(u, { fixImports, encoding: text(encoding), errors: text(errors), buffers })
  )
    return -1;
  freshMemo(u);
  return 0;
}
/** An argument that is an object, or the default, which is not. */
export const text = (o: Borrowed): Borrowed => (typeof o === 'number' ? o : (0 as Borrowed));

function loadMethod(u: Borrowed): Owned {
  if (field(u, U.read) === 0)
    return unpicklingError(`Unpickler.__init__() was not called by ${tpName(typeOf(u))}.__init__()`);
  return run(u, null);
}
/** load() and loads(): an unpickler of their own, for a file or for bytes. */
export function loadWith(file: Borrowed, held: BytesLike | null, options: LoadOptions): Owned {
  const u = allocOf(stateObject(StdlibState.UNPICKLER_TYPE));
  let r = NULL;
  if (u !== 0) {
    if (setOptions(u, options) && (held !== null || setFile(u, file))) {
      freshMemo(u);
      r = run(u, held);
    } else held?.release();
    decref(u);
  }
  return r;
}

/** A global by the names in the pickle: those of Python 2 are turned into Python 3's. */
function findClass(u: Borrowed, moduleName: Borrowed, name: Borrowed): Owned {
  const proto = ld32(u + U.proto);
  let m: Owned = newRef(moduleName);
  let n: Owned = newRef(name);
  if (proto < 3 && ld32(u + U.fixImports) !== 0) {
    const key = newTuple(newRef(m), newRef(n));
    const pair = dictGet(stateObject(StdlibState.PICKLE_NAMES_2TO3), key);
    decref(key);
    const renamed =
      pair === 0 && !errOccurred() ? dictGet(stateObject(StdlibState.PICKLE_MODULES_2TO3), m) : NULL;
    if (pair !== 0 && isInstance(pair, T.tuple) && tupleLength(pair) === 2) {
      decref(m);
      decref(n);
      m = newRef(tupleItem(pair, 0));
      n = newRef(tupleItem(pair, 1));
    } else if (renamed !== 0) {
      decref(m);
      m = newRef(renamed);
    }
  }
  let r = NULL;
  if (!errOccurred()) {
    if (!isInstance(m, T.str)) typeError(`module name must be a str, not ${typeName(m)}`);
    else {
      const module = importModule(jsStr(m));
      if (module !== 0) {
        r = getGlobal(module, n, proto >= 4);
        decref(module);
      }
    }
  }
  decref(m);
  decref(n);
  return r;
}

function clearUnpickler(u: Borrowed): void {
  clearFields(u, OBJECTS);
  const memo = ldAddr(u + U.memo);
  stPtr(u + U.memo, 0);
  freeRow(memo);
}
export const unpicklerType: HeapTypeSpec = {
  name: 'Unpickler',
  tpName: '_pickle.Unpickler',
  basicsize: U.size,
  flags: TypeFlags.BASETYPE | TypeFlags.HAVE_GC,
  immutable: false,
  textSignature: "(file, *, fix_imports=True, encoding='ASCII', errors='strict',\n          buffers=())",
  doc: 'Reads pickles from a file and makes their objects again.',
  slots: {
    tp_new: (type: Borrowed) => allocOf(type),
    tp_init: unpicklerInit,
    tp_dealloc: (u: Borrowed) => {
      beginDealloc(u);
      clearUnpickler(u);
      endDealloc(u);
    },
    tp_traverse: (u: Borrowed, visit: (o: Borrowed) => void) => {
      for (const at of OBJECTS) if (ldPtr(u + at) !== 0) visit(ldPtr(u + at));
      const memo = ldAddr(u + U.memo);
      if (memo !== 0) eachInRow(memo, visit);
    },
    tp_clear: (u: Borrowed) => {
      clearUnpickler(u);
      return 0;
    },
  },
  methods: [
    method('load', '($self, /)', loadMethod, 'Reads a pickle and returns its object.'),
    method(
      'find_class',
      '($self, module_name, global_name, /)',
      findClass,
      'The object of a name in a module, which is imported.',
    ),
    method(
      '__sizeof__',
      '($self, /)',
      (u: Borrowed) => {
        const memo = ldAddr(u + U.memo);
        return newInt(U.size + (memo === 0 ? 0 : rowCount(memo) * 8));
      },
      'Size in memory, in bytes.',
    ),
  ],
  getset: [
    { name: 'memo', get: unpicklerMemo, set: setUnpicklerMemo },
    {
      name: 'persistent_load',
      get: (u) => {
        const f = field(u, U.persistentLoad);
        return f !== 0 ? newRef(f) : setError(T.AttributeError, 'persistent_load');
      },
      set: (u, value) => {
        if (value === 0) {
          typeError('attribute deletion is not supported');
          return -1;
        }
        if (!isCallable(value)) {
          typeError('persistent_load must be a callable taking one argument');
          return -1;
        }
        keep(u, U.persistentLoad, newRef(value));
        return 0;
      },
    },
  ],
};
