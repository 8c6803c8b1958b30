import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, root } from '../pythons.js';
import type { FileResult } from './outcome.js';
import { type Limits, type Progress, type Runtime, runAll } from './run.js';

/** Where the results of a run are kept as they come. */
const place = (name: string, file = '') => join(cache, 'conformance', name, file && `${file}.json`);

/** Results kept under a name, of those files that have one. */
export function load(name: string, list: readonly string[]): FileResult[] {
  return list
    .filter((file) => existsSync(place(name, file)))
    .map((file) => JSON.parse(readFileSync(place(name, file), 'utf8')) as FileResult);
}

export interface Run {
  /** What the results are kept under. */
  readonly name: string;
  readonly runtime: Runtime;
  readonly limits: (file: string) => Limits;
  readonly jobs: number;
  /** Goes on with a run that was interrupted: what is kept counts. */
  readonly resume: boolean;
}

/** The commit that is checked out. */
export function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
}

/** Runs files and keeps each result as it comes. */
export async function runKept(list: readonly string[], options: Run): Promise<FileResult[]> {
  const { name, runtime, limits, jobs, resume } = options;
  mkdirSync(place(name), { recursive: true });
  const kept = resume ? load(name, list) : [];
  const there = new Set(kept.map(({ file }) => file));
  const missing = list.filter((file) => !there.has(file));
  if (missing.length > 0 && kept.length > 0) console.log(`${name}: ${kept.length} files are done already`);
  const at = commit();
  const fresh = await runAll(runtime, missing, limits, jobs, (progress) => {
    const result = { ...progress.result, commit: at };
    const to = place(name, result.file);
    writeFileSync(`${to}.${process.pid}`, JSON.stringify(result));
    renameSync(`${to}.${process.pid}`, to);
    show(name, progress);
  });
  const all = new Map([...kept, ...fresh].map((result) => [result.file, result]));
  return list.map((file) => all.get(file)!);
}

function show(name: string, { done, of, result }: Progress): void {
  const all = Object.values(result.tests);
  const passed = all.filter(({ state }) => state === 'passed').length;
  const bad = all.filter(({ state }) => state === 'crashed' || state === 'timed out').length;
  const note =
    result.notImported ??
    (result.complete ? (bad ? `${bad} crashed or hung` : '') : 'did not get to its end');
  const place = `${String(done).padStart(String(of).length)}/${of}`;
  const seconds = `${result.seconds.toFixed(1)} s`;
  console.log(
    `${name} ${place} ${result.file.padEnd(36)} ${passed}/${all.length} ${seconds.padStart(8)} ${note.slice(0, 90)}`,
  );
}
