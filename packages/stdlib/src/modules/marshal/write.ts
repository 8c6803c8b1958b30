/** marshal.dumps: objects to bytes. The format is CPython's version 4, but for code objects, which are this program's own. */
import {
  type Borrowed,
  ld32,
  ldF64,
  ldPtr,
  PyCodeObject,
  PyComplexObject,
  PyVarObject,
  readBytes,
  viewBytes,
} from '@tyston/memory';
import {
  bytesLength,
  bytesView,
  cleanWords,
  dictEntryKey,
  dictEntryValue,
  dictNext,
  floatValue,
  getBytesLike,
  hasBuffer,
  intDigit,
  interpreter,
  intFitsNumber,
  intSize,
  intToNumber,
  isInterned,
  listItem,
  listLength,
  refcount,
  setNext,
  setNextKey,
  strData,
  strIsAscii,
  strLength,
  T,
  tupleItem,
  tupleLength,
  typeOf,
  utf8Bytes,
  valueError,
} from '@tyston/objects'; // prettier-ignore
import { CODE_NUMBERS, CODE_OBJECTS, CODE_VERSION } from './code-layout.js';
import { Ellipsis, False, None, StopIterationType, True } from './constants.js';

const MAX_DEPTH = 2000;
const FLAG_REF = 0x80;

export class MarshalFailure extends Error {}

export class Writer {
  private bytes = new Uint8Array(1024);
  private n = 0;
  private depth = 0;
  private readonly refs = new Map<number, number>();
  constructor(private readonly version: number) {}

  result(): Uint8Array {
    return this.bytes.slice(0, this.n);
  }
  private room(k: number): void {
    if (this.n + k <= this.bytes.length) return;
    const bigger = new Uint8Array(Math.max(this.bytes.length * 2, this.n + k));
    bigger.set(this.bytes);
    this.bytes = bigger;
  }
  private byte(b: number): void {
    this.room(1);
    this.bytes[this.n++] = b;
  }
  private short(v: number): void {
    this.byte(v & 255);
    this.byte((v >>> 8) & 255);
  }
  private long(v: number): void {
    this.byte(v & 255);
    this.byte((v >>> 8) & 255);
    this.byte((v >>> 16) & 255);
    this.byte((v >>> 24) & 255);
  }
  private raw(b: Uint8Array): void {
    this.room(b.length);
    this.bytes.set(b, this.n);
    this.n += b.length;
  }
  private double(v: number): void {
    const b = new Uint8Array(8);
    new DataView(b.buffer).setFloat64(0, v, true);
    this.raw(b);
  }

