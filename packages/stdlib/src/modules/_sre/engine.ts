/**
 * The matching engine: runs the instructions that `re/_compiler.py` makes, where they stand in the pattern object.
 *
 * It is a backtracking machine in one loop. What it may have to come back to stands on one stack of int32s, as records whose last
 * word is their kind:
 *
 *     choices   where to go on, and at which character, when what follows fails
 *     undos     what a register, a group's mark or a repeat's counter was before it was changed
 *     barriers  the beginning of something that is matched on its own: lookaround, atomic group, turn of a possessive repeat
 *
 * Failing pops records: undos are applied, the first choice is taken. So every state that was changed since a choice is as
 * it was when the choice is taken, and nothing recurses, however often something repeats. When a barrier's content has
 * matched, its choices are dead (they are overwritten so, in place), but its undos stay: an earlier choice may need them.
 *
 * A repeat of more than one character has a context of four words in an arena: the times it has matched, where its last turn
 * began (a turn that matches nothing is the last), its REPEAT instruction, and the context around it.
 *
 * The scratch memory here belongs to no Python object: it means nothing between two calls. Nothing called from here runs Python code.
 */
import { type Addr, views } from '@tyston/memory';
import { toLower } from '@tyston/objects';
import {
  acceptsUnit,
  asciiLower,
  inCategory,
  inCharset,
  inCharsetLocale,
  isUniWord,
  isWord,
} from './charset.js';
import { AT, INFO, OP } from './opcodes.js';

type Chars = Uint8Array | Uint16Array | Uint32Array;

/** Kinds of records, with the words each has. */
const MARK = 1; // index, old, old last index
const COUNTER = 2; // context, old count, old start of the last turn
const CONTEXT = 3; // old context, old top of the arena
const ALTERNATIVE = 4; // where, character
const GREEDY = 5; // tail, least character, last character tried
const LAZY = 6; // repeat, character, count
const TAIL = 7; // tail, character
const BODY = 8; // nothing, character
const BARRIER = 9; // what, where, character, barrier around, count
const DEAD = 10; // DEAD + n: n words that mean nothing any more
const WORDS = [0, 4, 4, 3, 3, 4, 4, 3, 3, 6];

/** What a barrier is for. */
const LOOK = 0;
const LOOK_NOT = 1;
const ATOMIC = 2;
const POSSESSIVE = 3;

// A context in the arena.
const COUNT = 0;
const LAST = 1;
const REPEAT = 2;
const AROUND = 3;
const CONTEXT_WORDS = 4;

let stack: Int32Array = new Int32Array(1024);
let arena: Int32Array = new Int32Array(256);
let marks: Int32Array = new Int32Array(64);
let lastIndex = -1;
let matchEnd = 0;
let matchStart = 0;

let code: Int32Array;
let chars: Chars;
let base = 0;
let end = 0;

function grow(array: Int32Array): Int32Array {
  const wider = new Int32Array(array.length * 2);
  wider.set(array);
  return wider;
}

/** Makes the engine ready to match in a run of characters. `to` is where the text ends for the pattern. */
export function prepare(kind: number, data: Addr, to: number, groupCount: number): void {
  const v = views();
  code = v.I32;
  chars = kind === 1 ? v.U8 : kind === 2 ? v.U16 : v.U32;
  base = (data >>> 0) / kind;
  end = to;
  while (marks.length < groupCount * 2) marks = grow(marks);
  // A match that fails leaves them as they were.
  marks.fill(-1, 0, groupCount * 2);
  lastIndex = -1;
}
/** Where the last match begins and ends, what its groups span (-1 for unset ones), and the last group that was closed. */
export function foundStart(): number {
  return matchStart;
}
export function foundEnd(): number {
  return matchEnd;
}
export function foundMark(i: number): number {
  return marks[i]!;
}
export function foundLastIndex(): number {
  return lastIndex;
}

