/** Integer arithmetic, logic and comparison. */

import { EmulatorFault } from './fault.js';
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

/** Flags of a sum: `result` is a + b + carry, not yet cut to size. */
function sumFlags(m: Machine, a: bigint, b: bigint, wide: bigint, bits: number): bigint {
  const result = wide & mask(bits);
  const sign = BigInt(bits - 1);
  let flags = m.resultFlags(result, bits);
  if (wide > mask(bits)) flags |= CF;
  if ((((a ^ result) & (b ^ result)) >> sign) & 1n) flags |= OF;
  if (((a ^ b ^ result) >> 4n) & 1n) flags |= AF;
  m.setFlags(STATUS, flags);
  return result;
}

/** Flags of a difference a − b − borrow. */
export function differenceFlags(m: Machine, a: bigint, b: bigint, borrow: bigint, bits: number): bigint {
  const result = (a - b - borrow) & mask(bits);
  const sign = BigInt(bits - 1);
  let flags = m.resultFlags(result, bits);
  if (a < b + borrow) flags |= CF;
  if ((((a ^ b) & (a ^ result)) >> sign) & 1n) flags |= OF;
  if (((a ^ b ^ result) >> 4n) & 1n) flags |= AF;
  m.setFlags(STATUS, flags);
  return result;
}

function logicFlags(m: Machine, result: bigint, bits: number): bigint {
  m.setFlags(CF | OF | ZF | SF | PF, m.resultFlags(result, bits));
  m.undefine(AF);
  return result;
}

const carry = (m: Machine): bigint => (m.flag(CF) ? 1n : 0n);

type Operation = (m: Machine, a: bigint, b: bigint, bits: number) => bigint;
const add: Operation = (m, a, b, bits) => sumFlags(m, a, b, a + b, bits);
const adc: Operation = (m, a, b, bits) => sumFlags(m, a, b, a + b + carry(m), bits);
const sub: Operation = (m, a, b, bits) => differenceFlags(m, a, b, 0n, bits);
const sbb: Operation = (m, a, b, bits) => differenceFlags(m, a, b, carry(m), bits);
const and: Operation = (m, a, b, bits) => logicFlags(m, a & b, bits);
const or: Operation = (m, a, b, bits) => logicFlags(m, a | b, bits);
const xor: Operation = (m, a, b, bits) => logicFlags(m, a ^ b, bits);

/** `destination op= source`. */
const binary =
  (operation: Operation): Semantics =>
  (m) => {
    const bits = m.bits(0);
    const a = m.read(0);
    const b = m.read(1, bits);
    // A fault in the write must leave the flags: memory that can be read can here be written, or the read has failed.
    m.write(0, operation(m, a, b, bits));
  };

const compare =
  (operation: Operation): Semantics =>
  (m) => {
    const bits = m.bits(0);
    operation(m, m.read(0), m.read(1, bits), bits);
  };

const keepCarry =
  (operation: Operation): Semantics =>
  (m) => {
    const before = m.flags & CF;
    const lost = m.undefinedFlags & CF;
    m.write(0, operation(m, m.read(0), 1n, m.bits(0)));
    m.setFlags(CF, before);
    m.undefinedFlags |= lost;
  };

const MULTIPLICATION_UNDEFINED = flagMask('szap');

/** Accumulator × operand into twice the width: ah:al, or rdx:rax. */
const multiply =
  (signed: boolean): Semantics =>
  (m, { row }) => {
    const bits = m.bits(0);
    if (row.operands.length === 1) {
      const a = m.readRegister(0, bits);
      const b = m.read(0);
      const product = signed ? BigInt.asIntN(bits, a) * BigInt.asIntN(bits, b) : a * b;
      const low = product & mask(bits);
      const high = (product >> BigInt(bits)) & mask(bits);
      if (bits === 8) m.writeRegister(0, 16, product & 0xffffn);
      else {
        m.writeRegister(0, bits, low);
        m.writeRegister(2, bits, high);
      }
      const fits = signed ? BigInt.asIntN(bits, low) === product : high === 0n;
      m.setFlags(CF | OF, fits ? 0 : CF | OF);
    } else {
      const [x, y] = row.operands.length === 3 ? [1, 2] : [0, 1];
      const a = BigInt.asIntN(bits, m.read(x!, bits));
      const product = a * BigInt.asIntN(bits, m.read(y!, bits));
      m.write(0, product);
      m.setFlags(CF | OF, BigInt.asIntN(bits, product) === product ? 0 : CF | OF);
    }
    m.undefine(MULTIPLICATION_UNDEFINED);
  };

