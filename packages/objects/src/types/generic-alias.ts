/** types.GenericAlias (`list[int]`, PEP 585) and types.UnionType (`int | str`, PEP 604). */
import {
  type Borrowed,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  PyNumberMethods,
  PyObject,
  st8,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  binary,
  call,
  callObject,
  compareBool,
  contains,
  getAttr,
  getItem,
  hash,
  hashHigh,
  isInstanceOf,
  isSubclassOf,
  isTrue,
  lookupAttr,
  Py_EQ,
  Py_NE,
  repr,
  setAttr,
  setClassGetItem,
  setHashHigh,
} from '../core/abstract.js';
import { allocInstance, newGc } from '../core/alloc.js';
import { checkPositional } from '../core/args.js';
import { builtin } from '../core/builtin-hook.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { errClear, errMatches, errOccurred, typeError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { clearWeakReferences, finishDealloc } from '../core/instance.js';
import { newBool } from '../core/int.js';
import { intern } from '../core/intern.js';
import { listAppend } from '../core/list.js';
import { genericGetAttr } from '../core/object.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { newFrozenSet, setAdd } from '../core/set.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { setUnionOr } from '../core/union-hook.js';
import { Ellipsis, False, None, NotImplemented, T, True } from '../core/wellknown.js';
import { clearableFieldSlots, clearField } from '../lib/object-life.js';

const A = struct('gaobject', PyObject, {
  origin: 'ptr',
  args: 'ptr',
  parameters: 'ptr',
  weakreflist: 'ptr',
  starred: 'u8',
  vectorcall: 'ptr',
});

const isAlias = (o: Borrowed) => isInstance(o, T.GenericAlias);

/** How a type shows inside an alias: `int`, `collections.abc.Sequence`, `...`, or a repr. */
function itemText(p: Borrowed): string | null {
  if (p === Ellipsis) return '...';
  if (p === None) return null;
  if (typeOf(p) === T.GenericAlias) return reprJs(p);
  const origin = lookupAttr(p, intern('__origin__'));
  const args = origin === 0 ? NULL : lookupAttr(p, intern('__args__'));
  const generic = origin !== 0 && args !== 0;
  xdecref(origin);
  xdecref(args);
  if (errOccurred()) errClear();
  if (generic) return reprJs(p);
  const qual = lookupAttr(p, intern('__qualname__'));
  const mod = lookupAttr(p, intern('__module__'));
  let text: string | null;
  if (qual === 0 || mod === 0 || mod === None || !isInstance(qual, T.str)) {
    errClear();
    text = reprJs(p);
  } else {
    const m = isInstance(mod, T.str) ? jsStr(mod) : '';
    text = m === 'builtins' ? jsStr(qual) : `${m}.${jsStr(qual)}`;
  }
  xdecref(qual);
  xdecref(mod);
  return text;
}
function reprJs(o: Borrowed): string | null {
  const r = repr(o);
  if (r === 0) return null;
  const s = jsStr(r);
  decref(r);
  return s;
}
function noneAware(p: Borrowed): string | null {
  return p === None ? 'None' : itemText(p);
}
const originOf = (a: Borrowed) => ldPtr(a + A.origin);
const argsOf = (a: Borrowed) => ldPtr(a + A.args);

function aliasRepr(a: Borrowed): Owned {
  const o = itemText(originOf(a));
  if (o === null) return NULL;
  const parts: string[] = [];
  const args = argsOf(a);
  for (let i = 0; i < tupleLength(args); i++) {
    const p = tupleItem(args, i);
    let t: string | null;
    if (isInstance(p, T.list)) t = listText(p);
    else t = noneAware(p);
    if (t === null) return NULL;
    parts.push(t);
  }
  return newStr(`${ld8(a + A.starred) ? '*' : ''}${o}[${parts.length === 0 ? '()' : parts.join(', ')}]`);
}
function listText(l: Borrowed): string | null {
  const t = call(T.tuple, l);
  if (t === 0) return null;
  const parts: string[] = [];
  for (let i = 0; i < tupleLength(t); i++) {
    const s = noneAware(tupleItem(t, i));
    if (s === null) return null;
    parts.push(s);
  }
  decref(t);
  return `[${parts.join(', ')}]`;
}

