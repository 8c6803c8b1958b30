/** `_json.make_scanner`: reads one JSON value at a position of a str. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st32,
  stOwned,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  call,
  decref,
  dictClear,
  dictSet,
  dictSetDefault,
  enterRecursive,
  False,
  getAttrString,
  type HeapTypeSpec,
  intFromText,
  isInstance,
  isTrue,
  leaveRecursive,
  listAppendOwned,
  MemberType,
  None,
  newDict,
  newFloat,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  parseTupleAndDict,
  readChar,
  strData,
  strKind,
  strLength,
  substr,
  T,
  True,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { destroy, newOf, visitFields } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { decodeError, noValueAt } from './errors.js';
import { scanString, stringEnd } from './strings.js';

const Scanner = struct('PyScannerObject', PyObject, {
  strict: 'u8',
  object_hook: 'ptr',
  object_pairs_hook: 'ptr',
  parse_float: 'ptr',
  parse_int: 'ptr',
  parse_constant: 'ptr',
  memo: 'ptr',
});
const HOOKS = ['object_hook', 'object_pairs_hook', 'parse_float', 'parse_int', 'parse_constant'] as const;
const OWNED = [...HOOKS.map((name) => Scanner[name]), Scanner.memo];

function create(_type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const parsed = parseTupleAndDict('make_scanner', '(context)', args, kwargs);
  if (parsed === null) return NULL;
  const context = parsed[0] as Borrowed;
  const self = newOf(StdlibState.JSON_SCANNER);
  stOwned(self + Scanner.memo, newDict());
  const strict = getAttrString(context, 'strict');
  const truth = strict === 0 ? -1 : isTrue(strict);
  if (strict !== 0) decref(strict);
  let failed = truth < 0;
  st32(self + Scanner.strict, truth === 1 ? 1 : 0);
  for (const name of HOOKS) {
    if (failed) break;
    const hook = getAttrString(context, name);
    if (hook === 0) failed = true;
    else stOwned(self + Scanner[name], hook);
  }
  if (failed) {
    decref(self);
    return NULL;
  }
  return self;
}

/** One run of a scanner. `next` is where the value that was read last ends. */
class Run {
  private readonly kind: number;
  private readonly data: Addr;
  private readonly length: number;
  next = 0;

  constructor(
    private readonly self: Borrowed,
    private readonly text: Borrowed,
  ) {
    this.kind = strKind(text);
    this.data = strData(text);
    this.length = strLength(text);
  }
  private char(i: number): number {
    return i < this.length ? readChar(this.kind, this.data, i) : -1;
  }
  private skipSpace(i: number): number {
    for (;;) {
      const c = this.char(i);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return i;
      i++;
    }
  }
  private spells(i: number, word: string): boolean {
    for (let k = 0; k < word.length; k++) if (this.char(i + k) !== word.charCodeAt(k)) return false;
    return true;
  }
  private hook(name: (typeof HOOKS)[number]): Borrowed {
    return ldPtr(this.self + Scanner[name]);
  }

  value(i: number): Owned {
    const c = this.char(i);
    switch (c) {
      case 34: {
        const s = scanString(this.text, i + 1, (ld32(this.self + Scanner.strict) & 255) !== 0);
        this.next = stringEnd();
        return s;
      }
      case 123: {
        if (!enterRecursive(' while decoding a JSON object from a unicode string')) return NULL;
        const r = this.object(i + 1);
        leaveRecursive();
        return r;
      }
      case 91: {
        if (!enterRecursive(' while decoding a JSON array from a unicode string')) return NULL;
        const r = this.array(i + 1);
        leaveRecursive();
        return r;
      }
      case 110:
        if (this.spells(i, 'null')) return this.word(i + 4, None);
        break;
      case 116:
        if (this.spells(i, 'true')) return this.word(i + 4, True);
        break;
      case 102:
        if (this.spells(i, 'false')) return this.word(i + 5, False);
        break;
      case 78:
        if (this.spells(i, 'NaN')) return this.constant(i, 'NaN');
        break;
      case 73:
        if (this.spells(i, 'Infinity')) return this.constant(i, 'Infinity');
        break;
      case 45:
        if (this.spells(i, '-Infinity')) return this.constant(i, '-Infinity');
        break;
    }
    return c < 0 ? noValueAt(i) : this.number(i);
  }
  private word(end: number, value: Borrowed): Owned {
    this.next = end;
    return newRef(value);
  }
  private constant(i: number, name: string): Owned {
    this.next = i + name.length;
    const s = newStr(name);
    const r = call(this.hook('parse_constant'), s);
    decref(s);
    return r;
  }

