/** `npm run bench`: speed, start-up and memory beside the peers; writes bench.json. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Group, groups, programs } from '../pyperformance/catalogue.js';
import { install } from '../pyperformance/install.js';
import { cache, root } from '../pythons.js';
import { type Peer, type PeerName, peerNames, peers } from './peers.js';
import { type Comparison, compare, full, machine, micro, peak, quick, wall } from './run.js';
import { geometricMean } from './statistics.js';

const allParts = 'programs,startup,memory,micro';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    peers: { type: 'string', default: peerNames.join(',') },
    parts: { type: 'string', default: allParts },
    continue: { type: 'boolean', default: false },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

export interface Bench {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly quick: boolean;
  readonly machine: ReturnType<typeof machine>;
  readonly versions: Readonly<Record<string, string>>;
  readonly programs: Readonly<Record<string, Comparison & { group: Group }>>;
  /** CPython's time over the peer's, by group; `python` is all groups but the C modules. */
  readonly means: Readonly<
    Record<string, Readonly<Record<string, { cold: number; steady: number; n: number }>>>
  >;
  /** Seconds of `-c pass`; `bare` is the engine that does nothing. */
  readonly startup: Readonly<Record<string, number>>;
  /** KiB at the peak. */
  readonly memory: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Nanoseconds of one operation. */
  readonly micro: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const MILLION = 1_000_000;
const loads: Readonly<Record<string, string>> = {
  empty: 'pass',
  list: `l = list(range(${MILLION}))`,
  floats: `l = [float(i) for i in range(${MILLION})]`,
  dict: `d = {i: i for i in range(${MILLION})}`,
  strdict: `d = {'k%d' % i: i for i in range(${MILLION})}`,
  slots: `class C:\n __slots__ = ('x', 'y')\n def __init__(self, x, y): self.x = x; self.y = y\nl = [C(i, i) for i in range(${MILLION})]`,
  instances: `class C:\n def __init__(self, x, y): self.x = x; self.y = y\nl = [C(i, i) for i in range(${MILLION})]`,
  tuples: `l = [(i, i) for i in range(${MILLION})]`,
  strs: `l = ['k%d' % i for i in range(${MILLION})]`,
};

if (values.help) {
  console.log(`npm run bench -- [--quick] [--only richards,scimark_fft] [--peers cpython,tyston,pypy,pyodide]
                 [--parts programs,startup,memory,micro] [--continue] [--out FILE]

A whole run writes bench.json. --continue goes on with one that was interrupted: programs that it has measured stay.`);
} else await main();

async function main(): Promise<void> {
  const { found, missing } = peers(values.peers.split(',') as PeerName[]);
  for (const why of missing) console.log(`Not compared with ${why}`);
  const parts = values.parts.split(',');
  const part = async <T>(name: string, work: () => Promise<T>, otherwise: T): Promise<T> =>
    parts.includes(name) ? work() : otherwise;
  const measured = await part('programs', () => measurePrograms(found), {});
  const bench: Bench = {
    date: new Date().toISOString(),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    node: process.version,
    quick: values.quick,
    machine: machine(),
    versions: Object.fromEntries(found.map((peer) => [peer.name, peer.version])),
    programs: measured,
    means: means(measured, found),
    startup: await part('startup', () => measureStartup(found), {}),
    memory: await part('memory', () => measureMemory(found), {}),
    micro: await part('micro', () => measureMicro(found), {}),
  };
  print(bench);
  // A part of it must not take the place of a whole run.
  const whole = !values.quick && !values.only && values.parts === allParts;
  const out = values.out ?? (whole ? 'bench.json' : null);
  if (out) writeFileSync(resolve(root, out), `${JSON.stringify(bench, null, 1)}\n`);
}

async function measurePrograms(
  found: readonly Peer[],
): Promise<Record<string, Comparison & { group: Group }>> {
  const installed = await install();
  const only = values.only?.split(',');
  const result: Record<string, Comparison & { group: Group }> = {};
  for (const program of programs) {
    for (const [bench, group] of Object.entries(program.benches)) {
      if (only && !only.includes(bench) && !only.includes(program.name)) continue;
      const comparison = await kept(bench, found, () =>
        compare(found, program, bench, installed, values.quick ? quick : full),
      );
      result[bench] = { group, ...comparison };
      console.log(row(bench, comparison, found));
    }
  }
  return result;
}

/** A program's figures, kept as they come: a run takes long. */
async function kept(
  bench: string,
  found: readonly Peer[],
  measure: () => Promise<Comparison>,
): Promise<Comparison> {
  const file = join(cache, 'bench', `${bench}.json`);
  if (values.continue && existsSync(file)) {
    const before = JSON.parse(readFileSync(file, 'utf8')) as Comparison;
    if (found.every(({ name }) => name in before.peers)) return before;
  }
  const comparison = await measure();
  if (!values.quick) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(comparison));
  }
  return comparison;
}

