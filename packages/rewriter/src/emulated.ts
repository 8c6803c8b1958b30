/**
 * A machine for traces where no processor may run them: the emulator of `@tyston/asm-x64`, with functions written in
 * JavaScript at addresses of the caller's choice. For browsers, for tests, and to step through a cache in a course.
 */
import { Emulator, STOP } from '@tyston/asm-x64';
import { functionRef } from './builder.js';
import { argumentLocations, CALLER_SAVED, isXmm, VECTORS } from './emit/locations.js';
import type { Scalar } from './evaluate.js';
import type { FunctionRef } from './trace.js';
import type { ValueType } from './types.js';

/** What a function leaves in registers that it need not keep. */
const RUBBISH = 0xbad0_bad0_bad0_bad0n;

export type NativeFunction = (...args: Scalar[]) => Scalar | undefined;

/** What machine code runs on: the emulator, or a processor behind an adapter of the same shape. */
export interface TraceMachine {
  /** A function written in JavaScript, for machine code to call. */
  add(
    name: string,
    params: FunctionRef['params'],
    result: FunctionRef['result'],
    effect: FunctionRef['effect'],
    impl: NativeFunction,
  ): FunctionRef;
  /** Calls machine code as a function. */
  call(
    address: bigint,
    params: readonly ValueType[],
    result: ValueType | 'void',
    args: readonly Scalar[],
  ): Scalar | undefined;
  /** Whether a return address in [start, end) is on the stack. */
  inside(start: bigint, end: bigint): boolean;
}

export class EmulatedMachine implements TraceMachine {
  readonly emulator = new Emulator();
  private readonly functions = new Map<bigint, () => void>();
  private readonly stackEnd: bigint;
  private readonly doubles = new DataView(this.emulator.xmm.buffer);

  /** @param stack where the stack is; it is mapped here. */
  constructor(stack = 0x7000_0000n, bytes = 1 << 16) {
    this.emulator.memory.map(stack, new Uint8Array(bytes), { name: 'stack' });
    this.stackEnd = stack + BigInt(bytes);
    this.emulator.gpr[4] = stack + BigInt(bytes) - 64n;
  }

  /** Puts memory at an address; changes are seen on both sides. */
  map(base: bigint, bytes: Uint8Array, name = 'data'): this {
    this.emulator.memory.map(base, bytes, { name });
    return this;
  }

  private get(location: number, type: string): Scalar {
    if (isXmm(location)) return this.doubles.getFloat64(16 * (location - 16), true);
    const bits = this.emulator.gpr[location]!;
    if (type === 'i32') return Number(BigInt.asIntN(32, bits));
    return type === 'i64' ? BigInt.asIntN(64, bits) : bits;
  }
  private set(location: number, value: Scalar): void {
    if (isXmm(location)) this.doubles.setFloat64(16 * (location - 16), value as number, true);
    else this.emulator.gpr[location] = BigInt.asUintN(64, BigInt(value));
  }

  private nextFunction = 0x6000_0000n;
  add(
    name: string,
    params: FunctionRef['params'],
    result: FunctionRef['result'],
    effect: FunctionRef['effect'],
    impl: NativeFunction,
  ): FunctionRef {
    const fn = functionRef(name, this.nextFunction, params, result, effect);
    this.nextFunction += 16n;
    this.define(fn, impl);
    return fn;
  }

  inside(start: bigint, end: bigint): boolean {
    const { emulator } = this;
    for (let at = emulator.gpr[4]! & ~7n; at < this.stackEnd; at += 8n) {
      const word = emulator.memory.read(at, 8);
      if (word >= start && word < end) return true;
    }
    return false;
  }

  /** Calls of the address of `fn` are calls of `impl`, with arguments and result as values of the IR. */
  define(fn: FunctionRef, impl: NativeFunction): this {
    const locations = argumentLocations(fn.params);
    this.functions.set(fn.address, () => {
      const { emulator } = this;
      if ((emulator.gpr[4]! & 15n) !== 8n) throw new Error(`${fn.name} was called with a crooked stack`);
      const args = locations.map((l, k) => this.get(l, fn.params[k]!));
      // What the implementation runs in turn has the machine to itself.
      const { rip } = emulator;
      const registers = emulator.gpr.slice();
      const value = impl(...args);
      emulator.gpr.set(registers);
      emulator.rip = rip;
      for (const r of CALLER_SAVED) emulator.gpr[r] = RUBBISH;
      emulator.gpr[10] = emulator.gpr[11] = RUBBISH;
      for (const x of VECTORS) this.set(x, Number.NaN);
      if (value !== undefined) this.set(fn.result === 'f64' ? 16 : 0, value);
      this.return();
    });
    return this;
  }
  private return(): void {
    const { emulator } = this;
    const sp = emulator.gpr[4]!;
    emulator.rip = emulator.memory.read(sp, 8);
    emulator.gpr[4] = sp + 8n;
  }

  /**
   * Calls machine code as a function.
   * @throws EmulatorFault as the processor would raise an exception, RangeError beyond `limit` instructions.
   */
  call(
    address: bigint,
    params: readonly ValueType[],
    result: ValueType | 'void',
    args: readonly Scalar[],
    limit = 1_000_000,
  ): Scalar | undefined {
    const { emulator } = this;
    emulator.memory.writes++;
    argumentLocations(params).forEach((l, k) => {
      this.set(l, args[k]!);
    });
    const kept = [3, 5, 12, 13, 14, 15, 4].map((r) => [r, emulator.gpr[r]!] as const);
    emulator.gpr[4] = (emulator.gpr[4]! & ~15n) - 8n;
    emulator.memory.write(emulator.gpr[4]!, 8, STOP);
    emulator.rip = address;
    for (let n = 0; emulator.rip !== STOP; n++) {
      if (n === limit) throw new RangeError(`still running after ${limit} instructions`);
      const native = this.functions.get(emulator.rip);
      if (native !== undefined) native();
      else emulator.step();
    }
    for (const [r, before] of kept) {
      if (r !== 4 && emulator.gpr[r] !== before) throw new Error(`register ${r} was not kept`);
      emulator.gpr[r] = before;
    }
    return result === 'void' ? undefined : this.get(result === 'f64' ? 16 : 0, result);
  }
}
