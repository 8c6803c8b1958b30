/**
 * Runs a trace as it stands, op by op: what tests compare passes and machine code with. Made to be read, not to be fast.
 *
 * A trace that is only recorded runs without counts; a counted one counts.
 */
import { EVALUATE, holds, OVERFLOW, type Scalar } from './evaluate.js';
import { labelsOf } from './flow.js';
import type { OpName } from './ops.js';
import { type FunctionRef, type Op, type Place, type Trace, WIDTHS } from './trace.js';

/** The memory and functions that a trace runs among. */
export interface World {
  /** An unsigned integer of `size` bytes. */
  read(address: bigint, size: number): bigint;
  write(address: bigint, size: number, value: bigint): void;
  /** Calls a function; `undefined` for none. */
  call(fn: FunctionRef, address: bigint, args: readonly Scalar[]): Scalar | undefined;
  /** Where an object's count is. */
  readonly refcount: Place;
  /** Called when the last count of an object was given back. */
  dealloc(object: bigint): void;
}

export type Outcome =
  | { readonly how: 'return'; readonly value: Scalar | undefined }
  | { readonly how: 'next' | 'error' };

const scratch = new DataView(new ArrayBuffer(8));
function floatOf(bits: bigint): number {
  scratch.setBigUint64(0, bits);
  return scratch.getFloat64(0);
}
function bitsOf(n: number): bigint {
  scratch.setFloat64(0, n);
  return scratch.getBigUint64(0);
}

/** The number in a field, as values of the IR are. */
function loadField(world: World, at: bigint, p: Place): Scalar {
  const bits = world.read(at, WIDTHS[p.type]);
  switch (p.type) {
    case 'ptr':
      return bits;
    case 'f64':
      return floatOf(bits);
    case 'ssize':
    case 'i64':
    case 'u64':
      return BigInt.asIntN(64, bits);
    case 'i32':
    case 'u32':
      return Number(BigInt.asIntN(32, bits));
    case 'i16':
      return Number(BigInt.asIntN(16, bits));
    case 'i8':
      return Number(BigInt.asIntN(8, bits));
    default:
      return Number(bits);
  }
}

function storeField(world: World, at: bigint, p: Place, v: Scalar): void {
  const bits = p.type === 'f64' ? bitsOf(v as number) : BigInt(v);
  world.write(at, WIDTHS[p.type], BigInt.asUintN(8 * WIDTHS[p.type], bits));
}

class Run {
  private readonly values: (Scalar | undefined)[];
  private readonly labels: Map<number, number>;
  private at = 0;

  constructor(
    private readonly trace: Trace,
    args: readonly Scalar[],
    private readonly world: World,
    private readonly limit: number,
  ) {
    this.values = [...args];
    this.labels = labelsOf(trace.ops);
  }

  private value(v: number): Scalar {
    const found = this.values[v];
    if (found === undefined) throw new Error(`%${v} has no value`);
    return found;
  }

  private addCount(v: bigint, by: bigint): bigint {
    const at = v + BigInt(this.world.refcount.offset);
    const now = BigInt.asUintN(64, this.world.read(at, 8) + by);
    this.world.write(at, 8, now);
    return now;
  }
  private decref(v: bigint): void {
    if (v !== 0n && this.addCount(v, -1n) === 0n) this.world.dealloc(v);
  }

  private leave(op: Op): Outcome | null {
    const { to, args, drop } = op.exit!;
    for (const v of drop) this.decref(this.value(v) as bigint);
    if (typeof to === 'string') return { how: to };
    const passed = args.map((v) => this.value(v));
    this.at = this.labels.get(to)!;
    this.trace.ops[this.at]!.label.params.forEach((p, k) => {
      this.values[p] = passed[k];
    });
    return null;
  }

  run(): Outcome {
    for (let steps = 0; ; steps++) {
      if (steps > this.limit) throw new RangeError(`still running after ${steps} ops`);
      const op = this.trace.ops[this.at++]!;
      const done = this.step(op);
      if (done !== null) return done;
    }
  }

  private step(op: Op): Outcome | null {
    const { name, result } = op;
    const args = op.args.map((v) => this.value(v));
    const set = (v: Scalar): null => {
      this.values[result] = v;
      return null;
    };
    const compute = EVALUATE[name];
    if (compute !== undefined) {
      const value = compute(args[0] as never, args[1] as never);
      return value === OVERFLOW ? this.leave(op) : set(value);
    }
    if (name.startsWith('compare.')) return set(holds(op.condition, args[0]!, args[1]!) ? 1 : 0);
    if (name.startsWith('guard.')) return holds(op.condition, args[0]!, args[1]!) ? null : this.leave(op);
    if (name.startsWith('branch.')) return holds(op.condition, args[0]!, args[1]!) ? this.leave(op) : null;
    if (op.row.detail === 'place') return this.field(op, args as bigint[]);
    return this.other(name, op, args, set);
  }

  /** Loads and stores; the index of an element counts elements as wide as they are. */
  private field(op: Op, args: readonly Scalar[]): null {
    const { name, place } = op;
    const indexed = name.endsWith('_at');
    const index = indexed ? (args[1] as bigint) * BigInt(WIDTHS[place.type]) : 0n;
    const at = BigInt.asUintN(64, (args[0] as bigint) + BigInt(place.offset) + index);
    const old = (): Scalar => loadField(this.world, at, place);
    if (name.startsWith('load')) this.values[op.result] = old();
    else {
      if (name.startsWith('swap')) this.values[op.result] = old();
      storeField(this.world, at, place, args[args.length - 1]!);
    }
    return null;
  }

  private other(name: OpName, op: Op, args: readonly Scalar[], set: (v: Scalar) => null): Outcome | null {
    switch (name) {
      case 'int32':
      case 'int64':
      case 'float64':
      case 'object':
      case 'address':
      case 'null':
        return set(op.constant);
      case 'tally': {
        const at = op.constant as bigint;
        this.world.write(at, 4, BigInt.asUintN(32, this.world.read(at, 4) + 1n));
        return null;
      }
      case 'addr_to_ref':
        return set(args[0]!);
      case 'nonnull':
        return args[0] === 0n ? this.leave(op) : set(args[0]!);
      case 'call':
      case 'call_at': {
        const address = name === 'call' ? op.fn.address : (args[0] as bigint);
        const value = this.world.call(op.fn, address, name === 'call' ? args : args.slice(1));
        return value === undefined ? null : set(value);
      }
      case 'incref':
        if (args[0] !== 0n) this.addCount(args[0] as bigint, 1n);
        return null;
      case 'decref':
        this.decref(args[0] as bigint);
        return null;
      case 'return':
        return { how: 'return', value: args[0]! };
      case 'return_void':
        return { how: 'return', value: undefined };
      case 'label':
        return null;
      case 'jump':
      case 'fail':
      case 'leave':
        return this.leave(op);
      default:
        throw new Error(`the interpreter does not know ${name}`);
    }
  }
}

/** Runs a trace. @throws RangeError beyond `limit` ops. */
export function interpret(trace: Trace, args: readonly Scalar[], world: World, limit = 100_000): Outcome {
  return new Run(trace, args, world, limit).run();
}
