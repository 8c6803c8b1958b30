/**
 * The encoder: writes one form with its operands into a buffer. It reads forms from the packed table, holds no
 * list of instructions and allocates nothing.
 *
 * An instruction is laid out as
 *
 *     [segment] [lock/rep] [66] [F2/F3] [REX | VEX] opcode [ModRM [SIB] [disp8/32]] [immediate]
 */
import {
  ACCEPT,
  FORMS_END,
  H_BYTE,
  H_MODRM,
  H_O16,
  H_OPCODE2,
  H_VEX,
  H_W,
  HEAD,
  ImmKind,
  NONE,
  OPCODE2,
  ROLES,
} from './forms.js';
import { type Imm, NO_REGISTER, Operand, OperandClass, RIP } from './operands.js';

/** An operand as the encoder sees it. */
export type Op = Operand | Imm | undefined;

/** How a field is filled in when the addresses are known. */
export enum FixupKind {
  /** 8-bit distance from the end of the field. */
  Rel8,
  /** 32-bit distance from the field itself, as ELF counts it: target + addend − address of the field. */
  Rel32,
  /** The 64-bit address. */
  Abs64,
  /** The low 32 bits of the address. */
  Abs32,
}

// Plain constants: the compiler of the engine folds them, an enum's members it would load.
const C_NONE = OperandClass.None as number;
const C_GP8 = OperandClass.Gp8 as number;
const C_GP8_HIGH = OperandClass.Gp8High as number;
const C_MEM = OperandClass.Mem as number;
const C_IMM = OperandClass.Imm as number;

/** The class of an operand, or −1 for a value that is none. */
export function classOf(op: Op): number {
  if (typeof op === 'object') return op instanceof Operand ? op.cls : -1;
  if (op === undefined) return C_NONE;
  if (typeof op === 'number' || typeof op === 'bigint') return C_IMM;
  return -1;
}

/** Whether an immediate of a kind can hold the value. `Imm64` takes a whole bigint. */
export function immediateFits(kind: number, value: number | bigint): boolean {
  if (typeof value === 'bigint') {
    if (kind === ImmKind.Imm64) return value >= -(2n ** 63n) && value < 2n ** 64n;
    if (kind === ImmKind.Imm8s64 || kind === ImmKind.Imm32s64) value = BigInt.asIntN(64, value);
    const n = Number(value);
    return Number.isSafeInteger(n) && immediateFits(kind, n);
  }
  switch (kind) {
    case ImmKind.Imm8:
      return value >= -0x80 && value <= 0xff && (value | 0) === value;
    case ImmKind.Imm8s16: {
      const v = (value << 16) >> 16;
      return v >= -0x80 && v <= 0x7f && value >= -0x8000 && value <= 0xffff && (value | 0) === value;
    }
    case ImmKind.Imm8s32: {
      const v = value | 0;
      return v >= -0x80 && v <= 0x7f && (v === value || v >>> 0 === value);
    }
    case ImmKind.Imm8s64:
      return value >= -0x80 && value <= 0x7f && (value | 0) === value;
    case ImmKind.Imm16:
      return value >= -0x8000 && value <= 0xffff && (value | 0) === value;
    case ImmKind.Imm32:
      return (value | 0) === value || value >>> 0 === value;
    case ImmKind.Imm32s64:
      return (value | 0) === value;
    case ImmKind.Imm64:
      return Number.isSafeInteger(value);
    case ImmKind.One:
      return value === 1;
    case ImmKind.Rel8:
    case ImmKind.Rel32:
      return Number.isSafeInteger(value);
    default:
      return false;
  }
}

export abstract class Encoder {
  /** The buffer that code is written to. */
  protected bytes: Uint8Array;
  /** The next byte to write. */
  protected pos = 0;
  /** A prefix for the next instruction: 0xF0 lock, 0xF3 rep, 0xF2 repne, or 0. */
  protected prefix = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Notes a field, already written with its addend's place empty, to be filled in later. */
  protected abstract fixup(kind: FixupKind, at: number, target: Operand | number, addend: number): void;

  /** The first form at or after `f`, of the same instruction, that accepts the operands; −1 if none does. */
  protected select(f: number, group: number, a: Op, b: Op, c: Op): number {
    const bits0 = 1 << classOf(a);
    const bits1 = 1 << classOf(b);
    const bits2 = 1 << classOf(c);
    const end = FORMS_END[group]!;
    for (; f < end; f++) {
      if ((ACCEPT[3 * f]! & bits0) === 0) continue;
      if ((ACCEPT[3 * f + 1]! & bits1) === 0) continue;
      if ((ACCEPT[3 * f + 2]! & bits2) === 0) continue;
      if (this.accepts(f, a, b, c)) return f;
    }
    return -1;
  }

