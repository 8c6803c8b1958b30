import {
  attachWindow,
  type Borrowed,
  createPortableHost,
  ld32,
  ldSsize,
  makeAllocator,
  type Owned,
  PyDictObject,
  regionMap,
} from '@tyston/memory';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  dictClear,
  dictContains,
  dictCopy,
  dictDel,
  dictEntryAddressStr,
  dictEntryKey,
  dictEntryValue,
  dictGet,
  dictGetStr,
  dictKeys,
  dictKeysVersion,
  dictLastCursor,
  dictLength,
  dictMerge,
  dictNext,
  dictPrevious,
  dictRelease,
  dictSet,
  dictSetDefault,
  dictTake,
  dictTakeLast,
  newDict,
  setGenericEquality,
  setGenericHash,
  takenKey,
} from './dict.js';
import { KIND_GENERAL, KIND_STR, keysKind, keysLog2, keysUsable } from './dict-keys.js';
import { gcHead, initGcList } from './gc-list.js';
import { hashHigh, setHashHigh } from './hash-high.js';
import { attachHeap } from './heap.js';
import { intToBigInt, newInt, newIntFromBigInt } from './int.js';
import { decref, refcount } from './refcount.js';
import { newStr } from './str.js';

/** What a generic hash or comparison does in these tests; ints and strs need none but for long ints. */
let onEqual: (a: Borrowed, b: Borrowed) => number = () => 0;

beforeAll(() => {
  const host = createPortableHost({ bytes: 64 << 20 });
  attachWindow(host.memory.buffer);
  attachHeap(makeAllocator(host.memory, regionMap(64 << 20), true));
  for (let g = 0; g < 3; g++) initGcList(gcHead(g));
  setGenericHash((o) => {
    const v = intToBigInt(o);
    setHashHigh(Number(BigInt.asIntN(32, v >> 32n)));
    return Number(BigInt.asIntN(32, v));
  }, hashHigh);
  setGenericEquality((a, b) => onEqual(a, b));
});

/** A seeded generator (mulberry32). */
function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function entries(d: Borrowed): [number, number][] {
  const out: [number, number][] = [];
  for (let c = dictNext(d, 0); c !== 0; c = dictNext(d, c)) out.push([dictEntryKey(), dictEntryValue()]);
  return out;
}
function reversedEntries(d: Borrowed): [number, number][] {
  const out: [number, number][] = [];
  for (let c = dictPrevious(d, dictLastCursor(d)); c !== 0; c = dictPrevious(d, c))
    out.push([dictEntryKey(), dictEntryValue()]);
  return out;
}

describe.each([
  ['all-str', (i: number) => newStr(`key ${i}`)],
  ['short int', (i: number) => newInt(1000 + i)],
  ['negative int', (i: number) => newInt(-1000 - i)],
  ['long int', (i: number) => newIntFromBigInt(1n << BigInt(40 + i))],
  ['mixed', (i: number) => (i % 3 ? newStr(`key ${i}`) : newInt(1000 + i))],
])('a dict with %s keys agrees with a Map', (name, make) => {
  test.each([1, 2, 3, 4])('seed %i', (seed) => {
    const rnd = random(seed);
    const pool: Owned[] = Array.from({ length: name === 'long int' ? 20 : 300 }, (_, i) => make(i));
    const counts = pool.map((p) => refcount(p));
    const d = newDict();
    const model = new Map<number, number>();
    const span = () => Math.floor(rnd() * pool.length);
    for (let step = 0; step < 4000; step++) {
      const key = pool[span()]!;
      const value = pool[span()]!;
      const tag = ldSsize(d + PyDictObject.ma_version_tag);
      const what = rnd();
      if (what < 0.5) {
        expect(dictSet(d, key, value)).toBe(0);
        model.set(key, value);
        expect(ldSsize(d + PyDictObject.ma_version_tag)).not.toBe(tag);
      } else if (what < 0.75) {
        if (model.has(key)) {
          expect(dictDel(d, key)).toBe(0);
          model.delete(key);
        } else expect(dictTake(d, key)).toBe(0);
      } else if (what < 0.8) {
        const expected = [...model].at(-1);
        const v = dictTakeLast(d);
        if (expected) {
          expect([takenKey(), v]).toEqual(expected);
          model.delete(expected[0]);
          decref(takenKey());
          decref(v);
        } else expect(v).toBe(0);
      } else if (what < 0.9) {
        const v = dictSetDefault(d, key, value);
        if (!model.has(key)) model.set(key, value);
        expect(v).toBe(model.get(key));
      } else if (what < 0.9005) {
        dictClear(d);
        model.clear();
      } else {
        expect(dictGet(d, key)).toBe(model.get(key) ?? 0);
        expect(dictContains(d, key)).toBe(model.has(key) ? 1 : 0);
      }
      expect(dictLength(d)).toBe(model.size);
    }
    expect(entries(d)).toEqual([...model]);
    expect(reversedEntries(d)).toEqual([...model].reverse());
    const copy = dictCopy(d);
    expect(entries(copy)).toEqual([...model]);
    const other = newDict();
    for (const k of pool.slice(0, 10)) dictSet(other, k, k);
    dictMerge(other, d, 0);
    const merged = new Map<number, number>(pool.slice(0, 10).map((k) => [k, k]));
    for (const [k, v] of model) if (!merged.has(k)) merged.set(k, v);
    expect(entries(other)).toEqual([...merged]);
    dictMerge(other, d, 1);
    for (const [k, v] of model) merged.set(k, v);
    expect(entries(other)).toEqual([...merged]);
    for (const x of [d, copy, other]) dictRelease(x);
    expect(pool.map((p) => refcount(p))).toEqual(counts);
  });
});

