/** Which methods of a class are abstract: those of its own namespace and inherited ones that it has not overridden. */
import type { Borrowed } from '@tyston/memory';
import { ldPtr } from '@tyston/memory';
import {
  callMethod,
  decref,
  errOccurred,
  fastItems,
  fastLength,
  fastSequence,
  getAttr,
  intern,
  isInstance,
  isTrue,
  listItem,
  listLength,
  lookupAttr,
  makeSet,
  newSet,
  sequenceList,
  setAdd,
  setAttr,
  T,
  tupleItem,
  tupleLength,
  typeError,
} from '@tyston/objects';

/** `o.__isabstractmethod__`, False where there is none: 1, 0, -1. */
export function isAbstract(o: Borrowed): number {
  const flag = lookupAttr(o, intern('__isabstractmethod__'));
  if (flag === 0) return errOccurred() ? -1 : 0;
  const r = isTrue(flag);
  decref(flag);
  return r;
}
/** Adds the names of abstract values in the class's namespace. */
function addOwn(set: Borrowed, cls: Borrowed): number {
  const namespace = getAttr(cls, intern('__dict__'));
  if (namespace === 0) return -1;
  const view = callMethod(namespace, 'items');
  decref(namespace);
  if (view === 0) return -1;
  const items = sequenceList(view);
  decref(view);
  if (items === 0) return -1;
  let status = 0;
  for (let i = 0; i < listLength(items) && status >= 0; i++) {
    const pair = fastSequence(listItem(items, i), 'items() returned item which size is not 2');
    if (pair === 0) status = -1;
    else {
      if (fastLength(pair) !== 2) {
        typeError('items() returned item which size is not 2');
        status = -1;
      } else {
        const abstract = isAbstract(ldPtr(fastItems(pair) + 8));
        status = abstract > 0 ? setAdd(set, ldPtr(fastItems(pair))) : abstract;
      }
      decref(pair);
    }
  }
  decref(items);
  return status;
}
/** Adds the names that a base has as abstract and the class too. */
function addInherited(set: Borrowed, cls: Borrowed, base: Borrowed): number {
  const names = lookupAttr(base, intern('__abstractmethods__'));
  if (names === 0) return errOccurred() ? -1 : 0;
  const list = sequenceList(names);
  decref(names);
  if (list === 0) return -1;
  let status = 0;
  for (let i = 0; i < listLength(list) && status >= 0; i++) {
    const name = listItem(list, i);
    const value = lookupAttr(cls, name);
    if (value === 0) {
      status = errOccurred() ? -1 : 0;
      continue;
    }
    const abstract = isAbstract(value);
    decref(value);
    status = abstract > 0 ? setAdd(set, name) : abstract;
  }
  decref(list);
  return status;
}
/** Computes and sets `cls.__abstractmethods__`: 0, or -1 with an exception. */
export function computeAbstractMethods(cls: Borrowed): number {
  const set = newSet();
  let status = addOwn(set, cls);
  const bases = status < 0 ? (0 as Borrowed) : getAttr(cls, intern('__bases__'));
  if (status >= 0 && bases === 0) status = -1;
  if (bases !== 0) {
    if (!isInstance(bases, T.tuple)) {
      typeError('__bases__ is not tuple');
      status = -1;
    }
    for (let i = 0; status >= 0 && i < tupleLength(bases); i++)
      status = addInherited(set, cls, tupleItem(bases, i));
    decref(bases);
  }
  if (status >= 0) {
    const frozen = makeSet(T.frozenset, set);
    status = frozen === 0 ? -1 : setAttr(cls, intern('__abstractmethods__'), frozen);
    if (frozen !== 0) decref(frozen);
  }
  decref(set);
  return status < 0 ? -1 : 0;
}
