/**
 * How a text stream encodes and decodes. UTF-8, Latin-1 and ASCII are done here, on bytes in the window; other encodings by the
 * incremental coders that `codecs` knows.
 */
import {
  type Addr,
  type Borrowed,
  copy,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  st8,
  stOwned,
  stPtr,
} from '@tyston/memory';
import {
  asSsize,
  bytesData,
  bytesLength,
  call,
  callMethod,
  clearField,
  decodeAscii,
  decodedBytes,
  decodeLatin1,
  decodeUtf8,
  decref,
  EmptyBytes,
  encodeAscii,
  encodeLatin1,
  encodeUtf8,
  errOccurred,
  False,
  incrementalCodec,
  intern,
  isInstance,
  isTrue,
  jsStr,
  lookupAttr,
  lookupCodec,
  None,
  newBytesBuffer,
  newInt,
  newRef,
  newTuple,
  setError,
  strEqualsAscii,
  T,
  True,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
} from '@tyston/objects';
import { osWord, wordType } from '../../lib/os-words.js';
import { isExact, TextIO as X } from './layout.js';
import { feedNewlines, newNewlineDecoder, pendingCr, resetNewlines, setPendingCr } from './newline.js';

/** Encodings done here. */
export const UTF8 = 1;
export const LATIN1 = 2;
export const ASCII = 3;
const DIRECT: Readonly<Record<string, number>> = {
  'utf-8': UTF8,
  utf8: UTF8,
  'latin-1': LATIN1,
  latin1: LATIN1,
  'iso-8859-1': LATIN1,
  'iso8859-1': LATIN1,
  ascii: ASCII,
  'us-ascii': ASCII,
}; // prettier-ignore
/** The number of an encoding's name, 0 for one that is left to its codec. */
export function directEncoding(name: string): number {
  return DIRECT[name.toLowerCase().replace(/[_ ]/g, '-')] ?? 0;
}
/** True when the encoding is one of text; false with LookupError. */
export function checkTextEncoding(name: string): boolean {
  if (directEncoding(name) !== 0) return true;
  const codec = lookupCodec(name);
  if (codec === 0) return false;
  const flag = lookupAttr(codec, intern('_is_text_encoding'));
  decref(codec);
  if (flag === 0) return !errOccurred();
  const text = isTrue(flag);
  decref(flag);
  if (text === 0)
    setError(T.LookupError, `'${name}' is not a text encoding; use codecs.open() to handle arbitrary codecs`);
  return text === 1;
}
export const errorsOf = (self: Borrowed): string | null => {
  const e = ldPtr(self + X.errors);
  return e === 0 || strEqualsAscii(e, 'strict') ? null : jsStr(e);
};

// -- making ------------------------------------------------------------------------------------------------------------

function newCoder(name: string, which: 'incrementalencoder' | 'incrementaldecoder', errors: Borrowed): Owned {
  const make = incrementalCodec(name, which);
  if (make === 0) return NULL;
  const r = make === None ? typeError("'NoneType' object is not callable") : call(make, errors);
  decref(make);
  return r;
}
/** Sets up decoding for the stream's encoding, errors and newline. 0, or -1 with an exception. */
export function setDecoder(self: Borrowed): number {
  clearField(self, X.decoder);
  clearField(self, X.undecoded);
  const name = jsStr(ldPtr(self + X.encoding));
  const direct = directEncoding(name);
  st8(self + X.decodefunc, direct);
  let decoder = direct === 0 ? newCoder(name, 'incrementaldecoder', ldPtr(self + X.errors)) : newRef(None);
  if (decoder === 0) return -1;
  if (ld8(self + X.readuniversal)) {
    const lines = newNewlineDecoder(
      wordType(osWord.NEWLINE_DECODER),
      decoder,
      ld8(self + X.readtranslate) !== 0,
    );
    decref(decoder);
    decoder = lines;
  }
  stPtr(self + X.decoder, decoder);
  return 0;
}
/** Sets up encoding. 0, or -1 with an exception. */
export function setEncoder(self: Borrowed): number {
  clearField(self, X.encoder);
  const name = jsStr(ldPtr(self + X.encoding));
  const direct = directEncoding(name);
  st8(self + X.encodefunc, direct);
  if (direct !== 0) {
    stOwned(self + X.encoder, newRef(None));
    return 0;
  }
  const encoder = newCoder(name, 'incrementalencoder', ldPtr(self + X.errors));
  if (encoder === 0) return -1;
  stPtr(self + X.encoder, encoder);
  return 0;
}

// -- encoding ------------------------------------------------------------------------------------------------------------

/** The bytes of a str (which is not ASCII, or whose encoding is not done here). New reference to a bytes object. */
export function encodeChunk(self: Borrowed, text: Borrowed): Owned {
  switch (ld8(self + X.encodefunc)) {
    case UTF8:
      return encodeUtf8(text, errorsOf(self));
    case LATIN1:
      return encodeLatin1(text, errorsOf(self));
    case ASCII:
      return encodeAscii(text, errorsOf(self));
  }
  const b = callMethod(ldPtr(self + X.encoder), 'encode', text);
  if (b === 0 || isInstance(b, T.bytes)) return b;
  typeError(`encoder should return a bytes object, not '${typeName(b)}'`);
  decref(b);
  return NULL;
}
/** Tells the encoder where in the stream it goes on: at the very start it may write a mark. 0, or -1. */
export function resetEncoder(self: Borrowed, start: boolean): number {
  const encoder = ldPtr(self + X.encoder);
  st8(self + X.encoding_start_of_stream, start ? 1 : 0);
  if (encoder === 0 || ld8(self + X.encodefunc) !== 0) return 0;
  let r: Owned;
  if (start) r = callMethod(encoder, 'reset');
  else {
    const zero = newInt(0);
    r = callMethod(encoder, 'setstate', zero);
    decref(zero);
  }
  if (r === 0) return -1;
  decref(r);
  return 0;
}