  /** Whether a form takes these operands, whose classes it accepts: fixed registers and immediates. */
  protected accepts(f: number, a: Op, b: Op, c: Op): boolean {
    const roles = ROLES[f]!;
    const fixed = (roles >> 20) & 0x1ff;
    if (fixed !== 0) {
      if ((fixed & 7) !== 0 && (a as Operand).code !== (fixed & 7) - 1) return false;
      if (((fixed >> 3) & 7) !== 0 && (b as Operand).code !== ((fixed >> 3) & 7) - 1) return false;
      if (fixed >> 6 !== 0 && (c as Operand).code !== (fixed >> 6) - 1) return false;
    }
    // 90 alone is `nop`: it would not clear the upper half of rax.
    if ((HEAD[f]! & (0xff | H_W | H_O16 | H_MODRM)) === 0x90 && fixed !== 0) {
      return (a as Operand).code !== 0 || (b as Operand).code !== 0;
    }
    const immKind = (roles >> 16) & 15;
    if (immKind !== 0) {
      const at = (roles >> 8) & 3;
      const value = at === 0 ? a : at === 1 ? b : c;
      if (typeof value === 'object') return true;
      if (!immediateFits(immKind, value!)) return false;
      // enter's second immediate
      if (((roles >> 10) & 15) === 3) return immediateFits(ImmKind.Imm8, b as number);
    }
    return true;
  }

  /** Writes a form. The operands have been accepted; only what REX forbids is still found here. */
  protected write(f: number, a: Op, b: Op, c: Op): void {
    const head = HEAD[f]!;
    const roles = ROLES[f]!;
    const bytes = this.bytes;
    let p = this.pos;

    let rex = (head & H_W) !== 0 ? 8 : 0;
    let reg = (head >> 24) & 7;
    let plus = 0;
    let rm: Operand | undefined;

    const regAt = roles & 3;
    if (regAt !== NONE) {
      reg = ((regAt === 0 ? a : regAt === 1 ? b : c) as Operand).code;
      rex |= (reg >> 1) & 4;
      reg &= 7;
    }
    const rmAt = (roles >> 2) & 3;
    if (rmAt !== NONE) {
      rm = (rmAt === 0 ? a : rmAt === 1 ? b : c) as Operand;
      if (rm.cls >= C_MEM) {
        if (rm.segment !== 0) bytes[p++] = rm.segment;
        // NO_REGISTER and RIP are negative: bit 3 of their complement is clear.
        if (rm.base > 7) rex |= 1;
        if (rm.index > 7) rex |= 2;
      } else {
        rex |= rm.code >> 3;
      }
    } else {
      const plusAt = (roles >> 6) & 3;
      if (plusAt !== NONE) {
        plus = ((plusAt === 0 ? a : plusAt === 1 ? b : c) as Operand).code;
        rex |= plus >> 3;
        plus &= 7;
      }
    }
    if ((head & H_BYTE) !== 0) rex = this.byteRex(rex, a, b);

    if (this.prefix !== 0) {
      bytes[p++] = this.prefix;
      this.prefix = 0;
    }
    const map = (head >> 16) & 3;
    if ((head & H_VEX) === 0) {
      if ((head & H_O16) !== 0) bytes[p++] = 0x66;
      const mandatory = (head >> 8) & 0xff;
      if (mandatory !== 0) bytes[p++] = mandatory;
      if (rex !== 0) bytes[p++] = 0x40 | (rex & 15);
      if (map !== 0) {
        bytes[p++] = 0x0f;
        if (map !== 1) bytes[p++] = map === 2 ? 0x38 : 0x3a;
      }
    } else {
      // Every VEX form of the table lies in map 2 or 3, which the two-byte prefix cannot express.
      const mandatory = (head >> 8) & 0xff;
      const pp = mandatory === 0 ? 0 : mandatory === 0x66 ? 1 : mandatory === 0xf3 ? 2 : 3;
      const vAt = (roles >> 4) & 3;
      const v = vAt === NONE ? 0 : ((vAt === 0 ? a : vAt === 1 ? b : c) as Operand).code;
      bytes[p++] = 0xc4;
      bytes[p++] = ((~rex & 7) << 5) | map;
      bytes[p++] = ((rex & 8) << 4) | ((~v & 15) << 3) | pp;
    }
    bytes[p++] = (head & 0xff) + plus;
    if ((head & H_OPCODE2) !== 0) bytes[p++] = OPCODE2[f]!;

    const immBytes = (roles >> 10) & 15;
    if ((head & H_MODRM) !== 0) {
      reg <<= 3;
      const m = rm!;
      if (m.cls < C_MEM) {
        bytes[p++] = 0xc0 | reg | (m.code & 7);
      } else {
        const base = m.base;
        const disp = m.disp;
        if (base >= 0) {
          const low = base & 7;
          const mod = disp === 0 && low !== 5 ? 0 : disp === (disp << 24) >> 24 ? 0x40 : 0x80;
          if (m.index !== NO_REGISTER || low === 4) {
            bytes[p++] = mod | reg | 4;
            bytes[p++] = (m.scale << 6) | ((m.index === NO_REGISTER ? 4 : m.index & 7) << 3) | low;
          } else {
            bytes[p++] = mod | reg | low;
          }
          if (mod === 0x40) {
            bytes[p++] = disp;
          } else if (mod === 0x80) {
            bytes[p] = disp;
            bytes[p + 1] = disp >> 8;
            bytes[p + 2] = disp >> 16;
            bytes[p + 3] = disp >> 24;
            p += 4;
          }
        } else {
          if (base === RIP) {
            bytes[p++] = reg | 5;
            // The processor counts from the end of the instruction.
            if (m.target !== undefined) this.fixup(FixupKind.Rel32, p, m.target, disp - 4 - immBytes);
          } else {
            bytes[p++] = reg | 4;
            bytes[p++] = (m.scale << 6) | ((m.index === NO_REGISTER ? 4 : m.index & 7) << 3) | 5;
          }
          bytes[p] = disp;
          bytes[p + 1] = disp >> 8;
          bytes[p + 2] = disp >> 16;
          bytes[p + 3] = disp >> 24;
          p += 4;
        }
      }
    }
    if (immBytes === 0) {
      this.pos = p;
      return;
    }
    const immAt = (roles >> 8) & 3;
    const imm = immAt === 0 ? a : immAt === 1 ? b : c;
    if (typeof imm === 'number' && ((roles >> 16) & 15) < ImmKind.Rel8) {
      bytes[p++] = imm;
      if (immBytes > 1) {
        bytes[p++] = imm >> 8;
        if (immBytes > 3) {
          bytes[p++] = imm >> 16;
          bytes[p++] = imm >> 24;
          if (immBytes === 8) {
            const high = Math.floor(imm / 0x1_0000_0000);
            bytes[p++] = high;
            bytes[p++] = high >> 8;
            bytes[p++] = high >> 16;
            bytes[p++] = high >> 24;
          }
        } else if (immBytes === 3) {
          bytes[p++] = b as number;
        }
      }
      this.pos = p;
      return;
    }
    this.pos = this.writeOtherImmediate(p, (roles >> 16) & 15, immBytes, imm!, b);
  }

