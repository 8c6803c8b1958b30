/**
 * The exception table, in CPython 3.11's encoding (Objects/exception_handling_notes.txt): for each range, in order of its
 * start, four numbers: start, length and handler in words, and depth << 1. Depth is the number of temporaries that are
 * kept; the exception goes into the temporary of that number. Ranges do not overlap.
 *
 * A number is a row of 6-bit groups, the most significant first; bit 6 is set in all bytes but the last of a number, and
 * bit 7 in the first byte of an entry alone, so a reader may begin anywhere and find the next entry.
 */
export interface HandlerRange {
  /** First word of the range. */
  readonly start: number;
  /** First word behind it. */
  readonly end: number;
  readonly handler: number;
  readonly depth: number;
}

export function encodeExceptionTable(ranges: readonly HandlerRange[]): Uint8Array {
  const bytes: number[] = [];
  for (const { start, end, handler, depth } of ranges) {
    putNumber(bytes, start, 0x80);
    putNumber(bytes, end - start, 0);
    putNumber(bytes, handler, 0);
    putNumber(bytes, depth << 1, 0);
  }
  return Uint8Array.from(bytes);
}

function putNumber(bytes: number[], value: number, mark: number): void {
  let shift = 0;
  while (value >>> shift >= 64) shift += 6;
  for (; shift > 0; shift -= 6) {
    bytes.push(mark | 0x40 | ((value >>> shift) & 63));
    mark = 0;
  }
  bytes.push(mark | (value & 63));
}

export function decodeExceptionTable(bytes: Uint8Array): HandlerRange[] {
  const ranges: HandlerRange[] = [];
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (;;) {
      const byte = bytes[at++]!;
      value = (value << 6) | (byte & 63);
      if ((byte & 0x40) === 0) return value;
    }
  };
  while (at < bytes.length) {
    const start = number();
    const length = number();
    const handler = number();
    ranges.push({ start, end: start + length, handler, depth: number() >> 1 });
  }
  return ranges;
}
