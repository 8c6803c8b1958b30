/** Safepoints: what the interpreter serves between instructions when `eval_breaker` asks. */
import { EvalBreaker, ld32, Roots, st32, ThreadState } from '@tyston/memory';

const BREAKER = Roots.MAIN_THREAD + ThreadState.eval_breaker;
/** One server a bit: 0, or -1 with an exception. */
const servers = new Map<number, () => number>();

/** Installs what serves a bit of `eval_breaker` (a signal handler's runner, the collector, …). */
export function setSafepointServer(bit: number, serve: () => number): void {
  servers.set(bit, serve);
}
/** Serves the bits that are set (EvalBreaker.STOP excepted), clearing them. 0 or -1. */
export function runSafepoint(bits: number): number {
  for (const bit of [
    EvalBreaker.SIGNAL,
    EvalBreaker.PENDING_CALL,
    EvalBreaker.ASYNC_EXC,
    EvalBreaker.COLLECT,
  ]) {
    if (!(bits & bit)) continue;
    st32(BREAKER, ld32(BREAKER) & ~bit);
    const serve = servers.get(bit);
    if (serve && serve() < 0) return -1;
  }
  return 0;
}
