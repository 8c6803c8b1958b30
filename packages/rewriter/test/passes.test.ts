import { describe, expect, test } from 'vitest';
import {
  dumpTrace,
  EVALUATE,
  interpret,
  OP_NAMES,
  OPS,
  PASS_NAMES,
  type PassName,
  parseTrace,
  placeCounts,
  prepare,
  type RecordedTrace,
  type Trace,
  verify,
} from '../src/index.js';
import { Random, randomArguments, randomTrace } from './random.js';
import { LAYOUTS, samples } from './traces.js';
import { REFCNT, TestWorld, Thing } from './world.js';

const ALL = [...LAYOUTS, Thing] as never[];
const options = { checked: true, refcount: REFCNT };

/** What can be seen of a run. */
function observe(trace: Trace, seed: number): string {
  const world = new TestWorld(seed);
  const args = randomArguments(new Random(seed));
  const outcome = interpret(trace, args, world);
  const value = outcome.how === 'return' ? String(Object.is(outcome.value, -0) ? '-0' : outcome.value) : '';
  // What a failed guard has left behind is nothing.
  return `${outcome.how} ${value}\n${world.state()}`;
}

const TRACES = Number(process.env['TYSTON_TRACES'] ?? 200);

describe('random traces', () => {
  test('are right, read back, and ways to `next` leave no mark', () => {
    const ends: Record<string, number> = {};
    for (let seed = 1; seed <= TRACES; seed++) {
      const trace = randomTrace(seed);
      verify(trace);
      expect(dumpTrace(parseTrace(dumpTrace(trace), ALL))).toBe(dumpTrace(trace));
      const counted = placeCounts(trace);
      verify(counted);
      expect(dumpTrace(parseTrace(dumpTrace(counted), ALL))).toBe(dumpTrace(counted));
      for (let w = 0; w < 3; w++) {
        const world = new TestWorld(seed + w);
        const before = world.state();
        const { how } = interpret(counted, randomArguments(new Random(seed + w)), world);
        ends[how] = (ends[how] ?? 0) + 1;
        if (how === 'next' && !/ call /.test(dumpTrace(counted))) expect(world.state()).toBe(before);
      }
    }
    // They end in every way, often enough to mean something.
    for (const how of ['return', 'next', 'error']) expect(ends[how]).toBeGreaterThan(TRACES / 5);
  });

  test.each(PASS_NAMES)('mean the same with and without %s', (name) => {
    const without = PASS_NAMES.filter((p) => p !== name);
    let changed = 0;
    for (let seed = 1; seed <= TRACES; seed++) {
      const trace = randomTrace(seed);
      const plain = prepare(trace, { ...options, without: PASS_NAMES });
      const passed = prepare(trace, { ...options, without });
      if (passed.ops.length < plain.ops.length) changed++;
      for (let w = 0; w < 3; w++) expect(observe(passed, seed + w)).toBe(observe(plain, seed + w));
    }
    expect(changed).toBeGreaterThan(TRACES / 60);
  });

  test('mean the same with all passes', () => {
    for (let seed = 1; seed <= TRACES; seed++) {
      const trace = randomTrace(seed, 40);
      const plain = prepare(trace, { ...options, without: PASS_NAMES });
      const passed = prepare(trace, options);
      for (let w = 0; w < 3; w++) expect(observe(passed, seed + w)).toBe(observe(plain, seed + w));
    }
  });
});

/** A pass alone, on a trace written as text: what the ops are then. */
function effect(pass: PassName, head: string, body: string): string {
  const text = `${head}\n${body
    .trim()
    .split('\n')
    .map((l) => (/^\s*L\d/.test(l) ? l.trim() : `  ${l.trim()}`))
    .join('\n')}\n`;
  const trace = parseTrace(text, ALL) as RecordedTrace;
  const made = prepare(trace, { ...options, without: PASS_NAMES.filter((p) => p !== pass) });
  return made.ops
    .map((op) =>
      dumpTrace({ ...made, ops: [op] })
        .trim()
        .split('\n')
        .pop()!
        .trim(),
    )
    .join('\n');
}
const SLOT = 'trace t slot (borrowed, i64) -> i64 recorded\n  fn any(ref) -> void runs never';

