/**
 * Calls of special methods on behalf of slots: by the type, past the instance. The commonest way from built-in code into Python, so it
 * makes no object of JavaScript's.
 */
import { type Borrowed, ld32, NULL, type Owned, PyTypeObject } from '@tyston/memory';
import { popArgs, pushArgs, setArg, vectorcall } from './call.js';
import { setError } from './errors.js';
import { call3 } from './functions.js';
import { type ConstantName, constantName, handleOf } from './intern.js';
import { typeLookup } from './lookup.js';
import { decref, newRef, typeOf } from './refcount.js';
import { T } from './wellknown.js';

/** What `lookupMethod` says where the type has no such method. (No handle is −1.) */
export const MISSING = -1 as Owned;
/** Does the method that was looked up last want self as its first argument? To be asked before anything else runs. */
let takesSelf = false;

/**
 * The special method as the type has it: a Python function or the like as it is, anything else bound. New reference, MISSING, or NULL
 * with an exception of its `__get__`.
 */
export function lookupMethod(self: Borrowed, name: ConstantName): Owned {
  const f = typeLookup(typeOf(self), handleOf(name));
  if (f === 0) return MISSING;
  const tp = typeOf(f);
  takesSelf = tp === T.function || tp === T.method_descriptor || tp === T.wrapper_descriptor;
  if (takesSelf) return newRef(f);
  const get = ld32(tp + PyTypeObject.tp_descr_get);
  if (get === 0) return newRef(f);
  const bound = call3(get, f, self, typeOf(self)) as Owned;
  takesSelf = false;
  return bound;
}

export const NO_ARGUMENT = 0 as Borrowed;

/** Calls what `lookupMethod` has just found with `n` arguments, at most two; steals it. */
export function callFound(f: Owned, self: Borrowed, n: number, a: Borrowed, b: Borrowed): Owned {
  if (f === 0) return NULL;
  const first = takesSelf ? 1 : 0;
  const at = pushArgs(n + first);
  if (takesSelf) setArg(at, 0, self);
  if (n > 0) setArg(at, first, a);
  if (n > 1) setArg(at, first + 1, b);
  const r = vectorcall(f, at, n + first, 0 as Borrowed);
  popArgs(at);
  decref(f);
  return r;
}

/** Calls `type(self).name(self, …)`; AttributeError when there is none (a slot is only set where there is one). */
function callWith(self: Borrowed, name: ConstantName, n: number, a: Borrowed, b: Borrowed): Owned {
  const f = lookupMethod(self, name);
  return f === MISSING ? setError(T.AttributeError, name.text) : callFound(f, self, n, a, b);
}
export const callMethod0 = (self: Borrowed, name: ConstantName): Owned =>
  callWith(self, name, 0, NO_ARGUMENT, NO_ARGUMENT);
export const callMethod1 = (self: Borrowed, name: ConstantName, a: Borrowed): Owned =>
  callWith(self, name, 1, a, NO_ARGUMENT);
export const callMethod2 = (self: Borrowed, name: ConstantName, a: Borrowed, b: Borrowed): Owned =>
  callWith(self, name, 2, a, b);

const names = new Map<string, ConstantName>();
/** The ConstantName of a special method, one for each. */
export function special(name: string): ConstantName {
  let n = names.get(name);
  if (n === undefined) names.set(name, (n = constantName(name)));
  return n;
}
