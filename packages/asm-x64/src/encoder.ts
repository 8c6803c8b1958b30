/**
 * The encoder: writes one form with its operands into a buffer. It knows the form's facts and no instruction by
 * name, and allocates nothing.
 *
 * Most forms are put together from little-endian words prepared with the form and with each operand
 * (`writeWords`, `writeImmediate`, and `Assembler.emit` for pairs); `write` is the general way, byte by byte.
 *
 * An instruction is laid out as
 *
 *     [segment] [lock/rep] [66] [F2/F3] [REX | VEX] opcode [ModRM [SIB] [disp8/32]] [immediate]
 */
import { type Form, ImmKind, Layout, NONE } from './forms.js';
import { type Imm, NO_REGISTER, type Operand, OperandClass, REX_FORBIDDEN, RIP } from './operands.js';

/** Bytes that writing whole words may touch: the longest instruction, and a word beyond. */
const ROOM = 24;

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
const GENERAL = Layout.General as number;
const MOD_RM = Layout.ModRm as number;
const PLUS = Layout.Plus as number;
const PLAIN = Layout.Plain as number;
const NOWHERE = NONE as number;
const FORBIDDEN = REX_FORBIDDEN as number;

/** The class of an operand, or −1 for a value that is none. */
export function classOf(op: Op): number {
  if (typeof op === 'object') {
    // A null or a foreign object from untyped code: not a number, so no operand.
    const cls: unknown = (op as Operand | null)?.cls;
    return typeof cls === 'number' ? cls : -1;
  }
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
  protected view: DataView;
  /**
   * The last position at which whole words can be written without looking: no instruction is longer than 15. −1
   * while a prefix is waiting, which only the general encoder writes.
   */
  protected roomy: number;
  /** The next byte to write. */
  protected pos = 0;
  /** A prefix for the next instruction: 0xF0 lock, 0xF3 rep, 0xF2 repne, or 0. Set by `usePrefix`. */
  protected prefix = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.roomy = bytes.length - ROOM;
  }

  /** Sets the prefix of the next instruction; 0 for none. */
  protected usePrefix(prefix: number): void {
    this.prefix = prefix;
    this.roomy = prefix === 0 ? this.bytes.length - ROOM : -1;
  }

  /** Goes on in another buffer. */
  protected useBuffer(bytes: Uint8Array): void {
    if (bytes === this.bytes) return;
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.roomy = bytes.length - ROOM;
  }

  /** Notes a field, already written with its addend's place empty, to be filled in later. */
  protected abstract fixup(kind: FixupKind, at: number, target: Operand | number, addend: number): void;

  /** The first form from `form` on that takes the operands, whose classes are given; undefined if none does. */
  protected select(form: Form | undefined, ca: number, cb: number, a: Op, b: Op, c: Op): Form | undefined {
    const cc = classOf(c);
    for (; form !== undefined; form = form.next) {
      if (
        ((form.accept0 >> ca) & (form.accept1 >> cb) & (form.accept2 >> cc) & 1) !== 0 &&
        this.accepts(form, a, b, c)
      ) {
        return form;
      }
    }
    return undefined;
  }

  /** Whether a form takes these operands, whose classes it accepts: fixed registers and immediates. */
  protected accepts(form: Form, a: Op, b: Op, c: Op): boolean {
    const { immKind } = form;
    if (immKind !== ImmKind.None) {
      const value = form.immAt === 0 ? a : form.immAt === 1 ? b : c;
      if (typeof value !== 'object' && !immediateFits(immKind, value!)) return false;
      // enter's second immediate
      if (form.immBytes === 3 && !immediateFits(ImmKind.Imm8, b as number)) return false;
    }
    if (form.fixed0 >= 0 && (a as Operand).code !== form.fixed0) return false;
    if (form.fixed1 >= 0 && (b as Operand).code !== form.fixed1) return false;
    if (form.fixed2 >= 0 && (c as Operand).code !== form.fixed2) return false;
    // 90 alone is `nop`: it would not clear the upper half of rax.
    if (form.plusAt !== NONE && form.opcode === 0x90 && form.rex === 0 && form.size16 === 0) {
      return (a as Operand).code !== 0 || (b as Operand).code !== 0;
    }
    return true;
  }

  /**
   * Writes an instruction of one operand and an immediate of up to 32 bits, in its shortest form: false if
   * nothing was written. `first` is the first form that takes the operand's class and an immediate.
   */
  protected writeImmediate(first: Form, a: Operand, value: number): boolean {
    let form: Form | undefined = first;
    while (
      form !== undefined &&
      (value < form.immMin || value > form.immMax || (form.fixed0 >= 0 && form.fixed0 !== a.code))
    ) {
      form = form.immNext;
    }
    let p = this.pos;
    if (form === undefined || p > this.roomy || ((form.accept0 >> a.cls) & 1) === 0) return false;
    const { layout } = form;
    const { view } = this;
    const rex = form.rex | (layout === PLAIN ? 0 : a.rexRm);
    if (layout === GENERAL || rex >= FORBIDDEN) return false;
    const plus = layout === PLUS ? a.code & 7 : 0;
    if (rex !== 0) {
      view.setInt32(p, (form.headWithRex | ((0x40 | rex) << form.rexShift)) + (plus << form.headBits), true);
      p += form.headBytes + 1;
    } else {
      view.setInt32(p, form.head + (plus << (form.headBits - 8)), true);
      p += form.headBytes;
    }
    if (layout === MOD_RM) {
      view.setInt32(p, a.rm | (form.digit << 3), true);
      p += a.rmBytes;
      if (a.wide) {
        view.setInt32(p, a.disp, true);
        p += 4;
      }
    }
    view.setInt32(p, value, true);
    this.pos = p + form.immBytes;
    return true;
  }

  /**
   * Writes a form from words, if it can be: false if nothing was written. Bytes of the buffer behind the
   * instruction may be overwritten.
   */
  protected writeWords(form: Form, a: Op, b: Op, c: Op): boolean {
    let p = this.pos;
    const { layout } = form;
    if (layout === GENERAL || p > this.roomy) return false;
    const { view } = this;
    let { rex } = form;
    if (layout <= MOD_RM) {
      const m = (form.rmAt === 0 ? a : b) as Operand;
      let reg: number;
      if (form.regAt === NOWHERE) {
        reg = form.digit << 3;
      } else {
        const r = (form.regAt === 0 ? a : b) as Operand;
        reg = r.reg;
        rex |= r.rexReg;
      }
      rex |= m.rexRm;
      if (rex > FORBIDDEN) return false;
      if (rex === 0 || rex === FORBIDDEN) {
        view.setInt32(p, form.head, true);
        p += form.headBytes;
      } else {
        view.setInt32(p, form.headWithRex | ((0x40 | rex) << form.rexShift), true);
        p += form.headBytes + 1;
      }
      view.setInt32(p, m.rm | reg, true);
      p += m.rmBytes;
      if (m.wide) {
        view.setInt32(p, m.disp, true);
        p += 4;
      }
    } else {
      let plus = 0;
      if (layout === PLUS) {
        const r = (form.plusAt === 0 ? a : b) as Operand;
        rex |= r.rexRm;
        plus = (r.code & 7) << (8 * form.headBytes - 8);
      }
      if (rex === 0 || rex === FORBIDDEN) {
        view.setInt32(p, form.head | plus, true);
        p += form.headBytes;
      } else {
        view.setInt32(p, form.headWithRex | ((0x40 | rex) << form.rexShift) | (plus << 8), true);
        p += form.headBytes + 1;
      }
    }
    const { immBytes } = form;
    if (immBytes !== 0) {
      const imm = form.immAt === 0 ? a : form.immAt === 1 ? b : c;
      if (typeof imm !== 'number') return false;
      if (immBytes === 1) view.setInt8(p, imm);
      else view.setInt32(p, imm, true);
      p += immBytes;
    }
    this.pos = p;
    return true;
  }

  /** Writes a form. The operands have been accepted; only what REX forbids is still found here. */
  protected write(form: Form, a: Op, b: Op, c: Op): void {
    const bytes = this.bytes;
    let p = this.pos;
    let rex = form.rex;
    let reg = form.digit;
    let opcode = form.opcode;
    let m: Operand | undefined;

    const { regAt, rmAt } = form;
    if (regAt !== NONE) {
      reg = ((regAt === 0 ? a : regAt === 1 ? b : c) as Operand).code;
      rex |= (reg >> 1) & 4;
      reg &= 7;
    }
    if (rmAt !== NONE) {
      m = (rmAt === 0 ? a : rmAt === 1 ? b : c) as Operand;
      if (m.cls >= C_MEM) {
        if (m.segment !== 0) bytes[p++] = m.segment;
        // NO_REGISTER and RIP are negative.
        if (m.base > 7) rex |= 1;
        if (m.index > 7) rex |= 2;
      } else {
        rex |= m.code >> 3;
      }
    } else if (form.plusAt !== NONE) {
      const { code } = (form.plusAt === 0 ? a : b) as Operand;
      rex |= code >> 3;
      opcode |= code & 7;
    }
    if (form.byte) rex = this.byteRex(rex, a, b);

    let { size16 } = form;
    if (this.prefix !== 0) {
      // The order among prefixes is free; this is iced-x86's.
      if (this.prefix !== 0xf0 && size16 !== 0) {
        bytes[p++] = size16;
        size16 = 0;
      }
      bytes[p++] = this.prefix;
      this.usePrefix(0);
    }
    if (!form.vex) {
      if (size16 !== 0) bytes[p++] = size16;
      if (form.prefix !== 0) bytes[p++] = form.prefix;
      if (rex !== 0) bytes[p++] = 0x40 | rex;
      const { map } = form;
      if (map !== 0) {
        bytes[p++] = 0x0f;
        if (map !== 1) bytes[p++] = map === 2 ? 0x38 : 0x3a;
      }
    } else {
      // Every VEX form of the table lies in map 2 or 3, which the two-byte prefix cannot express.
      const { prefix, vAt } = form;
      const pp = prefix === 0 ? 0 : prefix === 0x66 ? 1 : prefix === 0xf3 ? 2 : 3;
      const v = vAt === NONE ? 0 : ((vAt === 0 ? a : vAt === 1 ? b : c) as Operand).code;
      bytes[p++] = 0xc4;
      bytes[p++] = ((~rex & 7) << 5) | form.map;
      bytes[p++] = ((rex & 8) << 4) | ((~v & 15) << 3) | pp;
    }
    bytes[p++] = opcode;
    if (form.opcode2 >= 0) bytes[p++] = form.opcode2;

    if (m !== undefined) {
      reg <<= 3;
      if (m.cls < C_MEM) {
        bytes[p++] = 0xc0 | reg | (m.code & 7);
      } else {
        const { base, disp, index } = m;
        if (base >= 0) {
          const low = base & 7;
          const mod = disp === 0 && low !== 5 ? 0 : disp === (disp << 24) >> 24 ? 0x40 : 0x80;
          if (index !== NO_REGISTER || low === 4) {
            bytes[p++] = mod | reg | 4;
            bytes[p++] = (m.scale << 6) | ((index === NO_REGISTER ? 4 : index & 7) << 3) | low;
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
            if (m.target !== undefined) this.fixup(FixupKind.Rel32, p, m.target, disp - 4 - form.immBytes);
          } else {
            bytes[p++] = reg | 4;
            bytes[p++] = (m.scale << 6) | ((index === NO_REGISTER ? 4 : index & 7) << 3) | 5;
          }
          bytes[p] = disp;
          bytes[p + 1] = disp >> 8;
          bytes[p + 2] = disp >> 16;
          bytes[p + 3] = disp >> 24;
          p += 4;
        }
      }
    }
    const { immBytes } = form;
    if (immBytes === 0) {
      this.pos = p;
      return;
    }
    const imm = form.immAt === 0 ? a : form.immAt === 1 ? b : c;
    if (typeof imm === 'number' && form.immKind < ImmKind.Rel8) {
      bytes[p++] = imm;
      if (immBytes > 1) {
        bytes[p++] = imm >> 8;
        if (immBytes > 3) {
          bytes[p] = imm >> 16;
          bytes[p + 1] = imm >> 24;
          p += 2;
          if (immBytes === 8) {
            const high = Math.floor(imm / 0x1_0000_0000);
            bytes[p] = high;
            bytes[p + 1] = high >> 8;
            bytes[p + 2] = high >> 16;
            bytes[p + 3] = high >> 24;
            p += 4;
          }
        } else if (immBytes === 3) {
          bytes[p++] = b as number;
        }
      }
      this.pos = p;
      return;
    }
    this.pos = this.writeOtherImmediate(p, form.immKind, immBytes, imm!, b);
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