describe('what each pass does', () => {
  test('fold', () => {
    const ops = effect(
      'fold',
      SLOT,
      `%2: i64 = int64 40
       %3: i64 = int64 2
       %4: i64 = add.i64 %2, %3
       guard.i64 lt %3, %4
       %5: i64 = int64 0
       %6: i64 = add.i64 %1, %5
       %7: i64 = add_overflow.i64 %4, %6 -> next
       return %7`,
    );
    expect(ops).toContain('%4: i64 = int64 42');
    expect(ops).toContain('%7: i64 = add_overflow.i64 %4, %1 -> next');
    expect(ops).not.toContain('guard');
  });
  test('fold: a guard that never holds ends the trace', () => {
    const ops = effect('fold', SLOT, '%2: i64 = int64 1\n%3: i64 = int64 2\nguard.i64 eq %2, %3\nreturn %1');
    expect(ops).toBe('%2: i64 = int64 1\n%3: i64 = int64 2\nleave');
  });
  test('loads', () => {
    const ops = effect(
      'loads',
      SLOT,
      `%2: i64 = load %0, Thing.n64
       %3: i64 = load %0, Thing.n64
       store %0, %1, Thing.m64
       %4: i64 = load %0, Thing.n64
       %5: i64 = load %0, Thing.m64
       %6: i64 = add.i64 %3, %4
       %7: i64 = add.i64 %5, %6
       call any(%0)
       %8: i64 = load %0, Thing.m64
       %9: i64 = add.i64 %7, %8
       return %9`,
    );
    expect(ops.match(/load/g)).toHaveLength(2);
    expect(ops).toContain('%6: i64 = add.i64 %2, %2');
    expect(ops).toContain('%7: i64 = add.i64 %1, %6');
  });
  test('loads: an address may point into an object', () => {
    const ops = effect(
      'loads',
      'trace t stub (borrowed, addr, i64) -> i64 recorded',
      '%3: i64 = load %0, Thing.n64\nstore %1, %2, i64@0\n%4: i64 = load %0, Thing.n64\n%5: i64 = add.i64 %3, %4\nreturn %5',
    );
    expect(ops.match(/load/g)).toHaveLength(2);
  });
  test('guards', () => {
    const ops = effect(
      'guards',
      SLOT,
      `%2: borrowed = load_ref %0, Thing.type
       %3: borrowed = object 0x200001000100
       guard.ref eq %2, %3
       guard.ref eq %2, %3
       %4: i64 = load %2, Thing.n64
       guard.i64 lt %4, %1
       guard.i64 le %4, %1
       guard.i64 ne %4, %1
       guard.i64 gt %4, %1
       return %4`,
    );
    expect(ops.match(/guard/g)).toHaveLength(3);
  });
  test('guards: what equals a constant is the constant, but for its fields', () => {
    const ops = effect(
      'guards',
      'trace t slot (borrowed, i64) -> borrowed recorded',
      `%2: borrowed = load_ref %0, Thing.type
       %3: borrowed = object 0x200001000100
       guard.ref eq %2, %3
       %4: i64 = load %2, Thing.n64
       guard.i64 eq %4, %1
       return %2`,
    );
    expect(ops).toContain('return %3');
    expect(ops).toContain('load %2, Thing.n64');
  });
  test('guards: not past a label', () => {
    const ops = effect(
      'guards',
      SLOT,
      'guard.i64 lt %1, %1\njump -> L0\nL0:\nguard.i64 lt %1, %1\nreturn %1',
    );
    expect(ops.match(/guard/g)).toHaveLength(2);
  });
  test('nonnull', () => {
    const ops = effect(
      'nonnull',
      SLOT,
      `%2: borrowed? = load_ref %0, Thing.first
       %3: borrowed = nonnull %2 -> next
       %4: borrowed = nonnull %2 -> next
       %5: i64 = load %4, Thing.n64
       return %5`,
    );
    expect(ops.match(/nonnull/g)).toHaveLength(1);
    expect(ops).toContain('load %3, Thing.n64');
  });
  test('dead', () => {
    const ops = effect(
      'dead',
      SLOT,
      '%2: i64 = load %0, Thing.n64\n%3: i64 = add.i64 %2, %1\ncall any(%0)\nreturn %1\nL0:\nreturn %1',
    );
    expect(ops).toBe('call any(%0)\nreturn %1');
  });
  test('pairs: a field that is filled releases nothing, a call may', () => {
    const body = (between: string) => `%2: borrowed = load_ref %0, Thing.second
       ${between}
       %3: i64 = load %2, Thing.n64
       return %3`;
    expect(effect('pairs', SLOT, body('store %0, %1, Thing.n64'))).not.toMatch(/incref|decref/);
    const kept = effect('pairs', SLOT, body('call any(%0)'));
    expect(kept.match(/incref %2/g)).toHaveLength(1);
    expect(kept.match(/decref %2/g)).toHaveLength(1);
  });
});

test('random traces have every op', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 400; seed++)
    for (const op of placeCounts(randomTrace(seed, 40)).ops) seen.add(op.name);
  expect(OP_NAMES.filter((n) => !seen.has(n) && n !== 'return_void')).toEqual([]);
});

test('every pure op can be evaluated', () => {
  const conditional = (n: string) =>
    n.startsWith('compare.') || n.startsWith('guard.') || n.startsWith('branch.');
  const constants = ['int32', 'int64', 'float64', 'object', 'address', 'null', 'nonnull'];
  const flow = ['label', 'jump', 'return', 'return_void', 'fail', 'leave'];
  const pure = OP_NAMES.filter((n) => OPS[n].effect === 'pure' && !conditional(n));
  expect(pure.filter((n) => !constants.includes(n) && !flow.includes(n))).toEqual(Object.keys(EVALUATE));
});

test.each(Object.keys(samples))('%s, prepared, has the text of its golden', async (name) => {
  const made = prepare(samples[name]!(), { checked: true });
  await expect(dumpTrace(made)).toMatchFileSnapshot(`goldens/${name}.counted.txt`);
});
