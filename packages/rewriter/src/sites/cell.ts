/**
 * A site: a call of 5 bytes in the code stream, which is never changed, and a cell of 16 bytes in the pool.
 *
 *     cell + 0    mov reg, site      the miss: the site, as the argument behind the site's own …
 *                 jmp generic        … of the generic function
 *     cell + 11   jmp first slot     the entry; changed by one aligned store of 32 bits
 *
 * So a site is an ordinary function, and its generic function one of the same arguments with the site (the low half of its
 * record's address) as one more. A slot that does not fit jumps to the next one, the last one to the miss.
 */
import { Assembler, type Gp32, gp32, patchJump, r11 } from '@tyston/asm-x64';
import { INTEGER_ARGUMENTS } from '../emit/locations.js';
import type { ValueType } from '../types.js';
import type { CodePool } from './pool.js';

export const CELL_BYTES = 16;
/** Where the jump to the first slot is: 3 beyond a multiple of 8, so that its target is aligned. */
export const ENTRY = 11;
/** A jump of 13 bytes that reaches everywhere. */
export const TRAMPOLINE_BYTES = 16;

/** The register that the generic function finds the site in. @throws RangeError if all are taken. */
export function siteRegister(params: readonly ValueType[]): Gp32 {
  const at = INTEGER_ARGUMENTS[params.filter((t) => t !== 'f64').length];
  if (at === undefined) throw new RangeError('no register is left for the site');
  return gp32[at]!;
}

/** Writes a jump to a function that may be anywhere; returns its offset, or -1. */
export function writeTrampoline(pool: CodePool, to: bigint): number {
  const offset = pool.alloc(TRAMPOLINE_BYTES);
  if (offset < 0) return -1;
  const a = new Assembler(pool.bytesAt(offset, TRAMPOLINE_BYTES));
  a.movImm(r11, to).jmp(r11).finish();
  return offset;
}

/** Writes a cell whose entry misses; returns its offset, or -1. */
export function writeCell(
  pool: CodePool,
  site: number,
  params: readonly ValueType[],
  generic: number,
): number {
  const offset = pool.alloc(CELL_BYTES);
  if (offset < 0) return -1;
  const bytes = pool.bytesAt(offset, CELL_BYTES);
  bytes.fill(0x90);
  const a = new Assembler(bytes.subarray(0, ENTRY), { address: pool.addressOf(offset) });
  a.mov(siteRegister(params), site)
    .jmp(Number(pool.addressOf(generic)))
    .finish();
  bytes[ENTRY] = 0xe9;
  setEntry(pool, offset, offset);
  return offset;
}

/** Sends the entry of a cell to the code at an offset. */
export function setEntry(pool: CodePool, cell: number, to: number): void {
  patchJump(pool.bytesAt(cell, CELL_BYTES), ENTRY, to - cell);
}
