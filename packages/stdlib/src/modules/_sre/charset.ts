/** Classes of characters in patterns: categories, sets, and cases. */
import { charFlags, isAlnum, isLineBreak, isSpaceChar, toLower, toUpper, U } from '@tyston/objects';
import { OP } from './opcodes.js';

export function isWord(c: number): boolean {
  return c < 128 && ((c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95);
}
export function isUniWord(c: number): boolean {
  return c === 95 || isAlnum(c);
}
function isSpace(c: number): boolean {
  return c === 32 || (c >= 9 && c <= 13);
}

/** True when `c` is in a category (CATEGORY_DIGIT … CATEGORY_UNI_NOT_LINEBREAK). */
export function inCategory(category: number, c: number): boolean {
  switch (category) {
    case 0:
      return c >= 48 && c <= 57;
    case 1:
      return c < 48 || c > 57;
    case 2:
      return isSpace(c);
    case 3:
      return !isSpace(c);
    case 4:
    case 8:
      return isWord(c);
    case 5:
    case 9:
      return !isWord(c);
    case 6:
      return c === 10;
    case 7:
      return c !== 10;
    case 10:
      return (charFlags(c) & U.DECIMAL) !== 0;
    case 11:
      return (charFlags(c) & U.DECIMAL) === 0;
    case 12:
      return isSpaceChar(c);
    case 13:
      return !isSpaceChar(c);
    case 14:
      return isUniWord(c);
    case 15:
      return !isUniWord(c);
    case 16:
      return isLineBreak(c);
    case 17:
      return !isLineBreak(c);
    default:
      return false;
  }
}

/** Lower and upper case in ASCII, which is what a locale of UTF-8 knows of single bytes too. */
export function asciiLower(c: number): number {
  return c >= 65 && c <= 90 ? c + 32 : c;
}
export function asciiUpper(c: number): number {
  return c >= 97 && c <= 122 ? c - 32 : c;
}

/** True when the set at word `set` of the code contains `c`. */
export function inCharset(code: Int32Array, set: number, c: number): boolean {
  let ok = true;
  for (;;) {
    switch (code[set++]) {
      case OP.FAILURE:
        return !ok;
      case OP.LITERAL:
        if (c === code[set]) return ok;
        set++;
        break;
      case OP.CATEGORY:
        if (inCategory(code[set]!, c)) return ok;
        set++;
        break;
      case OP.CHARSET:
        if (c < 256 && code[set + (c >> 5)]! & (1 << (c & 31))) return ok;
        set += 8;
        break;
      case OP.RANGE:
        if (code[set]! <= c && c <= code[set + 1]!) return ok;
        set += 2;
        break;
      case OP.RANGE_UNI_IGNORE: {
        if (code[set]! <= c && c <= code[set + 1]!) return ok;
        const u = toUpper(c);
        if (code[set]! <= u && u <= code[set + 1]!) return ok;
        set += 2;
        break;
      }
      case OP.NEGATE:
        ok = !ok;
        break;
      case OP.BIGCHARSET: {
        const chunks = code[set++]!;
        if (c < 0x10000) {
          // 256 chunk numbers, a byte each, then the chunks of 256 bits.
          const chunk = (code[set + (c >> 10)]! >>> (((c >> 8) & 3) * 8)) & 255;
          if (code[set + 64 + chunk * 8 + ((c & 255) >> 5)]! & (1 << (c & 31))) return ok;
        }
        set += 64 + chunks * 8;
        break;
      }
      default:
        throw new Error('a character set is malformed');
    }
  }
}
/** The same where the set was written in one case and the locale has another. */
export function inCharsetLocale(code: Int32Array, set: number, c: number): boolean {
  const low = asciiLower(c);
  if (inCharset(code, set, low)) return true;
  const up = asciiUpper(c);
  return up !== low && inCharset(code, set, up);
}

/** True when the one-character instruction at `pc` accepts `c`. */
export function acceptsUnit(code: Int32Array, pc: number, c: number): boolean {
  switch (code[pc]) {
    case OP.ANY:
      return c !== 10;
    case OP.ANY_ALL:
      return true;
    case OP.LITERAL:
      return c === code[pc + 1];
    case OP.NOT_LITERAL:
      return c !== code[pc + 1];
    case OP.IN:
      return inCharset(code, pc + 2, c);
    case OP.CATEGORY:
      return inCategory(code[pc + 1]!, c);
    case OP.IN_IGNORE:
      return inCharset(code, pc + 2, asciiLower(c));
    case OP.IN_UNI_IGNORE:
      return inCharset(code, pc + 2, toLower(c));
    case OP.IN_LOC_IGNORE:
      return inCharsetLocale(code, pc + 2, c);
    case OP.LITERAL_IGNORE:
      return asciiLower(c) === code[pc + 1];
    case OP.NOT_LITERAL_IGNORE:
      return asciiLower(c) !== code[pc + 1];
    case OP.LITERAL_UNI_IGNORE:
      return toLower(c) === code[pc + 1];
    case OP.NOT_LITERAL_UNI_IGNORE:
      return toLower(c) !== code[pc + 1];
    case OP.LITERAL_LOC_IGNORE:
      return isLocaleLiteral(code[pc + 1]!, c);
    case OP.NOT_LITERAL_LOC_IGNORE:
      return !isLocaleLiteral(code[pc + 1]!, c);
    default:
      throw new Error('an instruction that is not of one character is repeated as one');
  }
}
function isLocaleLiteral(literal: number, c: number): boolean {
  return c === literal || asciiLower(c) === literal || asciiUpper(c) === literal;
}
