/**
 * The DSL in which traces are written. One method per op, from the table; arguments are values of the right type, and what
 * is returned is the new value with its type, so that TypeScript refuses most of what the verifier would.
 *
 * Nobody writes reference counts here: see `place.ts`.
 */
import type { Condition, OpName } from './ops.js';
import {
  type Exit,
  type FunctionRef,
  numberType,
  Op,
  type Place,
  type RecordedTrace,
  type TraceKind,
} from './trace.js';
import { isNullable, isOwned, nonNullType, type ValueType } from './types.js';

declare const valueType: unique symbol;
/** A value of a trace, branded by its type. */
export interface Val<T extends ValueType = ValueType> {
  readonly id: number;
  readonly [valueType]?: T;
}
export type I32 = Val<'i32'>;
export type I64 = Val<'i64'>;
export type F64 = Val<'f64'>;
export type AddrVal = Val<'addr'>;
export type Ref = Val<'borrowed' | 'owned'>;
export type MaybeRef = Val<'borrowed' | 'owned' | 'borrowed?' | 'owned?'>;
type Base = Ref | AddrVal;

/** A place to jump to, made by `label()`. */
export interface LabelRef {
  readonly id: number;
  readonly types: readonly ValueType[];
}
export type Target = 'next' | 'error' | { readonly label: LabelRef; readonly args: readonly Val[] };

type Wide = 'i32' | 'i64';
type Compared = Wide | 'f64' | 'ref' | 'addr';
type Overflow = 'add' | 'sub' | 'mul';
type Arithmetic = Overflow | 'and' | 'or' | 'xor' | 'shl' | 'shr' | 'sar';
type NumberOf<P extends Place> = P extends { type: 'f64' } ? F64 : Val<'i32' | 'i64' | 'f64'>;

export class Builder {
  private readonly ops: Op[] = [];
  private readonly types: ValueType[];
  private labels = 0;
  private readonly constants = new Map<string, Val>();
  /** The parameters. */
  readonly params: readonly Val[];

  constructor(
    readonly name: string,
    readonly kind: TraceKind,
    readonly paramTypes: readonly ValueType[],
    readonly result: ValueType | 'void',
  ) {
    this.types = [...paramTypes];
    this.params = paramTypes.map((_, id) => ({ id }));
  }

  /** Parameter `i`, as the type that it was declared with. */
  param<T extends ValueType = 'borrowed'>(i: number): Val<T> {
    return this.params[i]! as Val<T>;
  }
  typeOf(v: Val): ValueType {
    return this.types[v.id]!;
  }

  private define<T extends ValueType>(type: T): Val<T> {
    return { id: this.types.push(type) - 1 };
  }
  private push(
    name: OpName,
    args: readonly Val[],
    result: Val | null,
    detail: Op['detail'],
    exit: Exit | null = null,
  ) {
    const ids = args.map((v) => v.id);
    this.ops.push(new Op(name, ids, result === null ? -1 : result.id, detail, exit));
  }
  private exit(target: Target): Exit {
    if (typeof target === 'string') return { to: target, args: [], drop: [] };
    return { to: target.label.id, args: target.args.map((v) => v.id), drop: [] };
  }
  /** A constant of the present stretch: written twice it is one value. */
  private constant<T extends ValueType>(name: OpName, type: T, detail: number | bigint | null): Val<T> {
    const key = `${name} ${Object.is(detail, -0) ? '-0' : detail}`;
    let found = this.constants.get(key);
    if (found === undefined) {
      this.constants.set(key, (found = this.define(type)));
      this.push(name, [], found, detail);
    }
    return found as Val<T>;
  }

  // ── Constants ───────────────────────────────────────────────────────────────────────────────────────────────

  int32(n: number): I32 {
    return this.constant('int32', 'i32', n | 0);
  }
  int64(n: bigint | number): I64 {
    return this.constant('int64', 'i64', BigInt.asIntN(64, BigInt(n)));
  }
  float64(n: number): F64 {
    return this.constant('float64', 'f64', n);
  }
  /** An object, by its full address. The slot keeps it alive. */
  object(address: bigint): Val<'borrowed'> {
    return this.constant('object', 'borrowed', address);
  }
  address(address: bigint): AddrVal {
    return this.constant('address', 'addr', address);
  }
  null(): Val<'borrowed?'> {
    return this.constant('null', 'borrowed?', null);
  }

