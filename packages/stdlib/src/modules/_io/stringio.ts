/** `_io.StringIO`: a text stream in memory. Characters are kept as narrow as all of them allow. */
import {
  type Addr,
  type Borrowed,
  ld8,
  ld32,
  ldAddr,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  st8,
  st32,
  stOwned,
  stPtr,
  stSsize,
  TypeFlags,
  zero,
} from '@tyston/memory';
import {
  allocInstance,
  asSsize,
  callMethod,
  clearField,
  copyChars,
  decref,
  dictCopy,
  dictMerge,
  EmptyStr,
  errOccurred,
  False,
  free,
  gcTrack,
  type HeapTypeSpec,
  instanceDict,
  isInstance,
  malloc,
  maxCharIn,
  method,
  moduleType,
  None,
  newBool,
  newChar,
  newInt,
  newRef,
  newStrBuffer,
  newTuple,
  parseTupleAndDict,
  readChar,
  reprText,
  setError,
  strChar,
  strData,
  strKind,
  strLength,
  T,
  True,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  valueError,
  writeChar,
} from '@tyston/objects';
import { osWord, wordType } from '../../lib/os-words.js';
import { isExact, StringIO as S, streamLife } from './layout.js';
import {
  feedNewlines,
  findLineEnd,
  newlinesSeen,
  newNewlineDecoder,
  replaceNewlines,
  validNewline,
} from './newline.js';
import { position, sizeArgument } from './state.js';

const size = (self: Borrowed) => ldSsize(self + S.string_size);
const pos = (self: Borrowed) => ldSsize(self + S.pos);
const kindOf = (self: Borrowed) => ld32(self + S.kind);
const data = (self: Borrowed): Addr => ldAddr(self + S.buf);

