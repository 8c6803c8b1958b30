/** types.GenericAlias: `list[int]` (PEP 585). */
import {
  type Borrowed,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st8,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  call,
  callObject,
  compareBool,
  contains,
  getAttr,
  hash,
  hashHigh,
  Py_EQ,
  Py_NE,
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
import { decref, newRef, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { unionOr } from '../core/union-hook.js';
import { EmptyTuple, None, NotImplemented, T } from '../core/wellknown.js';
import { reduceBuiltin } from '../lib/builtin.js';
import { reduceMethod, selfIter } from '../lib/index-iterator.js';
import { clearableFieldSlots } from '../lib/object-life.js';
import { collectParameters, substituteParameters } from '../lib/type-parameters.js';
import { typeText } from '../lib/type-text.js';

const A = struct('gaobject', PyObject, {
  origin: 'ptr',
  args: 'ptr',
  parameters: 'ptr',
  weakreflist: 'ptr',
  starred: 'u8',
  vectorcall: 'ptr',
});
const originOf = (a: Borrowed) => ldPtr(a + A.origin);
const argsOf = (a: Borrowed) => ldPtr(a + A.args);
const isStarred = (a: Borrowed) => ld8(a + A.starred) !== 0;

// -- making ----------------------------------------------------------------------------------------------------

/** A new alias; borrows. `args` may be one item or a tuple. */
function newGenericAlias(origin: Borrowed, args: Borrowed): Owned {
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

function create(tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (kwargs !== 0 && dictLength(kwargs) > 0) return typeError('GenericAlias() takes no keyword arguments');
  if (!checkPositional('GenericAlias', tupleLength(args), 2, 2)) return NULL;
  if (tp === T.GenericAlias) return newGenericAlias(tupleItem(args, 0), tupleItem(args, 1));
  const a = allocInstance(tp, 0);
  fill(a, tupleItem(args, 0), tupleItem(args, 1));
  gcTrack(a);
  return a;
}
/** The same alias without its star, or with one. */
function withStar(a: Borrowed, star: boolean): Owned {
  const copy = newGenericAlias(originOf(a), argsOf(a));
  st8(copy + A.starred, star ? 1 : 0);
  return copy;
}

// -- parameters ------------------------------------------------------------------------------------------------

/** The type variables, kept once they have been looked for. Borrowed, NULL with an exception. */
function parametersOf(a: Borrowed): Borrowed {
  let p = ldPtr(a + A.parameters);
  if (p === 0) {
    p = collectParameters(argsOf(a));
    stPtr(a + A.parameters, p);
  }
  return p;
}
function getitem(a: Borrowed, item: Borrowed): Owned {
  const parameters = parametersOf(a);
  const args = parameters === 0 ? NULL : substituteParameters(a, argsOf(a), parameters, item);
  if (args === 0) return NULL;
  const r = newGenericAlias(originOf(a), args);
  st8(r + A.starred, ld8(a + A.starred));
  decref(args);
  return r;
}

// -- text ------------------------------------------------------------------------------------------------------

function aliasRepr(a: Borrowed): Owned {
  const origin = typeText(originOf(a));
  const args = origin === null ? null : textsOf(argsOf(a));
  if (args === null) return NULL;
  return newStr(`${isStarred(a) ? '*' : ''}${origin}[${args.length === 0 ? '()' : args.join(', ')}]`);
}
/** The texts of a tuple's items; lists are those of a ParamSpec's arguments. */
function textsOf(items: Borrowed): string[] | null {
  const texts: string[] = [];
  for (let i = 0; i < tupleLength(items); i++) {
    const item = tupleItem(items, i);
    const text = isInstance(item, T.list) ? listText(item) : typeText(item);
    if (text === null) return null;
    texts.push(text);
  }
  return texts;
}
function listText(list: Borrowed): string | null {
  const items = call(T.tuple, list);
  const texts = items === 0 ? null : textsOf(items);
  xdecref(items);
  return texts === null ? null : `[${texts.join(', ')}]`;
}

// -- attributes ------------------------------------------------------------------------------------------------

/** Attributes of the alias itself; all others come from the origin. */
const OWN = [
  '__class__',
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
] as const; // prettier-ignore
const isOwn = new Set<string>(OWN);

function aliasGetattro(a: Borrowed, name: Borrowed): Owned {
  if (isInstance(name, T.str) && !isOwn.has(jsStr(name))) return getAttr(originOf(a), name);
  return genericGetAttr(a, name);
}
function dir(a: Borrowed): Owned {
  const f = builtin('dir');
  const names = f === 0 ? NULL : call(f, originOf(a));
  xdecref(f);
  if (names === 0) return NULL;
  for (const name of OWN) {
    const there = contains(names, intern(name));
    if (there < 0) {
      decref(names);
      return NULL;
    }
    if (there === 0) listAppend(names, intern(name));
  }
  return names;
}

// -- as a class ------------------------------------------------------------------------------------------------

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
  if ((op !== Py_EQ && op !== Py_NE) || !isInstance(b, T.GenericAlias)) return newRef(NotImplemented);
  let equal = isStarred(a) === isStarred(b) ? 1 : 0;
  if (equal === 1) equal = compareBool(originOf(a), originOf(b), Py_EQ);
  if (equal === 1) equal = compareBool(argsOf(a), argsOf(b), Py_EQ);
  return equal < 0 ? NULL : newBool((equal === 1) === (op === Py_EQ));
}
function aliasHash(a: Borrowed): number {
  const x = hash(originOf(a));
  if (x === -1 && errOccurred()) return -1;
  const high = hashHigh();
  const y = hash(argsOf(a));
  if (y === -1 && errOccurred()) return -1;
  setHashHigh(high ^ hashHigh());
  return x ^ y;
}
/** A starred alias is next(iter(alias)), so that the star is not lost. */
function reduce(a: Borrowed): Owned {
  if (!isStarred(a))
    return newTuple(newRef(T.GenericAlias), newTuple(newRef(originOf(a)), newRef(argsOf(a))));
  const plain = withStar(a, false);
  const it = newAliasIterator(plain);
  decref(plain);
  return reduceBuiltin('next', newTuple(it));
}
const hidden = { noTextSignature: true } as const;

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
    tp_hash: aliasHash,
    tp_call: aliasCall,
    tp_getattro: aliasGetattro,
    tp_richcompare: aliasCompare,
    tp_iter: newAliasIterator,
    tp_new: create,
    nb_or: unionOr,
    mp_subscript: getitem,
  },
  methods: [
    method(
      '__mro_entries__',
      '($self, bases, /)',
      (a: Borrowed) => newTuple(newRef(originOf(a))),
      '',
      hidden,
    ),
    method(
      '__instancecheck__',
      '($self, instance, /)',
      () => typeError('isinstance() argument 2 cannot be a parameterized generic'),
      '',
      hidden,
    ),
    method(
      '__subclasscheck__',
      '($self, cls, /)',
      () => typeError('issubclass() argument 2 cannot be a parameterized generic'),
      '',
      hidden,
    ),
    method('__reduce__', '($self, /)', reduce, 'Return state information for pickling', hidden),
    method('__dir__', '($self, /)', dir, '', hidden),
  ],
  members: [
    { name: '__origin__', type: MemberType.OBJECT, offset: A.origin, readonly: true },
    { name: '__args__', type: MemberType.OBJECT, offset: A.args, readonly: true },
    { name: '__unpacked__', type: MemberType.BOOL, offset: A.starred, readonly: true },
  ],
  getset: [
    { name: '__parameters__', get: (a) => (parametersOf(a) === 0 ? NULL : newRef(parametersOf(a))) },
    {
      name: '__typing_unpacked_tuple_args__',
      get: (a) => (isStarred(a) && originOf(a) === T.tuple ? newRef(argsOf(a)) : newRef(None)),
    },
  ],
}; // prettier-ignore

// -- the iterator ----------------------------------------------------------------------------------------------

/** `*list[int]` asks for an iterator: it has one item, the starred alias. */
const I = struct('gaiterobject', PyObject, { obj: 'ptr' });

function newAliasIterator(a: Borrowed): Owned {
  const it = newGc(T.generic_alias_iterator, I.size);
  stPtr(it + I.obj, newRef(a));
  gcTrack(it);
  return it;
}
export const genericAliasIteratorType: TypeSpec = {
  type: 'generic_alias_iterator',
  basicsize: I.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.DISALLOW_INSTANTIATION,
  slots: {
    ...clearableFieldSlots(I.obj),
    tp_iter: selfIter,
    tp_iternext: (it: Borrowed): Owned => {
      const a = ldPtr(it + I.obj) as Owned;
      if (a === 0) return NULL;
      const item = withStar(a, true);
      stPtr(it + I.obj, 0);
      decref(a);
      return item;
    },
  },
  methods: [
    reduceMethod((it) => {
      const a = ldPtr(it + I.obj);
      return reduceBuiltin('iter', newTuple(newRef(a === 0 ? EmptyTuple : a)));
    }),
  ],
};
