import { formatListing, loadIced } from '@tyston/asm-x64';
import { expect, test } from 'vitest';
import {
  type CountedTrace,
  dumpTrace,
  type EmitOptions,
  EmulatedMachine,
  emit,
  functionRef,
  interpret,
  link,
  PASS_NAMES,
  prepare,
  REFCOUNT,
  type Scalar,
} from '../src/index.js';
import { Random, randomArguments, randomTrace } from './random.js';
import { samples } from './traces.js';
import { BASE, CODE, DEALLOC, FUNCTIONS, REFCNT, TestWorld } from './world.js';

const TRACES = Number(process.env['TYSTON_TRACES'] ?? 200);
const AT = CODE + 0x1000n;
const NEXT_SLOT = functionRef('next_slot', CODE + 0x180n, ['ref', 'ref?', 'i64', 'f64', 'i32'], 'void');
const options: EmitOptions = {
  refcount: REFCNT,
  dealloc: DEALLOC,
  region: { start: CODE, end: CODE + 0x10_0000n },
};

const show = (v: Scalar | undefined): string => (Object.is(v, -0) ? '-0' : String(v));
/** What an error returns. */
const errorOf = (trace: CountedTrace): Scalar =>
  trace.result === 'i64' ? -1n : trace.result === 'i32' || trace.result === 'f64' ? -1 : 0n;

function interpreted(trace: CountedTrace, seed: number): string {
  const world = new TestWorld(seed);
  const outcome = interpret(trace, randomArguments(new Random(seed)), world);
  const value = outcome.how === 'return' ? outcome.value : outcome.how === 'error' ? errorOf(trace) : 'next';
  return `${show(value as Scalar)}\n${world.state()}`;
}

class Emulated {
  readonly machine = new EmulatedMachine();
  private readonly memory = new Uint8Array(4096);
  private readonly code = new Uint8Array(0x8000);
  private world!: TestWorld;
  private args!: readonly Scalar[];
  private wentOn = false;
  constructor() {
    this.machine.map(BASE, this.memory).map(AT, this.code, 'code');
    for (const fn of Object.values(FUNCTIONS))
      this.machine.define(fn, (...args) => this.native(() => this.world.call(fn, fn.address, args)));
    this.machine.define(DEALLOC, (at) => this.native(() => void this.world.dealloc(at as bigint)));
    this.machine.define(NEXT_SLOT, (...args) => {
      // Whoever goes on finds the arguments as they were.
      expect(args.map(show)).toEqual(this.args.map(show));
      this.wentOn = true;
      return undefined;
    });
  }
  /** The world of the interpreter, on the machine's memory. */
  private native<T>(run: () => T): T {
    this.world.bytes.set(this.memory);
    const value = run();
    this.memory.set(this.world.bytes);
    return value;
  }
  run(trace: CountedTrace, seed: number): string {
    const emitted = emit(trace, options);
    this.code.fill(0xcc).set(emitted.code.bytes);
    link({ ...emitted, code: emitted.code.at(this.code) }, trace, AT, options, NEXT_SLOT.address);
    this.world = new TestWorld(seed);
    this.memory.set(this.world.bytes);
    this.args = randomArguments(new Random(seed));
    this.wentOn = false;
    const value = this.machine.call(AT, trace.params, trace.result, this.args);
    this.world.bytes.set(this.memory);
    return `${this.wentOn ? 'next' : show(value)}\n${this.world.state()}`;
  }
}

test.each(['no', 'all'] as const)(
  'random traces, %s passes: machine code does what the interpreter does',
  (which) => {
    const emulated = new Emulated();
    for (let seed = 1; seed <= TRACES; seed++) {
      const trace = prepare(randomTrace(seed, 30), {
        refcount: REFCNT,
        without: which === 'no' ? PASS_NAMES : [],
      });
      for (let w = 0; w < 2; w++) {
        let found: string;
        try {
          found = emulated.run(trace, seed + w);
        } catch (error) {
          throw new Error(`seed ${seed}: ${error}\n${dumpTrace(trace)}`);
        }
        if (found !== interpreted(trace, seed + w))
          expect(`seed ${seed}\n${dumpTrace(trace)}${found}`).toBe(interpreted(trace, seed + w));
      }
    }
  },
);

test.each(Object.keys(samples))('%s: the machine code is that of its golden', async (name) => {
  const trace = prepare(samples[name]!());
  const cpython = { ...options, refcount: REFCOUNT };
  const emitted = emit(trace, cpython, true);
  const text = formatListing(await loadIced(), link(emitted, trace, AT, cpython), { address: AT });
  await expect(text).toMatchFileSnapshot(`goldens/${name}.asm.txt`);
});
