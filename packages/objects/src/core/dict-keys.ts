/**
 * The keys block of a dict: an index table and the entries in insertion order.
 *
 *     DictKeys header
 *     index     2^log2_size signed entry numbers, of 1, 2 or 4 bytes by the size of the table (at least 8 bytes)
 *     entries   in insertion order; all-str tables {key, value}, general ones {hash, key, value}
 *
 * An index of -1 is a place never used, -2 one whose entry was deleted. A deleted entry has key 0 and value 0. Two thirds of
 * the index may be used; `usable` counts how many more entries fit. An all-str table needs no hashes: a str carries its own.
 *
 * (The compact ordered layout is Raymond Hettinger's, python-dev 2012; table sizes and growth are CPython's, as
 * `sys.getsizeof` shows them.) Probing starts at the low bits of the hash and mixes in the rest of its 64 bits.
 */
import {
  type Addr,
  copy,
  fillBytes,
  ld8,
  ld32,
  ldI8,
  ldI16,
  ldPtr,
  PyASCIIObject,
  st8,
  st16,
  st32,
  struct,
} from '@tyston/memory';
import { strHash } from './hash-str.js';
import { free, malloc } from './heap.js';
import { None } from './wellknown.js';

export const DictKeys = struct('DictKeys', null, {
  log2_size: 'u8',
  /** log2 of the index table's size in bytes. */
  log2_index_bytes: 'u8',
  /** KIND_STR or KIND_GENERAL. */
  kind: 'u8',
  /** Names this set of keys with its entry numbers for caches; 0 when nobody asked or something changed since. */
  version: 'u32',
  /** Entries that may still be added before the block must be replaced. */
  usable: 'i32',
  /** Entries used, deleted ones included. */
  nentries: 'i32',
  /** All entries before this one have been deleted, as far as anybody has looked. */
  first: 'i32',
  reserved: 'i32',
});

export const KIND_STR = 0;
export const KIND_GENERAL = 1;

/** Index of the smallest table: 8 places. */
export const MIN_LOG2 = 3;
export const INDEX_EMPTY = -1;
export const INDEX_DUMMY = -2;

const LOG2 = DictKeys.log2_size;
const INDEX_BYTES = DictKeys.log2_index_bytes;
const KIND = DictKeys.kind;
const VERSION = DictKeys.version;
const USABLE = DictKeys.usable;
const NENTRIES = DictKeys.nentries;
const INDEX = DictKeys.size;
const STR_HASH = PyASCIIObject.hash;

/** Entries of all-str tables; those of general tables have the hash in front. */
export const STR_ENTRY = 16;
export const GENERAL_ENTRY = 24;

/**
 * The keys of every empty dict: one place, never usable. They stand in the gap behind the object None, so that their
 * address is a constant.
 */
export const EMPTY_KEYS: Addr = None + 32;

/** Lays out the empty keys, once in a window. */
export function initEmptyKeys(): void {
  st8(EMPTY_KEYS + LOG2, 0);
  st8(EMPTY_KEYS + INDEX_BYTES, 3);
  st8(EMPTY_KEYS + KIND, KIND_STR);
  st32(EMPTY_KEYS + VERSION, 0);
  st32(EMPTY_KEYS + USABLE, 0);
  st32(EMPTY_KEYS + NENTRIES, 0);
  st32(EMPTY_KEYS + DictKeys.first, 0);
  fillBytes(EMPTY_KEYS + INDEX, 0xff, 8);
}

/** How many entries a table of 2^log2 places may hold. */
export function usableFraction(log2: number): number {
  return ((2 << log2) / 3) | 0;
}
/** log2 of the table that CPython takes for at least `places` places: now and then the next larger one. */
export function log2For(places: number): number {
  return 32 - Math.clz32(((places | 8) - 1) | 7);
}
/** log2 of the smallest table that holds `entries` entries without growing. */
export function log2ForEntries(entries: number): number {
  return log2For(((entries * 3 + 1) / 2) | 0);
}

