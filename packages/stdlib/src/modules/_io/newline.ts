/** Line ends: finding them, replacing them, and `_io.IncrementalNewlineDecoder`. */
import {
  type Borrowed,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  st8,
  stOwned,
  TypeFlags,
  viewBytes,
  views,
} from '@tyston/memory';
import {
  allocTracked,
  asSsize,
  callMethod,
  clearField,
  copyChars,
  decref,
  EmptyBytes,
  errOccurred,
  False,
  finishDealloc,
  type HeapTypeSpec,
  isInstance,
  method,
  None,
  newInt,
  newRef,
  newStr,
  newStrBuffer,
  newTuple,
  parseTupleAndDict,
  readChar,
  strChar,
  strConcat,
  strData,
  strIsAscii,
  strKind,
  strLength,
  strMaxBound,
  substr,
  T,
  True,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  valueError,
  writeChar,
} from '@tyston/objects';
import { NewlineDecoder as N } from './layout.js';

const LF = 10;
const CR = 13;

/** Index of code point `c` (below 128) in [start, end) of a str's data, -1 for none. */
export function indexOfChar(s: Borrowed, c: number, start: number, end: number): number {
  return indexOfCharIn(strKind(s), strData(s), c, start, end);
}
export function indexOfCharIn(kind: number, data: number, c: number, start: number, end: number): number {
  const v = views();
  if (kind === 1) {
    const { U8 } = v;
    const base = data >>> 0;
    for (let i = base + start; i < base + end; i++) if (U8[i] === c) return i - base;
    return -1;
  }
  if (kind === 2) {
    const { U16 } = v;
    const base = data >>> 1;
    for (let i = base + start; i < base + end; i++) if (U16[i] === c) return i - base;
    return -1;
  }
  const { U32 } = v;
  const base = data >>> 2;
  for (let i = base + start; i < base + end; i++) if (U32[i] === c) return i - base;
  return -1;
}
const hasChar = (s: Borrowed, c: number) =>
  strKind(s) === 1
    ? viewBytes(strData(s), strLength(s)).includes(c)
    : indexOfChar(s, c, 0, strLength(s)) >= 0;

/** How lines end when reading. */
export interface LineEnds {
  /** All are '\n' by now. */
  readonly translated: boolean;
  /** '\n', '\r' and '\r\n' end lines alike. */
  readonly universal: boolean;
  /** Else this str does (NULL: '\n'). */
  readonly readnl: Borrowed;
}
/** Index behind the first line end in [start, end) of characters, -1 for none. */
export function findLineEnd(ends: LineEnds, kind: number, data: number, start: number, end: number): number {
  if (ends.translated || (!ends.universal && (ends.readnl === 0 || isSingle(ends.readnl, LF)))) {
    const i = indexOfCharIn(kind, data, LF, start, end);
    return i < 0 ? -1 : i + 1;
  }
  if (ends.universal) {
    for (let i = start; i < end; i++) {
      const c = readChar(kind, data, i);
      if (c === LF) return i + 1;
      if (c === CR) return i + 1 < end && readChar(kind, data, i + 1) === LF ? i + 2 : i + 1;
    }
    return -1;
  }
  if (isSingle(ends.readnl, CR)) {
    const i = indexOfCharIn(kind, data, CR, start, end);
    return i < 0 ? -1 : i + 1;
  }
  for (let i = start; i + 1 < end; i++) {
    if (readChar(kind, data, i) === CR && readChar(kind, data, i + 1) === LF) return i + 2;
  }
  return -1;
}
const isSingle = (s: Borrowed, c: number) => strLength(s) === 1 && strChar(s, 0) === c;

/** `s` with each '\n' replaced by `nl`; steals `s`. */
export function replaceNewlines(s: Owned, nl: Borrowed): Owned {
  if (!hasChar(s, LF)) return s;
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  let count = 0;
  for (let i = 0; i < n; i++) if (readChar(kind, data, i) === LF) count++;
  const m = strLength(nl);
  const r = newStrBuffer(n + count * (m - 1), strIsAscii(s) ? 127 : strMaxBound(s));
  const out = strData(r);
  let k = 0;
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c !== LF) writeChar(kind, out, k++, c);
    else for (let j = 0; j < m; j++) writeChar(kind, out, k++, strChar(nl, j));
  }
  decref(s);
  return r;
}
/** Checks a `newline` argument (a str or NULL): false with ValueError. */
export function validNewline(nl: Borrowed): boolean {
  if (nl === 0) return true;
  const n = strLength(nl);
  if (n === 0) return true;
  const c = strChar(nl, 0);
  if (n === 1 && (c === LF || c === CR)) return true;
  return n === 2 && c === CR && strChar(nl, 1) === LF;
}

