/**
 * Operands: registers, memory, labels and symbols.
 *
 * Every operand that is not a plain number is one `Operand` object of one hidden class, so that the encoder
 * reads its fields at a fixed place whatever it is given. Registers exist once; memory operands are immutable
 * and interned (see `memory.ts`), so writing `qword(rbx, 16)` again allocates nothing. The exported interfaces
 * (`Gp64`, `Mem32`, …) are what TypeScript checks; they exist only at compile time.
 */

/** The classes of operand that the encoder distinguishes. A form's operand accepts a set of them. */
export enum OperandClass {
  None,
  Gp8,
  /** ah, ch, dh, bh: never together with a REX prefix. */
  Gp8High,
  Gp16,
  Gp32,
  Gp64,
  Xmm,
  Mem,
  Mem8,
  Mem16,
  Mem32,
  Mem64,
  Mem128,
  Imm,
  Label,
  Symbol,
}

/** `Operand.base` where there is no base register, and where the address is relative to the next instruction. */
export const NO_REGISTER = -1;
export const RIP = -2;

/** In `Operand.rexRm` and `rexReg`: a REX prefix is needed even if empty; none may be there; neither says it all. */
export const REX_NEEDED = 0x40;
export const REX_FORBIDDEN = 0x80;
export const REX_SPECIAL = 0x100;

export class Operand {
  // How the operand is encoded, worked out once, so that an instruction is put together from whole words.
  /** As ModRM.reg: the field in place, and its bits of REX. */
  readonly reg: number = 0;
  readonly rexReg: number = 0;
  /** As ModRM.rm: ModRM, SIB and an 8-bit displacement as a little-endian word, and how many of them there are. */
  readonly rm: number = 0;
  readonly rmBytes: number = 0;
  /** Whether `disp` follows in 32 bits. */
  readonly wide: boolean = false;
  readonly rexRm: number = 0;

  /** A label's or symbol's own memory operands by class, as far as they have been written. */
  addresses: (Operand | undefined)[] | undefined = undefined;

  constructor(
    readonly cls: OperandClass,
    /** A register's number 0–15 (ah–bh: 4–7); a label's identity within its assembler; else 0. */
    readonly code: number,
    /** A register's, label's or symbol's name. */
    readonly name: string,
    readonly base = NO_REGISTER,
    readonly index = NO_REGISTER,
    /** log2 of the scale: 0–3. */
    readonly scale = 0,
    readonly disp = 0,
    /** The label or symbol that an address is relative to. */
    readonly target: Operand | undefined = undefined,
    /** The segment override prefix, 0x64 (fs) or 0x65 (gs); 0 for none. */
    readonly segment = 0,
    /** A label's assembler, for which alone it means anything. */
    readonly owner: object | undefined = undefined,
  ) {
    if (cls <= OperandClass.Xmm) {
      let byteRex = cls === OperandClass.Gp8High ? REX_FORBIDDEN : 0;
      if (cls === OperandClass.Gp8 && code >= 4 && code <= 7) byteRex = REX_NEEDED;
      this.reg = (code & 7) << 3;
      this.rexReg = ((code >> 1) & 4) | byteRex;
      this.rm = 0xc0 | (code & 7);
      this.rmBytes = 1;
      this.rexRm = (code >> 3) | byteRex;
    } else if (cls <= OperandClass.Mem128) {
      // A segment prefix or a fixup is the general encoder's business.
      const special = segment !== 0 || target !== undefined ? REX_SPECIAL : 0;
      this.rexRm = (base > 7 ? 1 : 0) | (index > 7 ? 2 : 0) | special;
      const sibTop = (scale << 6) | ((index === NO_REGISTER ? 4 : index & 7) << 3);
      if (base === RIP) {
        this.rm = 5;
        this.rmBytes = 1;
        this.wide = true;
      } else if (base < 0) {
        // No base is written as base 5 without displacement, which then has 32 bits.
        this.rm = 4 | ((sibTop | 5) << 8);
        this.rmBytes = 2;
        this.wide = true;
      } else {
        const low = base & 7;
        const mod = disp === 0 && low !== 5 ? 0 : disp === (disp << 24) >> 24 ? 1 : 2;
        const sib = index !== NO_REGISTER || low === 4;
        this.rm = (mod << 6) | (sib ? 4 | ((sibTop | low) << 8) : low);
        this.rmBytes = sib ? 2 : 1;
        if (mod === 1) {
          this.rm |= (disp & 0xff) << (8 * this.rmBytes);
          this.rmBytes++;
        }
        this.wide = mod === 2;
      }
    }
  }

  toString(): string {
    return this.name;
  }
}

declare const kind: unique symbol;

interface Typed<K extends string> {
  readonly [kind]: K;
  readonly name: string;
}

/** An 8-bit general-purpose register. */
export interface Gp8 extends Typed<'gp8'> {
  readonly code: number;
}
/** The register `cl`, which holds the count of a variable shift. */
export interface Cl extends Gp8 {
  readonly name: 'cl';
}
/** A 16-bit general-purpose register. */
export interface Gp16 extends Typed<'gp16'> {
  readonly code: number;
}
/** A 32-bit general-purpose register. */
export interface Gp32 extends Typed<'gp32'> {
  readonly code: number;
}
/** A 64-bit general-purpose register. */
export interface Gp64 extends Typed<'gp64'> {
  readonly code: number;
}
/** A 128-bit vector register. */
export interface Xmm extends Typed<'xmm'> {
  readonly code: number;
}
/** Any register that an instruction of the table takes. */
export type Register = Gp8 | Gp16 | Gp32 | Gp64 | Xmm;

export interface Mem8 extends Typed<'mem8'> {}
export interface Mem16 extends Typed<'mem16'> {}
export interface Mem32 extends Typed<'mem32'> {}
export interface Mem64 extends Typed<'mem64'> {}
export interface Mem128 extends Typed<'mem128'> {}
/** An address without a size, made by `ptr()`. */
export interface MemUnsized extends Typed<'mem'> {}
/** Any address: what `lea` and the prefetches take. */
export type MemAny = MemUnsized | Mem8 | Mem16 | Mem32 | Mem64 | Mem128;

/** A place in the program, made by `Assembler.label()`. It belongs to that assembler until its next reset. */
export interface Label extends Typed<'label'> {}
/** A name that is given an address when the code is linked, made by `symbol()`. */
export interface SymbolRef extends Typed<'symbol'> {}

/** An immediate. A bigint may stand wherever a number may; 64-bit values beyond 2^53 need one. */
export type Imm = number | bigint;
/** What any instruction takes. */
export type AnyOperand = Register | MemAny | Label | SymbolRef | Imm;

const symbols = new Map<string, Operand>();

/**
 * The symbol called `name`. Code that mentions it carries a relocation, resolved by `Code.link`.
 * Equal names give the same operand.
 */
export function symbol(name: string): SymbolRef {
  let found = symbols.get(name);
  if (found === undefined) symbols.set(name, (found = new Operand(OperandClass.Symbol, 0, name)));
  return found as unknown as SymbolRef;
}
