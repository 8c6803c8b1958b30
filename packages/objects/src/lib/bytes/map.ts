/** Byte by byte: cases, predicates, translate, maketrans, padding, hex, of bytes and bytearray. */
import { type Addr, type Borrowed, copy, fillBytes, ld8, NULL, type Owned, st8 } from '@tyston/memory';
import { call, length } from '../../core/abstract.js';
import { badArgument } from '../../core/args.js';
import { getBytesLike } from '../../core/buffer.js';
import { bytearrayData, bytearrayLength } from '../../core/bytearray.js';
import { bytesData, bytesLength, newBytesBuffer } from '../../core/bytes.js';
import { type MethodSpec, method } from '../../core/define.js';
import { typeError, valueError } from '../../core/errors.js';
import { newBool } from '../../core/int.js';
import { decref, newRef } from '../../core/refcount.js';
import { jsStr, newStrBuffer, readChar, strChar, strData, strKind, strLength } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { EmptyStr, None, T } from '../../core/wellknown.js';
import { ByteWriter } from '../byte-writer.js';
import { hexDigit } from '../codecs/escape.js';
import { decodeText } from '../codecs/text.js';
import type { BytesKind } from './kind.js';
import { MOST_BYTES, refuseBytes } from './most.js';
import { isByteSpace } from './split.js';

const isLower = (c: number) => c >= 97 && c <= 122;
const isUpper = (c: number) => c >= 65 && c <= 90;
const isAlpha = (c: number) => isLower(c) || isUpper(c);
const isDigit = (c: number) => c >= 48 && c <= 57;
const lower = (c: number) => (isUpper(c) ? c + 32 : c);
const upper = (c: number) => (isLower(c) ? c - 32 : c);

/** A copy with every byte mapped; `state` is what the previous byte was. */
function mapper(kind: BytesKind, map: (c: number, first: boolean, afterLetter: boolean) => number) {
  return (self: Borrowed): Owned => {
    const n = kind.length(self);
    const data = kind.data(self);
    const r = kind.buffer(n);
    const to = kind.data(r);
    let letter = false;
    for (let i = 0; i < n; i++) {
      const c = ld8(data + i);
      st8(to + i, map(c, i === 0, letter));
      letter = isAlpha(c);
    }
    return r;
  };
}
function every(kind: BytesKind, test: (c: number) => boolean, empty = false) {
  return (self: Borrowed): Owned => {
    const n = kind.length(self);
    const data = kind.data(self);
    for (let i = 0; i < n; i++) if (!test(ld8(data + i))) return newBool(false);
    return newBool(n > 0 || empty);
  };
}
/** True when there is a cased byte and none of the other case. */
function allCased(kind: BytesKind, wanted: (c: number) => boolean, other: (c: number) => boolean) {
  return (self: Borrowed): Owned => {
    const n = kind.length(self);
    const data = kind.data(self);
    let found = false;
    for (let i = 0; i < n; i++) {
      const c = ld8(data + i);
      if (other(c)) return newBool(false);
      if (wanted(c)) found = true;
    }
    return newBool(found);
  };
}
function isTitle(kind: BytesKind) {
  return (self: Borrowed): Owned => {
    const n = kind.length(self);
    const data = kind.data(self);
    let cased = false;
    let inWord = false;
    for (let i = 0; i < n; i++) {
      const c = ld8(data + i);
      if (isUpper(c) ? inWord : isLower(c) && !inWord) return newBool(false);
      inWord = isAlpha(c);
      cased ||= inWord;
    }
    return newBool(cased);
  };
}

function translator(kind: BytesKind) {
  return (self: Borrowed, tableObject: Borrowed, deleteObject: Borrowed): Owned => {
    let table: Uint8Array | null = null;
    if (tableObject !== None) {
      const t = getBytesLike(tableObject);
      if (t === null) return NULL;
      if (t.length !== 256) {
        t.release();
        return valueError('translation table must be 256 characters long');
      }
      table = new Uint8Array(256);
      for (let i = 0; i < 256; i++) table[i] = ld8(t.address + i);
      t.release();
    }
    const deleted = new Uint8Array(256);
    if (deleteObject !== 0) {
      const d = getBytesLike(deleteObject);
      if (d === null) return NULL;
      for (let i = 0; i < d.length; i++) deleted[ld8(d.address + i)] = 1;
      d.release();
    }
    const n = kind.length(self);
    const data = kind.data(self);
    const w = new ByteWriter(n);
    let changed = false;
    for (let i = 0; i < n; i++) {
      const c = ld8(data + i);
      if (deleted[c]) {
        changed = true;
        continue;
      }
      const to = table ? table[c]! : c;
      if (to !== c) changed = true;
      w.byte(to);
    }
    if (!changed) return kind.unchanged(self);
    const r = kind.buffer(w.length);
    for (let i = 0; i < w.length; i++) st8(kind.data(r) + i, w.at(i));
    return r;
  };
}

