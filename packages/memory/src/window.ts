/**
 * The window: one region of memory, up to 4 GiB, that holds a whole Python world.
 *
 * An isolate attaches to one window at a time. Cold code reads and writes it through the accessors below; hot
 * code is made by a factory that closes over `views()` once, because an imported live binding costs a quarter of an
 * interpreter's speed. Views themselves are never exported.
 */
import type { Addr, Borrowed, Owned } from './ptr.js';
import { WINDOW_HIGH } from './ptr.js';

export interface Views {
  readonly I8: Int8Array;
  readonly U8: Uint8Array;
  readonly I16: Int16Array;
  readonly U16: Uint16Array;
  readonly I32: Int32Array;
  readonly U32: Uint32Array;
  readonly F32: Float32Array;
  readonly F64: Float64Array;
  readonly I64: BigInt64Array;
  readonly U64: BigUint64Array;
}

const none = new ArrayBuffer(0);
let I8 = new Int8Array(none);
let U8 = new Uint8Array(none);
let I16 = new Int16Array(none);
let U16 = new Uint16Array(none);
let I32 = new Int32Array(none);
let U32 = new Uint32Array(none);
let F32 = new Float32Array(none);
let F64 = new Float64Array(none);
let I64 = new BigInt64Array(none);
let U64 = new BigUint64Array(none);

/** Attaches this isolate to `buffer`, whose first byte is the first byte of the window. */
export function attachWindow(buffer: ArrayBuffer | SharedArrayBuffer): void {
  const b = buffer as ArrayBuffer;
  I8 = new Int8Array(b);
  U8 = new Uint8Array(b);
  I16 = new Int16Array(b);
  U16 = new Uint16Array(b);
  I32 = new Int32Array(b);
  U32 = new Uint32Array(b);
  F32 = new Float32Array(b);
  F64 = new Float64Array(b);
  I64 = new BigInt64Array(b);
  U64 = new BigUint64Array(b);
}

/** The views of the attached window, for a factory to close over. */
export function views(): Views {
  return { I8, U8, I16, U16, I32, U32, F32, F64, I64, U64 };
}

// -- loads -----------------------------------------------------------------------------------------------------

export function ld8(a: Addr): number {
  return U8[a >>> 0]!;
}
export function ldI8(a: Addr): number {
  return I8[a >>> 0]!;
}
export function ld16(a: Addr): number {
  return U16[a >>> 1]!;
}
export function ldI16(a: Addr): number {
  return I16[a >>> 1]!;
}
/** A signed 32-bit word; also the low word of a 64-bit one, which is all there is to a size or count of ours. */
export function ld32(a: Addr): number {
  return I32[a >>> 2]!;
}
export function ldU32(a: Addr): number {
  return U32[a >>> 2]!;
}
export function ldF32(a: Addr): number {
  return F32[a >>> 2]!;
}
export function ldF64(a: Addr): number {
  return F64[a >>> 3]!;
}
export function ldI64(a: Addr): bigint {
  return I64[a >>> 3]!;
}
export function ldU64(a: Addr): bigint {
  return U64[a >>> 3]!;
}
/** The object pointer stored at `a`, borrowed from whatever holds the field. */
export function ldPtr(a: Addr): Borrowed {
  return I32[a >>> 2]! as Borrowed;
}
/** The address of memory that is not an object, stored at `a`. */
export function ldAddr(a: Addr): Addr {
  return I32[a >>> 2]! as Addr;
}
/** A signed 64-bit field as a JavaScript number; exact within 2^53. */
export function ldSsize(a: Addr): number {
  return I32[(a >>> 2) + 1]! * 4294967296 + U32[a >>> 2]!;
}

// -- stores ----------------------------------------------------------------------------------------------------

