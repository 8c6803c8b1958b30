/**
 * An image: the window as it is when the import system stands and nothing of the process has got in yet. A process that finds one starts
 * from it, instead of making types and running the library's first modules.
 *
 * The file:
 *
 *     magic, number of bytes in all, number of runs          three words
 *     address and bytes of each run                          two words each
 *     the runs, one after the other
 *
 * Left out are pages of zeros and the roots that are the process's own: mailboxes, foreign addresses, counters, signals.
 *
 * An image is written by the first process that starts with given facts (`imageName`) and belongs to the user whose cache it is in, as
 * bytecode does. One with random hashes keeps its key: hashes are secret from others, but the same from run to run;
 * PYTHONHASHSEED=random, or -X image=off, makes a new key for a process.
 */
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AllocState, type Host, ld32, Roots, regionMap } from '@tyston/memory';
import { writeCache } from './library.js';

const MAGIC = 0x31697974; // 'tyi1'
const PAGE = 4096;
/** Images that stay when one is written. */
const KEPT = 16;
/** Zeros that are written to save a run, in pages. */
const GAP = 4;

/** FNV-1a of 64 bits. (Node's crypto takes longer to load than an image.) */
function fnv1a(text: string): bigint {
  let h = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) h = BigInt.asUintN(64, (h ^ BigInt(byte)) * 0x100000001b3n);
  return h;
}
/** The file name of the image for these facts. */
export function imageName(facts: readonly (string | number)[]): string {
  return `image-${fnv1a(JSON.stringify(facts)).toString(16).padStart(16, '0')}.bin`;
}

interface Run {
  readonly start: number;
  readonly bytes: number;
}

/** The stretches of the window that an image may hold. */
function stretches(host: Host): readonly Run[] {
  const { immortal, heap } = regionMap(host.memory.buffer.byteLength);
  const committed = ld32(Roots.ALLOC_STATE + AllocState.COMMITTED_PAGE) * 65536;
  const upTo = (start: number, end: number): Run => ({ start, bytes: end - start });
  return [
    upTo(Roots.FREE_LISTS, Roots.MAILBOXES),
    upTo(immortal.start, immortal.end),
    upTo(heap.start, committed),
  ];
}

/** Pages with something in them, those close together in one run. */
function usedRuns({ start, bytes }: Run, words: Int32Array): Run[] {
  const runs: { start: number; bytes: number }[] = [];
  for (let at = start; at < start + bytes; at = (at & -PAGE) + PAGE) {
    const end = Math.min((at & -PAGE) + PAGE, start + bytes);
    let used = false;
    for (let i = at >>> 2; i < end >>> 2 && !used; i++) used = words[i] !== 0;
    if (!used) continue;
    const last = runs.at(-1);
    if (last !== undefined && at - (last.start + last.bytes) <= GAP * PAGE) last.bytes = end - last.start;
    else runs.push({ start: at, bytes: end - at });
  }
  return runs;
}

/** Writes the window's content as an image, whole or not at all. */
export function saveImage(path: string, host: Host): void {
  const words = new Int32Array(host.memory.buffer);
  const runs = stretches(host).flatMap((s) => usedRuns(s, words));
  const head = 12 + runs.length * 8;
  const total = runs.reduce((n, run) => n + run.bytes, head);
  const file = new Uint8Array(total);
  new Int32Array(file.buffer, 0, head >> 2).set([
    MAGIC,
    total,
    runs.length,
    ...runs.flatMap((r) => [r.start, r.bytes]),
  ]);
  let at = head;
  for (const { start, bytes } of runs) {
    file.set(new Uint8Array(host.memory.buffer, start, bytes), at);
    at += bytes;
  }
  // Whoever can read it knows the key of the hashes.
  writeCache(path, file, 0o600);
  forgetOld(dirname(path));
}

/** Images of builds that are gone would pile up: the newest few stay. */
function forgetOld(folder: string): void {
  try {
    const images = readdirSync(folder)
      .filter((name) => /^image-[0-9a-f]{16}\.bin$/.test(name))
      .map((name) => join(folder, name))
      .map((file) => ({ file, time: statSync(file).mtimeMs }))
      .sort((a, b) => b.time - a.time);
    for (const { file } of images.slice(KEPT)) unlinkSync(file);
  } catch {
    // Another process was quicker, or may do what this one may not.
  }
}

/** An image is memory to be run: one that others could have written is none. */
function isOurs(fd: number): boolean {
  const { uid, mode } = fstatSync(fd);
  return uid === process.getuid?.() && (mode & 0o022) === 0;
}

/** Reads the head: the runs, or null where this is no whole image. */
function readRuns(fd: number): readonly Run[] | null {
  const head = new Int32Array(3);
  if (readSync(fd, head, 0, 12, 0) !== 12) return null;
  const [magic, total, count] = head as unknown as [number, number, number];
  if (magic !== MAGIC || total !== fstatSync(fd).size || count < 0 || count * 8 > total) return null;
  const table = new Int32Array(2 * count);
  if (readSync(fd, table, 0, count * 8, 12) !== count * 8) return null;
  const runs: Run[] = [];
  let sum = 12 + count * 8;
  for (let i = 0; i < count; i++) {
    runs.push({ start: table[2 * i]!, bytes: table[2 * i + 1]! });
    sum += table[2 * i + 1]!;
  }
  return sum === total ? runs : null;
}

/** Fills the window of a fresh host from an image. False where there is none, or one that is not whole: then nothing has been done. */
export function loadImage(path: string, host: Host): boolean {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return false;
  }
  try {
    const runs = isOurs(fd) ? readRuns(fd) : null;
    if (runs === null) return false;
    const { immortal, heap } = regionMap(host.memory.buffer.byteLength);
    for (const { start, bytes } of runs) {
      const inside = (from: number, to: number): boolean => start >= from && start + bytes <= to && bytes > 0;
      if (
        !inside(Roots.FREE_LISTS, Roots.MAILBOXES) &&
        !inside(immortal.start, immortal.end) &&
        !inside(heap.start, heap.end)
      )
        return false;
    }
    const end = Math.max(...runs.map((r) => r.start + r.bytes));
    const pages = Math.ceil((end - heap.start) / 65536);
    if (pages > 0 && !host.memory.commit(heap.start, pages * 65536)) return false;
    let at = 12 + runs.length * 8;
    const limit = Math.floor((heap.start + host.memory.heapLimit) / 65536);
    for (const { start, bytes } of runs) {
      if (readSync(fd, new Uint8Array(host.memory.buffer, start, bytes), 0, bytes, at) !== bytes)
        throw new Error(`the image ${path} changed while it was read`);
      at += bytes;
    }
    // The allocator's view of this process.
    const state = new Int32Array(host.memory.buffer, Roots.ALLOC_STATE, 8);
    const committed = state[AllocState.COMMITTED_PAGE >> 2]!;
    const here = (heap.start >>> 16) + pages;
    if (committed > here && !host.memory.commit(here * 65536, (committed - here) * 65536))
      throw new Error('no memory for the image');
    state[AllocState.LIMIT_PAGE >> 2] = limit;
    return true;
  } finally {
    closeSync(fd);
  }
}