function maketrans(_type: Borrowed, from: Borrowed, to: Borrowed): Owned {
  const a = getBytesLike(from);
  if (a === null) return NULL;
  const b = getBytesLike(to);
  if (b === null) {
    a.release();
    return NULL;
  }
  let r = NULL;
  if (a.length !== b.length) valueError('maketrans arguments must have same length');
  else {
    r = newBytesBuffer(256);
    for (let i = 0; i < 256; i++) st8(bytesData(r) + i, i);
    for (let i = 0; i < a.length; i++) st8(bytesData(r) + ld8(a.address + i), ld8(b.address + i));
  }
  a.release();
  b.release();
  return r;
}

function pad(kind: BytesKind, self: Borrowed, left: number, right: number, fill: number): Owned {
  if (left <= 0 && right <= 0) return kind.unchanged(self);
  left = Math.max(0, left);
  right = Math.max(0, right);
  const n = kind.length(self);
  const size = n + left + right;
  if (size > MOST_BYTES && kind.name === 'bytes') return refuseBytes(size);
  const r = kind.buffer(size);
  const to = kind.data(r);
  fillBytes(to, fill, left);
  copy(to + left, kind.data(self), n);
  fillBytes(to + left + n, fill, right);
  return r;
}
/** The fill byte, or -1 with an exception. */
function fillByte(name: string, o: Borrowed): number {
  if (o === 0) return 32;
  if (isInstance(o, T.bytes) && bytesLength(o) === 1) return ld8(bytesData(o));
  if (isInstance(o, T.bytearray) && bytearrayLength(o) === 1) return ld8(bytearrayData(o));
  badArgument(name, 'argument 2', 'a byte string of length 1', o);
  return -1;
}
function padder(kind: BytesKind, name: string, place: (width: number, n: number) => [number, number]) {
  return (self: Borrowed, width: number, fill: Borrowed): Owned => {
    const c = fillByte(name, fill);
    if (c < 0) return NULL;
    return pad(kind, self, ...place(width, kind.length(self)), c);
  };
}
function centered(width: number, n: number): [number, number] {
  const margin = Math.max(0, width - n);
  const left = Math.floor(margin / 2) + (margin % 2 === 1 && width % 2 === 1 ? 1 : 0);
  return [left, margin - left];
}
function zfill(kind: BytesKind) {
  return (self: Borrowed, width: number): Owned => {
    const n = kind.length(self);
    const fill = width - n;
    if (fill <= 0) return kind.unchanged(self);
    const r = pad(kind, self, fill, 0, 48);
    if (r === 0) return NULL;
    const data = kind.data(r);
    const c = n > 0 ? ld8(data + fill) : 0;
    if (c === 43 || c === 45) {
      st8(data, c);
      st8(data + fill, 48);
    }
    return r;
  };
}
function expandtabs(kind: BytesKind) {
  return (self: Borrowed, tabsize: number): Owned => {
    const n = kind.length(self);
    const data = kind.data(self);
    const w = new ByteWriter(n);
    let column = 0;
    for (let i = 0; i < n; i++) {
      const c = ld8(data + i);
      if (c === 9) {
        if (tabsize > 0) {
          const spaces = tabsize - (column % tabsize);
          w.fill(32, spaces);
          column += spaces;
        }
      } else {
        w.byte(c);
        column = c === 10 || c === 13 ? 0 : column + 1;
      }
    }
    const r = kind.buffer(w.length);
    for (let i = 0; i < w.length; i++) st8(kind.data(r) + i, w.at(i));
    return r;
  };
}

const HEX = '0123456789abcdef';

/** For the documentation of `hex()`: what it gives for three bytes of this type. */
export function hexExample(type: string): string {
  return `Example:
>>> value = ${type}(b'\\xb9\\x01\\xef')
>>> value.hex()
'b901ef'
>>> value.hex(':')
'b9:01:ef'
>>> value.hex(':', 2)
'b9:01ef'
>>> value.hex(':', -2)
'b901:ef'`;
}