export function st8(a: Addr, v: number): void {
  U8[a >>> 0] = v;
}
export function st16(a: Addr, v: number): void {
  U16[a >>> 1] = v;
}
export function st32(a: Addr, v: number): void {
  I32[a >>> 2] = v;
}
export function stF32(a: Addr, v: number): void {
  F32[a >>> 2] = v;
}
export function stF64(a: Addr, v: number): void {
  F64[a >>> 3] = v;
}
export function stI64(a: Addr, v: bigint): void {
  I64[a >>> 3] = v;
}
export function stU64(a: Addr, v: bigint): void {
  U64[a >>> 3] = v;
}
/** Stores a full 64-bit pointer. Says nothing about ownership: see `stOwned` for a field that keeps a reference. */
export function stPtr(a: Addr, p: Addr | Borrowed): void {
  const i = a >>> 2;
  I32[i] = p;
  I32[i + 1] = p === 0 ? 0 : WINDOW_HIGH;
}
/** Stores a reference that the field now owns (steals `p`). The old content is not released. */
export function stOwned(a: Addr, p: Owned): void {
  const i = a >>> 2;
  I32[i] = p;
  I32[i + 1] = p === 0 ? 0 : WINDOW_HIGH;
}
/** Stores a JavaScript integer into a signed 64-bit field. */
export function stSsize(a: Addr, v: number): void {
  const i = a >>> 2;
  I32[i] = v | 0;
  I32[i + 1] = v >= 0 && v < 4294967296 ? 0 : Math.floor(v / 4294967296);
}

// -- blocks ----------------------------------------------------------------------------------------------------

/**
 * Blocks up to these sizes are cleared and copied by loops: a call of a typed array's method costs 22 ns, which is what the loops take for
 * so many bytes. (Words of eight bytes are cleared as doubles; copied they are not, for V8 may change the bits of a NaN.)
 */
const SMALL_CLEAR = 192;
const SMALL_COPY = 96;
const SMALL_BYTES = 16;

export function zero(a: Addr, bytes: number): void {
  if (bytes > SMALL_CLEAR || ((a | bytes) & 7) !== 0) U8.fill(0, a >>> 0, (a >>> 0) + bytes);
  else for (let i = a >>> 3, end = (a >>> 3) + (bytes >> 3); i < end; i++) F64[i] = 0;
}
/** memmove: the two may overlap. */
export function copy(to: Addr, from: Addr, bytes: number): void {
  if (bytes <= SMALL_COPY) {
    if (((to | from | bytes) & 3) === 0) {
      copyWords(to >>> 2, from >>> 2, bytes >> 2);
      return;
    }
    if (bytes <= SMALL_BYTES) {
      copyBytes(to >>> 0, from >>> 0, bytes);
      return;
    }
  }
  U8.copyWithin(to >>> 0, from >>> 0, (from >>> 0) + bytes);
}
function copyWords(t: number, f: number, n: number): void {
  if (t <= f) for (let i = 0; i < n; i++) I32[t + i] = I32[f + i]!;
  else for (let i = n - 1; i >= 0; i--) I32[t + i] = I32[f + i]!;
}
function copyBytes(t: number, f: number, n: number): void {
  if (t <= f) for (let i = 0; i < n; i++) U8[t + i] = U8[f + i]!;
  else for (let i = n - 1; i >= 0; i--) U8[t + i] = U8[f + i]!;
}
export function fillBytes(a: Addr, byte: number, bytes: number): void {
  U8.fill(byte, a >>> 0, (a >>> 0) + bytes);
}
/** Copies JavaScript bytes into the window. */
export function writeBytes(a: Addr, bytes: Uint8Array): void {
  U8.set(bytes, a >>> 0);
}
/** A JavaScript copy of `n` bytes of the window. */
export function readBytes(a: Addr, n: number): Uint8Array {
  return U8.slice(a >>> 0, (a >>> 0) + n);
}
/** A view of `n` bytes of the window, valid while the memory is. */
export function viewBytes(a: Addr, n: number): Uint8Array {
  return U8.subarray(a >>> 0, (a >>> 0) + n);
}
/** memcmp: negative, zero or positive. */
export function compareBytes(a: Addr, b: Addr, n: number): number {
  const x = a >>> 0;
  const y = b >>> 0;
  for (let i = 0; i < n; i++) {
    const d = U8[x + i]! - U8[y + i]!;
    if (d !== 0) return d;
  }
  return 0;
}
/** The NUL-terminated Latin-1/ASCII string at `a`. */
export function readCString(a: Addr): string {
  let s = '';
  for (let i = a >>> 0; U8[i] !== 0; i++) s += String.fromCharCode(U8[i]!);
  return s;
}
