/** `_io.TextIOWrapper`: a text stream over a buffered one. */
import {
  type Borrowed,
  ld8,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  st8,
  st32,
  stF64,
  stOwned,
  stPtr,
  stSsize,
  TypeFlags,
} from '@tyston/memory';
import {
  allocInstance,
  asSsize,
  callMethod,
  checkCodecNames,
  clearField,
  decref,
  errClear,
  errFetch,
  errOccurred,
  gcTrack,
  getAttr,
  type HeapTypeSpec,
  intern,
  isInstance,
  isTrue,
  jsStr,
  lookupAttr,
  MemberType,
  method,
  moduleType,
  None,
  newInt,
  newRef,
  newStr,
  parseTupleAndDict,
  reprEnter,
  reprLeave,
  reprText,
  setError,
  strChar,
  strEqualsAscii,
  strLength,
  sysObject,
  T,
  typeError,
  typeName,
  valueError,
  warn,
} from '@tyston/objects';
import { osWord } from '../../lib/os-words.js';
import { lookupName } from './buffered-types.js';
import { chainErrors } from './iobase.js';
import { Buffered, isExact, streamLife, TextIO as X } from './layout.js';
import { newlinesSeen, validNewline } from './newline.js';
import { attributeTruth, truthOf, unsupported } from './state.js';
import { checkTextEncoding, hasNewlineDecoder, resetEncoder, setDecoder, setEncoder } from './text-codec.js';
import { attached, bufferOf, dropPending } from './text-object.js';
import { textNext, textRead, textReadline } from './text-read.js';
import { textSeek, textTell } from './text-seek.js';
import { textFlush, textWrite } from './text-write.js';

const CHUNK = 8192;

/** The encoding of the locale, which is UTF-8 here. New reference. */
export function localeEncoding(): Owned {
  return newStr('UTF-8');
}
/** sys.flags.warn_default_encoding asks for a warning where no encoding is given: 0, or -1. */
export function warnDefaultEncoding(stacklevel: number): number {
  const flags = sysObject('flags');
  if (flags === 0) return 0;
  const on = attributeTruth(flags, 'warn_default_encoding');
  if (on < 0) return -1;
  return on === 0 ? 0 : warn(T.EncodingWarning, "'encoding' argument not specified", stacklevel);
}
/** Sets what `newline` (a str or NULL) means for both directions. */
function setNewline(self: Borrowed, nl: Borrowed): void {
  const old = ldPtr(self + X.readnl);
  stPtr(self + X.readnl, nl === 0 ? NULL : newRef(nl));
  if (old !== 0) decref(old);
  clearField(self, X.writenl);
  const empty = nl !== 0 && strLength(nl) === 0;
  st8(self + X.readuniversal, nl === 0 || empty ? 1 : 0);
  st8(self + X.readtranslate, nl === 0 ? 1 : 0);
  st8(self + X.writetranslate, nl === 0 || !empty ? 1 : 0);
  // '\n' is written as itself where nothing else is asked.
  if (nl !== 0 && !empty && strChar(nl, 0) === 13) stOwned(self + X.writenl, newRef(nl));
}
/** A newline argument: a str, NULL for None; -1 with an exception. */
function newlineArgument(o: Borrowed, what: string): Borrowed | -1 {
  if (o === 0 || o === None) return 0 as Borrowed;
  if (!isInstance(o, T.str)) {
    typeError(what.replace('%', typeName(o)));
    return -1;
  }
  if (validNewline(o)) return o;
  valueError(`illegal newline value: ${jsStr(o)}`);
  return -1;
}

