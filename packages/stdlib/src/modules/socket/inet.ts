/** Internet addresses as text, without the system: inet_aton(3), inet_pton(3), inet_ntop(3). */

/** One number of inet_aton's notations, decimal, octal or hexadecimal; -1 if it is none. */
function part(text: string): number {
  const match = /^(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))$/.exec(text);
  if (match === null) return -1;
  const [, hex, octal, decimal] = match;
  if (hex !== undefined) return Number.parseInt(hex, 16);
  return octal !== undefined ? Number.parseInt(octal, 8) : Number(decimal);
}
/** Up to four numbers, of which the last takes all the bytes that are left; what follows white space is ignored. */
export function parseLoose(text: string): Uint8Array | null {
  const parts = text
    .split(/[ \t\n\v\f\r]/, 1)[0]!
    .split('.')
    .map(part);
  if (parts.length > 4) return null;
  const last = parts.pop()!;
  if (parts.some((p) => p < 0 || p > 255) || last < 0 || last >= 2 ** (8 * (4 - parts.length))) return null;
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, last);
  bytes.set(parts);
  return bytes;
}
/** Four decimal numbers without leading zeros. */
export function parse4(text: string): Uint8Array | null {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((p) => !/^(0|[1-9][0-9]{0,2})$/.test(p) || Number(p) > 255))
    return null;
  return Uint8Array.from(parts, Number);
}
/** Eight groups, `::` for any number of zero groups, the last two perhaps as an IPv4 address. */
export function parse6(text: string): Uint8Array | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string, mayEndDotted: boolean): number[] | null => {
    if (half === '') return [];
    const out: number[] = [];
    const parts = half.split(':');
    for (const [i, p] of parts.entries()) {
      const dotted = mayEndDotted && i === parts.length - 1 ? parse4(p) : null;
      if (dotted !== null) out.push((dotted[0]! << 8) | dotted[1]!, (dotted[2]! << 8) | dotted[3]!);
      else if (/^[0-9a-fA-F]{1,4}$/.test(p)) out.push(Number.parseInt(p, 16));
      else return null;
    }
    return out;
  };
  const head = groups(halves[0]!, halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1]!, true) : [];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  for (const [i, g] of head.entries()) view.setUint16(2 * i, g);
  for (const [i, g] of tail.entries()) view.setUint16(2 * (8 - tail.length + i), g);
  return bytes;
}

export const format4 = (bytes: Uint8Array): string => bytes.join('.');

/** The longest run of two or more zero groups becomes `::`; IPv4 addresses in the last two groups are written as such. */
export function format6(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const groups = Array.from({ length: 8 }, (_, i) => view.getUint16(2 * i));
  let start = -1;
  let run = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (end < 8 && groups[end] === 0) end++;
    if (end - i > run) {
      start = i;
      run = end - i;
    }
  }
  const dotted = start === 0 && (run === 6 || (run === 5 && groups[5] === 0xffff));
  const text = (from: number, to: number) => {
    const parts = groups.slice(from, dotted ? Math.min(to, 6) : to).map((g) => g.toString(16));
    if (dotted && to === 8) parts.push(format4(bytes.subarray(12)));
    return parts.join(':');
  };
  return start < 0 ? text(0, 8) : `${text(0, start)}::${text(start + run, 8)}`;
}
