import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, type Host, oracle, tyston } from '../pythons.js';
import type { Program } from './catalogue.js';
import type { Installed } from './install.js';
import { comparedLists, differences, failure, type Measure, parse, type Record_, start } from './record.js';

export interface Verdict {
  readonly program: string;
  /** Null when the program ran to its end and agrees with CPython. */
  readonly error: string | null;
  readonly milliseconds: number;
}

/** CPython's record of a program, kept by the hash of the program, of the stand-in, and of where both are: programs know their files. */
export async function reference(program: Program, installed: Installed): Promise<Record_> {
  const source = readFileSync(join(installed.benchmarks, program.folder, 'run_benchmark.py'));
  const stand = readFileSync(join(installed.path.split(':')[0]!, 'pyperf.py'));
  const hash = createHash('sha256')
    .update(source)
    .update(stand)
    .update(oracle())
    .update(installed.benchmarks)
    .update(JSON.stringify(program))
    .digest('hex')
    .slice(0, 24);
  const folder = join(cache, 'pyperformance', 'records');
  const file = join(folder, `${program.name}-${hash}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record_;
  } catch {
    // Not kept yet.
  }
  const outcome = await start([oracle()], program, installed, { mode: 'record' });
  const why = failure(outcome);
  if (why) throw new Error(`${program.name} fails on CPython: ${why}`);
  const record = parse(outcome.stdout);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(record));
  renameSync(`${file}.${process.pid}`, file);
  return record;
}

/** Runs a program on a Python and compares with CPython's record. */
export async function check(
  program: Program,
  installed: Installed,
  python: readonly string[],
  extra: Partial<Measure> = {},
  timeout = 180_000,
): Promise<Verdict> {
  const compared = comparedLists()[program.name];
  if (!compared) return { program: program.name, error: 'nothing is listed for comparison', milliseconds: 0 };
  const wanted = await reference(program, installed);
  const outcome = await start(python, program, installed, { mode: 'record', ...extra }, timeout);
  const wrong = differences(compared, wanted, parse(outcome.stdout));
  const why = failure(outcome);
  return {
    program: program.name,
    error: why ?? (wrong.length > 0 ? wrong.slice(0, 3).join('\n') : null),
    milliseconds: outcome.milliseconds,
  };
}

export const onTyston = (program: Program, installed: Installed, host: Host): Promise<Verdict> =>
  check(program, installed, tyston(host));
