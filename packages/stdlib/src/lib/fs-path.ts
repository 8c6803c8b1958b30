/** Paths and names of the system: arguments become bytes (UTF-8 with surrogateescape, PEP 383), results become str or bytes. */
import { type Borrowed, NULL, type Owned, readBytes, writeBytes } from '@tyston/memory';
import {
  asSsize,
  bytesData,
  bytesLength,
  call,
  decodeUtf8Escaped,
  decref,
  encodeUtf8,
  errOccurred,
  getBytesLike,
  hasBuffer,
  hasIndex,
  intern,
  isInstance,
  lookupAttr,
  lookupSpecial,
  None,
  newBytes,
  newRef,
  newStr,
  newStrBuffer,
  setError,
  strData,
  strIsAscii,
  strLength,
  T,
  typeError,
  typeName,
  valueError,
  warn,
} from '@tyston/objects';

/** A str of the system's bytes. */
export function fsDecode(bytes: Uint8Array): Owned {
  const n = bytes.length;
  let i = 0;
  while (i < n && bytes[i]! < 128) i++;
  if (i < n || n < 2) return newStr(decodeUtf8Escaped(bytes));
  const s = newStrBuffer(n, 127);
  writeBytes(strData(s), bytes);
  return s;
}
/** The system's bytes of a str; null with UnicodeEncodeError. */
export function fsEncode(s: Borrowed): Uint8Array | null {
  if (strIsAscii(s)) return readBytes(strData(s), strLength(s));
  const b = encodeUtf8(s, 'surrogateescape');
  if (b === 0) return null;
  const bytes = readBytes(bytesData(b), bytesLength(b));
  decref(b);
  return bytes;
}
/** A result of the same kind as an argument: bytes for bytes, else str. */
export function fsResult(bytes: Uint8Array, asBytes: boolean): Owned {
  return asBytes ? newBytes(bytes) : fsDecode(bytes);
}

/** `os.fspath(o)`: new reference to a str or bytes, or NULL. */
export function fspath(o: Borrowed): Owned {
  if (isInstance(o, T.str) || isInstance(o, T.bytes)) return newRef(o);
  const f = lookupSpecial(o, '__fspath__');
  if (f === 0) {
    if (errOccurred()) return NULL;
    return typeError(`expected str, bytes or os.PathLike object, not ${typeName(o)}`);
  }
  const r = call(f);
  decref(f);
  if (r === 0) return NULL;
  if (isInstance(r, T.str) || isInstance(r, T.bytes)) return r;
  typeError(`expected ${typeName(o)}.__fspath__() to return str or bytes, not ${typeName(r)}`);
  decref(r);
  return NULL;
}

/** os.fsencode for a converter (PyUnicode_FSConverter): bytes without NUL; null with an exception. */
export function fsBytes(o: Borrowed): Uint8Array | null {
  const p = fspath(o);
  if (p === 0) return null;
  const bytes = isInstance(p, T.bytes) ? readBytes(bytesData(p), bytesLength(p)) : fsEncode(p);
  decref(p);
  if (bytes === null) return null;
  if (bytes.includes(0)) {
    valueError('embedded null byte');
    return null;
  }
  return bytes;
}

export interface PathOptions {
  /** Name of the argument in messages, `path` by default. */
  readonly argument?: string;
  /** An open descriptor will do. */
  readonly allowFd?: boolean;
  /** None or absence stands for the current directory. */
  readonly nullable?: boolean;
}
export interface PathArgument {
  /** Descriptor, or -1. */
  readonly fd: number;
  readonly bytes: Uint8Array;
  readonly isBytes: boolean;
  /** What messages show as the file name: 0 for none. Owned by the argument. */
  readonly object: Borrowed;
}
const NO_BYTES = new Uint8Array(0);
const DOT = Uint8Array.of(46);

