/**
 * The caches of a program: which traces are attached where, when to try again, what goes when there is no room.
 *
 * On a miss the generic function asks `attempt(site)` how much a trace may assume, records one, and hands it to `attach`.
 * A site that keeps on missing tries less and less often and assumes less and less, until it is megamorphic: then it jumps to
 * a stub that all sites of its kind share, and is left alone.
 *
 * A slot out of use is unlinked at once, by changing the jump that leads to it. Its code is given back when nobody can be inside:
 * at once if it calls nothing, else when the host finds no return address into it on any stack.
 */
import { type Addr, type Allocator, ldAddr, ldU32, st32, stPtr, stU64, WINDOW_HIGH } from '@tyston/memory';
import { type EmitOptions, emit, link } from '../emit/index.js';
import { type PassOptions, prepare } from '../passes/index.js';
import { dumpTrace } from '../print.js';
import { type CountedTrace, Op, type RecordedTrace } from '../trace.js';
import type { ValueType } from '../types.js';
import { CELL_BYTES, ENTRY, setEntry, TRAMPOLINE_BYTES, writeCell, writeTrampoline } from './cell.js';
import { CodePool, type CodeSpace } from './pool.js';
import {
  Assumption,
  CacheState,
  COUNTERS,
  type Counter,
  Dependency,
  Site,
  SiteFlags,
  Slot,
  SlotFlags,
} from './records.js';
import {
  addDependency,
  chain,
  dropDependencies,
  freeSlot,
  hasCalls,
  keepRefs,
  keepText,
  order,
  refsOf,
  slotsOf,
  textOf,
} from './slots.js';

/** A kind of site. The table of kinds is a constant of the program: sites know theirs by its index. */
export interface SiteKind {
  readonly name: string;
  readonly params: readonly ValueType[];
  readonly result: ValueType | 'void';
  /** Address of the generic function, which takes the site behind the parameters. */
  readonly generic: bigint;
}

export interface CacheHost {
  readonly heap: Allocator;
  /** Where the code goes. */
  readonly code: CodeSpace;
  readonly emit: Omit<EmitOptions, 'region'>;
  readonly kinds: readonly SiteKind[];
  /** Counts of the objects that code mentions. */
  incref(object: Addr): void;
  decref(object: Addr): void;
  /** Whether some stack holds a return address in [start, end). */
  inside(start: bigint, end: bigint): boolean;
}

export interface CacheOptions {
  /** Slots a site may have. Default: 4. */
  readonly slots?: number;
  /** Traces attached to a site before it is megamorphic. Default: 100. */
  readonly rewrites?: number;
  /** Bytes of code in all. Default: as many as the code space has. */
  readonly bytes?: number;
  /** Whether executions are counted; without it all slots are equally used. Default: true. */
  readonly hits?: boolean;
  readonly passes?: PassOptions;
}

/** How much a trace may assume: everything it saw; less, so that more fits it; as little as it can. */
export type Depth = 'exact' | 'broad' | 'least';

export interface AttachOptions {
  /** What the trace assumes beyond its guards, with the versions that it was recorded under. */
  readonly assumptions?: readonly { readonly at: Addr; readonly version: number }[];
}
export type Attached = 'attached' | 'stale' | 'full' | 'megamorphic';

export interface SlotReport {
  readonly hits: number;
  readonly bytes: number;
  readonly trace: string;
  readonly address: bigint;
}

const full = (at: Addr): bigint => (BigInt(WINDOW_HIGH) << 32n) | BigInt(at >>> 0);
const low = (address: bigint): Addr => Number(BigInt.asIntN(32, address));
const BACKOFF_MAX = 1024;

export class Caches {
  /** The address of the state, by which another isolate attaches. */
  readonly root: Addr;
  readonly pool: CodePool;
  private readonly emitOptions: EmitOptions;
  /** References of slots that are gone, until the present operation is done. */
  private readonly dying: Addr[] = [];
  private readonly maxSlots: number;
  private readonly maxRewrites: number;

