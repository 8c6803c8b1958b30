// Inline caches for a toy language: objects with shapes, properties that are read and written, methods that are called.
// An object has a count, a shape and up to four properties; a number is an object of the shape `number`.
import type { Addr, Allocator } from '@tyston/memory';
import { ld32, ldAddr, ldF64, ldU64, st32, stF64, stPtr, struct, WINDOW_HIGH } from '@tyston/memory';
import type { Builder, CodeSpace, FunctionRef, Scalar, SiteKind, TraceMachine, Val } from '@tyston/rewriter';
import { Caches, place, placeAt, recordSlot, Site } from '@tyston/rewriter';

const Thing = struct('Thing', null, { refcnt: 'ssize', shape: 'ptr', value: 'f64', properties: ['ptr', 4] });
const SHAPE = place(Thing, 'shape');
const property = (i: number) => placeAt('ptr', Thing.properties + 8 * i);
const full = (p: Addr): bigint => (BigInt(WINDOW_HIGH) << 32n) | BigInt(p >>> 0);
const low = (p: Scalar): Addr => Number(BigInt.asIntN(32, BigInt(p)));

type Shape = { readonly names: readonly string[]; readonly methods: Readonly<Record<string, FunctionRef>> };
const KINDS = { get: 0, set: 1, call: 2 };
type Slow = (object: Addr, value: Addr, site: Addr) => Scalar;

export class Toy {
  readonly caches: Caches;
  private readonly shapes = new Map<Addr, Shape>();
  private readonly names: string[] = [];
  private readonly number: Addr;
  /** Objects that are alive. */
  objects = 0;

  constructor(
    private readonly machine: TraceMachine,
    private readonly heap: Allocator,
    code: CodeSpace,
  ) {
    const dealloc = machine.add('dealloc', ['ref'], 'void', 'runs', (p) => this.free(low(p)));
    const kind = (
      name: string,
      params: SiteKind['params'],
      result: 'owned' | 'i32',
      slow: Slow,
    ): SiteKind => {
      // The generic function is given the site behind its arguments.
      const run = (...args: Scalar[]) => slow(low(args[0]!), low(args[1]!), args[params.length] as Addr);
      const kinds = [...params.map(() => 'ref' as const), 'i32' as const];
      const fn = machine.add(name, kinds, result === 'i32' ? 'i32' : 'owned?', 'runs', run);
      return { name, params, result, generic: fn.address };
    };
    this.caches = new Caches({
      heap,
      code,
      emit: { refcount: place(Thing, 'refcnt'), dealloc },
      kinds: [
        kind('get', ['borrowed'], 'owned', (o, _, site) => this.getSlow(o, site)),
        kind('set', ['borrowed', 'borrowed'], 'i32', (o, v, site) => this.setSlow(o, v, site)),
        kind('call', ['borrowed', 'borrowed'], 'owned', (o, v, site) => this.callSlow(o, v, site)),
      ],
      incref: (p) => this.incref(p),
      decref: (p) => this.decref(p),
      inside: (start, end) => machine.inside(start, end),
    });
    this.number = this.shape([]);
  }

  // Objects, counted.
  private make(shape: Addr, value: number): Addr {
    const p = this.heap.calloc(Thing.size);
    st32(p, 1);
    stPtr(p + Thing.shape, shape);
    stF64(p + Thing.value, value);
    this.objects++;
    return p;
  }
  incref(p: Addr): void {
    st32(p, ld32(p) + 1);
  }
  decref(p: Addr): void {
    if (p === 0) return;
    st32(p, ld32(p) - 1);
    if (ld32(p) === 0) this.free(p);
  }
  private free(p: Addr): undefined {
    for (let i = 0; i < 4; i++) this.decref(ldAddr(p + Thing.properties + 8 * i));
    this.heap.free(p);
    this.objects--;
  }
  shape(names: readonly string[], methods: Shape['methods'] = {}): Addr {
    const p = this.make(0, 0);
    this.shapes.set(p, { names, methods });
    return p;
  }
  new = (shape: Addr): Addr => this.make(shape, 0);
  num = (value: number): Addr => this.make(this.number, value);
  valueOf = (p: Addr): number => ldF64(p + Thing.value);

  // The generic operations: each does its work once, and attaches the trace of what it did.
  private at(o: Addr, site: Addr) {
    const name = this.names[Number(ldU64(site + Site.owner))]!;
    const shape = this.shapes.get(ldAddr(o + Thing.shape))!;
    const index = shape.names.indexOf(name);
    return { shape, name, index, slot: o + Thing.properties + 8 * index };
  }
  private attach(
    site: Addr,
    o: Addr,
    params: 1 | 2,
    result: 'owned' | 'i32',
    write: (b: Builder) => Val,
  ): void {
    if (this.caches.attempt(site) === null) return;
    const types = (['borrowed', 'borrowed'] as const).slice(0, params);
    const trace = recordSlot('toy', types, result, (b) => {
      b.guard('ref', 'eq', b.loadObject(b.param(0), SHAPE), b.object(full(ldAddr(o + Thing.shape))));
      b.return(write(b));
    });
    this.caches.attach(site, trace);
  }
  private getSlow(o: Addr, site: Addr): bigint {
    const { index, slot } = this.at(o, site);
    if (index < 0 || ldAddr(slot) === 0) return 0n;
    this.attach(site, o, 1, 'owned', (b) => b.nonnull(b.loadRef(b.param(0), property(index))));
    this.incref(ldAddr(slot));
    return full(ldAddr(slot));
  }
  private setSlow(o: Addr, v: Addr, site: Addr): number {
    const { index, slot } = this.at(o, site);
    if (index < 0) return -1;
    this.attach(site, o, 2, 'i32', (b) => {
      b.swap(b.param(0), property(index), b.param(1));
      return b.int32(0);
    });
    this.incref(v);
    const old = ldAddr(slot);
    stPtr(slot, v);
    this.decref(old);
    return 0;
  }
  private callSlow(o: Addr, v: Addr, site: Addr): bigint {
    const { shape, name } = this.at(o, site);
    const method = shape.methods[name];
    if (method === undefined) return 0n;
    this.attach(site, o, 2, 'owned', (b) => b.call(method, b.param(0), b.param(1)));
    return this.machine.call(method.address, ['borrowed', 'borrowed'], 'owned', [full(o), full(v)]) as bigint;
  }

  // A site for an operation in the program, and the operation at it: 0 if it fails, for `set` 0 if it does not.
  site = (kind: keyof typeof KINDS, name: string): Addr =>
    this.caches.createSite(KINDS[kind], BigInt(this.names.push(name) - 1));
  run(site: Addr, ...args: Addr[]): Addr {
    const params = args.map(() => 'borrowed' as const);
    return low(this.machine.call(this.caches.entry(site), params, 'owned', args.map(full))!);
  }
}