  // ── Memory ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** The number in a field; `i32`, `i64` or `f64` as the field is wide. */
  load<P extends Place>(base: Base, field: P): NumberOf<P> {
    return this.loadWord('load', [base], field) as NumberOf<P>;
  }
  loadAt<P extends Place>(base: Base, index: I64, field: P): NumberOf<P> {
    return this.loadWord('load_at', [base, index], field) as NumberOf<P>;
  }
  private loadWord(name: OpName, args: readonly Val[], field: Place): Val {
    const type = numberType(field);
    if (type === null) throw new TypeError(`${field.text} holds a pointer: loadRef or loadAddr`);
    const v = this.define(type);
    this.push(name, args, v, field);
    return v;
  }
  loadI32(base: Base, field: Place): I32 {
    return this.load(base, field) as I32;
  }
  loadI64(base: Base, field: Place): I64 {
    return this.load(base, field) as I64;
  }
  loadF64(base: Base, field: Place): F64 {
    return this.load(base, field) as F64;
  }
  private loaded<T extends ValueType>(name: OpName, args: readonly Val[], field: Place, type: T): Val<T> {
    const v = this.define(type);
    this.push(name, args, v, field);
    return v;
  }
  loadAddr(base: Base, field: Place): AddrVal {
    return this.loaded('load_addr', [base], field, 'addr');
  }
  loadAddrAt(base: Base, index: I64, field: Place): AddrVal {
    return this.loaded('load_addr_at', [base, index], field, 'addr');
  }
  /** The object in a field, borrowed from it; NULL if there is none. */
  loadRef(base: Base, field: Place): Val<'borrowed?'> {
    return this.loaded('load_ref', [base], field, 'borrowed?');
  }
  /** The object in a field that is never NULL, borrowed from it. */
  loadObject(base: Base, field: Place): Val<'borrowed'> {
    return this.loaded('load_ref', [base], field, 'borrowed');
  }
  loadRefAt(base: Base, index: I64, field: Place): Val<'borrowed?'> {
    return this.loaded('load_ref_at', [base, index], field, 'borrowed?');
  }
  loadObjectAt(base: Base, index: I64, field: Place): Val<'borrowed'> {
    return this.loaded('load_ref_at', [base, index], field, 'borrowed');
  }
  store(base: Base, field: Place, value: Val): void {
    this.push('store', [base, value], null, field);
  }
  storeAt(base: Base, index: I64, field: Place, value: Val): void {
    this.push('store_at', [base, index, value], null, field);
  }
  /** Fills a field that held nothing; the reference belongs to it. */
  give(base: Base, field: Place, value: MaybeRef): void {
    this.push('give', [base, value], null, field);
  }
  giveAt(base: Base, index: I64, field: Place, value: MaybeRef): void {
    this.push('give_at', [base, index, value], null, field);
  }
  /** Fills a field and returns what it held, owned. */
  swap(base: Base, field: Place, value: MaybeRef): Val<'owned?'> {
    return this.loaded('swap', [base, value], field, 'owned?');
  }
  swapAt(base: Base, index: I64, field: Place, value: MaybeRef): Val<'owned?'> {
    return this.loaded('swap_at', [base, index, value], field, 'owned?');
  }
  tally(counter: bigint): void {
    this.push('tally', [], null, counter);
  }

  // ── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────────

  /** `a op b`, wrapping. Counts of shifts are `i32`. */
  arith<W extends Wide>(op: Arithmetic, type: W, a: Val<W>, b: Val<W> | I32): Val<W> {
    const v = this.define(type);
    this.push(`${op}.${type}` as OpName, [a, b], v, null);
    return v;
  }
  /** `a op b`, leaving when the result does not fit. */
  checked<W extends Wide>(op: Overflow, type: W, a: Val<W>, b: Val<W>, otherwise: Target = 'next'): Val<W> {
    const v = this.define(type);
    this.push(`${op}_overflow.${type}` as OpName, [a, b], v, null, this.exit(otherwise));
    return v;
  }
  float(op: 'add' | 'sub' | 'mul' | 'div', a: F64, b: F64): F64 {
    const v = this.define('f64');
    this.push(`${op}.f64`, [a, b], v, null);
    return v;
  }
  /** A row with one operand and no detail: conversions, `sqrt.f64`, `add.addr` with two. */
  convert<T extends ValueType>(
    op: Extract<OpName, `${string}_to_${string}` | 'sqrt.f64' | 'add.addr'>,
    type: T,
    ...args: Val[]
  ): Val<T> {
    const v = this.define(type);
    this.push(op, args, v, null);
    return v;
  }
  /** The object at an address, borrowed. */
  toRef(address: AddrVal): Val<'borrowed'> {
    const v = this.define('borrowed');
    this.push('addr_to_ref', [address], v, null);
    return v;
  }
  compare(type: Exclude<Compared, 'addr'>, condition: Condition, a: Val, b: Val): I32 {
    const v = this.define('i32');
    this.push(`compare.${type}`, [a, b], v, condition);
    return v;
  }