test('equal keys that are not identical are one key', () => {
  const d = newDict();
  const one = newInt(1);
  dictSet(d, newStr('spam'), one);
  expect(dictGetStr(d, newStr('spam'))).toBe(one);
  dictSet(d, newInt(123456), one);
  expect(keysKind(dictKeys(d))).toBe(KIND_GENERAL);
  expect(dictGet(d, newInt(123456))).toBe(one);
  expect(dictGetStr(d, newStr('spam'))).toBe(one);
  // -1 and -2 have the same hash
  dictSet(d, newInt(-1), one);
  expect(dictContains(d, newInt(-2))).toBe(0);
});

test('tables grow as CPython’s do', () => {
  // log2 of the table for 0, 1, 6, 11, … keys: sys.getsizeof jumps at 1, 6, 11, 22, 43, 86 and 171 keys
  const d = newDict();
  const sizes: number[] = [keysLog2(dictKeys(d))];
  for (let i = 0; i < 200; i++) {
    dictSet(d, newInt(1000 + i), newInt(i));
    sizes.push(keysLog2(dictKeys(d)));
  }
  const jumps = sizes.flatMap((s, n) => (n > 0 && sizes[n - 1] !== s ? [[n, s]] : []));
  expect(jumps).toEqual([
    [1, 3],
    [6, 4],
    [11, 5],
    [22, 6],
    [43, 7],
    [86, 8],
    [171, 9],
  ]);
});

test('a comparison that changes the dict makes the search begin anew', () => {
  const a = newIntFromBigInt((1n << 70n) + 5n);
  const b = newIntFromBigInt((1n << 70n) + 5n);
  const d = newDict();
  dictSet(d, a, newInt(1));
  let calls = 0;
  onEqual = () => {
    if (calls++ === 0) {
      dictClear(d);
      dictSet(d, newInt(7), newInt(7));
    }
    return 1;
  };
  expect(dictGet(d, b)).toBe(0);
  expect(calls).toBe(1);
  onEqual = () => -1;
  dictSet(d, a, newInt(1));
  expect(dictContains(d, b)).toBe(-1);
  expect(dictSet(d, b, a)).toBe(-1);
  onEqual = () => 0;
});

test('keys versions stand for a set of keys', () => {
  const d = newDict();
  const spam = newStr('spam');
  const version = dictKeysVersion(d);
  expect(version).not.toBe(0);
  expect(dictKeysVersion(d)).toBe(version);
  dictSet(d, spam, newInt(1));
  const withSpam = dictKeysVersion(d);
  expect(withSpam).not.toBe(version);
  const at = dictEntryAddressStr(d, spam);
  expect(ld32(at)).toBe(dictGet(d, spam));
  dictSet(d, spam, newInt(2));
  expect(dictKeysVersion(d)).toBe(withSpam);
  expect(ld32(at)).toBe(dictGet(d, spam));
  expect(dictEntryAddressStr(d, newStr('eggs'))).toBe(0);
  dictDel(d, spam);
  expect(dictKeysVersion(d)).not.toBe(withSpam);
  expect(keysKind(dictKeys(d))).toBe(KIND_STR);
  expect(dictKeysVersion(newDict())).not.toBe(dictKeysVersion(newDict()));
  expect(keysUsable(dictKeys(newDict()))).toBe(0);
});

test('keys that differ only in the high words of their hashes do not pile up', () => {
  const d = newDict();
  onEqual = () => 0;
  const start = performance.now();
  for (let i = 1; i < 20000; i++) dictSet(d, newIntFromBigInt(BigInt(i) << 32n), newInt(1));
  expect(dictLength(d)).toBe(19999);
  // quadratic probing would take minutes
  expect(performance.now() - start).toBeLessThan(5000);
});
