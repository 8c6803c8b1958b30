/** One run of load(): what the functions that read opcodes share. */
import { type Borrowed, ld32, ldAddr, type Owned, st32, stPtr } from '@tyston/memory';
import {
  call,
  callMethod,
  decref,
  errOccurred,
  intern,
  lookupAttr,
  newRef,
  setError,
  T,
  typeOf,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import type { Input } from './input.js';
import { field, UNPICKLER, unpicklingError } from './layout.js';
import { rowCount, rowItem, rowPut } from './memo.js';
import { Stack } from './stack.js';

export class Load {
  readonly stack = new Stack();
  /** persistent_load, owned; NULL where there is none. */
  persistentLoad: Borrowed = 0 as Borrowed;

  constructor(
    readonly unpickler: Borrowed,
    readonly input: Input,
  ) {}
  /** Finds what a subclass defines. False with an exception. */
  hooks(): boolean {
    if (typeOf(this.unpickler) === stateObject(StdlibState.UNPICKLER_TYPE)) {
      const f = field(this.unpickler, UNPICKLER.persistentLoad);
      if (f !== 0) this.persistentLoad = newRef(f);
      return true;
    }
    this.persistentLoad = lookupAttr(this.unpickler, intern('persistent_load'));
    return this.persistentLoad !== 0 || !errOccurred();
  }
  get proto(): number {
    return ld32(this.unpickler + UNPICKLER.proto);
  }
  set proto(v: number) {
    st32(this.unpickler + UNPICKLER.proto, v);
  }
  /** Pushes what may be NULL with an exception: false then. */
  push(o: Owned): boolean {
    if (o === 0) return false;
    this.stack.push(o);
    return true;
  }
  /** unpickler.find_class(module, name); steals both. NULL with an exception. */
  findClass(module: Owned, name: Owned): Owned {
    const r = callMethod(this.unpickler, 'find_class', module, name);
    decref(module);
    decref(name);
    return r;
  }
  /** Remembers the top of the stack under a number. False with an exception. */
  put(i: number): boolean {
    const top = this.stack.top();
    if (top === 0) return false;
    stPtr(this.unpickler + UNPICKLER.memo, rowPut(ldAddr(this.unpickler + UNPICKLER.memo), i, top));
    return true;
  }
  putNext(): boolean {
    return this.put(rowCount(ldAddr(this.unpickler + UNPICKLER.memo)));
  }
  get(i: number): boolean {
    const o = i < 0 ? (0 as Borrowed) : rowItem(ldAddr(this.unpickler + UNPICKLER.memo), i);
    if (o === 0) {
      unpicklingError(`Memo value not found at index ${i}`);
      return false;
    }
    this.stack.push(newRef(o));
    return true;
  }
  /** The object of a persistent id, which it steals. */
  persistent(id: Owned): boolean {
    const r = call(this.persistentLoad, id);
    decref(id);
    return this.push(r);
  }
  noPersistentLoad(): false {
    unpicklingError(
      'A load persistent id instruction was encountered,\nbut no persistent_load function was specified.',
    );
    return false;
  }
}
/** OverflowError for a length that does not fit. */
export function tooLong(what: string): false {
  setError(T.OverflowError, `${what} exceeds system's maximum size of ${MAX_SSIZE} bytes`);
  return false;
}
export const MAX_SSIZE = '9223372036854775807';
