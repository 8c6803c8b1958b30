/**
 * What pure ops compute: the one meaning that constant folding and the interpreter share.
 *
 * An `i32` is a number, an `i64` a signed bigint, an `f64` a number; addresses and references are unsigned bigints.
 */
import type { Condition, OpName } from './ops.js';

export type Scalar = number | bigint;
/** Results of overflow ops that do not fit. */
export const OVERFLOW = Symbol('overflow');
export type Result = Scalar | typeof OVERFLOW;

type Evaluate = (a: never, b: never) => Result;

const i32 = (n: number): number => n | 0;
const i64 = (n: bigint): bigint => BigInt.asIntN(64, n);
const u64 = (n: bigint): bigint => BigInt.asUintN(64, n);
const fits32 = (n: number): Result => (n === (n | 0) ? n | 0 : OVERFLOW);
const fits64 = (n: bigint): Result => (n === i64(n) ? n : OVERFLOW);
/** The product of two i32 can go beyond what a number holds exactly. */
const product32 = (a: number, b: number): Result => {
  const exact = BigInt(a) * BigInt(b);
  return exact === BigInt.asIntN(32, exact) ? Number(exact) : OVERFLOW;
};

/** The ops whose result follows from their operands; those with a condition are in `holds`. */
export const EVALUATE: Partial<Record<OpName, Evaluate>> = {
  'add.i32': (a: number, b: number) => i32(a + b),
  'sub.i32': (a: number, b: number) => i32(a - b),
  'mul.i32': (a: number, b: number) => Math.imul(a, b),
  'and.i32': (a: number, b: number) => a & b,
  'or.i32': (a: number, b: number) => a | b,
  'xor.i32': (a: number, b: number) => a ^ b,
  'shl.i32': (a: number, b: number) => a << b,
  'shr.i32': (a: number, b: number) => i32(a >>> b),
  'sar.i32': (a: number, b: number) => a >> b,
  'add.i64': (a: bigint, b: bigint) => i64(a + b),
  'sub.i64': (a: bigint, b: bigint) => i64(a - b),
  'mul.i64': (a: bigint, b: bigint) => i64(a * b),
  'and.i64': (a: bigint, b: bigint) => a & b,
  'or.i64': (a: bigint, b: bigint) => a | b,
  'xor.i64': (a: bigint, b: bigint) => a ^ b,
  'shl.i64': (a: bigint, b: number) => i64(a << BigInt(b & 63)),
  'shr.i64': (a: bigint, b: number) => i64(u64(a) >> BigInt(b & 63)),
  'sar.i64': (a: bigint, b: number) => a >> BigInt(b & 63),
  'add_overflow.i32': (a: number, b: number) => fits32(a + b),
  'sub_overflow.i32': (a: number, b: number) => fits32(a - b),
  'mul_overflow.i32': product32,
  'add_overflow.i64': (a: bigint, b: bigint) => fits64(a + b),
  'sub_overflow.i64': (a: bigint, b: bigint) => fits64(a - b),
  'mul_overflow.i64': (a: bigint, b: bigint) => fits64(a * b),
  'add.f64': (a: number, b: number) => a + b,
  'sub.f64': (a: number, b: number) => a - b,
  'mul.f64': (a: number, b: number) => a * b,
  'div.f64': (a: number, b: number) => a / b,
  'sqrt.f64': (a: number) => Math.sqrt(a),
  i32_to_i64: (a: number) => BigInt(a),
  u32_to_i64: (a: number) => BigInt(a >>> 0),
  i64_to_i32: (a: bigint) => Number(BigInt.asIntN(32, a)),
  i32_to_f64: (a: number) => a,
  i64_to_f64: (a: bigint) => Number(a),
  i64_to_addr: (a: bigint) => u64(a),
  addr_to_i64: (a: bigint) => i64(a),
  ref_to_addr: (a: bigint) => a,
  'add.addr': (a: bigint, b: bigint) => u64(a + b),
};

/** Whether a condition holds. Unsigned ones look at the bits. */
export function holds(condition: Condition, a: Scalar, b: Scalar): boolean {
  const integers = typeof a === 'bigint';
  const signed = (n: Scalar): Scalar => (typeof n === 'bigint' ? i64(n) : n);
  const unsigned = (n: Scalar): Scalar => (typeof n === 'bigint' ? u64(n) : n >>> 0);
  switch (condition) {
    case 'eq':
      return integers ? u64(a) === u64(b as bigint) : a === b;
    case 'ne':
      return integers ? u64(a) !== u64(b as bigint) : a !== b;
    case 'lt':
      return signed(a) < signed(b);
    case 'le':
      return signed(a) <= signed(b);
    case 'gt':
      return signed(a) > signed(b);
    case 'ge':
      return signed(a) >= signed(b);
    case 'below':
      return unsigned(a) < unsigned(b);
    case 'below_eq':
      return unsigned(a) <= unsigned(b);
    case 'above':
      return unsigned(a) > unsigned(b);
    default:
      return unsigned(a) >= unsigned(b);
  }
}
