/**
 * Bytes that are not UTF-8, kept in a text. CPython does not decode a source file that declares no other encoding
 * before it scans it: a bad byte in a comment does no harm, one in a name or a string is an error there. So a bad
 * byte 0xNN becomes the lone surrogate U+DCNN (as Python's `surrogateescape` has it), which UTF-8 cannot contain.
 */

/** The parts of the Encoding standard's TextDecoder that are used here: every host has it. */
declare class TextDecoder {
  constructor(label: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}

export function decodeWith(label: string, bytes: Uint8Array): string {
  return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Is there such a byte, where no surrogate pair can be meant? */
export function findEscapedByte(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 0xd800 && c < 0xdc00) i++;
    else if (c >= 0xdc80 && c <= 0xdcff) return i;
  }
  return -1;
}

/** The first error in some bytes. */
export interface Utf8Error {
  readonly position: number;
  /** How many bytes cannot be decoded: 0 where all can. */
  readonly length: number;
  readonly reason: string;
}

/** What the decoder of CPython objects to first; `length` 0 if to nothing. */
export function utf8Error(bytes: Uint8Array): Utf8Error {
  let i = 0;
  while (i < bytes.length) {
    const byte = bytes[i]!;
    const need =
      byte < 0x80 ? 0 : byte < 0xc2 ? -1 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : byte < 0xf5 ? 3 : -1;
    if (need < 0) return { position: i, length: 1, reason: 'invalid start byte' };
    for (let k = 1; k <= need; k++) {
      const next = bytes[i + k];
      if (next === undefined) return { position: i, length: k, reason: 'unexpected end of data' };
      const low = k > 1 ? 0x80 : byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
      const high = k > 1 ? 0xbf : byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
      if (next < low || next > high) return { position: i, length: k, reason: 'invalid continuation byte' };
    }
    i += need + 1;
  }
  return { position: bytes.length, length: 0, reason: '' };
}

/** Decodes UTF-8; bytes that are not become lone surrogates. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decodeWith('utf-8', bytes);
  } catch {
    let text = '';
    for (;;) {
      const { position, length } = utf8Error(bytes);
      text += decodeWith('utf-8', bytes.subarray(0, position));
      if (length === 0) return text;
      for (let i = position; i < position + length; i++) text += String.fromCharCode(0xdc00 + bytes[i]!);
      bytes = bytes.subarray(position + length);
    }
  }
}

/** The bytes that a text was decoded from. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0)!;
    if (point >= 0xdc80 && point <= 0xdcff) bytes.push(point - 0xdc00);
    else if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) {
      bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    } else {
      bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63));
      bytes.push(0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    }
  }
  return Uint8Array.from(bytes);
}

/** CPython's message for a text that holds such a byte; positions count from the beginning of the text. */
export function utf8Message(text: string): string {
  const bytes = encodeUtf8(text);
  const { position, length, reason } = utf8Error(bytes);
  const hex = bytes[position]!.toString(16).padStart(2, '0');
  const where =
    length === 1
      ? `byte 0x${hex} in position ${position}`
      : `bytes in position ${position}-${position + length - 1}`;
  return `(unicode error) 'utf-8' codec can't decode ${where}: ${reason}`;
}

/** A line of the source as CPython shows it. */
export function replaceBadBytes(line: string): string {
  return findEscapedByte(line) < 0 ? line : line.replace(/[\udc80-\udcff]/gu, '\ufffd');
}