/** Usable: true, or false with ValueError. */
function open(self: Borrowed): boolean {
  if (!ld8(self + S.ok)) {
    valueError('I/O operation on uninitialized object');
    return false;
  }
  if (ld8(self + S.closed)) {
    valueError('I/O operation on closed file');
    return false;
  }
  return true;
}
/** Room for `length` characters of `kind` bytes. */
function reserve(self: Borrowed, length: number, kind: number): void {
  const have = ldSsize(self + S.buf_size);
  const old = kindOf(self);
  if (length <= have && kind <= old) return;
  const wide = Math.max(kind, old);
  const room = length <= have ? have : Math.max(length, have + (have >> 1), 32);
  const fresh = malloc(room * wide);
  const was = data(self);
  copyChars(wide, fresh, 0, old, was, 0, size(self));
  if (was !== 0) free(was);
  stPtr(self + S.buf, fresh);
  stSsize(self + S.buf_size, room);
  st32(self + S.kind, wide);
}
/** Writes a str at the position: 0, or -1 with an exception. */
function put(self: Borrowed, s: Borrowed): number {
  const decoder = ldPtr(self + S.decoder);
  const writenl = ldPtr(self + S.writenl);
  let text = newRef(s);
  if (decoder !== 0) {
    if (isExact(decoder, osWord.NEWLINE_DECODER)) text = feedNewlines(decoder, text, true);
    else {
      const r = callMethod(decoder, 'decode', text, True);
      decref(text);
      if (r === 0) return -1;
      text = r;
    }
  }
  if (writenl !== 0) text = replaceNewlines(text, writenl);
  const n = strLength(text);
  if (n > 0) {
    const at = pos(self);
    reserve(self, at + n, strKind(text));
    const kind = kindOf(self);
    if (at > size(self)) zero(data(self) + size(self) * kind, (at - size(self)) * kind);
    copyChars(kind, data(self), at, strKind(text), strData(text), 0, n);
    stSsize(self + S.pos, at + n);
    if (at + n > size(self)) stSsize(self + S.string_size, at + n);
  }
  decref(text);
  return 0;
}
/** Characters [start, end) as a str. */
function slice(self: Borrowed, start: number, end: number): Owned {
  const n = end - start;
  if (n <= 0) return newRef(EmptyStr);
  const kind = kindOf(self);
  const max = maxCharIn(kind, data(self), start, end);
  if (n === 1) return newChar(max);
  const s = newStrBuffer(n, max);
  const out = strKind(s);
  if (out === kind) copyChars(out, strData(s), 0, kind, data(self), start, n);
  else for (let i = 0; i < n; i++) writeChar(out, strData(s), i, readChar(kind, data(self), start + i));
  return s;
}
function write(self: Borrowed, s: Borrowed): Owned {
  if (!ld8(self + S.ok)) return valueError('I/O operation on uninitialized object');
  if (!isInstance(s, T.str)) return typeError(`string argument expected, got '${typeName(s)}'`);
  if (!open(self)) return NULL;
  const n = strLength(s);
  return n > 0 && put(self, s) < 0 ? NULL : newInt(n);
}
function read(self: Borrowed, sizeObject: Borrowed): Owned {
  if (!open(self)) return NULL;
  const want = sizeArgument(sizeObject);
  if (want === null) return NULL;
  const start = pos(self);
  const left = Math.max(0, size(self) - start);
  const n = want < 0 || want > left ? left : want;
  stSsize(self + S.pos, start + n);
  return slice(self, start, start + n);
}
/** The line at the position of at most `limit` characters (-1: any). */
function takeLine(self: Borrowed, limit: number): Owned {
  const start = pos(self);
  let end = size(self);
  if (start >= end || limit === 0) return newRef(EmptyStr);
  if (limit > 0 && limit < end - start) end = start + limit;
  const ends = {
    translated: ld8(self + S.readtranslate) !== 0,
    universal: ld8(self + S.readuniversal) !== 0,
    readnl: ldPtr(self + S.readnl),
  };
  const found = findLineEnd(ends, kindOf(self), data(self), start, end);
  const stop = found < 0 ? end : found;
  stSsize(self + S.pos, stop);
  return slice(self, start, stop);
}
function readline(self: Borrowed, sizeObject: Borrowed): Owned {
  if (!open(self)) return NULL;
  const limit = sizeArgument(sizeObject);
  return limit === null ? NULL : takeLine(self, limit);
}
function iternext(self: Borrowed): Owned {
  if (!open(self)) return NULL;
  let line: Owned;
  if (isExact(self, osWord.STRING_IO)) line = takeLine(self, -1);
  else {
    line = callMethod(self, 'readline');
    if (line !== 0 && !isInstance(line, T.str)) {
      setError(T.OSError, `readline() should have returned a str object, not '${typeName(line)}'`);
      decref(line);
      return NULL;
    }
  }
  if (line === 0 || strLength(line) > 0) return line;
  decref(line);
  return NULL;
}
function truncate(self: Borrowed, posObject: Borrowed): Owned {
  if (!open(self)) return NULL;
  let n: number | null;
  if (posObject === 0 || posObject === None) n = pos(self);
  else {
    n = sizeArgument(posObject);
    if (n === null) return NULL;
    if (n < 0) return valueError(`Negative size value ${n}`);
  }
  if (n < size(self)) stSsize(self + S.string_size, n);
  return newInt(n);
}
function seek(self: Borrowed, posObject: Borrowed, whence: number): Owned {
  if (!open(self)) return NULL;
  const n = position(posObject, T.OverflowError);
  if (n === null) return NULL;
  if (whence !== 0 && whence !== 1 && whence !== 2)
    return valueError(`Invalid whence (${whence}, should be 0, 1 or 2)`);
  if (n < 0 && whence === 0) return valueError(`Negative seek position ${n}`);
  if (whence !== 0 && n !== 0) return setError(T.OSError, "Can't do nonzero cur-relative seeks");
  const at = whence === 0 ? n : whence === 1 ? pos(self) : size(self);
  stSsize(self + S.pos, at);
  return newInt(at);
}
function getvalue(self: Borrowed): Owned {
  return open(self) ? slice(self, 0, size(self)) : NULL;
}
function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const v = parseTupleAndDict('StringIO', "(initial_value='', newline='\\n')", args, kwargs);
  if (v === null) return -1;
  const [value, newline] = v as [Borrowed, Borrowed];
  if (newline !== 0 && newline !== None && !isInstance(newline, T.str)) {
    typeError(`newline must be str or None, not ${typeName(newline)}`);
    return -1;
  }
  const nl = newline === 0 ? newChar(10) : newline === None ? NULL : newRef(newline);
  if (!checkNewline(nl)) return -1;
  if (value !== 0 && value !== None && !isInstance(value, T.str)) {
    if (nl !== 0) decref(nl);
    typeError(`initial_value must be str or None, not ${typeName(value)}`);
    return -1;
  }
  return setUp(self, value === None ? (0 as Borrowed) : value, nl);
}
/** False with ValueError, and `nl` given back. */
function checkNewline(nl: Owned): boolean {
  if (validNewline(nl)) return true;
  valueError(`illegal newline value: ${reprText(nl)}`);
  decref(nl);
  return false;
}
/** Begins anew with this content; steals `nl`. */
function setUp(self: Borrowed, value: Borrowed, nl: Owned): number {
  st8(self + S.ok, 0);
  clearField(self, S.readnl);
  clearField(self, S.writenl);
  clearField(self, S.decoder);
  const empty = nl !== 0 && strLength(nl) === 0;
  st8(self + S.readuniversal, nl === 0 || empty ? 1 : 0);
  st8(self + S.readtranslate, nl === 0 ? 1 : 0);
  stPtr(self + S.readnl, nl);
  // A '\r' or '\r\n' is also what '\n' is written as.
  if (nl !== 0 && !empty && strChar(nl, 0) === 13) stOwned(self + S.writenl, newRef(nl));
  if (ld8(self + S.readuniversal))
    stOwned(self + S.decoder, newNewlineDecoder(wordType(osWord.NEWLINE_DECODER), None, nl === 0));
  stSsize(self + S.string_size, 0);
  stSsize(self + S.pos, 0);
  st8(self + S.closed, 0);
  if (value !== 0 && strLength(value) > 0 && put(self, value) < 0) return -1;
  stSsize(self + S.pos, 0);
  st8(self + S.ok, 1);
  return 0;
}
function getstate(self: Borrowed): Owned {
  const value = getvalue(self);
  if (value === 0) return NULL;
  const nl = ldPtr(self + S.readnl);
  const d = ldPtr(self + S.dict);
  return newTuple(
    value,
    newRef(nl === 0 ? None : nl),
    newInt(pos(self)),
    d === 0 ? newRef(None) : dictCopy(d),
  );
}
function setstate(self: Borrowed, state: Borrowed): Owned {
  if (ld8(self + S.closed)) return valueError('I/O operation on closed file');
  if (!isInstance(state, T.tuple) || tupleLength(state) < 4)
    return typeError(`${typeName(self)}.__setstate__ argument should be 4-tuple, got ${typeName(state)}`);
  const value = tupleItem(state, 0);
  const nl = tupleItem(state, 1);
  if (!isInstance(value, T.str))
    return typeError(`initial_value must be str or None, not ${typeName(value)}`);
  if (nl !== None && !isInstance(nl, T.str))
    return typeError(`newline must be str or None, not ${typeName(nl)}`);
  const newline = nl === None ? NULL : newRef(nl);
  if (!checkNewline(newline) || setUp(self, 0 as Borrowed, newline) < 0) return NULL;
  // The value has its line ends translated already.
  const n = strLength(value);
  reserve(self, n, strKind(value));
  copyChars(kindOf(self), data(self), 0, strKind(value), strData(value), 0, n);
  stSsize(self + S.string_size, n);
  const p = tupleItem(state, 2);
  if (!isInstance(p, T.int)) return typeError(`third item of state must be an integer, got ${typeName(p)}`);
  const at = asSsize(p, T.OverflowError);
  if (at === -1 && errOccurred()) return NULL;
  if (at < 0) return valueError('position value cannot be negative');
  stSsize(self + S.pos, at);
  const d = tupleItem(state, 3);
  if (d !== None) {
    if (!isInstance(d, T.dict))
      return typeError(`fourth item of state should be a dict, got a ${typeName(d)}`);
    const mine = instanceDict(self);
    if (mine === 0 || dictMerge(mine, d, 1) < 0) return NULL;
  }
  return newRef(None);
}
function freeData(self: Borrowed): void {
  st8(self + S.ok, 0);
  const b = data(self);
  if (b === 0) return;
  stPtr(self + S.buf, 0);
  free(b);
}
const yes = (name: string, doc: string) =>
  method(name, '($self, /)', (self: Borrowed) => (open(self) ? newRef(True) : NULL), doc);