/** A C int that may be a descriptor; null with an exception. */
export function descriptorIndex(o: Borrowed): number | null {
  const n = asSsize(o, 0);
  if (n === -1 && errOccurred()) return null;
  if (n > 0x7fffffff || n < -0x80000000) {
    setError(T.OverflowError, n > 0 ? 'fd is greater than maximum' : 'fd is less than minimum');
    return null;
  }
  return n;
}
/** `dir_fd`: undefined for none, null with an exception. */
export function dirFd(o: Borrowed): number | undefined | null {
  if (o === 0 || o === None) return undefined;
  if (hasIndex(o)) return descriptorIndex(o);
  typeError(`argument should be integer or None, not ${typeName(o)}`);
  return null;
}
/** A descriptor or an object with fileno(): -1 with an exception (PyObject_AsFileDescriptor). */
export function fileDescriptor(o: Borrowed): number {
  let n: number;
  if (isInstance(o, T.int)) n = asSsize(o, T.OverflowError);
  else {
    const f = lookupFileno(o);
    if (f === 0) return -1;
    const r = call(f);
    decref(f);
    if (r === 0) return -1;
    if (!isInstance(r, T.int)) {
      decref(r);
      typeError('fileno() returned a non-integer');
      return -1;
    }
    n = asSsize(r, T.OverflowError);
    decref(r);
  }
  if (n === -1 && errOccurred()) return -1;
  if (n > 0x7fffffff || n < -0x80000000) {
    setError(T.OverflowError, 'Python int too large to convert to C int');
    return -1;
  }
  if (n < 0) {
    valueError(`file descriptor cannot be a negative integer (${n})`);
    return -1;
  }
  return n;
}
function lookupFileno(o: Borrowed): Owned {
  const f = lookupAttr(o, intern('fileno'));
  if (f === 0 && !errOccurred()) typeError('argument must be an int, or have a fileno() method.');
  return f;
}

/** Converts a path argument; null with an exception. */
function toPath(name: string, o: Borrowed, options: PathOptions): PathArgument | null {
  const argument = options.argument ?? 'path';
  if (options.nullable && (o === 0 || o === None))
    return { fd: -1, bytes: DOT, isBytes: false, object: 0 as Borrowed };
  const wanted = options.allowFd
    ? options.nullable
      ? 'string, bytes, os.PathLike, integer or None'
      : 'string, bytes, os.PathLike or integer'
    : options.nullable
      ? 'string, bytes, os.PathLike or None'
      : 'string, bytes or os.PathLike';
  const refuse = () => {
    typeError(`${name}: ${argument} should be ${wanted}, not ${typeName(o)}`);
    return null;
  };
  let held: Owned;
  if (isInstance(o, T.str) || isInstance(o, T.bytes)) held = newRef(o);
  else if (options.allowFd && hasIndex(o)) {
    const fd = descriptorIndex(o);
    return fd === null ? null : { fd, bytes: NO_BYTES, isBytes: false, object: newRef(o) };
  } else if (hasBuffer(o)) {
    if (warn(T.DeprecationWarning, `${name}: ${argument} should be ${wanted}, not ${typeName(o)}`, 1) < 0)
      return null;
    const b = getBytesLike(o);
    if (b === null) return null;
    const bytes = readBytes(b.address, b.length);
    b.release();
    held = newBytes(bytes);
  } else {
    const f = lookupSpecial(o, '__fspath__');
    if (f === 0) return errOccurred() ? null : refuse();
    held = call(f);
    decref(f);
    if (held === 0) return null;
    if (!isInstance(held, T.str) && !isInstance(held, T.bytes)) {
      typeError(`expected ${typeName(o)}.__fspath__() to return str or bytes, not ${typeName(held)}`);
      decref(held);
      return null;
    }
  }
  const isBytes = isInstance(held, T.bytes);
  const bytes = isBytes ? readBytes(bytesData(held), bytesLength(held)) : fsEncode(held);
  if (bytes === null || bytes.includes(0)) {
    if (bytes !== null)
      valueError(isBytes ? `${name}: embedded null character in ${argument}` : 'embedded null byte');
    decref(held);
    return null;
  }
  return { fd: -1, bytes, isBytes, object: held };
}

/** Calls `use` with a converted path argument of the function `name`. */
export function withPath(
  name: string,
  o: Borrowed,
  use: (p: PathArgument) => Owned,
  options: PathOptions = {},
): Owned {
  const p = toPath(name, o, options);
  if (p === null) return NULL;
  const r = use(p);
  if (p.object !== 0) decref(p.object);
  return r;
}