// -- the decoder -----------------------------------------------------------------------------------------------------

const SEEN_CR = 1;
const SEEN_LF = 2;
const SEEN_CRLF = 4;

/** Notes and translates the line ends of decoded text; steals `text`. A '\r' at the end waits for what follows unless `final`. */
export function feedNewlines(self: Borrowed, text: Owned, final: boolean): Owned {
  let output = text;
  let n = strLength(output);
  if (ld8(self + N.pendingcr) && (final || n > 0)) {
    const cr = newStr('\r');
    const joined = strConcat(cr, output);
    decref(cr);
    decref(output);
    output = joined;
    st8(self + N.pendingcr, 0);
    n++;
  }
  if (!final && n > 0 && strChar(output, n - 1) === CR) {
    const cut = substr(output, 0, n - 1);
    decref(output);
    output = cut;
    n--;
    st8(self + N.pendingcr, 1);
  }
  if (n === 0) return output;
  if (!hasChar(output, CR)) {
    if (!(ld8(self + N.seennl) & SEEN_LF) && hasChar(output, LF))
      st8(self + N.seennl, ld8(self + N.seennl) | SEEN_LF);
    return output;
  }
  let seen = ld8(self + N.seennl);
  const kind = strKind(output);
  const data = strData(output);
  const translate = ld8(self + N.translate) !== 0;
  let dropped = 0;
  for (let i = 0; i < n; i++) {
    const c = readChar(kind, data, i);
    if (c === LF) seen |= SEEN_LF;
    else if (c === CR) {
      if (i + 1 < n && readChar(kind, data, i + 1) === LF) {
        seen |= SEEN_CRLF;
        dropped++;
        i++;
      } else seen |= SEEN_CR;
    }
  }
  st8(self + N.seennl, seen);
  if (!translate) return output;
  const r = newStrBuffer(n - dropped, strIsAscii(output) ? 127 : strMaxBound(output));
  const out = strData(r);
  let k = 0;
  let run = 0;
  for (let i = 0; i < n; i++) {
    if (readChar(kind, data, i) !== CR) continue;
    copyChars(kind, out, k, kind, data, run, i - run);
    k += i - run;
    writeChar(kind, out, k++, LF);
    if (i + 1 < n && readChar(kind, data, i + 1) === LF) i++;
    run = i + 1;
  }
  copyChars(kind, out, k, kind, data, run, n - run);
  decref(output);
  return r;
}
/** A decoder of its own for a stream; takes a new reference to `decoder` (None for text that comes decoded). */
export function newNewlineDecoder(type: Borrowed, decoder: Borrowed, translate: boolean): Owned {
  const self = allocTracked(type, 0);
  stOwned(self + N.decoder, newRef(decoder));
  stOwned(self + N.errors, newStr('strict'));
  st8(self + N.translate, translate ? 1 : 0);
  return self;
}
function ready(self: Borrowed): boolean {
  if (ldPtr(self + N.decoder) !== 0) return true;
  valueError('IncrementalNewlineDecoder.__init__() not called');
  return false;
}
function decode(self: Borrowed, input: Borrowed, final: boolean): Owned {
  if (!ready(self)) return NULL;
  const decoder = ldPtr(self + N.decoder);
  const text = decoder === None ? newRef(input) : callMethod(decoder, 'decode', input, final ? True : False);
  if (text === 0) return NULL;
  if (!isInstance(text, T.str)) {
    typeError(`decoder should return a string result, not '${typeName(text)}'`);
    decref(text);
    return NULL;
  }
  return feedNewlines(self, text, final);
}
/** (buffered input, flags) with the waiting '\r' as lowest flag. */
function getstate(self: Borrowed): Owned {
  if (!ready(self)) return NULL;
  const decoder = ldPtr(self + N.decoder);
  const pending = ld8(self + N.pendingcr);
  if (decoder === None) return newTuple(newRef(EmptyBytes), newInt(pending));
  const state = callMethod(decoder, 'getstate');
  if (state === 0) return NULL;
  if (!isInstance(state, T.tuple) || tupleLength(state) !== 2) {
    decref(state);
    return typeError('illegal decoder state');
  }
  const flags = asSsize(tupleItem(state, 1), T.OverflowError);
  const buffered = newRef(tupleItem(state, 0));
  decref(state);
  if (flags === -1 && errOccurred()) {
    decref(buffered);
    return NULL;
  }
  return newTuple(buffered, newInt(flags * 2 + pending));
}
function setstate(self: Borrowed, state: Borrowed): Owned {
  if (!ready(self)) return NULL;
  if (!isInstance(state, T.tuple)) return typeError('state argument must be a tuple');
  if (tupleLength(state) !== 2) return typeError('setstate(): illegal state argument');
  const flags = asSsize(tupleItem(state, 1), T.OverflowError);
  if (flags === -1 && errOccurred()) return NULL;
  st8(self + N.pendingcr, flags % 2);
  const decoder = ldPtr(self + N.decoder);
  if (decoder === None) return newRef(None);
  const inner = newTuple(newRef(tupleItem(state, 0)), newInt(Math.floor(flags / 2)));
  const r = callMethod(decoder, 'setstate', inner);
  decref(inner);
  return r;
}
function reset(self: Borrowed): Owned {
  if (!ready(self)) return NULL;
  st8(self + N.seennl, 0);
  st8(self + N.pendingcr, 0);
  const decoder = ldPtr(self + N.decoder);
  return decoder === None ? newRef(None) : callMethod(decoder, 'reset');
}
/** The line ends seen: None, a str or a tuple. */
export function newlinesSeen(self: Borrowed): Owned {
  const seen = ld8(self + N.seennl);
  const all = [
    [SEEN_CR, '\r'],
    [SEEN_LF, '\n'],
    [SEEN_CRLF, '\r\n'],
  ] as const;
  const found = all.filter(([bit]) => seen & bit).map(([, text]) => newStr(text));
  if (found.length === 0) return newRef(None);
  return found.length === 1 ? found[0]! : newTuple(...found);
}
/** Forgets what was seen and what waits. */
export function resetNewlines(self: Borrowed): void {
  st8(self + N.seennl, 0);
  st8(self + N.pendingcr, 0);
}
export const pendingCr = (self: Borrowed) => ld8(self + N.pendingcr);
export const setPendingCr = (self: Borrowed, v: number) => st8(self + N.pendingcr, v);

