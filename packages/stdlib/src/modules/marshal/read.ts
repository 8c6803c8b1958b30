/** marshal.loads: bytes to objects. Bad data is an error, never a crash. */
import {
  NULL,
  type Owned,
  PyCodeObject,
  PyObject,
  PyVarObject,
  st32,
  stPtr,
  stSsize,
  writeBytes,
  zero,
} from '@tyston/memory';
import {
  decref,
  dictSet,
  errOccurred,
  gcTrack,
  internInPlace,
  listAppendOwned,
  newBytes,
  newComplex,
  newDict,
  newFloat,
  newFrozenSet,
  newInt,
  newIntFromBigInt,
  newList,
  newPlain,
  newRef,
  newSetOf,
  newStr,
  newStrBuffer,
  newStrFromCodePoints,
  newTupleBuffer,
  setAdd,
  setError,
  strData,
  T,
  tupleInit,
  typeError,
  typeOf,
  valueError,
} from '@tyston/objects'; // prettier-ignore
import { CODE_NUMBERS, CODE_OBJECTS, CODE_VERSION } from './code-layout.js';
import { Ellipsis, False, None, StopIterationType, True } from './constants.js';
import { decodeUtf8Pass } from './utf8.js';

const MAX_DEPTH = 2000;
/** Thrown when a Python exception is pending. */
export class BadMarshal extends Error {}

export class Reader {
  private at = 0;
  private depth = 0;
  private readonly refs: Owned[] = [];
  private readonly view: DataView;
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  /** Bytes read so far. */
  get position(): number {
    return this.at;
  }
  /** Releases what the table of seen objects holds, and what was being made when an error came up. */
  dispose(): void {
    for (const o of this.unfinished) decref(o);
    this.unfinished.length = 0;
    for (const r of this.refs) if (r !== 0) decref(r);
    this.refs.length = 0;
  }
  /** Objects that are part of nothing yet, innermost last. */
  private readonly unfinished: Owned[] = [];
  /** `o` is being made, or waits for others. */
  private begin<O extends Owned>(o: O): O {
    this.unfinished.push(o);
    return o;
  }
  /** The last `n` begun have found their owner. */
  private end(n = 1): void {
    this.unfinished.length -= n;
  }
  private need(n: number): void {
    if (n < 0 || this.at + n > this.bytes.length) {
      setError(T.EOFError, 'marshal data too short');
      throw new BadMarshal();
    }
  }
  private byte(): number {
    if (this.at >= this.bytes.length) {
      setError(T.EOFError, 'EOF read where object expected');
      throw new BadMarshal();
    }
    return this.bytes[this.at++]!;
  }
  private long(): number {
    this.need(4);
    const v = this.view.getInt32(this.at, true);
    this.at += 4;
    return v;
  }
  private double(): number {
    this.need(8);
    const v = this.view.getFloat64(this.at, true);
    this.at += 8;
    return v;
  }
  private raw(n: number): Uint8Array {
    this.need(n);
    const b = this.bytes.subarray(this.at, this.at + n);
    this.at += n;
    return b;
  }
  private size(what: string): number {
    const n = this.long();
    if (n < 0 || n > 0x7fffffff) this.bad(`${what} size out of range`);
    return n;
  }
  private bad(text: string): never {
    valueError(`bad marshal data (${text})`);
    throw new BadMarshal();
  }

