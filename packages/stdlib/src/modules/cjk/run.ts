/** Encoding and decoding whole texts, with what error handlers do to them. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import {
  bytesData,
  DecodeErrors,
  decref,
  EncodeErrors,
  newBytes,
  newStrFromCodePoints,
  readChar,
  StrWriter,
  setError,
  strData,
  strKind,
  strLength,
  T,
} from '@tyston/objects';
import { type Codec, type CodecState, INCOMPLETE, INTERNAL } from './codec.js';

const ILLEGAL_TEXT = 'illegal multibyte sequence';
const INCOMPLETE_TEXT = 'incomplete multibyte sequence';
const QUESTION_MARK = 63;

/** Bytes as they are made. */
export class ByteList {
  private bytes = new Uint8Array(64);
  length = 0;
  readonly put = (byte: number): void => {
    if (this.length === this.bytes.length) {
      const longer = new Uint8Array(this.length * 2);
      longer.set(this.bytes);
      this.bytes = longer;
    }
    this.bytes[this.length++] = byte;
  };
  all(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

export function codePoints(s: Borrowed): Uint32Array {
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  const codes = new Uint32Array(n);
  for (let i = 0; i < n; i++) codes[i] = readChar(kind, data, i);
  return codes;
}

export interface EncodeOptions {
  readonly errors: string | null;
  /** Nothing comes behind: no character is kept back. */
  readonly flush: boolean;
  /** The text ends as it began: in the state of the beginning. */
  readonly reset: boolean;
}

/** Encodes a str: how many characters were taken (the rest may belong to what comes), or -1 with an exception. */
export function encodeInto(
  out: ByteList,
  codec: Codec,
  state: CodecState,
  s: Borrowed,
  { errors, flush, reset }: EncodeOptions,
): number {
  const text = codePoints(s);
  const handler = new EncodeErrors(codec.name, s, errors, true);
  let at = 0;
  while (at < text.length) {
    const n = codec.encode(text, at, flush, state, out.put);
    if (n > 0) {
      at += n;
      continue;
    }
    if (n === INCOMPLETE) break;
    if (errors === 'replace') {
      // In the encoding's own question mark, where it has one.
      if (codec.encode([QUESTION_MARK], 0, true, state, out.put) <= 0) out.put(QUESTION_MARK);
      at -= n;
      continue;
    }
    if (!handler.handle(at, at - n, ILLEGAL_TEXT) || !putReplacement(out, codec, state, handler)) {
      handler.release();
      return -1;
    }
    at = handler.next;
  }
  handler.release();
  if (reset && at === text.length) codec.endEncoding(state, out.put);
  return at;
}
/** Bytes of a handler go in as they are, text is encoded. */
function putReplacement(out: ByteList, codec: Codec, state: CodecState, handler: EncodeErrors): boolean {
  if (handler.bytes !== null) {
    for (const byte of handler.bytes) out.put(byte);
    return true;
  }
  if (handler.text.length === 0) return true;
  const text = newStrFromCodePoints(handler.text);
  const taken = encodeInto(out, codec, state, text, { errors: null, flush: true, reset: false });
  decref(text);
  return taken >= 0;
}

export interface DecodeResult {
  readonly text: Owned;
  /** Bytes of a character that is not whole yet. */
  readonly rest: Uint8Array;
}
/** Decodes bytes. Where the input is final, a character that is not whole is an error. Null with an exception. */
export function decodeBytes(
  codec: Codec,
  state: CodecState,
  input: Uint8Array,
  errors: string | null,
  final: boolean,
): DecodeResult | null {
  const out = new StrWriter();
  const put = (code: number) => out.char(code);
  // Handlers look at the window: a copy there is made when one is asked.
  let handler: DecodeErrors | null = null;
  let copy: Owned = NULL;
  const finish = (result: DecodeResult | null) => {
    handler?.release();
    if (copy !== 0) decref(copy);
    return result;
  };
  let at = 0;
  while (at < input.length) {
    const n = codec.decode(input, at, state, put);
    if (n > 0) {
      at += n;
      continue;
    }
    if (n === INTERNAL) {
      setError(T.RuntimeError, 'internal codec error');
      return finish(null);
    }
    if (n === INCOMPLETE && !final) break;
    if (handler === null) {
      copy = newBytes(input);
      handler = new DecodeErrors(codec.name, bytesData(copy), input.length, errors, true);
    }
    const end = n === INCOMPLETE ? input.length : at - n;
    if (!handler.handle(at, end, n === INCOMPLETE ? INCOMPLETE_TEXT : ILLEGAL_TEXT)) return finish(null);
    out.codePoints(handler.text);
    at = handler.next;
  }
  return finish({ text: out.finish(), rest: input.slice(at) });
}