/** Makes coders for the buffer's directions: 0, or -1 with an exception. */
function setCoders(self: Borrowed): number {
  const buffer = bufferOf(self);
  clearField(self, X.decoder);
  clearField(self, X.encoder);
  const readable = truthOf(callMethod(buffer, 'readable'));
  if (readable < 0 || (readable > 0 && setDecoder(self) < 0)) return -1;
  const writable = truthOf(callMethod(buffer, 'writable'));
  if (writable < 0 || (writable > 0 && setEncoder(self) < 0)) return -1;
  return 0;
}
/** In the middle of a stream no byte order mark is written: 0, or -1. */
function fixEncoder(self: Borrowed): number {
  st8(self + X.encoding_start_of_stream, 1);
  if (!ld8(self + X.seekable) || ldPtr(self + X.encoder) === 0) return 0;
  const at = callMethod(bufferOf(self), 'tell');
  if (at === 0) return -1;
  const t = isTrue(at);
  decref(at);
  if (t < 0) return -1;
  return t === 0 ? 0 : resetEncoder(self, false);
}
interface Options {
  readonly encoding: Borrowed;
  readonly errors: Borrowed;
  readonly newline: Borrowed;
  readonly lineBuffering: boolean;
  readonly writeThrough: boolean;
}
/** TextIOWrapper.__init__: 0, or -1 with an exception. The objects in `options` may be 0. */
export function initText(self: Borrowed, buffer: Borrowed, o: Options): number {
  st32(self + X.ok, 0);
  st32(self + X.detached, 0);
  if (o.encoding === 0 && warnDefaultEncoding(1) < 0) return -1;
  if (o.errors !== 0 && !isInstance(o.errors, T.str)) {
    typeError(`TextIOWrapper() argument 'errors' must be str or None, not ${typeName(o.errors)}`);
    return -1;
  }
  if (o.errors !== 0 && !checkCodecNames(null, jsStr(o.errors))) return -1;
  const nl = newlineArgument(o.newline, "TextIOWrapper() argument 'newline' must be str or None, not %");
  if (nl === -1) return -1;
  for (const f of [
    X.encoding,
    X.errors,
    X.encoder,
    X.decoder,
    X.snapshot,
    X.undecoded,
    X.buffer,
    X.raw,
    X.decoded_chars,
  ])
    clearField(self, f);
  dropPending(self);
  stSsize(self + X.decoded_chars_used, 0);
  stF64(self + X.b2cratio, 0);
  const byLocale = o.encoding === 0 || strEqualsAscii(o.encoding, 'locale');
  stOwned(self + X.encoding, byLocale ? localeEncoding() : newRef(o.encoding));
  stOwned(self + X.errors, o.errors === 0 ? newStr('strict') : newRef(o.errors));
  if (!checkTextEncoding(jsStr(ldPtr(self + X.encoding)))) return -1;
  setNewline(self, nl);
  st8(self + X.line_buffering, o.lineBuffering ? 1 : 0);
  st8(self + X.write_through, o.writeThrough ? 1 : 0);
  stSsize(self + X.chunk_size, CHUNK);
  stOwned(self + X.buffer, newRef(buffer));
  if (setCoders(self) < 0) return -1;
  if (
    isExact(buffer, osWord.BUFFERED_READER) ||
    isExact(buffer, osWord.BUFFERED_WRITER) ||
    isExact(buffer, osWord.BUFFERED_RANDOM)
  ) {
    const raw = ldPtr(buffer + Buffered.raw);
    if (raw !== 0 && isExact(raw, osWord.FILE_IO)) stOwned(self + X.raw, newRef(raw));
  }
  const seekable = truthOf(callMethod(buffer, 'seekable'));
  if (seekable < 0) return -1;
  st8(self + X.seekable, seekable);
  st8(self + X.telling, seekable);
  const read1 = lookupAttr(buffer, intern('read1'));
  if (read1 === 0 && errOccurred()) return -1;
  st8(self + X.has_read1, read1 === 0 ? 0 : 1);
  if (read1 !== 0) decref(read1);
  if (fixEncoder(self) < 0) return -1;
  st32(self + X.ok, 1);
  return 0;
}
export function newText(type: Borrowed): Owned {
  const self = allocInstance(type, 0);
  gcTrack(self);
  return self;
}
function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const v = parseTupleAndDict(
    'TextIOWrapper',
    '(buffer, encoding=None, errors=None, newline=None, line_buffering: bool = False, write_through: bool = False)',
    args,
    kwargs,
  );
  if (v === null) return -1;
  const given = (o: Borrowed) => (o === None ? (0 as Borrowed) : o);
  const encoding = given(v[1] as Borrowed);
  if (encoding !== 0 && !isInstance(encoding, T.str)) {
    typeError(`TextIOWrapper() argument 'encoding' must be str or None, not ${typeName(encoding)}`);
    return -1;
  }
  return initText(self, v[0] as Borrowed, {
    encoding,
    errors: given(v[2] as Borrowed),
    newline: given(v[3] as Borrowed),
    lineBuffering: v[4] as boolean,
    writeThrough: v[5] as boolean,
  });
}
function reconfigure(
  self: Borrowed,
  encoding: Borrowed,
  errors: Borrowed,
  newline: Borrowed,
  lineBuffering: Borrowed,
  writeThrough: Borrowed,
): Owned {
  if (!attached(self)) return NULL;
  const given = (o: Borrowed) => o !== 0 && o !== None;
  if (ldPtr(self + X.decoded_chars) !== 0 && (given(encoding) || given(errors) || newline !== 0))
    return unsupported('It is not possible to set the encoding or newline of stream after the first read');
  for (const [name, o] of [
    ['encoding', encoding],
    ['errors', errors],
  ] as const)
    if (given(o) && !isInstance(o, T.str))
      return typeError(`reconfigure() argument '${name}' must be str or None, not ${typeName(o)}`); // prettier-ignore
  let nl: Borrowed | -1 = 0 as Borrowed;
  if (newline !== 0) {
    nl = newlineArgument(newline, "reconfigure() argument 'newline' must be str or None, not %");
    if (nl === -1) return NULL;
  }
  const flag = (o: Borrowed, offset: number): number => (given(o) ? isTrue(o) : ld8(self + offset));
  const line = flag(lineBuffering, X.line_buffering);
  const through = line < 0 ? -1 : flag(writeThrough, X.write_through);
  if (line < 0 || through < 0) return NULL;
  const flushed = callMethod(self, 'flush');
  if (flushed === 0) return NULL;
  decref(flushed);
  if (given(encoding) || given(errors) || newline !== 0) {
    if (given(encoding) && !strEqualsAscii(encoding, 'locale') && !checkTextEncoding(jsStr(encoding)))
      return NULL;
    if (given(encoding)) {
      const old = ldPtr(self + X.encoding);
      stOwned(self + X.encoding, strEqualsAscii(encoding, 'locale') ? localeEncoding() : newRef(encoding));
      decref(old);
    }
    if (given(encoding) || given(errors)) {
      // A new encoding without errors of its own is strict.
      const old = ldPtr(self + X.errors);
      stOwned(self + X.errors, given(errors) ? newRef(errors) : newStr('strict'));
      decref(old);
    }
    if (newline !== 0) setNewline(self, nl);
    if (setCoders(self) < 0 || fixEncoder(self) < 0) return NULL;
  }
  st8(self + X.line_buffering, line);
  st8(self + X.write_through, through);
  return newRef(None);
}
function detach(self: Borrowed): Owned {
  if (!attached(self)) return NULL;
  const r = callMethod(self, 'flush');
  if (r === 0) return NULL;
  decref(r);
  const buffer = bufferOf(self) as Owned;
  stPtr(self + X.buffer, 0);
  clearField(self, X.raw);
  st32(self + X.detached, 1);
  st32(self + X.ok, 0);
  return buffer;
}
function close(self: Borrowed): Owned {
  if (!attached(self)) return NULL;
  const closed = attributeTruth(self, 'closed');
  if (closed !== 0) return closed < 0 ? NULL : newRef(None);
  const buffer = newRef(bufferOf(self));
  if (ld8(self + X.finalizing)) {
    const w = callMethod(buffer, '_dealloc_warn', self);
    if (w !== 0) decref(w);
    else errClear();
  }
  const flushed = callMethod(self, 'flush');
  if (flushed !== 0) decref(flushed);
  const e = errFetch();
  const r = callMethod(buffer, 'close');
  decref(buffer);
  const failed = e.type !== 0;
  chainErrors(e);
  if (failed && r !== 0) decref(r);
  return failed ? NULL : r;
}
function truncate(self: Borrowed, pos: Borrowed): Owned {
  if (!attached(self)) return NULL;
  const flushed = callMethod(self, 'flush');
  if (flushed === 0) return NULL;
  decref(flushed);
  return callMethod(bufferOf(self), 'truncate', pos === 0 ? None : pos);
}
function repr(self: Borrowed): Owned {
  // A detached stream still has a name for itself.
  if (ld32(self + X.detached) === 0 && !attached(self)) return NULL;
  const inside = reprEnter(self);
  if (inside !== 0)
    return inside > 0 ? setError(T.RuntimeError, `reentrant call inside ${typeName(self)}.__repr__`) : NULL;
  let text: string | null = '<_io.TextIOWrapper';
  const name = lookupName(self);
  if (name !== 0) {
    text += ` name=${reprText(name)}`;
    decref(name);
  } else if (errOccurred()) text = null;
  if (text !== null) {
    const mode = lookupAttr(self, intern('mode'));
    if (mode !== 0) {
      text += ` mode=${reprText(mode)}`;
      decref(mode);
    } else if (errOccurred()) text = null;
  }
  reprLeave(self);
  return text === null ? NULL : newStr(`${text} encoding=${reprText(ldPtr(self + X.encoding))}>`);
}
const delegate = (name: string) =>
  method(
    name,
    '($self, /)',
    (self: Borrowed) => (attached(self) ? callMethod(bufferOf(self), name) : NULL),
    '',
  );