/** The bytes in hexadecimal, with a separator every `group` bytes (counted from the right, or the left when negative). */
export function hexText(data: Addr, n: number, sep: Borrowed, group: number): Owned {
  let separator = -1;
  if (sep !== 0) {
    const m = length(sep);
    if (m < 0) return NULL;
    if (m !== 1) return valueError('sep must be length 1.');
    if (isInstance(sep, T.str)) separator = strChar(sep, 0);
    else if (isInstance(sep, T.bytes)) separator = ld8(bytesData(sep));
    else return typeError('sep must be str or bytes.');
    if (separator > 127) return valueError('sep must be ASCII.');
  }
  if (n === 0) return newRef(EmptyStr);
  const every = Math.abs(group);
  const separators = separator >= 0 && every > 0 && every < n ? Math.floor((n - 1) / every) : 0;
  const r = newStrBuffer(n * 2 + separators, 127);
  let to = strData(r);
  for (let i = 0; i < n; i++) {
    if (separators > 0 && i > 0 && (group > 0 ? (n - i) % every === 0 : i % every === 0))
      st8(to++, separator);
    const c = ld8(data + i);
    st8(to++, HEX.charCodeAt(c >> 4));
    st8(to++, HEX.charCodeAt(c & 15));
  }
  return r;
}

function fromhex(kind: BytesKind, exact: Borrowed) {
  return (type: Borrowed, text: Borrowed): Owned => {
    const n = strLength(text);
    const k = strKind(text);
    const data = strData(text);
    const w = new ByteWriter(n >> 1);
    for (let i = 0; i < n; ) {
      const c = readChar(k, data, i);
      if (isByteSpace(c)) {
        i++;
        continue;
      }
      const a = hexDigit(c);
      const b = i + 1 < n ? hexDigit(readChar(k, data, i + 1)) : -1;
      if (a < 0 || b < 0)
        return valueError(`non-hexadecimal number found in fromhex() arg at position ${a < 0 ? i : i + 1}`);
      w.byte(a * 16 + b);
      i += 2;
    }
    const r = kind.buffer(w.length);
    for (let i = 0; i < w.length; i++) st8(kind.data(r) + i, w.at(i));
    if (type === exact) return r;
    const made = call(type, r);
    decref(r);
    return made;
  };
}

function decode(kind: BytesKind) {
  return (self: Borrowed, encoding: Borrowed, errors: Borrowed): Owned => {
    const held = getBytesLike(self);
    if (held === null) return NULL;
    const r = decodeText(
      kind.data(self),
      kind.length(self),
      encoding === 0 ? null : jsStr(encoding),
      errors === 0 ? null : jsStr(errors),
    );
    held.release();
    return r;
  };
}

const NONE = '($self, /)';
const PLAIN = { noTextSignature: true } as const;

