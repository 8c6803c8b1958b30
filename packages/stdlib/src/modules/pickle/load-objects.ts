/** Containers and instances of pickles. All functions are false with an exception. */
import { type Borrowed, ld32, NULL, type Owned, PyTypeObject } from '@tyston/memory';
import {
  bytesData,
  bytesLength,
  call,
  call3,
  callMethod,
  callObject,
  decodeText,
  decodeUtf8,
  decref,
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictNext,
  dictSet,
  errOccurred,
  getAttr,
  getAttrString,
  intern,
  internInPlace,
  isInstance,
  listAppendOwned,
  lookupAttr,
  None,
  newBytes,
  newDict,
  newInt,
  newRef,
  setAdd,
  setAttr,
  setItem,
  T,
  tpName,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  valueError,
  xdecref,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { unpicklingError } from './layout.js';
import type { Load } from './load.js';

const fail = (message: string): false => {
  unpicklingError(message);
  return false;
};

// -- containers ---------------------------------------------------------------------------------------------------------------

export function loadTuple(l: Load): boolean {
  const mark = l.stack.marker();
  return mark >= 0 && l.push(l.stack.tuple(mark));
}
export function countedTuple(l: Load, n: number): boolean {
  if (l.stack.length < n) return l.stack.underflow();
  return l.push(l.stack.tuple(l.stack.length - n));
}
export function loadList(l: Load): boolean {
  const mark = l.stack.marker();
  return mark >= 0 && l.push(l.stack.list(mark));
}
export function loadDict(l: Load): boolean {
  const mark = l.stack.marker();
  if (mark < 0) return false;
  if ((l.stack.length - mark) % 2 !== 0) return fail('odd number of items for DICT');
  const dict = newDict();
  for (let i = mark; i + 1 < l.stack.length; i += 2)
    if (dictSet(dict, l.stack.at(i), l.stack.at(i + 1)) < 0) {
      decref(dict);
      return false;
    }
  l.stack.clear(mark);
  l.stack.push(dict);
  return true;
}
export function loadFrozenSet(l: Load): boolean {
  const mark = l.stack.marker();
  if (mark < 0) return false;
  const items = l.stack.tuple(mark);
  if (items === 0) return false;
  const set = call(T.frozenset, items);
  decref(items);
  return l.push(set);
}

/** What lies from `start` up is added to the list below it. */
export function append(l: Load, start: number): boolean {
  const { stack } = l;
  if (!stack.below(start)) return false;
  if (stack.length === start) return true;
  const list = stack.at(start - 1);
  if (typeOf(list) === T.list) {
    for (const item of stack.take(start)) listAppendOwned(list, item);
    return true;
  }
  const extend = lookupAttr(list, intern('extend'));
  if (extend !== 0) {
    const items = stack.list(start);
    const r = call(extend, items);
    decref(items);
    decref(extend);
    if (r !== 0) decref(r);
    return r !== 0;
  }
  if (errOccurred()) return false;
  // Lists of before protocol 2 and their like have append alone.
  return withEach(l, start, list, 'append');
}
/** container.method(item) for what lies from `start` up. */
function withEach(l: Load, start: number, container: Borrowed, name: string): boolean {
  const f = getAttrString(container, name);
  if (f === 0) return false;
  let ok = true;
  for (let i = start; ok && i < l.stack.length; i++) {
    const r = call(f, l.stack.at(i));
    ok = r !== 0;
    if (ok) decref(r);
  }
  decref(f);
  l.stack.clear(start);
  return ok;
}
export function setItems(l: Load, start: number): boolean {
  const { stack } = l;
  if (!stack.below(start)) return false;
  if (stack.length === start) return true;
  if ((stack.length - start) % 2 !== 0) return fail('odd number of items for SETITEMS');
  const dict = stack.at(start - 1);
  const put = typeOf(dict) === T.dict ? dictSet : setItem;
  let ok = true;
  for (let i = start; ok && i + 1 < stack.length; i += 2) ok = put(dict, stack.at(i), stack.at(i + 1)) >= 0;
  stack.clear(start);
  return ok;
}
export function addItems(l: Load): boolean {
  const start = l.stack.marker();
  if (start < 0 || !l.stack.below(start)) return false;
  if (l.stack.length === start) return true;
  const set = l.stack.at(start - 1);
  if (!isInstance(set, T.set) && !isInstance(set, T.frozenset)) return withEach(l, start, set, 'add');
  let ok = true;
  for (let i = start; ok && i < l.stack.length; i++) ok = setAdd(set, l.stack.at(i)) >= 0;
  l.stack.clear(start);
  return ok;
}

// -- classes and what they make -----------------------------------------------------------------------------------------------------

/** A line as text. NULL with an exception. */
function lineText(l: Load, ascii: boolean): Owned {
  const line = l.input.lineOf(2);
  if (line === null) return NULL;
  const bytes = newBytes(Uint8Array.from(line.slice(0, -1), (c) => c.charCodeAt(0)));
  const [at, n] = [bytesData(bytes), bytesLength(bytes)];
  const text = ascii ? decodeText(at, n, 'ascii', 'strict') : decodeUtf8(at, n, 'strict');
  decref(bytes);
  return text;
}
/** The class that two lines name. NULL with an exception. */
function classOfLines(l: Load, ascii: boolean): Owned {
  const module = lineText(l, ascii);
  if (module === 0) return NULL;
  const name = lineText(l, ascii);
  if (name === 0) {
    decref(module);
    return NULL;
  }
  return l.findClass(module, name);
}
export const loadGlobal = (l: Load): boolean => l.push(classOfLines(l, false));
export function loadStackGlobal(l: Load): boolean {
  const name = l.stack.pop();
  const module = l.stack.pop();
  const named = name !== 0 && module !== 0 && typeOf(name) === T.str && typeOf(module) === T.str;
  if (named) return l.push(l.findClass(module, name));
  xdecref(name);
  xdecref(module);
  return fail('STACK_GLOBAL requires str');
}

/** cls(*args), or cls.__new__(cls) for a class without __getinitargs__ and no arguments. Steals both. */
function instantiate(l: Load, cls: Owned, args: Owned): boolean {
  let r = NULL;
  if (cls !== 0 && args !== 0) {
    let plain = tupleLength(args) === 0 && isInstance(cls, T.type);
    if (plain) {
      const f = lookupAttr(cls, intern('__getinitargs__'));
      if (f !== 0) decref(f);
      plain = f === 0;
    }
    if (!errOccurred()) r = plain ? callMethod(cls, '__new__', cls) : callObject(cls, args, NULL);
  }
  if (cls !== 0) decref(cls);
  if (args !== 0) decref(args);
  return l.push(r);
}
export function loadInst(l: Load): boolean {
  const mark = l.stack.marker();
  if (mark < 0) return false;
  const cls = classOfLines(l, true);
  return cls !== 0 && instantiate(l, cls, l.stack.tuple(mark));
}
export function loadObj(l: Load): boolean {
  const mark = l.stack.marker();
  if (mark < 0) return false;
  if (l.stack.length - mark < 1) return l.stack.underflow();
  const args = l.stack.tuple(mark + 1);
  return args !== 0 && instantiate(l, l.stack.pop(), args);
}
/** cls.__new__(cls, *args, **kwargs). */
export function loadNewobj(l: Load, ex: boolean): boolean {
  const what = ex ? 'NEWOBJ_EX' : 'NEWOBJ';
  const kwargs = ex ? l.stack.pop() : NULL;
  if (ex && kwargs === 0) return false;
  const args = l.stack.pop();
  const cls = args === 0 ? NULL : l.stack.pop();
  let r = NULL;
  if (cls !== 0) {
    const must = (which: string, kind: string, got: Borrowed) =>
      unpicklingError(`${what} ${which} argument must be a ${kind}, not ${typeName(got)}`);
    if (!isInstance(cls, T.type)) must('class', 'type', cls);
    else if (ld32(cls + PyTypeObject.tp_new) === 0)
      unpicklingError(`${what} class argument '${tpName(cls)}' has NULL tp_new`);
    else if (!isInstance(args, T.tuple)) must('args', 'tuple', args);
    else if (ex && !isInstance(kwargs, T.dict)) must('kwargs', 'dict', kwargs);
    else r = call3(ld32(cls + PyTypeObject.tp_new), cls, args, kwargs) as Owned;
    decref(cls);
  }
  if (args !== 0) decref(args);
  if (kwargs !== 0) decref(kwargs);
  return l.push(r);
}
export function loadReduce(l: Load): boolean {
  const args = l.stack.pop();
  if (args === 0) return false;
  const f = l.stack.pop();
  let r = NULL;
  if (f !== 0) {
    r = isInstance(args, T.tuple) ? callObject(f, args, NULL) : typeError('argument list must be a tuple');
    decref(f);
  }
  decref(args);
  return l.push(r);
}

/** An object of copyreg's extension registry. */
export function loadExtension(l: Load, size: 1 | 2 | 4): boolean {
  let code = l.input.number(size);
  if (code < 0) return false;
  if (size === 4) code |= 0;
  if (code <= 0) return fail('EXT specifies code <= 0');
  const key = newInt(code);
  const r = extension(l, code, key);
  decref(key);
  return l.push(r);
}
function extension(l: Load, code: number, key: Borrowed): Owned {
  const cache = stateObject(StdlibState.PICKLE_EXTENSION_CACHE);
  const known = dictGet(cache, key);
  if (known !== 0) return newRef(known);
  const pair = dictGet(stateObject(StdlibState.PICKLE_INVERTED), key);
  if (pair === 0) return errOccurred() ? NULL : valueError(`unregistered extension code ${code}`);
  const named =
    isInstance(pair, T.tuple) &&
    tupleLength(pair) === 2 &&
    isInstance(tupleItem(pair, 0), T.str) &&
    isInstance(tupleItem(pair, 1), T.str);
  if (!named) return valueError(`_inverted_registry[${code}] isn't a 2-tuple of strings`);
  const o = l.findClass(newRef(tupleItem(pair, 0)), newRef(tupleItem(pair, 1)));
  if (o === 0) return NULL;
  if (dictSet(cache, key, o) < 0) {
    decref(o);
    return NULL;
  }
  return o;
}

// -- state ------------------------------------------------------------------------------------------------------------------------

/** instance.__setstate__(state), or state put into its __dict__ and its slots. */
export function loadBuild(l: Load): boolean {
  const { stack } = l;
  if (!stack.below(stack.length - 1)) return false;
  const state = stack.pop();
  if (state === 0) return false;
  const o = stack.top();
  const f = lookupAttr(o, intern('__setstate__'));
  let ok: boolean;
  if (f !== 0) {
    const r = call(f, state);
    decref(f);
    ok = r !== 0;
    if (ok) decref(r);
  } else ok = !errOccurred() && setState(o, state);
  decref(state);
  return ok;
}
function setState(o: Borrowed, state: Borrowed): boolean {
  let [attributes, slots] = [state, NULL as Borrowed];
  if (isInstance(state, T.tuple) && tupleLength(state) === 2)
    [attributes, slots] = [tupleItem(state, 0), tupleItem(state, 1)];
  if (attributes !== None) {
    if (!isInstance(attributes, T.dict)) return fail('state is not a dictionary');
    const dict = getAttr(o, intern('__dict__'));
    if (dict === 0) return false;
    const ok = eachPair(attributes, (key, value) => setItem(dict, key, value) >= 0);
    decref(dict);
    if (!ok) return false;
  }
  if (slots === 0) return true;
  if (!isInstance(slots, T.dict)) return fail('slot state is not a dictionary');
  return eachPair(slots, (key, value) => setAttr(o, key, value) >= 0);
}
/** Visits the pairs of a dict, keys interned as attributes' names are. */
function eachPair(dict: Borrowed, visit: (key: Borrowed, value: Borrowed) => boolean): boolean {
  for (let at = dictNext(dict, 0); at !== 0; at = dictNext(dict, at)) {
    const key = internInPlace(newRef(dictEntryKey()));
    const value = newRef(dictEntryValue());
    const ok = visit(key, value);
    decref(key);
    decref(value);
    if (!ok) return false;
  }
  return true;
}