const isTypeVarLike = (o: Borrowed): boolean => {
  const f = lookupAttr(o, intern('__typing_subst__'));
  if (f === 0) {
    errClear();
    return false;
  }
  decref(f);
  return !isInstance(o, T.type);
};
/** The type variables in `args`, each once, in order of appearance. */
export function collectParameters(args: Borrowed): Owned {
  const out: Borrowed[] = [];
  const add = (p: Borrowed) => {
    if (!out.some((x) => x === p)) out.push(p);
  };
  for (let i = 0; i < tupleLength(args); i++) {
    const t = tupleItem(args, i);
    if (isInstance(t, T.type)) continue;
    if (isTypeVarLike(t)) add(t);
    else {
      const sub = lookupAttr(t, intern('__parameters__'));
      if (sub === 0) {
        errClear();
        continue;
      }
      if (isInstance(sub, T.tuple)) for (let k = 0; k < tupleLength(sub); k++) add(tupleItem(sub, k));
      decref(sub);
    }
  }
  return newTuple(...out.map((p) => newRef(p)));
}
function parametersOf(a: Borrowed): Borrowed {
  let p = ldPtr(a + A.parameters);
  if (p === 0) {
    p = collectParameters(argsOf(a));
    stPtr(a + A.parameters, p);
  }
  return p;
}

/** Substitutes type variables: `alias[items]` (PEP 646's substitution protocol). */
function substitute(self: Borrowed, args: Borrowed, parameters: Borrowed, item: Borrowed): Owned {
  const n = tupleLength(parameters);
  if (n === 0) {
    const r = reprJs(self);
    return r === null ? NULL : typeError(`${r} is not a generic class`);
  }
  let items: Owned = isInstance(item, T.tuple) ? newRef(item) : newTuple(newRef(item));
  items = unpackItems(items);
  if (items === 0) return NULL;
  for (let i = 0; i < n; i++) {
    const prep = lookupAttr(tupleItem(parameters, i), intern('__typing_prepare_subst__'));
    if (prep === 0) {
      if (errOccurred()) errClear();
      continue;
    }
    if (prep === None) {
      decref(prep);
      continue;
    }
    const r = call(prep, self, items);
    decref(prep);
    decref(items);
    if (r === 0) return NULL;
    items = isInstance(r, T.tuple) ? r : newTuple(r);
  }
  if (tupleLength(items) !== n) {
    const few = tupleLength(items) < n;
    const given = tupleLength(items);
    decref(items);
    const r = reprJs(self);
    return r === null
      ? NULL
      : typeError(`Too ${few ? 'few' : 'many'} arguments for ${r}; actual ${given}, expected ${n}`);
  }
  const out: Owned[] = [];
  for (let i = 0; i < tupleLength(args); i++) {
    const arg = tupleItem(args, i);
    if (isInstance(arg, T.type)) {
      out.push(newRef(arg));
      continue;
    }
    const index = indexIn(parameters, arg);
    let value: Owned;
    if (index >= 0) {
      const subst = getAttr(arg, intern('__typing_subst__'));
      if (subst === 0) return NULL;
      value = call(subst, tupleItem(items, index));
      decref(subst);
      if (value === 0) return NULL;
      const isTuple = isInstance(value, T.tuple);
      if (isTuple && isUnpackable(arg)) {
        for (let k = 0; k < tupleLength(value); k++) out.push(newRef(tupleItem(value, k)));
        decref(value);
        continue;
      }
    } else {
      const sub = lookupAttr(arg, intern('__parameters__'));
      if (sub === 0 || !isInstance(sub, T.tuple) || tupleLength(sub) === 0) {
        errClear();
        xdecref(sub);
        out.push(newRef(arg));
        continue;
      }
      const chosen: Owned[] = [];
      for (let k = 0; k < tupleLength(sub); k++) {
        const at = indexIn(parameters, tupleItem(sub, k));
        chosen.push(newRef(at >= 0 ? tupleItem(items, at) : tupleItem(sub, k)));
      }
      decref(sub);
      const key = newTuple(...chosen);
      value = getItem(arg, key);
      decref(key);
      if (value === 0) return NULL;
    }
    out.push(value);
  }
  decref(items);
  return newTuple(...out);
}
function isUnpackable(arg: Borrowed): boolean {
  const u = lookupAttr(arg, intern('__typing_is_unpacked_typevartuple__'));
  if (u === 0) {
    errClear();
    return false;
  }
  const t = isTrue(u) === 1;
  decref(u);
  return t;
}
function indexIn(t: Borrowed, o: Borrowed): number {
  for (let i = 0; i < tupleLength(t); i++) if (tupleItem(t, i) === o) return i;
  return -1;
}
/** Replaces `*tuple[…]` among items by its arguments. Steals. */
function unpackItems(items: Owned): Owned {
  const out: Owned[] = [];
  for (let i = 0; i < tupleLength(items); i++) {
    const x = tupleItem(items, i);
    const sub = isInstance(x, T.type) ? NULL : lookupAttr(x, intern('__typing_unpacked_tuple_args__'));
    if (sub === 0) {
      errClear();
      out.push(newRef(x));
      continue;
    }
    if (
      sub !== None &&
      isInstance(sub, T.tuple) &&
      !(tupleLength(sub) > 0 && tupleItem(sub, tupleLength(sub) - 1) === Ellipsis)
    ) {
      for (let k = 0; k < tupleLength(sub); k++) out.push(newRef(tupleItem(sub, k)));
    } else out.push(newRef(x));
    decref(sub);
  }
  decref(items);
  return newTuple(...out);
}

