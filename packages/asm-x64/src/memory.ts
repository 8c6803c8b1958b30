/**
 * Memory operands: `byte word dword qword xmmword` by size, `ptr` for an address alone.
 *
 * They are immutable values, interned in direct-mapped caches: the same address written twice is, as a rule,
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

const GP64 = OperandClass.Gp64 as number;

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

/** Entries of each cache: one cache per size for `[base + disp]`, another for the rest. */
const ENTRIES = 1024;

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

/** An address that is no plain `[base + disp]`, or not in the cache. */
function address(
  cls: OperandClass,
  cache: Operand[],
  base: Operand | number | null,
  second: Operand | number,
  scale: number,
  disp: number,
): Operand {
  if (typeof base === 'number') {
    const slot = base & (ENTRIES - 1);
    const found = cache[slot]!;
    if (found.disp === base && found.base === NO_REGISTER && found.index === NO_REGISTER) return found;
    return (cache[slot] = new Operand(cls, 0, '', NO_REGISTER, NO_REGISTER, 0, int32(base)));
  }
  if (base !== null && base.cls !== OperandClass.Gp64) {
    if (base.cls !== OperandClass.Label && base.cls !== OperandClass.Symbol) {
      throw new TypeError(`${base.name || 'a memory operand'} cannot be a base register`);
    }
    if (second !== 0) return new Operand(cls, 0, '', RIP, NO_REGISTER, 0, int32(second as number), base);
    base.addresses ??= [];
    return (base.addresses[cls] ??= new Operand(cls, 0, '', RIP, NO_REGISTER, 0, 0, base));
  }
  const baseCode = base === null ? NO_REGISTER : base.code;
  if (typeof second === 'number') return new Operand(cls, 0, '', baseCode, NO_REGISTER, 0, int32(second));
  if (second.cls !== OperandClass.Gp64 || second.code === 4) {
    throw new TypeError(`${second.name || 'a memory operand'} cannot be an index register`);
  }
  const log2 = scaleLog2(scale);
  const index = second.code;
  const slot = (disp + (baseCode << 6) + (index << 3) + log2) & (ENTRIES - 1);
  const found = cache[slot]!;
  if (found.disp === disp && found.base === baseCode && found.index === index && found.scale === log2)
    return found;
  return (cache[slot] = new Operand(cls, 0, '', baseCode, index, log2, int32(disp)));
}

function sized<M>(cls: OperandClass): MemoryOf<M> {
  // What stands in the empty places is found by no one: it has no base.
  const nothing = new Operand(cls, 0, '', RIP);
  const simple: Operand[] = Array.from({ length: ENTRIES }, () => nothing);
  const indexed: Operand[] = Array.from({ length: ENTRIES }, () => nothing);
  const make = (
    base: Operand | number | null,
    second: Operand | number = 0,
    scale = 1,
    disp = 0,
  ): Operand => {
    if (typeof second === 'number' && typeof base === 'object' && base !== null && base.cls === GP64) {
      const { code } = base;
      // Displacements are mostly multiples of 8: registers go into the gaps.
      const slot = (second + code + (code << 5)) & (ENTRIES - 1);
      const found = simple[slot]!;
      if (found.disp === second && found.base === code) return found;
      return (simple[slot] = address(cls, indexed, base, second, 1, 0));
    }
    return address(cls, indexed, base, second, scale, disp);
  };
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
