import { decodeUtf8, decodeWith } from './utf8.js';

/** What is wrong with the encoding of a source file: CPython knows no place. */
export class SourceEncodingError extends Error {
  override name = 'SourceEncodingError';
}

/** Decodes bytes in an encoding by its name; null for one that it does not know. Throws SourceEncodingError. */
export type Decode = (bytes: Uint8Array, encoding: string) => string | null;

export interface DecodedSource {
  readonly text: string;
  /** A BOM or an encoding declaration said so; CPython then counts error columns in characters, not bytes. */
  readonly declared: boolean;
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** The encoding declaration in the first or second line (PEP 263, language reference §2.1.4). */
function declaration(bytes: Uint8Array): string | null {
  let start = 0;
  for (let line = 1; line <= 2; line++) {
    let end = start;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
    const text = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 1024)));
    const match = COOKIE.exec(text);
    if (match !== null) return match[1]!;
    // Only blanks and comments may come before it.
    if (!/^[ \t\f]*(#.*)?$/.test(text)) return null;
    start = end + (bytes[end] === 13 && bytes[end + 1] === 10 ? 2 : 1);
  }
  return null;
}

/** `get_normal_name` of tokenizer.c. */
function normalName(name: string): string {
  const lower = name.slice(0, 12).toLowerCase().replaceAll('_', '-');
  if (/^utf-8(-|$)/.test(lower)) return 'utf-8';
  if (/^(latin-1|iso-8859-1|iso-latin-1)(-|$)/.test(lower)) return 'iso-8859-1';
  return name;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}

/** Decodes a source file. Throws SourceEncodingError. */
export function decodeSource(bytes: Uint8Array, decode?: Decode): DecodedSource {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const cookie = declaration(bom ? bytes.subarray(3) : bytes);
  const name = cookie === null ? 'utf-8' : normalName(cookie);
  if (bom && name !== 'utf-8') throw new SourceEncodingError(`encoding problem: ${name} with BOM`);
  const declared = bom || cookie !== null;
  if (name === 'utf-8') return { text: decodeUtf8(bom ? bytes.subarray(3) : bytes), declared };
  if (name === 'iso-8859-1') return { text: latin1(bytes), declared };
  return { text: decode?.(bytes, name) ?? decodeAs(bytes, name), declared };
}

/**
 * Other encodings, where the caller does not decode them: ASCII here, the rest as the Encoding standard has them. (Python has
 * codecs that the standard lacks, such as cp037 and utf-7: they are reported as unknown.)
 */
function decodeAs(bytes: Uint8Array, name: string): string {
  const label = webLabel(name.toLowerCase());
  if (label === 'ascii') {
    const bad = bytes.findIndex((byte) => byte >= 128);
    if (bad >= 0) throw codecError('ascii', bytes[bad]!, bad, 'ordinal not in range(128)');
    return latin1(bytes);
  }
  let text: string;
  try {
    decodeWith(label, new Uint8Array());
  } catch {
    throw new SourceEncodingError(`unknown encoding: ${name}`);
  }
  try {
    text = decodeWith(label, bytes);
  } catch {
    throw new SourceEncodingError(`'${name.toLowerCase()}' codec can't decode the source`);
  }
  // The standard reads bytes that a code page does not define as control characters.
  const undefinedAt = label.startsWith('windows-125') ? text.search(/[\u0080-\u009f]/) : -1;
  if (undefinedAt >= 0) {
    throw codecError('charmap', bytes[undefinedAt]!, undefinedAt, 'character maps to <undefined>');
  }
  return text;
}

/** Python's codec names as the Encoding standard writes them. */
function webLabel(label: string): string {
  const name = label.replaceAll('_', '-');
  if (name === 'us-ascii') return 'ascii';
  if (/^cp125\d$/.test(name)) return `windows-${name.slice(2)}`;
  if (name === 'cp932') return 'shift-jis';
  if (name === 'utf8') return 'utf-8';
  return name;
}

function codecError(codec: string, byte: number, position: number, reason: string): SourceEncodingError {
  const hex = byte.toString(16).padStart(2, '0');
  return new SourceEncodingError(
    `'${codec}' codec can't decode byte 0x${hex} in position ${position}: ${reason}`,
  );
}
