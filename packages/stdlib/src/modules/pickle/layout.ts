/** The objects of the module, in sizes of CPython's structs. Memos are tables of the window: see `memo.ts`. */
import { type Borrowed, ldPtr, type Owned, PyObject, struct } from '@tyston/memory';
import { decref, isInstance, jsStr, repr, setError, str, typeName, typeOf } from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';

export const PICKLER = struct('PicklerObject', PyObject, {
  /** NULL before `__init__`. */
  memo: 'ptr',
  write: 'ptr',
  persistentId: 'ptr',
  dispatchTable: 'ptr',
  bufferCallback: 'ptr',
  proto: 'i32',
  bin: 'i32',
  fast: 'i32',
  fixImports: 'i32',
  unused: ['ssize', 10],
});
export const UNPICKLER = struct('UnpicklerObject', PyObject, {
  memo: 'ptr',
  persistentLoad: 'ptr',
  /** The methods of a file; `peek` and `readinto` may be NULL. */
  read: 'ptr',
  readline: 'ptr',
  readinto: 'ptr',
  peek: 'ptr',
  /** Out-of-band buffers: an iterator, or NULL. */
  buffers: 'ptr',
  encoding: 'ptr',
  errors: 'ptr',
  proto: 'i32',
  fixImports: 'i32',
  unused: ['ssize', 22],
});
/** PicklerMemoProxy and UnpicklerMemoProxy. */
export const PROXY = struct('MemoProxyObject', PyObject, { owner: 'ptr' });
/** PickleBuffer: a Py_buffer and the head of weak references. */
export const PICKLE_BUFFER = struct('PyPickleBufferObject', PyObject, {
  view: ['u8', 80],
  weakreflist: 'ptr',
});

const S = StdlibState;
export const isPickler = (o: Borrowed): boolean => isInstance(o, stateObject(S.PICKLER_TYPE));
export const isUnpickler = (o: Borrowed): boolean => isInstance(o, stateObject(S.UNPICKLER_TYPE));
export const isPickleBuffer = (o: Borrowed): boolean => typeOf(o) === stateObject(S.PICKLE_BUFFER_TYPE);

export const picklingError = (message: string): Owned => setError(stateObject(S.PICKLING_ERROR), message);
export const unpicklingError = (message: string): Owned => setError(stateObject(S.UNPICKLING_ERROR), message);

/** repr() or str() for an error's text. */
function shown(f: (o: Borrowed) => Owned, o: Borrowed): string {
  const r = f(o);
  if (r === 0) return `<${typeName(o)} object>`;
  const s = jsStr(r);
  decref(r);
  return s;
}
export const reprIn = (o: Borrowed): string => shown(repr, o);
export const strIn = (o: Borrowed): string => shown(str, o);
/** The object in a field, borrowed. */
export const field = (o: Borrowed, at: number): Borrowed => ldPtr(o + at);
