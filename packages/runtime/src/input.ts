/** The built-in `input` (CPython's builtin_input). */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  bytesView,
  callMethod,
  decref,
  errClear,
  importModule,
  intFitsNumber,
  intToNumber,
  isInstance,
  jsStr,
  None,
  newInt,
  newStr,
  setError,
  setErrorNone,
  str,
  sysObject,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { os, writeStderr } from '@tyston/stdlib';

/** Whether a stream object is the real descriptor, and that a terminal. */
function isTerminal(stream: Borrowed, fd: number): boolean {
  const n = callMethod(stream, 'fileno');
  if (n === 0) {
    errClear();
    return false;
  }
  const real = isInstance(n, T.int) && intFitsNumber(n) && intToNumber(n) === fd;
  decref(n);
  return real && os().isatty(fd) === 1;
}
function flushQuietly(stream: Borrowed): void {
  const r = callMethod(stream, 'flush');
  if (r === 0) errClear();
  else decref(r);
}
/** Reads a descriptor, past Python's buffers, to its end or the end of a line; handlers of signals run. null with an exception. */
export function readDescriptor(fd: number, line: boolean): Uint8Array | null {
  const posix = importModule('posix');
  if (posix === 0) return null;
  const descriptor = newInt(fd);
  const size = newInt(65536);
  const chunks: Uint8Array[] = [];
  let ok = true;
  for (let more = true; more; ) {
    const chunk = callMethod(posix, 'read', descriptor, size);
    if (chunk === 0) {
      ok = false;
      break;
    }
    const bytes = bytesView(chunk).slice();
    more = bytes.length > 0 && !(line && bytes[bytes.length - 1] === 10);
    chunks.push(bytes);
    decref(chunk);
  }
  for (const o of [posix, descriptor, size]) decref(o);
  if (!ok) return null;
  const all = new Uint8Array(chunks.reduce((n, c) => n + c.length, 0));
  let at = 0;
  for (const c of chunks) {
    all.set(c, at);
    at += c.length;
  }
  return all;
}
function withoutNewline(text: string): string {
  return text.endsWith('\n') ? text.slice(0, -1) : text;
}

export function input(prompt: Borrowed): Owned {
  const stdin = sysObject('stdin');
  const stdout = sysObject('stdout');
  const stderr = sysObject('stderr');
  for (const [name, s] of [
    ['stdin', stdin],
    ['stdout', stdout],
    ['stderr', stderr],
  ] as const)
    if (s === 0 || s === None) return setError(T.RuntimeError, `input(): lost sys.${name}`);
  flushQuietly(stderr);
  if (isTerminal(stdin, 0) && isTerminal(stdout, 1)) {
    flushQuietly(stdout);
    if (prompt !== 0) {
      const s = str(prompt);
      if (s === 0) return NULL;
      // PyOS_StdioReadline shows the prompt on stderr.
      writeStderr(jsStr(s));
      decref(s);
    }
    const line = readDescriptor(0, true);
    if (line === null) return NULL;
    if (line.length === 0) return setErrorNone(T.EOFError);
    return newStr(withoutNewline(new TextDecoder().decode(line)));
  }
  if (prompt !== 0) {
    const s = str(prompt);
    if (s === 0) return NULL;
    const r = callMethod(stdout, 'write', s);
    decref(s);
    if (r === 0) return NULL;
    decref(r);
  }
  flushQuietly(stdout);
  const line = callMethod(stdin, 'readline');
  if (line === 0) return NULL;
  if (!isInstance(line, T.str)) {
    const message = `object.readline() returned non-string (type ${typeName(line)})`;
    decref(line);
    return typeError(message);
  }
  const text = jsStr(line);
  if (text === '') {
    decref(line);
    return setError(T.EOFError, 'EOF when reading a line');
  }
  if (!text.endsWith('\n')) return line;
  decref(line);
  return newStr(text.slice(0, -1));
}
