/** One run of dump(): what the functions that write objects share. */
import { type Borrowed, ld32, ldAddr, stPtr } from '@tyston/memory';
import {
  addressHex,
  decref,
  errOccurred,
  intern,
  lookupAttr,
  newRef,
  setError,
  T,
  tpName,
  typeOf,
} from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { field, PICKLER } from './layout.js';
import { numberOf, remember, tableCount } from './memo.js';
import { Op } from './opcodes.js';
import { Output } from './output.js';

/** Levels of containers that a fast pickler writes before it looks for cycles. */
const FAST_NESTING = 50;

export class Dump {
  readonly out: Output;
  readonly proto: number;
  readonly bin: boolean;
  readonly fast: boolean;
  readonly fixImports: boolean;
  /** persistent_id and reducer_override, owned; NULL where there is none. */
  persistentId: Borrowed = 0 as Borrowed;
  override: Borrowed = 0 as Borrowed;
  private nesting = 0;
  private open: Set<number> | null = null;

  constructor(
    readonly pickler: Borrowed,
    write: Borrowed,
    /** Writes any object (`save.ts`); `plain` for what a persistent id is written as. False with an exception. */
    readonly save: (d: Dump, o: Borrowed, plain?: boolean) => boolean,
  ) {
    this.out = new Output(write);
    this.proto = ld32(pickler + PICKLER.proto);
    this.bin = ld32(pickler + PICKLER.bin) !== 0;
    this.fast = ld32(pickler + PICKLER.fast) !== 0;
    this.fixImports = ld32(pickler + PICKLER.fixImports) !== 0;
  }
  /** Finds what a subclass defines. False with an exception. */
  hooks(): boolean {
    if (typeOf(this.pickler) === stateObject(StdlibState.PICKLER_TYPE)) {
      const f = field(this.pickler, PICKLER.persistentId);
      if (f !== 0) this.persistentId = newRef(f);
      return true;
    }
    this.persistentId = lookupAttr(this.pickler, intern('persistent_id'));
    if (this.persistentId === 0 && errOccurred()) return false;
    this.override = lookupAttr(this.pickler, intern('reducer_override'));
    return this.override !== 0 || !errOccurred();
  }
  end(): void {
    if (this.persistentId !== 0) decref(this.persistentId);
    if (this.override !== 0) decref(this.override);
    this.out.drop();
  }

  // -- the memo ------------------------------------------------------------------------------------------------------------

  /** The number of an object that was written; -1 for another one. */
  known(o: Borrowed): number {
    return numberOf(ldAddr(this.pickler + PICKLER.memo), o);
  }
  /** Gives the object that is on top of the reader's stack the next number. */
  put(o: Borrowed): void {
    if (this.fast) return;
    const table = ldAddr(this.pickler + PICKLER.memo);
    const i = tableCount(table);
    const now = remember(table, o, i);
    if (now !== table) stPtr(this.pickler + PICKLER.memo, now);
    if (this.proto >= 4) this.out.op(Op.MEMOIZE);
    else if (!this.bin) this.out.text(`p${i}\n`);
    else if (i < 256) this.out.op1(Op.BINPUT, i);
    else this.out.op4(Op.LONG_BINPUT, i);
  }
  get(i: number): void {
    if (!this.bin) this.out.text(`g${i}\n`);
    else if (i < 256) this.out.op1(Op.BINGET, i);
    else this.out.op4(Op.LONG_BINGET, i);
  }

  // -- fast mode --------------------------------------------------------------------------------------------------------------

  /** A container begins. A fast pickler has no memo that would end a cycle: false with ValueError for one. */
  enter(o: Borrowed): boolean {
    if (!this.fast || ++this.nesting < FAST_NESTING) return true;
    this.open ??= new Set();
    if (this.open.has(o)) {
      setError(
        T.ValueError,
        `fast mode: can't pickle cyclic objects including object type ${tpName(typeOf(o))} at 0x${addressHex(o)}`,
      );
      return false;
    }
    this.open.add(o);
    return true;
  }
  leave(o: Borrowed): void {
    if (!this.fast) return;
    if (this.nesting-- >= FAST_NESTING) this.open?.delete(o);
  }
}