/** How many characters from `from` on the one-character instruction at `pc` accepts, at most `max`. */
function countUnit(pc: number, from: number, max: number): number {
  const limit = end - from < max ? end : from + max;
  const text = chars;
  const b = base;
  let i = from;
  switch (code[pc]) {
    case OP.ANY_ALL:
      return limit - from;
    case OP.ANY:
      while (i < limit && text[b + i] !== 10) i++;
      return i - from;
    case OP.LITERAL: {
      const c = code[pc + 1]!;
      while (i < limit && text[b + i] === c) i++;
      return i - from;
    }
    case OP.NOT_LITERAL: {
      const c = code[pc + 1]!;
      while (i < limit && text[b + i] !== c) i++;
      return i - from;
    }
    case OP.IN: {
      const set = pc + 2;
      // A bitmap alone is by far the most frequent set.
      if (code[set] === OP.CHARSET && code[set + 9] === OP.FAILURE) {
        while (i < limit) {
          const c = text[b + i]!;
          if (c > 255 || !(code[set + 1 + (c >> 5)]! & (1 << (c & 31)))) break;
          i++;
        }
        return i - from;
      }
      if (code[set] === OP.CATEGORY && code[set + 2] === OP.FAILURE) {
        const category = code[set + 1]!;
        while (i < limit && inCategory(category, text[b + i]!)) i++;
        return i - from;
      }
      while (i < limit && inCharset(code, set, text[b + i]!)) i++;
      return i - from;
    }
    default:
      while (i < limit && acceptsUnit(code, pc, text[b + i]!)) i++;
      return i - from;
  }
}

/** True when the position at character `i` is what AT asks for. */
function isAt(where: number, i: number): boolean {
  const text = chars;
  switch (where) {
    case AT.BEGINNING:
    case AT.BEGINNING_STRING:
      return i === 0;
    case AT.BEGINNING_LINE:
      return i === 0 || text[base + i - 1] === 10;
    case AT.END:
      return i === end || (i === end - 1 && text[base + i] === 10);
    case AT.END_LINE:
      return i === end || text[base + i] === 10;
    case AT.END_STRING:
      return i === end;
  }
  if (end === 0) return false;
  const word = where >= AT.UNI_BOUNDARY ? isUniWord : isWord;
  const before = i > 0 && word(text[base + i - 1]!);
  const after = i < end && word(text[base + i]!);
  const wanted = where === AT.BOUNDARY || where === AT.LOC_BOUNDARY || where === AT.UNI_BOUNDARY;
  return (before !== after) === wanted;
}

/** Length of the group's text when it stands at `i` again, compared in a case; -1 when it does not. */
function groupAt(group: number, i: number, op: number): number {
  const from = marks[group * 2]!;
  const to = marks[group * 2 + 1]!;
  if (from < 0 || to < from) return -1;
  const n = to - from;
  if (n > end - i) return -1;
  const text = chars;
  for (let k = 0; k < n; k++) {
    const a = text[base + from + k]!;
    const c = text[base + i + k]!;
    if (a === c) continue;
    if (op === OP.GROUPREF) return -1;
    if (op === OP.GROUPREF_UNI_IGNORE ? toLower(a) !== toLower(c) : asciiLower(a) !== asciiLower(c))
      return -1;
  }
  return n;
}

/** Makes the choices above the record that ends at `barrier` dead. */
function cut(from: number, barrier: number): void {
  for (let sp = from; sp > barrier; ) {
    const kind = stack[sp - 1]!;
    if (kind > DEAD) sp -= kind - DEAD;
    else {
      const words = WORDS[kind]!;
      if (kind > CONTEXT) stack[sp - 1] = DEAD + words;
      sp -= words;
    }
  }
}

/**
 * Matches the code at word `start` at character `from`. With `all`, only a match to the end of the text counts; with
 * `advance`, an empty one does not.
 */