  /** @param root the state that another isolate made, or 0 for a new one. */
  constructor(
    private readonly host: CacheHost,
    private readonly options: CacheOptions = {},
    root: Addr = 0,
  ) {
    const { heap, code } = host;
    this.root = root === 0 ? heap.calloc(CacheState.size) : root;
    this.pool = new CodePool(code, this.root + CacheState.pool, options.bytes);
    this.emitOptions = {
      ...host.emit,
      region: { start: code.address, end: code.address + BigInt(code.bytes.length) },
    };
    this.maxSlots = options.slots ?? 4;
    this.maxRewrites = options.rewrites ?? 100;
  }

  // ── Sites ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** A new site without slots. @throws RangeError when there is no room for its cell. */
  createSite(kind: number, owner = 0n): Addr {
    const site = this.host.heap.calloc(Site.size);
    const { params } = this.host.kinds[kind]!;
    const cell = this.withRoom(() => writeCell(this.pool, site, params, this.generic(kind)));
    if (cell < 0) throw new RangeError('no room for a site');
    st32(site + Site.kind, kind);
    st32(site + Site.cell, cell);
    stU64(site + Site.owner, owner);
    stPtr(site + Site.next, ldAddr(this.root + CacheState.sites));
    stPtr(this.root + CacheState.sites, site);
    return site;
  }
  /** What the code stream calls. */
  entry(site: Addr): bigint {
    return this.pool.addressOf(ldU32(site + Site.cell) + ENTRY);
  }
  sites(): Addr[] {
    return chain(ldAddr(this.root + CacheState.sites), Site.next);
  }
  /** Takes a site away. Nobody may call it any more. */
  freeSite(site: Addr): void {
    for (const slot of slotsOf(site)) this.unlink(slot);
    let at = this.root + CacheState.sites;
    while (ldAddr(at) !== site) at = ldAddr(at) + Site.next;
    stPtr(at, ldAddr(site + Site.next));
    this.pool.free(ldU32(site + Site.cell), CELL_BYTES);
    this.host.heap.free(site);
    this.sweep();
  }
  /** The jump to the generic function of a kind, from where all cells reach it. */
  private generic(kind: number): number {
    const at = this.root + CacheState.generic + 4 * kind;
    if (ldU32(at) === 0) {
      const offset = this.withRoom(() => writeTrampoline(this.pool, this.host.kinds[kind]!.generic));
      if (offset < 0) throw new RangeError(`no room for ${TRAMPOLINE_BYTES} bytes of code`);
      st32(at, offset + 1);
    }
    return ldU32(at) - 1;
  }

  // ── Traces ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Called on a miss: how much a trace may assume, or null if none is to be recorded now. */
  attempt(site: Addr): Depth | null {
    this.count('misses');
    st32(site + Site.misses, ldU32(site + Site.misses) + 1);
    if (this.isMegamorphic(site)) return null;
    const wait = ldU32(site + Site.retry_in);
    if (wait > 0) {
      st32(site + Site.retry_in, wait - 1);
      return null;
    }
    const rewrites = ldU32(site + Site.rewrites);
    const confidence = 100 - ldU32(site + Site.backoff) - (100 * rewrites) / this.maxRewrites;
    return confidence >= 50 ? 'exact' : confidence >= 20 ? 'broad' : 'least';
  }

  /** No trace came of an attempt: the next one is put off, twice as long each time. */
  refuse(site: Addr): void {
    this.count('refused');
    const backoff = Math.min(BACKOFF_MAX, Math.max(1, 2 * ldU32(site + Site.backoff)));
    st32(site + Site.backoff, backoff);
    st32(site + Site.retry_in, backoff);
  }

  /** Whether the site has had its share of traces: its owner then gives it a shared stub. */
  exhausted(site: Addr): boolean {
    return ldU32(site + Site.rewrites) >= this.maxRewrites;
  }

