/** Constants as Python values: truth, and the arithmetic that folding needs. Undefined: not folded, the program does it. */
import {
  type ConstantValue,
  codePointsOf,
  type operator,
  strFromCodePoints,
  type unaryop,
} from '@tyston/parser';
import type { Const } from '../code-unit.js';
import type { ComplexParts, NumberLibrary } from './number-library.js';

/** Sizes beyond which CPython does not fold (Python/ast_opt.c). */
const MAX_INT_BITS = 128;
const MAX_COLLECTION = 256;
const MAX_STR = 4096;
const MAX_TOTAL_ITEMS = 1024;

export const NONE: Const = Object.freeze({ type: 'None' });
export const str = (value: string): Const => ({ type: 'str', value });
export const int = (value: number | bigint): Const => ({ type: 'int', value: BigInt(value) });
export const bool = (value: boolean): Const => ({ type: value ? 'True' : 'False' });
const float = (value: number): Const => ({ type: 'float', value });

/** A literal's value. */
export function fromLiteral(value: ConstantValue): Const {
  return value.type === 'complex' ? { type: 'complex', real: value.real ?? 0, imag: value.imag } : value;
}

export function truth(value: Const): boolean {
  switch (value.type) {
    case 'None':
    case 'False':
      return false;
    case 'int':
      return value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'complex':
      return value.real !== 0 || value.imag !== 0;
    case 'str':
    case 'bytes':
      return value.value.length > 0;
    case 'tuple':
    case 'frozenset':
      return value.items.length > 0;
    default:
      return true;
  }
}

type Num =
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'complex'; readonly real: number; readonly imag: number };

const isBool = (value: Const): boolean => value.type === 'True' || value.type === 'False';

function number(value: Const): Num | undefined {
  switch (value.type) {
    case 'True':
      return { kind: 'int', value: 1n };
    case 'False':
      return { kind: 'int', value: 0n };
    case 'int':
      return { kind: 'int', value: value.value };
    case 'float':
      return { kind: 'float', value: value.value };
    case 'complex':
      return { kind: 'complex', real: value.real, imag: value.imag };
    default:
      return undefined;
  }
}

const bitLength = (value: bigint): number =>
  (value < 0n ? -value : value).toString(2).length * Number(value !== 0n);

/** An int that a double holds, in both senses: exactly rounded and finite. */
function toDouble(value: bigint): number | undefined {
  const double = Number(value);
  return Number.isFinite(double) ? double : undefined;
}

export function unary(op: unaryop, operand: Const): Const | undefined {
  if (op === 'Not') return bool(!truth(operand));
  const value = number(operand);
  if (value === undefined) return undefined;
  if (value.kind === 'int') {
    if (op === 'Invert') return int(~value.value);
    return int(op === 'USub' ? -value.value : value.value);
  }
  if (op === 'Invert') return undefined;
  if (value.kind === 'float') return float(op === 'USub' ? -value.value : value.value);
  const sign = op === 'USub' ? -1 : 1;
  return { type: 'complex', real: sign * value.real, imag: sign * value.imag };
}

export function binary(
  op: operator,
  left: Const,
  right: Const,
  numbers: NumberLibrary | null,
): Const | undefined {
  const a = number(left);
  const b = number(right);
  if (a !== undefined && b !== undefined) {
    if (a.kind === 'int' && b.kind === 'int' && !(op === 'Pow' && b.value < 0n)) {
      const result = intBinary(op, a.value, b.value);
      // &, | and ^ of two bools are a bool.
      const keepsBool = op === 'BitAnd' || op === 'BitOr' || op === 'BitXor';
      return keepsBool && isBool(left) && isBool(right) ? bool(truth(result!)) : result;
    }
    if (a.kind === 'complex' || b.kind === 'complex') return complexBinary(op, a, b, numbers);
    const x = a.kind === 'int' ? toDouble(a.value) : a.value;
    const y = b.kind === 'int' ? toDouble(b.value) : b.value;
    return x === undefined || y === undefined ? undefined : floatBinary(op, x, y, numbers);
  }
  return sequenceBinary(op, left, right);
}

