/** excepthook, displayhook, breakpointhook: what happens to uncaught exceptions and to values at the prompt. */
import { type Addr, type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  callMethod,
  decref,
  dictSet,
  errClear,
  errOccurred,
  exceptionTraceback,
  getAttr,
  importModule,
  intern,
  isInstance,
  ldBuiltinsDict,
  lookupAttr,
  None,
  newRef,
  repr,
  setError,
  sysObject,
  T,
  typeName,
  vectorcall,
  warn,
  xdecref,
} from '@tyston/objects';
import { os } from '../../host.js';
import { writeStderr } from './stderr.js';
import { printException } from './traceback.js';

/** sys.excepthook(type, value, traceback). */
export function excepthook(_m: Borrowed, type: Borrowed, value: Borrowed, tb: Borrowed): Owned {
  void type;
  if (!isInstance(value, T.BaseException)) {
    writeStderr(`TypeError: print_exception(): Exception expected for value, ${typeName(value)} found\n`);
    return newRef(None);
  }
  // An exception has its own traceback: the one that is given counts where it has none.
  const own = exceptionTraceback(value);
  printException(value, own === 0 ? tb : own);
  return newRef(None);
}

/** sys.displayhook(value). */
export function displayhook(_m: Borrowed, value: Borrowed): Owned {
  const builtins = ldBuiltinsDict();
  if (value === None) return newRef(None);
  if (dictSet(builtins, intern('_'), None) < 0) return NULL;
  const out = sysObject('stdout');
  if (out === 0 || out === None) return setError(T.RuntimeError, 'lost sys.stdout');
  const r = repr(value);
  if (r === 0) return NULL;
  let w = callMethod(out, 'write', r);
  if (w === 0 && isUnicodeEncodeError()) {
    errClear();
    w = writeEscaped(out, r);
  }
  decref(r);
  if (w === 0) return NULL;
  decref(w);
  const nl = callMethod(out, 'write', intern('\n'));
  if (nl === 0) return NULL;
  decref(nl);
  return dictSet(builtins, intern('_'), value) < 0 ? NULL : newRef(None);
}
function isUnicodeEncodeError(): boolean {
  const t = errOccurred();
  return t === T.UnicodeEncodeError;
}
/** What the terminal's encoding cannot say is written as backslash escapes. */
function writeEscaped(out: Borrowed, text: Borrowed): Owned {
  const encoding = getAttr(out, intern('encoding'));
  if (encoding === 0) return NULL;
  const bytes = callMethod(text, 'encode', encoding, intern('backslashreplace'));
  if (bytes === 0) {
    decref(encoding);
    return NULL;
  }
  const buffer = lookupAttr(out, intern('buffer'));
  let r: Owned;
  if (buffer !== 0) {
    r = callMethod(buffer, 'write', bytes);
    decref(buffer);
  } else {
    errClear();
    const s = callMethod(bytes, 'decode', encoding, intern('strict'));
    r = s === 0 ? NULL : callMethod(out, 'write', s);
    xdecref(s);
  }
  decref(bytes);
  decref(encoding);
  return r;
}

/** sys.breakpointhook(*args, **kws): what PYTHONBREAKPOINT names, pdb.set_trace by default. */
export function breakpointhook(_m: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  const env = os().getenv(Uint8Array.from('PYTHONBREAKPOINT', (c) => c.charCodeAt(0)));
  const name = env === null || env.length === 0 ? 'pdb.set_trace' : String.fromCharCode(...env);
  if (name === '0') return newRef(None);
  const dot = name.lastIndexOf('.');
  const module = importModule(dot < 0 ? 'builtins' : name.slice(0, dot));
  const f = module === 0 ? NULL : getAttr(module, intern(name.slice(dot + 1)));
  xdecref(module);
  if (f === 0) {
    errClear();
    const text = `Ignoring unimportable $PYTHONBREAKPOINT: "${name}"`;
    return warnRuntime(text) < 0 ? NULL : newRef(None);
  }
  const r = vectorcall(f, args, n, kwnames);
  decref(f);
  return r;
}
function warnRuntime(text: string): number {
  return warn(T.RuntimeWarning, text, 0);
}
