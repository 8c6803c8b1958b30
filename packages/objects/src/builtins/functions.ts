/** The built-in functions, but for classes, compiling and importing. */

import {
  type Addr,
  type Borrowed,
  ld8,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyAsyncMethods,
  PyNumberMethods,
  PyTypeObject,
} from '@tyston/memory'; // prettier-ignore
import {
  ascii,
  binary,
  call,
  callMethod,
  compareBool,
  format,
  getAttr,
  getAttrString,
  getIter,
  hash,
  indexInt,
  isInstanceOf,
  isIterator,
  isSubclassOf,
  isTrue,
  iterNext,
  lengthObject,
  lookupAttr,
  lookupSpecial,
  numberAbsolute,
  numberAdd,
  numberPower,
  Py_GT,
  Py_LT,
  repr,
  sequenceList,
  setAttr,
  str,
  typeName,
  vectorcall,
} from '../core/abstract.js'; // prettier-ignore
import { checkPositional } from '../core/args.js';
import { bytearrayData, bytearrayLength } from '../core/bytearray.js';
import { bytesLength, bytesView } from '../core/bytes.js';
import { dictGet } from '../core/dict.js';
import {
  errClear,
  errMatches,
  errOccurred,
  setError,
  setErrorNone,
  typeError,
  valueError,
} from '../core/errors.js';
import { floatValue, newFloat } from '../core/float.js';
import { currentFrame, currentGlobals } from '../core/frame-hook.js';
import { call1 } from '../core/functions.js';
import { intFitsNumber, intSize, intToBigInt, intToNumber, newBool, newInt } from '../core/int.js';
import { intern } from '../core/intern.js';
import { newList } from '../core/list.js';
import { nameMustBeString } from '../core/object.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { hashToInt } from '../core/slot-defs.js';
import { State } from '../core/state.js';
import { jsStr, newChar, newStr, strChar, strEqualsAscii, strLength } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { EmptyStr, False, None, smallInt, T } from '../core/wellknown.js';
import { frameLocals } from '../lib/frame-locals.js';
import { frameObjectOf } from '../lib/frame-object.js';
import { newCallIterator } from '../lib/iterator-objects.js';
import { listExtend } from '../lib/list-ops.js';
import { listSort } from '../lib/list-sort.js';

export const abs = (_m: Borrowed, x: Borrowed): Owned => numberAbsolute(x);

function quantifier(stopAt: number) {
  return (_m: Borrowed, iterable: Borrowed): Owned => {
    const it = getIter(iterable);
    if (it === 0) return NULL;
    for (;;) {
      const item = iterNext(it);
      if (item === 0) break;
      const t = isTrue(item);
      decref(item);
      if (t < 0) {
        decref(it);
        return NULL;
      }
      if (t === stopAt) {
        decref(it);
        return newBool(stopAt === 1);
      }
    }
    decref(it);
    return errOccurred() ? NULL : newBool(stopAt === 0);
  };
}
export const any = quantifier(1);
export const all = quantifier(0);
export const asciiFn = (_m: Borrowed, x: Borrowed): Owned => ascii(x);

function based(prefix: string, radix: number) {
  return (_m: Borrowed, x: Borrowed): Owned => {
    const i = indexInt(x);
    if (i === 0) return NULL;
    const v = intToBigInt(i);
    decref(i);
    return newStr((v < 0n ? '-' : '') + prefix + (v < 0n ? -v : v).toString(radix));
  };
}
export const bin = based('0b', 2);
export const oct = based('0o', 8);
export const hex = based('0x', 16);

export const callable = (_m: Borrowed, x: Borrowed): Owned =>
  newBool(ld32(typeOf(x) + PyTypeObject.tp_call) !== 0);

