/**
 * "Did you mean …?" (CPython's suggestions.c): the name nearest to the one that a NameError or an AttributeError is about, as
 * sys.excepthook adds it to the message.
 */
import {
  type Borrowed,
  Frame,
  ldPtr,
  NULL,
  type Owned,
  PyAttributeErrorObject,
  PyBaseExceptionObject,
  PyNameErrorObject,
  PyTracebackObject,
} from '@tyston/memory';
import {
  decref,
  dir,
  encodeUtf8Escaped,
  errClear,
  frameOf,
  getAttrString,
  isInstance,
  jsStr,
  listItem,
  listLength,
  sequenceList,
  T,
  typeOf,
} from '@tyston/objects';

/** With more names than that there is no looking for one. */
const MOST_CANDIDATES = 750;
/** Names are compared this far; `MOVE` is what a letter costs, `CASE` one that differs in its case. */
const LONGEST = 40;
const MOVE = 2;
const CASE = 1;

const lower = (c: number): number => (c >= 65 && c <= 90 ? c + 32 : c);

function substitution(a: number, b: number): number {
  if (a === b) return 0;
  return (a & 31) === (b & 31) && lower(a) === lower(b) ? CASE : MOVE;
}

/** Levenshtein's distance, given up beyond `most`. */
export function distance(a: Uint8Array, b: Uint8Array, most: number): number {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let aEnd = a.length;
  let bEnd = b.length;
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  let short = a.subarray(start, aEnd);
  let long = b.subarray(start, bEnd);
  if (short.length === 0 || long.length === 0) return (short.length + long.length) * MOVE;
  if (short.length > LONGEST || long.length > LONGEST) return most + 1;
  if (long.length < short.length) [short, long] = [long, short];
  if ((long.length - short.length) * MOVE > most) return most + 1;
  const row = Array.from(short, (_, i) => (i + 1) * MOVE);
  let result = 0;
  for (let j = 0; j < long.length; j++) {
    let diagonal = j * MOVE;
    result = diagonal;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < short.length; i++) {
      const substitute = diagonal + substitution(long[j]!, short[i]!);
      diagonal = row[i]!;
      result = Math.min(Math.min(result, diagonal) + MOVE, substitute);
      row[i] = result;
      least = Math.min(least, result);
    }
    if (least > most) return most + 1;
  }
  return result;
}

/** The nearest of the names to `name`: no more than a third of the letters may differ. */
export function nearest(name: string, candidates: readonly string[]): string | null {
  if (candidates.length >= MOST_CANDIDATES) return null;
  const wanted = encodeUtf8Escaped(name);
  let best: string | null = null;
  let bestDistance = Number.MAX_SAFE_INTEGER;
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const bytes = encodeUtf8Escaped(candidate);
    const most = Math.min(Math.floor(((wanted.length + bytes.length + 3) * MOVE) / 6), bestDistance - 1);
    const d = distance(wanted, bytes, most);
    if (d > most) continue;
    best = candidate;
    bestDistance = d;
  }
  return best;
}

/** The texts in a list; steals it. What is no list of names offers none. */
function textsOf(list: Owned): string[] {
  if (list === 0) {
    errClear();
    return [];
  }
  const texts: string[] = [];
  for (let i = 0; i < listLength(list); i++) {
    const item = listItem(list, i);
    if (!isInstance(item, T.str)) {
      texts.length = 0;
      break;
    }
    texts.push(jsStr(item));
  }
  decref(list);
  return texts;
}
function listed(o: Borrowed): string[] {
  return textsOf(sequenceList(o));
}

function attributeSuggestion(e: Borrowed): string | null {
  const name = ldPtr(e + PyAttributeErrorObject.name);
  const object = ldPtr(e + PyAttributeErrorObject.obj);
  if (name === 0 || object === 0 || !isInstance(name, T.str)) return null;
  const attributes = dir(NULL, object);
  if (attributes === 0 || !isInstance(attributes, T.list)) {
    if (attributes === 0) errClear();
    else decref(attributes);
    return null;
  }
  return nearest(jsStr(name), textsOf(attributes));
}

/** Variables of the function first, then globals, then built-ins. */
function nameSuggestion(e: Borrowed): string | null {
  const name = ldPtr(e + PyNameErrorObject.name);
  let tb = ldPtr(e + PyBaseExceptionObject.traceback);
  if (name === 0 || tb === 0 || !isInstance(name, T.str)) return null;
  for (let next = tb; next !== 0; next = ldPtr(next + PyTracebackObject.tb_next)) tb = next;
  const frame = frameOf(ldPtr(tb + PyTracebackObject.tb_frame));
  const variables = getAttrString(ldPtr(frame + Frame.code), 'co_varnames');
  if (variables === 0) {
    errClear();
    return null;
  }
  const locals = listed(variables);
  decref(variables);
  const text = jsStr(name);
  return (
    nearest(text, locals) ??
    nearest(text, listed(ldPtr(frame + Frame.globals))) ??
    nearest(text, listed(ldPtr(frame + Frame.builtins)))
  );
}

/** What an exception's name may have been meant to be, or null. */
export function suggestionFor(e: Borrowed): string | null {
  if (typeOf(e) === T.AttributeError) return attributeSuggestion(e);
  return typeOf(e) === T.NameError ? nameSuggestion(e) : null;
}
