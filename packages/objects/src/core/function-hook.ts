/** Calling Python functions: the interpreter, which the object model is handed when both are wired together. */
import type { Addr, Borrowed, Owned } from '@tyston/memory';

type Caller = (f: Borrowed, args: Addr, n: number, kwnames: Borrowed) => Owned;
let caller: Caller = () => {
  throw new Error('no interpreter is attached');
};
export function setPythonCaller(f: Caller): void {
  caller = f;
}
/** Runs a Python function with vectorcall arguments (borrowed). New reference or NULL. */
export function callPythonFunction(f: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  return caller(f, args, n, kwnames);
}