export function chr(_m: Borrowed, i: number): Owned {
  if (i < 0 || i > 0x10ffff) return valueError('chr() arg not in range(0x110000)');
  return newChar(i);
}
export function ord(_m: Borrowed, c: Borrowed): Owned {
  if (isInstance(c, T.str)) {
    if (strLength(c) === 1) return newInt(strChar(c, 0));
    return typeError(`ord() expected a character, but string of length ${strLength(c)} found`);
  }
  if (isInstance(c, T.bytes)) {
    if (bytesLength(c) === 1) return newInt(bytesView(c)[0]!);
    return typeError(`ord() expected a character, but string of length ${bytesLength(c)} found`);
  }
  if (isInstance(c, T.bytearray)) {
    const n = bytearrayLength(c);
    if (n === 1) return newInt(ld8(bytearrayData(c)));
    return typeError(`ord() expected a character, but string of length ${n} found`);
  }
  return typeError(`ord() expected string of length 1, but ${typeName(c)} found`);
}

export function delattr(_m: Borrowed, o: Borrowed, name: Borrowed): Owned {
  return setAttr(o, name, NULL) < 0 ? NULL : newRef(None);
}
export function setattr(_m: Borrowed, o: Borrowed, name: Borrowed, value: Borrowed): Owned {
  return setAttr(o, name, value) < 0 ? NULL : newRef(None);
}
export function hasattr(_m: Borrowed, o: Borrowed, name: Borrowed): Owned {
  if (!isInstance(name, T.str)) return nameMustBeString(name);
  const v = lookupAttr(o, name);
  if (v === 0) return errOccurred() ? NULL : newBool(false);
  decref(v);
  return newBool(true);
}
export function getattr(_m: Borrowed, o: Borrowed, name: Borrowed, fallback: Borrowed): Owned {
  if (!isInstance(name, T.str)) return nameMustBeString(name);
  if (fallback === 0) return getAttr(o, name);
  const v = lookupAttr(o, name);
  if (v !== 0 || errOccurred()) return v;
  return newRef(fallback);
}

export function dir(_m: Borrowed, o: Borrowed): Owned {
  let list: Owned;
  if (o === 0) {
    const l = localsOfCaller();
    if (l === 0) return NULL;
    const keys = callMethod(l, 'keys');
    decref(l);
    if (keys === 0) return NULL;
    list = sequenceList(keys);
    decref(keys);
  } else {
    const f = lookupSpecial(o, '__dir__');
    if (f === 0) return errOccurred() ? NULL : typeError('object does not provide __dir__');
    const r = call(f);
    decref(f);
    if (r === 0) return NULL;
    list = sequenceList(r);
    decref(r);
  }
  if (list === 0) return NULL;
  const s = callMethod(list, 'sort');
  if (s === 0) {
    decref(list);
    return NULL;
  }
  decref(s);
  return list;
}
function localsOfCaller(): Owned {
  const frame = currentFrame();
  if (frame === 0) return setError(T.SystemError, 'frame does not exist');
  const f = frameObjectOf(frame);
  const l = frameLocals(frame, f);
  decref(f);
  return l;
}
export const locals = (): Owned => localsOfCaller();
export function globals(): Owned {
  const g = currentGlobals();
  return g === 0 ? newRef(None) : newRef(g);
}
export function vars(_m: Borrowed, o: Borrowed): Owned {
  if (o === 0) return localsOfCaller();
  const d = lookupAttr(o, intern('__dict__'));
  if (d === 0 && !errOccurred()) typeError('vars() argument must have __dict__ attribute');
  return d;
}