/** A new alias; borrows. `args` may be one item or a tuple. */
export function newGenericAlias(origin: Borrowed, args: Borrowed): Owned {
  const a = newGc(T.GenericAlias, A.size);
  fill(a, origin, args);
  gcTrack(a);
  return a;
}
function fill(a: Borrowed, origin: Borrowed, args: Borrowed): void {
  stPtr(a + A.origin, newRef(origin));
  stPtr(a + A.args, isInstance(args, T.tuple) ? newRef(args) : newTuple(newRef(args)));
  stPtr(a + A.parameters, 0);
  stPtr(a + A.weakreflist, 0);
  st8(a + A.starred, 0);
  stPtr(a + A.vectorcall, 0);
}
setClassGetItem(newGenericAlias);

/** Attributes of the alias itself; all others come from the origin. */
const OWN = new Set([
  '__class__',
  '__bases__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
]); // prettier-ignore
const BLOCKED = new Set(['__bases__', '__copy__', '__deepcopy__']);

function aliasGetattro(a: Borrowed, name: Borrowed): Owned {
  if (isInstance(name, T.str)) {
    const n = jsStr(name);
    if (BLOCKED.has(n) || !OWN.has(n)) {
      if (!n.startsWith('__') || !n.endsWith('__') || !OWN.has(n)) {
        if (!BLOCKED.has(n)) return getAttr(originOf(a), name);
      }
    }
  }
  return genericGetAttr(a, name);
}
function aliasCall(a: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const o = callObject(originOf(a), args, kwargs);
  if (o !== 0 && setAttr(o, intern('__orig_class__'), a) < 0) {
    if (!errMatches(T.AttributeError) && !errMatches(T.TypeError)) {
      decref(o);
      return NULL;
    }
    errClear();
  }
  return o;
}
function aliasCompare(a: Borrowed, b: Borrowed, op: number): Owned {
  if ((op !== Py_EQ && op !== Py_NE) || !isAlias(a) || !isAlias(b)) return newRef(NotImplemented);
  if (ld8(a + A.starred) !== ld8(b + A.starred)) return newRef(op === Py_EQ ? False : True);
  let eq = compareBool(originOf(a), originOf(b), Py_EQ);
  if (eq === 1) eq = compareBool(argsOf(a), argsOf(b), Py_EQ);
  return eq < 0 ? NULL : newRef((eq === 1) === (op === Py_EQ) ? True : False);
}
function getitem(a: Borrowed, item: Borrowed): Owned {
  const args = substitute(a, argsOf(a), parametersOf(a), item);
  if (args === 0) return NULL;
  const r = newGenericAlias(originOf(a), args);
  if (r !== 0) st8(r + A.starred, ld8(a + A.starred));
  decref(args);
  return r;
}
function newAliasIterator(a: Borrowed): Owned {
  const it = newGc(T.generic_alias_iterator, I.size);
  stPtr(it + I.obj, newRef(a));
  gcTrack(it);
  return it;
}
/** A starred alias is what an iterator over the plain one gives. */
function reduceAlias(a: Borrowed): Owned {
  if (!ld8(a + A.starred))
    return newTuple(newRef(T.GenericAlias), newTuple(newRef(originOf(a)), newRef(argsOf(a))));
  const plain = newGenericAlias(originOf(a), argsOf(a));
  const it = newAliasIterator(plain);
  decref(plain);
  return newTuple(builtin('next'), newTuple(it));
}
/** The origin's names, and those of the alias itself. */
function aliasDir(a: Borrowed): Owned {
  const dir = builtin('dir');
  const names = call(dir, originOf(a));
  decref(dir);
  if (names === 0) return NULL;
  for (const name of OWN) {
    if (name === '__class__' || name === '__bases__') continue;
    const known = contains(names, intern(name));
    if (known < 0) {
      decref(names);
      return NULL;
    }
    if (known === 0) listAppend(names, intern(name));
  }
  return names;
}
export const genericAliasType: TypeSpec = {
  type: 'GenericAlias',
  tpName: 'types.GenericAlias',
  basicsize: A.size,
  weaklistoffset: A.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'Represent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).',
  slots: {
    tp_dealloc: (a: Borrowed) => {
      gcUntrack(a);
      if (ldPtr(a + A.weakreflist) !== 0) clearWeakReferences(a);
      for (const f of [A.origin, A.args, A.parameters]) xdecref(ldPtr(a + f));
      finishDealloc(a);
    },
    tp_traverse: (a: Borrowed, visit: (p: Borrowed) => void) => {
      for (const f of [A.origin, A.args, A.parameters]) {
        const v = ldPtr(a + f);
        if (v !== 0) visit(v);
      }
    },
    tp_repr: aliasRepr,
    tp_hash: (a: Borrowed) => {
      const x = hash(originOf(a));
      if (x === -1 && errOccurred()) return -1;
      const high = hashHigh();
      const y = hash(argsOf(a));
      if (y === -1 && errOccurred()) return -1;
      setHashHigh(high ^ hashHigh());
      return x ^ y;
    },
    tp_call: aliasCall,
    tp_getattro: aliasGetattro,
    tp_setattro: (a: Borrowed, name: Borrowed, v: Borrowed) => setAttr(originOf(a), name, v),
    tp_richcompare: aliasCompare,
    tp_iter: newAliasIterator,
    tp_new: (tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
      if (kwargs !== 0 && dictLength(kwargs) > 0)
        return typeError('GenericAlias() takes no keyword arguments');
      if (!checkPositional('GenericAlias', tupleLength(args), 2, 2)) return NULL;
      if (tp === T.GenericAlias) return newGenericAlias(tupleItem(args, 0), tupleItem(args, 1));
      const a = allocInstance(tp, 0);
      fill(a, tupleItem(args, 0), tupleItem(args, 1));
      gcTrack(a);
      return a;
    },
    nb_or: (l: Borrowed, r: Borrowed) => unionOf(l, r),
    mp_subscript: getitem,
  },
  methods: [
    method('__mro_entries__', '($self, bases, /)', (a: Borrowed) => newTuple(newRef(originOf(a))), '', {
      noTextSignature: true,
    }),
    method(
      '__instancecheck__',
      '($self, instance, /)',
      () => typeError('isinstance() argument 2 cannot be a parameterized generic'),
      '',
      { noTextSignature: true },
    ),
    method(
      '__subclasscheck__',
      '($self, cls, /)',
      () => typeError('issubclass() argument 2 cannot be a parameterized generic'),
      '',
      { noTextSignature: true },
    ),
    method('__reduce__', '($self, /)', reduceAlias, 'Return state information for pickling', {
      noTextSignature: true,
    }),
    method('__dir__', '($self, /)', aliasDir, '', { noTextSignature: true }),
  ],
  members: [
    { name: '__origin__', type: MemberType.OBJECT, offset: A.origin, readonly: true },
    { name: '__args__', type: MemberType.OBJECT, offset: A.args, readonly: true },
    { name: '__unpacked__', type: MemberType.BOOL, offset: A.starred, readonly: true },
  ],
  getset: [
    { name: '__parameters__', get: (a) => newRef(parametersOf(a)) },
    {
      name: '__typing_unpacked_tuple_args__',
      get: (a) => (ld8(a + A.starred) && originOf(a) === T.tuple ? newRef(argsOf(a)) : newRef(None)),
    },
  ],
}; // prettier-ignore