  /** Compiles a trace into a slot of the site. @throws what the compiler throws for a trace that is wrong. */
  attach(site: Addr, recorded: RecordedTrace, options: AttachOptions = {}): Attached {
    const { heap } = this.host;
    const { assumptions = [] } = options;
    if (this.isMegamorphic(site)) return 'megamorphic';
    // Recording may have run anything.
    if (assumptions.some((a) => ldU32(a.at + Assumption.version) !== a.version)) {
      this.refuse(site);
      return 'stale';
    }
    const slot = heap.calloc(Slot.size);
    const plain = prepare(recorded, this.options.passes);
    const trace = this.options.hits === false ? plain : tallied(plain, full(slot + Slot.hits));
    const emitted = emit(trace, this.emitOptions);
    const size = emitted.code.bytes.length;
    this.makePlace(site);
    const offset = this.withRoom(() => this.pool.alloc(size), site);
    if (offset < 0) {
      heap.free(slot);
      this.refuse(site);
      this.release();
      return 'full';
    }
    const bytes = this.pool.bytesAt(offset, size);
    bytes.set(emitted.code.bytes);
    const placed = { ...emitted, code: emitted.code.at(bytes) };
    link(placed, trace, this.pool.addressOf(offset), this.emitOptions, this.pool.addressOf(offset));
    st32(slot + Slot.code, offset);
    st32(slot + Slot.code_bytes, size);
    st32(slot + Slot.jump, emitted.next);
    st32(slot + Slot.flags, emitted.calls ? SlotFlags.CALLS : 0);
    stPtr(slot + Slot.site, site);
    keepText(heap, slot, dumpTrace(plain));
    const objects = [
      ...new Set(plain.ops.filter((op) => op.name === 'object').map((op) => op.constant as bigint)),
    ];
    for (const object of objects) this.host.incref(low(object));
    keepRefs(heap, slot, objects.map(low));
    for (const { at } of assumptions) addDependency(heap, slot, at);
    // Old hits count for less than new ones; the new slot is asked behind those that are in use.
    const others = slotsOf(site);
    for (const other of others) st32(other + Slot.hits, ldU32(other + Slot.hits) >>> 1);
    order(this.pool, site, [...byHits(others), slot]);
    st32(site + Site.rewrites, ldU32(site + Site.rewrites) + 1);
    this.count('attached');
    this.sweep();
    return 'attached';
  }

  /** The site jumps to a stub from now on, of the site's parameters, and is left alone. */
  setMegamorphic(site: Addr, stub: bigint): void {
    for (const slot of slotsOf(site)) this.unlink(slot);
    const offset = Number(stub - this.pool.space.address);
    setEntry(this.pool, ldU32(site + Site.cell), offset);
    st32(site + Site.flags, SiteFlags.MEGAMORPHIC);
    this.count('megamorphic');
    this.sweep();
  }
  isMegamorphic(site: Addr): boolean {
    return (ldU32(site + Site.flags) & SiteFlags.MEGAMORPHIC) !== 0;
  }

  /** Compiles a stub into the pool and returns its address. @throws RangeError when there is no room. */
  addStub(recorded: RecordedTrace): bigint {
    const trace = prepare(recorded, this.options.passes);
    const emitted = emit(trace, this.emitOptions);
    const size = emitted.code.bytes.length;
    const offset = this.withRoom(() => this.pool.alloc(size));
    if (offset < 0) throw new RangeError(`no room for ${size} bytes of code`);
    const bytes = this.pool.bytesAt(offset, size);
    bytes.set(emitted.code.bytes);
    link({ ...emitted, code: emitted.code.at(bytes) }, trace, this.pool.addressOf(offset), this.emitOptions);
    return this.pool.addressOf(offset);
  }

  // ── Assumptions ─────────────────────────────────────────────────────────────────────────────────────────────

  /** Something that traces may rely on without a guard. */
  createAssumption(): Addr {
    return this.host.heap.calloc(Assumption.size);
  }
  version(assumption: Addr): number {
    return ldU32(assumption + Assumption.version);
  }
  /** What was assumed no longer holds: every slot that relies on it goes. */
  invalidate(assumption: Addr): void {
    st32(assumption + Assumption.version, this.version(assumption) + 1);
    for (
      let dep = ldAddr(assumption + Assumption.first);
      dep !== 0;
      dep = ldAddr(assumption + Assumption.first)
    ) {
      this.unlink(ldAddr(dep + Dependency.slot));
      this.count('invalidated');
    }
    this.sweep();
  }
  /** @throws Error if traces still rely on it: invalidate it first. */
  freeAssumption(assumption: Addr): void {
    if (ldAddr(assumption + Assumption.first) !== 0) throw new Error('traces rely on the assumption');
    this.host.heap.free(assumption);
  }