export function divmod(_m: Borrowed, x: Borrowed, y: Borrowed): Owned {
  return binary(PyNumberMethods.nb_divmod, x, y, 'divmod()');
}
export function formatFn(_m: Borrowed, o: Borrowed, spec: Borrowed): Owned {
  return format(o, spec === 0 ? EmptyStr : spec);
}
export function hashFn(_m: Borrowed, o: Borrowed): Owned {
  const h = hash(o);
  if (h === -1 && errOccurred()) return NULL;
  return hashToInt(h);
}
/** The address in the window, high half included. */
export function id(_m: Borrowed, o: Borrowed): Owned {
  return newInt(0x2000 * 0x1_0000_0000 + (o >>> 0));
}
export const isinstance = (_m: Borrowed, o: Borrowed, cls: Borrowed): Owned => {
  const r = isInstanceOf(o, cls);
  return r < 0 ? NULL : newBool(r === 1);
};
export const issubclass = (_m: Borrowed, c: Borrowed, cls: Borrowed): Owned => {
  const r = isSubclassOf(c, cls);
  return r < 0 ? NULL : newBool(r === 1);
};
export function iter(_m: Borrowed, o: Borrowed, sentinel: Borrowed): Owned {
  if (sentinel === 0) return getIter(o);
  if (ld32(typeOf(o) + PyTypeObject.tp_call) === 0) return typeError('iter(v, w): v must be callable');
  return newCallIterator(o, sentinel);
}
export function next(_m: Borrowed, it: Borrowed, fallback: Borrowed): Owned {
  if (!isIterator(it)) return typeError(`'${typeName(it)}' object is not an iterator`);
  const r = call1(ld32(typeOf(it) + PyTypeObject.tp_iternext), it) as Owned;
  if (r !== 0) return r;
  if (fallback !== 0) {
    if (errOccurred()) {
      if (!errMatches(T.StopIteration)) return NULL;
      errClear();
    }
    return newRef(fallback);
  }
  if (!errOccurred()) setErrorNone(T.StopIteration);
  return NULL;
}
export function len(_m: Borrowed, o: Borrowed): Owned {
  return lengthObject(o);
}

