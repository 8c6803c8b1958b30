/** The same on the processor: random traces beside the interpreter, and the toy language. */
import { makeAllocator, regionMap } from '@tyston/memory';
import { createLinuxHost, type LinuxHost } from '@tyston/native';
import { afterAll, describe, expect, test } from 'vitest';
import {
  type CountedTrace,
  emit,
  functionRef,
  interpret,
  link,
  PASS_NAMES,
  prepare,
  type Scalar,
} from '../src/index.js';
import { NativeMachine } from './native-machine.js';
import { Random, randomArguments, randomTrace } from './random.js';
import { runToy } from './toy.js';
import { BASE, CODE, DEALLOC, FUNCTIONS, REFCNT, TestWorld, WORLD_BYTES } from './world.js';

const possible = process.platform === 'linux' && process.arch === 'x64';
const made = possible ? createLinuxHost() : { error: 'not Linux on x64' };
const host = 'error' in made ? null : (made as LinuxHost);
const TRACES = Number(process.env['TYSTON_TRACES'] ?? 300);
const AT = 0x1000;
const NEXT_AT = CODE + 0x180n;

describe.skipIf(host === null || host.code === null)('on the processor', () => {
  afterAll(() => host?.close());

  test('the code region is where the tests think', () => {
    expect(BigInt(host!.code!.start >>> 0)).toBe(CODE & 0xffff_ffffn);
  });

  test('random traces do what the interpreter does', () => {
    const { writable } = host!.code!;
    const at = Number(BASE & 0xffff_ffffn);
    expect(host!.memory.commit(at, 1 << 16)).toBe(true);
    const memory = new Uint8Array(host!.memory.buffer, at, WORLD_BYTES);
    const machine = new NativeMachine(host!);
    let world!: TestWorld;
    let wentOn: Scalar[] | null = null;
    /** The functions are at fixed addresses of the code region: jumps to thunks. */
    const define = (
      address: bigint,
      name: string,
      fn: typeof DEALLOC,
      impl: (...args: Scalar[]) => Scalar | undefined,
    ) => {
      const thunk = machine.add(name, fn.params, fn.result, fn.effect, impl);
      const view = new DataView(writable.buffer, writable.byteOffset + Number(address - CODE), 16);
      view.setUint16(0, 0x49bb, false); // mov r11, imm64
      view.setBigUint64(2, thunk.address, true);
      view.setUint32(10, 0x41ff_e3cc, false); // jmp r11
    };
    const inWorld = <T>(run: () => T): T => {
      world.bytes.set(memory);
      const value = run();
      memory.set(world.bytes);
      return value;
    };
    for (const fn of Object.values(FUNCTIONS))
      define(fn.address, fn.name, fn, (...args) => inWorld(() => world.call(fn, fn.address, args)));
    define(DEALLOC.address, 'dealloc', DEALLOC, (p) => inWorld(() => void world.dealloc(p as bigint)));
    const next = functionRef('next', NEXT_AT, ['ref', 'ref?', 'i64', 'f64', 'i32'], 'void');
    define(NEXT_AT, 'next', next, (...args) => {
      wentOn = args;
      return undefined;
    });

    const run = (trace: CountedTrace, seed: number): string => {
      const options = { refcount: REFCNT, dealloc: DEALLOC, region: { start: CODE, end: CODE + 0x10_0000n } };
      const emitted = emit(trace, options);
      writable.set(emitted.code.bytes, AT);
      const placed = {
        ...emitted,
        code: emitted.code.at(writable.subarray(AT, AT + emitted.code.bytes.length)),
      };
      link(placed, trace, CODE + BigInt(AT), options, NEXT_AT);
      world = new TestWorld(seed);
      memory.set(world.bytes);
      const args = randomArguments(new Random(seed));
      wentOn = null;
      const value = machine.call(CODE + BigInt(AT), trace.params, trace.result, args)!;
      world.bytes.set(memory);
      if (wentOn !== null) expect((wentOn as Scalar[]).map(String)).toEqual(args.map(String));
      return `${wentOn !== null ? 'next' : Object.is(value, -0) ? '-0' : value}\n${world.state()}`;
    };
    const expected = (trace: CountedTrace, seed: number): string => {
      const other = new TestWorld(seed);
      const outcome = interpret(trace, randomArguments(new Random(seed)), other);
      const error = trace.result === 'i64' ? -1n : trace.result === 'i32' || trace.result === 'f64' ? -1 : 0n;
      const value = outcome.how === 'return' ? outcome.value : outcome.how === 'error' ? error : 'next';
      return `${Object.is(value, -0) ? '-0' : value}\n${other.state()}`;
    };
    for (let seed = 1; seed <= TRACES; seed++)
      for (const without of [PASS_NAMES, []]) {
        const trace = prepare(randomTrace(seed, 30), { refcount: REFCNT, without });
        for (let w = 0; w < 2; w++)
          expect(`${seed} ${run(trace, seed + w)}`).toBe(`${seed} ${expected(trace, seed + w)}`);
      }
  });

  test('the toy language', () => {
    const { code, memory } = host!;
    const heap = makeAllocator(memory, regionMap(memory.buffer.byteLength), true);
    const space = { address: CODE + 0x10_0000n, bytes: code!.writable.subarray(0x10_0000, 0x12_0000) };
    runToy(new NativeMachine(host!), heap, space);
  });
});
