/** Exceptions that nobody can catch: in `__del__`, in weak reference callbacks, at exit. They go to sys.unraisablehook. */
import type { Borrowed } from '@tyston/memory';
import { errClear } from './errors.js';

let write: (o: Borrowed, message: string | null) => void = () => errClear();
/** Installed by `sys`. The hook takes the pending exception. */
export function setWriteUnraisable(f: typeof write): void {
  write = f;
}
/** Reports the pending exception as ignored in `o` (or 0), and clears it. */
export function writeUnraisable(o: Borrowed): void {
  write(o, null);
}
/** The same with a text of its own in place of "Exception ignored in". */
export function writeUnraisableMessage(message: string, o: Borrowed): void {
  write(o, message);
}
