/** Base 64 (RFC 4648), as lenient or as strict as binascii is. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { ByteWriter, getBytesLike } from '@tyston/objects';
import { asciiInput, fail, take } from './input.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE = new Int8Array(256).fill(-1);
for (let i = 0; i < 64; i++) VALUE[ALPHABET.charCodeAt(i)] = i;
const PAD = 61;

export function b2aBase64(_module: Borrowed, data: Borrowed, newline: boolean): Owned {
  const input = getBytesLike(data);
  if (input === null) return NULL;
  const bytes = take(input);
  const w = new ByteWriter(Math.ceil(bytes.length / 3) * 4 + 1);
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const v = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    w.byte(ALPHABET.charCodeAt(v >> 18));
    w.byte(ALPHABET.charCodeAt((v >> 12) & 63));
    w.byte(left > 1 ? ALPHABET.charCodeAt((v >> 6) & 63) : PAD);
    w.byte(left > 2 ? ALPHABET.charCodeAt(v & 63) : PAD);
  }
  if (newline) w.byte(10);
  return w.finish();
}

export function a2bBase64(_module: Borrowed, data: Borrowed, strict: boolean): Owned {
  const input = asciiInput(data);
  if (input === null) return NULL;
  const bytes = take(input);
  const w = new ByteWriter(bytes.length);
  if (strict && bytes.length > 0 && bytes[0] === PAD) return fail('Leading padding not allowed');
  let quad = 0;
  let left = 0;
  let pads = 0;
  let padded = false;
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i]!;
    if (c === PAD) {
      padded = true;
      // A pad that completes a quad ends the data; in strict mode nothing may follow.
      if (quad >= 2 && quad + ++pads >= 4) {
        if (strict && i + 1 < bytes.length) return fail('Excess data after padding');
        return w.finish();
      }
      continue;
    }
    const v = VALUE[c]!;
    if (v < 0) {
      if (strict) return fail('Only base64 data is allowed');
      continue;
    }
    if (strict && padded) return fail('Discontinuous padding not allowed');
    pads = 0;
    switch (quad) {
      case 0:
        quad = 1;
        left = v;
        break;
      case 1:
        quad = 2;
        w.byte((left << 2) | (v >> 4));
        left = v & 15;
        break;
      case 2:
        quad = 3;
        w.byte((left << 4) | (v >> 2));
        left = v & 3;
        break;
      default:
        quad = 0;
        w.byte((left << 6) | v);
        left = 0;
    }
  }
  if (quad === 1)
    return fail(
      `Invalid base64-encoded string: number of data characters (${Math.floor(w.length / 3) * 4 + 1}) cannot be 1 more than a multiple of 4`,
    );
  return quad === 0 ? w.finish() : fail('Incorrect padding');
}
