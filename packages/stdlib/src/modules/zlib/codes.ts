/** What deflate's codes for lengths and distances stand for (RFC 1951, 3.2.5): first value and extra bits of each. */
export const lengthBase = new Uint16Array(29);
export const lengthExtra = new Uint8Array(29);
export const distanceBase = new Uint16Array(30);
export const distanceExtra = new Uint8Array(30);
for (let i = 0, v = 3; i < 28; i++) {
  lengthBase[i] = v;
  lengthExtra[i] = i < 8 ? 0 : (i >> 2) - 1;
  v += 1 << lengthExtra[i]!;
}
lengthBase[28] = 258;
for (let i = 0, v = 1; i < 30; i++) {
  distanceBase[i] = v;
  distanceExtra[i] = i < 4 ? 0 : (i >> 1) - 1;
  v += 1 << distanceExtra[i]!;
}
/** The order in which the lengths of the code for code lengths stand. */
export const lengthOrder = Uint8Array.of(16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15);
/** Code lengths of the fixed code: 288 of literals and lengths, 30 of distances. */
export function fixedLengths(): Uint8Array {
  return Uint8Array.from({ length: 318 }, (_, i) =>
    i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : i < 288 ? 8 : 5,
  );
}