  /** Reads one object. New reference. Throws BadMarshal with an exception pending. */
  object(): Owned {
    const o = this.read();
    if (o === 0) {
      if (!errOccurred()) typeError('NULL object in marshal data for object');
      throw new BadMarshal();
    }
    return o;
  }
  private keep(flag: boolean, o: Owned): Owned {
    if (flag) this.refs.push(newRef(o));
    return o;
  }
  /** Reserves a number for an object that is made after its parts. */
  private reserve(flag: boolean): number {
    if (!flag) return -1;
    this.refs.push(NULL);
    return this.refs.length - 1;
  }
  private fill(index: number, o: Owned): Owned {
    if (index >= 0) this.refs[index] = newRef(o);
    return o;
  }
  /** 0 is the NULL that ends a dict. */
  private read(): Owned {
    if (++this.depth > MAX_DEPTH) this.bad('recursion limit exceeded');
    const b = this.byte();
    const flag = (b & 0x80) !== 0;
    const r = this.value(String.fromCharCode(b & 0x7f), flag);
    this.depth--;
    return r;
  }
  private value(type: string, flag: boolean): Owned {
    switch (type) {
      case '0':
        return NULL;
      case 'N':
        return newRef(None);
      case 'S':
        return newRef(StopIterationType);
      case '.':
        return newRef(Ellipsis);
      case 'F':
        return newRef(False);
      case 'T':
        return newRef(True);
      case 'i':
        return this.keep(flag, newInt(this.long()));
      case 'I':
        this.need(8);
        this.at += 8;
        return this.keep(flag, newIntFromBigInt(this.view.getBigInt64(this.at - 8, true)));
      case 'l':
        return this.keep(flag, this.bigInt());
      case 'g':
        return this.keep(flag, newFloat(this.double()));
      case 'f':
        return this.keep(flag, newFloat(Number(ascii(this.raw(this.byte())))));
      case 'y':
        return this.keep(flag, newComplex(this.double(), this.double()));
      case 'x':
        return this.keep(
          flag,
          newComplex(Number(ascii(this.raw(this.byte()))), Number(ascii(this.raw(this.byte())))),
        );
      case 's':
        return this.keep(flag, newBytes(this.raw(this.size('bytes object'))));
      case 'A':
      case 'a':
        return this.keep(flag, this.latin(this.size('string'), type === 'A'));
      case 'Z':
      case 'z':
        return this.keep(flag, this.latin(this.byte(), type === 'Z'));
      case 't':
      case 'u': {
        const s = newStrFromCodePoints(decodeUtf8Pass(this.raw(this.size('string'))));
        return this.keep(flag, type === 't' ? internInPlace(s) : s);
      }
      case ')':
        return this.tuple(this.byte(), flag);
      case '(':
        return this.tuple(this.size('tuple'), flag);
      case '[': {
        const n = this.size('list');
        const l = this.begin(this.keep(flag, newList()));
        for (let i = 0; i < n; i++) listAppendOwned(l, this.object());
        this.end();
        return l;
      }
      case '{': {
        const d = this.begin(this.keep(flag, newDict()));
        for (;;) {
          const k = this.read();
          if (k === 0) break;
          this.begin(k);
          const v = this.read();
          this.end();
          if (v === 0) {
            decref(k);
            break;
          }
          const r = dictSet(d, k, v);
          decref(k);
          decref(v);
          if (r < 0) throw new BadMarshal();
        }
        if (errOccurred()) throw new BadMarshal();
        this.end();
        return d;
      }
      case '<':
      case '>': {
        const n = this.size('set');
        const index = this.reserve(flag);
        const s = this.begin(type === '>' ? newFrozenSet() : newSetOf(T.set));
        for (let i = 0; i < n; i++) {
          const x = this.object();
          const r = setAdd(s, x);
          decref(x);
          if (r < 0) throw new BadMarshal();
        }
        this.end();
        return this.fill(index, s);
      }
      case 'r': {
        const i = this.long();
        if (i < 0 || i >= this.refs.length || this.refs[i] === 0) this.bad('invalid reference');
        return newRef(this.refs[i]!);
      }
      case 'c':
        return this.code(flag);
      default:
        return this.bad('unknown type code');
    }
  }
  private latin(n: number, intern: boolean): Owned {
    const b = this.raw(n);
    if (n < 2) {
      const s = newStr(ascii(b));
      return s;
    }
    const p = newStrBuffer(n, 127);
    writeBytes(strData(p), b);
    return intern ? internInPlace(p) : p;
  }
  private tuple(n: number, flag: boolean): Owned {
    if (n > this.bytes.length - this.at) this.bad('tuple size out of range');
    const index = this.reserve(flag);
    const t = this.begin(newTupleBuffer(n));
    for (let i = 0; i < n; i++) tupleInit(t, i, this.object());
    this.end();
    if (n > 0) gcTrack(t);
    return this.fill(index, t);
  }
  private bigInt(): Owned {
    const n = this.long();
    const count = Math.abs(n);
    if (count > (this.bytes.length - this.at) / 2) this.bad('long size out of range');
    let v = 0n;
    const digits: number[] = [];
    for (let i = 0; i < count; i++) {
      this.need(2);
      const d = this.view.getUint16(this.at, true);
      this.at += 2;
      if (d > 0x7fff) this.bad('digit out of range in long');
      digits.push(d);
    }
    if (count > 0 && digits[count - 1] === 0) this.bad('unnormalized long data');
    for (let i = count - 1; i >= 0; i--) v = (v << 15n) | BigInt(digits[i]!);
    return newIntFromBigInt(n < 0 ? -v : v);
  }
  private code(flag: boolean): Owned {
    const index = this.reserve(flag);
    if (this.long() !== CODE_VERSION) this.bad('code of another version');
    const numbers = CODE_NUMBERS.map(() => this.long());
    const n = this.size('code');
    const rest = this.size('code');
    if (n & 3 || rest < 4 || rest & 3) this.bad('code size');
    const bytes = this.raw(n + rest);
    const objects = CODE_OBJECTS.map(() => this.begin(this.object()));
    const types = [T.tuple, T.tuple, T.bytes, T.tuple, T.bytes, T.str, T.str, T.str, T.bytes];
    for (let i = 0; i < types.length; i++)
      if (typeOf(objects[i]!) !== types[i]) this.bad('code object field of the wrong type');
    this.end(objects.length);
    const C = PyCodeObject;
    const code = newPlain(T.code, C.co_code_adaptive + n + rest);
    zero(code + PyObject.size, C.co_code_adaptive - PyObject.size);
    stSsize(code + PyVarObject.ob_size, n >> 2);
    writeBytes(code + C.co_code_adaptive, bytes);
    CODE_NUMBERS.forEach((f, i) => {
      st32(code + f, numbers[i]!);
    });
    CODE_OBJECTS.forEach((f, i) => {
      stPtr(code + f, objects[i]!);
    });
    return this.fill(index, code);
  }
}
function ascii(b: Uint8Array): string {
  let s = '';
  for (let i = 0; i < b.length; i++) s += String.fromCharCode(b[i]!);
  return s;
}
