import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Outcome, run } from './process.js';
import { cache, environment, type Host, oracle, tyston } from './pythons.js';

/** What two Pythons must agree on. Of standard error only the last line: what a traceback ends in. */
export interface Behaviour {
  readonly stdout: string;
  readonly status: number | string;
  readonly error: string;
}

export function behaviour(outcome: Outcome): Behaviour {
  return {
    stdout: outcome.stdout,
    status: outcome.timedOut ? 'time limit' : (outcome.status ?? outcome.signal ?? 'unknown'),
    error: outcome.stderr.trimEnd().split('\n').at(-1) ?? '',
  };
}

/** The programs of the diff-tests: every `tests/<area>/*.py`; a name with a leading `_` is a helper's. */
export function programs(tests: string): string[] {
  const found: string[] = [];
  for (const area of readdirSync(tests).sort()) {
    const folder = join(tests, area);
    if (!statSync(folder).isDirectory()) continue;
    for (const name of readdirSync(folder).sort()) {
      if (/^[^_.].*\.py$/.test(name)) found.push(join(folder, name));
    }
  }
  return found;
}

function key(file: string): string {
  const hash = createHash('sha256').update(oracle()).update('\0');
  const folder = dirname(file);
  hash.update(readFileSync(file));
  // Helpers are part of what the program does.
  for (const name of readdirSync(folder).sort()) {
    if (name.startsWith('_') && name.endsWith('.py'))
      hash.update(name).update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 32);
}

/** CPython's behaviour, kept by the hash of the program. */
export async function expected(file: string): Promise<Behaviour> {
  const folder = join(cache, 'oracle');
  const kept = join(folder, `${basename(file, '.py')}-${key(file)}.json`);
  try {
    return JSON.parse(readFileSync(kept, 'utf8')) as Behaviour;
  } catch {
    // Not there yet, or cut short: CPython tells again.
  }
  const env = environment({ PYTHONDONTWRITEBYTECODE: '1' });
  const result = behaviour(await run([oracle(), basename(file)], { cwd: dirname(file), env }));
  if (result.status === 'time limit') throw new Error(`${file}: CPython itself does not end`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${kept}.${process.pid}`, JSON.stringify(result));
  renameSync(`${kept}.${process.pid}`, kept);
  return result;
}

export async function observed(
  file: string,
  host: Host,
  switches: readonly string[] = [],
  extra: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  return run([...tyston(host), ...switches, basename(file)], {
    cwd: dirname(file),
    env: environment(extra),
    timeout: 60_000,
  });
}

/** The first difference with some lines around it, or null where there is none. */
export function difference(wanted: Behaviour, got: Behaviour, stderr = ''): string | null {
  const report: string[] = [];
  if (wanted.stdout !== got.stdout) {
    const a = wanted.stdout.split('\n');
    const b = got.stdout.split('\n');
    let at = 0;
    while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
    report.push(`standard output differs from line ${at + 1} on:`);
    for (const line of a.slice(Math.max(0, at - 3), at)) report.push(`    ${line}`);
    for (const line of a.slice(at, at + 6)) report.push(`  - ${line}`);
    for (const line of b.slice(at, at + 6)) report.push(`  + ${line}`);
  }
  if (wanted.status !== got.status)
    report.push(`exit status: CPython ${wanted.status}, Tyston ${got.status}`);
  if (wanted.error !== got.error) {
    report.push('last line of standard error:', `  - ${wanted.error}`, `  + ${got.error}`);
  }
  if (report.length === 0) return null;
  if (stderr)
    report.push(
      'standard error of Tyston:',
      ...stderr
        .trimEnd()
        .split('\n')
        .slice(-12)
        .map((line) => line.slice(0, 300)),
    );
  return report.join('\n');
}
