/**
 * The emulated machine: registers, flags and memory as typed arrays, and access to an instruction's operands.
 * What instructions do is in the files beside this one; `emulator.ts` puts them together.
 */
import { bitsOf, type Decoded } from '../decode.js';
import { OperandClass as C, type Operand, RIP } from '../operands.js';
import { EmulatorFault } from './fault.js';
import { Memory } from './memory.js';

export const CF = 0x001;
export const PF = 0x004;
export const AF = 0x010;
export const ZF = 0x040;
export const SF = 0x080;
export const DF = 0x400;
export const OF = 0x800;
/** The flags that arithmetic writes. */
export const STATUS = CF | PF | AF | ZF | SF | OF;

const LETTERS: Readonly<Record<string, number>> = { c: CF, p: PF, a: AF, z: ZF, s: SF, d: DF, o: OF };
/** The mask of flags written as letters, as rows have them. */
export const flagMask = (letters: string): number => [...letters].reduce((mask, l) => mask | LETTERS[l]!, 0);

export const mask = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

export class Machine {
  /** The general-purpose registers by number, 64 bits each. */
  readonly gpr = new BigUint64Array(16);
  /** The vector registers, 16 bytes each. */
  readonly xmm = new Uint8Array(16 * 16);
  readonly memory = new Memory();
  /** CF, PF, AF, ZF, SF, DF and OF; bit 1 is always set, as in the processor. */
  flags = 2;
  /** The flags whose value the processor leaves open at this point. The emulator keeps what they were. */
  undefinedFlags = 0;
  rip = 0n;
  fsBase = 0n;
  gsBase = 0n;
  /**
   * Control and status of vector arithmetic. Status bits are not set; of the control bits, rounding is obeyed where
   * the result is an integer, and anything else that is unusual is refused.
   */
  mxcsr = 0x1f80;
  /**
   * Stands in for the processor and the system in `syscall`, `cpuid`, `rdtsc` and `rdtscp`: given the name, it
   * changes registers and memory. Without it they are not covered.
   */
  system: ((name: string, machine: Machine) => void) | undefined = undefined;
  /** The instruction being executed. */
  protected now: Decoded | undefined;

  // ── Flags ───────────────────────────────────────────────────────────────────────────────────────────────────

  flag(bit: number): boolean {
    return (this.flags & bit) !== 0;
  }

  /** Gives the flags of `which` the values in `values`. */
  setFlags(which: number, values: number): void {
    this.flags = (this.flags & ~which) | (values & which);
    this.undefinedFlags &= ~which;
  }

  setFlag(bit: number, value: boolean): void {
    this.setFlags(bit, value ? bit : 0);
  }

  /** The flags that this instruction leaves open. */
  undefine(which: number): void {
    this.undefinedFlags |= which;
  }

  /** Zero, sign and parity of a result. */
  resultFlags(result: bigint, bits: number): number {
    const low = Number(result & 0xffn);
    const parity = ((0x9669 >> (low & 15)) ^ (0x9669 >> (low >> 4))) & 1;
    return (result === 0n ? ZF : 0) | ((result >> BigInt(bits - 1)) & 1n ? SF : 0) | (parity === 0 ? PF : 0);
  }

  // ── Operands ────────────────────────────────────────────────────────────────────────────────────────────────

  /** The instruction's operand i. */
  operand(i: number): Operand | number | bigint {
    return this.now!.operands[i]!;
  }

  /** The size of operand i in bits. */
  bits(i: number): number {
    const kind = this.now!.row.operands[i]!.kind;
    return kind === 'r32m16' && !this.isMemory(i) ? 32 : bitsOf(kind);
  }

  isMemory(i: number): boolean {
    const op = this.operand(i);
    return typeof op === 'object' && op.cls >= C.Mem && op.cls <= C.Mem128;
  }