/** Quotient rounded down, as Python has it. */
function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

/** The quotient, rounded once, half to even; undefined where it is no normal number. */
function trueDiv(a: bigint, b: bigint): number | undefined {
  const [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  // More bits than a double has, and one that stands for all that follow.
  const shift = Math.max(0, bitLength(y) - bitLength(x) + 66);
  if (a !== 0n && (shift > 1000 || bitLength(x) - bitLength(y) > 1000)) return undefined;
  const scaled = x << BigInt(shift);
  const quotient = Number((scaled / y) | (scaled % y === 0n ? 0n : 1n)) / 2 ** shift;
  return a < 0n !== b < 0n ? -quotient : quotient;
}

/** The exponent of a power is not negative: the result would be a float. */
function intBinary(op: operator, a: bigint, b: bigint): Const | undefined {
  switch (op) {
    case 'Add':
      return int(a + b);
    case 'Sub':
      return int(a - b);
    case 'Mult':
      return bitLength(a) + bitLength(b) > MAX_INT_BITS ? undefined : int(a * b);
    case 'Div': {
      const quotient = b === 0n ? undefined : trueDiv(a, b);
      return quotient === undefined ? undefined : float(quotient);
    }
    case 'FloorDiv':
      return b === 0n ? undefined : int(floorDiv(a, b));
    case 'Mod':
      return b === 0n ? undefined : int(a - floorDiv(a, b) * b);
    case 'Pow':
      return BigInt(bitLength(a)) * b > MAX_INT_BITS ? undefined : int(a ** b);
    case 'LShift':
      return b < 0n || b > MAX_INT_BITS || bitLength(a) + Number(b) > MAX_INT_BITS ? undefined : int(a << b);
    case 'RShift':
      return b < 0n || b > 1n << 30n ? undefined : int(a >> b);
    case 'BitAnd':
      return int(a & b);
    case 'BitOr':
      return int(a | b);
    case 'BitXor':
      return int(a ^ b);
    default:
      return undefined;
  }
}

function floatBinary(op: operator, a: number, b: number, numbers: NumberLibrary | null): Const | undefined {
  switch (op) {
    case 'Add':
      return float(a + b);
    case 'Sub':
      return float(a - b);
    case 'Mult':
      return float(a * b);
    case 'Div':
      return b === 0 ? undefined : float(a / b);
    case 'Mod':
      return wrap(numbers?.floatModulo(a, b));
    case 'FloorDiv':
      return wrap(numbers?.floatFloorDivide(a, b));
    case 'Pow':
      return wrap(numbers?.floatPower(a, b));
    default:
      return undefined;
  }
}

function wrap(value: number | ComplexParts | undefined): Const | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'number' ? float(value) : { type: 'complex', ...value };
}

function complexBinary(op: operator, a: Num, b: Num, numbers: NumberLibrary | null): Const | undefined {
  const x = toComplex(a);
  const y = toComplex(b);
  if (x === undefined || y === undefined) return undefined;
  switch (op) {
    case 'Add':
      return { type: 'complex', real: x.real + y.real, imag: x.imag + y.imag };
    case 'Sub':
      return { type: 'complex', real: x.real - y.real, imag: x.imag - y.imag };
    case 'Mult':
      return {
        type: 'complex',
        real: x.real * y.real - x.imag * y.imag,
        imag: x.real * y.imag + x.imag * y.real,
      };
    case 'Div':
      return complexQuotient(x, y);
    case 'Pow':
      return wrap(numbers?.complexPower(x, y));
    default:
      return undefined;
  }
}

function toComplex(value: Num): ComplexParts | undefined {
  if (value.kind === 'complex') return value;
  const real = value.kind === 'float' ? value.value : toDouble(value.value);
  return real === undefined ? undefined : { real, imag: 0 };
}

