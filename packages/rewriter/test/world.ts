/**
 * A small world that random traces run in: eight objects with fields of every kind, two arrays, a few functions. It is a
 * piece of the window's addresses over an array of bytes, so that the interpreter and machine code see the same.
 */
import { struct } from '@tyston/memory';
import { type FunctionRef, functionRef, type Place, place, type Scalar, type World } from '../src/index.js';

export const Thing = struct('Thing', null, {
  refcnt: 'ssize',
  type: 'ptr',
  n64: 'i64',
  m64: 'i64',
  n32: 'i32',
  u8: 'u8',
  i16: 'i16',
  x: 'f64',
  first: 'ptr',
  second: 'ptr',
});
export const BASE = 0x2000_0a00_0000n;
export const WORLD_BYTES = 4096;
export const OBJECTS = 8;
const STRIDE = 128n;
export const object = (i: number): bigint => BASE + 256n + BigInt(i) * STRIDE;
export const NUMBERS = BASE + 2048n;
export const REFS = BASE + 2048n + 64n;
const LOG = BASE + 3072n;

export const field = (name: keyof typeof Thing & string): Place => place(Thing, name as never);
export const REFCNT = field('refcnt');

/** Where machine code finds the functions; each ends with what `World.call` does for its name. */
export const CODE = 0x2000_d000_0000n;
export const FUNCTIONS: Readonly<Record<string, FunctionRef>> = {
  mix: functionRef('mix', CODE + 0x100n, ['i64', 'i32'], 'i64', 'pure'),
  scale: functionRef('scale', CODE + 0x110n, ['f64', 'f64'], 'f64', 'pure'),
  peek: functionRef('peek', CODE + 0x120n, ['ref'], 'i64', 'reads'),
  poke: functionRef('poke', CODE + 0x130n, ['ref', 'i64'], 'i32', 'writes', 'negative'),
  keep: functionRef('keep', CODE + 0x140n, ['own', 'ref?'], 'void', 'runs'),
  make: functionRef('make', CODE + 0x150n, ['ref?', 'i64'], 'owned?', 'runs', 'null'),
};
export const DEALLOC = functionRef('dealloc', CODE + 0x160n, ['ref'], 'void', 'runs');

export class TestWorld implements World {
  readonly bytes = new Uint8Array(WORLD_BYTES);
  private readonly view = new DataView(this.bytes.buffer);
  readonly refcount = REFCNT;
  readonly calls: string[] = [];
  /** Objects that died; passes may change when, but not which. */
  readonly deaths: bigint[] = [];