  /** The address of memory operand i. */
  address(i: number): bigint {
    const m = this.operand(i) as Operand;
    let a = BigInt(m.disp);
    if (m.base === RIP) a += this.rip;
    else if (m.base >= 0) a += this.gpr[m.base]!;
    if (m.index >= 0) a += this.gpr[m.index]! << BigInt(m.scale);
    return BigInt.asUintN(64, a);
  }

  private linear(i: number): bigint {
    const { segment } = this.operand(i) as Operand;
    const base = segment === 0x64 ? this.fsBase : segment === 0x65 ? this.gsBase : 0n;
    return BigInt.asUintN(64, this.address(i) + base);
  }

  /** Operand i as an unsigned integer of its size; immediates as of `bits`. */
  read(i: number, bits = this.bits(i)): bigint {
    const op = this.operand(i);
    if (typeof op !== 'object') return BigInt.asUintN(bits, BigInt(op));
    if (this.isMemory(i)) return this.memory.read(this.linear(i), bits / 8);
    if (op.cls === C.Gp8High) return (this.gpr[op.code - 4]! >> 8n) & 0xffn;
    return this.gpr[op.code]! & mask(bits);
  }

  /** Operand i, a signed integer. */
  readSigned(i: number): bigint {
    return BigInt.asIntN(this.bits(i), this.read(i));
  }

  write(i: number, value: bigint): void {
    const op = this.operand(i) as Operand;
    const bits = this.bits(i);
    if (this.isMemory(i)) this.memory.write(this.linear(i), bits / 8, value & mask(bits));
    else if (op.cls === C.Gp8High)
      this.gpr[op.code - 4] = (this.gpr[op.code - 4]! & ~0xff00n) | ((value & 0xffn) << 8n);
    else this.writeRegister(op.code, bits, value);
  }

  /** Writes a general-purpose register: 32 bits clear the upper half, fewer keep the rest. */
  writeRegister(code: number, bits: number, value: bigint): void {
    value &= mask(bits);
    this.gpr[code] = bits >= 32 ? value : (this.gpr[code]! & ~mask(bits)) | value;
  }

  readRegister(code: number, bits: number): bigint {
    return this.gpr[code]! & mask(bits);
  }

  /** A vector register's 16 bytes, not a copy. */
  vector(code: number): Uint8Array {
    return this.xmm.subarray(16 * code, 16 * code + 16);
  }

  /** A copy of the first `size` bytes of vector operand i, from register or memory. */
  source(i: number, size = 16, aligned = size === 16): Uint8Array {
    const op = this.operand(i) as Operand;
    if (!this.isMemory(i)) return this.vector(op.code).slice(0, size);
    return this.memoryBytes(i, size, false, aligned).slice();
  }

  /** The bytes of memory operand i, not a copy. */
  memoryBytes(i: number, size: number, write: boolean, aligned = false): Uint8Array {
    const at = this.linear(i);
    if (aligned && (at & 15n) !== 0n) {
      throw new EmulatorFault('alignment', this.rip, `0x${at.toString(16)} is not a multiple of 16`);
    }
    return this.memory.bytes(at, size, write);
  }

  /** Vector register operand i, not a copy. */
  target(i = 0): Uint8Array {
    return this.vector((this.operand(i) as Operand).code);
  }

  // ── The stack ───────────────────────────────────────────────────────────────────────────────────────────────

  push(value: bigint, size = 8): void {
    const sp = BigInt.asUintN(64, this.gpr[4]! - BigInt(size));
    this.memory.write(sp, size, value);
    this.gpr[4] = sp;
  }

  pop(size = 8): bigint {
    const value = this.memory.read(this.gpr[4]!, size);
    this.gpr[4] = BigInt.asUintN(64, this.gpr[4]! + BigInt(size));
    return value;
  }
}

/** What an instruction does. The machine's `rip` is already that of the next instruction. */
export type Semantics = (m: Machine, decoded: Decoded) => void;
export type SemanticsTable = Record<string, Semantics>;
