/**
 * Pieces of the code region, for functions compiled one by one: what `compile()` of `@tyston/asm-x64` runs code in.
 *
 * A piece lies behind a header of two words, its whole length and whether it is in use, in the code region itself: another
 * isolate of the process finds the same pieces. The headers form a chain from the start of the region to the first length of 0,
 * behind which nothing was ever handed out.
 */
import { type Allocator, WINDOW_HIGH } from '@tyston/memory';
import type { LinuxHost } from './host.js';

const HEADER = 16;
const ALIGNMENT = 16;
const FREE = 0;
const USED = 1;
/** `jmp rsi`: calls a function of one argument, given in rdi, by its address, given in rsi. */
const JUMP = [0xff, 0xe6];

/** A stretch of memory: where machine code sees it, and where JavaScript writes it. */
export interface CodeBlock {
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

export interface CodeMemory {
  /** At least `size` bytes for code. @throws RangeError when the region is full. */
  allocate(size: number): CodeBlock;
  /** Takes a block of code back, which the caller has filled with `int3`. */
  free(block: CodeBlock): void;
  /** At least `size` bytes of the window's heap, which code can read and write. */
  data(size: number): CodeBlock;
  freeData(block: CodeBlock): void;
  /** Calls the code at `entry` as a C function of one 64-bit argument, on the thread's machine stack. */
  invoke(entry: bigint, argument: bigint): void;
}

const inWindow = (offset: number): bigint => (BigInt(WINDOW_HIGH) << 32n) | BigInt(offset >>> 0);
const aligned = (size: number): number => Math.ceil(Math.max(size, 1) / ALIGNMENT) * ALIGNMENT;

/**
 * The code memory of a host. `allocator` is that of the window's heap; `caller` serves the thunks that the code may call: by default
 * there are none.
 * @throws Error where the system refuses executable memory.
 */
export function makeCodeMemory(
  host: LinuxHost,
  allocator: Pick<Allocator, 'alloc' | 'free'>,
  caller = host.caller,
): CodeMemory {
  const region = host.code;
  if (region === null) throw new Error(`no executable memory: ${host.codeError}`);
  const { writable } = region;
  const start = region.start >>> 0;
  const words = new Uint32Array(writable.buffer, writable.byteOffset, writable.byteLength >>> 2);
  const last = writable.byteLength - HEADER;

  function claim(header: number, bytes: number): CodeBlock {
    words[(header >>> 2) + 1] = USED;
    const at = header + HEADER;
    return { address: inWindow(start + at), bytes: writable.subarray(at, header + bytes) };
  }

  function allocate(size: number): CodeBlock {
    const need = HEADER + aligned(size);
    let header = 0;
    for (let length = words[0]!; length !== 0; length = words[header >>> 2]!) {
      if (words[(header >>> 2) + 1] === FREE) {
        // Free neighbours become one.
        for (let next = header + length; words[next >>> 2] !== 0 && words[(next >>> 2) + 1] === FREE; )
          next = header + (length += words[next >>> 2]!);
        if (length >= need) {
          const rest = length - need;
          if (rest > HEADER) {
            words[(header + need) >>> 2] = rest;
            words[((header + need) >>> 2) + 1] = FREE;
          }
          const taken = rest > HEADER ? need : length;
          words[header >>> 2] = taken;
          return claim(header, taken);
        }
        words[header >>> 2] = length;
      }
      header += length;
    }
    if (header + need > last) throw new RangeError(`no room for ${size} bytes of code`);
    words[header >>> 2] = need;
    return claim(header, need);
  }

  const jump = allocate(JUMP.length);
  jump.bytes.set(JUMP);
  const enter = caller.bind(jump.address, 'qq:v');

  return {
    allocate,
    free(block) {
      const header = block.bytes.byteOffset - writable.byteOffset - HEADER;
      if (words[(header >>> 2) + 1] !== USED) throw new RangeError('this code is free already');
      words[(header >>> 2) + 1] = FREE;
    },
    data(size) {
      const at = allocator.alloc(aligned(size));
      return { address: inWindow(at), bytes: new Uint8Array(host.memory.buffer, at >>> 0, aligned(size)) };
    },
    freeData: (block) => allocator.free(block.bytes.byteOffset | 0),
    invoke(entry, argument) {
      enter(argument, entry);
    },
  };
}
