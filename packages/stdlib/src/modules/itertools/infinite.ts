/** count, repeat and zip_longest. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyNumberMethods,
  PyObject,
  PyTypeObject,
  stPtr,
  struct,
  stSsize,
} from '@tyston/memory';
import {
  asSsize,
  decref,
  dictGetStr,
  dictLength,
  EmptyTuple,
  errOccurred,
  gcTrack,
  getIter,
  intern,
  intFitsNumber,
  intToNumber,
  isInstance,
  iterNext,
  lengthHintMethod,
  None,
  newInt,
  newRef,
  newResultTuple,
  newTuple,
  newTupleBuffer,
  numberAdd,
  parseTupleAndDict,
  reduceMethod,
  StrWriter,
  setField,
  setStateMethod,
  shortName,
  smallInt,
  T,
  tupleInit,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
  writeRepr,
} from '@tyston/objects';
import { newInstance } from '../../lib/heap-objects.js';
import { hasKeywords, iteratorType, ownResult, reduced, setResultItem, tupleOf } from './common.js';

// -- count -----------------------------------------------------------------------------------------------------

/** Fast while `long_cnt` is NULL: then the count is `cnt` and the step 1. */
const Count = struct('countobject', PyObject, { cnt: 'ssize', long_cnt: 'ptr', long_step: 'ptr' });
function isNumber(o: Borrowed): boolean {
  const nb = ld32(typeOf(o) + PyTypeObject.tp_as_number);
  if (nb === 0) return false;
  return (
    ld32(nb + PyNumberMethods.nb_index) !== 0 ||
    ld32(nb + PyNumberMethods.nb_int) !== 0 ||
    ld32(nb + PyNumberMethods.nb_float) !== 0 ||
    isInstance(o, T.complex)
  );
}
const isOne = (o: Borrowed) => isInstance(o, T.int) && intFitsNumber(o) && intToNumber(o) === 1;
export const count = iteratorType(
  'count',
  Count.size,
  [Count.long_cnt, Count.long_step],
  'Return a count object whose .__next__() method returns consecutive values.\n\nEquivalent to:\n    def count(firstval=0, step=1):\n        x = firstval\n        while 1:\n            yield x\n            x += step',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const p = parseTupleAndDict('count', '(start=0, step=1)', args, kwargs) as [Borrowed, Borrowed] | null;
      if (p === null) return NULL;
      const start = p[0] === 0 ? smallInt(0) : p[0];
      const step = p[1] === 0 ? smallInt(1) : p[1];
      if (!isNumber(start) || !isNumber(step)) return typeError('a number is required');
      const self = newInstance(type);
      stPtr(self + Count.long_step, newRef(step));
      if (isInstance(start, T.int) && intFitsNumber(start) && isOne(step))
        stSsize(self + Count.cnt, intToNumber(start));
      else stPtr(self + Count.long_cnt, newRef(start));
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      const long = ldPtr(self + Count.long_cnt);
      if (long === 0) {
        const n = ldSsize(self + Count.cnt);
        if (n < Number.MAX_SAFE_INTEGER) stSsize(self + Count.cnt, n + 1);
        else {
          const current = newInt(n);
          stPtr(self + Count.long_cnt, numberAdd(current, smallInt(1)));
          return current;
        }
        return newInt(n);
      }
      const next = numberAdd(long, ldPtr(self + Count.long_step));
      if (next === 0) return NULL;
      stPtr(self + Count.long_cnt, next);
      return long as Owned;
    },
    tp_repr: (self: Borrowed) => {
      const w = new StrWriter();
      w.text(`${shortName(typeOf(self))}(`);
      const long = ldPtr(self + Count.long_cnt);
      if (long === 0) w.text(String(ldSsize(self + Count.cnt)));
      else {
        if (!writeRepr(w, long)) return NULL;
        if (!isOne(ldPtr(self + Count.long_step))) {
          w.text(', ');
          if (!writeRepr(w, ldPtr(self + Count.long_step))) return NULL;
        }
      }
      w.text(')');
      return w.finish();
    },
  },
  [
    reduceMethod((self) => {
      const long = ldPtr(self + Count.long_cnt);
      if (long === 0) return reduced(self, newTuple(newInt(ldSsize(self + Count.cnt))));
      return reduced(self, tupleOf(long, ldPtr(self + Count.long_step)));
    }),
  ],
  { textSignature: '(start=0, step=1)' },
);

// -- repeat ----------------------------------------------------------------------------------------------------

