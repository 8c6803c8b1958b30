/**
 * How deep Python → TypeScript → Python may recurse: DESIGN §4, the JavaScript stack is a budget.
 *
 * The size of the stack is known, not probed: the launcher passes --stack-size, a Worker has its resource limits. V8's limit is no
 * good where the system's is below it, so the smaller of both counts.
 */

/**
 * What one level may take, at most: the interpreter loop's frame before it is optimised, and the frames of the built-ins between it
 * and the next loop. `npm run stack` measures what levels of several kinds really take.
 */
export const LEVEL_BYTES = 16 * 1024;
/** Kept for what runs at the deepest level without recursing: compiling, importing, printing a traceback. */
const RESERVE = 256 * 1024;
/** V8's own limit without --stack-size. */
const DEFAULT_STACK = 984 * 1024;
/** What Node's start and the launcher have used of the system's stack when V8's limit is set, and what C++ needs below it. */
const SYSTEM_MARGIN = 512 * 1024;

/** V8's limit in bytes, from the flags of this process. */
export function v8StackBytes(execArgv: readonly string[], nodeOptions: string | undefined): number {
  const text = [...(nodeOptions ?? '').split(/\s+/), ...execArgv].join(' ');
  const last = [...text.matchAll(/--stack[-_]size[= ](\d+)/g)].pop();
  return last ? Number(last[1]) * 1024 : DEFAULT_STACK;
}
/** Re-entries that a stack of `bytes` has room for. */
export function reentriesFor(bytes: number): number {
  return Math.max(20, Math.floor((bytes - RESERVE) / LEVEL_BYTES));
}
/** The same for the main thread, whose stack the system limits to `systemBytes`. */
export function mainThreadReentries(v8Bytes: number, systemBytes: number): number {
  return reentriesFor(Math.min(v8Bytes, systemBytes - SYSTEM_MARGIN));
}
