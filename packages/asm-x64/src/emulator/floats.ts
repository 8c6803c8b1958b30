/**
 * Floating arithmetic on bit patterns, as the processor does it: NaNs keep their payload and become quiet, an
 * invalid operation gives the default NaN. JavaScript's own arithmetic is the same for everything else; singles
 * are rounded from doubles, which for one operation gives the correctly rounded single.
 */

const buffer = new DataView(new ArrayBuffer(8));

export function doubleOf(pattern: bigint): number {
  buffer.setBigUint64(0, pattern);
  return buffer.getFloat64(0);
}

export function patternOfDouble(value: number): bigint {
  buffer.setFloat64(0, value);
  return buffer.getBigUint64(0);
}

export function singleOf(pattern: bigint): number {
  buffer.setUint32(0, Number(pattern));
  return buffer.getFloat32(0);
}

export function patternOfSingle(value: number): bigint {
  buffer.setFloat32(0, value);
  return BigInt(buffer.getUint32(0));
}

/** A floating format: how to read, write and judge its patterns. */
export interface Format {
  readonly bits: 32 | 64;
  readonly number: (pattern: bigint) => number;
  readonly pattern: (value: number) => bigint;
  readonly isNaN: (pattern: bigint) => boolean;
  readonly quiet: bigint;
  readonly defaultNaN: bigint;
}

export const DOUBLE: Format = {
  bits: 64,
  number: doubleOf,
  pattern: patternOfDouble,
  isNaN: (p) => (p & 0x7fff_ffff_ffff_ffffn) > 0x7ff0_0000_0000_0000n,
  quiet: 0x0008_0000_0000_0000n,
  defaultNaN: 0xfff8_0000_0000_0000n,
};

export const SINGLE: Format = {
  bits: 32,
  number: singleOf,
  pattern: patternOfSingle,
  isNaN: (p) => (p & 0x7fff_ffffn) > 0x7f80_0000n,
  quiet: 0x0040_0000n,
  defaultNaN: 0xffc0_0000n,
};

/** An operation of two operands: the destination and the source. */
export type Binary = (f: Format, a: bigint, b: bigint) => bigint;

/** Arithmetic: the first NaN wins. */
export const arithmeticOf =
  (operation: (x: number, y: number) => number): Binary =>
  (f, a, b) => {
    if (f.isNaN(a)) return a | f.quiet;
    if (f.isNaN(b)) return b | f.quiet;
    const result = operation(f.number(a), f.number(b));
    return Number.isNaN(result) ? f.defaultNaN : f.pattern(result);
  };

/** Minimum and maximum: the source, if either is NaN or both are zero. */
export const choiceOf =
  (takesFirst: (x: number, y: number) => boolean): Binary =>
  (f, a, b) =>
    !f.isNaN(a) && !f.isNaN(b) && takesFirst(f.number(a), f.number(b)) ? a : b;

export function squareRoot(f: Format, a: bigint): bigint {
  if (f.isNaN(a)) return a | f.quiet;
  const result = Math.sqrt(f.number(a));
  return Number.isNaN(result) ? f.defaultNaN : f.pattern(result);
}

/** The eight predicates of a comparison. */
export function compares(f: Format, predicate: number, a: bigint, b: bigint): boolean {
  const unordered = f.isNaN(a) || f.isNaN(b);
  const x = f.number(a);
  const y = f.number(b);
  const holds = [!unordered && x === y, !unordered && x < y, !unordered && x <= y, unordered][predicate & 3]!;
  return predicate & 4 ? !holds : holds;
}

/** Rounds to an integer: 0 to nearest even, 1 down, 2 up, 3 toward zero. */
export function roundTo(mode: number, value: number): number {
  switch (mode) {
    case 1:
      return Math.floor(value);
    case 2:
      return Math.ceil(value);
    case 3:
      return Math.trunc(value);
    default: {
      if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 52) return value;
      const down = Math.floor(value);
      const half = value - down;
      const result = half < 0.5 || (half === 0.5 && down % 2 === 0) ? down : down + 1;
      // Minus zero keeps its sign.
      return result === 0 && (value < 0 || Object.is(value, -0)) ? -0 : result;
    }
  }
}

/** A float as a signed integer; what does not fit is the integer indefinite. */
export function toInteger(f: Format, pattern: bigint, bits: number, mode: number): bigint {
  const limit = 2 ** (bits - 1);
  const value = f.isNaN(pattern) ? Number.NaN : roundTo(mode, f.number(pattern));
  if (!(value >= -limit && value < limit)) return 1n << BigInt(bits - 1);
  return BigInt.asUintN(bits, BigInt(value));
}

/** A signed integer as a float, rounded once. */
export function fromInteger(f: Format, value: bigint): bigint {
  if (f.bits === 64) return f.pattern(Number(value));
  // Rounding first to a double and then to a single would round twice: keep what a double drops as a sticky bit.
  const magnitude = value < 0n ? -value : value;
  const drop = BigInt(Math.max(0, magnitude.toString(2).length - 53));
  let kept = magnitude >> drop;
  if (kept << drop !== magnitude) kept |= 1n;
  const number = Number(kept << drop);
  return f.pattern(Math.fround(value < 0n ? -number : number));
}

export function doubleToSingle(p: bigint): bigint {
  if (!DOUBLE.isNaN(p)) return patternOfSingle(Math.fround(doubleOf(p)));
  return ((p >> 32n) & 0x8000_0000n) | 0x7fc0_0000n | ((p >> 29n) & 0x3f_ffffn);
}

export function singleToDouble(p: bigint): bigint {
  if (!SINGLE.isNaN(p)) return patternOfDouble(singleOf(p));
  return ((p & 0x8000_0000n) << 32n) | 0x7ff8_0000_0000_0000n | ((p & 0x3f_ffffn) << 29n);
}