const divide =
  (signed: boolean): Semantics =>
  (m) => {
    const bits = m.bits(0);
    const double = 2 * bits;
    const wide =
      bits === 8
        ? m.readRegister(0, 16)
        : (m.readRegister(2, bits) << BigInt(bits)) | m.readRegister(0, bits);
    const divisor = m.read(0);
    const a = signed ? BigInt.asIntN(double, wide) : wide;
    const b = signed ? BigInt.asIntN(bits, divisor) : divisor;
    if (b === 0n) throw new EmulatorFault('divide', m.rip, 'division by zero');
    const quotient = a / b;
    if (quotient !== (signed ? BigInt.asIntN(bits, quotient) : BigInt.asUintN(bits, quotient))) {
      throw new EmulatorFault('divide', m.rip, 'the quotient does not fit');
    }
    const remainder = a % b;
    if (bits === 8) m.writeRegister(0, 16, ((remainder & 0xffn) << 8n) | (quotient & 0xffn));
    else {
      m.writeRegister(0, bits, quotient);
      m.writeRegister(2, bits, remainder);
    }
    m.undefine(STATUS);
  };

/** Widens the accumulator in place. */
const widen =
  (from: number): Semantics =>
  (m) =>
    m.writeRegister(0, 2 * from, BigInt.asUintN(64, BigInt.asIntN(from, m.readRegister(0, from))));

/** Fills rdx with the accumulator's sign. */
const signFill =
  (bits: number): Semantics =>
  (m) =>
    m.writeRegister(2, bits, (m.readRegister(0, bits) >> BigInt(bits - 1)) & 1n ? mask(bits) : 0n);

/** Compares the accumulator with memory of two registers' width. */
const compareWide =
  (bits: number): Semantics =>
  (m) => {
    const bytes = m.memoryBytes(0, bits / 4, true, bits === 64);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const get = (at: number): bigint =>
      bits === 64 ? view.getBigUint64(at, true) : BigInt(view.getUint32(at, true));
    const set = (at: number, v: bigint): void =>
      bits === 64 ? view.setBigUint64(at, v, true) : view.setUint32(at, Number(v), true);
    const low = get(0);
    const high = get(bits / 8);
    const equal = low === m.readRegister(0, bits) && high === m.readRegister(2, bits);
    if (equal) {
      set(0, m.readRegister(3, bits));
      set(bits / 8, m.readRegister(1, bits));
    } else {
      m.writeRegister(0, bits, low);
      m.writeRegister(2, bits, high);
    }
    m.setFlag(ZF, equal);
  };

/** Adds with one flag as the carry, and writes that one alone. */
const addWith =
  (flag: number): Semantics =>
  (m) => {
    const sum = m.read(0) + m.read(1) + (m.flag(flag) ? 1n : 0n);
    m.write(0, sum);
    m.setFlag(flag, sum > mask(m.bits(0)));
  };

export const arithmetic: SemanticsTable = {
  add: binary(add),
  adc: binary(adc),
  sub: binary(sub),
  sbb: binary(sbb),
  and: binary(and),
  or: binary(or),
  xor: binary(xor),
  cmp: compare(sub),
  test: compare(and),
  inc: keepCarry(add),
  dec: keepCarry(sub),
  not: (m) => m.write(0, ~m.read(0)),
  neg: (m) => m.write(0, differenceFlags(m, 0n, m.read(0), 0n, m.bits(0))),
  mul: multiply(false),
  imul: multiply(true),
  div: divide(false),
  idiv: divide(true),
  cbw: widen(8),
  cwde: widen(16),
  cdqe: widen(32),
  cwd: signFill(16),
  cdq: signFill(32),
  cqo: signFill(64),
  xadd: (m) => {
    const a = m.read(0);
    const b = m.read(1);
    const sum = sumFlags(m, a, b, a + b, m.bits(0));
    // Memory first, whose address may contain the source; between registers the sum stands.
    if (m.isMemory(0)) m.write(0, sum);
    m.write(1, a);
    if (!m.isMemory(0)) m.write(0, sum);
  },
  cmpxchg: (m) => {
    const bits = m.bits(0);
    const destination = m.read(0);
    const accumulator = m.readRegister(0, bits);
    const source = m.read(1);
    differenceFlags(m, accumulator, destination, 0n, bits);
    if (accumulator === destination) m.write(0, source);
    // A register keeps even its upper half; memory is written back unchanged.
    else m.writeRegister(0, bits, destination);
  },
  cmpxchg8b: compareWide(32),
  cmpxchg16b: compareWide(64),
  adcx: addWith(CF),
  adox: addWith(OF),
};