export function bytesMapMethods(kind: BytesKind, exact: Borrowed): readonly MethodSpec[] {
  return [
    method(
      'lower',
      NONE,
      mapper(kind, lower),
      'B.lower() -> copy of B\n\nA copy with all ASCII characters in lower case.',
      PLAIN,
    ), // prettier-ignore
    method(
      'upper',
      NONE,
      mapper(kind, upper),
      'B.upper() -> copy of B\n\nA copy with all ASCII characters in upper case.',
      PLAIN,
    ), // prettier-ignore
    method(
      'swapcase',
      NONE,
      mapper(kind, (c) => (isUpper(c) ? c + 32 : upper(c))),
      'B.swapcase() -> copy of B\n\nA copy with ASCII cases exchanged.',
      PLAIN,
    ), // prettier-ignore
    method(
      'capitalize',
      NONE,
      mapper(kind, (c, first) => (first ? upper(c) : lower(c))),
      'B.capitalize() -> copy of B\n\nA copy with only its first character in upper case (ASCII).',
      PLAIN,
    ), // prettier-ignore
    method(
      'title',
      NONE,
      mapper(kind, (c, _first, afterLetter) => (afterLetter ? lower(c) : upper(c))),
      'B.title() -> copy of B\n\nA copy where ASCII words begin in upper case and go on in lower case.',
      PLAIN,
    ), // prettier-ignore
    method(
      'isalnum',
      NONE,
      every(kind, (c) => isAlpha(c) || isDigit(c)),
      'B.isalnum() -> bool\n\nTrue if all bytes are ASCII letters or digits and there is one.',
      PLAIN,
    ), // prettier-ignore
    method(
      'isalpha',
      NONE,
      every(kind, isAlpha),
      'B.isalpha() -> bool\n\nTrue if all bytes are ASCII letters and there is one.',
      PLAIN,
    ), // prettier-ignore
    method(
      'isascii',
      NONE,
      every(kind, (c) => c < 128, true),
      'B.isascii() -> bool\n\nTrue if B is empty or all bytes are ASCII.',
      PLAIN,
    ), // prettier-ignore
    method(
      'isdigit',
      NONE,
      every(kind, isDigit),
      'B.isdigit() -> bool\n\nTrue if all bytes are ASCII digits and there is one.',
      PLAIN,
    ), // prettier-ignore
    method(
      'isspace',
      NONE,
      every(kind, isByteSpace),
      'B.isspace() -> bool\n\nTrue if all bytes are ASCII whitespace and there is one.',
      PLAIN,
    ), // prettier-ignore
    method(
      'islower',
      NONE,
      allCased(kind, isLower, isUpper),
      'B.islower() -> bool\n\nTrue if all ASCII cased bytes are lower case and there is one.',
      PLAIN,
    ), // prettier-ignore
    method(
      'isupper',
      NONE,
      allCased(kind, isUpper, isLower),
      'B.isupper() -> bool\n\nTrue if all ASCII cased bytes are upper case and there is one.',
      PLAIN,
    ), // prettier-ignore
    method(
      'istitle',
      NONE,
      isTitle(kind),
      'B.istitle() -> bool\n\nTrue if upper case only begins words and lower case only goes on.',
      PLAIN,
    ), // prettier-ignore
    method(
      'translate',
      "($self, table, /, delete = b'')",
      translator(kind),
      'A copy with each byte mapped by the table.\n\n  table\n    Of 256 bytes, or None.\nBytes in the optional argument delete are removed.',
    ), // prettier-ignore
    method(
      'maketrans',
      '(frm, to, /)',
      maketrans,
      'A translation table for bytes.translate(): bytes of frm become those at the same place in to.',
      { kind: 'staticmethod', noTextSignature: true },
    ), // prettier-ignore
    method(
      'center',
      "($self, width: ssize, fillchar = b' ', /)",
      padder(kind, 'center', centered),
      'A copy centered in a field of the given width.\n\nPadding is done with the fill character.',
    ), // prettier-ignore
    method(
      'ljust',
      "($self, width: ssize, fillchar = b' ', /)",
      padder(kind, 'ljust', (w, n) => [0, w - n]),
      'A copy left-justified in a field of the given width.\n\nPadding is done with the fill character.',
    ), // prettier-ignore
    method(
      'rjust',
      "($self, width: ssize, fillchar = b' ', /)",
      padder(kind, 'rjust', (w, n) => [w - n, 0]),
      'A copy right-justified in a field of the given width.\n\nPadding is done with the fill character.',
    ), // prettier-ignore
    method(
      'zfill',
      '($self, width: ssize, /)',
      zfill(kind),
      'Zeros on the left, to a field of the given width.\n\nA sign stays in front. The original is never cut.',
    ), // prettier-ignore
    method(
      'expandtabs',
      '($self, /, tabsize: int = 8)',
      expandtabs(kind),
      'A copy where tabs are expanded with spaces.\n\nColumns are tabsize wide, 8 by default.',
    ), // prettier-ignore
    method(
      'hex',
      '($self, /, sep = <unrepresentable>, bytes_per_sep: int = 1)',
      (self: Borrowed, sep: Borrowed, group: number) =>
        hexText(kind.data(self), kind.length(self), sep, group),
      `A string of hexadecimal digits.\n\n  sep\n    A character to put between groups of bytes.\n  bytes_per_sep\n    How many bytes between separators; counted from the right, or from the left when negative.\n\n${hexExample(kind.name)}`,
    ), // prettier-ignore
    method(
      'fromhex',
      '($type, string: str, /)',
      fromhex(kind, exact),
      "An object made from hexadecimal digits.\n\nSpaces between two digits of different bytes are accepted: fromhex('B9 01EF').",
      { kind: 'classmethod' },
    ), // prettier-ignore
    method(
      'decode',
      "($self, /, encoding: str = 'utf-8', errors: str = 'strict')",
      decode(kind),
      "The text that the bytes are in an encoding.\n\n  encoding\n    The name of the encoding.\n  errors\n    What to do with bytes that cannot be decoded: 'strict' (the default) raises UnicodeDecodeError,\n    'ignore', 'replace' and any name registered with codecs.register_error do not.",
    ), // prettier-ignore
  ];
}
