/**
 * Moves that happen at once: arguments into their registers, values into those of a label. Each target is written when nothing
 * more is read from it; where all that is left are circles, one value is put aside.
 */
import { type Assembler, gp64, qword, rsp, xmm } from '@tyston/asm-x64';
import { FIRST_SLOT, isGp, isSlot, isXmm, type Location, R10, R11, SCRATCH_X } from './locations.js';

/** A constant as a source: bits of an integer, or a double. */
export type Constant = { readonly bits: bigint } | { readonly float: number };
export interface Move {
  readonly to: Location;
  readonly from: Location | Constant;
}

/** The memory of a slot, when `pushed` bytes lie above the frame. */
export const slotMemory = (l: Location, pushed = 0) => qword(rsp, 8 * (l - FIRST_SLOT) + pushed);

/** One move. From slot to slot it goes through a scratch register. */
export function move(a: Assembler, to: Location, from: Location | Constant, pushed = 0): void {
  if (typeof from === 'object') {
    if ('float' in from) {
      if (isSlot(to)) {
        a.movsd(xmm[15]!, a.float64(from.float)).movsd(slotMemory(to, pushed), xmm[15]!);
      } else if (Object.is(from.float, 0)) a.xorps(xmm[to - 16]!, xmm[to - 16]!);
      else a.movsd(xmm[to - 16]!, a.float64(from.float));
    } else if (isSlot(to)) {
      a.movImm(gp64[R11]!, from.bits).mov(slotMemory(to, pushed), gp64[R11]!);
    } else a.movImm(gp64[to]!, from.bits);
    return;
  }
  if (to === from) return;
  if (isXmm(to)) {
    if (isXmm(from)) a.movaps(xmm[to - 16]!, xmm[from - 16]!);
    else if (isGp(from)) a.movq(xmm[to - 16]!, gp64[from]!);
    else a.movsd(xmm[to - 16]!, slotMemory(from, pushed));
  } else if (isXmm(from)) {
    if (isGp(to)) a.movq(gp64[to]!, xmm[from - 16]!);
    else a.movsd(slotMemory(to, pushed), xmm[from - 16]!);
  } else if (isGp(to)) {
    if (isGp(from)) a.mov(gp64[to]!, gp64[from]!);
    else a.mov(gp64[to]!, slotMemory(from, pushed));
  } else if (isGp(from)) a.mov(slotMemory(to, pushed), gp64[from]!);
  else a.mov(gp64[R11]!, slotMemory(from, pushed)).mov(slotMemory(to, pushed), gp64[R11]!);
}

/**
 * All of them at once. Flags may change. r10, r11, xmm14 and xmm15 are used where needed, and may be neither source nor target.
 */
export function moveAll(a: Assembler, moves: readonly Move[], pushed = 0): void {
  const pending = moves.filter((m) => m.to !== m.from);
  while (pending.length > 0) {
    const ready = pending.findIndex((m) => !pending.some((o) => o !== m && o.from === m.to));
    if (ready >= 0) {
      const { to, from } = pending.splice(ready, 1)[0]!;
      move(a, to, from, pushed);
      continue;
    }
    // Only circles are left: what is read from one target is put aside.
    const aside = pending[0]!.from as Location;
    const vector = isXmm(aside);
    const to = vector ? SCRATCH_X : R10;
    move(a, to, aside, pushed);
    pending.forEach((m, k) => {
      if (m.from === aside) pending[k] = { to: m.to, from: to };
    });
  }
}
