/** The type `collections.defaultdict`: a dict that makes missing values. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyDictObject,
  PyTypeObject,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  call,
  call1,
  call3,
  callMethod,
  classGetItem,
  clearField,
  decref,
  dictClear,
  dictRelease,
  dictSet,
  dictTraverse,
  EmptyTuple,
  gcUntrack,
  getIter,
  type HeapTypeSpec,
  isInstance,
  MemberType,
  method,
  None,
  NotImplemented,
  newRef,
  newStr,
  newTuple,
  reprEnter,
  reprLeave,
  repr as reprOf,
  StrWriter,
  setField,
  setKeyError,
  shortName,
  T,
  tupleItem,
  tupleLength,
  tupleSlice,
  typeError,
  typeOf,
  updateFrom,
} from '@tyston/objects';
import { freeInstance } from '../../lib/heap-objects.js';
import { kept } from '../../lib/kept-types.js';

const DefaultDict = struct('defdictobject', PyDictObject, { default_factory: 'ptr' });
const FACTORY = DefaultDict.default_factory;
/** What `dict` itself does in a slot. */
const dictSlot = (offset: number) => ld32(T.dict + offset);

function missing(d: Borrowed, key: Borrowed): Owned {
  const factory = ldPtr(d + FACTORY);
  if (factory === 0 || factory === None) return setKeyError(key);
  const f = newRef(factory);
  const value = call(f);
  decref(f);
  if (value === 0) return NULL;
  if (dictSet(d, key, value) === 0) return value;
  decref(value);
  return NULL;
}
/** type(d)(factory, entries): subclasses make their own kind. */
function another(d: Borrowed, entries: Borrowed): Owned {
  const factory = ldPtr(d + FACTORY);
  return call(typeOf(d), factory === 0 ? None : factory, entries);
}
function reduce(d: Borrowed): Owned {
  const factory = ldPtr(d + FACTORY);
  const items = callMethod(d, 'items');
  if (items === 0) return NULL;
  const it = getIter(items);
  decref(items);
  if (it === 0) return NULL;
  const args = factory === 0 || factory === None ? newRef(EmptyTuple) : newTuple(newRef(factory));
  return newTuple(newRef(typeOf(d)), args, newRef(None), newRef(None), it);
}
/** The factory's repr; "..." for one that contains the dict. */
function factoryRepr(factory: Borrowed): Owned {
  if (factory === 0) return newStr('None');
  const inside = reprEnter(factory);
  if (inside !== 0) return inside > 0 ? newStr('...') : NULL;
  const r = reprOf(factory);
  reprLeave(factory);
  return r;
}
function repr(d: Borrowed): Owned {
  const entries = call1(dictSlot(PyTypeObject.tp_repr), d) as Owned;
  if (entries === 0) return NULL;
  const factory = factoryRepr(ldPtr(d + FACTORY));
  if (factory === 0) {
    decref(entries);
    return NULL;
  }
  const w = new StrWriter();
  w.text(`${shortName(typeOf(d))}(`);
  w.str(factory);
  w.text(', ');
  w.str(entries);
  w.text(')');
  decref(factory);
  decref(entries);
  return w.finish();
}
function union(left: Borrowed, right: Borrowed): Owned {
  const ours = isInstance(left, kept('_collections.defaultdict'));
  if (!isInstance(ours ? right : left, T.dict)) return newRef(NotImplemented);
  const result = another(ours ? left : right, left);
  if (result === 0 || updateFrom(result, right) === 0) return result;
  decref(result);
  return NULL;
}
function init(d: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const n = tupleLength(args);
  let rest = newRef(args);
  if (n > 0) {
    const factory = tupleItem(args, 0);
    if (factory !== None && ld32(typeOf(factory) + PyTypeObject.tp_call) === 0) {
      decref(rest);
      typeError('first argument must be callable or None');
      return -1;
    }
    decref(rest);
    rest = tupleSlice(args, 1, n);
    setField(d, FACTORY, newRef(factory));
  } else clearField(d, FACTORY);
  const status = call3(dictSlot(PyTypeObject.tp_init), d, rest, kwargs);
  decref(rest);
  return status;
}

const hidden = { noTextSignature: true } as const;
export const defaultDictType: HeapTypeSpec = {
  name: 'defaultdict',
  tpName: 'collections.defaultdict',
  baseType: () => T.dict,
  basicsize: DefaultDict.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE | TypeFlags.IMMUTABLETYPE,
  doc:
    'defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\n' +
    'A defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.',
  slots: {
    tp_dealloc: (d: Borrowed) => {
      gcUntrack(d);
      clearField(d, FACTORY);
      dictRelease(d);
      freeInstance(d);
    },
    tp_traverse: (d: Borrowed, visit: (p: Borrowed) => void) => {
      if (ldPtr(d + FACTORY) !== 0) visit(ldPtr(d + FACTORY));
      dictTraverse(d, visit);
    },
    tp_clear: (d: Borrowed) => {
      clearField(d, FACTORY);
      dictClear(d);
      return 0;
    },
    tp_repr: repr,
    tp_init: init,
    nb_or: union,
  },
  methods: [
    method(
      '__missing__',
      '($self, key, /)',
      missing,
      '__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n',
      hidden,
    ),
    method('copy', '($self, /)', (d: Borrowed) => another(d, d), 'D.copy() -> a shallow copy of D.', hidden),
    method(
      '__copy__',
      '($self, /)',
      (d: Borrowed) => another(d, d),
      'D.copy() -> a shallow copy of D.',
      hidden,
    ),
    method('__reduce__', '($self, /)', reduce, 'Return state information for pickling.', hidden),
    classGetItem,
  ],
  members: [
    {
      name: 'default_factory',
      type: MemberType.OBJECT,
      offset: FACTORY,
      doc: 'Factory for default value called by __missing__().',
    },
  ],
};