const bare = { noTextSignature: true } as const;

export const stringIOType: HeapTypeSpec = {
  name: 'StringIO',
  tpName: '_io.StringIO',
  baseType: () => moduleType('_io', '_TextIOBase'),
  basicsize: S.size,
  dictoffset: S.dict,
  weaklistoffset: S.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  textSignature: "(initial_value='', newline='\\n')",
  doc: "Text I/O implementation using an in-memory buffer.\n\nThe initial_value argument sets the value of object.  The newline\nargument is like the one of TextIOWrapper's constructor.",
  slots: {
    ...streamLife(S, [S.readnl, S.writenl, S.decoder], freeData),
    tp_new: (type: Borrowed) => {
      const self = allocInstance(type, 0);
      st32(self + S.kind, 1);
      gcTrack(self);
      return self;
    },
    tp_init: init,
    tp_iternext: iternext,
  },
  methods: [
    method(
      'close',
      '($self, /)',
      (self: Borrowed) => {
        st8(self + S.closed, 1);
        const b = data(self);
        stPtr(self + S.buf, 0);
        stSsize(self + S.buf_size, 0);
        stSsize(self + S.string_size, 0);
        if (b !== 0) free(b);
        return newRef(None);
      },
      'Close the IO object.\n\nAttempting any further operation after the object is closed\nwill raise a ValueError.\n\nThis method has no effect if the file is already closed.',
    ),
    method('getvalue', '($self, /)', getvalue, 'Retrieve the entire contents of the object.'),
    method(
      'read',
      '($self, size=-1, /)',
      read,
      'Read at most size characters, returned as a string.\n\nIf the argument is negative or omitted, read until EOF\nis reached. Return an empty string at EOF.',
    ),
    method(
      'readline',
      '($self, size=-1, /)',
      readline,
      'Read until newline or EOF.\n\nReturns an empty string if EOF is hit immediately.',
    ),
    method(
      'tell',
      '($self, /)',
      (self: Borrowed) => (open(self) ? newInt(pos(self)) : NULL),
      'Tell the current file position.',
    ),
    method(
      'truncate',
      '($self, pos=None, /)',
      truncate,
      'Truncate size to pos.\n\nThe pos argument defaults to the current file position, as\nreturned by tell().  The current file position is unchanged.\nReturns the new absolute position.',
    ),
    method(
      'seek',
      '($self, pos, whence: int = 0, /)',
      seek,
      'Change stream position.\n\nSeek to character offset pos relative to position indicated by whence:\n    0  Start of stream (the default).  pos should be >= 0;\n    1  Current position - pos must be 0;\n    2  End of stream - pos must be 0.\nReturns the new absolute position.',
    ),
    method(
      'write',
      '($self, s, /)',
      write,
      'Write string to file.\n\nReturns the number of characters written, which is always equal to\nthe length of the string.',
    ),
    yes('seekable', 'Returns True if the IO object can be seeked.'),
    yes('readable', 'Returns True if the IO object can be read.'),
    yes('writable', 'Returns True if the IO object can be written.'),
    method('__getstate__', '($self, /)', getstate, '', bare),
    method('__setstate__', '($self, state, /)', setstate, '', bare),
  ],
  getset: [
    {
      name: 'closed',
      get: (self) =>
        ld8(self + S.ok)
          ? newBool(ld8(self + S.closed) === 1)
          : valueError('I/O operation on uninitialized object'),
    },
    {
      name: 'newlines',
      get: (self) => {
        if (!open(self)) return NULL;
        const d = ldPtr(self + S.decoder);
        return d === 0 ? newRef(None) : newlinesSeen(d);
      },
    },
    { name: 'line_buffering', get: (self) => (open(self) ? newRef(False) : NULL) },
  ],
}; // prettier-ignore
