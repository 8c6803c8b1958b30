/** `_json.make_encoder`: writes objects as JSON text. */
import {
  type Borrowed,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st8,
  stOwned,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  badArgument,
  call,
  callMethod,
  decref,
  dictContains,
  dictDel,
  dictEntryKey,
  dictEntryValue,
  dictLength,
  dictNext,
  dictSet,
  enterRecursive,
  False,
  floatValue,
  type HeapTypeSpec,
  intToDecimal,
  isInstance,
  leaveRecursive,
  listItem,
  listLength,
  MemberType,
  None,
  newInt,
  newRef,
  newTuple,
  parseTupleAndDict,
  reprDouble,
  StrWriter,
  sequenceList,
  T,
  True,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  valueError,
} from '@tyston/objects';
import { destroy, newOf, visitFields } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { writeString } from './strings.js';

const Encoder = struct('PyEncoderObject', PyObject, {
  markers: 'ptr',
  default: 'ptr',
  encoder: 'ptr',
  indent: 'ptr',
  key_separator: 'ptr',
  item_separator: 'ptr',
  sort_keys: 'u8',
  skipkeys: 'u8',
  allow_nan: 'u8',
  /** 1, 2: `encoder` is the module's own function, for ASCII or not. */
  fast: 'u8',
});
const OBJECTS = ['markers', 'default', 'encoder', 'indent', 'key_separator', 'item_separator'] as const;
const OWNED = OBJECTS.map((name) => Encoder[name]);

const PARAMETERS =
  '(markers, default, encoder, indent, key_separator: str, item_separator: str, sort_keys: bool, skipkeys: bool, allow_nan: bool)';

/** Which of the module's own functions an object is: 1 encode_basestring_ascii, 2 encode_basestring, 0 neither. */
let fastEncoder: (f: Borrowed) => number = () => 0;
export function setFastEncoder(f: typeof fastEncoder): void {
  fastEncoder = f;
}

function create(_type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const parsed = parseTupleAndDict('make_encoder', PARAMETERS, args, kwargs);
  if (parsed === null) return NULL;
  const markers = parsed[0] as Borrowed;
  if (markers !== None && !isInstance(markers, T.dict))
    return badArgument('make_encoder', 'argument 1', 'dict or None', markers);
  const self = newOf(StdlibState.JSON_ENCODER);
  OBJECTS.forEach((name, i) => {
    stOwned(self + Encoder[name], newRef(parsed[i] as Borrowed));
  });
  st8(self + Encoder.sort_keys, parsed[6] ? 1 : 0);
  st8(self + Encoder.skipkeys, parsed[7] ? 1 : 0);
  st8(self + Encoder.allow_nan, parsed[8] ? 1 : 0);
  st8(self + Encoder.fast, fastEncoder(parsed[2] as Borrowed));
  return self;
}

const flag = (self: Borrowed, offset: number) => ld8(self + offset) !== 0;
const field = (self: Borrowed, offset: number) => ldPtr(self + offset);

function text(w: StrWriter, self: Borrowed, s: Borrowed): boolean {
  const fast = ld8(self + Encoder.fast);
  if (fast !== 0) {
    writeString(w, s, fast === 1);
    return true;
  }
  const r = call(field(self, Encoder.encoder), s);
  if (r === 0) return false;
  if (!isInstance(r, T.str)) {
    typeError(`encoder() must return a string, not ${typeName(r)}`);
    decref(r);
    return false;
  }
  w.str(r);
  decref(r);
  return true;
}
function floatText(self: Borrowed, o: Borrowed): string | null {
  const v = floatValue(o);
  if (Number.isFinite(v)) return reprDouble(v);
  if (!flag(self, Encoder.allow_nan)) {
    valueError('Out of range float values are not JSON compliant');
    return null;
  }
  return v > 0 ? 'Infinity' : v < 0 ? '-Infinity' : 'NaN';
}

/** Remembers that `o` is being written; NULL with ValueError when it is already, None when nothing is remembered. */
function mark(self: Borrowed, o: Borrowed): Owned {
  const markers = field(self, Encoder.markers);
  if (markers === None) return newRef(None);
  const id = newInt(o >>> 0);
  const known = dictContains(markers, id);
  if (known !== 0) {
    decref(id);
    return known < 0 ? NULL : valueError('Circular reference detected');
  }
  if (dictSet(markers, id, o) < 0) {
    decref(id);
    return NULL;
  }
  return id;
}
/** Ends what `mark` began; steals the mark. */
function unmark(self: Borrowed, id: Owned, ok: boolean): boolean {
  if (ok && id !== None) ok = dictDel(field(self, Encoder.markers), id) === 0;
  decref(id);
  return ok;
}

function write(w: StrWriter, self: Borrowed, o: Borrowed): boolean {
  if (o === None) w.text('null');
  else if (o === True) w.text('true');
  else if (o === False) w.text('false');
  else if (isInstance(o, T.str)) return text(w, self, o);
  else if (isInstance(o, T.int)) {
    const s = intToDecimal(o);
    if (s === null) return false;
    w.text(s);
  } else if (isInstance(o, T.float)) {
    const s = floatText(self, o);
    if (s === null) return false;
    w.text(s);
  } else {
    if (!enterRecursive(' while encoding a JSON object')) return false;
    let ok: boolean;
    if (isInstance(o, T.list) || isInstance(o, T.tuple)) ok = sequence(w, self, o);
    else if (isInstance(o, T.dict)) ok = mapping(w, self, o);
    else ok = other(w, self, o);
    leaveRecursive();
    return ok;
  }
  return true;
}