/** min and max, with CPython's own argument handling. */
function extremum(name: 'min' | 'max', op: number) {
  return (_m: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned => {
    let key = 0 as Borrowed;
    let fallback = 0 as Borrowed;
    const k = kwnames === 0 ? 0 : tupleLength(kwnames);
    if (n === 0) return typeError(`${name} expected at least 1 argument, got 0`);
    if (k > 2) return typeError(`${name}() takes at most 2 keyword arguments (${k} given)`);
    for (let i = 0; i < k; i++) {
      const w = jsStr(tupleItem(kwnames, i));
      const v = ldPtr(args + (n + i) * 8);
      if (w === 'key') key = v;
      else if (w === 'default') fallback = v;
      else return typeError(`'${w}' is an invalid keyword argument for ${name}()`);
    }
    if (key === None) key = 0 as Borrowed;
    if (n > 1 && fallback !== 0)
      return typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
    let it: Owned = NULL;
    if (n === 1) {
      it = getIter(ldPtr(args));
      if (it === 0) return NULL;
    }
    let best: Owned = NULL;
    let bestKey: Owned = NULL;
    const fail = (): Owned => {
      xdecref(best);
      if (bestKey !== best) xdecref(bestKey);
      xdecref(it);
      return NULL;
    };
    for (let i = 0; ; i++) {
      let item: Owned;
      if (it !== 0) {
        item = iterNext(it);
        if (item === 0) {
          if (errOccurred()) return fail();
          break;
        }
      } else {
        if (i === n) break;
        item = newRef(ldPtr(args + i * 8));
      }
      let kv: Owned;
      if (key !== 0) {
        kv = call(key, item);
        if (kv === 0) {
          decref(item);
          return fail();
        }
      } else kv = item;
      if (best === 0) {
        best = item;
        bestKey = kv;
        continue;
      }
      const c = compareBool(kv, bestKey, op);
      if (c > 0) {
        decref(best);
        if (bestKey !== best) decref(bestKey);
        best = item;
        bestKey = kv;
      } else {
        decref(item);
        if (kv !== item) decref(kv);
        if (c < 0) return fail();
      }
    }
    if (best !== 0 && bestKey !== best) decref(bestKey);
    xdecref(it);
    if (best === 0) {
      if (fallback !== 0) return newRef(fallback);
      return valueError(`${name}() arg is an empty sequence`);
    }
    return best;
  };
}
export const min = extremum('min', Py_LT);
export const max = extremum('max', Py_GT);

export const pow = (_m: Borrowed, base: Borrowed, exp: Borrowed, mod: Borrowed): Owned =>
  numberPower(base, exp, mod === 0 ? None : mod);
export const reprFn = (_m: Borrowed, o: Borrowed): Owned => repr(o);
export function round(_m: Borrowed, x: Borrowed, ndigits: Borrowed): Owned {
  const f = lookupSpecial(x, '__round__');
  if (f === 0) return errOccurred() ? NULL : typeError(`type ${typeName(x)} doesn't define __round__ method`);
  const r = ndigits === 0 || ndigits === None ? call(f) : call(f, ndigits);
  decref(f);
  return r;
}
export function sorted(_m: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (n !== 1) {
    checkPositional('sorted', n, 1, 1);
    return NULL;
  }
  const list = newList();
  if (listExtend(list, ldPtr(args)) < 0) {
    decref(list);
    return NULL;
  }
  if (kwnames === 0) {
    if (listSort(list, NULL, false) === 0) return list;
    decref(list);
    return NULL;
  }
  const sort = getAttrString(list, 'sort');
  if (sort === 0) return NULL;
  const r = vectorcall(sort, args + 8, 0, kwnames);
  decref(sort);
  if (r === 0) {
    decref(list);
    return NULL;
  }
  decref(r);
  return list;
}
export function sum(_m: Borrowed, iterable: Borrowed, start: Borrowed): Owned {
  const it = getIter(iterable);
  if (it === 0) return NULL;
  let acc: Owned;
  if (start === 0) acc = newRef(smallInt(0));
  else {
    if (isInstance(start, T.str)) {
      decref(it);
      return typeError("sum() can't sum strings [use ''.join(seq) instead]");
    }
    if (isInstance(start, T.bytes)) {
      decref(it);
      return typeError("sum() can't sum bytes [use b''.join(seq) instead]");
    }
    if (isInstance(start, T.bytearray)) {
      decref(it);
      return typeError("sum() can't sum bytearray [use b''.join(seq) instead]");
    }
    acc = newRef(start);
  }
  // Ints and floats are added unboxed while they last.
  if (typeOf(acc) === T.int && intFitsNumber(acc)) {
    let total = intToNumber(acc);
    let exact = true;
    for (;;) {
      const item = iterNext(it);
      if (item === 0) {
        decref(it);
        decref(acc);
        return errOccurred() ? NULL : newInt(total);
      }
      if (typeOf(item) === T.int && Math.abs(intSize(item)) <= 1) {
        const t = total + intToNumber(item);
        if (Math.abs(t) <= Number.MAX_SAFE_INTEGER) {
          total = t;
          decref(item);
          continue;
        }
      }
      decref(acc);
      const before = newInt(total);
      acc = numberAdd(before, item);
      decref(before);
      decref(item);
      exact = false;
      break;
    }
    void exact;
    if (acc === 0) {
      decref(it);
      return NULL;
    }
  }
  if (typeOf(acc) === T.float) {
    let total = floatValue(acc);
    for (;;) {
      const item = iterNext(it);
      if (item === 0) {
        decref(it);
        decref(acc);
        return errOccurred() ? NULL : newFloat(total);
      }
      if (typeOf(item) === T.float) total += floatValue(item);
      else if (typeOf(item) === T.int && intFitsNumber(item)) total += intToNumber(item);
      else {
        decref(acc);
        const before = newFloat(total);
        acc = numberAdd(before, item);
        decref(before);
        decref(item);
        break;
      }
      decref(item);
    }
    if (acc === 0) {
      decref(it);
      return NULL;
    }
  }
  for (;;) {
    const item = iterNext(it);
    if (item === 0) break;
    const next = numberAdd(acc, item);
    decref(acc);
    decref(item);
    acc = next;
    if (acc === 0) {
      decref(it);
      return NULL;
    }
  }
  decref(it);
  if (errOccurred()) {
    decref(acc);
    return NULL;
  }
  return acc;
}

// -- print and input ---------------------------------------------------------------------------------------------------

/** sys.name, borrowed, or 0. */
export function sysObject(name: string): Borrowed {
  const d = ldPtr(State.SYS_DICT);
  return d === 0 ? (0 as Borrowed) : dictGet(d, intern(name));
}
export function print(_m: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  let sep = None;
  let end = None;
  let file = None;
  let flush = False;
  const k = kwnames === 0 ? 0 : tupleLength(kwnames);
  for (let i = 0; i < k; i++) {
    const w = tupleItem(kwnames, i);
    const v = ldPtr(args + (n + i) * 8);
    if (strEqualsAscii(w, 'sep')) sep = v;
    else if (strEqualsAscii(w, 'end')) end = v;
    else if (strEqualsAscii(w, 'file')) file = v;
    else if (strEqualsAscii(w, 'flush')) flush = v;
    else return typeError(`'${jsStr(w)}' is an invalid keyword argument for print()`);
  }
  if (file === None) {
    file = sysObject('stdout');
    if (file === 0) return setError(T.RuntimeError, 'lost sys.stdout');
    if (file === None) return newRef(None);
  }
  if (sep !== None && !isInstance(sep, T.str))
    return typeError(`sep must be None or a string, not ${typeName(sep)}`);
  if (end !== None && !isInstance(end, T.str))
    return typeError(`end must be None or a string, not ${typeName(end)}`);
  const write = getAttrString(file, 'write');
  if (write === 0) return NULL;
  const put = (s: Borrowed): boolean => {
    const r = call(write, s);
    if (r === 0) return false;
    decref(r);
    return true;
  };
  for (let i = 0; i < n; i++) {
    if (i > 0 && !put(sep === None ? intern(' ') : sep)) {
      decref(write);
      return NULL;
    }
    const s = str(ldPtr(args + i * 8));
    const ok = s !== 0 && put(s);
    xdecref(s);
    if (!ok) {
      decref(write);
      return NULL;
    }
  }
  const ok = put(end === None ? intern('\n') : end);
  decref(write);
  if (!ok) return NULL;
  const f = isTrue(flush);
  if (f < 0) return NULL;
  if (f) {
    const r = callMethod(file, 'flush');
    if (r === 0) return NULL;
    decref(r);
  }
  return newRef(None);
}

export function aiter(_m: Borrowed, o: Borrowed): Owned {
  const t = ld32(typeOf(o) + PyTypeObject.tp_as_async);
  const f = t === 0 ? 0 : ld32(t + PyAsyncMethods.am_aiter);
  if (f === 0) return typeError(`'${typeName(o)}' object is not an async iterable`);
  const it = call1(f, o) as Owned;
  if (it === 0) return NULL;
  const u = ld32(typeOf(it) + PyTypeObject.tp_as_async);
  if (u === 0 || ld32(u + PyAsyncMethods.am_anext) === 0) {
    const n = typeName(it);
    decref(it);
    return typeError(`aiter() returned not an async iterator of type '${n}'`);
  }
  return it;
}
export function anext(_m: Borrowed, it: Borrowed, fallback: Borrowed): Owned {
  const t = ld32(typeOf(it) + PyTypeObject.tp_as_async);
  const f = t === 0 ? 0 : ld32(t + PyAsyncMethods.am_anext);
  if (f === 0) return typeError(`'${typeName(it)}' object is not an async iterator`);
  const awaitable = call1(f, it) as Owned;
  if (awaitable === 0 || fallback === 0) return awaitable;
  const r = newAnextAwaitable(awaitable, fallback);
  decref(awaitable);
  return r;
}
let newAnextAwaitable: (awaitable: Borrowed, fallback: Borrowed) => Owned = () => NULL;
/** The maker of what `anext(it, default)` returns; installed by that type's file. */
export function setAnextAwaitable(f: typeof newAnextAwaitable): void {
  newAnextAwaitable = f;
}
