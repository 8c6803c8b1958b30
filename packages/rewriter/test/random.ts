/** Random traces that the verifier accepts: guards and loads first, then anything, in slots and in stubs with loops. */
import {
  type AddrVal,
  type Builder,
  CONDITIONS,
  type Condition,
  placeAt,
  type RecordedTrace,
  recordSlot,
  recordStub,
  type Target,
  type Val,
  type ValueType,
} from '../src/index.js';
import { FUNCTIONS, field, NUMBERS, object, REFS } from './world.js';

export class Random {
  constructor(private state: number) {}
  next(n: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) >>> 0;
    return Math.floor(((this.state >>> 8) / (1 << 24)) * n);
  }
  pick<T>(from: readonly T[]): T {
    return from[this.next(from.length)]!;
  }
  chance(percent: number): boolean {
    return this.next(100) < percent;
  }
}

export const PARAMS: readonly ValueType[] = ['borrowed', 'borrowed?', 'i64', 'f64', 'i32'];
/** Arguments for a trace. */
export function randomArguments(r: Random): (bigint | number)[] {
  return [
    object(r.next(5)),
    r.chance(30) ? 0n : object(r.next(5)),
    BigInt(r.next(9) - 4),
    r.next(9) / 2 - 2,
    r.next(9) - 4,
  ];
}

type Kind = 'i32' | 'i64' | 'f64' | 'ref' | 'ref?' | 'addr';

class Writer {
  private pool = new Map<Kind, Val[]>();
  mutated = false;
  private readonly asked: (readonly ['i32' | 'i64' | 'f64' | 'ref' | 'addr', Condition, Val, Val])[] = [];
  constructor(
    readonly b: Builder,
    readonly r: Random,
    readonly slot: boolean,
  ) {}

  add(v: Val): void {
    const t = this.b.typeOf(v);
    const kind: Kind = t === 'borrowed' || t === 'owned' ? 'ref' : t.endsWith('?') ? 'ref?' : (t as Kind);
    const list = this.pool.get(kind) ?? [];
    list.push(v);
    this.pool.set(kind, list);
  }
  save(): Map<Kind, Val[]> {
    return new Map([...this.pool].map(([k, v]) => [k, [...v]]));
  }
  restore(pool: Map<Kind, Val[]>): void {
    this.pool = pool;
  }
  get<T extends ValueType>(kind: Kind): Val<T> {
    const { b, r } = this;
    const have = this.pool.get(kind) ?? [];
    // Late values more often, so that chains come about.
    if (have.length > 0 && r.chance(80))
      return have[Math.max(r.next(have.length), r.next(have.length))]! as Val<T>;
    if (kind === 'i32') return b.int32(r.pick([0, 1, -1, 2, 31, 0x7fffffff, r.next(100)])) as Val<T>;
    if (kind === 'i64')
      return b.int64(r.pick([0n, 1n, -1n, 5n, (1n << 62n) + 7n, BigInt(r.next(100))])) as Val<T>;
    if (kind === 'f64') return b.float64(r.pick([0, -0, 1.5, 1e300])) as Val<T>;
    if (kind === 'addr') return b.address(NUMBERS) as Val<T>;
    if (kind === 'ref')
      return (have.length > 0 && r.chance(50) ? have[0]! : b.object(object(r.next(5)))) as Val<T>;
    return r.chance(70) ? (this.get<T>('ref') as Val<T>) : (b.null() as Val<T>);
  }
  target(): Target {
    return this.slot && !this.mutated && this.r.chance(60) ? 'next' : 'error';
  }
  private condition(type: string): Condition {
    return this.r.pick(
      type === 'ref' ? CONDITIONS.slice(0, 2) : type === 'f64' ? CONDITIONS.slice(0, 6) : CONDITIONS,
    );
  }
  private index() {
    return this.b.arith('and', 'i64', this.get<'i64'>('i64'), this.b.int64(3));
  }

