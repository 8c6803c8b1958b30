/** `_tuplegetter`: the attributes of named tuples. */
import {
  type Borrowed,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyObject,
  stPtr,
  struct,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  asSsize,
  checkPositional,
  errOccurred,
  type HeapTypeSpec,
  isInstance,
  MemberType,
  method,
  None,
  newInt,
  newRef,
  newTuple,
  StrWriter,
  setError,
  shortName,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  writeRepr,
} from '@tyston/objects';
import { heapFieldSlots, newInstance } from '../../lib/heap-objects.js';

const TupleGetter = struct('_tuplegetterobject', PyObject, { index: 'ssize', doc: 'ptr' });

export const tupleGetterType: HeapTypeSpec = {
  name: '_tuplegetter',
  tpName: '_collections._tuplegetter',
  basicsize: TupleGetter.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.IMMUTABLETYPE,
  slots: {
    ...heapFieldSlots(TupleGetter.doc),
    tp_new: (type: Borrowed, args: Borrowed) => {
      if (!checkPositional('_tuplegetter', tupleLength(args), 2, 2)) return NULL;
      const i = asSsize(tupleItem(args, 0), T.OverflowError);
      if (i === -1 && errOccurred()) return NULL;
      const g = newInstance(type);
      stSsize(g + TupleGetter.index, i);
      stPtr(g + TupleGetter.doc, newRef(tupleItem(args, 1)));
      return g;
    },
    tp_descr_get: (g: Borrowed, o: Borrowed): Owned => {
      if (o === 0) return newRef(g);
      const i = ldSsize(g + TupleGetter.index);
      if (!isInstance(o, T.tuple)) {
        if (o === None) return newRef(g);
        return typeError(
          `descriptor for index '${i}' for tuple subclasses doesn't apply to '${typeName(o)}' object`,
        );
      }
      if (i < 0 || i >= tupleLength(o)) return setError(T.IndexError, 'tuple index out of range');
      return newRef(tupleItem(o, i));
    },
    tp_descr_set: (_g: Borrowed, _o: Borrowed, value: Borrowed) => {
      setError(T.AttributeError, value === 0 ? "can't delete attribute" : "can't set attribute");
      return -1;
    },
    tp_repr: (g: Borrowed) => {
      const w = new StrWriter();
      w.text(`${shortName(typeOf(g))}(${ldSsize(g + TupleGetter.index)}, `);
      if (!writeRepr(w, ldPtr(g + TupleGetter.doc))) return NULL;
      w.text(')');
      return w.finish();
    },
  },
  methods: [
    method(
      '__reduce__',
      '($self, /)',
      (g: Borrowed) =>
        newTuple(
          newRef(typeOf(g)),
          newTuple(newInt(ldSsize(g + TupleGetter.index)), newRef(ldPtr(g + TupleGetter.doc))),
        ),
      '',
      { noTextSignature: true },
    ),
  ],
  members: [{ name: '__doc__', type: MemberType.OBJECT, offset: TupleGetter.doc }],
};
