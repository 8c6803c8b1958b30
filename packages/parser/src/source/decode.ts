/** The parts of the Encoding standard's TextDecoder that are used here: every host has it. */
declare class TextDecoder {
  constructor(label: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes: Uint8Array): string;
}

/** What is wrong with the encoding of a source file. */
export class EncodingError {
  constructor(
    readonly message: string,
    /** Null: CPython knows no place. */
    readonly lineno: number | null,
  ) {}
}

export interface DecodedSource {
  readonly text: string;
  /** A BOM or an encoding declaration said so; CPython then counts error columns in characters, not bytes. */
  readonly declared: boolean;
}

const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;

/** The encoding declaration in the first or second line (PEP 263, language reference §2.1.4). */
function declaration(bytes: Uint8Array): { name: string; lineno: number } | null {
  let start = 0;
  for (let lineno = 1; lineno <= 2; lineno++) {
    let end = start;
    while (end < bytes.length && bytes[end] !== 10 && bytes[end] !== 13) end++;
    const line = String.fromCharCode(...bytes.subarray(start, Math.min(end, start + 1024)));
    const match = COOKIE.exec(line);
    if (match !== null) return { name: match[1]!, lineno };
    // Only blanks and comments may come before it.
    if (!/^[ \t\f]*(#.*)?$/.test(line)) return null;
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

/** Decodes a source file. Throws EncodingError. */
export function decodeSource(bytes: Uint8Array): DecodedSource {
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (bom) bytes = bytes.subarray(3);
  const cookie = declaration(bytes);
  const name = cookie === null ? 'utf-8' : normalName(cookie.name);
  if (bom && name !== 'utf-8') throw new EncodingError(`encoding problem: ${name} with BOM`, null);
  const declared = bom || cookie !== null;
  if (name === 'utf-8') return { text: decodeUtf8(bytes), declared };
  return { text: decodeAs(name, cookie!.name, bytes), declared };
}

function decodeAs(name: string, written: string, bytes: Uint8Array): string {
  if (name === 'iso-8859-1') return latin1(bytes);
  const label = name.toLowerCase();
  if (label === 'ascii' || label === 'us-ascii' || label === 'ansi_x3.4-1968') {
    const bad = bytes.findIndex((byte) => byte >= 128);
    if (bad >= 0) throw codecError('ascii', bytes[bad]!, bad, 'ordinal not in range(128)');
    return latin1(bytes);
  }
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(webLabel(label), { fatal: true, ignoreBOM: true });
  } catch {
    throw new EncodingError(`unknown encoding: ${written}`, null);
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new EncodingError(`'${label}' codec can't decode the source`, null);
  }
}

/** Python's codec names as the Encoding standard writes them. */
function webLabel(label: string): string {
  const name = label.replaceAll('_', '-');
  if (/^cp125\d$/.test(name)) return `windows-${name.slice(2)}`;
  if (name === 'cp932') return 'shift-jis';
  if (name === 'utf8') return 'utf-8';
  return name;
}

function codecError(codec: string, byte: number, position: number, reason: string): EncodingError {
  const hex = byte.toString(16).padStart(2, '0');
  return new EncodingError(
    `(unicode error) '${codec}' codec can't decode byte 0x${hex} in position ${position}: ${reason}`,
    null,
  );
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw utf8Error(bytes);
  }
}

/** The first error of a text that is not UTF-8, as CPython's decoder words it. */
function utf8Error(bytes: Uint8Array): EncodingError {
  let i = 0;
  for (;;) {
    const byte = bytes[i]!;
    const need =
      byte < 0x80
        ? 0
        : byte >= 0xc2 && byte < 0xe0
          ? 1
          : byte >= 0xe0 && byte < 0xf0
            ? 2
            : byte >= 0xf0 && byte < 0xf5
              ? 3
              : -1;
    if (need < 0) return codecError('utf-8', byte, i, 'invalid start byte');
    for (let k = 1; k <= need; k++) {
      const next = bytes[i + k];
      if (next === undefined) {
        const hex = byte.toString(16).padStart(2, '0');
        const where = k === 1 ? `byte 0x${hex} in position ${i}` : `bytes in position ${i}-${i + k - 1}`;
        return new EncodingError(
          `(unicode error) 'utf-8' codec can't decode ${where}: unexpected end of data`,
          null,
        );
      }
      const low = k > 1 ? 0x80 : byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
      const high = k > 1 ? 0xbf : byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
      if (next < low || next > high) {
        const hex = byte.toString(16).padStart(2, '0');
        const where = k === 1 ? `byte 0x${hex} in position ${i}` : `bytes in position ${i}-${i + k - 1}`;
        return new EncodingError(
          `(unicode error) 'utf-8' codec can't decode ${where}: invalid continuation byte`,
          null,
        );
      }
    }
    i += need + 1;
  }
}
