/** File names: UTF-8 with undecodable bytes as lone surrogates (PEP 383, surrogateescape). */

/** Bytes to text. */
export function decodeUtf8Escaped(bytes: Uint8Array): string {
  let s = '';
  for (let i = 0; i < bytes.length; ) {
    const b = bytes[i]!;
    if (b < 0x80) {
      s += String.fromCharCode(b);
      i++;
      continue;
    }
    const n = b >= 0xc2 && b < 0xe0 ? 1 : b >= 0xe0 && b < 0xf0 ? 2 : b >= 0xf0 && b < 0xf5 ? 3 : 0;
    let c = n === 1 ? b & 31 : n === 2 ? b & 15 : b & 7;
    let ok = n > 0 && i + n < bytes.length;
    for (let k = 1; ok && k <= n; k++) {
      const x = bytes[i + k]!;
      if ((x & 0xc0) !== 0x80) ok = false;
      c = (c << 6) | (x & 63);
    }
    if (
      ok &&
      ((n === 2 && (c < 0x800 || (c >= 0xd800 && c < 0xe000))) || (n === 3 && (c < 0x10000 || c > 0x10ffff)))
    )
      ok = false;
    if (ok) {
      s += String.fromCodePoint(c);
      i += n + 1;
    } else {
      s += String.fromCharCode(0xdc00 + b);
      i++;
    }
  }
  return s;
}
/** Text to bytes. */
export function encodeUtf8Escaped(s: string): Uint8Array {
  const out: number[] = [];
  for (let i = 0; i < s.length; i++) {
    let c = s.charCodeAt(i);
    if (c >= 0xdc80 && c <= 0xdcff) {
      out.push(c - 0xdc00);
      continue;
    }
    if (c >= 0xd800 && c < 0xdc00 && i + 1 < s.length) c = s.codePointAt(i++)!;
    if (c < 0x80) out.push(c);
    else if (c < 0x800) out.push(0xc0 | (c >> 6), 0x80 | (c & 63));
    else if (c < 0x10000) out.push(0xe0 | (c >> 12), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
    else out.push(0xf0 | (c >> 18), 0x80 | ((c >> 12) & 63), 0x80 | ((c >> 6) & 63), 0x80 | (c & 63));
  }
  return Uint8Array.from(out);
}
