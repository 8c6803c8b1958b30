/**
 * Syllables of modern Korean that KS X 1001 has not, written as it says: a filler, initial, vowel and final, each of two bytes in its
 * row of letters. (Where there is no final, the filler stands for it.)
 */
const ROW = 0xa4;
const FILLER = 0xd4;
const FIRST_VOWEL = 0xbf;
const VOWELS = 21;
const FINALS = 28;
const FIRST_SYLLABLE = 0xac00;

/** Second bytes of the letters, by their number in a syllable. */
const INITIAL_BYTES = [
  0xa1, 0xa2, 0xa4, 0xa7, 0xa8, 0xa9, 0xb1, 0xb2, 0xb3, 0xb5, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbb, 0xbc, 0xbd,
  0xbe,
];
const FINAL_BYTES = [
  FILLER,
  0xa1,
  0xa2,
  0xa3,
  0xa4,
  0xa5,
  0xa6,
  0xa7,
  0xa9,
  0xaa,
  0xab,
  0xac,
  0xad,
  0xae,
  0xaf,
  0xb0,
  0xb1,
  0xb2,
  0xb4,
  0xb5,
  0xb6,
  0xb7,
  0xb8,
  0xba,
  0xbb,
  0xbc,
  0xbd,
  0xbe,
];

/** The syllable of eight bytes, or 0. */
export function hangulOf(bytes: Uint8Array, at: number): number {
  for (let i = 0; i < 8; i += 2) if (bytes[at + i] !== ROW) return 0;
  const initial = INITIAL_BYTES.indexOf(bytes[at + 3]!);
  const vowel = bytes[at + 5]! - FIRST_VOWEL;
  const final = FINAL_BYTES.indexOf(bytes[at + 7]!);
  if (initial < 0 || vowel < 0 || vowel >= VOWELS || final < 0) return 0;
  return FIRST_SYLLABLE + (initial * VOWELS + vowel) * FINALS + final;
}

/** The eight bytes of a syllable. */
export function lettersOf(code: number): number[] {
  const index = code - FIRST_SYLLABLE;
  const vowel = Math.floor(index / FINALS) % VOWELS;
  const initial = Math.floor(index / (FINALS * VOWELS));
  return [
    ROW,
    FILLER,
    ROW,
    INITIAL_BYTES[initial]!,
    ROW,
    FIRST_VOWEL + vowel,
    ROW,
    FINAL_BYTES[index % FINALS]!,
  ]; // prettier-ignore
}
