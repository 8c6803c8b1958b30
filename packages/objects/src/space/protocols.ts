/** The protocols behind statements: `with`, `async`, `yield from`, `match`. */
import type { Protocols } from '@tyston/interp';
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyAsyncMethods,
  PyTypeObject,
  TypeFlags,
} from '@tyston/memory'; // prettier-ignore
import {
  call,
  callMethod,
  getAttr,
  getIter,
  isInstanceOf,
  isIterator,
  lookupAttr,
  lookupSpecial,
  typeName,
} from '../core/abstract.js';
import { hasFlag } from '../core/alloc.js';
import { newAsyncGenWrappedValue } from '../core/async-gen-wrap.js';
import { dictGet } from '../core/dict.js';
import { errMatches, errOccurred, setError, typeError, valueError } from '../core/errors.js';
import { replacePending } from '../core/exception.js';
import { call1 } from '../core/functions.js';
import { generatorAwaits } from '../core/generator-hook.js';
import { intern } from '../core/intern.js';
import { shortName } from '../core/names.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { setAdd, setContains } from '../core/set.js';
import { State } from '../core/state.js';
import { jsStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { None, T } from '../core/wellknown.js';
import { asyncSlot, awaitableIter } from '../lib/awaitable.js';

const B = (p: number) => p as Borrowed;
const _CO_ITERABLE_COROUTINE = 0x100;

export function makeProtocols(): Protocols {
  function lookupManager(m: Borrowed, name: string, other: string, isAsync: boolean, missed: string): Owned {
    const f = lookupSpecial(m, name);
    if (f !== 0 || errOccurred()) return f;
    const what = isAsync ? 'asynchronous context manager' : 'context manager';
    void other;
    return typeError(`'${typeName(m)}' object does not support the ${what} protocol${missed}`);
  }

  function matchClass(x: number, cls: number, positional: number, names: number): number {
    const c = B(cls);
    if (!isInstance(c, T.type)) return typeError('called match pattern must be a type');
    const is = isInstanceOf(B(x), c);
    if (is < 0) return 0;
    if (is === 0) return newRef(None);
    const attrs: Owned[] = [];
    const seen = new Set<string>();
    const fail = (r: Owned): Owned => {
      for (const a of attrs) decref(a);
      return r;
    };
    const take = (name: Borrowed): Owned | null => {
      const text = jsStr(name);
      if (seen.has(text)) {
        typeError(`${shortName(c)}() got multiple sub-patterns for attribute '${text}'`);
        return null;
      }
      seen.add(text);
      const v = lookupAttr(B(x), name);
      if (v === 0 && errOccurred()) return null;
      return v;
    };
    if (positional > 0) {
      let matchArgs = lookupAttr(c, intern('__match_args__'));
      let matchSelf = false;
      if (matchArgs !== 0) {
        if (typeOf(matchArgs) !== T.tuple) {
          const n = typeName(matchArgs);
          decref(matchArgs);
          return fail(typeError(`${shortName(c)}.__match_args__ must be a tuple (got ${n})`));
        }
      } else {
        if (errOccurred()) return 0;
        matchArgs = newTuple();
        matchSelf = hasFlag(c, TypeFlags.MATCH_SELF);
      }
      const allowed = matchSelf ? 1 : tupleLength(matchArgs);
      if (allowed < positional) {
        decref(matchArgs);
        return fail(
          typeError(
            `${shortName(c)}() accepts ${allowed} positional sub-pattern${allowed === 1 ? '' : 's'} (${positional} given)`,
          ),
        );
      }
      if (matchSelf) attrs.push(newRef(B(x)));
      else {
        for (let i = 0; i < positional; i++) {
          const name = tupleItem(matchArgs, i);
          if (!isInstance(name, T.str)) {
            const n = typeName(name);
            decref(matchArgs);
            return fail(typeError(`__match_args__ elements must be strings (got ${n})`));
          }
          const v = take(name);
          if (v === null || v === 0) {
            decref(matchArgs);
            return fail(v === null ? NULL : newRef(None));
          }
          attrs.push(v);
        }
      }
      decref(matchArgs);
    }
    for (let i = 0; i < tupleLength(B(names)); i++) {
      const v = take(tupleItem(B(names), i));
      if (v === null) return fail(NULL);
      if (v === 0) return fail(newRef(None));
      attrs.push(v);
    }
    return newTuple(...attrs);
  }

  function matchKeys(x: number, keys: number): number {
    const n = tupleLength(B(keys));
    if (n === 0) return newTuple();
    const get = getAttr(B(x), intern('get'));
    if (get === 0) return 0;
    const seen = call(T.set);
    const dummy = call(T.object);
    const values: Owned[] = [];
    let result: Owned = NULL;
    let ok = true;
    for (let i = 0; i < n && ok; i++) {
      const key = tupleItem(B(keys), i);
      const dup = setAddChecked(seen, key);
      if (dup !== 0) {
        if (dup > 0) {
          const r = callMethod(key, '__repr__');
          valueError(`mapping pattern checks duplicate key (${r === 0 ? '?' : jsStr(r)})`);
          if (r !== 0) decref(r);
        }
        ok = false;
        break;
      }
      const v = call(get, key, dummy);
      if (v === 0) {
        ok = false;
        break;
      }
      if (v === dummy) {
        decref(v);
        result = newRef(None);
        ok = false;
        break;
      }
      values.push(v);
    }
    decref(get);
    decref(seen);
    decref(dummy);
    if (!ok) {
      for (const v of values) decref(v);
      return result;
    }
    return newTuple(...values);
  }
  function setAddChecked(set: Borrowed, key: Borrowed): number {
    const c = setContains(set, key);
    if (c !== 0) return c;
    return setAdd(set, key) < 0 ? -1 : 0;
  }

  return {
    lookupEnter: (m, isAsync) => {
      const enter = isAsync ? '__aenter__' : '__enter__';
      return lookupManager(B(m), enter, '', isAsync, '');
    },
    lookupExit: (m, isAsync) => {
      const exit = isAsync ? '__aexit__' : '__exit__';
      return lookupManager(B(m), exit, '', isAsync, ` (missed ${exit} method)`);
    },
    getAwaitable: (x, where) => {
      const it = awaitableIter(B(x));
      if (it === 0) {
        if (
          where !== 0 &&
          errMatches(T.TypeError) &&
          asyncSlot(typeOf(B(x)), PyAsyncMethods.am_await) === 0
        ) {
          typeError(
            `'async with' received an object from ${where === 1 ? '__aenter__' : '__aexit__'} that does not implement __await__: ${typeName(B(x))}`,
          );
        }
        return 0;
      }
      if (typeOf(it) === T.coroutine) {
        const waiting = generatorAwaits(it);
        if (waiting !== 0) {
          decref(waiting);
          decref(it);
          return setError(T.RuntimeError, 'coroutine is being awaited already');
        }
      }
      return it;
    },
    getAsyncIter: (x) => {
      const f = asyncSlot(typeOf(B(x)), PyAsyncMethods.am_aiter);
      if (f === 0)
        return typeError(`'async for' requires an object with __aiter__ method, got ${typeName(B(x))}`);
      const it = call1(f, x) as Owned;
      if (it === 0) return 0;
      if (asyncSlot(typeOf(it), PyAsyncMethods.am_anext) === 0) {
        const n = typeName(it);
        decref(it);
        return typeError(
          `'async for' received an object from __aiter__ that does not implement __anext__: ${n}`,
        );
      }
      return it;
    },
    getAsyncNext: (it) => {
      const tp = typeOf(B(it));
      const f = asyncSlot(tp, PyAsyncMethods.am_anext);
      if (f === 0)
        return typeError(`'async for' requires an iterator with __anext__ method, got ${typeName(B(it))}`);
      const next = call1(f, it) as Owned;
      if (next === 0 || tp === T.async_generator) return next;
      const awaitable = awaitableIter(next);
      if (awaitable === 0) {
        const n = typeName(next);
        replacePendingCause(T.TypeError, `'async for' received an invalid object from __anext__: ${n}`);
      }
      decref(next);
      return awaitable;
    },
    yieldFromIter: (x, canAwait) => {
      const tp = typeOf(B(x));
      if (tp === T.coroutine) {
        if (!canAwait)
          return typeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
        return newRef(B(x));
      }
      return tp === T.generator ? newRef(B(x)) : getIter(B(x));
    },
    isGenerator: (x) => {
      const tp = typeOf(B(x));
      return tp === T.generator || tp === T.coroutine;
    },
    send: (it, value) => {
      const tp = typeOf(B(it));
      if (value === None && isIterator(B(it))) return call1(ld32(tp + PyTypeObject.tp_iternext), it);
      return callMethod(B(it), 'send', B(value));
    },
    wrapAsyncYield: (value) => newAsyncGenWrappedValue(value as Owned),
    isSequence: (x) => hasFlag(typeOf(B(x)), TypeFlags.SEQUENCE),
    isMapping: (x) => hasFlag(typeOf(B(x)), TypeFlags.MAPPING),
    matchClass,
    matchKeys,
    printExpression: (x) => {
      const sys = ldPtr(State.SYS_DICT);
      const hook = dictGet(sys, intern('displayhook'));
      if (hook === 0) {
        setError(T.RuntimeError, 'lost sys.displayhook');
        return -1;
      }
      const r = call(hook, B(x));
      if (r === 0) return -1;
      decref(r);
      return 0;
    },
  };
}
function replacePendingCause(type: Borrowed, message: string): void {
  replacePending(type, message);
}
