/** Finalizing asynchronous generators, which may be left to an event loop's hook. */
import type { Borrowed } from '@tyston/memory';

let finalize: (g: Borrowed) => boolean = () => false;
export function setFinalizeAsyncGen(f: typeof finalize): void {
  finalize = f;
}
/** True when a finalizer hook took care of the dying generator. */
export function finalizeAsyncGen(g: Borrowed): boolean {
  return finalize(g);
}