  private digits(i: number): number {
    for (let c = this.char(i); c >= 48 && c <= 57; c = this.char(i)) i++;
    return i;
  }
  private number(start: number): Owned {
    let i = start;
    if (this.char(i) === 45) i++;
    const first = this.char(i);
    if (first === 48) i++;
    else if (first >= 49 && first <= 57) i = this.digits(i);
    else return noValueAt(start);
    let isFloat = false;
    if (this.char(i) === 46) {
      const end = this.digits(i + 1);
      if (end > i + 1) {
        isFloat = true;
        i = end;
      }
    }
    if ((this.char(i) | 32) === 101 && this.char(i) > 0) {
      let e = i + 1;
      const sign = this.char(e);
      if (sign === 43 || sign === 45) e++;
      const end = this.digits(e);
      if (end > e) {
        isFloat = true;
        i = end;
      }
    }
    this.next = i;
    const custom = this.hook(isFloat ? 'parse_float' : 'parse_int');
    if (custom !== (isFloat ? T.float : T.int)) {
      const s = substr(this.text, start, i);
      const r = call(custom, s);
      decref(s);
      return r;
    }
    let text = '';
    for (let k = start; k < i; k++) text += String.fromCharCode(readChar(this.kind, this.data, k));
    if (isFloat) return newFloat(Number(text));
    return text.length < 16 ? newInt(Number(text)) : intFromText(text, 10);
  }

  private object(start: number): Owned {
    const pairsHook = this.hook('object_pairs_hook');
    const paired = pairsHook !== None;
    const result = paired ? newList() : newDict();
    const fail = () => {
      decref(result);
      return NULL;
    };
    let i = this.skipSpace(start);
    if (this.char(i) !== 125) {
      for (;;) {
        if (this.char(i) !== 34) {
          decodeError('Expecting property name enclosed in double quotes', this.text, i);
          return fail();
        }
        let key = scanString(this.text, i + 1, (ld32(this.self + Scanner.strict) & 255) !== 0);
        if (key === 0) return fail();
        i = this.skipSpace(stringEnd());
        // Equal keys of one document are one object.
        const known = newRef(dictSetDefault(ldPtr(this.self + Scanner.memo), key, key));
        decref(key);
        key = known;
        if (this.char(i) !== 58) {
          decref(key);
          decodeError("Expecting ':' delimiter", this.text, i);
          return fail();
        }
        const value = this.value(this.skipSpace(i + 1));
        if (value === 0) {
          decref(key);
          return fail();
        }
        if (paired) listAppendOwned(result, newTuple(key, value));
        else {
          const bad = dictSet(result, key, value) < 0;
          decref(key);
          decref(value);
          if (bad) return fail();
        }
        i = this.skipSpace(this.next);
        const c = this.char(i);
        if (c === 125) break;
        if (c !== 44) {
          decodeError("Expecting ',' delimiter", this.text, i);
          return fail();
        }
        i = this.skipSpace(i + 1);
      }
    }
    this.next = i + 1;
    const hook = paired ? pairsHook : this.hook('object_hook');
    if (hook === None) return result;
    const end = this.next;
    const r = call(hook, result);
    decref(result);
    this.next = end;
    return r;
  }

  private array(start: number): Owned {
    const list = newList();
    let i = this.skipSpace(start);
    if (this.char(i) !== 93) {
      for (;;) {
        const value = this.value(i);
        if (value === 0) {
          decref(list);
          return NULL;
        }
        listAppendOwned(list, value);
        i = this.skipSpace(this.next);
        const c = this.char(i);
        if (c === 93) break;
        if (c !== 44) {
          decref(list);
          return decodeError("Expecting ',' delimiter", this.text, i);
        }
        i = this.skipSpace(i + 1);
      }
    }
    this.next = i + 1;
    return list;
  }
}

function scan(self: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const parsed = parseTupleAndDict('scan_once', '(string, idx: ssize)', args, kwargs);
  if (parsed === null) return NULL;
  const [text, at] = parsed as [Borrowed, number];
  if (!isInstance(text, T.str)) return typeError(`first argument must be a string, not ${typeName(text)}`);
  if (at < 0) return valueError('idx cannot be negative');
  if (at >= strLength(text)) return noValueAt(at);
  const run = new Run(self, text);
  const r = run.value(at);
  dictClear(ldPtr(self + Scanner.memo));
  return r === 0 ? NULL : newTuple(r, newInt(run.next));
}

export const scannerType: HeapTypeSpec = {
  name: 'make_scanner',
  tpName: '_json.Scanner',
  basicsize: Scanner.size,
  flags: TypeFlags.HAVE_GC,
  doc: 'JSON scanner object',
  slots: {
    tp_new: create,
    tp_call: scan,
    tp_dealloc: (self: Borrowed) => destroy(self, ...OWNED),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visitFields(self, visit, ...OWNED),
  },
  members: [
    { name: 'strict', type: MemberType.BOOL, offset: Scanner.strict, readonly: true, doc: 'strict' },
    ...HOOKS.map((name) => ({
      name,
      type: MemberType.OBJECT,
      offset: Scanner[name],
      readonly: true,
      doc: name,
    })),
  ],
};
