/** Warnings with a place of their own (from the compiler); served by the `_warnings` module. */
import type { Borrowed } from '@tyston/memory';

let explicit: (category: Borrowed, message: string, filename: string, lineno: number) => number = () => 0;
export function setWarnExplicit(f: typeof explicit): void {
  explicit = f;
}
/** Warns: 0, or -1 when a filter turned the warning into an exception. */
export function warnExplicit(category: Borrowed, message: string, filename: string, lineno: number): number {
  return explicit(category, message, filename, lineno);
}
