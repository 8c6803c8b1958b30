/** Reading the generated tables: unsigned LEB128 numbers in base64 text. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function decodeBase64(text: string): Uint8Array {
  const value = new Uint8Array(128);
  for (let i = 0; i < 64; i++) value[ALPHABET.charCodeAt(i)] = i;
  let n = text.length;
  while (n > 0 && text.charCodeAt(n - 1) === 61) n--;
  const out = new Uint8Array((n * 3) >> 2);
  let bits = 0;
  let held = 0;
  let k = 0;
  for (let i = 0; i < n; i++) {
    bits = (bits << 6) | value[text.charCodeAt(i)]!;
    held += 6;
    if (held >= 8) {
      held -= 8;
      out[k++] = (bits >> held) & 255;
      bits &= (1 << held) - 1;
    }
  }
  return out;
}

export interface VarintReader {
  /** The next number. */
  next(): number;
  /** The next number as a signed one (zigzag). */
  signed(): number;
  /** The next string: its length, then its code points. */
  codes(): number[];
}

export function readVarints(text: string): VarintReader {
  const bytes = decodeBase64(text);
  let at = 0;
  function next(): number {
    let v = 0;
    // Multiplied, not shifted: some numbers need more than 32 bits.
    for (let scale = 1; ; scale *= 128) {
      const b = bytes[at++]!;
      if (b < 128) return v + b * scale;
      v += (b - 128) * scale;
    }
  }
  return {
    next,
    signed() {
      const v = next();
      return v % 2 === 1 ? -(v + 1) / 2 : v / 2;
    },
    codes() {
      const n = next();
      const codes: number[] = [];
      for (let i = 0; i < n; i++) codes.push(next());
      return codes;
    },
  };
}