  // ── Guards and flow ─────────────────────────────────────────────────────────────────────────────────────────

  guard(type: Compared, condition: Condition, a: Val, b: Val): void {
    this.push(`guard.${type}`, [a, b], null, condition, { to: 'next', args: [], drop: [] });
  }
  /** Goes to `target` if the condition holds. */
  branch(type: Compared, condition: Condition, a: Val, b: Val, target: Target): void {
    this.push(`branch.${type}`, [a, b], null, condition, this.exit(target));
  }
  /** The same object, known not to be NULL. */
  nonnull<T extends ValueType>(
    v: Val<T>,
    otherwise: Target = 'next',
  ): Val<T extends `owned${string}` ? 'owned' : 'borrowed'> {
    const type = nonNullType(this.typeOf(v)) as T extends `owned${string}` ? 'owned' : 'borrowed';
    const refined = this.define(type);
    this.push('nonnull', [v], refined, null, this.exit(otherwise));
    return refined;
  }
  label(...types: ValueType[]): LabelRef {
    return { id: this.labels++, types };
  }
  /** Puts a label here and returns the values that come with a jump to it. What stands before it must end in a jump. */
  bind(label: LabelRef): Val[] {
    const params = label.types.map((t) => this.define(t));
    this.ops.push(new Op('label', [], -1, { id: label.id, params: params.map((p) => p.id) }));
    this.constants.clear();
    return params;
  }
  jump(label: LabelRef, ...args: Val[]): void {
    this.push('jump', [], null, null, this.exit({ label, args }));
  }
  return(value?: Val): void {
    if (value === undefined) this.push('return_void', [], null, null);
    else this.push('return', [value], null, null);
  }
  /** Ends with the error that is pending. */
  fail(): void {
    this.push('fail', [], null, null, { to: 'error', args: [], drop: [] });
  }
  leave(): void {
    this.push('leave', [], null, null, { to: 'next', args: [], drop: [] });
  }

  // ── Calls ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Calls `fn`. If it may fail, its failure leaves to `error`; the result is then known not to be one. */
  call(fn: FunctionRef, ...args: Val[]): Val {
    return this.finish('call', fn, args);
  }
  /** The same for a function whose address is a value. */
  callAt(address: AddrVal, fn: FunctionRef, ...args: Val[]): Val {
    return this.finish('call_at', fn, [address, ...args]);
  }
  private finish(name: OpName, fn: FunctionRef, args: readonly Val[]): Val {
    if (fn.result === 'void') {
      this.push(name, args, null, fn);
      return { id: -1 };
    }
    const v = this.define(fn.result);
    this.push(name, args, v, fn);
    if (fn.raises === 'null') return this.nonnull(v as MaybeRef, 'error');
    if (fn.raises === 'negative') {
      const wide = fn.result as Wide;
      const zero = wide === 'i32' ? this.int32(0) : this.int64(0);
      this.branch(wide, 'lt', v, zero, 'error');
    }
    return v;
  }

  /** The trace. The builder must not be used after it. */
  finishTrace(): RecordedTrace {
    const { name, kind, paramTypes, result, types, ops } = this;
    return { phase: 'recorded', name, kind, params: paramTypes, result, types, ops };
  }
}

/** Writes a slot: `write` is handed the builder and its parameters. */
export function recordSlot(
  name: string,
  params: readonly ValueType[],
  result: ValueType | 'void',
  write: (b: Builder) => void,
): RecordedTrace {
  const b = new Builder(name, 'slot', params, result);
  write(b);
  return b.finishTrace();
}

/** Writes a stub, a function of its own. */
export function recordStub(
  name: string,
  params: readonly ValueType[],
  result: ValueType | 'void',
  write: (b: Builder) => void,
): RecordedTrace {
  const b = new Builder(name, 'stub', params, result);
  write(b);
  return b.finishTrace();
}

/** A function for traces to call. */
export function functionRef(
  name: string,
  address: bigint,
  params: FunctionRef['params'],
  result: FunctionRef['result'],
  effect: FunctionRef['effect'] = 'runs',
  raises?: FunctionRef['raises'],
): FunctionRef {
  const nullable = result !== 'void' && isOwned(result) && isNullable(result);
  return { name, address, params, result, effect, raises: raises ?? (nullable ? 'null' : 'never') };
}
