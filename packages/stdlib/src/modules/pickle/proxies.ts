/** The memos as programs see them: objects that copy and clear, and that another pickler or unpickler can be given. */
import {
  type Borrowed,
  ldAddr,
  ldPtr,
  NULL,
  type Owned,
  stPtr,
  TypeFlags,
  WINDOW_HIGH,
} from '@tyston/memory';
import {
  asSsize,
  decref,
  dictEntryKey,
  dictEntryValue,
  dictNext,
  dictSet,
  errOccurred,
  type HeapTypeSpec,
  isInstance,
  method,
  None,
  newDict,
  newInt,
  newRef,
  newTuple,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';
import { allocOf, beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { StdlibState, stateObject } from '../../lib/state.js';
import { PICKLER, PROXY, UNPICKLER } from './layout.js';
import { eachInRow, eachRemembered, freeRow, freeTable, newRow, newTable, remember, rowPut } from './memo.js';

const owner = (proxy: Borrowed): Borrowed => ldPtr(proxy + PROXY.owner);

function newProxy(word: number, of: Borrowed): Owned {
  const proxy = allocOf(stateObject(word));
  if (proxy !== 0) stPtr(proxy + PROXY.owner, newRef(of));
  return proxy;
}
export const picklerMemo = (p: Borrowed): Owned => newProxy(StdlibState.PICKLER_MEMO_TYPE, p);
export const unpicklerMemo = (u: Borrowed): Owned => newProxy(StdlibState.UNPICKLER_MEMO_TYPE, u);

/** id(o). */
const objectId = (o: Borrowed): Owned => newInt(WINDOW_HIGH * 0x1_0000_0000 + (o >>> 0));
/** {id: (number, object)} */
function copyTable(p: Borrowed): Owned {
  const dict = newDict();
  eachRemembered(ldAddr(p + PICKLER.memo), (o, number) => {
    const id = objectId(o);
    const value = newTuple(newInt(number), newRef(o));
    dictSet(dict, id, value);
    decref(id);
    decref(value);
  });
  return dict;
}
/** {number: object} */
function copyRow(u: Borrowed): Owned {
  const dict = newDict();
  eachInRow(ldAddr(u + UNPICKLER.memo), (o, i) => {
    const key = newInt(i);
    dictSet(dict, key, o);
    decref(key);
  });
  return dict;
}

export function setPicklerMemo(p: Borrowed, value: Borrowed): number {
  if (value === 0) return noDeletion();
  let table = newTable();
  if (typeOf(value) === stateObject(StdlibState.PICKLER_MEMO_TYPE))
    eachRemembered(ldAddr(owner(value) + PICKLER.memo), (o, number) => {
      table = remember(table, o, number);
    });
  else if (isInstance(value, T.dict)) {
    for (let at = dictNext(value, 0); at !== 0; at = dictNext(value, at)) {
      const pair = dictEntryValue();
      if (!isInstance(pair, T.tuple) || tupleLength(pair) !== 2) {
        freeTable(table);
        typeError("'memo' values must be 2-item tuples");
        return -1;
      }
      const number = asSsize(tupleItem(pair, 0), T.OverflowError);
      if (number === -1 && errOccurred()) {
        freeTable(table);
        return -1;
      }
      table = remember(table, tupleItem(pair, 1), number);
    }
  } else {
    freeTable(table);
    typeError(`'memo' attribute must be a PicklerMemoProxy object or dict, not ${typeName(value)}`);
    return -1;
  }
  const old = ldAddr(p + PICKLER.memo);
  stPtr(p + PICKLER.memo, table);
  freeTable(old);
  return 0;
}
export function setUnpicklerMemo(u: Borrowed, value: Borrowed): number {
  if (value === 0) return noDeletion();
  let row = newRow();
  const fail = (): number => {
    freeRow(row);
    return -1;
  };
  if (typeOf(value) === stateObject(StdlibState.UNPICKLER_MEMO_TYPE))
    eachInRow(ldAddr(owner(value) + UNPICKLER.memo), (o, i) => {
      row = rowPut(row, i, o);
    });
  else if (isInstance(value, T.dict)) {
    for (let at = dictNext(value, 0); at !== 0; at = dictNext(value, at)) {
      const [key, o] = [dictEntryKey(), dictEntryValue()];
      if (!isInstance(key, T.int)) {
        typeError('memo key must be integers');
        return fail();
      }
      const i = asSsize(key, T.OverflowError);
      if (i === -1 && errOccurred()) return fail();
      if (i < 0) {
        valueError('memo key must be positive integers.');
        return fail();
      }
      row = rowPut(row, i, o);
    }
  } else {
    typeError(`'memo' attribute must be an UnpicklerMemoProxy object or dict, not ${typeName(value)}`);
    return fail();
  }
  const old = ldAddr(u + UNPICKLER.memo);
  stPtr(u + UNPICKLER.memo, row);
  freeRow(old);
  return 0;
}
function noDeletion(): number {
  typeError('attribute deletion is not supported');
  return -1;
}

function proxyType(name: string, copy: (of: Borrowed) => Owned, clear: (of: Borrowed) => void): HeapTypeSpec {
  return {
    name,
    tpName: `_pickle.${name}`,
    basicsize: PROXY.size,
    flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
    slots: {
      tp_hash: null,
      tp_dealloc: (proxy: Borrowed) => {
        beginDealloc(proxy);
        if (owner(proxy) !== 0) decref(owner(proxy));
        endDealloc(proxy);
      },
      tp_traverse: (proxy: Borrowed, visit: (o: Borrowed) => void) => {
        if (owner(proxy) !== 0) visit(owner(proxy));
      },
      tp_clear: (proxy: Borrowed) => {
        const o = owner(proxy);
        stPtr(proxy + PROXY.owner, 0);
        if (o !== 0) decref(o);
        return 0;
      },
    },
    methods: [
      method(
        'clear',
        '($self, /)',
        (proxy: Borrowed) => {
          clear(owner(proxy));
          return newRef(None);
        },
        'Remove all items from memo.',
      ),
      method('copy', '($self, /)', (proxy: Borrowed) => copy(owner(proxy)), 'Copy the memo to a new object.'),
      method(
        '__reduce__',
        '($self, /)',
        (proxy: Borrowed) => {
          const dict = copy(owner(proxy));
          return dict === 0 ? NULL : newTuple(newRef(T.dict), newTuple(dict));
        },
        'Implement pickle support.',
      ),
    ],
  };
}
export const picklerMemoType = proxyType('PicklerMemoProxy', copyTable, (p) => {
  const old = ldAddr(p + PICKLER.memo);
  stPtr(p + PICKLER.memo, newTable());
  freeTable(old);
});
export const unpicklerMemoType = proxyType('UnpicklerMemoProxy', copyRow, (u) => {
  const old = ldAddr(u + UNPICKLER.memo);
  stPtr(u + UNPICKLER.memo, newRow());
  freeRow(old);
});
