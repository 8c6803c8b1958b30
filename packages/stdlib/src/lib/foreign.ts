/** Memory outside the window, which libc's pointers lead to: copies of it. */
import { type Os, readBytes } from '@tyston/memory';
import { free, malloc } from '@tyston/objects';
import { os } from '../host.js';

/** The functions of the C library in use, bound once an isolate. */
let library: Os | null = null;
const bound = new Map<string, (...args: (number | bigint)[]) => number | bigint | undefined>();
const ENOSYS = -38;

/**
 * A function of the C library whose result is a number, `-errno` for a failure (see `Os.libc`). On a host without a C library it
 * fails with ENOSYS.
 */
export function systemCall(name: string, signature: string): (...args: (number | bigint)[]) => number {
  return bind(name, signature) as (...args: (number | bigint)[]) => number;
}
/** The same where all 64 bits of the result count: an address, or a number that may be negative without being a failure. */
export function systemCallWide(name: string, signature: string): (...args: (number | bigint)[]) => bigint {
  return bind(name, signature) as (...args: (number | bigint)[]) => bigint;
}
function bind(
  name: string,
  signature: string,
): (...args: (number | bigint)[]) => number | bigint | undefined {
  const now = os();
  if (library !== now) {
    bound.clear();
    library = now;
  }
  const key = name + signature;
  let f = bound.get(key);
  if (f === undefined) {
    f = now.libc(name, signature) ?? (() => (signature.endsWith('q') ? BigInt(ENOSYS) : ENOSYS));
    bound.set(key, f);
  }
  return f;
}

/** Whether this host has a C library. */
export const hasLibrary = (): boolean => os().libc('getpid', ':i') !== null;

/** The low 32 bits of a wide result, signed: a C int. */
export const cInt = (wide: bigint): number => Number(BigInt.asIntN(32, wide));

/** A copy of `n` bytes at an address. */
export function foreignBytes(address: bigint, n: number): Uint8Array {
  if (n === 0) return new Uint8Array(0);
  const room = malloc(n);
  systemCall('memcpy', 'pqn:p')(room, address, n);
  const bytes = readBytes(room, n);
  free(room);
  return bytes;
}
/** The bytes of a C string, without its NUL; empty for NULL. */
export function foreignString(address: bigint): Uint8Array {
  return address === 0n ? new Uint8Array(0) : foreignBytes(address, systemCall('strlen', 'q:n')(address));
}
