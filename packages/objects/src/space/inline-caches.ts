/**
 * What a site's cache holds when its code is translated, as JavaScript: the same compares that names.ts makes, with what is compared as
 * literals. When they fail the translation asks as before, so nothing here need ever be taken back.
 */
import type { InlineCache } from '@tyston/interp';
import {
  PreHeader,
  PyDictObject,
  PyObject,
  PyTupleObject,
  PyTypeObject,
  PyVarObject,
  views,
} from '@tyston/memory';
import { DictKeys } from '../core/dict-keys.js';
import { MethodWrapper } from '../core/method-objects.js';
import { ModuleObject } from '../core/module-object.js';
import { T } from '../core/wellknown.js';
import {
  K_CLASS,
  K_CLASS_METHOD,
  K_INLINE,
  K_INSTANCE_CLASS_METHOD,
  K_INSTANCE_STATIC_METHOD,
  K_METHOD,
  K_MODULE,
  K_PLAIN_CLASS,
  K_PLAIN_METHOD,
  K_SLOT,
  K_STATIC_METHOD,
  K_TYPE,
} from './cache-kinds.js';
import { inlineCall } from './call-caches.js';

/** A 32-bit word of the window at an address. */
const at = (address: string) => `I32[(${address}) >>> 2]`;
const field = (object: string, offset: number) => at(`${object} + ${offset}`);
const constantAt = (address: number) => `I32[${address >>> 2}]`;
const keysVersion = (dict: string) => field(field(dict, PyDictObject.ma_keys), DictKeys.version);

export function inlineCaches(): InlineCache {
  const { I32 } = views();
  const isType = (tag: number) =>
    `${field(field('x', PyObject.ob_type), PyTypeObject.tp_version_tag)} === ${tag}`;
  const hasShape = (shape: number) => `${field('x', PreHeader.MANAGED_SHAPE)} === ${shape}`;

  /** A test of x and a place: what stands there is the value, if it is not 0. */
  function place(cache: number): { test: string; place: string } | null {
    const tag = I32[cache]!;
    const second = I32[cache + 1]!;
    const k = I32[cache + 2]!;
    const offset = k >>> 8;
    switch (k & 255) {
      case K_INLINE:
        return { test: `${isType(tag)} && ${hasShape(second)}`, place: field('x', offset) };
      case K_SLOT:
        return { test: isType(tag), place: field('x', offset) };
      case K_MODULE:
        return {
          test: `${isType(tag)} && ${keysVersion(field('x', ModuleObject.md_dict))} === ${second}`,
          place: constantAt(I32[cache + 3]!),
        };
    }
    return null;
  }
  /** A test of x, and an object that is the value then. */
  function constant(cache: number): { test: string; object: number; binds: boolean } | null {
    const tag = I32[cache]!;
    const second = I32[cache + 1]!;
    const object = I32[cache + 3]!;
    switch (I32[cache + 2]! & 255) {
      case K_CLASS:
        return { test: `${isType(tag)} && ${hasShape(second)}`, object, binds: false };
      case K_PLAIN_CLASS:
        return { test: isType(tag), object, binds: false };
      case K_TYPE:
        return {
          test: `${isType(tag)} && ${field('x', PyTypeObject.tp_version_tag)} === ${second}`,
          object,
          binds: false,
        };
      case K_METHOD:
        return { test: `${isType(tag)} && ${hasShape(second)}`, object, binds: true };
      case K_PLAIN_METHOD:
        return { test: isType(tag), object, binds: true };
    }
    return null;
  }
  /** A test of x that leaves what a classmethod or staticmethod wraps in `t`, and what is bound to it. */
  function wrapped(cache: number): { test: string; self: string } | null {
    const tag = I32[cache]!;
    const second = I32[cache + 1]!;
    const function_ = `(t = ${constantAt(I32[cache + 3]! + MethodWrapper.cm_callable)}) !== 0`;
    const isFunction = `${function_} && ${field('t', PyObject.ob_type)} === ${T.function}`;
    const isClass = `${isType(tag)} && ${field('x', PyTypeObject.tp_version_tag)} === ${second}`;
    switch (I32[cache + 2]) {
      case K_CLASS_METHOD:
        return { test: `${isClass} && ${isFunction}`, self: 'x' };
      case K_STATIC_METHOD:
        return { test: `${isClass} && ${function_}`, self: '' };
      case K_INSTANCE_CLASS_METHOD:
        return {
          test: `${isType(tag)} && ${hasShape(second)} && ${isFunction}`,
          self: field('x', PyObject.ob_type),
        };
      case K_INSTANCE_STATIC_METHOD:
        return { test: `${isType(tag)} && ${hasShape(second)} && ${function_}`, self: '' };
    }
    return null;
  }
  return {
    load(cache) {
      const p = place(cache);
      if (p !== null) return { test: `${p.test} && (v = ${p.place}) !== 0`, does: 'I32[v >>> 2]++;' };
      const c = constant(cache);
      return c === null || c.binds
        ? null
        : { test: c.test, does: `v = ${c.object}; ${constantAt(c.object)}++;` };
    },
    method(cache, to) {
      const p = place(cache);
      if (p !== null)
        return { test: `${p.test} && (t = ${p.place}) !== 0`, does: `I32[t >>> 2]++; I32[${to}] = t;` };
      const w = wrapped(cache);
      if (w !== null) {
        const self = w.self === '' ? '' : ` t = ${w.self}; I32[${to} + 2] = t; I32[t >>> 2]++;`;
        return { test: w.test, does: `I32[${to}] = t; I32[t >>> 2]++;${self}` };
      }
      const c = constant(cache);
      if (c === null) return null;
      const self = c.binds ? ` I32[${to} + 2] = x; I32[x >>> 2]++;` : '';
      return { test: c.test, does: `I32[${to}] = ${c.object}; ${constantAt(c.object)}++;${self}` };
    },
    store(cache) {
      const p = (I32[cache + 2]! & 255) === K_INLINE ? place(cache) : null;
      if (p === null) return null;
      const { test, place: word } = p;
      return { test, does: `I32[t >>> 2]++; old = ${word}; ${word} = t; decref(old);` };
    },
    global(cache) {
      if (I32[cache] === 0) return null;
      const mine = `${keysVersion('I32[fp + GLOBALS]')} === ${I32[cache]}`;
      if (I32[cache + 1] !== 0)
        return { test: `${mine} && (v = ${constantAt(I32[cache + 1]!)}) !== 0`, does: 'I32[v >>> 2]++;' };
      const builtin = `${keysVersion('I32[fp + BUILTINS]')} === ${I32[cache + 2]}`;
      return {
        test: `${mine} && ${builtin} && (v = ${constantAt(I32[cache + 3]!)}) !== 0`,
        does: 'I32[v >>> 2]++;',
      };
    },
    unpack: (n) => ({
      test: `${field('x', PyObject.ob_type)} === ${T.tuple} && ${field('x', PyVarObject.ob_size)} === ${n}`,
      item: (i) => field('x', PyTupleObject.ob_item + 8 * i),
    }),
    call: (cache, base, argc) => (I32[cache] === 0 ? inlineCall(I32[cache + 1]!, base, argc) : null),
  };
}
