/** `atexit`. */
import { type Addr, type Borrowed, ld32, ldPtr, NULL, type Owned, PyTypeObject, stPtr } from '@tyston/memory';
import {
  callObject,
  compareBool,
  decref,
  kwargsDict,
  listAppendOwned,
  listClear,
  listItem,
  listItems,
  listLength,
  type ModuleSpec,
  method,
  None,
  newDict,
  newInt,
  newList,
  newRef,
  newTuple,
  newTupleFrom,
  Py_EQ,
  State,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
  writeUnraisableMessage,
} from '@tyston/objects'; // prettier-ignore

function callbacks(): Borrowed {
  let l = ldPtr(State.ATEXIT_CALLBACKS);
  if (l === 0) {
    l = newList();
    stPtr(State.ATEXIT_CALLBACKS, l);
  }
  return l;
}
function register(_m: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (n === 0) return typeError('register() takes at least 1 argument (0 given)');
  const f = ldPtr(args);
  if (ld32(typeOf(f) + PyTypeObject.tp_call) === 0) return typeError('the first argument must be callable');
  const kwargs = kwnames !== 0 && tupleLength(kwnames) > 0 ? kwargsDict(args + n * 8, kwnames) : newDict();
  listAppendOwned(callbacks(), newTuple(newRef(f), newTupleFrom(args + 8, n - 1), kwargs));
  return newRef(f);
}
/**
 * Runs all callbacks, last registered first; what they raise is reported as unraisable. All are kept until the last has run; one that
 * is registered by another comes too late.
 */
export function runExitFunctions(): void {
  const list = callbacks();
  for (let i = listLength(list) - 1; i >= 0; i--) {
    if (i >= listLength(list) || listItem(list, i) === None) continue;
    const entry = newRef(listItem(list, i));
    const f = tupleItem(entry, 0);
    const r = callObject(f, tupleItem(entry, 1), tupleItem(entry, 2));
    if (r === 0) writeUnraisableMessage('Exception ignored in atexit callback', f);
    else decref(r);
    decref(entry);
  }
  listClear(list);
}
/** The places of those unregistered stay, as None: the list may be on its way through `runExitFunctions`. */
function unregister(_m: Borrowed, f: Borrowed): Owned {
  const list = callbacks();
  for (let i = 0; i < listLength(list); i++) {
    if (listItem(list, i) === None) continue;
    const entry = newRef(listItem(list, i));
    const eq = compareBool(tupleItem(entry, 0), f, Py_EQ);
    if (eq > 0 && listItem(list, i) === entry) {
      stPtr(listItems(list) + i * 8, newRef(None));
      decref(entry);
    }
    decref(entry);
    if (eq < 0) return NULL;
  }
  return newRef(None);
}
export const atexitModule: ModuleSpec = {
  name: 'atexit',
  doc: 'allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n',
  functions: [
    method('register', '(func, *args, **kwargs)', register, 'register(func, *args, **kwargs) -> func', {
      raw: true,
      noTextSignature: true,
    }),
    method(
      '_clear',
      '($module, /)',
      () => {
        listClear(callbacks());
        return newRef(None);
      },
      '_clear() -> None',
      { noTextSignature: true },
    ),
    method('unregister', '($module, func, /)', unregister, 'unregister(func) -> None', {
      noTextSignature: true,
    }),
    method(
      '_run_exitfuncs',
      '($module, /)',
      () => {
        runExitFunctions();
        return newRef(None);
      },
      '_run_exitfuncs() -> None',
      { noTextSignature: true },
    ),
    method('_ncallbacks', '($module, /)', () => newInt(listLength(callbacks())), '_ncallbacks() -> int', {
      noTextSignature: true,
    }),
  ],
}; // prettier-ignore
