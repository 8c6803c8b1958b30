import { PythonSyntaxError, withoutPlace } from '../errors.js';
import type { Mode } from '../options.js';
import { codePointLength } from '../tokens/characters.js';
import { type Decode, decodeSource, SourceEncodingError } from './decode.js';

/** A program as the tokenizer reads it: decoded, with `\n` at the end of each line. */
export interface Source {
  readonly text: string;
  /** The decoded text with the line ends that it had. */
  readonly original: string;
  /** CPython knows the encoding: it counts columns of errors in characters, else in bytes. */
  readonly countsCharacters: boolean;
}

const nowhere = { lineno: null, offset: null, text: null, endLineno: null, endOffset: null };

/** Throws PythonSyntaxError. */
export function readSource(
  input: string | Uint8Array,
  filename: string,
  mode: Mode,
  decode?: Decode,
): Source {
  let text: string;
  let countsCharacters = true;
  if (typeof input === 'string') {
    text = input;
    const lone = text.search(/[\ud800-\udfff]/u);
    if (lone >= 0) throw loneSurrogate(text, lone, filename);
  } else {
    try {
      const decoded = decodeSource(input, decode);
      text = decoded.text;
      countsCharacters = decoded.declared;
    } catch (error) {
      if (!(error instanceof SourceEncodingError)) throw error;
      throw new PythonSyntaxError('SyntaxError', error.message, {
        filename,
        ...nowhere,
        lineno: 0,
        offset: -1,
      });
    }
  }
  if (text.includes('\0')) {
    const message = 'source code string cannot contain null bytes';
    throw withoutPlace('ValueError', message, filename);
  }
  return { text: normalizeLineEnds(text, mode), original: text, countsCharacters };
}

/** CPython encodes a program that it gets as a str. */
function loneSurrogate(text: string, index: number, filename: string): PythonSyntaxError {
  const hex = text.charCodeAt(index).toString(16);
  const position = codePointLength(text, 0, index);
  const message = `'utf-8' codec can't encode character '\\u${hex}' in position ${position}: surrogates not allowed`;
  return withoutPlace('UnicodeEncodeError', message, filename);
}

/** `translate_newlines` of tokenizer.c: a program read from a file always ends its last line. */
export function normalizeLineEnds(text: string, mode: Mode): string {
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (mode === 'exec' && text !== '' && !text.endsWith('\n')) text += '\n';
  return text;
}
