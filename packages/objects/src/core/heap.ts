/** The allocator of the attached window, for everything in this package. Set once when an isolate attaches. */
import type { Addr, Allocator } from '@tyston/memory';

let allocator: Allocator;

export function attachHeap(a: Allocator): void {
  allocator = a;
}
export function heap(): Allocator {
  return allocator;
}
/** A block of at least `bytes`, not zeroed. Throws OutOfMemory, never returns 0. */
export function malloc(bytes: number): Addr {
  return allocator.alloc(bytes);
}
export function calloc(bytes: number): Addr {
  return allocator.calloc(bytes);
}
export function realloc(p: Addr, bytes: number): Addr {
  return allocator.realloc(p, bytes);
}
export function free(p: Addr): void {
  allocator.free(p);
}
