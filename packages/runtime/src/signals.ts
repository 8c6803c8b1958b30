/** Signals from the start: Ctrl-C raises KeyboardInterrupt before any program asked for more; and dying of a signal. */
import { EvalBreaker, SIG, SignalKind } from '@tyston/memory';
import { decref, errOccurred, importModule, setErrorNone, setSafepointServer, T } from '@tyston/objects';
import { isBuiltinModule, os } from '@tyston/stdlib';

/** CPython's _PySignal_Init: SIGINT is handled, SIGPIPE and SIGXFSZ are ignored. False with an exception. */
export function installSignals(): boolean {
  os().setSignal(SIG.SIGPIPE, SignalKind.IGNORE);
  os().setSignal(SIG.SIGXFSZ, SignalKind.IGNORE);
  if (isBuiltinModule('_signal')) {
    // It serves safepoints and gives SIGINT its default_int_handler.
    const m = importModule('_signal');
    if (m === 0) return false;
    decref(m);
    return true;
  }
  if (os().getSignal(SIG.SIGINT) !== SignalKind.IGNORE) os().setSignal(SIG.SIGINT, SignalKind.PYTHON);
  setSafepointServer(EvalBreaker.SIGNAL, () => {
    for (let s = os().takeSignal(); s !== 0; s = os().takeSignal()) {
      if (s === SIG.SIGINT && !errOccurred()) {
        setErrorNone(T.KeyboardInterrupt);
        return -1;
      }
    }
    return 0;
  });
  return true;
}

/** exit_sigint: an uncaught KeyboardInterrupt ends the process by SIGINT itself, so that shells see it. */
export function restoreInterrupt(): void {
  os().setSignal(SIG.SIGINT, SignalKind.DEFAULT);
}