function run(start: number, from: number, all: boolean, advance: boolean): boolean {
  const I = code;
  const S = chars;
  const B = base;
  const E = end;
  let st = stack;
  let sp = 0;
  let pc = start;
  let i = from;
  let context = -1;
  let arenaTop = 0;
  let barrier = 0;

  for (;;) {
    forward: for (;;) {
      if (sp + 32 > st.length) {
        stack = grow(stack);
        st = stack;
      }
      switch (I[pc]) {
        case 16: // LITERAL
          if (i >= E || S[B + i] !== I[pc + 1]) break forward;
          i++;
          pc += 2;
          continue;
        case 17: {
          // MARK
          const m = I[pc + 1]!;
          st[sp] = m;
          st[sp + 1] = marks[m]!;
          st[sp + 2] = lastIndex;
          st[sp + 3] = MARK;
          sp += 4;
          marks[m] = i;
          if (m & 1) lastIndex = (m >> 1) + 1;
          pc += 2;
          continue;
        }
        case 13: // IN
          if (i >= E || !inCharset(I, pc + 2, S[B + i]!)) break forward;
          i++;
          pc += 1 + I[pc + 1]!;
          continue;
        case 2: // ANY
          if (i >= E || S[B + i] === 10) break forward;
          i++;
          pc++;
          continue;
        case 3: // ANY_ALL
          if (i >= E) break forward;
          i++;
          pc++;
          continue;
        case 20: // NOT_LITERAL
          if (i >= E || S[B + i] === I[pc + 1]) break forward;
          i++;
          pc += 2;
          continue;
        case 15: // JUMP
          pc += 1 + I[pc + 1]!;
          continue;
        case 14: // INFO
          pc += 1 + I[pc + 1]!;
          continue;
        case 6: // AT
          if (!isAt(I[pc + 1]!, i)) break forward;
          pc += 2;
          continue;
        case 8: // CATEGORY
          if (i >= E || !inCategory(I[pc + 1]!, S[B + i]!)) break forward;
          i++;
          pc += 2;
          continue;
        case 7: {
          // BRANCH: the first alternative that may match here, and a choice for the one behind it.
          let p = pc + 1;
          for (; ; p += I[p]!) {
            if (I[p] === 0) break;
            const op = I[p + 1];
            if (op === 16 && (i >= E || S[B + i] !== I[p + 2])) continue;
            if (op === 13 && (i >= E || !inCharset(I, p + 3, S[B + i]!))) continue;
            break;
          }
          if (I[p] === 0) break forward;
          const next = p + I[p]!;
          if (I[next] !== 0) {
            st[sp] = next;
            st[sp + 1] = i;
            st[sp + 2] = ALTERNATIVE;
            sp += 3;
          }
          pc = p + 1;
          continue;
        }
        case 24: {
          // REPEAT_ONE: skip, min, max, item
          const tail = pc + 1 + I[pc + 1]!;
          const min = I[pc + 2]! >>> 0;
          if (E - i < min) break forward;
          const n = countUnit(pc + 4, i, I[pc + 3]! >>> 0);
          if (n < min) break forward;
          const least = i + min;
          let at = i + n;
          if (I[tail] === 16) {
            // The tail begins with a literal: only where it stands is there anything to try.
            const c = I[tail + 1];
            while (at >= least && (at >= E || S[B + at] !== c)) at--;
            if (at < least) break forward;
          }
          if (at > least) {
            st[sp] = tail;
            st[sp + 1] = least;
            st[sp + 2] = at;
            st[sp + 3] = GREEDY;
            sp += 4;
          }
          i = at;
          pc = tail;
          continue;
        }
        case 26: {
          // MIN_REPEAT_ONE: skip, min, max, item
          const min = I[pc + 2]! >>> 0;
          if (E - i < min) break forward;
          if (min > 0) {
            if (countUnit(pc + 4, i, min) < min) break forward;
            i += min;
          }
          st[sp] = pc;
          st[sp + 1] = i;
          st[sp + 2] = min;
          st[sp + 3] = LAZY;
          sp += 4;
          pc += 1 + I[pc + 1]!;
          continue;
        }
        case 29: {
          // POSSESSIVE_REPEAT_ONE: skip, min, max, item
          const min = I[pc + 2]! >>> 0;
          if (E - i < min) break forward;
          const n = countUnit(pc + 4, i, I[pc + 3]! >>> 0);
          if (n < min) break forward;
          i += n;
          pc += 1 + I[pc + 1]!;
          continue;
        }
        case 23: {
          // REPEAT: skip, min, max, body, then MAX_UNTIL or MIN_UNTIL
          if (arenaTop + CONTEXT_WORDS > arena.length) arena = grow(arena);
          st[sp] = context;
          st[sp + 1] = arenaTop;
          st[sp + 2] = CONTEXT;
          sp += 3;
          arena[arenaTop + COUNT] = -1;
          arena[arenaTop + LAST] = -1;
          arena[arenaTop + REPEAT] = pc;
          arena[arenaTop + AROUND] = context;
          context = arenaTop;
          arenaTop += CONTEXT_WORDS;
          pc += 1 + I[pc + 1]!;
          continue;
        }
        case 18: {
          // MAX_UNTIL
          const repeat = arena[context + REPEAT]!;
          const count = arena[context + COUNT]! + 1;
          const last = arena[context + LAST]!;
          if (count < I[repeat + 2]! >>> 0) {
            st[sp] = context;
            st[sp + 1] = count - 1;
            st[sp + 2] = last;
            st[sp + 3] = COUNTER;
            sp += 4;
            arena[context + COUNT] = count;
            pc = repeat + 4;
            continue;
          }
          if (count < I[repeat + 3]! >>> 0 && i !== last) {
            st[sp] = pc + 1;
            st[sp + 1] = i;
            st[sp + 2] = TAIL;
            st[sp + 3] = context;
            st[sp + 4] = count - 1;
            st[sp + 5] = last;
            st[sp + 6] = COUNTER;
            sp += 7;
            arena[context + COUNT] = count;
            arena[context + LAST] = i;
            pc = repeat + 4;
            continue;
          }
          st[sp] = context;
          st[sp + 1] = arenaTop;
          st[sp + 2] = CONTEXT;
          sp += 3;
          context = arena[context + AROUND]!;
          pc++;
          continue;
        }
        case 19: {
          // MIN_UNTIL
          const repeat = arena[context + REPEAT]!;
          const count = arena[context + COUNT]! + 1;
          if (count < I[repeat + 2]! >>> 0) {
            st[sp] = context;
            st[sp + 1] = count - 1;
            st[sp + 2] = arena[context + LAST]!;
            st[sp + 3] = COUNTER;
            sp += 4;
            arena[context + COUNT] = count;
            pc = repeat + 4;
            continue;
          }
          st[sp] = 0;
          st[sp + 1] = i;
          st[sp + 2] = BODY;
          st[sp + 3] = context;
          st[sp + 4] = arenaTop;
          st[sp + 5] = CONTEXT;
          sp += 6;
          context = arena[context + AROUND]!;
          pc++;
          continue;
        }
        case 4: // ASSERT: skip, back, content
          if (i < I[pc + 2]!) break forward;
          st[sp] = LOOK;
          st[sp + 1] = pc;
          st[sp + 2] = i;
          st[sp + 3] = barrier;
          st[sp + 5] = BARRIER;
          sp += 6;
          barrier = sp;
          i -= I[pc + 2]!;
          pc += 3;
          continue;
        case 5: // ASSERT_NOT: skip, back, content
          if (i < I[pc + 2]!) {
            pc += 1 + I[pc + 1]!;
            continue;
          }
          st[sp] = LOOK_NOT;
          st[sp + 1] = pc;
          st[sp + 2] = i;
          st[sp + 3] = barrier;
          st[sp + 5] = BARRIER;
          sp += 6;
          barrier = sp;
          i -= I[pc + 2]!;
          pc += 3;
          continue;
        case 27: // ATOMIC_GROUP: skip, content
          st[sp] = ATOMIC;
          st[sp + 1] = pc;
          st[sp + 2] = i;
          st[sp + 3] = barrier;
          st[sp + 5] = BARRIER;
          sp += 6;
          barrier = sp;
          pc += 2;
          continue;
        case 28: // POSSESSIVE_REPEAT: skip, min, max, body, SUCCESS
          if (I[pc + 3] === 0) {
            pc += 2 + I[pc + 1]!;
            continue;
          }
          st[sp] = POSSESSIVE;
          st[sp + 1] = pc;
          st[sp + 2] = i;
          st[sp + 3] = barrier;
          st[sp + 4] = 0;
          st[sp + 5] = BARRIER;
          sp += 6;
          barrier = sp;
          pc += 4;
          continue;
        case 1: {
          // SUCCESS: of the whole, or of what stands behind a barrier
          if (barrier === 0) {
            if ((all && i !== E) || (advance && i === from)) break forward;
            matchStart = from;
            matchEnd = i;
            return true;
          }
          const what = st[barrier - 6]!;
          const at = st[barrier - 5]!;
          const was = st[barrier - 4]!;
          const around = st[barrier - 3]!;
          if (what === LOOK_NOT) {
            // What must not match does: undo all of it, and fail.
            cut(sp, barrier);
            st[barrier - 1] = DEAD + 6;
            barrier = around;
            break forward;
          }
          cut(sp, barrier);
          st[barrier - 1] = DEAD + 6;
          const count = st[barrier - 2]! + 1;
          barrier = around;
          if (what === LOOK) {
            i = was;
            pc = at + 1 + I[at + 1]!;
          } else if (what === ATOMIC) pc = at + 1 + I[at + 1]!;
          else if (count >= I[at + 2]! >>> 0 && (count >= I[at + 3]! >>> 0 || i === was))
            pc = at + 2 + I[at + 1]!;
          else {
            st[sp] = POSSESSIVE;
            st[sp + 1] = at;
            st[sp + 2] = i;
            st[sp + 3] = barrier;
            st[sp + 4] = count;
            st[sp + 5] = BARRIER;
            sp += 6;
            barrier = sp;
            pc = at + 4;
          }
          continue;
        }
        case 11: // GROUPREF
        case 30: // GROUPREF_IGNORE
        case 34: // GROUPREF_LOC_IGNORE
        case 38: {
          // GROUPREF_UNI_IGNORE
          const n = groupAt(I[pc + 1]!, i, I[pc]!);
          if (n < 0) break forward;
          i += n;
          pc += 2;
          continue;
        }
        case 12: {
          // GROUPREF_EXISTS: group, skip
          const g = I[pc + 1]! * 2;
          if (marks[g]! >= 0 && marks[g + 1]! >= marks[g]!) pc += 3;
          else pc += 1 + I[pc + 2]!;
          continue;
        }
        case 31: // IN_IGNORE
          if (i >= E || !inCharset(I, pc + 2, asciiLower(S[B + i]!))) break forward;
          i++;
          pc += 1 + I[pc + 1]!;
          continue;
        case 39: // IN_UNI_IGNORE
          if (i >= E || !inCharset(I, pc + 2, toLower(S[B + i]!))) break forward;
          i++;
          pc += 1 + I[pc + 1]!;
          continue;
        case 35: // IN_LOC_IGNORE
          if (i >= E || !inCharsetLocale(I, pc + 2, S[B + i]!)) break forward;
          i++;
          pc += 1 + I[pc + 1]!;
          continue;
        case 32: // LITERAL_IGNORE
        case 33: // NOT_LITERAL_IGNORE
        case 36: // LITERAL_LOC_IGNORE
        case 37: // NOT_LITERAL_LOC_IGNORE
        case 40: // LITERAL_UNI_IGNORE
        case 41: // NOT_LITERAL_UNI_IGNORE
          if (i >= E || !acceptsUnit(I, pc, S[B + i]!)) break forward;
          i++;
          pc += 2;
          continue;
        case 0: // FAILURE
          break forward;
        default:
          throw new Error(`pattern instruction ${I[pc]} is unknown`);
      }
    }

    // Something failed: undo up to the last choice and take it.
    back: for (;;) {
      if (sp === 0) return false;
      const kind = st[sp - 1]!;
      switch (kind) {
        case MARK:
          lastIndex = st[sp - 2]!;
          marks[st[sp - 4]!] = st[sp - 3]!;
          sp -= 4;
          continue;
        case COUNTER: {
          const c = st[sp - 4]!;
          arena[c + COUNT] = st[sp - 3]!;
          arena[c + LAST] = st[sp - 2]!;
          sp -= 4;
          continue;
        }
        case CONTEXT:
          context = st[sp - 3]!;
          arenaTop = st[sp - 2]!;
          sp -= 3;
          continue;
        case ALTERNATIVE: {
          // The rest of a BRANCH, whose next alternative is known to be one.
          let p = st[sp - 3]!;
          i = st[sp - 2]!;
          sp -= 3;
          for (; I[p] !== 0; p += I[p]!) {
            const op = I[p + 1];
            if (op === 16 && (i >= E || S[B + i] !== I[p + 2])) continue;
            if (op === 13 && (i >= E || !inCharset(I, p + 3, S[B + i]!))) continue;
            break;
          }
          if (I[p] === 0) continue;
          const next = p + I[p]!;
          if (I[next] !== 0) {
            st[sp] = next;
            st[sp + 1] = i;
            st[sp + 2] = ALTERNATIVE;
            sp += 3;
          }
          pc = p + 1;
          break back;
        }
        case GREEDY: {
          const tail = st[sp - 4]!;
          const least = st[sp - 3]!;
          let at = st[sp - 2]! - 1;
          if (I[tail] === 16) {
            const c = I[tail + 1];
            while (at >= least && S[B + at] !== c) at--;
            if (at < least) {
              sp -= 4;
              continue;
            }
          }
          if (at > least) st[sp - 2] = at;
          else sp -= 4;
          i = at;
          pc = tail;
          break back;
        }
        case LAZY: {
          const repeat = st[sp - 4]!;
          let at = st[sp - 3]!;
          let count = st[sp - 2]!;
          const max = I[repeat + 3]! >>> 0;
          const tail = repeat + 1 + I[repeat + 1]!;
          const literal = I[tail] === 16 ? I[tail + 1]! : -1;
          // One more, and on to the next place where the tail may match.
          let found = false;
          while (count < max && at < E && acceptsUnit(I, repeat + 4, S[B + at]!)) {
            at++;
            count++;
            if (literal < 0 || (at < E && S[B + at] === literal)) {
              found = true;
              break;
            }
          }
          if (!found) {
            sp -= 4;
            continue;
          }
          st[sp - 3] = at;
          st[sp - 2] = count;
          i = at;
          pc = tail;
          break back;
        }
        case TAIL:
          pc = st[sp - 3]!;
          i = st[sp - 2]!;
          st[sp - 3] = context;
          st[sp - 2] = arenaTop;
          st[sp - 1] = CONTEXT;
          context = arena[context + AROUND]!;
          break back;
        case BODY: {
          i = st[sp - 2]!;
          sp -= 3;
          const repeat = arena[context + REPEAT]!;
          const count = arena[context + COUNT]! + 1;
          const last = arena[context + LAST]!;
          if (count >= I[repeat + 3]! >>> 0 || i === last) continue;
          st[sp] = context;
          st[sp + 1] = count - 1;
          st[sp + 2] = last;
          st[sp + 3] = COUNTER;
          sp += 4;
          arena[context + COUNT] = count;
          arena[context + LAST] = i;
          pc = repeat + 4;
          break back;
        }
        case BARRIER: {
          const what = st[sp - 6]!;
          const at = st[sp - 5]!;
          i = st[sp - 4]!;
          barrier = st[sp - 3]!;
          const count = st[sp - 2]!;
          sp -= 6;
          if (what === LOOK_NOT) {
            pc = at + 1 + I[at + 1]!;
            break back;
          }
          if (what === POSSESSIVE && count >= I[at + 2]! >>> 0) {
            pc = at + 2 + I[at + 1]!;
            break back;
          }
          continue;
        }
        default:
          sp -= kind - DEAD;
      }
    }
  }
}

