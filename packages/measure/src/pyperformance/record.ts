import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, run } from '../process.js';
import { environment, root } from '../pythons.js';
import type { Program } from './catalogue.js';
import type { Installed } from './install.js';

/** What one run of a program showed: per benchmark, function and global the text that must be equal. */
export interface Record_ {
  readonly results: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, string>>;
  readonly globals: Readonly<Record<string, string>>;
}

/** What is compared for a program: names, checked in, so that none silently drops out. */
export interface Compared {
  readonly results: readonly string[];
  readonly functions: readonly string[];
  readonly globals: readonly string[];
}

export const comparedFile = join(root, 'packages/measure/compared.json');

export function comparedLists(): Readonly<Record<string, Compared>> {
  return JSON.parse(readFileSync(comparedFile, 'utf8')) as Record<string, Compared>;
}

export interface Measure {
  readonly mode: 'record' | 'time';
  readonly loops?: number;
  readonly rounds?: number;
  readonly budget?: number;
  readonly only?: string;
  readonly break?: string;
}

/** The command and environment of one run of a program under a Python. */
export function start(
  python: readonly string[],
  program: Program,
  installed: Installed,
  measure: Measure,
  timeout = 120_000,
): Promise<Outcome> {
  const watched =
    measure.mode === 'record' ? { calls: program.calls?.join(','), locals: program.locals?.join(',') } : {};
  const settings = Object.entries({ ...watched, ...measure })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
  const folder = join(installed.benchmarks, program.folder);
  const env = environment({
    PYTHONPATH: installed.path,
    PYTHONDONTWRITEBYTECODE: '1',
    TYSTON_MEASURE: settings,
  });
  return run([...python, 'run_benchmark.py', ...(program.args ?? [])], { cwd: folder, env, timeout });
}

/** The stand-in's lines, split into fields. */
export function fields(stdout: string): string[][] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('@@'))
    .map((line) => line.slice(2).split('\t'));
}

const unquoted = (text: string) => text.replace(/^(['"])(.*)\1$/s, '$2');

export function parse(stdout: string): Record_ {
  const record = { results: {}, functions: {}, globals: {} } as Record<keyof Record_, Record<string, string>>;
  for (const [kind, name, ...rest] of fields(stdout)) {
    const value = rest.join(' ');
    if (unquoted(kind!) === 'result') record.results[unquoted(name!)] = value;
    else if (unquoted(kind!) === 'function') record.functions[unquoted(name!)] = value;
    else if (unquoted(kind!) === 'global') record.globals[unquoted(name!)] = value;
  }
  return record;
}

/** The names of a record that carry something: a benchmark that returns None tells nothing. */
export function names(record: Record_): Compared {
  const telling = (part: Readonly<Record<string, string>>) =>
    Object.keys(part)
      .filter((name) => !/ 'None'$/.test(part[name]!))
      .sort();
  return {
    results: telling(record.results),
    functions: telling(record.functions),
    globals: telling(record.globals),
  };
}

/** Differences in what is compared, the most telling first; empty when the program agrees. */
export function differences(compared: Compared, wanted: Record_, got: Record_): string[] {
  const wrong: string[] = [];
  for (const part of ['results', 'functions', 'globals'] as const) {
    for (const name of compared[part]) {
      const a = wanted[part][name];
      const b = got[part][name];
      if (a !== b) wrong.push(`${part} ${name}:\n  - ${a?.slice(0, 300)}\n  + ${b?.slice(0, 300)}`);
    }
  }
  return wrong;
}

/** Why a run did not get to its end, or null. */
export function failure(outcome: Outcome): string | null {
  if (outcome.timedOut) return 'time limit';
  if (outcome.status === 0) return null;
  // A runtime's own failure may print a line of its bundle: the line that names an error says more, and less.
  const lines = outcome.stderr.trimEnd().split('\n');
  const last = (
    lines.findLast((line) => /^\w+(\.\w+)*(Error|Exception|Exit|Interrupt)\b/.test(line)) ??
    lines.at(-1) ??
    ''
  ).slice(0, 300);
  return `${outcome.signal ?? `status ${outcome.status}`}: ${last}`;
}
