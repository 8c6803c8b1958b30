/** A window with what numbers need, and CPython to compare with. */
import { execFileSync } from 'node:child_process';
import {
  attachWindow,
  type Borrowed,
  copy,
  createPortableHost,
  makeAllocator,
  type Owned,
  PyASCIIObject,
  PyCompactUnicodeObject,
  PyLongObject,
  PyObject,
  PyTypeObject,
  PyVarObject,
  regionMap,
  st32,
  stPtr,
  stSsize,
} from '@tyston/memory';
import { freeObject, typeFlags } from '../src/core/alloc.js';
import { errFetch, errOccurred } from '../src/core/errors.js';
import { defineFunction } from '../src/core/functions.js';
import { gcHead, initGcList } from '../src/core/gc-list.js';
import { attachHeap } from '../src/core/heap.js';
import { immortalCString, initImmortal } from '../src/core/immortal.js';
import { shortName } from '../src/core/names.js';
import { decref, IMMORTAL_REFCOUNT, typeOf } from '../src/core/refcount.js';
import { State } from '../src/core/state.js';
import { jsStr, newStrBuffer, strData, writeChar } from '../src/core/str.js';
import {
  latin1Char,
  SMALL_INT_MAX,
  SMALL_INT_MIN,
  STATIC_TYPES,
  smallInt,
  T,
} from '../src/core/wellknown.js';
import { fromBigInt, toBigInt } from '../src/lib/bigint.js';

export function numberWorld(): void {
  const host = createPortableHost({ bytes: 64 << 20 });
  attachWindow(host.memory.buffer);
  attachHeap(makeAllocator(host.memory, regionMap(64 << 20), true));
  for (let g = 0; g < 3; g++) initGcList(gcHead(g));
  initImmortal();
  const dealloc = defineFunction(500, 0, (p: Borrowed) => freeObject(p, typeFlags(typeOf(p))));
  for (const name of STATIC_TYPES) {
    stSsize(T[name], IMMORTAL_REFCOUNT);
    stPtr(T[name] + PyTypeObject.tp_dealloc, dealloc);
    stPtr(T[name] + PyTypeObject.tp_name, immortalCString(name));
  }
  for (let v = SMALL_INT_MIN; v <= SMALL_INT_MAX; v++) {
    const p = smallInt(v);
    stSsize(p, IMMORTAL_REFCOUNT);
    stPtr(p + PyObject.ob_type, T.int);
    stSsize(p + PyVarObject.ob_size, Math.sign(v));
    st32(p + PyLongObject.ob_digit, Math.abs(v));
  }
  for (let c = 0; c < 256; c++) {
    const p = newStrBuffer(1, c);
    writeChar(1, strData(p), 0, c);
    copy(latin1Char(c), p, (c < 128 ? PyASCIIObject.size : PyCompactUnicodeObject.size) + 2);
    stSsize(latin1Char(c), IMMORTAL_REFCOUNT);
    decref(p);
  }
  stSsize(State.INT_MAX_STR_DIGITS, 4300);
}

/** An int of the window from a BigInt, and back (the latter gives the reference back). */
export const int = (v: bigint): Owned => fromBigInt(v);
export function taken(p: Owned): string {
  if (p === 0) {
    const e = errFetch();
    return `${shortNameOf(e.type)}: ${jsStr(e.value)}`;
  }
  const v = toBigInt(p);
  decref(p);
  return String(v);
}
export function takenStr(p: Owned): string {
  if (p === 0) return taken(p);
  const s = jsStr(p);
  if (typeOf(p) === T.str) decref(p);
  return s;
}
function shortNameOf(type: Borrowed): string {
  for (const name of STATIC_TYPES) if (T[name] === type) return name;
  return shortName(type);
}
export function pendingText(): string {
  return errOccurred() ? taken(0 as Owned) : 'no error';
}

/** A seeded generator (mulberry32). */
export function random(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
/** Ints of all lengths, with runs of zeros and ones. */
export function randomInt(rnd: () => number, maxBits = 2000): bigint {
  const kind = rnd();
  let bits = kind < 0.25 ? 8 : kind < 0.5 ? 32 : kind < 0.75 ? 70 : kind < 0.9 ? 300 : maxBits;
  bits = Math.floor(rnd() * bits) + 1;
  let v = 0n;
  for (let n = bits; n > 0; n -= 30) {
    const w = Math.min(30, n);
    const r = rnd();
    const chunk = r < 0.1 ? 0 : r < 0.2 ? 2 ** w - 1 : Math.floor(rnd() * 2 ** w);
    v = (v << BigInt(w)) | BigInt(chunk);
  }
  return rnd() < 0.4 ? -v : v;
}
/** Doubles of all magnitudes, with integers, decimals and halves among them. */
export function randomDouble(rnd: () => number): number {
  const kind = rnd();
  const sign = rnd() < 0.3 ? -1 : 1;
  if (kind < 0.1) return sign * Math.floor(rnd() * 1000);
  if (kind < 0.2) return sign * (Math.floor(rnd() * 100000) / 1000);
  if (kind < 0.3) return (sign * Math.floor(rnd() * 10000)) / 2 ** Math.floor(rnd() * 12);
  if (kind < 0.35) return sign * Math.floor(rnd() * 2 ** 53) * 2 ** Math.floor(rnd() * 60);
  if (kind < 0.4) return sign * 10 ** Math.floor(rnd() * 40 - 20);
  if (kind < 0.45) return sign * rnd();
  if (kind < 0.5) return sign * rnd() * 100;
  const words = new Uint32Array([rnd() * 2 ** 32, rnd() * 2 ** 32]);
  const v = new Float64Array(words.buffer)[0]!;
  return Number.isNaN(v) ? 0.5 : v;
}
/** A double as Python source that means exactly it. */
export function pySource(v: number): string {
  if (Number.isNaN(v)) return "float('nan')";
  if (v === Number.POSITIVE_INFINITY) return '1e999';
  if (v === Number.NEGATIVE_INFINITY) return '(-1e999)';
  const s = Object.is(v, -0) ? '-0.0' : String(v);
  return `(${/[.e]/.test(s) ? s : `${s}.0`})`;
}

/** What CPython answers: each expression's `str`, or "TypeError: message". */
export function cpython(expressions: readonly string[], setup = ''): string[] {
  const program = `
import sys, json
sys.set_int_max_str_digits(0)
limit = sys.set_int_max_str_digits
env = {}
exec(${JSON.stringify(setup)}, env)
out = []
for line in json.load(sys.stdin):
    limit(4300)
    try:
        r = eval(line, env)
        limit(0)
        out.append(str(r))
    except Exception as e:
        out.append(type(e).__name__ + ': ' + str(e))
json.dump(out, sys.stdout)
`;
  const text = execFileSync('/usr/bin/python3.11', ['-c', program], {
    input: JSON.stringify(expressions),
    maxBuffer: 1 << 28,
  });
  return JSON.parse(text.toString()) as string[];
}