  // ── Room ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Takes a slot out of use. */
  private unlink(slot: Addr): void {
    const site = ldAddr(slot + Slot.site);
    order(
      this.pool,
      site,
      slotsOf(site).filter((s) => s !== slot),
    );
    dropDependencies(this.host.heap, slot);
    stPtr(slot + Slot.next, ldAddr(this.root + CacheState.limbo));
    stPtr(this.root + CacheState.limbo, slot);
  }

  /** Gives back slots that are out of use and have nobody inside; what they kept alive may die now. */
  sweep(): void {
    this.reclaim();
    this.release();
  }
  private reclaim(): void {
    const waiting: Addr[] = [];
    for (const slot of chain(ldAddr(this.root + CacheState.limbo), Slot.next)) {
      const start = this.pool.addressOf(ldU32(slot + Slot.code));
      if (hasCalls(slot) && this.host.inside(start, start + BigInt(ldU32(slot + Slot.code_bytes)))) {
        waiting.push(slot);
        continue;
      }
      this.dying.push(...refsOf(slot));
      freeSlot(this.host.heap, this.pool, slot);
      this.count('reclaimed');
    }
    let after = 0;
    for (const slot of waiting) {
      stPtr(slot + Slot.next, after);
      after = slot;
    }
    stPtr(this.root + CacheState.limbo, after);
  }
  /** The last thing that an operation does: what dies may run anything, caches included. */
  private release(): void {
    for (let object = this.dying.pop(); object !== undefined; object = this.dying.pop())
      this.host.decref(object);
  }

  /** Makes a place for one more slot: the one used least goes. */
  private makePlace(site: Addr): void {
    const slots = slotsOf(site);
    if (slots.length < this.maxSlots) return;
    this.unlink(byHits(slots)[slots.length - 1]!);
    this.count('replaced');
  }

  /** Tries again as long as code can be given back: what waits, then the slots used least, of all sites. */
  private withRoom(alloc: () => number, keep: Addr = 0): number {
    let found = alloc();
    if (found >= 0) return found;
    this.reclaim();
    for (found = alloc(); found < 0; found = alloc()) {
      const coldest = byHits(
        this.sites()
          .filter((s) => s !== keep)
          .flatMap(slotsOf),
      ).pop();
      if (coldest === undefined) return -1;
      this.unlink(coldest);
      this.count('evicted');
      this.reclaim();
    }
    return found;
  }

  // ── Looking inside ──────────────────────────────────────────────────────────────────────────────────────────

  private count(counter: Counter): void {
    const at = this.root + CacheState.counters + 4 * COUNTERS.indexOf(counter);
    st32(at, ldU32(at) + 1);
  }
  counters(): Record<Counter, number> {
    const at = this.root + CacheState.counters;
    return Object.fromEntries(COUNTERS.map((c, k) => [c, ldU32(at + 4 * k)])) as Record<Counter, number>;
  }
  /** The slots of a site, in the order in which they are asked. */
  report(site: Addr): SlotReport[] {
    return slotsOf(site).map((slot) => ({
      hits: ldU32(slot + Slot.hits),
      bytes: ldU32(slot + Slot.code_bytes),
      trace: textOf(slot),
      address: this.pool.addressOf(ldU32(slot + Slot.code)),
    }));
  }
}

const byHits = (slots: readonly Addr[]): Addr[] =>
  [...slots].sort((x, y) => ldU32(y + Slot.hits) - ldU32(x + Slot.hits));

/** The trace with its executions counted, behind the last guard. */
function tallied(trace: CountedTrace, counter: bigint): CountedTrace {
  const { ops } = trace;
  let at = 0;
  if (!ops.some((op) => op.row.flow === 'label'))
    ops.forEach((op, i) => {
      if (op.exit?.to === 'next' && op.name !== 'leave') at = i + 1;
    });
  const tally = new Op('tally', [], -1, counter);
  return { ...trace, ops: [...ops.slice(0, at), tally, ...ops.slice(at)] };
}
