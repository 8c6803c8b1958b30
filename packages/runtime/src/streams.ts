/** sys.stdin, stdout and stderr (CPython's init_sys_streams). */
import { type Borrowed, ldPtr, NULL, type Owned } from '@tyston/memory';
import {
  callMethod,
  callObject,
  decref,
  dictSet,
  errClear,
  errMatches,
  getAttr,
  importModule,
  intern,
  jsStr,
  None,
  newBool,
  newInt,
  newRef,
  newStr,
  newTuple,
  State,
  setAttr,
  T,
  True,
} from '@tyston/objects';
import { os } from '@tyston/stdlib';

export interface StreamOptions {
  readonly encoding: string;
  /** What PYTHONIOENCODING or the locale says of stdin and stdout; stderr always escapes. */
  readonly errors: string;
  readonly unbuffered: boolean;
}

/** Encoding and error handler of the standard streams, from PYTHONIOENCODING and the locale's name. */
export function streamSettings(
  ioEncoding: string | undefined,
  locale: string,
  utf8Mode: boolean,
): { encoding: string; errors: string } {
  const [encoding, errors] = (ioEncoding ?? '').split(':');
  // config_init_stdio_encoding: the C locale, those it is coerced to, and UTF-8 mode pass undecodable bytes through.
  const lenient = utf8Mode || /^(|C|POSIX|C\.UTF-8|C\.utf8|UTF-8)$/.test(locale);
  return {
    encoding: encoding || 'utf-8',
    errors: errors || (lenient && !encoding ? 'surrogateescape' : 'strict'),
  };
}

/** Makes a stream object; None for a descriptor that is closed. NULL with an exception. */
function makeStream(io: Borrowed, fd: number, name: string, s: StreamOptions): Owned {
  if (os().isatty(fd) < 0 && !isOpen(fd)) return newRef(None);
  const write = fd > 0;
  const raw = s.unbuffered && write;
  const open = getAttr(io, intern('open'));
  if (open === 0) return NULL;
  const openArgs = newTuple(
    newInt(fd),
    newStr(write ? 'wb' : 'rb'),
    newInt(raw ? 0 : -1),
    newRef(None),
    newRef(None),
    newRef(None),
    newBool(false),
  );
  const buffer = callObject(open, openArgs, NULL);
  decref(openArgs);
  decref(open);
  if (buffer === 0) {
    if (!errMatches(T.OSError) || isOpen(fd)) return NULL;
    errClear();
    return newRef(None);
  }
  const inner = raw ? newRef(buffer) : getAttr(buffer, intern('raw'));
  if (inner === 0) {
    decref(buffer);
    return NULL;
  }
  setNamed(inner, 'name', newStr(`<${name}>`));
  const tty = callMethod(inner, 'isatty');
  decref(inner);
  if (tty === 0) {
    decref(buffer);
    return NULL;
  }
  const lines = tty === True || fd === 2;
  decref(tty);
  const wrapper = getAttr(io, intern('TextIOWrapper'));
  const args = newTuple(
    buffer,
    newStr(s.encoding),
    newStr(fd === 2 ? 'backslashreplace' : s.errors),
    newStr('\n'),
    newBool(lines && !raw),
    newBool(raw),
  );
  const text = wrapper === 0 ? NULL : callObject(wrapper, args, NULL);
  decref(args);
  if (wrapper !== 0) decref(wrapper);
  if (text !== 0) setNamed(text, 'mode', newStr(write ? 'w' : 'r'));
  return text;
}

/** is_valid_fd: whether the descriptor is open. */
function isOpen(fd: number): boolean {
  const copy = os().dup(fd);
  if (copy < 0) return false;
  os().close(copy);
  return true;
}
/** config_get_codec_name: how the codec itself spells the encoding. null with an exception. */
function codecName(encoding: string): string | null {
  if (encoding === 'utf-8') return encoding;
  const codecs = importModule('_codecs');
  if (codecs === 0) return null;
  const given = newStr(encoding);
  const info = callMethod(codecs, 'lookup', given);
  decref(given);
  decref(codecs);
  if (info === 0) return null;
  const name = getAttr(info, intern('name'));
  decref(info);
  if (name === 0) return null;
  const text = jsStr(name);
  decref(name);
  return text;
}
/** Sets an attribute for which failing does not matter; takes the value's reference. */
function setNamed(o: Borrowed, attr: string, value: Owned): void {
  if (setAttr(o, intern(attr), value) < 0) errClear();
  decref(value);
}

const STREAMS = [
  [0, 'stdin'],
  [1, 'stdout'],
  [2, 'stderr'],
] as const;

/** Lets go of the streams that `openStreams` made; their names keep their places. */
export function closeStreams(): void {
  const sys = ldPtr(State.SYS_DICT);
  for (const [, name] of STREAMS) {
    dictSet(sys, intern(name), None);
    dictSet(sys, intern(`__${name}__`), None);
  }
}
/** Makes the three streams and the built-in `open`. False with an exception. */
export function openStreams(s: StreamOptions): boolean {
  const io = importModule('io');
  if (io === 0) return false;
  const open = getAttr(io, intern('open'));
  if (open !== 0) {
    dictSet(ldPtr(State.BUILTINS_DICT), intern('open'), open);
    decref(open);
  }
  const sys = ldPtr(State.SYS_DICT);
  const encoding = codecName(s.encoding);
  if (encoding === null) return false;
  for (const [fd, name] of STREAMS) {
    const stream = makeStream(io, fd, name, { ...s, encoding });
    if (stream === 0) {
      decref(io);
      return false;
    }
    dictSet(sys, intern(`__${name}__`), stream);
    dictSet(sys, intern(name), stream);
    decref(stream);
  }
  decref(io);
  return true;
}
