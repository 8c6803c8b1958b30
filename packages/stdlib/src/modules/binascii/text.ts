/** uuencode, quoted-printable (RFC 1521) and hexadecimal. */
import { type Borrowed, NULL, type Owned } from '@tyston/memory';
import { ByteWriter, decref, getBytesLike, hexDigit, hexText } from '@tyston/objects';
import { asciiInput, fail, take } from './input.js';

export function a2bUu(_module: Borrowed, data: Borrowed): Owned {
  const input = asciiInput(data);
  if (input === null) return NULL;
  const bytes = take(input);
  const length = ((bytes[0] ?? 0) - 32) & 63;
  const w = new ByteWriter(length);
  let i = 1;
  let left = 0;
  let bits = 0;
  while (w.length < length) {
    const c = i < bytes.length ? bytes[i]! : 0;
    i++;
    let v = 0;
    // The end of the line counts as zeros: spaces at the end may have been lost.
    if (i > bytes.length || c === 10 || c === 13 || c <= 0) v = 0;
    else {
      if (c < 32 || c > 96) return fail('Illegal char');
      v = (c - 32) & 63;
    }
    left = (left << 6) | v;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      w.byte((left >> bits) & 255);
      left &= (1 << bits) - 1;
    }
  }
  for (; i < bytes.length; i++) {
    const c = bytes[i]!;
    if (c !== 32 && c !== 96 && c !== 10 && c !== 13) return fail('Trailing garbage');
  }
  return w.finish();
}

export function b2aUu(_module: Borrowed, data: Borrowed, backtick: boolean): Owned {
  const input = getBytesLike(data);
  if (input === null) return NULL;
  const bytes = take(input);
  if (bytes.length > 45) return fail('At most 45 bytes at once');
  const w = new ByteWriter(64);
  const put = (v: number) => w.byte(v === 0 && backtick ? 96 : v + 32);
  put(bytes.length);
  for (let i = 0; i < bytes.length; i += 3) {
    const v = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) put((v >> shift) & 63);
  }
  w.byte(10);
  return w.finish();
}

export function a2bHex(_module: Borrowed, data: Borrowed): Owned {
  const input = asciiInput(data);
  if (input === null) return NULL;
  const bytes = take(input);
  if (bytes.length % 2 !== 0) return fail('Odd-length string');
  const w = new ByteWriter(bytes.length >> 1);
  for (let i = 0; i < bytes.length; i += 2) {
    const a = hexDigit(bytes[i]!);
    const b = hexDigit(bytes[i + 1]!);
    if (a < 0 || b < 0) return fail('Non-hexadecimal digit found');
    w.byte(a * 16 + b);
  }
  return w.finish();
}
export function b2aHex(_module: Borrowed, data: Borrowed, sep: Borrowed, group: number): Owned {
  const input = getBytesLike(data);
  if (input === null) return NULL;
  const s = hexText(input.address, input.length, sep, group);
  input.release();
  if (s === 0) return NULL;
  const text = asciiInput(s)!;
  const w = new ByteWriter(text.length);
  w.copy(text.address, text.length);
  decref(s);
  return w.finish();
}

export function a2bQp(_module: Borrowed, data: Borrowed, header: boolean): Owned {
  const input = asciiInput(data);
  if (input === null) return NULL;
  const b = take(input);
  const w = new ByteWriter(b.length);
  const n = b.length;
  let i = 0;
  while (i < n) {
    const c = b[i]!;
    if (c === 61) {
      i++;
      if (i >= n) break;
      const d = b[i]!;
      if (d === 10 || d === 13) {
        // A soft line break.
        while (i < n && b[i] !== 10) i++;
        if (i < n) i++;
      } else if (d === 61) {
        w.byte(61);
        i++;
      } else if (i + 1 < n && hexDigit(d) >= 0 && hexDigit(b[i + 1]!) >= 0) {
        w.byte(hexDigit(d) * 16 + hexDigit(b[i + 1]!));
        i += 2;
      } else w.byte(61);
    } else {
      w.byte(header && c === 95 ? 32 : c);
      i++;
    }
  }
  return w.finish();
}

const LINE = 76;
const HEX = '0123456789ABCDEF';

export function b2aQp(
  _module: Borrowed,
  data: Borrowed,
  quotetabs: boolean,
  istext: boolean,
  header: boolean,
): Owned {
  const input = getBytesLike(data);
  if (input === null) return NULL;
  const b = take(input);
  const n = b.length;
  const w = new ByteWriter(n * 2);
  // Lines end as the first one does.
  const first = b.indexOf(10);
  const crlf = first > 0 && b[first - 1] === 13;
  const newline = () => {
    if (crlf) w.byte(13);
    w.byte(10);
  };
  let line = 0;
  const soft = () => {
    w.byte(61);
    newline();
    line = 0;
  };
  const hex = (c: number) => {
    w.byte(61);
    w.byte(HEX.charCodeAt(c >> 4));
    w.byte(HEX.charCodeAt(c & 15));
  };
  let i = 0;
  while (i < n) {
    const c = b[i]!;
    const end = i + 1 === n;
    const escaped =
      c > 126 ||
      c === 61 ||
      (header && c === 95) ||
      (c === 46 && line === 0 && (end || b[i + 1] === 10 || b[i + 1] === 13 || b[i + 1] === 0)) ||
      (!istext && (c === 13 || c === 10)) ||
      ((c === 9 || c === 32) && end) ||
      (c < 33 && c !== 13 && c !== 10 && c !== 9 && c !== 32) ||
      (c < 33 && c !== 13 && c !== 10 && (quotetabs || (!quotetabs && c !== 9 && c !== 32)));
    if (escaped) {
      if (line + 3 >= LINE) soft();
      hex(c);
      line += 3;
      i++;
      continue;
    }
    if (istext && (c === 10 || (c === 13 && b[i + 1] === 10))) {
      line = 0;
      // White space at the end of a line is escaped.
      const last = w.length > 0 ? w.at(w.length - 1) : 0;
      if (last === 32 || last === 9) {
        w.length--;
        hex(last);
      }
      newline();
      i += c === 13 ? 2 : 1;
      continue;
    }
    if (!end && b[i + 1] !== 10 && line + 1 >= LINE) soft();
    line++;
    w.byte(header && c === 32 ? 95 : c);
    i++;
  }
  return w.finish();
}