  /** One op, or a few that belong together. */
  op(): void {
    const { r } = this;
    const choices = [this.number, this.number, this.load, this.load, this.test, this.element];
    if (!this.slot || r.chance(30) || this.mutated) choices.push(this.change, this.call);
    r.pick(choices).call(this);
  }
  private number(): void {
    const { b, r } = this;
    const op = r.pick(['add', 'sub', 'mul', 'and', 'or', 'xor', 'shl', 'shr', 'sar'] as const);
    const shift = op.startsWith('s') && op !== 'sub';
    switch (r.next(8)) {
      case 0:
        return this.add(b.arith(op, 'i32', this.get('i32'), this.get('i32')));
      case 1:
        return this.add(b.arith(op, 'i64', this.get('i64'), shift ? this.get('i32') : this.get('i64')));
      case 2:
        return this.add(b.float(r.pick(['add', 'sub', 'mul', 'div']), this.get('f64'), this.get('f64')));
      case 3:
        return this.add(
          b.checked(r.pick(['add', 'sub', 'mul']), 'i64', this.get('i64'), this.get('i64'), this.target()),
        );
      case 4:
        return this.add(
          b.checked(r.pick(['add', 'sub', 'mul']), 'i32', this.get('i32'), this.get('i32'), this.target()),
        );
      case 5: {
        const type = r.pick(['i32', 'i64', 'f64', 'ref'] as const);
        const kind = type === 'ref' ? 'ref?' : type;
        return this.add(b.compare(type, this.condition(type), this.get(kind), this.get(kind)));
      }
      case 6:
        return this.add(
          r.pick([
            () => b.convert('i32_to_i64', 'i64', this.get('i32')),
            () => b.convert('u32_to_i64', 'i64', this.get('i32')),
            () => b.convert('i64_to_i32', 'i32', this.get('i64')),
            () => b.convert('i32_to_f64', 'f64', this.get('i32')),
            () => b.convert('i64_to_f64', 'f64', this.get('i64')),
            () => b.convert('addr_to_i64', 'i64', this.get('addr')),
          ])(),
        );
      default:
        return this.add(b.convert('sqrt.f64', 'f64', b.float('mul', this.get('f64'), b.float64(4))));
    }
  }
  private load(): void {
    const { b, r } = this;
    const base = this.get<'borrowed'>('ref');
    const name = r.pick([
      'n64',
      'm64',
      'n32',
      'u8',
      'i16',
      'x',
      'first',
      'second',
      'second',
      'type',
    ] as const);
    if (name === 'first') {
      const v = b.loadRef(base, field(name));
      this.add(v);
      if (r.chance(50)) this.add(b.nonnull(v, this.target()));
    } else if (name === 'second' || name === 'type') this.add(b.loadObject(base, field(name)));
    else this.add(b.load(base, field(name)));
  }
  private element(): void {
    const { b, r } = this;
    if (r.chance(50)) this.add(b.loadAt(b.address(NUMBERS), this.index(), placeAt('i64')));
    else this.add(b.loadRefAt(b.address(REFS), this.index(), placeAt('ptr')));
    switch (r.next(10)) {
      case 0:
        return this.add(b.convert('add.addr', 'addr', b.address(NUMBERS), b.int64(8)) as AddrVal);
      case 1:
        return this.add(b.loadAddrAt(b.address(REFS), this.index(), placeAt('ptr')));
      case 2:
        return this.add(b.loadAddr(this.get<'borrowed'>('ref'), field('type')));
      case 3:
        return this.add(b.convert('ref_to_addr', 'addr', this.get('ref')));
      case 4:
        return this.add(b.toRef(b.convert('ref_to_addr', 'addr', this.get('ref'))));
      case 5:
        return this.add(b.convert('i64_to_addr', 'addr', this.get('i64')));
    }
  }
  private test(): void {
    const { b, r } = this;
    const type = r.pick(['i32', 'i64', 'f64', 'ref', 'addr'] as const);
    const kind = type === 'ref' ? 'ref?' : type;
    const [x, y] = [this.get(kind), this.get(kind)];
    if (r.chance(25)) {
      const maybe = this.get<'borrowed?'>('ref?');
      const v = b.nonnull(maybe, this.target());
      this.add(v);
    } else if (this.slot && !this.mutated) {
      // What has been asked is asked again now and then.
      const again = r.chance(30) && this.asked.length > 0;
      const asked = again ? r.pick(this.asked) : ([type, this.condition(type), x, y] as const);
      this.asked.push(asked);
      b.guard(...asked);
    } else if (r.chance(40)) b.branch(type, this.condition(type), x, y, 'error');
  }
  private change(): void {
    const { b, r } = this;
    this.mutated = true;
    const base = this.get<'borrowed'>('ref');
    switch (r.next(9)) {
      case 6:
        return b.give(base, field('first'), this.get('ref?'));
      case 7:
        return b.giveAt(b.address(REFS), this.index(), placeAt('ptr'), this.get('ref'));
      case 8:
        return b.tally(NUMBERS + 40n);
      case 0:
        return b.store(base, field(r.pick(['n64', 'm64'])), this.get('i64'));
      case 1:
        return b.store(base, field('x'), this.get('f64'));
      case 2:
        return b.store(base, field(r.pick(['n32', 'u8', 'i16'])), this.get('i32'));
      case 3:
        return b.storeAt(b.address(NUMBERS), this.index(), placeAt('i64'), this.get('i64'));
      case 4:
        return this.add(b.swapAt(b.address(REFS), this.index(), placeAt('ptr'), this.get('ref?')));
      default:
        return this.add(
          r.chance(50)
            ? b.swap(base, field('first'), this.get('ref?'))
            : b.nonnull(b.swap(base, field('second'), this.get('ref')), 'error'),
        );
    }
  }
  private call(): void {
    const { b, r } = this;
    const name = r.pick(['mix', 'scale', 'peek', 'poke', 'keep', 'make'] as const);
    const fn = FUNCTIONS[name]!;
    if (fn.effect === 'runs' || fn.effect === 'writes') this.mutated = true;
    const args = fn.params.map((p) => this.get(p === 'own' ? 'ref' : p === 'own?' ? 'ref?' : (p as Kind)));
    const v = r.chance(20) ? b.callAt(b.address(fn.address), fn, ...args) : b.call(fn, ...args);
    if (fn.result !== 'void') this.add(v);
  }

