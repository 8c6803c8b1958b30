/**
 * Memory and functions that do not belong to the window: libc's, another library's, what an extension mapped. Their addresses are
 * 64-bit numbers of their own kind, never pointers of ours, and their memory is read and written by copying.
 */
import { type MachineCaller, readBytes, writeBytes } from '@tyston/memory';
import type { Scratch } from './scratch.js';

declare const foreign: unique symbol;
/** An address outside the window, or anywhere: all 64 bits. 0n is NULL. */
export type ForeignAddress = bigint & { readonly [foreign]?: true };

export interface Library {
  /** The address of a symbol, 0n where there is none. */
  symbol(name: string): ForeignAddress;
  close(): void;
}

export interface Foreign {
  /** dlopen(3); `flags` as in dlfcn.h, RTLD_NOW by default. */
  open(path: string, flags?: number): Library | { readonly error: string };
  /** A copy of `n` bytes at an address, which must be readable. */
  read(address: ForeignAddress, n: number): Uint8Array;
  write(address: ForeignAddress, bytes: Uint8Array): void;
  /** The NUL-terminated string at an address. */
  string(address: ForeignAddress): Uint8Array;
}

export const RTLD_NOW = 2;
const PIECE = 1 << 20;
const utf8 = new TextEncoder();
const text = new TextDecoder();

export function makeForeign(
  caller: MachineCaller,
  scratch: Scratch,
  symbol: (name: string) => bigint,
): Foreign {
  const bind = (name: string, signature: string) => caller.bind(symbol(name), signature);
  const dlopen = bind('dlopen', 'pi:q');
  const dlsym = bind('dlsym', 'qp:q');
  const dlclose = bind('dlclose', 'q:i');
  const dlerror = bind('dlerror', ':q');
  // Bound before anything fails: to look a symbol up is to forget dlerror's text.
  const strlen = bind('strlen', 'q:n');
  const copyIn = bind('memcpy', 'pqn:p');
  const copyOut = bind('memcpy', 'qpn:q');

  function cstring(s: string): number {
    scratch.reset();
    const p = scratch.cstring(utf8.encode(s));
    if (p === 0) throw new TypeError('a NUL in the name of a library or symbol');
    return p;
  }
  function read(address: bigint, n: number): Uint8Array {
    const out = new Uint8Array(n);
    for (let at = 0; at < n; at += PIECE) {
      scratch.reset();
      const part = Math.min(PIECE, n - at);
      const p = scratch.take(part);
      copyIn(p, address + BigInt(at), part);
      out.set(readBytes(p, part), at);
    }
    return out;
  }
  const string = (address: bigint) =>
    address === 0n ? new Uint8Array(0) : read(address, strlen(address) as number);

  return {
    open(path, flags = RTLD_NOW) {
      const handle = dlopen(cstring(path), flags) as bigint;
      if (handle === 0n) return { error: text.decode(string(dlerror() as bigint)) };
      return {
        symbol: (name) => dlsym(handle, cstring(name)) as bigint,
        close: () => void dlclose(handle),
      };
    },
    read,
    write(address, bytes) {
      for (let at = 0; at < bytes.length; at += PIECE) {
        scratch.reset();
        const part = bytes.subarray(at, at + PIECE);
        const p = scratch.take(part.length);
        writeBytes(p, part);
        copyOut(address + BigInt(at), p, part.length);
      }
    },
    string,
  };
}
