/** Prints what the README says about speed and size: `npm run figures -w @tyston/rewriter`. */
import { emit, PASS_NAMES, type PassName, prepare, REFCOUNT, type RecordedTrace } from '../src/index.js';
import { randomTrace } from './random.js';
import { samples } from './traces.js';
import { CODE, DEALLOC, REFCNT } from './world.js';

const region = { start: CODE, end: CODE + 0x10_0000n };
const sets: Readonly<Record<string, { traces: RecordedTrace[]; refcount: typeof REFCOUNT }>> = {
  'samples (test/traces.ts)': { traces: Object.values(samples).map((make) => make()), refcount: REFCOUNT },
  '500 random traces': {
    traces: Array.from({ length: 500 }, (_, i) => randomTrace(i + 1, 30)),
    refcount: REFCNT,
  },
};

function measure(traces: RecordedTrace[], refcount: typeof REFCOUNT, without: readonly PassName[]) {
  let [ops, counts, bytes] = [0, 0, 0];
  for (const recorded of traces) {
    const trace = prepare(recorded, { refcount, without });
    ops += trace.ops.length;
    counts += trace.ops.filter((op) => op.row.counted).length;
    bytes += emit(trace, { refcount, dealloc: DEALLOC, region }).code.bytes.length;
  }
  return { ops, counts, bytes };
}

for (const [name, { traces, refcount }] of Object.entries(sets)) {
  const recorded = traces.reduce((n, t) => n + t.ops.length, 0);
  const all = measure(traces, refcount, []);
  console.log(`${name}: ${recorded} ops recorded, ${all.ops} emitted, ${all.bytes} bytes`);
  console.log(
    `  ${(all.bytes / recorded).toFixed(1)} bytes an op recorded, ${(all.bytes / traces.length).toFixed(0)} a trace`,
  );
  for (const pass of PASS_NAMES) {
    const less = measure(traces, refcount, [pass]);
    const share = (a: number, b: number) => `${(100 * (a / b - 1)).toFixed(1)} %`;
    console.log(
      `  without ${pass}: ops +${share(less.ops, all.ops)}, counts +${share(less.counts, all.counts)}, bytes +${share(less.bytes, all.bytes)}`,
    );
  }
  const turns = Math.ceil(3000 / traces.length);
  for (const [what, run] of [
    ['passes and counts', (t: RecordedTrace) => prepare(t, { refcount })],
    ['all', (t: RecordedTrace) => emit(prepare(t, { refcount }), { refcount, dealloc: DEALLOC, region })],
  ] as const) {
    for (const t of traces) run(t);
    const start = process.cpuUsage();
    for (let n = 0; n < turns; n++) for (const t of traces) run(t);
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1e6;
    const rate = Math.round((turns * traces.length) / seconds);
    const mega = (all.bytes * turns) / seconds / 1e6;
    console.log(
      `  ${what}: ${rate} traces a second${what === 'all' ? `, ${mega.toFixed(2)} MB/s of code` : ''}`,
    );
  }
}
