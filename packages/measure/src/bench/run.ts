import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { run } from '../process.js';
import type { Program } from '../pyperformance/catalogue.js';
import type { Installed } from '../pyperformance/install.js';
import { failure, fields, start } from '../pyperformance/record.js';
import { environment, root } from '../pythons.js';
import type { Peer } from './peers.js';
import { spread } from './statistics.js';

/** One core for each measured process, the last: the other cores' work, and most interrupts, do not move it about. */
export function pinned(command: readonly string[]): readonly string[] {
  return ['taskset', '-c', String(cpus().length - 1), ...command];
}

export interface Timing {
  /** Seconds a loop: of the first round of a fresh process, the best over processes. */
  readonly cold: number;
  /** Seconds a loop: the best of the later rounds. */
  readonly steady: number;
  readonly spread: number;
  /** KiB of memory at the peak of a process. */
  readonly peak: number;
}

export interface Failed {
  readonly error: string;
}

export interface Comparison {
  readonly loops: number;
  readonly peers: Readonly<Record<string, Timing | Failed>>;
}

interface Rounds {
  readonly error: string | null;
  /** Seconds a loop, by round. */
  readonly seconds: readonly number[];
  readonly peak: number;
}

async function rounds(
  peer: Peer,
  program: Program,
  bench: string,
  installed: Installed,
  loops: number,
  { rounds: count, budget, timeout }: Pick<Effort, 'rounds' | 'budget' | 'timeout'>,
): Promise<Rounds> {
  const measure = { mode: 'time', loops, rounds: count, budget, only: bench } as const;
  const outcome = await start(pinned(peer.command), program, installed, measure, timeout);
  const seconds = fields(outcome.stdout)
    .filter(([kind]) => kind === "'time'")
    .map((row) => Number(row[4]!.replaceAll("'", '')) / loops);
  const error = failure(outcome) ?? (seconds.length === 0 ? 'it timed nothing' : null);
  // A run that hits its limit has told its first rounds, and these count.
  return { error: seconds.length > 0 && outcome.timedOut ? null : error, seconds, peak: outcome.peak };
}

export interface Effort {
  /** Seconds of work on CPython that loops are scaled to. */
  readonly target: number;
  readonly rounds: number;
  /** Seconds after which a process begins no further round, once it has done two. */
  readonly budget: number;
  /** Times that the peers take turns: A B A B. */
  readonly turns: number;
  readonly timeout: number;
}

export const full: Effort = { target: 0.45, rounds: 3, budget: 3, turns: 2, timeout: 120_000 };
export const quick: Effort = { target: 0.15, rounds: 3, budget: 4, turns: 1, timeout: 60_000 };

/** Measures one benchmark on all peers, in turns, so that what the machine does meanwhile hits all of them. */
export async function compare(
  peers: readonly Peer[],
  program: Program,
  bench: string,
  installed: Installed,
  effort: Effort,
): Promise<Comparison> {
  let loops = 1;
  for (;;) {
    const trial = await rounds(peers[0]!, program, bench, installed, loops, { ...effort, rounds: 2 });
    if (trial.error) throw new Error(`${bench} fails on ${peers[0]!.name}: ${trial.error}`);
    const total = Math.min(...trial.seconds) * loops;
    if (total >= (2 / 3) * effort.target) break;
    // A clock of microseconds cannot scale by more than this at once.
    loops = Math.ceil(loops * Math.min(1000, Math.max(2, effort.target / Math.max(total, 1e-9))));
  }
  const cold: Record<string, number[]> = {};
  const steady: Record<string, number[]> = {};
  const peaks: Record<string, number> = {};
  const errors: Record<string, string> = {};
  for (let turn = 0; turn < effort.turns; turn += 1) {
    for (const peer of peers) {
      if (errors[peer.name]) continue;
      const { error, seconds, peak } = await rounds(peer, program, bench, installed, loops, effort);
      if (error) {
        errors[peer.name] = error;
        continue;
      }
      peaks[peer.name] = Math.max(peaks[peer.name] ?? 0, peak);
      (cold[peer.name] ??= []).push(seconds[0]!);
      (steady[peer.name] ??= []).push(...(seconds.length > 1 ? seconds.slice(1) : seconds));
    }
  }
  const result: Record<string, Timing | Failed> = {};
  for (const { name } of peers) {
    if (errors[name]) result[name] = { error: errors[name]! };
    else {
      result[name] = {
        cold: Math.min(...cold[name]!),
        steady: Math.min(...steady[name]!),
        spread: spread(steady[name]!),
        peak: peaks[name]!,
      };
    }
  }
  return { loops, peers: result };
}

export async function micro(peer: Peer, seconds: number): Promise<Record<string, number>> {
  const file = join(root, 'packages/measure/python/micro.py');
  const { stdout } = await run(pinned([...peer.command, file, String(seconds)]), {
    env: environment(),
    cwd: join(root, 'packages/measure/python'),
    timeout: 600_000,
  });
  const result: Record<string, number> = {};
  for (const line of stdout.split('\n')) {
    const [mark, name, value] = line.split('\t');
    if (mark === '@@micro') result[name!] = Number(value);
  }
  return result;
}

/** Seconds from start to end of a command, the best of some turns. */
export async function wall(command: readonly string[], turns: number): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < turns; turn += 1) {
    const { milliseconds, status } = await run(pinned(command), { env: environment() });
    if (status !== 0) return Number.NaN;
    best = Math.min(best, milliseconds / 1000);
  }
  return best;
}

/** Peak resident memory of a command in KiB, as the kernel counted it for the finished process. */
export async function peak(command: readonly string[]): Promise<number> {
  const helper = join(root, 'packages/measure/python/peak.py');
  const { stdout } = await run(['python3', helper, ...command], { env: environment(), timeout: 120_000 });
  return Number(/@@peak\t(\d+)/.exec(stdout)?.[1] ?? Number.NaN);
}

/** What the machine is, from the kernel: no result means anything without it. */
export function machine(): { cpu: string; cores: number; memory: string; system: string } {
  const info = readFileSync('/proc/cpuinfo', 'utf8');
  const memory = /MemTotal:\s*(\d+)/.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1] ?? '0';
  const system = /PRETTY_NAME="(.*)"/.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'unknown';
  return {
    cpu: /model name\s*: (.*)/.exec(info)?.[1] ?? 'unknown',
    cores: (info.match(/^processor/gm) ?? []).length,
    memory: `${Math.round(Number(memory) / 1024 / 1024)} GiB`,
    system,
  };
}