function indexLog2Bytes(log2: number): number {
  return log2 < 8 ? log2 : log2 < 16 ? log2 + 1 : log2 + 2;
}
/** Bytes of a keys block. */
export function keysBytes(log2: number, kind: number): number {
  return (
    INDEX +
    (1 << indexLog2Bytes(log2)) +
    usableFraction(log2) * (kind === KIND_STR ? STR_ENTRY : GENERAL_ENTRY)
  );
}

/** Marks all places of the index as never used. */
function fillIndex(keys: Addr, log2Bytes: number): void {
  if (log2Bytes > 6) fillBytes(keys + INDEX, 0xff, 1 << log2Bytes);
  // A handful of stores beats the call.
  else for (let a = keys + INDEX, end = a + (1 << log2Bytes); a !== end; a += 4) st32(a, -1);
}
/** A keys block without entries. */
export function newKeys(log2: number, kind: number): Addr {
  const bytes = indexLog2Bytes(log2);
  const keys = malloc(keysBytes(log2, kind));
  st32(keys, log2 | (bytes << 8) | (kind << 16));
  st32(keys + VERSION, 0);
  st32(keys + USABLE, usableFraction(log2));
  st32(keys + NENTRIES, 0);
  st32(keys + DictKeys.first, 0);
  fillIndex(keys, bytes);
  return keys;
}
/** Gives a block back; its references must have been released. */
export function freeKeys(keys: Addr): void {
  if (keys !== EMPTY_KEYS) free(keys);
}
/** A copy of a block, byte for byte: the caller takes the references. */
export function cloneKeys(keys: Addr): Addr {
  const log2 = ld8(keys + LOG2);
  const kind = ld8(keys + KIND);
  const to = malloc(keysBytes(log2, kind));
  const used =
    INDEX +
    (1 << ld8(keys + INDEX_BYTES)) +
    ld32(keys + NENTRIES) * (kind === KIND_STR ? STR_ENTRY : GENERAL_ENTRY);
  copy(to, keys, used);
  st32(to + VERSION, 0);
  return to;
}

export function keysKind(keys: Addr): number {
  return ld8(keys + KIND);
}
export function keysLog2(keys: Addr): number {
  return ld8(keys + LOG2);
}
export function keysNentries(keys: Addr): number {
  return ld32(keys + NENTRIES);
}
export function keysUsable(keys: Addr): number {
  return ld32(keys + USABLE);
}
/** Address of the first entry. */
export function keysEntries(keys: Addr): Addr {
  return keys + INDEX + (1 << ld8(keys + INDEX_BYTES));
}
/** Address of the key and value of entry `ix`: {key, value} in both kinds. */
export function entryPair(keys: Addr, ix: number): Addr {
  const entries = keys + INDEX + (1 << ld8(keys + INDEX_BYTES));
  return ld8(keys + KIND) === KIND_STR ? entries + ix * STR_ENTRY : entries + ix * GENERAL_ENTRY + 8;
}

/** The index at place `i`. */
export function readIndex(keys: Addr, log2: number, i: number): number {
  return log2 < 8
    ? ldI8(keys + INDEX + i)
    : log2 < 16
      ? ldI16(keys + INDEX + i * 2)
      : ld32(keys + INDEX + i * 4);
}
export function writeIndex(keys: Addr, log2: number, i: number, ix: number): void {
  if (log2 < 8) st8(keys + INDEX + i, ix);
  else if (log2 < 16) st16(keys + INDEX + i * 2, ix);
  else st32(keys + INDEX + i * 4, ix);
}

/** Low and high words of the hash of entry `ix`. */
export function entryHash(keys: Addr, ix: number): number {
  const entries = keysEntries(keys);
  return ld8(keys + KIND) === KIND_STR
    ? strHash(ldPtr(entries + ix * STR_ENTRY))
    : ld32(entries + ix * GENERAL_ENTRY);
}
export function entryHashHigh(keys: Addr, ix: number): number {
  const entries = keysEntries(keys);
  return ld8(keys + KIND) === KIND_STR
    ? ld32(ldPtr(entries + ix * STR_ENTRY) + STR_HASH + 4)
    : ld32(entries + ix * GENERAL_ENTRY + 4);
}