  constructor(seed: number) {
    let state = seed >>> 0 || 1;
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 8;
    };
    const put = (at: bigint, name: string, size: number, v: bigint) =>
      this.write(
        at + BigInt((Thing as unknown as Record<string, number>)[name]!),
        size,
        BigInt.asUintN(8 * size, v),
      );
    for (let i = 0; i < OBJECTS; i++) {
      const at = object(i);
      put(at, 'type', 8, object(random() % 3));
      put(at, 'n64', 8, BigInt(random() % 5) - 2n);
      put(at, 'm64', 8, random() % 4 === 0 ? (1n << 63n) - 1n : BigInt(random()));
      put(at, 'n32', 4, random() % 4 === 0 ? 0x7fffffffn : BigInt(random() % 7) - 3n);
      put(at, 'u8', 1, BigInt(random()));
      put(at, 'i16', 2, BigInt(random()));
      this.view.setFloat64(Number(at - BASE) + Thing.x, (random() % 9) / 4 - 1, true);
      put(at, 'first', 8, random() % 3 === 0 ? 0n : object(random() % OBJECTS));
      put(at, 'second', 8, object(random() % OBJECTS));
    }
    for (let i = 0; i < 4; i++) {
      this.write(NUMBERS + BigInt(8 * i), 8, BigInt(random()));
      this.write(REFS + BigInt(8 * i), 8, random() % 3 === 0 ? 0n : object(random() % OBJECTS));
    }
    // Every reference in memory counts, and whoever calls the trace holds one of each object... or none of some.
    for (let i = 0; i < OBJECTS; i++) {
      let n = i < 5 ? 1n : 0n;
      for (let at = BASE; at < BASE + 3000n; at += 8n) if (this.read(at, 8) === object(i)) n++;
      put(object(i), 'refcnt', 8, n);
    }
  }

  read(address: bigint, size: number): bigint {
    const at = Number(address - BASE);
    if (size === 1) return BigInt(this.view.getUint8(at));
    if (size === 2) return BigInt(this.view.getUint16(at, true));
    if (size === 4) return BigInt(this.view.getUint32(at, true));
    return this.view.getBigUint64(at, true);
  }
  write(address: bigint, size: number, value: bigint): void {
    const at = Number(address - BASE);
    if (size === 1) this.view.setUint8(at, Number(value));
    else if (size === 2) this.view.setUint16(at, Number(value), true);
    else if (size === 4) this.view.setUint32(at, Number(value), true);
    else this.view.setBigUint64(at, value, true);
  }
  private slot(at: bigint, name: keyof typeof Thing & string): bigint {
    return at + BigInt((Thing as unknown as Record<string, number>)[name]!);
  }
  private add(at: bigint, by: bigint): bigint {
    const n = BigInt.asUintN(64, this.read(at, 8) + by);
    this.write(at, 8, n);
    return n;
  }
  /** Everything that can be seen: memory, calls in their order. */
  state(): string {
    const words: string[] = [];
    for (let at = 0; at < WORLD_BYTES; at += 8) {
      const v = this.view.getBigUint64(at, true);
      if (v !== 0n) words.push(`${at}: ${v.toString(16)}`);
    }
    return `${words.join('\n')}\n${this.calls.join('\n')}\ndead: ${this.deaths.sort().join(' ')}`;
  }
  dealloc(at: bigint): void {
    this.deaths.push(at);
    // Whoever looks at a dead object sees nonsense.
    for (const name of ['type', 'n64', 'm64', 'x', 'first', 'second'] as const)
      this.write(this.slot(at, name), 8, 0xdeadn);
  }
  call(fn: FunctionRef, _address: bigint, args: readonly Scalar[]): Scalar | undefined {
    // Whether a pure function is called, and how often, nobody can tell.
    if (fn.effect !== 'pure')
      this.calls.push(`${fn.name} ${args.map((a) => (Object.is(a, -0) ? '-0' : a)).join(' ')}`);
    const [a, b] = args as [never, never];
    switch (fn.name) {
      case 'mix':
        return BigInt.asIntN(64, (a as bigint) * 31n + BigInt(b as number));
      case 'scale':
        return (a as number) * (b as number) + 0.5;
      case 'peek':
        return BigInt.asIntN(64, this.read(this.slot(a, 'n64'), 8));
      case 'poke':
        this.write(this.slot(a, 'm64'), 8, BigInt.asUintN(64, b));
        return (b as bigint) % 3n === 0n ? -1 : 1;
      case 'keep': {
        // Takes its first argument over, and empties a field of the second.
        this.drop(a);
        if ((b as bigint) !== 0n) {
          const at = this.slot(b, 'first');
          const old = this.read(at, 8);
          this.write(at, 8, 0n);
          if (old !== 0n) this.drop(old);
        }
        this.add(LOG, 1n);
        return undefined;
      }
      case 'make': {
        if ((b as bigint) % 4n === 0n) return 0n;
        const at = object(Number(BigInt.asUintN(64, b) % 5n));
        this.add(at, 1n);
        return at;
      }
      default:
        throw new Error(`no function ${fn.name}`);
    }
  }
  private drop(at: bigint): void {
    if (this.add(at, -1n) === 0n) this.dealloc(at);
  }
}
