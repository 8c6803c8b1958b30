/** Built-in functions that need what stands above: `__import__`, `input`, `breakpoint`. */
import type { Addr, Borrowed, Owned } from '@tyston/memory';
import { vectorcall } from '../core/abstract.js';
import { setError } from '../core/errors.js';
import { T } from '../core/wellknown.js';
import { sysObject } from './functions.js';

type Importer = (
  name: Borrowed,
  globals: Borrowed,
  locals: Borrowed,
  fromlist: Borrowed,
  level: number,
) => Owned;
let importLevel: Importer = () => setError(T.ImportError, 'the import system is not attached');
export function setImportLevel(f: Importer): void {
  importLevel = f;
}
/** `__import__(name, globals=None, locals=None, fromlist=(), level=0)`. */
export function importBuiltin(
  _m: Borrowed,
  name: Borrowed,
  globals: Borrowed,
  locals: Borrowed,
  fromlist: Borrowed,
  level: number,
): Owned {
  return importLevel(name, globals, locals, fromlist, level);
}

let input: (prompt: Borrowed) => Owned = () => setError(T.RuntimeError, 'input(): lost sys.stdin');
export function setInput(f: typeof input): void {
  input = f;
}
export function inputFn(_m: Borrowed, prompt: Borrowed): Owned {
  return input(prompt);
}
export function breakpointFn(_m: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const hook = sysObject('breakpointhook');
  if (hook === 0) return setError(T.RuntimeError, 'lost sys.breakpointhook');
  return vectorcall(hook, args, n, kwnames);
}
