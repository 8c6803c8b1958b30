/** The calls of built-in types that programs make all the time, without tuples of arguments. */
import { ldPtr, type Owned } from '@tyston/memory';
import { isTrue, sequenceList, sequenceTuple, str } from '../core/abstract.js';
import { newBool } from '../core/int.js';
import { newList } from '../core/list.js';
import { newRef, typeOf } from '../core/refcount.js';
import { setTypeCall } from '../core/type-calls.js';
import { EmptyStr, EmptyTuple, T } from '../core/wellknown.js';

/** Installs them; once per isolate. */
export function installTypeCalls(): void {
  setTypeCall(T.str, (args, n) => (n === 1 ? str(ldPtr(args)) : n === 0 ? newRef(EmptyStr) : -1));
  setTypeCall(T.list, (args, n) => (n === 1 ? sequenceList(ldPtr(args)) : n === 0 ? newList() : -1));
  setTypeCall(T.tuple, (args, n) =>
    n === 1 ? sequenceTuple(ldPtr(args)) : n === 0 ? newRef(EmptyTuple) : -1,
  );
  setTypeCall(T.bool, (args, n) => {
    if (n !== 1) return -1;
    const t = isTrue(ldPtr(args));
    return t < 0 ? (0 as Owned) : newBool(t === 1);
  });
  setTypeCall(T.int, (args, n) => (n === 1 && typeOf(ldPtr(args)) === T.int ? newRef(ldPtr(args)) : -1));
  setTypeCall(T.float, (args, n) => (n === 1 && typeOf(ldPtr(args)) === T.float ? newRef(ldPtr(args)) : -1));
}