/** What `*list[int]` goes through: one starred alias. */
const I = struct('gaiterobject', PyObject, { obj: 'ptr' });
export const genericAliasIteratorType: TypeSpec = {
  type: 'generic_alias_iterator',
  basicsize: I.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...clearableFieldSlots(I.obj),
    tp_iter: (it: Borrowed) => newRef(it),
    tp_iternext: (it: Borrowed): Owned => {
      const alias = ldPtr(it + I.obj);
      if (alias === 0) return NULL;
      const starred = newGenericAlias(originOf(alias), argsOf(alias));
      st8(starred + A.starred, 1);
      clearField(it, I.obj);
      return starred;
    },
  },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (it: Borrowed) => {
        const alias = ldPtr(it + I.obj);
        return newTuple(builtin('iter'), newTuple(alias === 0 ? newTuple() : newRef(alias)));
      },
      'Return state information for pickling.',
      { noTextSignature: true },
    ),
  ],
};

// -- unions -------------------------------------------------------------------------------------------------------------------

const U = struct('unionobject', PyObject, { args: 'ptr', parameters: 'ptr' });
const unionArgs = (u: Borrowed) => ldPtr(u + U.args);
const isUnion = (o: Borrowed) => typeOf(o) === T.UnionType;
const unionable = (o: Borrowed) =>
  o === None || isInstance(o, T.type) || typeOf(o) === T.GenericAlias || isUnion(o);

