/** The module `xxsubtype`: CPython's example of subtypes of built-in types, which its tests use. */
import {
  type Borrowed,
  CLOCK,
  ld32,
  NULL,
  type Owned,
  PyDictObject,
  PyListObject,
  st32,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  decref,
  type GetSetSpec,
  getAttr,
  type HeapTypeSpec,
  MemberType,
  type ModuleSpec,
  method,
  None,
  newFloat,
  newInt,
  newRef,
  newTuple,
  T,
} from '@tyston/objects';
import { os } from '../host.js';

const SpamList = struct('spamlistobject', PyListObject, { state: 'i32' });
const SpamDict = struct('spamdictobject', PyDictObject, { state: 'i32' });
const STATE_DOC = 'an int variable for demonstration purposes';

/** getstate() and setstate() of a type whose state is at an offset. */
function stateMethods(at: number) {
  return [
    method('getstate', '($self, /)', (self: Borrowed) => newInt(ld32(self + at)), 'getstate() -> state', {
      noTextSignature: true,
    }),
    method(
      'setstate',
      '($self, state: int, /)',
      (self: Borrowed, state: number) => {
        st32(self + at, state);
        return newRef(None);
      },
      'setstate(state)',
      { noTextSignature: true },
    ),
  ];
}
/** What a class method or static method of these was given. */
function received(cls: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  return newTuple(newRef(cls), newRef(args), newRef(kwargs === 0 ? None : kwargs));
}
const stateOfList: GetSetSpec = {
  name: 'state',
  doc: STATE_DOC,
  get: (self) => newInt(ld32(self + SpamList.state)),
};

const spamlist: HeapTypeSpec = {
  name: 'spamlist',
  tpName: 'xxsubtype.spamlist',
  baseType: () => T.list,
  basicsize: SpamList.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  slots: {},
  methods: [
    ...stateMethods(SpamList.state),
    method('classmeth', '($type, /, *args, **kw)', received, 'classmeth(*args, **kw)', {
      kind: 'classmethod',
      noTextSignature: true,
    }),
    method(
      'staticmeth',
      '(*args, **kw)',
      (_none: Borrowed, args: Borrowed, kwargs: Borrowed) => received(None, args, kwargs),
      'staticmeth(*args, **kw)',
      {
        kind: 'staticmethod',
        noTextSignature: true,
      },
    ),
  ],
  getset: [stateOfList],
};
const spamdict: HeapTypeSpec = {
  name: 'spamdict',
  tpName: 'xxsubtype.spamdict',
  baseType: () => T.dict,
  basicsize: SpamDict.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  slots: {},
  methods: stateMethods(SpamDict.state),
  members: [{ name: 'state', type: MemberType.INT, offset: SpamDict.state, readonly: true, doc: STATE_DOC }],
};

/** bench(object, name, n=1000): the seconds that getting an attribute so often takes. */
function bench(_module: Borrowed, object: Borrowed, name: Borrowed, n: number): Owned {
  const begun = os().clock(CLOCK.PROCESS_CPUTIME_ID);
  for (let i = 0; i < n; i++) {
    const value = getAttr(object, name);
    if (value === 0) return NULL;
    decref(value);
  }
  return newFloat(Number(os().clock(CLOCK.PROCESS_CPUTIME_ID) - begun) / 1e9);
}

export const subtypeModule: ModuleSpec = {
  name: 'xxsubtype',
  doc: "xxsubtype is an example module showing how to subtype builtin types from C.\ntest_descr.py in the standard test suite requires it in order to complete.\nIf you don't care about the examples, and don't intend to run the Python\ntest suite, you can recompile Python without Modules/xxsubtype.c.",
  functions: [
    method('bench', '($module, obj, name: str, n: int = 1000, /)', bench, '', { noTextSignature: true }),
  ],
  types: [spamlist, spamdict],
};
