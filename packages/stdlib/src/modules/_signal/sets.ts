/** Sets of signals: as Python sets, as numbers whose bit n - 1 stands for signal n, as the C library's sigset_t. */
import { type Addr, type Borrowed, NSIG, NULL, type Owned, stU64, zero } from '@tyston/memory';
import {
  asSsize,
  decref,
  errOccurred,
  forEachItem,
  newInt,
  newSet,
  setAdd,
  valueError,
} from '@tyston/objects';

/** Signals 32 and 33 are the C library's own. */
export const isValid = (s: number) => s > 0 && s < NSIG && s !== 32 && s !== 33;

export function newSignalSet(mask: bigint): Owned {
  const set = newSet();
  for (let s = 1; s < NSIG; s++) {
    if (!((mask >> BigInt(s - 1)) & 1n)) continue;
    const n = newInt(s);
    const r = setAdd(set, n);
    decref(n);
    if (r < 0) {
      decref(set);
      return NULL;
    }
  }
  return set;
}
/** The signals of an iterable; null with an exception. */
export function signalMask(iterable: Borrowed): bigint | null {
  let mask = 0n;
  const r = forEachItem(iterable, (item) => {
    const s = asSsize(item, 0);
    if (s === -1 && errOccurred()) return -1;
    if (s < 1 || s >= NSIG) {
      valueError(`signal number ${s} out of range [1; ${NSIG - 1}]`);
      return -1;
    }
    mask |= 1n << BigInt(s - 1);
    return 0;
  });
  return r < 0 ? null : mask;
}
export const SIGSET_BYTES = 128;
export function storeSigset(at: Addr, mask: bigint): void {
  zero(at, SIGSET_BYTES);
  stU64(at, mask);
}