  /** A loop of a few turns around some ops. */
  loop(depth: number): void {
    const { b, r } = this;
    const [turn, done] = [b.label('i64', 'borrowed', 'i64'), b.label('i64', 'borrowed?')];
    b.jump(turn, b.int64(r.next(4)), this.get('ref'), this.get('i64'));
    const [n, ref, sum] = b.bind(turn) as [Val<'i64'>, Val<'borrowed'>, Val<'i64'>];
    const outside = this.save();
    for (const v of [n, ref, sum]) this.add(v);
    b.branch('i64', 'le', n, b.int64(0), { label: done, args: [sum, this.get('ref?')] });
    for (let k = r.next(6); k > 0; k--) this.op();
    if (depth > 0 && r.chance(20)) this.loop(depth - 1);
    b.jump(turn, b.arith('sub', 'i64', n, b.int64(1)), this.get('ref'), this.get('i64'));
    this.restore(outside);
    for (const v of b.bind(done)) this.add(v);
  }
}

/** A trace of about `size` ops. */
export function randomTrace(seed: number, size = 20): RecordedTrace {
  const r = new Random(seed);
  const slot = r.chance(50);
  const result = r.pick<ValueType>(['owned', 'owned?', 'i64', 'i32', 'f64']);
  const write = (b: Builder): void => {
    const w = new Writer(b, r, slot);
    for (const p of b.params) w.add(p);
    for (let k = 1 + r.next(size); k > 0; k--) {
      if (!slot && r.chance(12)) w.loop(1);
      else w.op();
    }
    if (r.chance(8)) return slot && !w.mutated ? b.leave() : b.fail();
    b.return(w.get(result === 'owned' ? 'ref' : result === 'owned?' ? 'ref?' : (result as Kind)));
  };
  const name = `random_${seed}`;
  return slot ? recordSlot(name, PARAMS, result, write) : recordStub(name, PARAMS, result, write);
}
