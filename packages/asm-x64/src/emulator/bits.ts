/** Shifts, rotates, bit tests and counts, BMI1 and BMI2, crc32. */
import {
  AF,
  CF,
  flagMask,
  type Machine,
  mask,
  OF,
  PF,
  type Semantics,
  type SemanticsTable,
  SF,
  STATUS,
  ZF,
} from './machine.js';

const RESULT = ZF | SF | PF;

/** The count, as the processor masks it. */
const countOf = (m: Machine, i: number): number => Number(m.read(i, 8)) & (m.bits(0) === 64 ? 63 : 31);
const bitAt = (value: bigint, at: number): boolean => ((value >> BigInt(at)) & 1n) !== 0n;

/** Flags of a shift: carry as given; overflow is defined for a count of one. */
function shiftFlags(m: Machine, result: bigint, count: number, carry: boolean, overflow: boolean): void {
  m.setFlags(RESULT | CF, m.resultFlags(result, m.bits(0)) | (carry ? CF : 0));
  if (count === 1) m.setFlag(OF, overflow);
  else m.undefine(OF);
  m.undefine(AF);
}

const shl: Semantics = (m) => {
  const bits = m.bits(0);
  const count = countOf(m, 1);
  const a = m.read(0);
  const wide = a << BigInt(count);
  const result = wide & mask(bits);
  m.write(0, result);
  if (count === 0) return;
  const carry = bitAt(wide, bits);
  shiftFlags(m, result, count, carry, carry !== bitAt(result, bits - 1));
  if (count >= bits) m.undefine(CF);
};

const right =
  (signed: boolean): Semantics =>
  (m) => {
    const bits = m.bits(0);
    const count = countOf(m, 1);
    const a = m.read(0);
    const value = signed ? BigInt.asIntN(bits, a) : a;
    const result = (value >> BigInt(count)) & mask(bits);
    m.write(0, result);
    if (count === 0) return;
    shiftFlags(m, result, count, bitAt(value, count - 1), !signed && bitAt(a, bits - 1));
    if (count >= bits && !signed) m.undefine(CF);
  };

function rotateFlags(m: Machine, count: number, carry: boolean, overflow: boolean): void {
  m.setFlag(CF, carry);
  if (count === 1) m.setFlag(OF, overflow);
  else m.undefine(OF);
}

const rotate =
  (left: boolean): Semantics =>
  (m) => {
    const bits = m.bits(0);
    const count = countOf(m, 1);
    const by = BigInt(left ? count % bits : (bits - (count % bits)) % bits);
    const a = m.read(0);
    const result = ((a << by) | (a >> (BigInt(bits) - by))) & mask(bits);
    m.write(0, result);
    if (count === 0) return;
    const top = bitAt(result, bits - 1);
    if (left) rotateFlags(m, count, bitAt(result, 0), top !== bitAt(result, 0));
    else rotateFlags(m, count, top, top !== bitAt(result, bits - 2));
  };

/** Rotates through the carry: bits + 1 places. */
const rotateCarry =
  (left: boolean): Semantics =>
  (m) => {
    const bits = m.bits(0);
    const count = countOf(m, 1) % (bits + 1);
    const given = countOf(m, 1);
    const a = m.read(0);
    const wide = a | (m.flag(CF) ? 1n << BigInt(bits) : 0n);
    const by = BigInt(left ? count : (bits + 1 - count) % (bits + 1));
    const turned = ((wide << by) | (wide >> (BigInt(bits + 1) - by))) & mask(bits + 1);
    const result = turned & mask(bits);
    m.write(0, result);
    if (given === 0) return;
    const carry = bitAt(turned, bits);
    const top = bitAt(result, bits - 1);
    rotateFlags(m, given, carry, left ? top !== carry : top !== bitAt(result, bits - 2));
  };

const doubleShift =
  (left: boolean): Semantics =>
  (m) => {
    const bits = m.bits(0);
    const count = countOf(m, 2);
    const a = m.read(0);
    const b = m.read(1);
    if (count === 0) {
      m.write(0, a);
      return;
    }
    const by = BigInt(count);
    const size = BigInt(bits);
    const wide = left ? (a << size) | b : (b << size) | a;
    const result = left ? ((wide << by) >> size) & mask(bits) : (wide >> by) & mask(bits);
    m.write(0, result);
    const carry = left ? bitAt(a, bits - count) : bitAt(a, count - 1);
    shiftFlags(m, result, count, carry, bitAt(a, bits - 1) !== bitAt(result, bits - 1));
  };

const BIT_UNDEFINED = flagMask('osap');

/** A bit of the first operand; a register index reaches beyond a memory operand, by whole operands. */
const bitTest =
  (change: ((value: bigint, bit: bigint) => bigint) | undefined): Semantics =>
  (m) => {
    const bits = m.bits(0);
    const indexed = typeof m.operand(1) === 'object';
    const position = indexed ? m.readSigned(1) : BigInt(m.operand(1) as number) & 0xffn;
    const bit = 1n << (((position % BigInt(bits)) + BigInt(bits)) % BigInt(bits));
    if (m.isMemory(0) && indexed) {
      const words = (position - (((position % BigInt(bits)) + BigInt(bits)) % BigInt(bits))) / BigInt(bits);
      const at = BigInt.asUintN(64, m.address(0) + words * BigInt(bits / 8));
      const value = m.memory.read(at, bits / 8);
      if (change !== undefined) m.memory.write(at, bits / 8, change(value, bit));
      m.setFlag(CF, (value & bit) !== 0n);
    } else {
      const value = m.read(0);
      if (change !== undefined) m.write(0, change(value, bit) & mask(bits));
      m.setFlag(CF, (value & bit) !== 0n);
    }
    m.undefine(BIT_UNDEFINED);
  };

