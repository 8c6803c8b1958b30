/**
 * Operators for the interpreter, with the `own` convention of ObjectSpace. The fast paths are exact ints of one digit and
 * exact floats; a box that nobody else sees (count 1, owned or about to be overwritten) is used again for the result.
 */

import type { Operators } from '@tyston/interp';
import {
  type Borrowed,
  type Owned,
  PyFloatObject,
  PyLongObject,
  PyNumberMethods,
  PyObject,
  PyVarObject,
  views,
} from '@tyston/memory'; // prettier-ignore
import {
  binary,
  contains,
  inplace,
  isTrue,
  numberAdd,
  numberInplaceAdd,
  numberInplaceMultiply,
  numberInplacePower,
  numberInvert,
  numberMultiply,
  numberNegative,
  numberPositive,
  numberPower,
  numberSubtract,
  richCompare,
} from '../core/abstract.js'; // prettier-ignore
import { decref } from '../core/refcount.js';
import { strEquals } from '../core/str.js';
import { False, None, SMALL_INT_MAX, SMALL_INT_MIN, smallInt, T, True } from '../core/wellknown.js';
import type { Boxes } from './boxes.js';

const OWN_LEFT = 1;
const OWN_RIGHT = 2;
const OWN_DESTINATION = 4;

export function makeOperators(boxes: Boxes): Operators {
  const { I32, U32, F64 } = views();
  const { int: newInt, float: newFloat, setInt, release } = boxes;
  const INT = T.int;
  const FLOAT = T.float;
  const STR = T.str;
  const _BOOL = T.bool;
  const TRUE = True as number;
  const FALSE = False as number;
  const NONE = None as number;
  const TYPE = PyObject.ob_type;
  const SIZE = PyVarObject.ob_size;
  const DIGIT = PyLongObject.ob_digit;
  const FVAL = PyFloatObject.ob_fval;
  const SMALL0 = smallInt(0) as number;

  /** The result of an int operation, in a box that may be used again. Consumes what is owned. `v` fits 53 bits. */
  function boxInt(v: number, l: number, r: number, own: number): number {
    if (v >= SMALL_INT_MIN && v <= SMALL_INT_MAX) {
      if (own & OWN_LEFT) release(l);
      if (own & OWN_RIGHT) release(r);
      const p = SMALL0 + v * 32;
      I32[p >>> 2] = I32[p >>> 2]! + 1;
      return p;
    }
    // An operand's box will do if it is ours alone. (Small ints are shared: their counts are high.)
    if (own & (OWN_LEFT | OWN_DESTINATION) && I32[l >>> 2] === 1) {
      setInt(l, v);
      if (own & OWN_DESTINATION) I32[l >>> 2] = 2;
      if (own & OWN_RIGHT) release(r);
      return l;
    }
    if (own & OWN_RIGHT && I32[r >>> 2] === 1) {
      setInt(r, v);
      if (own & OWN_LEFT) release(l);
      return r;
    }
    const p = newInt(v);
    if (own & OWN_LEFT) release(l);
    if (own & OWN_RIGHT) release(r);
    return p;
  }
  function boxFloat(v: number, l: number, r: number, own: number): number {
    if (own & (OWN_LEFT | OWN_DESTINATION) && I32[l >>> 2] === 1 && I32[(l + TYPE) >>> 2] === FLOAT) {
      F64[(l + FVAL) >>> 3] = v;
      if (own & OWN_DESTINATION) I32[l >>> 2] = 2;
      if (own & OWN_RIGHT) release(r);
      return l;
    }
    if (own & OWN_RIGHT && I32[r >>> 2] === 1 && I32[(r + TYPE) >>> 2] === FLOAT) {
      F64[(r + FVAL) >>> 3] = v;
      if (own & OWN_LEFT) release(l);
      return r;
    }
    const p = newFloat(v);
    if (own & OWN_LEFT) release(l);
    if (own & OWN_RIGHT) release(r);
    return p;
  }
  function done(x: number, l: number, r: number, own: number): number {
    if (own & OWN_LEFT) release(l);
    if (own & OWN_RIGHT) release(r);
    return x;
  }
  /** Value of an exact int of at most one digit. */
  function small(p: number): number {
    return I32[(p + SIZE) >>> 2]! * I32[(p + DIGIT) >>> 2]!;
  }
  function isSmall(p: number): boolean {
    return I32[(p + TYPE) >>> 2] === INT && (U32[(p + SIZE) >>> 2]! + 1) >>> 0 < 3;
  }
  /** A float's value, or a one-digit int's; NaN-boxed callers check types first. */
  function isFloat(p: number): boolean {
    return I32[(p + TYPE) >>> 2] === FLOAT;
  }
  function fval(p: number): number {
    return F64[(p + FVAL) >>> 3]!;
  }
  const B = (p: number) => p as Borrowed;
  /** The value of an exact int of at most two digits and below 2^53 in size, or NaN. */
  function exact(p: number): number {
    if (I32[(p + TYPE) >>> 2] !== INT) return Number.NaN;
    const s = I32[(p + SIZE) >>> 2]!;
    if (s >= -1 && s <= 1) return s * I32[(p + DIGIT) >>> 2]!;
    if (s !== 2 && s !== -2) return Number.NaN;
    const high = I32[(p + DIGIT + 4) >>> 2]!;
    if (high >= 8388608) return Number.NaN;
    const v = I32[(p + DIGIT) >>> 2]! + high * 1073741824;
    return s < 0 ? -v : v;
  }
  /** The result of an operation on exact values is right: not NaN, and within what a number holds exactly. */
  function fits(v: number): boolean {
    return v <= 9007199254740991 && v >= -9007199254740991;
  }
  /** An int without a sign and below 2^53: its bits are those of its digits. */
  function isTwo(p: number): boolean {
    return I32[(p + TYPE) >>> 2] === INT && U32[(p + SIZE) >>> 2]! < 3;
  }
  function high(p: number): number {
    return I32[(p + SIZE) >>> 2] === 2 ? I32[(p + DIGIT + 4) >>> 2]! : 0;
  }
  function low(p: number): number {
    return I32[(p + SIZE) >>> 2] === 0 ? 0 : I32[(p + DIGIT) >>> 2]!;
  }

  function add(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) return boxInt(small(l) + small(r), l, r, own);
    if (isFloat(l)) {
      if (isFloat(r)) return boxFloat(fval(l) + fval(r), l, r, own);
      if (isSmall(r)) return boxFloat(fval(l) + small(r), l, r, own);
    } else if (isFloat(r) && isSmall(l)) return boxFloat(small(l) + fval(r), l, r, own);
    const v = exact(l) + exact(r);
    if (fits(v)) return boxInt(v, l, r, own);
    return done(numberAdd(B(l), B(r)), l, r, own);
  }
  function subtract(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) return boxInt(small(l) - small(r), l, r, own);
    if (isFloat(l)) {
      if (isFloat(r)) return boxFloat(fval(l) - fval(r), l, r, own);
      if (isSmall(r)) return boxFloat(fval(l) - small(r), l, r, own);
    } else if (isFloat(r) && isSmall(l)) return boxFloat(small(l) - fval(r), l, r, own);
    const v = exact(l) - exact(r);
    if (fits(v)) return boxInt(v, l, r, own);
    return done(numberSubtract(B(l), B(r)), l, r, own);
  }
  function multiply(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const v = small(l) * small(r);
      if (v <= 9007199254740991 && v >= -9007199254740991) return boxInt(v === 0 ? 0 : v, l, r, own);
    } else if (isFloat(l)) {
      if (isFloat(r)) return boxFloat(fval(l) * fval(r), l, r, own);
      if (isSmall(r)) return boxFloat(fval(l) * small(r), l, r, own);
    } else if (isFloat(r) && isSmall(l)) return boxFloat(small(l) * fval(r), l, r, own);
    const v = exact(l) * exact(r);
    if (fits(v)) return boxInt(v + 0, l, r, own);
    return done(numberMultiply(B(l), B(r)), l, r, own);
  }
  function trueDivide(l: number, r: number, own: number): number {
    if (isFloat(l)) {
      if (isFloat(r)) {
        if (fval(r) !== 0) return boxFloat(fval(l) / fval(r), l, r, own);
      } else if (isSmall(r) && small(r) !== 0) return boxFloat(fval(l) / small(r), l, r, own);
    } else if (isSmall(l)) {
      if (isSmall(r)) {
        if (small(r) !== 0) return boxFloat(small(l) / small(r), l, r, own);
      } else if (isFloat(r) && fval(r) !== 0) return boxFloat(small(l) / fval(r), l, r, own);
    }
    return done(binary(PyNumberMethods.nb_true_divide, B(l), B(r), '/'), l, r, own);
  }
  function floorDivide(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const d = small(r);
      if (d !== 0) return boxInt(Math.floor((small(l) + 0) / d) + 0, l, r, own);
    }
    const a = exact(l);
    const b = exact(r);
    if (b !== 0 && fits(a + b)) {
      const m = a % b;
      const q = (a - m) / b;
      return boxInt((m !== 0 && m < 0 !== b < 0 ? q - 1 : q) + 0, l, r, own);
    }
    return done(binary(PyNumberMethods.nb_floor_divide, B(l), B(r), '//'), l, r, own);
  }
  function modulo(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const d = small(r) | 0;
      if (d !== 0) {
        let m = (small(l) | 0) % d;
        if (m !== 0 && m < 0 !== d < 0) m += d;
        return boxInt(m + 0, l, r, own);
      }
    }
    const a = exact(l);
    const b = exact(r);
    if (b !== 0 && fits(a + b)) {
      const m = a % b;
      return boxInt((m !== 0 && m < 0 !== b < 0 ? m + b : m) + 0, l, r, own);
    }
    return done(binary(PyNumberMethods.nb_remainder, B(l), B(r), '%'), l, r, own);
  }
  function and(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) return boxInt(small(l) & small(r), l, r, own);
    if (isTwo(l) && isTwo(r)) {
      const v = (high(l) & high(r)) * 1073741824 + (low(l) & low(r));
      if (fits(v)) return boxInt(v, l, r, own);
    }
    return done(binary(PyNumberMethods.nb_and, B(l), B(r), '&'), l, r, own);
  }
  function or(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) return boxInt(small(l) | small(r), l, r, own);
    if (isTwo(l) && isTwo(r)) {
      const v = (high(l) | high(r)) * 1073741824 + (low(l) | low(r));
      if (fits(v)) return boxInt(v, l, r, own);
    }
    return done(binary(PyNumberMethods.nb_or, B(l), B(r), '|'), l, r, own);
  }
  function xor(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) return boxInt(small(l) ^ small(r), l, r, own);
    if (isTwo(l) && isTwo(r)) {
      const v = (high(l) ^ high(r)) * 1073741824 + (low(l) ^ low(r));
      if (fits(v)) return boxInt(v, l, r, own);
    }
    return done(binary(PyNumberMethods.nb_xor, B(l), B(r), '^'), l, r, own);
  }
  function leftShift(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const n = small(r);
      if (n >= 0 && n <= 22) return boxInt(small(l) * (1 << n) + 0, l, r, own);
    }
    if (isSmall(r) && small(r) >= 0 && small(r) < 53) {
      const v = exact(l) * 2 ** small(r);
      if (fits(v)) return boxInt(v, l, r, own);
    }
    return done(binary(PyNumberMethods.nb_lshift, B(l), B(r), '<<'), l, r, own);
  }
  function rightShift(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const n = small(r);
      if (n >= 0) return boxInt((small(l) | 0) >> Math.min(n, 31), l, r, own);
    }
    if (isSmall(r) && small(r) >= 0 && small(r) < 64) {
      const v = Math.floor(exact(l) / 2 ** small(r));
      if (fits(v)) return boxInt(v, l, r, own);
    }
    return done(binary(PyNumberMethods.nb_rshift, B(l), B(r), '>>'), l, r, own);
  }
  const generic =
    (slot: number, symbol: string) =>
    (l: number, r: number, own: number): number =>
      done(binary(slot, B(l), B(r), symbol), l, r, own);
  /** In-place operators: ints and floats have no in-place slots, so they go the plain way; an error tells which operator it was. */
  function isNumber(p: number): boolean {
    const t = I32[(p + TYPE) >>> 2];
    return t === INT || t === FLOAT;
  }
  const areInts = (l: number, r: number) => I32[(l + TYPE) >>> 2] === INT && I32[(r + TYPE) >>> 2] === INT;
  const areNumbers = (l: number, r: number) => isNumber(l) && isNumber(r);
  const inplaceOf =
    (
      plain: (l: number, r: number, own: number) => number,
      islot: number,
      slot: number,
      symbol: string,
      takes = areNumbers,
    ) =>
    (l: number, r: number, own: number): number =>
      takes(l, r) ? plain(l, r, own) : done(inplace(islot, slot, B(l), B(r), symbol), l, r, own);
  const N = PyNumberMethods;

  function bool(t: boolean): number {
    const p = t ? TRUE : FALSE;
    I32[p >>> 2] = I32[p >>> 2]! + 1;
    return p;
  }
  function compareOp(l: number, r: number, op: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const t = test(small(l), small(r), op);
      if (own !== 0) done(0, l, r, own);
      return bool(t);
    }
    // Types whose comparisons are always a bool.
    const tl = I32[(l + TYPE) >>> 2];
    if ((tl === FLOAT || tl === STR || tl === INT) && I32[(r + TYPE) >>> 2] === tl) {
      const t = slowTruth(l, r, op, own);
      return t < 0 ? 0 : bool(t !== 0);
    }
    return done(richCompare(B(l), B(r), op), l, r, own);
  }
  function test(a: number, b: number, op: number): boolean {
    switch (op) {
      case 0:
        return a < b;
      case 1:
        return a <= b;
      case 2:
        return a === b;
      case 3:
        return a !== b;
      case 4:
        return a > b;
      default:
        return a >= b;
    }
  }
  function truth(x: number): number {
    if (x === TRUE) return 1;
    if (x === FALSE || x === NONE) return 0;
    const t = I32[(x + TYPE) >>> 2];
    if (t === INT || t === T.list || t === T.tuple) return I32[(x + SIZE) >>> 2] !== 0 ? 1 : 0;
    return isTrue(B(x));
  }
  /** `bool(l op r)` by the generic way. */
  function slowTruth(l: number, r: number, op: number, own: number): number {
    const tl = I32[(l + TYPE) >>> 2];
    const tr = I32[(r + TYPE) >>> 2];
    let t: number;
    if (tl === FLOAT && (tr === FLOAT || (tr === INT && isSmall(r)))) {
      t = test(fval(l), tr === FLOAT ? fval(r) : small(r), op) ? 1 : 0;
    } else if (tr === FLOAT && tl === INT && isSmall(l)) t = test(small(l), fval(r), op) ? 1 : 0;
    else if (tl === STR && tr === STR && (op === 2 || op === 3))
      t = strEquals(B(l), B(r)) === (op === 2) ? 1 : 0;
    else if (fits(exact(l) + exact(r))) t = test(exact(l), exact(r), op) ? 1 : 0;
    else {
      const x = richCompare(B(l), B(r), op);
      if (x === 0) t = -1;
      else {
        t = truth(x);
        decref(x);
      }
    }
    if (own !== 0) done(0, l, r, own);
    return t;
  }
  function lessTruth(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const t = small(l) < small(r) ? 1 : 0;
      if (own !== 0) done(0, l, r, own);
      return t;
    }
    return slowTruth(l, r, 0, own);
  }
  function lessEqualTruth(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const t = small(l) <= small(r) ? 1 : 0;
      if (own !== 0) done(0, l, r, own);
      return t;
    }
    return slowTruth(l, r, 1, own);
  }
  function equalTruth(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const t = small(l) === small(r) ? 1 : 0;
      if (own !== 0) done(0, l, r, own);
      return t;
    }
    return slowTruth(l, r, 2, own);
  }
  function notEqualTruth(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const t = small(l) !== small(r) ? 1 : 0;
      if (own !== 0) done(0, l, r, own);
      return t;
    }
    return slowTruth(l, r, 3, own);
  }
  function greaterTruth(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const t = small(l) > small(r) ? 1 : 0;
      if (own !== 0) done(0, l, r, own);
      return t;
    }
    return slowTruth(l, r, 4, own);
  }
  function greaterEqualTruth(l: number, r: number, own: number): number {
    if (isSmall(l) && isSmall(r)) {
      const t = small(l) >= small(r) ? 1 : 0;
      if (own !== 0) done(0, l, r, own);
      return t;
    }
    return slowTruth(l, r, 5, own);
  }
  const power = (l: number, r: number, own: number) => done(numberPower(B(l), B(r), None), l, r, own);
  const matrixMultiply = generic(N.nb_matrix_multiply, '@');
  const unary =
    (f: (o: Borrowed) => Owned) =>
    (x: number, own: number): number => {
      const v = f(B(x));
      if (own & OWN_LEFT) release(x);
      return v;
    };
  function negative(x: number, own: number): number {
    if (isFloat(x)) return boxFloat(-fval(x), x, 0, own & ~OWN_RIGHT);
    if (isSmall(x)) return boxInt(0 - small(x), x, 0, own & ~OWN_RIGHT);
    const v = numberNegative(B(x));
    if (own & OWN_LEFT) release(x);
    return v;
  }

  return {
    add,
    subtract,
    multiply,
    matrixMultiply,
    trueDivide,
    floorDivide,
    modulo,
    power,
    leftShift,
    rightShift,
    and,
    or,
    xor,
    inplaceAdd: (l, r, own) =>
      areNumbers(l, r) ? add(l, r, own) : done(numberInplaceAdd(B(l), B(r)), l, r, own),
    inplaceSubtract: inplaceOf(subtract, N.nb_inplace_subtract, N.nb_subtract, '-='),
    inplaceMultiply: (l, r, own) =>
      areNumbers(l, r) ? multiply(l, r, own) : done(numberInplaceMultiply(B(l), B(r)), l, r, own),
    inplaceMatrixMultiply: (l, r, own) =>
      done(inplace(N.nb_inplace_matrix_multiply, N.nb_matrix_multiply, B(l), B(r), '@='), l, r, own),
    inplaceTrueDivide: inplaceOf(trueDivide, N.nb_inplace_true_divide, N.nb_true_divide, '/='),
    inplaceFloorDivide: inplaceOf(floorDivide, N.nb_inplace_floor_divide, N.nb_floor_divide, '//='),
    inplaceModulo: inplaceOf(modulo, N.nb_inplace_remainder, N.nb_remainder, '%='),
    inplacePower: (l, r, own) => done(numberInplacePower(B(l), B(r), None), l, r, own),
    inplaceLeftShift: inplaceOf(leftShift, N.nb_inplace_lshift, N.nb_lshift, '<<=', areInts),
    inplaceRightShift: inplaceOf(rightShift, N.nb_inplace_rshift, N.nb_rshift, '>>=', areInts),
    inplaceAnd: inplaceOf(and, N.nb_inplace_and, N.nb_and, '&=', areInts),
    inplaceOr: inplaceOf(or, N.nb_inplace_or, N.nb_or, '|=', areInts),
    inplaceXor: inplaceOf(xor, N.nb_inplace_xor, N.nb_xor, '^=', areInts),
    negative,
    positive: unary(numberPositive),
    invert: unary(numberInvert),
    compare: compareOp,
    compareTruth: (l, r, op, own) => {
      if (isSmall(l) && isSmall(r)) {
        const t = test(small(l), small(r), op) ? 1 : 0;
        if (own !== 0) done(0, l, r, own);
        return t;
      }
      return slowTruth(l, r, op, own);
    },
    lessTruth,
    lessEqualTruth,
    equalTruth,
    notEqualTruth,
    greaterTruth,
    greaterEqualTruth,
    truth,
    contains: (container, item) => contains(B(container), B(item)),
  };
}
