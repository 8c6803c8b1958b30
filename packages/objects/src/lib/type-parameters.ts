/** Type variables in the arguments of generic aliases and unions: finding them, and putting arguments in their places. */
import { type Borrowed, ldAddr, NULL, type Owned, PyTypeObject } from '@tyston/memory';
import { call, getItem, isTrue, lookupAttr, repr } from '../core/abstract.js';
import { errOccurred, typeError } from '../core/errors.js';
import { intern } from '../core/intern.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { jsStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { Ellipsis, None, T } from '../core/wellknown.js';

const isClass = (o: Borrowed) => isInstance(o, T.type);
const isTuple = (o: Borrowed) => isInstance(o, T.tuple);

function items(t: Borrowed): Borrowed[] {
  const out: Borrowed[] = [];
  for (let i = 0; i < tupleLength(t); i++) out.push(tupleItem(t, i));
  return out;
}
/** A tuple of what a list owns. */
const tupleOf = (owned: readonly Owned[]): Owned => newTuple(...owned);
/** Gives back what a list owns, after an exception. */
function drop(owned: readonly Owned[]): null {
  for (const o of owned) decref(o);
  return null;
}
/** An attribute that is a tuple: NULL without an exception when there is none, null with one. */
function tupleAttr(o: Borrowed, name: string): Owned | null {
  const v = lookupAttr(o, intern(name));
  if (v === 0) return errOccurred() ? null : NULL;
  if (isTuple(v)) return v;
  decref(v);
  return NULL;
}

/** The type variables in `args`, each once, in order of appearance. NULL with an exception. */
export function collectParameters(args: Borrowed): Owned {
  const found: Owned[] = [];
  const add = (p: Borrowed) => {
    if (!found.includes(p as Owned)) found.push(newRef(p));
  };
  for (const arg of items(args)) {
    // A class has the descriptor of its instances' __parameters__.
    if (isClass(arg)) continue;
    const subst = lookupAttr(arg, intern('__typing_subst__'));
    if (subst !== 0) {
      decref(subst);
      add(arg);
      continue;
    }
    const inner = errOccurred() ? null : tupleAttr(arg, '__parameters__');
    if (inner === null) {
      drop(found);
      return NULL;
    }
    if (inner === 0) continue;
    for (const p of items(inner)) add(p);
    decref(inner);
  }
  return tupleOf(found);
}

/** What stands in the brackets, with `*tuple[int, str]` taken apart. NULL with an exception. */
function unpacked(item: Borrowed): Owned {
  const out: Owned[] = [];
  for (const arg of isTuple(item) ? items(item) : [item]) {
    const inner = isClass(arg) ? NULL : tupleAttr(arg, '__typing_unpacked_tuple_args__');
    if (inner === null) {
      drop(out);
      return NULL;
    }
    const open = inner !== 0 && items(inner).at(-1) === Ellipsis;
    if (inner === 0 || open) out.push(newRef(arg));
    else for (const x of items(inner)) out.push(newRef(x));
    xdecref(inner);
  }
  return tupleOf(out);
}
/** Lets the parameters make ready what is given for them: a TypeVarTuple gathers its part. Steals `given`. */
function prepared(self: Borrowed, parameters: Borrowed, given: Owned): Owned {
  for (const parameter of items(parameters)) {
    const prepare = lookupAttr(parameter, intern('__typing_prepare_subst__'));
    if (prepare === 0 && errOccurred()) {
      decref(given);
      return NULL;
    }
    if (prepare === 0) continue;
    if (prepare !== None) {
      const next = call(prepare, self, given);
      decref(given);
      if (next === 0) {
        decref(prepare);
        return NULL;
      }
      given = isTuple(next) ? next : newTuple(next);
    }
    decref(prepare);
  }
  return given;
}
/** `arg[…]` with what is given for those of its parameters that are ours. NULL with an exception. */
function substituteInside(arg: Borrowed, parameters: readonly Borrowed[], given: readonly Borrowed[]): Owned {
  const inner = tupleAttr(arg, '__parameters__');
  if (inner === null) return NULL;
  if (inner === 0) return newRef(arg);
  const chosen: Owned[] = [];
  for (const p of items(inner)) {
    const at = parameters.indexOf(p);
    const value = at < 0 ? p : given[at]!;
    // A TypeVarTuple, which can be iterated over, stands for any number of arguments.
    if (at >= 0 && isTuple(value) && ldAddr(typeOf(p) + PyTypeObject.tp_iter) !== 0)
      for (const x of items(value)) chosen.push(newRef(x));
    else chosen.push(newRef(value));
  }
  const empty = tupleLength(inner) === 0;
  decref(inner);
  if (empty) return newRef(arg);
  const key = tupleOf(chosen);
  const r = getItem(arg, key);
  decref(key);
  return r;
}
/** What replaces one argument. NULL with an exception. */
function substituteOne(arg: Borrowed, parameters: readonly Borrowed[], given: readonly Borrowed[]): Owned {
  const subst = lookupAttr(arg, intern('__typing_subst__'));
  if (subst === 0) return errOccurred() ? NULL : substituteInside(arg, parameters, given);
  const at = parameters.indexOf(arg);
  const r = at < 0 ? newRef(arg) : call(subst, given[at]!);
  decref(subst);
  return r;
}
/** Is it `*Ts`? Its substitute is a tuple whose items take its place. -1 with an exception. */
function isUnpackedVariables(arg: Borrowed): number {
  const flag = lookupAttr(arg, intern('__typing_is_unpacked_typevartuple__'));
  if (flag === 0) return errOccurred() ? -1 : 0;
  const r = isTrue(flag);
  decref(flag);
  return r;
}

/** The arguments of `self[item]`: `args` with what is given for the parameters. NULL with an exception. */
export function substituteParameters(
  self: Borrowed,
  args: Borrowed,
  parameters: Borrowed,
  item: Borrowed,
): Owned {
  const n = tupleLength(parameters);
  if (n === 0) return complain(self, (text) => `${text} is not a generic class`);
  const taken = unpacked(item);
  const given = taken === 0 ? NULL : prepared(self, parameters, taken);
  if (given === 0) return NULL;
  const have = tupleLength(given);
  const out = have === n ? replaceAll(items(args), items(parameters), items(given)) : null;
  decref(given);
  if (have === n) return out === null ? NULL : tupleOf(out);
  const amount = have < n ? 'few' : 'many';
  return complain(self, (text) => `Too ${amount} arguments for ${text}; actual ${have}, expected ${n}`);
}
function replaceAll(
  args: readonly Borrowed[],
  parameters: readonly Borrowed[],
  given: readonly Borrowed[],
): Owned[] | null {
  const out: Owned[] = [];
  for (const arg of args) {
    if (isClass(arg)) {
      out.push(newRef(arg));
      continue;
    }
    const unpack = isUnpackedVariables(arg);
    const value = unpack < 0 ? NULL : substituteOne(arg, parameters, given);
    if (value === 0) return drop(out);
    if (unpack === 1 && isTuple(value)) {
      for (const x of items(value)) out.push(newRef(x));
      decref(value);
    } else out.push(value);
  }
  return out;
}
function complain(self: Borrowed, message: (text: string) => string): Owned {
  const text = repr(self);
  if (text === 0) return NULL;
  typeError(message(jsStr(text)));
  decref(text);
  return NULL;
}