  /** Writes one object. Throws MarshalFailure when a Python exception is pending. */
  object(o: Borrowed): void {
    if (++this.depth > MAX_DEPTH) {
      valueError('object too deeply nested to marshal');
      throw new MarshalFailure();
    }
    this.simple(o);
    this.depth--;
  }
  private type(code: string, flag: number): void {
    this.byte(code.charCodeAt(0) | flag);
  }
  private simple(o: Borrowed): void {
    if (o === 0) return this.byte(0x30);
    if (o === None) return this.byte(0x4e);
    if (o === StopIterationType) return this.byte(0x53);
    if (o === Ellipsis) return this.byte(0x2e);
    if (o === False) return this.byte(0x46);
    if (o === True) return this.byte(0x54);
    // Objects that are seen again are written once, and then by number.
    let flag = 0;
    if (this.version >= 3 && refcount(o) > 1) {
      const at = this.refs.get(o);
      if (at !== undefined) {
        this.byte(0x72);
        this.long(at);
        return;
      }
      this.refs.set(o, this.refs.size);
      flag = FLAG_REF;
    }
    this.complex(o, flag);
  }
  private complex(o: Borrowed, flag: number): void {
    const tp = typeOf(o);
    if (tp === T.int) {
      if (intFitsNumber(o)) {
        const v = intToNumber(o);
        if (v === (v | 0)) {
          this.type('i', flag);
          this.long(v);
          return;
        }
      }
      this.type('l', flag);
      this.bigInt(o);
    } else if (tp === T.float) {
      this.type('g', flag);
      this.double(floatValue(o));
    } else if (tp === T.complex) {
      this.type('y', flag);
      this.double(ldF64(o + PyComplexObject.real));
      this.double(ldF64(o + PyComplexObject.imag));
    } else if (tp === T.bytes) {
      this.type('s', flag);
      this.long(bytesLength(o));
      this.raw(bytesView(o));
    } else if (tp === T.str) {
      const interned = isInterned(o);
      if (strIsAscii(o) && this.version >= 4) {
        const n = strLength(o);
        if (n < 256) {
          this.type(interned ? 'Z' : 'z', flag);
          this.byte(n);
        } else {
          this.type(interned ? 'A' : 'a', flag);
          this.long(n);
        }
        this.raw(viewBytes(strData(o), n));
      } else {
        const b = utf8Bytes(o);
        this.type(interned ? 't' : 'u', flag);
        this.long(b.length);
        this.raw(b);
      }
    } else if (tp === T.tuple) {
      const n = tupleLength(o);
      if (this.version >= 4 && n < 256) {
        this.type(')', flag);
        this.byte(n);
      } else {
        this.type('(', flag);
        this.long(n);
      }
      for (let i = 0; i < n; i++) this.object(tupleItem(o, i));
    } else if (tp === T.list) {
      const n = listLength(o);
      this.type('[', flag);
      this.long(n);
      for (let i = 0; i < n; i++) this.object(listItem(o, i));
    } else if (tp === T.dict) {
      this.type('{', flag);
      for (let c = dictNext(o, 0); c !== 0; c = dictNext(o, c)) {
        const v = dictEntryValue();
        this.object(dictEntryKey());
        this.object(v);
      }
      this.byte(0x30);
    } else if (tp === T.set || tp === T.frozenset) {
      this.type(tp === T.frozenset ? '>' : '<', flag);
      this.set(o);
    } else if (tp === T.code) {
      this.type('c', flag);
      this.code(o);
    } else if (hasBuffer(o)) {
      const view = getBytesLike(o);
      if (view === null) throw new MarshalFailure();
      this.type('s', flag);
      this.long(view.length);
      this.raw(readBytes(view.address, view.length));
      view.release();
    } else {
      valueError('unmarshallable object');
      throw new MarshalFailure();
    }
  }
  /** 15 bits a digit, as CPython writes them. */
  private bigInt(o: Borrowed): void {
    const size = intSize(o);
    const n = Math.abs(size);
    const digits: number[] = [];
    for (let i = 0; i < n; i++) {
      const d = intDigit(o, i);
      digits.push(d & 0x7fff, d >>> 15);
    }
    while (digits.length > 0 && digits[digits.length - 1] === 0) digits.pop();
    this.long(size < 0 ? -digits.length : digits.length);
    for (const d of digits) this.short(d);
  }
  /** Elements are sorted by what they are written as, so that equal sets give equal bytes. */
  private set(o: Borrowed): void {
    const all: Uint8Array[] = [];
    const items: Borrowed[] = [];
    for (let c = setNext(o, 0); c !== 0; c = setNext(o, c)) items.push(setNextKey());
    for (const x of items) {
      const w = new Writer(this.version);
      w.object(x);
      all.push(w.result());
    }
    const order = items.map((_, i) => i).sort((a, b) => compare(all[a]!, all[b]!));
    this.long(items.length);
    for (const i of order) this.object(items[i]!);
  }
  /**
   * A code object of this program: numbers, bytecode, then its objects. The first number is the version of the layout (see
   * `CODE_VERSION`), so that a cache of another build is never run.
   */
  private code(o: Borrowed): void {
    const C = PyCodeObject;
    this.long(CODE_VERSION);
    for (const f of CODE_NUMBERS) this.long(ld32(o + f));
    const n = ld32(o + PyVarObject.ob_size) * 4;
    this.long(n);
    // Behind the bytecode stand the ranges of its handlers.
    const rest = interpreter().sizeOfCode(o) - C.co_code_adaptive - n;
    this.long(rest);
    this.raw(cleanWords(readBytes(o + C.co_code_adaptive, n)));
    this.raw(readBytes(o + C.co_code_adaptive + n, rest));
    for (const f of CODE_OBJECTS) this.object(ldPtr(o + f));
  }
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