export const newlineDecoderType: HeapTypeSpec = {
  name: 'IncrementalNewlineDecoder',
  tpName: '_io.IncrementalNewlineDecoder',
  basicsize: N.size,
  flags: TypeFlags.BASETYPE,
  textSignature: "(decoder, translate, errors='strict')",
  doc: 'Codec used when reading a file in universal newlines mode.\n\nIt wraps another incremental decoder, translating \\r\\n and \\r into \\n.\nIt also records the types of newlines encountered.  When used with\ntranslate=False, it ensures that the newline sequence is returned in\none piece. When used with decoder=None, it expects unicode strings as\ndecode input and translates newlines without first invoking an external\ndecoder.',
  slots: {
    tp_new: (type: Borrowed) => allocTracked(type, 0),
    tp_init: (self: Borrowed, args: Borrowed, kwargs: Borrowed) => {
      const v = parseTupleAndDict(
        'IncrementalNewlineDecoder',
        '(decoder, translate: bool, errors=None)',
        args,
        kwargs,
      );
      if (v === null) return -1;
      clearField(self, N.decoder);
      clearField(self, N.errors);
      stOwned(self + N.decoder, newRef(v[0] as Borrowed));
      stOwned(self + N.errors, v[2] === 0 ? newStr('strict') : newRef(v[2] as Borrowed));
      st8(self + N.translate, v[1] ? 1 : 0);
      st8(self + N.seennl, 0);
      st8(self + N.pendingcr, 0);
      return 0;
    },
    tp_dealloc: (self: Borrowed) => {
      clearField(self, N.decoder);
      clearField(self, N.errors);
      finishDealloc(self);
    },
  },
  methods: [
    method('decode', '($self, /, input, final: bool = False)', decode, ''),
    method('getstate', '($self, /)', getstate, ''),
    method('setstate', '($self, state, /)', setstate, ''),
    method('reset', '($self, /)', reset, ''),
  ],
  getset: [{ name: 'newlines', get: (self) => (ready(self) ? newlinesSeen(self) : NULL) }],
};
