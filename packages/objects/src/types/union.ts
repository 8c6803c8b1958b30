/** types.UnionType: `int | str` (PEP 604). */
import {
  type Borrowed,
  ldPtr,
  NULL,
  type Owned,
  PyNumberMethods,
  PyObject,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  binary,
  call,
  compareBool,
  getAttr,
  hash,
  isInstanceOf,
  isSubclassOf,
  Py_EQ,
  Py_NE,
} from '../core/abstract.js';
import { newGc } from '../core/alloc.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { typeError } from '../core/errors.js';
import { gcTrack, gcUntrack } from '../core/gc-list.js';
import { finishDealloc } from '../core/instance.js';
import { newBool } from '../core/int.js';
import { genericGetAttr } from '../core/object.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { newFrozenSet, setAdd } from '../core/set.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { setUnionOr } from '../core/union-hook.js';
import { None, NotImplemented, T } from '../core/wellknown.js';
import { collectParameters, substituteParameters } from '../lib/type-parameters.js';
import { typeText } from '../lib/type-text.js';

const U = struct('unionobject', PyObject, { args: 'ptr', parameters: 'ptr' });
const unionArgs = (u: Borrowed) => ldPtr(u + U.args);
const isUnion = (o: Borrowed) => typeOf(o) === T.UnionType;
const unionable = (o: Borrowed) =>
  o === None || isInstance(o, T.type) || isInstance(o, T.GenericAlias) || isUnion(o);

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
  return p === T.NoneType ? 'None' : typeText(p);
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
    if (isInstance(tupleItem(args, i), T.GenericAlias))
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
      return eq < 0 ? NULL : newBool((eq === 1) === (op === Py_EQ));
    },
    nb_or: unionOf,
    // typing asks every type for its module; a union has its type's.
    tp_getattro: (u: Borrowed, name: Borrowed) =>
      isInstance(name, T.str) && jsStr(name) === '__module__'
        ? getAttr(T.UnionType, name)
        : genericGetAttr(u, name),
    mp_subscript: (u: Borrowed, item: Borrowed): Owned => {
      const parameters = unionParameters(u);
      const args = parameters === 0 ? NULL : substituteParameters(u, unionArgs(u), parameters, item);
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
  getset: [
    { name: '__parameters__', get: (u) => (unionParameters(u) === 0 ? NULL : newRef(unionParameters(u))) },
  ],
}; // prettier-ignore
function numberOr(l: Borrowed, r: Borrowed): Owned {
  return binary(PyNumberMethods.nb_or, l, r, '|');
}