// -- decoding ------------------------------------------------------------------------------------------------------------

/** Decodes `n` bytes at `p`: a new str, or NULL. The bytes may lie in `source` (borrowed), a bytes-like object, or nowhere (0). */
export function decodeChunk(self: Borrowed, source: Borrowed, p: Addr, n: number, final: boolean): Owned {
  const decoder = ldPtr(self + X.decoder);
  const direct = ld8(self + X.decodefunc);
  if (direct !== 0) {
    const text = decodeDirect(self, direct, p, n, final);
    return text === 0 || decoder === None ? text : feedNewlines(decoder, text, final);
  }
  let input: Owned;
  if (source !== 0) input = newRef(source);
  else {
    input = newBytesBuffer(n);
    if (n > 0) copy(bytesData(input), p, n);
  }
  const text = callMethod(decoder, 'decode', input, final ? True : False);
  decref(input);
  if (text === 0 || isInstance(text, T.str)) return text;
  typeError(`decoder should return a string result, not '${typeName(text)}'`);
  decref(text);
  return NULL;
}
function decodeDirect(self: Borrowed, direct: number, p: Addr, n: number, final: boolean): Owned {
  if (direct === LATIN1) return decodeLatin1(p, n);
  if (direct === ASCII) return decodeAscii(p, n, errorsOf(self));
  const kept = ldPtr(self + X.undecoded);
  if (kept === 0) {
    const text = decodeUtf8(p, n, errorsOf(self), !final);
    if (text !== 0) keep(self, p, n);
    return text;
  }
  // A character that had begun: its bytes go in front.
  const m = bytesLength(kept);
  const both = newBytesBuffer(m + n);
  copy(bytesData(both), bytesData(kept), m);
  copy(bytesData(both) + m, p, n);
  const text = decodeUtf8(bytesData(both), m + n, errorsOf(self), !final);
  if (text !== 0) {
    clearField(self, X.undecoded);
    keep(self, bytesData(both), m + n);
  }
  decref(both);
  return text;
}
/** Keeps what the last decoding has left. */
function keep(self: Borrowed, p: Addr, n: number): void {
  const rest = n - decodedBytes();
  if (rest <= 0) return;
  const b = newBytesBuffer(rest);
  copy(bytesData(b), p + n - rest, rest);
  stOwned(self + X.undecoded, b);
}

/** Where a decoder stands: the bytes that it has not used up, and its flags. */
export interface DecoderState {
  /** Owned. */
  readonly buffered: Owned;
  readonly flags: number;
}
/** null with an exception. */
export function decoderState(self: Borrowed): DecoderState | null {
  const decoder = ldPtr(self + X.decoder);
  if (ld8(self + X.decodefunc) !== 0) {
    const kept = ldPtr(self + X.undecoded);
    return {
      buffered: newRef(kept === 0 ? EmptyBytes : kept),
      flags: decoder === None ? 0 : pendingCr(decoder),
    };
  }
  const state = callMethod(decoder, 'getstate');
  if (state === 0) return null;
  if (!isInstance(state, T.tuple) || tupleLength(state) !== 2) {
    decref(state);
    typeError('illegal decoder state');
    return null;
  }
  const buffered = tupleItem(state, 0);
  if (!isInstance(buffered, T.bytes)) {
    typeError(`illegal decoder state: the first item should be a bytes object, not '${typeName(buffered)}'`);
    decref(state);
    return null;
  }
  const flags = asSsize(tupleItem(state, 1), T.OverflowError);
  if (flags === -1 && errOccurred()) {
    decref(state);
    return null;
  }
  const r = { buffered: newRef(buffered), flags };
  decref(state);
  return r;
}
/** Puts the decoder where it stood; borrows. At (b'', 0) with `reset` it begins anew. 0, or -1. */
export function setDecoderState(self: Borrowed, buffered: Borrowed, flags: number, reset = false): number {
  const decoder = ldPtr(self + X.decoder);
  if (ld8(self + X.decodefunc) !== 0) {
    clearField(self, X.undecoded);
    if (bytesLength(buffered) > 0) stOwned(self + X.undecoded, newRef(buffered));
    if (decoder !== None) {
      if (reset) resetNewlines(decoder);
      setPendingCr(decoder, flags & 1);
    }
    return 0;
  }
  let r: Owned;
  if (reset) r = callMethod(decoder, 'reset');
  else {
    const state = newTuple(newRef(buffered), newInt(flags));
    r = callMethod(decoder, 'setstate', state);
    decref(state);
  }
  if (r === 0) return -1;
  decref(r);
  return 0;
}
/** Forgets all input. 0, or -1. */
export function resetDecoder(self: Borrowed): number {
  const decoder = ldPtr(self + X.decoder);
  if (decoder === 0) return 0;
  return setDecoderState(self, EmptyBytes, 0, true);
}
export const hasNewlineDecoder = (self: Borrowed) => {
  const d = ldPtr(self + X.decoder);
  return d !== 0 && d !== None && isExact(d, osWord.NEWLINE_DECODER);
};
