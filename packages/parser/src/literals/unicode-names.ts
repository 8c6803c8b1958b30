import { COUNT, DIGITS, ENTRIES, LAST, WORDS } from './unicode-names.gen.js';

/** Unpacked when the first `\N{…}` is met. */
let byName: Map<string, number> | null = null;

function unpack(): Map<string, number> {
  const digit = new Uint8Array(128);
  for (let i = 0; i < DIGITS.length; i++) digit[DIGITS.charCodeAt(i)] = i;
  const words = WORDS.split(' ');
  const names = new Map<string, number>();
  let pos = 0;
  const number = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const d = digit[ENTRIES.charCodeAt(pos++)]!;
      if (d < LAST) return value + scale * d;
      value += scale * (d - LAST) + scale * LAST;
      scale *= DIGITS.length - LAST;
    }
  };
  let code = -1;
  let previous: string[] = [];
  for (let i = 0; i < COUNT; i++) {
    code += number();
    const name = previous.slice(0, number());
    for (let n = number(); n > 0; n--) name.push(words[number()]!);
    names.set(name.join(' '), code);
    previous = name;
  }
  return names;
}

/** Unified ideographs: their names are computed, and these are all there are in Unicode 14.0. */
const IDEOGRAPHS: readonly (readonly [from: number, to: number])[] = [
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x2a6df],
  [0x2a700, 0x2b738],
  [0x2b740, 0x2b81d],
  [0x2b820, 0x2cea1],
  [0x2ceb0, 0x2ebe0],
  [0x30000, 0x3134a],
];

const LEADING = 'G GG N D DD R M B BB S SS  J JJ C K T P H'.split(' ');
const VOWELS = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I'.split(' ');
const TRAILING = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H'.split(' ');

function hangulSyllable(name: string): number | undefined {
  const match = /^([^AEIOUWY]*)([AEIOUWY]+)(.*)$/.exec(name);
  if (match === null) return undefined;
  const [leading, vowel, trailing] = [LEADING, VOWELS, TRAILING].map((table, i) =>
    table.indexOf(match[i + 1]!),
  );
  if (leading! < 0 || vowel! < 0 || trailing! < 0) return undefined;
  return 0xac00 + (leading! * VOWELS.length + vowel!) * TRAILING.length + trailing!;
}

/** The code point of a character by its name or alias, as `\N{…}` and `unicodedata.lookup` know it. */
export function characterByName(name: string): number | undefined {
  // CPython takes names in any case, but for those that it computes.
  if (name.startsWith('CJK UNIFIED IDEOGRAPH-')) {
    const hex = name.slice(22);
    if (!/^([0-9A-F]{4}|[0-9A-F]{5})$/.test(hex)) return undefined;
    const code = Number.parseInt(hex, 16);
    return IDEOGRAPHS.some(([from, to]) => code >= from && code <= to) ? code : undefined;
  }
  if (name.startsWith('HANGUL SYLLABLE ')) return hangulSyllable(name.slice(16));
  byName ??= unpack();
  return byName.get(name.toUpperCase());
}

let byCode: Map<number, string> | null = null;

/**
 * The name of a code point, as `unicodedata.name` gives it; undefined for one without. The control characters have aliases
 * only, which are no names.
 */
export function characterNameOf(code: number): string | undefined {
  if (IDEOGRAPHS.some(([from, to]) => code >= from && code <= to))
    return `CJK UNIFIED IDEOGRAPH-${code.toString(16).toUpperCase()}`;
  if (code >= 0xac00 && code <= 0xd7a3) {
    const n = code - 0xac00;
    const trailing = n % TRAILING.length;
    const vowel = Math.floor(n / TRAILING.length) % VOWELS.length;
    const leading = Math.floor(n / TRAILING.length / VOWELS.length);
    return `HANGUL SYLLABLE ${LEADING[leading]}${VOWELS[vowel]}${TRAILING[trailing]}`;
  }
  if (code < 32 || (code >= 127 && code < 160)) return undefined;
  byName ??= unpack();
  if (byCode === null) {
    byCode = new Map();
    // A name stands before the aliases of the same character.
    for (const [name, point] of byName) if (!byCode.has(point)) byCode.set(point, name);
  }
  return byCode.get(code);
}
