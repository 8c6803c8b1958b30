/**
 * Searching in runs of code points or bytes in the window. A run is (kind, address, length): 1, 2 or 4 bytes a character.
 *
 * Longer needles are found by Sunday's quick search with a small Bloom filter: after a mismatch, if the character behind the
 * window is not in the needle, the whole needle is skipped.
 */
import { type Addr, compareBytes, ld8, ld16, ldU32, viewBytes } from '@tyston/memory';

/** Below this a plain loop beats making a view for a native search. */
const NATIVE_FROM = 48;

function at(kind: number, data: Addr, i: number): number {
  return kind === 1 ? ld8(data + i) : kind === 2 ? ld16(data + i * 2) : ldU32(data + i * 4);
}

/** Index of the first `c` in [start, end), or -1. */
export function findChar(kind: number, data: Addr, start: number, end: number, c: number): number {
  if (kind === 1) {
    if (c > 255) return -1;
    if (end - start >= NATIVE_FROM) {
      const i = viewBytes(data + start, end - start).indexOf(c);
      return i < 0 ? -1 : i + start;
    }
    for (let i = start; i < end; i++) if (ld8(data + i) === c) return i;
    return -1;
  }
  if (kind === 2) {
    if (c > 65535) return -1;
    for (let i = start; i < end; i++) if (ld16(data + i * 2) === c) return i;
    return -1;
  }
  for (let i = start; i < end; i++) if (ldU32(data + i * 4) === c) return i;
  return -1;
}
/** Index of the last `c` in [start, end), or -1. */
export function rfindChar(kind: number, data: Addr, start: number, end: number, c: number): number {
  for (let i = end - 1; i >= start; i--) if (at(kind, data, i) === c) return i;
  return -1;
}

/** True when the `m` characters of the needle stand at index `i` of the run. */
export function matchesAt(
  kind: number,
  data: Addr,
  i: number,
  nkind: number,
  needle: Addr,
  m: number,
): boolean {
  if (kind === nkind) return compareBytes(data + i * kind, needle, m * kind) === 0;
  if (nkind > kind) return m === 0;
  for (let k = 0; k < m; k++) if (at(kind, data, i + k) !== at(nkind, needle, k)) return false;
  return true;
}

/** Index in [start, end) of the first occurrence of the needle that lies wholly inside, or -1. */
export function findRun(
  kind: number,
  data: Addr,
  start: number,
  end: number,
  nkind: number,
  needle: Addr,
  m: number,
): number {
  if (m > end - start) return -1;
  if (m === 0) return start;
  if (nkind > kind) return -1;
  if (m === 1) return findChar(kind, data, start, end, at(nkind, needle, 0));
  const last = m - 1;
  const first = at(nkind, needle, 0);
  const final = at(nkind, needle, last);
  let bloom = 0;
  for (let i = 0; i < m; i++) bloom |= 1 << (at(nkind, needle, i) & 31);
  const limit = end - m;
  for (let i = start; i <= limit; i++) {
    if (at(kind, data, i + last) === final) {
      if (at(kind, data, i) === first && matchesAt(kind, data, i, nkind, needle, m)) return i;
      if (i < limit && !(bloom & (1 << (at(kind, data, i + m) & 31)))) i += m;
    } else if (i < limit && !(bloom & (1 << (at(kind, data, i + m) & 31)))) i += m;
  }
  return -1;
}
/** Index in [start, end) of the last occurrence of the needle that lies wholly inside, or -1. */
export function rfindRun(
  kind: number,
  data: Addr,
  start: number,
  end: number,
  nkind: number,
  needle: Addr,
  m: number,
): number {
  if (m > end - start) return -1;
  if (m === 0) return end;
  if (nkind > kind) return -1;
  if (m === 1) return rfindChar(kind, data, start, end, at(nkind, needle, 0));
  const first = at(nkind, needle, 0);
  let bloom = 0;
  for (let i = 0; i < m; i++) bloom |= 1 << (at(nkind, needle, i) & 31);
  for (let i = end - m; i >= start; i--) {
    if (at(kind, data, i) === first && matchesAt(kind, data, i, nkind, needle, m)) return i;
    if (i > start && !(bloom & (1 << (at(kind, data, i - 1) & 31)))) i -= m;
  }
  return -1;
}
/** Number of occurrences in [start, end) that do not overlap, at most `max`. */
export function countRun(
  kind: number,
  data: Addr,
  start: number,
  end: number,
  nkind: number,
  needle: Addr,
  m: number,
  max: number,
): number {
  if (m > end - start) return 0;
  if (m === 0) return Math.min(max, end - start + 1);
  let n = 0;
  let i = start;
  while (n < max) {
    i = findRun(kind, data, i, end, nkind, needle, m);
    if (i < 0) break;
    n++;
    i += m;
  }
  return n;
}
