/** The functions of `_operator`: Python's operators under names. */
import { type Addr, type Borrowed, ld8, ldPtr, NULL, type Owned, PyNumberMethods } from '@tyston/memory';
import {
  asSsize,
  binary,
  compareBool,
  contains,
  decref,
  delItem,
  errClear,
  errMatches,
  errOccurred,
  getBytesLike,
  getItem,
  getIter,
  hasBuffer,
  indexInt,
  inplace,
  intToBigInt,
  isInstance,
  isSequence,
  isTrue,
  iterNext,
  lengthHint,
  type MethodSpec,
  method,
  None,
  newBool,
  newInt,
  newIntFromBigInt,
  newRef,
  numberAbsolute,
  numberAdd,
  numberInplaceAdd,
  numberInplaceMultiply,
  numberInplacePower,
  numberInvert,
  numberMultiply,
  numberNegative,
  numberPositive,
  numberPower,
  Py_EQ,
  Py_GE,
  Py_GT,
  Py_LE,
  Py_LT,
  Py_NE,
  richCompare,
  setItem,
  strData,
  strIsAscii,
  strLength,
  T,
  typeError,
  typeName,
  typeOf,
  valueError,
  vectorcall,
} from '@tyston/objects';

const NB = PyNumberMethods;
type Two = (a: Borrowed, b: Borrowed) => Owned;
type One = (a: Borrowed) => Owned;

const unary = (name: string, doc: string, f: One): MethodSpec =>
  method(name, '($module, a, /)', (_m: Borrowed, a: Borrowed) => f(a), doc);
const binaryFunction = (name: string, doc: string, f: Two): MethodSpec =>
  method(name, '($module, a, b, /)', (_m: Borrowed, a: Borrowed, b: Borrowed) => f(a, b), doc);
const operator = (name: string, symbol: string, slot: number): MethodSpec =>
  binaryFunction(name, `Same as a ${symbol} b.`, (a, b) => binary(slot, a, b, symbol));
const inplaceOperator = (name: string, symbol: string, inplaceSlot: number, slot: number): MethodSpec =>
  binaryFunction(name, `Same as a ${symbol} b.`, (a, b) => inplace(inplaceSlot, slot, a, b, symbol));
const comparison = (name: string, symbol: string, op: number): MethodSpec =>
  binaryFunction(name, `Same as a ${symbol} b.`, (a, b) => richCompare(a, b, op));
const truth = (r: number): Owned => (r < 0 ? NULL : newBool(r === 1));

/** `a.__index__()` as an int of no subclass. */
function exactIndex(a: Borrowed): Owned {
  const i = indexInt(a);
  if (i === 0 || typeOf(i) === T.int) return i;
  const exact = newIntFromBigInt(intToBigInt(i));
  decref(i);
  return exact;
}

/** Goes through the items of an iterable; `each` says whether to go on with an item that equals `x`. */
function search(sequence: Borrowed, x: Borrowed, each: (i: number) => boolean): boolean {
  const it = getIter(sequence);
  if (it === 0) {
    if (errMatches(T.TypeError)) {
      errClear();
      typeError(`argument of type '${typeName(sequence)}' is not iterable`);
    }
    return false;
  }
  for (let i = 0; ; i++) {
    const item = iterNext(it);
    if (item === 0) break;
    const eq = compareBool(item, x, Py_EQ);
    decref(item);
    if (eq < 0 || (eq > 0 && !each(i))) break;
  }
  decref(it);
  return errOccurred() === 0;
}
function indexOf(sequence: Borrowed, x: Borrowed): Owned {
  let at = -1;
  const ok = search(sequence, x, (i) => {
    at = i;
    return false;
  });
  if (!ok) return NULL;
  return at < 0 ? valueError('sequence.index(x): x not in sequence') : newInt(at);
}
function countOf(sequence: Borrowed, x: Borrowed): Owned {
  let n = 0;
  return search(sequence, x, () => ++n > 0) ? newInt(n) : NULL;
}
function concatenate(a: Borrowed, b: Borrowed, add: Two): Owned {
  if (!isSequence(a)) return typeError(`'${typeName(a)}' object can't be concatenated`);
  return add(a, b);
}

/** Compares without telling by its time where the two differ. */
function equalDigests(a: (i: number) => number, n: number, b: (i: number) => number, m: number): boolean {
  let different = n ^ m;
  for (let i = 0; i < m; i++) different |= (n === m ? a(i) : b(i)) ^ b(i);
  return different === 0;
}
function compareDigest(a: Borrowed, b: Borrowed): Owned {
  if (isInstance(a, T.str) && isInstance(b, T.str)) {
    if (!strIsAscii(a) || !strIsAscii(b))
      return typeError('comparing strings with non-ASCII characters is not supported');
    const x = strData(a);
    const y = strData(b);
    return newBool(
      equalDigests(
        (i) => ld8(x + i),
        strLength(a),
        (i) => ld8(y + i),
        strLength(b),
      ),
    );
  }
  if (!hasBuffer(a) || !hasBuffer(b))
    return typeError(
      `unsupported operand types(s) or combination of types: '${typeName(a)}' and '${typeName(b)}'`,
    );
  const x = getBytesLike(a);
  if (x === null) return NULL;
  const y = getBytesLike(b);
  if (y === null) {
    x.release();
    return NULL;
  }
  const same = equalDigests(
    (i) => ld8(x.address + i),
    x.length,
    (i) => ld8(y.address + i),
    y.length,
  );
  x.release();
  y.release();
  return newBool(same);
}