const asked = (name: string) => ({
  name,
  get: (self: Borrowed) => (attached(self) ? getAttr(bufferOf(self), intern(name)) : NULL),
});

export const textIOWrapperType: HeapTypeSpec = {
  name: 'TextIOWrapper',
  tpName: '_io.TextIOWrapper',
  baseType: () => moduleType('_io', '_TextIOBase'),
  basicsize: X.size,
  dictoffset: X.dict,
  weaklistoffset: X.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  textSignature:
    '(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)',
  doc: "Character and line based layer over a BufferedIOBase object, buffer.\n\nencoding gives the name of the encoding that the stream will be\ndecoded or encoded with. It defaults to locale.getencoding().\n\nerrors determines the strictness of encoding and decoding (see\nhelp(codecs.Codec) or the documentation for codecs.register) and\ndefaults to \"strict\".\n\nnewline controls how line endings are handled. It can be None, '',\n'\\n', '\\r', and '\\r\\n'.\n\nIf line_buffering is True, a call to flush is implied when a call to\nwrite contains a newline character.",
  slots: {
    ...streamLife(
      X,
      [
        X.buffer,
        X.encoding,
        X.encoder,
        X.decoder,
        X.readnl,
        X.writenl,
        X.errors,
        X.decoded_chars,
        X.snapshot,
        X.raw,
        X.undecoded,
      ],
      (self) => {
        st32(self + X.ok, 0);
        dropPending(self);
      },
    ),
    tp_new: (type: Borrowed) => newText(type),
    tp_init: init,
    tp_repr: repr,
    tp_iternext: textNext,
  },
  methods: [
    method('detach', '($self, /)', detach, ''),
    method(
      'reconfigure',
      '($self, /, *, encoding=None, errors=None, newline=None,\n            line_buffering=None, write_through=None)',
      reconfigure,
      'Reconfigure the text stream with new parameters.\n\nThis also does an implicit stream flush.',
    ),
    method('write', '($self, text, /)', textWrite, ''),
    method('read', '($self, size=-1, /)', textRead, ''),
    method('readline', '($self, size: ssize = -1, /)', textReadline, ''),
    method('flush', '($self, /)', (self: Borrowed) => (attached(self) ? textFlush(self) : NULL), ''),
    method('close', '($self, /)', close, ''),
    delegate('fileno'),
    delegate('seekable'),
    delegate('readable'),
    delegate('writable'),
    delegate('isatty'),
    method('seek', '($self, cookie, whence: int = 0, /)', textSeek, ''),
    method('tell', '($self, /)', textTell, ''),
    method('truncate', '($self, pos=None, /)', truncate, ''),
  ],
  getset: [
    asked('name'),
    asked('closed'),
    {
      name: 'newlines',
      get: (self) => {
        if (!attached(self)) return NULL;
        const d = ldPtr(self + X.decoder);
        if (d === 0 || d === None) return newRef(None);
        if (hasNewlineDecoder(self)) return newlinesSeen(d);
        const v = lookupAttr(d, intern('newlines'));
        return v !== 0 || errOccurred() ? v : newRef(None);
      },
    },
    {
      name: 'errors',
      get: (self) => (ld32(self + X.detached) || attached(self) ? newRef(ldPtr(self + X.errors)) : NULL),
    },
    {
      name: '_CHUNK_SIZE',
      get: (self) => (attached(self) ? newInt(ldSsize(self + X.chunk_size)) : NULL),
      set: (self, v) => {
        if (!attached(self)) return -1;
        if (v === 0) {
          setError(T.AttributeError, 'cannot delete attribute');
          return -1;
        }
        const n = asSsize(v, T.ValueError);
        if (n === -1 && errOccurred()) return -1;
        if (n <= 0) {
          valueError('a strictly positive integer is required');
          return -1;
        }
        stSsize(self + X.chunk_size, n);
        return 0;
      },
    },
  ],
  members: [
    { name: 'encoding', type: MemberType.OBJECT, offset: X.encoding, readonly: true },
    { name: 'buffer', type: MemberType.OBJECT, offset: X.buffer, readonly: true },
    { name: 'line_buffering', type: MemberType.BOOL, offset: X.line_buffering, readonly: true },
    { name: 'write_through', type: MemberType.BOOL, offset: X.write_through, readonly: true },
    { name: '_finalizing', type: MemberType.BOOL, offset: X.finalizing },
  ],
};
