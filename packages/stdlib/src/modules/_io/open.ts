/** `io.open`, `open_code` and `text_encoding`. */
import { type Borrowed, ld32, NULL, type Owned } from '@tyston/memory';
import {
  callMethod,
  decref,
  errFetch,
  hasIndex,
  intern,
  isInstance,
  jsStr,
  None,
  newRef,
  newStr,
  setAttr,
  sysObject,
  T,
  typeError,
  typeName,
  valueError,
  warn,
} from '@tyston/objects';
import { os } from '../../host.js';
import { fspath } from '../../lib/fs-path.js';
import { osWord, wordType } from '../../lib/os-words.js';
import { initBuffered, newBuffered } from './buffered-types.js';
import { fileFd, initFile, newFileIO } from './fileio.js';
import { chainErrors } from './iobase.js';
import { FileIO } from './layout.js';
import { attributeTruth, DEFAULT_BUFFER_SIZE } from './state.js';
import { initText, newText, warnDefaultEncoding } from './text-type.js';

interface Mode {
  readonly raw: string;
  readonly reading: boolean;
  readonly writing: boolean;
  readonly appending: boolean;
  readonly creating: boolean;
  readonly updating: boolean;
  readonly binary: boolean;
}
/** null with ValueError. */
function parseMode(mode: string): Mode | null {
  const seen = new Set<string>();
  for (const c of mode) {
    if (!'xrwa+tb'.includes(c) || seen.has(c)) {
      valueError(`invalid mode: '${mode}'`);
      return null;
    }
    seen.add(c);
  }
  const has = (c: string) => seen.has(c);
  if (has('t') && has('b')) {
    valueError("can't have text and binary mode at once");
    return null;
  }
  if ([...'xrwa'].filter(has).length > 1) {
    valueError('must have exactly one of create/read/write/append mode');
    return null;
  }
  const raw = [...'xrwa+'].filter(has).join('');
  return {
    raw,
    creating: has('x'),
    reading: has('r'),
    writing: has('w'),
    appending: has('a'),
    updating: has('+'),
    binary: has('b'),
  };
}

export function open(
  file: Borrowed,
  modeText: string,
  bufferingGiven: number,
  encoding: Borrowed,
  errors: Borrowed,
  newline: Borrowed,
  closefd: boolean,
  opener: Borrowed,
): Owned {
  let buffering = bufferingGiven;
  const path = hasIndex(file) ? newRef(file) : fspath(file);
  if (path === 0) return NULL;
  const refuse = (r: Owned): Owned => {
    decref(path);
    return r;
  };
  const m = parseMode(modeText);
  if (m === null) return refuse(NULL);
  if (m.binary && encoding !== 0) return refuse(valueError("binary mode doesn't take an encoding argument"));
  if (m.binary && errors !== 0) return refuse(valueError("binary mode doesn't take an errors argument"));
  if (m.binary && newline !== 0) return refuse(valueError("binary mode doesn't take a newline argument"));
  if (m.binary && buffering === 1) {
    const text =
      "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";
    if (warn(T.RuntimeWarning, text, 1) < 0) return refuse(NULL);
  }
  const raw = newFileIO(wordType(osWord.FILE_IO));
  if (initFile(raw, path, m.raw, closefd, opener) < 0) {
    decref(raw);
    return refuse(NULL);
  }
  decref(path);
  let result = raw;
  // What fails behind here closes what is open; the failure is what the program gets.
  const fail = (): Owned => {
    const e = errFetch();
    const r = callMethod(result, 'close');
    if (r !== 0) decref(r);
    chainErrors(e);
    decref(result);
    return NULL;
  };
  const terminal = buffering < 0 && os().isatty(fileFd(raw)) === 1;
  let lineBuffering = buffering === 1;
  if (buffering === 1 && m.binary) {
    buffering = -1;
    lineBuffering = false;
  }
  if (terminal) lineBuffering = true;
  if (buffering < 0 || buffering === 1) {
    buffering = ld32(raw + FileIO.blksize);
    if (buffering <= 1) buffering = DEFAULT_BUFFER_SIZE;
  }
  if (buffering === 0) {
    if (m.binary) return raw;
    valueError("can't have unbuffered text I/O");
    return fail();
  }
  const word = m.updating
    ? osWord.BUFFERED_RANDOM
    : m.creating || m.writing || m.appending
      ? osWord.BUFFERED_WRITER
      : osWord.BUFFERED_READER;
  const buffer = newBuffered(wordType(word));
  if (initBuffered(buffer, raw, buffering, word) < 0) {
    decref(buffer);
    return fail();
  }
  decref(raw);
  result = buffer;
  if (m.binary) return buffer;
  const text = newText(wordType(osWord.TEXT_IO_WRAPPER));
  if (initText(text, buffer, { encoding, errors, newline, lineBuffering, writeThrough: false }) < 0) {
    decref(text);
    return fail();
  }
  decref(buffer);
  result = text;
  const mode = newStr(modeText);
  const ok = setAttr(text, intern('mode'), mode);
  decref(mode);
  return ok < 0 ? fail() : text;
}
/** The arguments as `open` gets them from Python: None stands for absent. */
export function openFunction(
  _m: Borrowed,
  file: Borrowed,
  mode: Borrowed,
  buffering: number,
  encoding: Borrowed,
  errors: Borrowed,
  newline: Borrowed,
  closefd: boolean,
  opener: Borrowed,
): Owned {
  const texts = [
    ['encoding', encoding],
    ['errors', errors],
    ['newline', newline],
  ] as const; // prettier-ignore
  for (const [name, o] of texts)
    if (o !== 0 && o !== None && !isInstance(o, T.str))
      return typeError(`open() argument '${name}' must be str or None, not ${typeName(o)}`);
  const given = (o: Borrowed) => (o === None ? (0 as Borrowed) : o);
  const modeText = mode === 0 ? 'r' : jsStr(mode);
  return open(
    file,
    modeText,
    buffering,
    given(encoding),
    given(errors),
    given(newline),
    closefd,
    opener === 0 ? None : opener,
  );
}
export function openCode(_m: Borrowed, path: Borrowed): Owned {
  const none = 0 as Borrowed;
  if (!isInstance(path, T.str))
    return typeError(`open_code() argument 'path' must be str, not ${typeName(path)}`);
  return open(path, 'rb', -1, none, none, none, true, None);
}
/** The encoding that a function with an optional one passes on: a warning is given where it is absent and asked for. */
export function textEncoding(_m: Borrowed, encoding: Borrowed, stacklevel: number): Owned {
  if (encoding !== 0 && encoding !== None) return newRef(encoding);
  if (warnDefaultEncoding(stacklevel) < 0) return NULL;
  const flags = sysObject('flags');
  const utf8 = flags === 0 ? 0 : attributeTruth(flags, 'utf8_mode');
  return utf8 < 0 ? NULL : newStr(utf8 > 0 ? 'utf-8' : 'locale');
}