export const functions: readonly MethodSpec[] = [
  unary('truth', 'Return True if a is true, False otherwise.', (a) => truth(isTrue(a))),
  binaryFunction('contains', 'Same as b in a (note reversed operands).', (a, b) => truth(contains(a, b))),
  binaryFunction('indexOf', 'Return the first index of b in a.', indexOf),
  binaryFunction('countOf', 'Return the number of items in a which are, or which equal, b.', countOf),
  binaryFunction('is_', 'Same as a is b.', (a, b) => newBool(a === b)),
  binaryFunction('is_not', 'Same as a is not b.', (a, b) => newBool(a !== b)),
  unary('index', 'Same as a.__index__()', exactIndex),
  binaryFunction('add', 'Same as a + b.', numberAdd),
  operator('sub', '-', NB.nb_subtract),
  binaryFunction('mul', 'Same as a * b.', numberMultiply),
  operator('matmul', '@', NB.nb_matrix_multiply),
  operator('floordiv', '//', NB.nb_floor_divide),
  operator('truediv', '/', NB.nb_true_divide),
  operator('mod', '%', NB.nb_remainder),
  unary('neg', 'Same as -a.', numberNegative),
  unary('pos', 'Same as +a.', numberPositive),
  unary('abs', 'Same as abs(a).', numberAbsolute),
  unary('inv', 'Same as ~a.', numberInvert),
  unary('invert', 'Same as ~a.', numberInvert),
  operator('lshift', '<<', NB.nb_lshift),
  operator('rshift', '>>', NB.nb_rshift),
  unary('not_', 'Same as not a.', (a) => {
    const t = isTrue(a);
    return t < 0 ? NULL : newBool(t === 0);
  }),
  operator('and_', '&', NB.nb_and),
  operator('xor', '^', NB.nb_xor),
  operator('or_', '|', NB.nb_or),
  binaryFunction('iadd', 'Same as a += b.', numberInplaceAdd),
  inplaceOperator('isub', '-=', NB.nb_inplace_subtract, NB.nb_subtract),
  binaryFunction('imul', 'Same as a *= b.', numberInplaceMultiply),
  inplaceOperator('imatmul', '@=', NB.nb_inplace_matrix_multiply, NB.nb_matrix_multiply),
  inplaceOperator('ifloordiv', '//=', NB.nb_inplace_floor_divide, NB.nb_floor_divide),
  inplaceOperator('itruediv', '/=', NB.nb_inplace_true_divide, NB.nb_true_divide),
  inplaceOperator('imod', '%=', NB.nb_inplace_remainder, NB.nb_remainder),
  inplaceOperator('ilshift', '<<=', NB.nb_inplace_lshift, NB.nb_lshift),
  inplaceOperator('irshift', '>>=', NB.nb_inplace_rshift, NB.nb_rshift),
  inplaceOperator('iand', '&=', NB.nb_inplace_and, NB.nb_and),
  inplaceOperator('ixor', '^=', NB.nb_inplace_xor, NB.nb_xor),
  inplaceOperator('ior', '|=', NB.nb_inplace_or, NB.nb_or),
  binaryFunction('concat', 'Same as a + b, for a and b sequences.', (a, b) => concatenate(a, b, numberAdd)),
  binaryFunction('iconcat', 'Same as a += b, for a and b sequences.', (a, b) =>
    concatenate(a, b, numberInplaceAdd),
  ),
  binaryFunction('getitem', 'Same as a[b].', getItem),
  method(
    'setitem',
    '($module, a, b, c, /)',
    (_m: Borrowed, a: Borrowed, b: Borrowed, c: Borrowed) => (setItem(a, b, c) < 0 ? NULL : newRef(None)),
    'Same as a[b] = c.',
  ),
  binaryFunction('delitem', 'Same as del a[b].', (a, b) => (delItem(a, b) < 0 ? NULL : newRef(None))),
  binaryFunction('pow', 'Same as a ** b.', (a, b) => numberPower(a, b, None)),
  binaryFunction('ipow', 'Same as a **= b.', (a, b) => numberInplacePower(a, b, None)),
  comparison('eq', '==', Py_EQ),
  comparison('ne', '!=', Py_NE),
  comparison('lt', '<', Py_LT),
  comparison('le', '<=', Py_LE),
  comparison('gt', '>', Py_GT),
  comparison('ge', '>=', Py_GE),
  binaryFunction(
    '_compare_digest',
    "Return 'a == b'.\n\nThis function uses an approach designed to prevent\ntiming analysis, making it appropriate for cryptography.\n\n" +
      'a and b must both be of the same type: either str (ASCII only),\nor any bytes-like object.\n\nNote: If a and b are of different lengths, or if an error occurs,\n' +
      'a timing attack could theoretically reveal information about the\ntypes and lengths of a and b--but not their values.',
    compareDigest,
  ),
  method(
    'length_hint',
    '($module, obj, default=0, /)',
    (_m: Borrowed, o: Borrowed, fallback: Borrowed) => {
      let hint = 0;
      if (fallback !== 0) {
        if (!isInstance(fallback, T.int))
          return typeError(`'${typeName(fallback)}' object cannot be interpreted as an integer`);
        hint = asSsize(fallback, T.OverflowError);
        if (hint === -1 && errOccurred()) return NULL;
      }
      const n = lengthHint(o, hint);
      return n === -1 && errOccurred() ? NULL : newInt(n);
    },
    'Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\n' +
      'If the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount.\nThe result will be an integer >= 0.',
  ),
  method(
    'call',
    '($module, obj, /, *args, **kwargs)',
    (_m: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
      if (n < 1) return typeError('call expected at least 1 argument, got 0');
      return vectorcall(ldPtr(args), args + 8, n - 1, kwnames);
    },
    'Same as obj(*args, **kwargs).',
    { raw: true },
  ),
];
