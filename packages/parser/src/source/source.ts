import { PythonSyntaxError } from '../errors.js';
import type { Mode } from '../options.js';
import { decodeSource, EncodingError } from './decode.js';

/** A program as the tokenizer reads it: decoded, with `\n` at the end of each line. */
export interface Source {
  readonly text: string;
  /** CPython knows the encoding: it counts columns of errors in characters, else in bytes. */
  readonly countsCharacters: boolean;
}

const nowhere = { lineno: null, offset: null, text: null, endLineno: null, endOffset: null };

/** Throws PythonSyntaxError. */
export function readSource(input: string | Uint8Array, filename: string, mode: Mode): Source {
  let text: string;
  let countsCharacters = true;
  if (typeof input === 'string') text = input;
  else {
    try {
      const decoded = decodeSource(input);
      text = decoded.text;
      countsCharacters = decoded.declared;
    } catch (error) {
      if (!(error instanceof EncodingError)) throw error;
      throw new PythonSyntaxError('SyntaxError', error.message, { filename, ...nowhere });
    }
  }
  if (text.includes('\0')) {
    const message = 'source code string cannot contain null bytes';
    throw new PythonSyntaxError('ValueError', message, { filename, ...nowhere });
  }
  return { text: normalizeLineEnds(text, mode), countsCharacters };
}

/** `translate_newlines` of tokenizer.c: a program read from a file always ends its last line. */
export function normalizeLineEnds(text: string, mode: Mode): string {
  if (text.includes('\r')) text = text.replace(/\r\n?/g, '\n');
  if (mode === 'exec' && text !== '' && !text.endsWith('\n')) text += '\n';
  return text;
}