/** `l | r`, or NotImplemented when one of them is no type. */
export function unionOf(l: Borrowed, r: Borrowed): Owned {
  if (!unionable(l) || !unionable(r)) return newRef(NotImplemented);
  const flat: Borrowed[] = [];
  for (const o of [l, r]) {
    if (isUnion(o)) for (let i = 0; i < tupleLength(unionArgs(o)); i++) flat.push(tupleItem(unionArgs(o), i));
    else flat.push(o === None ? T.NoneType : o);
  }
  const unique: Borrowed[] = [];
  for (const o of flat) {
    let dup = false;
    for (const x of unique) {
      const eq =
        isInstance(o, T.type) && isInstance(x, T.type) ? (o === x ? 1 : 0) : compareBool(o, x, Py_EQ);
      if (eq < 0) return NULL;
      if (eq) dup = true;
    }
    if (!dup) unique.push(o);
  }
  if (unique.length === 1) return newRef(unique[0]!);
  return newUnion(newTuple(...unique.map((x) => newRef(x))));
}
function newUnion(args: Owned): Owned {
  const u = newGc(T.UnionType, U.size);
  stPtr(u + U.args, args);
  stPtr(u + U.parameters, 0);
  gcTrack(u);
  return u;
}
setUnionOr(unionOf);
function unionText(p: Borrowed): string | null {
  return p === T.NoneType ? 'None' : itemText(p);
}
function unionParameters(u: Borrowed): Borrowed {
  let p = ldPtr(u + U.parameters);
  if (p === 0) {
    p = collectParameters(unionArgs(u));
    stPtr(u + U.parameters, p);
  }
  return p;
}
function anyCheck(u: Borrowed, check: (arg: Borrowed) => number, what: string): Owned {
  const args = unionArgs(u);
  for (let i = 0; i < tupleLength(args); i++) {
    if (typeOf(tupleItem(args, i)) === T.GenericAlias)
      return typeError(`${what}() argument 2 cannot be a parameterized generic`);
  }
  for (let i = 0; i < tupleLength(args); i++) {
    const a = tupleItem(args, i);
    if (!isInstance(a, T.type)) continue;
    const r = check(a);
    if (r < 0) return NULL;
    if (r) return newBool(true);
  }
  return newBool(false);
}
export const unionType: TypeSpec = {
  type: 'UnionType',
  tpName: 'types.UnionType',
  basicsize: U.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  doc: 'Represent a PEP 604 union type\n\nE.g. for int | str',
  slots: {
    tp_dealloc: (u: Borrowed) => {
      gcUntrack(u);
      xdecref(unionArgs(u));
      xdecref(ldPtr(u + U.parameters));
      finishDealloc(u);
    },
    tp_traverse: (u: Borrowed, visit: (p: Borrowed) => void) => {
      visit(unionArgs(u));
      const p = ldPtr(u + U.parameters);
      if (p !== 0) visit(p);
    },
    tp_repr: (u: Borrowed) => {
      const parts: string[] = [];
      for (let i = 0; i < tupleLength(unionArgs(u)); i++) {
        const t = unionText(tupleItem(unionArgs(u), i));
        if (t === null) return NULL;
        parts.push(t);
      }
      return newStr(parts.join(' | '));
    },
    tp_hash: (u: Borrowed) => {
      const s = newFrozenSet();
      const args = unionArgs(u);
      for (let i = 0; i < tupleLength(args); i++) {
        if (setAdd(s, tupleItem(args, i)) < 0) {
          decref(s);
          return -1;
        }
      }
      const h = hash(s);
      decref(s);
      return h;
    },
    tp_richcompare: (a: Borrowed, b: Borrowed, op: number): Owned => {
      if ((op !== Py_EQ && op !== Py_NE) || !isUnion(a) || !isUnion(b)) return newRef(NotImplemented);
      const x = call(T.frozenset, unionArgs(a));
      const y = x === 0 ? NULL : call(T.frozenset, unionArgs(b));
      if (y === 0) {
        xdecref(x);
        return NULL;
      }
      const eq = compareBool(x, y, Py_EQ);
      decref(x);
      decref(y);
      return eq < 0 ? NULL : newRef((eq === 1) === (op === Py_EQ) ? True : False);
    },
    nb_or: unionOf,
    mp_subscript: (u: Borrowed, item: Borrowed): Owned => {
      const args = substitute(u, unionArgs(u), unionParameters(u), item);
      if (args === 0) return NULL;
      let r: Owned = newRef(tupleItem(args, 0));
      for (let i = 1; i < tupleLength(args) && r !== 0; i++) {
        const next = numberOr(r, tupleItem(args, i));
        decref(r);
        r = next;
      }
      decref(args);
      return r;
    },
  },
  methods: [
    method(
      '__instancecheck__',
      '($self, instance, /)',
      (u: Borrowed, o: Borrowed) => anyCheck(u, (a) => isInstanceOf(o, a), 'isinstance'),
      '',
      { noTextSignature: true },
    ),
    method(
      '__subclasscheck__',
      '($self, cls, /)',
      (u: Borrowed, c: Borrowed) => {
        if (!isInstance(c, T.type)) return typeError('issubclass() arg 1 must be a class');
        return anyCheck(u, (a) => isSubclassOf(c, a), 'issubclass');
      },
      '',
      { noTextSignature: true },
    ),
  ],
  members: [{ name: '__args__', type: MemberType.OBJECT, offset: U.args, readonly: true }],
  getset: [{ name: '__parameters__', get: (u) => newRef(unionParameters(u)) }],
}; // prettier-ignore
function numberOr(l: Borrowed, r: Borrowed): Owned {
  return binary(PyNumberMethods.nb_or, l, r, '|');
}
