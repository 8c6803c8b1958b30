/** repr of strings and bytes: quotes chosen and characters escaped as Python prints them. */
import { type Addr, type Borrowed, ld8, type Owned, st8 } from '@tyston/memory';
import { newStr, newStrBuffer, readChar, strData, strIsAscii, strKind, strLength } from '../core/str.js';
import { copyChars, StrWriter } from '../core/str-build.js';
import { isPrintable } from './unicode/ctype.js';

const HEX = '0123456789abcdef';

/** Writes \xhh, \uhhhh or \Uhhhhhhhh. */
export function writeEscape(w: StrWriter, c: number): void {
  const [letter, digits] = c < 0x100 ? ['x', 2] : c < 0x10000 ? ['u', 4] : ['U', 8];
  w.char(92);
  w.text(letter as string);
  for (let i = (digits as number) - 1; i >= 0; i--) w.text(HEX[(c >>> (i * 4)) & 15]!);
}

function writeQuoted(w: StrWriter, c: number, quote: number, ascii: boolean): void {
  if (c === quote || c === 92) {
    w.char(92);
    w.char(c);
  } else if (c === 9) w.text('\\t');
  else if (c === 10) w.text('\\n');
  else if (c === 13) w.text('\\r');
  else if (c < 32 || c === 127) writeEscape(w, c);
  else if (c < 127 || (!ascii && isPrintable(c))) w.char(c);
  else writeEscape(w, c);
}

function strQuoted(p: Borrowed, ascii: boolean): Owned {
  const n = strLength(p);
  const kind = strKind(p);
  const data = strData(p);
  let single = false;
  let double = false;
  let plain = strIsAscii(p);
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c === 39) single = true;
    else if (c === 34) double = true;
    if (c < 32 || c >= 127 || c === 92) plain = false;
  }
  const quote = single && !double ? 34 : 39;
  if (plain && !(single && double)) {
    const r = newStrBuffer(n + 2, 127);
    const d = strData(r);
    st8(d, quote);
    copyChars(1, d, 1, 1, data, 0, n);
    st8(d + n + 1, quote);
    return r;
  }
  const w = new StrWriter();
  w.char(quote);
  for (let i = 0; i < n; i++) writeQuoted(w, readChar(kind, data, i), quote, ascii);
  w.char(quote);
  return w.finish();
}

/** repr(str). */
export function strRepr(p: Borrowed): Owned {
  return strQuoted(p, false);
}
/** ascii(str): the repr with everything beyond ASCII escaped. */
export function strAscii(p: Borrowed): Owned {
  return strQuoted(p, true);
}
/** `repr` (a str) with everything beyond ASCII escaped: the second half of ascii(). */
export function asciiFromRepr(p: Borrowed): Owned {
  const w = new StrWriter();
  const n = strLength(p);
  const kind = strKind(p);
  const data = strData(p);
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c < 128) w.char(c);
    else writeEscape(w, c);
  }
  return w.finish();
}

/** b'…' of `n` bytes; single quotes unless only single ones occur inside. */
export function bytesLiteral(data: Addr, n: number): string {
  let single = false;
  let double = false;
  for (let i = 0; i < n; i++) {
    const c = ld8(data + i);
    if (c === 39) single = true;
    else if (c === 34) double = true;
  }
  const quote = single && !double ? 34 : 39;
  const parts: string[] = [`b${String.fromCharCode(quote)}`];
  for (let i = 0; i < n; i++) {
    const c = ld8(data + i);
    if (c === quote || c === 92) parts.push(`\\${String.fromCharCode(c)}`);
    else if (c === 9) parts.push('\\t');
    else if (c === 10) parts.push('\\n');
    else if (c === 13) parts.push('\\r');
    else if (c < 32 || c >= 127) parts.push(`\\x${HEX[c >> 4]}${HEX[c & 15]}`);
    else parts.push(String.fromCharCode(c));
  }
  parts.push(String.fromCharCode(quote));
  return parts.join('');
}
export function bytesRepr(data: Addr, n: number): Owned {
  return newStr(bytesLiteral(data, n));
}
/** Name(b'…') of a bytearray. Its single quotes are escaped whatever the quotes around are. */
export function bytearrayRepr(name: string, data: Addr, n: number): Owned {
  const literal = bytesLiteral(data, n);
  return newStr(`${name}(${literal[1] === '"' ? literal.replaceAll("'", "\\'") : literal})`);
}