/** Matches at character `from` only. */
export function matchAt(start: number, from: number, all: boolean, advance: boolean): boolean {
  const p = start;
  // INFO: skip, flags, least width, …
  if (code[p] === OP.INFO && end - from < code[p + 3]! >>> 0) return false;
  return run(start, from, all, advance);
}

/** Looks for the first match from character `from` on. */
export function searchFrom(start: number, from: number, advance: boolean): boolean {
  const I = code;
  const S = chars;
  let pc = start;
  let limit = end;
  let least = 0;
  let flags = 0;
  let info = 0;
  if (I[pc] === OP.INFO) {
    info = pc;
    least = I[pc + 3]! >>> 0;
    if (end - from < least) return false;
    if (least > 1) limit = Math.max(from, end - least + 1);
    flags = I[pc + 2]!;
    pc += 1 + I[pc + 1]!;
  }
  if (from > end) return false;
  if (flags & INFO.PREFIX) {
    const n = I[info + 5]!;
    const prefix = info + 7;
    const first = I[prefix]!;
    if (advance && run(start, from, false, true)) return true;
    for (let i = advance ? from + 1 : from; i < limit; i++) {
      if (S[base + i] !== first) continue;
      let k = 1;
      while (k < n && i + k < end && S[base + i + k] === I[prefix + k]) k++;
      if (k < n) continue;
      if (run(pc, i, false, false)) return true;
    }
    return false;
  }
  if (flags & INFO.CHARSET) {
    const set = info + 5;
    if (advance && run(pc, from, false, true)) return true;
    for (let i = advance ? from + 1 : from; i < limit; i++) {
      if (inCharset(I, set, S[base + i]!) && run(pc, i, false, false)) return true;
    }
    return false;
  }
  if (run(pc, from, false, advance)) return true;
  // A pattern bound to the beginning of the text matches nowhere else.
  if (I[pc] === OP.AT && (I[pc + 1] === AT.BEGINNING || I[pc + 1] === AT.BEGINNING_STRING)) return false;
  if (I[pc] === OP.LITERAL) {
    const c = I[pc + 1];
    for (let i = from + 1; i < limit; i++) if (S[base + i] === c && run(pc, i, false, false)) return true;
    return false;
  }
  for (let i = from + 1; i <= end - least; i++) if (run(pc, i, false, false)) return true;
  return false;
}
