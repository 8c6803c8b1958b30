/** Objects by what their __reduce__ says: a call that makes them, their items, their state. */
import { type Borrowed, ld32, PyTypeObject } from '@tyston/memory';
import {
  callObject,
  decref,
  EmptyTuple,
  errOccurred,
  gcTrack,
  getAttr,
  intern,
  isInstance,
  isIterator,
  lookupAttr,
  None,
  newRef,
  newTupleBuffer,
  strEqualsAscii,
  T,
  tupleInit,
  tupleItem,
  tupleLength,
  tupleSlice,
  typeName,
  typeOf,
} from '@tyston/objects';
import { isCallable } from '../../lib/is-callable.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { batchItems, batchPairs } from './containers.js';
import type { Dump } from './dump.js';
import { picklingError } from './layout.js';
import { Op } from './opcodes.js';

const fail = (message: string): false => {
  picklingError(message);
  return false;
};

/** What a reduce value's parts are, borrowed; NULL for those that are missing or None. Null with an exception. */
function parts(value: Borrowed): Borrowed[] | null {
  const n = tupleLength(value);
  if (n < 2 || n > 6) {
    fail('tuple returned by __reduce__ must contain 2 through 6 elements');
    return null;
  }
  const all = Array.from({ length: 6 }, (_v, i) => (i < n ? tupleItem(value, i) : (0 as Borrowed)));
  for (let i = 2; i < 6; i++) if (all[i] === None) all[i] = 0 as Borrowed;
  const [callable, args, , list, dict, setter] = all as [
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
  ];
  let problem = '';
  const must = (which: string, what: string): string =>
    `${which} of the tuple returned by __reduce__ must be ${what}`;
  if (!isCallable(callable)) problem = must('first item', 'callable');
  else if (!isInstance(args, T.tuple)) problem = must('second item', 'a tuple');
  else if (list !== 0 && !isIterator(list))
    problem = must('fourth element', `an iterator, not ${typeName(list)}`);
  else if (dict !== 0 && !isIterator(dict))
    problem = must('fifth element', `an iterator, not ${typeName(dict)}`);
  else if (setter !== 0 && !isCallable(setter))
    problem = must('sixth element', `a function, not ${typeName(setter)}`);
  if (problem === '') return all;
  fail(problem);
  return null;
}

/** Writes an object as its reduce value, a tuple, says; `o` is NULL for one that is not to be remembered. False with an exception. */
export function saveReduce(d: Dump, value: Borrowed, o: Borrowed): boolean {
  const all = parts(value);
  if (all === null) return false;
  const [callable, args, state, list, dict, setter] = all as [
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
    Borrowed,
  ];
  if (!saveMaker(d, callable, args, o)) return false;
  if (o !== 0) {
    // It may have been written meanwhile, as part of itself.
    const i = d.known(o);
    if (i >= 0) {
      d.out.op(Op.POP);
      d.get(i);
      return true;
    }
    d.put(o);
  }
  if (list !== 0 && !batchItems(d, list)) return false;
  if (dict !== 0 && !batchPairs(d, dict)) return false;
  if (state === 0) return true;
  if (setter === 0) {
    if (!d.save(d, state)) return false;
    d.out.op(Op.BUILD);
    return true;
  }
  // setter(o, state), and its result off the stack
  if (!d.save(d, setter) || !d.save(d, o) || !d.save(d, state)) return false;
  d.out.op(Op.TUPLE2);
  d.out.op(Op.REDUCE);
  d.out.op(Op.POP);
  return true;
}
/** The call that makes the object: copyreg's __newobj__ and __newobj_ex__ have opcodes of their own. */
function saveMaker(d: Dump, callable: Borrowed, args: Borrowed, o: Borrowed): boolean {
  if (d.proto >= 2) {
    const name = lookupAttr(callable, intern('__name__'));
    if (name === 0 && errOccurred()) return false;
    const text = name !== 0 && isInstance(name, T.str);
    const ex = text && strEqualsAscii(name, '__newobj_ex__');
    const plain = text && strEqualsAscii(name, '__newobj__');
    if (name !== 0) decref(name);
    if (ex) return saveNewobjEx(d, args);
    if (plain) return saveNewobj(d, args, o);
  }
  if (!d.save(d, callable) || !d.save(d, args)) return false;
  d.out.op(Op.REDUCE);
  return true;
}
function saveNewobjEx(d: Dump, argtup: Borrowed): boolean {
  const n = tupleLength(argtup);
  if (n !== 3) return fail(`length of the NEWOBJ_EX argument tuple must be exactly 3, not ${n}`);
  const [cls, args, kwargs] = [tupleItem(argtup, 0), tupleItem(argtup, 1), tupleItem(argtup, 2)];
  const must = (which: string, what: string, got: Borrowed): false =>
    fail(`${which} item from NEWOBJ_EX argument tuple must be a ${what}, not ${typeName(got)}`);
  if (!isInstance(cls, T.type)) return must('first', 'class', cls);
  if (!isInstance(args, T.tuple)) return must('second', 'tuple', args);
  if (!isInstance(kwargs, T.dict)) return must('third', 'dict', kwargs);
  if (d.proto >= 4) {
    if (!d.save(d, cls) || !d.save(d, args) || !d.save(d, kwargs)) return false;
    d.out.op(Op.NEWOBJ_EX);
    return true;
  }
  // partial(cls.__new__, cls, *args, **kwargs)()
  const make = getAttr(cls, intern('__new__'));
  if (make === 0) return false;
  const count = tupleLength(args);
  const all = newTupleBuffer(count + 2);
  tupleInit(all, 0, make);
  tupleInit(all, 1, newRef(cls));
  for (let i = 0; i < count; i++) tupleInit(all, i + 2, newRef(tupleItem(args, i)));
  gcTrack(all);
  const partial = callObject(stateObject(StdlibState.PICKLE_PARTIAL), all, kwargs);
  decref(all);
  if (partial === 0) return false;
  const ok = d.save(d, partial) && d.save(d, EmptyTuple);
  decref(partial);
  if (ok) d.out.op(Op.REDUCE);
  return ok;
}
function saveNewobj(d: Dump, args: Borrowed, o: Borrowed): boolean {
  if (tupleLength(args) < 1) return fail('__newobj__ arglist is empty');
  const cls = tupleItem(args, 0);
  if (!isInstance(cls, T.type)) return fail('args[0] from __newobj__ args is not a type');
  if (ld32(cls + PyTypeObject.tp_new) === 0) return fail('args[0] from __newobj__ args has no __new__');
  if (o !== 0) {
    const own = lookupAttr(o, intern('__class__'));
    if (own === 0 && errOccurred()) return false;
    if (own !== 0) decref(own);
    if ((own === 0 ? typeOf(o) : own) !== cls)
      return fail('args[0] from __newobj__ args has the wrong class');
  }
  if (!d.save(d, cls)) return false;
  const rest = tupleSlice(args, 1, tupleLength(args));
  const ok = d.save(d, rest);
  decref(rest);
  if (ok) d.out.op(Op.NEWOBJ);
  return ok;
}
