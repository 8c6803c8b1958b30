/**
 * Memory operands: `byte word dword qword xmmword` by size, `ptr` for an address alone.
 *
 * They are immutable values, interned in a direct-mapped cache: the same address written twice is, as a rule,
 * the same object. A miss costs an allocation and nothing else, so nobody may rely on identity.
 */
import {
  type Gp64,
  type Label,
  type Mem8,
  type Mem16,
  type Mem32,
  type Mem64,
  type Mem128,
  type MemAny,
  type MemUnsized,
  NO_REGISTER,
  Operand,
  OperandClass,
  RIP,
  type SymbolRef,
} from './operands.js';

export type Scale = 1 | 2 | 4 | 8;

/** The ways to write an address of a size. Displacements are signed 32-bit, in bytes. */
export interface MemoryOf<M> {
  /** `[base + disp]` */
  (base: Gp64, disp?: number): M;
  /** `[base + index * scale + disp]`; base null: none. The index may not be rsp. */
  (base: Gp64 | null, index: Gp64, scale?: Scale, disp?: number): M;
  /** `[rip + target + addend]`: the label's or symbol's own address. */
  (target: Label | SymbolRef, addend?: number): M;
  /** `[disp32]`: an absolute address that sign-extends from 32 bits. */
  (absolute: number): M;
}

const CACHE_BITS = 12;
const cache: (Operand | undefined)[] = new Array(1 << CACHE_BITS).fill(undefined);

function intern(cls: OperandClass, base: number, index: number, scale: number, disp: number): Operand {
  // base and index are −1…15; the multiplier spreads neighbouring displacements over the cache.
  const key =
    ((cls << 12) ^ ((base + 1) << 7) ^ ((index + 1) << 2) ^ scale ^ Math.imul(disp, 0x9e3779b1)) | 0;
  const slot = (key ^ (key >>> 15)) & ((1 << CACHE_BITS) - 1);
  const found = cache[slot];
  if (
    found !== undefined &&
    found.disp === disp &&
    found.base === base &&
    found.index === index &&
    found.scale === scale &&
    found.cls === cls
  ) {
    return found;
  }
  return (cache[slot] = new Operand(cls, 0, '', base, index, scale, disp));
}

function int32(value: number): number {
  if ((value | 0) !== value) {
    throw new RangeError(`displacement ${value} is not a signed 32-bit integer`);
  }
  return value;
}

function scaleLog2(scale: number): number {
  switch (scale) {
    case 1:
      return 0;
    case 2:
      return 1;
    case 4:
      return 2;
    case 8:
      return 3;
    default:
      throw new RangeError(`scale ${scale} is not 1, 2, 4 or 8`);
  }
}

function address(
  cls: OperandClass,
  base: Operand | number | null,
  second: Operand | number,
  scale: number,
  disp: number,
): Operand {
  if (typeof base === 'number') return intern(cls, NO_REGISTER, NO_REGISTER, 0, int32(base));
  if (base !== null && base.cls !== OperandClass.Gp64) {
    if (base.cls !== OperandClass.Label && base.cls !== OperandClass.Symbol) {
      throw new TypeError(`${base.name || 'a memory operand'} cannot be a base register`);
    }
    return new Operand(cls, 0, '', RIP, NO_REGISTER, 0, int32(second as number), base);
  }
  const baseCode = base === null ? NO_REGISTER : base.code;
  if (typeof second === 'number') return intern(cls, baseCode, NO_REGISTER, 0, int32(second));
  if (second.cls !== OperandClass.Gp64 || second.code === 4) {
    throw new TypeError(`${second.name || 'a memory operand'} cannot be an index register`);
  }
  return intern(cls, baseCode, second.code, scaleLog2(scale), int32(disp));
}

function sized<M>(cls: OperandClass): MemoryOf<M> {
  const make = (base: Operand | number | null, second: Operand | number = 0, scale = 1, disp = 0): Operand =>
    address(cls, base, second, scale, disp);
  return make as unknown as MemoryOf<M>;
}

/** An address whose size the instruction knows or does not need. */
export const ptr: MemoryOf<MemUnsized> = sized(OperandClass.Mem);
/** 1 byte of memory. */
export const byte: MemoryOf<Mem8> = sized(OperandClass.Mem8);
/** 2 bytes of memory. */
export const word: MemoryOf<Mem16> = sized(OperandClass.Mem16);
/** 4 bytes of memory. */
export const dword: MemoryOf<Mem32> = sized(OperandClass.Mem32);
/** 8 bytes of memory. */
export const qword: MemoryOf<Mem64> = sized(OperandClass.Mem64);
/** 16 bytes of memory. */
export const xmmword: MemoryOf<Mem128> = sized(OperandClass.Mem128);

function inSegment<M extends MemAny>(memory: M, prefix: number): M {
  const m = memory as unknown as Operand;
  return new Operand(m.cls, 0, '', m.base, m.index, m.scale, m.disp, m.target, prefix) as unknown as M;
}
/** The same address in the segment `fs` (thread-local storage on Linux). */
export const fs = <M extends MemAny>(memory: M): M => inSegment(memory, 0x64);
/** The same address in the segment `gs`. */
export const gs = <M extends MemAny>(memory: M): M => inSegment(memory, 0x65);