function other(w: StrWriter, self: Borrowed, o: Borrowed): boolean {
  const id = mark(self, o);
  if (id === 0) return false;
  const replacement = call(field(self, Encoder.default), o);
  const ok = replacement !== 0 && write(w, self, replacement);
  if (replacement !== 0) decref(replacement);
  return unmark(self, id, ok);
}

function sequence(w: StrWriter, self: Borrowed, o: Borrowed): boolean {
  const isList = isInstance(o, T.list);
  const count = () => (isList ? listLength(o) : tupleLength(o));
  if (count() === 0) {
    w.text('[]');
    return true;
  }
  const id = mark(self, o);
  if (id === 0) return false;
  w.char(91);
  let ok = true;
  for (let i = 0; i < count() && ok; i++) {
    if (i > 0) w.str(field(self, Encoder.item_separator));
    const item = newRef(isList ? listItem(o, i) : tupleItem(o, i));
    ok = write(w, self, item);
    decref(item);
  }
  w.char(93);
  return unmark(self, id, ok);
}

/** Writes a key with its quotes: true, false to skip it, null with an exception. */
function key(w: StrWriter, self: Borrowed, k: Borrowed, first: boolean): boolean | null {
  const separate = () => {
    if (!first) w.str(field(self, Encoder.item_separator));
  };
  if (isInstance(k, T.str)) {
    separate();
    return text(w, self, k) ? true : null;
  }
  let s: string | null;
  if (isInstance(k, T.float)) s = floatText(self, k);
  else if (k === True) s = 'true';
  else if (k === False) s = 'false';
  else if (k === None) s = 'null';
  else if (isInstance(k, T.int)) s = intToDecimal(k);
  else {
    if (flag(self, Encoder.skipkeys)) return false;
    typeError(`keys must be str, int, float, bool or None, not ${typeName(k)}`);
    return null;
  }
  if (s === null) return null;
  separate();
  w.char(34);
  w.text(s);
  w.char(34);
  return true;
}

/** Pairs of a dict, kept alive; null with an exception. */
function pairs(self: Borrowed, o: Borrowed): [Owned, Owned][] | null {
  const found: [Owned, Owned][] = [];
  const sorted = flag(self, Encoder.sort_keys);
  if (typeOf(o) === T.dict && !sorted) {
    for (let c = dictNext(o, 0); c !== 0; c = dictNext(o, c))
      found.push([newRef(dictEntryKey()), newRef(dictEntryValue())]);
    return found;
  }
  const view = callMethod(o, 'items');
  if (view === 0) return null;
  const items = sequenceList(view);
  decref(view);
  if (items === 0) return null;
  if (sorted) {
    const r = callMethod(items, 'sort');
    if (r === 0) {
      decref(items);
      return null;
    }
    decref(r);
  }
  let bad = false;
  for (let i = 0; i < listLength(items) && !bad; i++) {
    const item = listItem(items, i);
    if (isInstance(item, T.tuple) && tupleLength(item) === 2)
      found.push([newRef(tupleItem(item, 0)), newRef(tupleItem(item, 1))]);
    else {
      valueError('items must return 2-tuples');
      bad = true;
    }
  }
  decref(items);
  if (!bad) return found;
  release(found);
  return null;
}
function release(found: [Owned, Owned][]): void {
  for (const [k, v] of found) {
    decref(k);
    decref(v);
  }
}

function mapping(w: StrWriter, self: Borrowed, o: Borrowed): boolean {
  if (dictLength(o) === 0) {
    w.text('{}');
    return true;
  }
  const id = mark(self, o);
  if (id === 0) return false;
  const found = pairs(self, o);
  if (found === null) return unmark(self, id, false);
  w.char(123);
  let ok = true;
  let first = true;
  for (const [k, v] of found) {
    const written = key(w, self, k, first);
    if (written === false) continue;
    if (written === null) {
      ok = false;
      break;
    }
    first = false;
    w.str(field(self, Encoder.key_separator));
    if (!write(w, self, v)) {
      ok = false;
      break;
    }
  }
  release(found);
  w.char(125);
  return unmark(self, id, ok);
}

function encode(self: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const parsed = parseTupleAndDict('_iterencode', '(obj, _current_indent_level: ssize)', args, kwargs);
  if (parsed === null) return NULL;
  const w = new StrWriter();
  return write(w, self, parsed[0] as Borrowed) ? newTuple(w.finish()) : NULL;
}

export const encoderType: HeapTypeSpec = {
  name: 'make_encoder',
  tpName: '_json.Encoder',
  basicsize: Encoder.size,
  flags: TypeFlags.HAVE_GC,
  doc: 'Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)',
  slots: {
    tp_new: create,
    tp_call: encode,
    tp_dealloc: (self: Borrowed) => destroy(self, ...OWNED),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visitFields(self, visit, ...OWNED),
  },
  members: [
    ...OBJECTS.map((name) => ({
      name,
      type: MemberType.OBJECT,
      offset: Encoder[name],
      readonly: true,
      doc: name,
    })),
    { name: 'sort_keys', type: MemberType.BOOL, offset: Encoder.sort_keys, readonly: true, doc: 'sort_keys' },
    { name: 'skipkeys', type: MemberType.BOOL, offset: Encoder.skipkeys, readonly: true, doc: 'skipkeys' },
  ],
};
