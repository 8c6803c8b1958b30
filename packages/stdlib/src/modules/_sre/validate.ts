/**
 * Checks instructions before they are trusted: every skip lands on an instruction inside its block, groups are in range, sets
 * end. The engine relies on it, because instructions may come from anybody who calls `_sre.compile`.
 */
import { INFO, OP } from './opcodes.js';

/** True when words [from, to) are a character set that ends with FAILURE. */
function validSet(w: Uint32Array, from: number, to: number): boolean {
  let i = from;
  while (i < to) {
    switch (w[i++]) {
      case OP.NEGATE:
        break;
      case OP.LITERAL:
        i++;
        break;
      case OP.RANGE:
      case OP.RANGE_UNI_IGNORE:
        i += 2;
        break;
      case OP.CHARSET:
        i += 8;
        break;
      case OP.BIGCHARSET: {
        const chunks = w[i]!;
        if (i + 65 > to) return false;
        for (let k = 0; k < 64; k++)
          for (let b = 0; b < 4; b++) if (((w[i + 1 + k]! >>> (b * 8)) & 255) >= chunks) return false;
        i += 65 + chunks * 8;
        break;
      }
      case OP.CATEGORY:
        if (w[i]! > 17) return false;
        i++;
        break;
      case OP.FAILURE:
        return i === to;
      default:
        return false;
    }
  }
  return false;
}

/** True when words [from, to) are instructions. */
function validBlock(w: Uint32Array, from: number, to: number, groups: number): boolean {
  let i = from;
  /** The end of what the skip word at `at` skips, or -1. */
  const skipFrom = (at: number): number => {
    if (at >= to) return -1;
    const end = at + w[at]!;
    return w[at]! >= 1 && end <= to ? end : -1;
  };
  while (i < to) {
    const op = w[i++]!;
    switch (op) {
      case OP.MARK:
        if (i >= to || w[i]! > 2 * groups + 1) return false;
        i++;
        break;
      case OP.LITERAL:
      case OP.NOT_LITERAL:
      case OP.LITERAL_IGNORE:
      case OP.NOT_LITERAL_IGNORE:
      case OP.LITERAL_UNI_IGNORE:
      case OP.NOT_LITERAL_UNI_IGNORE:
      case OP.LITERAL_LOC_IGNORE:
      case OP.NOT_LITERAL_LOC_IGNORE:
        if (i >= to) return false;
        i++;
        break;
      case OP.SUCCESS:
      case OP.FAILURE:
      case OP.ANY:
      case OP.ANY_ALL:
        break;
      case OP.AT:
        if (i >= to || w[i]! > 11) return false;
        i++;
        break;
      case OP.CATEGORY:
        if (i >= to || w[i]! > 17) return false;
        i++;
        break;
      case OP.IN:
      case OP.IN_IGNORE:
      case OP.IN_UNI_IGNORE:
      case OP.IN_LOC_IGNORE: {
        const end = skipFrom(i);
        if (end < 0 || !validSet(w, i + 1, end)) return false;
        i = end;
        break;
      }
      case OP.INFO: {
        const end = skipFrom(i);
        if (end < 0 || end < i + 4) return false;
        const flags = w[i + 1]!;
        if (flags & ~7) return false;
        if (flags & INFO.PREFIX && flags & INFO.CHARSET) return false;
        if (flags & INFO.LITERAL && !(flags & INFO.PREFIX)) return false;
        if (flags & INFO.PREFIX) {
          const n = w[i + 4]!;
          if (i + 6 + 2 * n !== end) return false;
        }
        if (flags & INFO.CHARSET && !validSet(w, i + 4, end)) return false;
        i = end;
        break;
      }
      case OP.BRANCH: {
        let target = -1;
        for (;;) {
          if (i >= to) return false;
          if (w[i] === 0) break;
          const end = skipFrom(i);
          if (end < 0 || end - 2 < i + 1) return false;
          if (!validBlock(w, i + 1, end - 2, groups)) return false;
          if (w[end - 2] !== OP.JUMP) return false;
          const jump = skipFrom(end - 1);
          if (jump < 0 || (target >= 0 && jump !== target)) return false;
          target = jump;
          i = end;
        }
        i++;
        break;
      }
      case OP.REPEAT_ONE:
      case OP.MIN_REPEAT_ONE:
      case OP.POSSESSIVE_REPEAT_ONE: {
        const end = skipFrom(i);
        if (end < 0 || end < i + 4 || w[i + 1]! > w[i + 2]!) return false;
        if (w[end - 1] !== OP.SUCCESS || !validBlock(w, i + 3, end - 1, groups)) return false;
        i = end;
        break;
      }
      case OP.REPEAT:
      case OP.POSSESSIVE_REPEAT: {
        const end = skipFrom(i);
        if (end < 0 || end < i + 3 || end >= to || w[i + 1]! > w[i + 2]!) return false;
        if (!validBlock(w, i + 3, end, groups)) return false;
        const last = w[end];
        if (
          op === OP.POSSESSIVE_REPEAT ? last !== OP.SUCCESS : last !== OP.MAX_UNTIL && last !== OP.MIN_UNTIL
        )
          return false;
        i = end + 1;
        break;
      }
      case OP.ATOMIC_GROUP: {
        const end = skipFrom(i);
        if (end < 0 || end < i + 2 || w[end - 1] !== OP.SUCCESS) return false;
        if (!validBlock(w, i + 1, end - 1, groups)) return false;
        i = end;
        break;
      }
      case OP.GROUPREF:
      case OP.GROUPREF_IGNORE:
      case OP.GROUPREF_UNI_IGNORE:
      case OP.GROUPREF_LOC_IGNORE:
        if (i >= to || w[i]! >= groups) return false;
        i++;
        break;
      case OP.GROUPREF_EXISTS: {
        if (i + 1 >= to || w[i]! >= groups) return false;
        // The skip counts from the group's number; a branch for "no" follows a JUMP.
        const no = i + w[i + 1]!;
        if (no > to || no < i + 2) return false;
        if (
          no - 2 >= i + 2 &&
          w[no - 2] === OP.JUMP &&
          no - 1 + w[no - 1]! > no &&
          no - 1 + w[no - 1]! <= to
        ) {
          const end = no - 1 + w[no - 1]!;
          if (validBlock(w, i + 2, no - 2, groups) && validBlock(w, no, end, groups)) {
            i = end;
            break;
          }
        }
        if (!validBlock(w, i + 2, no, groups)) return false;
        i = no;
        break;
      }
      case OP.ASSERT:
      case OP.ASSERT_NOT: {
        const end = skipFrom(i);
        if (end < 0 || end < i + 3 || w[i + 1]! & 0x80000000) return false;
        if (w[end - 1] !== OP.SUCCESS || !validBlock(w, i + 2, end - 1, groups)) return false;
        i = end;
        break;
      }
      default:
        return false;
    }
  }
  return i === to;
}

/** True when the words are a whole pattern of `groups` groups, with its final SUCCESS. */
export function isValidCode(words: Uint32Array, groups: number): boolean {
  const n = words.length;
  if (groups < 0 || groups > 2 ** 30 || n === 0 || words[n - 1] !== OP.SUCCESS) return false;
  return validBlock(words, 0, n - 1, groups);
}
