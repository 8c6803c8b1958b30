/**
 * The stub that megamorphic sites share: a table of what was found for a type's version and a name.
 *
 *     entry = table[(version × K ^ name >> 4) mod size]
 *     entry.version = the type's, and entry.name = name?   the value is in a field of the object, or in the entry
 *     else                                                 the generic function, without a site
 *
 * A version is given to a type once, when anything about it changes anew, and never again to another: so what an entry says
 * of a version stays true, and a value in it is alive while its version is some type's. The name is kept by the table.
 */
import { type Addr, type Allocator, ldAddr, st32, stI64, stPtr, struct, WINDOW_HIGH } from '@tyston/memory';
import { Builder, type I64, type Val } from '../builder.js';
import { type FunctionRef, type Place, place, placeAt, type RecordedTrace } from '../trace.js';

export const MegamorphicEntry = struct('MegamorphicEntry', null, {
  /** 0 for an entry that says nothing. */
  version: 'i32',
  name: 'ptr',
  /** Bytes from the object to the field, or -1: the value is in the entry. */
  offset: 'i64',
  value: 'ptr',
});

const K = 0x9e37_79b1 | 0;

export interface MegamorphicPlaces {
  /** The type (or shape) of an object. */
  readonly type: Place;
  /** Its version, 32 bits, 0 if it has none. */
  readonly version: Place;
}

export class MegamorphicTable {
  /** @param at the table that another isolate made, or 0 for a new one. Its size is a power of two. */
  constructor(
    heap: Allocator,
    private readonly counts: { incref(object: Addr): void; decref(object: Addr): void },
    readonly size = 1024,
    readonly at: Addr = heap.calloc(size * MegamorphicEntry.size),
  ) {}

  private entry(version: number, name: Addr): Addr {
    const h = (Math.imul(version, K) ^ (name >> 4)) & (this.size - 1);
    return this.at + h * MegamorphicEntry.size;
  }

  /** Notes what was found: a field at an offset of the object, or the value itself. */
  remember(version: number, name: Addr, found: { readonly offset: number } | { readonly value: Addr }): void {
    if (version === 0) return;
    const entry = this.entry(version, name);
    const old = ldAddr(entry + MegamorphicEntry.name);
    this.counts.incref(name);
    st32(entry + MegamorphicEntry.version, version);
    stPtr(entry + MegamorphicEntry.name, name);
    stI64(entry + MegamorphicEntry.offset, BigInt('offset' in found ? found.offset : -1));
    stPtr(entry + MegamorphicEntry.value, 'value' in found ? found.value : 0);
    if (old !== 0) this.counts.decref(old);
  }

  /**
   * The stub: `(object, name) -> owned`. `generic` takes the two and a site, which is 0 here.
   */
  stub(name: string, places: MegamorphicPlaces, generic: FunctionRef): RecordedTrace {
    const b = new Builder(name, 'stub', ['borrowed', 'borrowed'], 'owned');
    const [object, wanted] = [b.param(0), b.param(1)];
    const miss = b.label();
    const missed = { label: miss, args: [] };
    const version = b.loadI32(b.loadObject(object, places.type), places.version);
    b.branch('i32', 'eq', version, b.int32(0), missed);
    const bits = b.convert('addr_to_i64', 'i64', b.convert('ref_to_addr', 'addr', wanted));
    const low = b.arith('sar', 'i32', b.convert('i64_to_i32', 'i32', bits), b.int32(4));
    const hash = b.arith('xor', 'i32', b.arith('mul', 'i32', version, b.int32(K)), low);
    const index = b.convert('u32_to_i64', 'i64', b.arith('and', 'i32', hash, b.int32(this.size - 1)));
    const bytes = b.arith('mul', 'i64', index, b.int64(MegamorphicEntry.size)) as I64;
    const table = b.address((BigInt(WINDOW_HIGH) << 32n) | BigInt(this.at >>> 0));
    const entry = b.convert('add.addr', 'addr', table, bytes);
    b.branch('i32', 'ne', b.load(entry, place(MegamorphicEntry, 'version')), version, missed);
    const known = b.loadRef(entry, place(MegamorphicEntry, 'name'));
    b.branch('ref', 'ne', known, wanted, missed);
    const offset = b.loadI64(entry, place(MegamorphicEntry, 'offset'));
    const constant = b.label('addr');
    b.branch('i64', 'lt', offset, b.int64(0), { label: constant, args: [entry] });
    const field = b.convert('add.addr', 'addr', b.convert('ref_to_addr', 'addr', object), offset);
    b.return(b.nonnull(b.loadRef(field, placeAt('ptr')), missed));
    const [here] = b.bind(constant) as [Val<'addr'>];
    b.return(b.loadObject(here, place(MegamorphicEntry, 'value')));
    b.bind(miss);
    b.return(b.call(generic, object, wanted, b.int32(0)));
    return b.finishTrace();
  }
}