/** `cnt` is -1 for ever. */
const Repeat = struct('repeatobject', PyObject, { element: 'ptr', cnt: 'ssize' });
export const repeat = iteratorType(
  'repeat',
  Repeat.size,
  [Repeat.element],
  'repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const p = parseTupleAndDict('repeat', '(object, times=0)', args, kwargs) as [Borrowed, Borrowed] | null;
      if (p === null) return NULL;
      let times = -1;
      if (p[1] !== 0) {
        times = asSsize(p[1], T.OverflowError);
        if (times === -1 && errOccurred()) return NULL;
        if (times < 0) times = 0;
      }
      const self = newInstance(type);
      stPtr(self + Repeat.element, newRef(p[0]));
      stSsize(self + Repeat.cnt, times);
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      const n = ldSsize(self + Repeat.cnt);
      if (n === 0) return NULL;
      if (n > 0) stSsize(self + Repeat.cnt, n - 1);
      return newRef(ldPtr(self + Repeat.element));
    },
    tp_repr: (self: Borrowed) => {
      const w = new StrWriter();
      w.text(`${shortName(typeOf(self))}(`);
      if (!writeRepr(w, ldPtr(self + Repeat.element))) return NULL;
      const n = ldSsize(self + Repeat.cnt);
      w.text(n < 0 ? ')' : `, ${n})`);
      return w.finish();
    },
  },
  [
    lengthHintMethod((self) => {
      const n = ldSsize(self + Repeat.cnt);
      return n < 0 ? typeError('len() of unsized object') : newInt(n);
    }),
    reduceMethod((self) => {
      const element = newRef(ldPtr(self + Repeat.element));
      const n = ldSsize(self + Repeat.cnt);
      return reduced(self, n < 0 ? newTuple(element) : newTuple(element, newInt(n)));
    }),
  ],
);

// -- zip_longest -----------------------------------------------------------------------------------------------

const ZipLongest = struct('ziplongestobject', PyObject, {
  tuplesize: 'ssize',
  numactive: 'ssize',
  ittuple: 'ptr',
  result: 'ptr',
  fillvalue: 'ptr',
});
const { ittuple: ITERATORS, result: RESULT, fillvalue: FILL, numactive: ACTIVE } = ZipLongest;
export const zipLongest = iteratorType(
  'zip_longest',
  ZipLongest.size,
  [ITERATORS, RESULT, FILL],
  'zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest object\n\nReturn a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.  The .__next__()\nmethod continues until the longest iterable in the argument sequence\nis exhausted and then it raises StopIteration.  When the shorter iterables\nare exhausted, the fillvalue is substituted in their place.  The fillvalue\ndefaults to None or can be specified by a keyword argument.\n',
  {
    tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      let fill = None;
      if (hasKeywords(kwargs)) {
        fill = dictGetStr(kwargs, intern('fillvalue'));
        if (fill === 0 || dictLength(kwargs) > 1)
          return typeError('zip_longest() got an unexpected keyword argument');
      }
      const n = tupleLength(args);
      const iterators = newTupleBuffer(n);
      for (let i = 0; i < n; i++) {
        const it = getIter(tupleItem(args, i));
        if (it === 0) {
          decref(iterators);
          return NULL;
        }
        tupleInit(iterators, i, it);
      }
      if (n > 0) gcTrack(iterators);
      const self = newInstance(type);
      stSsize(self + ZipLongest.tuplesize, n);
      stSsize(self + ACTIVE, n);
      stPtr(self + ITERATORS, iterators);
      stPtr(self + RESULT, newResultTuple(n));
      stPtr(self + FILL, newRef(fill));
      return self;
    },
    tp_iternext: (self: Borrowed) => {
      const n = ld32(self + ZipLongest.tuplesize);
      if (n === 0 || ld32(self + ACTIVE) === 0) return NULL;
      const iterators = ldPtr(self + ITERATORS);
      const result = newRef(ownResult(self, RESULT));
      for (let i = 0; i < n; i++) {
        const it = tupleItem(iterators, i);
        let item = it === 0 ? newRef(ldPtr(self + FILL)) : iterNext(it);
        if (item === 0) {
          const active = ld32(self + ACTIVE) - 1;
          stSsize(self + ACTIVE, active);
          if (active === 0 || errOccurred()) {
            stSsize(self + ACTIVE, 0);
            decref(result);
            return NULL;
          }
          item = newRef(ldPtr(self + FILL));
          tupleInit(iterators as Owned, i, NULL);
          decref(it);
        }
        setResultItem(result, i, item);
        decref(item);
      }
      return result;
    },
  },
  [
    reduceMethod((self) => {
      const iterators = ldPtr(self + ITERATORS);
      const n = tupleLength(iterators);
      const args = newTupleBuffer(n);
      for (let i = 0; i < n; i++) {
        const it = tupleItem(iterators, i);
        tupleInit(args, i, newRef(it === 0 ? EmptyTuple : it));
      }
      if (n > 0) gcTrack(args);
      return reduced(self, args, newRef(ldPtr(self + FILL)));
    }),
    setStateMethod((self, state) => {
      setField(self, FILL, newRef(state));
      return newRef(None);
    }),
  ],
);
