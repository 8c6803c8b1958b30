/**
 * The portable host: a window over a plain ArrayBuffer and no machine code. It runs wherever JavaScript does; what the
 * operating system offers comes in as an `Os`, and without one there is a small world in memory.
 */

import { E } from '../errno.js';
import type { Host } from '../host.js';
import type { Os } from '../os.js';
import { O, S } from '../os-constants.js';
import { THUNKS } from '../regions.js';
import { type Environment, makeBaseOs } from './base-os.js';
import { closedDescription, type Description } from './descriptors.js';
import { type MemoryFiles, makeMemoryFiles } from './memory-files.js';

const MIB = 1024 * 1024;
export const PORTABLE_BYTES = 256 * MIB;
/** Below this the fixed regions leave no heap worth having. */
const SMALLEST = 48 * MIB;

export interface PortableOptions {
  /** Size of the window; 256 MiB by default. */
  readonly bytes?: number;
  readonly heapLimit?: number;
  /**
   * A window made before, by another isolate or by the thread that sets its signal words: then nothing is allocated.
   * Make it with `portableWindow`.
   */
  readonly buffer?: ArrayBuffer | SharedArrayBuffer;
  /** The operating system; by default an in-memory one over `environment`. */
  readonly os?: (buffer: ArrayBuffer | SharedArrayBuffer) => Os;
  readonly environment?: Partial<MemoryEnvironment>;
}

/** Memory for a portable window that several isolates share. */
export function portableWindow(bytes = PORTABLE_BYTES): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes);
}

export function createPortableHost(options: PortableOptions = {}): Host {
  const bytes = options.buffer?.byteLength ?? options.bytes ?? PORTABLE_BYTES;
  if (bytes < SMALLEST || bytes > 4096 * MIB || bytes % 65536 !== 0)
    throw new RangeError(`a window of ${bytes} bytes: it must be 48 MiB to 4 GiB, in steps of 64 KiB`);
  const buffer = options.buffer ?? new ArrayBuffer(bytes);
  return {
    kind: 'portable',
    memory: {
      buffer,
      heapLimit: options.heapLimit ?? bytes,
      commit: (start, size) => start >= 0 && start + size <= bytes,
    },
    os: options.os ? options.os(buffer) : makeMemoryOs(buffer, options.environment),
    code: null,
    thunks: {
      writable: new Uint8Array(buffer as ArrayBuffer, THUNKS.start, THUNKS.end - THUNKS.start),
      emit() {},
    },
    machine: null,
    libm: null,
  };
}

/** What an in-memory world may be given; everything has a default. */
export interface MemoryEnvironment extends Environment {
  /** Files by absolute path. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  /** Bytes of standard input, 0 at its end, or `-errno`. */
  stdin(into: Uint8Array): number;
  stdout(bytes: Uint8Array): void;
  stderr(bytes: Uint8Array): void;
}

export class ProcessExit extends Error {
  constructor(readonly status: number) {
    super(`the program ended with status ${status}`);
    this.name = 'ProcessExit';
  }
}

interface Globals {
  performance?: { now(): number; timeOrigin: number };
  crypto?: { getRandomValues(into: Uint8Array): void };
}

function defaultEnvironment(): MemoryEnvironment {
  const { performance, crypto } = globalThis as Globals;
  const monotonic = () => BigInt(Math.round((performance?.now() ?? Date.now()) * 1e6));
  return {
    platform: 'emscripten',
    now: () => BigInt(Math.round(Date.now() * 1000)) * 1000n,
    monotonic,
    cpuTime: monotonic,
    random(into) {
      for (let at = 0; at < into.length; at += 65536) {
        // Web Crypto refuses shared memory and more than 65,536 bytes at once.
        const part = new Uint8Array(Math.min(65536, into.length - at));
        if (crypto) crypto.getRandomValues(part);
        else for (let i = 0; i < part.length; i++) part[i] = Math.floor(Math.random() * 256);
        into.set(part, at);
      }
    },
    variables: new Map(),
    exit(status) {
      throw new ProcessExit(status);
    },
    files: {},
    stdin: () => 0,
    stdout() {},
    stderr() {},
  };
}

export function makeMemoryOs(
  buffer: ArrayBuffer | SharedArrayBuffer,
  given: Partial<MemoryEnvironment> = {},
): Os & { readonly files: MemoryFiles } {
  const env: MemoryEnvironment = { ...defaultEnvironment(), ...given };
  const base = makeBaseOs(buffer, env);
  const stream = (flags: number, own: Partial<Description>): Description => ({
    ...closedDescription(E.ESPIPE),
    flags,
    read: () => -E.EBADF,
    write: () => -E.EBADF,
    stat(out) {
      out.st_mode = S.IFCHR | 0o620;
      out.st_size = 0;
      return 0;
    },
    ...own,
  });
  const writer = (to: (bytes: Uint8Array) => void) =>
    stream(O.WRONLY, {
      write(from) {
        to(from.slice());
        return from.length;
      },
    });
  base.addDescription(stream(O.RDONLY, { read: (into) => env.stdin(into) }), true);
  base.addDescription(
    writer((b) => env.stdout(b)),
    true,
  );
  base.addDescription(
    writer((b) => env.stderr(b)),
    true,
  );
  const files = makeMemoryFiles(base, () => env.now());
  for (const [path, content] of Object.entries(env.files)) files.put(path, content);
  // The calls of `files` replace those of `base`, which `base` itself reaches through its own members only.
  Object.assign(base, files, { files });
  return base as BaseWithFiles;
}
type BaseWithFiles = ReturnType<typeof makeBaseOs> & { readonly files: MemoryFiles };