function row(bench: string, comparison: Comparison, found: readonly Peer[]): string {
  const base = comparison.peers[found[0]!.name]!;
  const cells = found.map(({ name }) => {
    const timing = comparison.peers[name]!;
    if ('error' in timing) return `${name} fails: ${timing.error.slice(0, 70)}`;
    const ms = `${(timing.steady * 1000).toPrecision(3)} ms ±${Math.round(timing.spread * 100)} %`;
    if (name === found[0]!.name || 'error' in base) return `${name} ${ms}`;
    const mib = `${(timing.peak / 1024).toFixed(0)} MiB`;
    return `${name} ${ms}, ${mib}: steady ${(base.steady / timing.steady).toFixed(2)}, cold ${(base.cold / timing.cold).toFixed(2)}`;
  });
  return `${bench.padEnd(26)} ${cells.join(' | ')}`;
}

function means(measured: Bench['programs'], found: readonly Peer[]): Bench['means'] {
  const result: Record<string, Record<string, { cold: number; steady: number; n: number }>> = {};
  for (const { name } of found.slice(1)) {
    const of = (wanted: (group: Group) => boolean) => {
      const cold: number[] = [];
      const steady: number[] = [];
      for (const { group, peers } of Object.values(measured)) {
        const base = peers[found[0]!.name]!;
        const timing = peers[name]!;
        if (!wanted(group) || 'error' in base || 'error' in timing) continue;
        cold.push(base.cold / timing.cold);
        steady.push(base.steady / timing.steady);
      }
      return { cold: geometricMean(cold), steady: geometricMean(steady), n: cold.length };
    };
    result[name] = { python: of((group) => group !== 'c-modules') };
    for (const group of Object.keys(groups) as Group[]) result[name][group] = of((other) => other === group);
  }
  return result;
}

async function measureStartup(found: readonly Peer[]): Promise<Record<string, number>> {
  const turns = values.quick ? 5 : 15;
  const result: Record<string, number> = { bare: await wall([process.execPath, '-e', '0'], turns) };
  for (const peer of found) result[peer.name] = await wall([...peer.command, '-c', 'pass'], turns);
  return result;
}

async function measureMemory(found: readonly Peer[]): Promise<Record<string, Record<string, number>>> {
  const result: Record<string, Record<string, number>> = {};
  for (const peer of found) {
    const row: Record<string, number> = {};
    if (peer.bare) row['bare'] = await peak(peer.bare);
    for (const [name, code] of Object.entries(loads)) row[name] = await peak([...peer.command, '-c', code]);
    result[peer.name] = row;
  }
  return result;
}

async function measureMicro(found: readonly Peer[]): Promise<Record<string, Record<string, number>>> {
  const result: Record<string, Record<string, number>> = {};
  for (let turn = 0; turn < (values.quick ? 1 : 2); turn += 1) {
    for (const peer of found) {
      const row = (result[peer.name] ??= {});
      for (const [name, spent] of Object.entries(await micro(peer, values.quick ? 0.02 : 0.05))) {
        row[name] = Math.min(row[name] ?? Number.POSITIVE_INFINITY, spent);
      }
    }
  }
  return result;
}

function print(bench: Bench): void {
  for (const [peer, byGroup] of Object.entries(bench.means)) {
    console.log(`\n${peer}: CPython's time over its time, geometric means`);
    for (const [group, { cold, steady, n }] of Object.entries(byGroup)) {
      if (n === 0) continue;
      const title = group === 'python' ? 'all in pure Python' : groups[group as Group];
      console.log(`  ${title.padEnd(30)} steady ${steady.toFixed(3)}  cold ${cold.toFixed(3)}  (${n})`);
    }
  }
  if (bench.startup['bare'] !== undefined) {
    const ms = (name: string) => `${name} ${(bench.startup[name]! * 1000).toFixed(0)} ms`;
    console.log(`\nStart-up of -c pass: ${Object.keys(bench.startup).map(ms).join(', ')}`);
    const over = (bench.startup['tyston']! - bench.startup['bare']) * 1000;
    console.log(`Tyston over bare Node: ${over.toFixed(0)} ms`);
  }
  for (const [peer, row] of Object.entries(bench.memory)) {
    const less = row['bare'] ?? 0;
    const cells = Object.entries(row).map(
      ([name, kib]) => `${name} ${((kib - (name === 'bare' ? 0 : less)) / 1024).toFixed(0)}`,
    );
    console.log(
      `Memory at the peak${less ? ' less the bare engine' : ''}, MiB: ${peer.padEnd(8)} ${cells.join(', ')}`,
    );
    const bytes = ((row['instances']! - row['empty']!) * 1024) / MILLION;
    console.log(`  bytes for an instance of two attributes, and its place in the list: ${bytes.toFixed(0)}`);
  }
  const names = Object.keys(bench.micro);
  if (names.length > 0) console.log(`\nNanoseconds an operation: ${names.join(', ')}`);
  for (const name of Object.keys(bench.micro[names[0] ?? ''] ?? {})) {
    console.log(
      `  ${name.padEnd(28)} ${names.map((peer) => (bench.micro[peer]![name] ?? Number.NaN).toFixed(1).padStart(9)).join(' ')}`,
    );
  }
}