  /** Bigints, branch targets and addresses. */
  private writeOtherImmediate(p: number, kind: number, size: number, imm: Operand | Imm, second: Op): number {
    const bytes = this.bytes;
    if (kind === ImmKind.Rel8 || kind === ImmKind.Rel32) {
      const target = typeof imm === 'bigint' ? Number(imm) : imm;
      if (kind === ImmKind.Rel8) this.fixup(FixupKind.Rel8, p, target, -1);
      else this.fixup(FixupKind.Rel32, p, target, -4);
      bytes.fill(0, p, p + size);
      return p + size;
    }
    if (typeof imm === 'object') {
      this.fixup(FixupKind.Abs64, p, imm, 0);
      bytes.fill(0, p, p + 8);
      return p + 8;
    }
    let rest = BigInt.asUintN(8 * (size === 3 ? 2 : size), BigInt(imm));
    for (let i = 0; i < (size === 3 ? 2 : size); i++, rest >>= 8n) bytes[p++] = Number(rest & 0xffn);
    if (size === 3) bytes[p++] = Number(second);
    return p;
  }

  /** `spl bpl sil dil` need a REX prefix, `ah ch dh bh` forbid one. −1 reports the clash. */
  private byteRex(rex: number, a: Op, b: Op): number {
    const ca = typeof a === 'object' ? a.cls : 0;
    const cb = typeof b === 'object' ? b.cls : 0;
    if (
      (ca === C_GP8 && ((a as Operand).code & 0xc) === 4) ||
      (cb === C_GP8 && ((b as Operand).code & 0xc) === 4)
    ) {
      rex |= 0x40;
    }
    if (rex !== 0 && (ca === C_GP8_HIGH || cb === C_GP8_HIGH)) this.rexClash(a, b);
    return rex;
  }

  protected abstract rexClash(a: Op, b: Op): never;
}
