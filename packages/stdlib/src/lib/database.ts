/** The files /etc/passwd and /etc/group: lines of fields between colons. */
import { O } from '@tyston/memory';
import { decodeUtf8Escaped, encodeUtf8Escaped } from '@tyston/objects';
import { os } from '../host.js';

/** The lines' fields, as bytes decoded one to one (`fsDecode` later); empty where there is no such file. */
export function readDatabase(path: string, fields: number): Uint8Array[][] {
  const fd = os().open(encodeUtf8Escaped(path), O.RDONLY | O.CLOEXEC, 0);
  if (fd < 0) return [];
  const parts: Uint8Array[] = [];
  const chunk = new Uint8Array(65536);
  for (;;) {
    const n = os().readJs(fd, chunk);
    if (n <= 0) break;
    parts.push(chunk.slice(0, n));
  }
  os().close(fd);
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    all.set(p, at);
    at += p.length;
  }
  const rows: Uint8Array[][] = [];
  for (const line of split(all, 10)) {
    const row = split(line, 58);
    // Comments and entries of other sources are no entries.
    if (row.length === fields && row[0]!.length > 0 && !'#+-'.includes(String.fromCharCode(row[0]![0]!)))
      rows.push(row);
  }
  return rows;
}
/** The runs between bytes of one value. */
export function split(bytes: Uint8Array, by: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  let start = 0;
  for (let i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== by) continue;
    out.push(bytes.subarray(start, i));
    start = i + 1;
  }
  return out;
}
export const numberOf = (bytes: Uint8Array): number => Number(decodeUtf8Escaped(bytes));