const width = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);
const lowest = (value: bigint): number => width(value & -value) - 1;

/** bsf and bsr: of zero, the destination keeps its value, as processors do. */
const scan =
  (find: (value: bigint) => number): Semantics =>
  (m) => {
    const value = m.read(1);
    if (value !== 0n) m.write(0, BigInt(find(value)));
    m.setFlag(ZF, value === 0n);
    m.undefine(STATUS & ~ZF);
  };

/** tzcnt and lzcnt. */
const countZeros =
  (count: (value: bigint, bits: number) => number): Semantics =>
  (m) => {
    const bits = m.bits(0);
    const n = count(m.read(1), bits);
    m.write(0, BigInt(n));
    m.setFlags(CF | ZF, (n === bits ? CF : 0) | (n === 0 ? ZF : 0));
    m.undefine(STATUS & ~(CF | ZF));
  };

/** One bit at a time, the polynomial reversed. */
function crc32c(crc: number, value: bigint, bits: number): number {
  for (let i = 0; i < bits; i++) {
    const bit = (crc ^ Number((value >> BigInt(i)) & 1n)) & 1;
    crc = (crc >>> 1) ^ (bit ? 0x82f63b78 : 0);
  }
  return crc >>> 0;
}

/** Flags of the BMI1 group: carry as given, overflow clear. */
function bmiFlags(m: Machine, result: bigint, carry: boolean): void {
  m.setFlags(ZF | SF | CF | OF, (m.resultFlags(result, m.bits(0)) & (ZF | SF)) | (carry ? CF : 0));
  m.undefine(AF | PF);
}

/** Shifts that keep the flags: `=r rm v`. */
const plainShift =
  (operation: (a: bigint, by: bigint, bits: number) => bigint): Semantics =>
  (m) => {
    const bits = m.bits(0);
    m.write(0, operation(m.read(1), m.read(2, bits) & BigInt(bits - 1), bits));
  };

/** Moves bits between the low end and where the mask has ones. */
function deposit(value: bigint, where: bigint, gather: boolean): bigint {
  let result = 0n;
  let k = 0n;
  for (let i = 0n; where >> i !== 0n; i++) {
    if (((where >> i) & 1n) === 0n) continue;
    if (gather) result |= ((value >> i) & 1n) << k;
    else result |= ((value >> k) & 1n) << i;
    k++;
  }
  return result;
}

export const bits: SemanticsTable = {
  shl,
  shr: right(false),
  sar: right(true),
  rol: rotate(true),
  ror: rotate(false),
  rcl: rotateCarry(true),
  rcr: rotateCarry(false),
  shld: doubleShift(true),
  shrd: doubleShift(false),
  bt: bitTest(undefined),
  bts: bitTest((v, bit) => v | bit),
  btr: bitTest((v, bit) => v & ~bit),
  btc: bitTest((v, bit) => v ^ bit),
  bsf: scan(lowest),
  bsr: scan((v) => width(v) - 1),
  tzcnt: countZeros((v, n) => (v === 0n ? n : lowest(v))),
  lzcnt: countZeros((v, n) => n - width(v)),
  popcnt: (m) => {
    const n = m.read(1).toString(2).replaceAll('0', '').length;
    m.write(0, BigInt(n));
    m.setFlags(STATUS, n === 0 ? ZF : 0);
  },
  crc32: (m) => {
    const crc = crc32c(Number(m.read(0) & 0xffff_ffffn), m.read(1), m.bits(1));
    m.write(0, BigInt(crc));
  },
  andn: (m) => {
    const result = ~m.read(1) & m.read(2) & mask(m.bits(0));
    m.write(0, result);
    bmiFlags(m, result, false);
  },
  bextr: (m) => {
    const control = m.read(2);
    const result = (m.read(1) >> (control & 0xffn)) & mask(Number((control >> 8n) & 0xffn)) & mask(m.bits(0));
    m.write(0, result);
    m.setFlags(ZF | CF | OF, result === 0n ? ZF : 0);
    m.undefine(SF | AF | PF);
  },
  blsi: (m) => {
    const a = m.read(1);
    const result = a & -a & mask(m.bits(0));
    m.write(0, result);
    bmiFlags(m, result, a !== 0n);
  },
  blsmsk: (m) => {
    const a = m.read(1);
    const result = (a ^ (a - 1n)) & mask(m.bits(0));
    m.write(0, result);
    bmiFlags(m, result, a === 0n);
  },
  blsr: (m) => {
    const a = m.read(1);
    const result = a & (a - 1n) & mask(m.bits(0));
    m.write(0, result);
    bmiFlags(m, result, a === 0n);
  },
  bzhi: (m) => {
    const size = m.bits(0);
    const n = Number(m.read(2) & 0xffn);
    const result = n < size ? m.read(1) & mask(n) : m.read(1);
    m.write(0, result);
    bmiFlags(m, result, n > size - 1);
  },
  mulx: (m) => {
    const size = m.bits(0);
    const product = m.readRegister(2, size) * m.read(2);
    // The low half first: with both destinations one register, the high half stands.
    m.write(1, product & mask(size));
    m.write(0, product >> BigInt(size));
  },
  pdep: (m) => m.write(0, deposit(m.read(1), m.read(2), false)),
  pext: (m) => m.write(0, deposit(m.read(1), m.read(2), true)),
  rorx: (m) => {
    const size = m.bits(0);
    const by = m.read(2, 8) & BigInt(size - 1);
    const a = m.read(1);
    m.write(0, (a >> by) | (a << (BigInt(size) - by)));
  },
  shlx: plainShift((a, by) => a << by),
  shrx: plainShift((a, by) => a >> by),
  sarx: plainShift((a, by, size) => BigInt.asIntN(size, a) >> by),
};