function sequenceBinary(op: operator, left: Const, right: Const): Const | undefined {
  if (op === 'Add') return concatenate(left, right);
  if (op !== 'Mult') return undefined;
  const count = number(right)?.kind === 'int' ? right : left;
  const sequence = count === right ? left : right;
  const times = number(count);
  return times?.kind === 'int' ? repeat(sequence, times.value) : undefined;
}

function concatenate(a: Const, b: Const): Const | undefined {
  if (a.type === 'str' && b.type === 'str') {
    return strFromCodePoints([...codePointsOf(a), ...codePointsOf(b)]);
  }
  if (a.type === 'bytes' && b.type === 'bytes') {
    return { type: 'bytes', value: Uint8Array.from([...a.value, ...b.value]) };
  }
  if (a.type === 'tuple' && b.type === 'tuple') return { type: 'tuple', items: [...a.items, ...b.items] };
  return undefined;
}

function repeat(value: Const, times: bigint): Const | undefined {
  // A negative count is left to the program, as in CPython.
  if (times < 0n) return undefined;
  if (value.type === 'tuple') {
    const size = BigInt(value.items.length);
    if (
      size > 0n &&
      (times > MAX_COLLECTION / Number(size) || countItems(value) * Number(times) > MAX_TOTAL_ITEMS)
    ) {
      return undefined;
    }
    return {
      type: 'tuple',
      items: Array.from({ length: size > 0n ? Number(times) : 0 }, () => value.items).flat(),
    };
  }
  if (value.type === 'str' || value.type === 'bytes') {
    const size = value.type === 'str' ? codePointsOf(value).length : value.value.length;
    if (size > 0 && times > MAX_STR / size) return undefined;
    const copies = size > 0 ? Number(times) : 0;
    if (value.type === 'str') {
      const points = [...codePointsOf(value)];
      return strFromCodePoints(Array.from({ length: copies }, () => points).flat());
    }
    return {
      type: 'bytes',
      value: Uint8Array.from(Array.from({ length: copies }, () => [...value.value]).flat()),
    };
  }
  return undefined;
}

function countItems(value: Const): number {
  if (value.type !== 'tuple') return 1;
  return value.items.reduce((sum, item) => sum + countItems(item), value.items.length);
}

/** `constant[constant]`. */
export function subscript(value: Const, key: Const): Const | undefined {
  const index = number(key);
  if (index?.kind !== 'int') return undefined;
  const at = (length: number): number | undefined => {
    const i = index.value < 0n ? index.value + BigInt(length) : index.value;
    return i >= 0n && i < length ? Number(i) : undefined;
  };
  switch (value.type) {
    case 'tuple': {
      const i = at(value.items.length);
      return i === undefined ? undefined : value.items[i];
    }
    case 'str': {
      const points = codePointsOf(value);
      const i = at(points.length);
      return i === undefined ? undefined : strFromCodePoints([points[i]!]);
    }
    case 'bytes': {
      const i = at(value.value.length);
      return i === undefined ? undefined : int(value.value[i]!);
    }
    default:
      return undefined;
  }
}

export const TRUE: Const = Object.freeze({ type: 'True' });
export const FALSE: Const = Object.freeze({ type: 'False' });

interface Complex {
  readonly real: number;
  readonly imag: number;
}
/** By Smith's way, which does not overflow where the quotient does not (CPython: _Py_c_quot). */
function complexQuotient(x: Complex, y: Complex): Const | undefined {
  if (y.real === 0 && y.imag === 0) return undefined;
  if (Math.abs(y.real) >= Math.abs(y.imag)) {
    const ratio = y.imag / y.real;
    const whole = y.real + y.imag * ratio;
    return {
      type: 'complex',
      real: (x.real + x.imag * ratio) / whole,
      imag: (x.imag - x.real * ratio) / whole,
    };
  }
  if (Math.abs(y.imag) >= Math.abs(y.real)) {
    const ratio = y.real / y.imag;
    const whole = y.real * ratio + y.imag;
    return {
      type: 'complex',
      real: (x.real * ratio + x.imag) / whole,
      imag: (x.imag * ratio - x.real) / whole,
    };
  }
  return { type: 'complex', real: Number.NaN, imag: Number.NaN };
}
