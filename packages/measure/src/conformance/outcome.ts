import type { Outcome } from '../process.js';

export type State = 'passed' | 'failed' | 'skipped' | 'crashed' | 'timed out' | 'missing';

export interface Test {
  readonly state: State;
  readonly cause: string;
}

export interface FileResult {
  readonly file: string;
  readonly tests: Readonly<Record<string, Test>>;
  /** Why the file could not be imported, if so. */
  readonly notImported: string | null;
  /** It got to its end: all tests that it has are in `tests`. */
  readonly complete: boolean;
  readonly seconds: number;
}

/** What a run of a test file showed, from the lines that it got to write before it ended, crashed or hung. */
export function read(file: string, outcome: Outcome): FileResult {
  const tests: Record<string, Test> = {};
  let notImported: string | null = null;
  let complete = false;
  let open: string | null = null;
  for (const line of outcome.stdout.split('\n')) {
    if (!line.startsWith('@@')) continue;
    const [kind, id = '', state = '', cause = ''] = line.slice(2).split('\t');
    if (kind === 'begin') open = id;
    else if (kind === 'end') {
      tests[id] = { state: state as State, cause };
      if (open === id) open = null;
    } else if (kind === 'import') notImported = id;
    else if (kind === 'done') complete = true;
  }
  if (!complete && notImported === null) {
    const last = outcome.stderr.trimEnd().split('\n').at(-1)?.slice(0, 200) ?? '';
    const cause = outcome.timedOut
      ? 'time limit'
      : `${outcome.signal ?? `status ${outcome.status}`}: ${last}`;
    const state: State = outcome.timedOut ? 'timed out' : 'crashed';
    if (open !== null) tests[open] = { state, cause };
    else notImported = `${state}: ${cause}`;
  }
  return { file, tests, notImported, complete, seconds: outcome.milliseconds / 1000 };
}

export interface Exclusion {
  /** A file, or a test's id, or a prefix of ids that ends in `*`. */
  readonly what: string;
  readonly reason: string;
}

export function excluded(id: string, file: string, exclusions: readonly Exclusion[]): boolean {
  return exclusions.some(({ what }) =>
    what.endsWith('*') ? id.startsWith(what.slice(0, -1)) : what === id || what === file,
  );
}

export interface Score {
  /** Tests that the oracle passes and that are not excluded. */
  readonly of: number;
  readonly passed: number;
  readonly excluded: number;
  readonly byState: Readonly<Record<State, number>>;
  readonly causes: readonly { readonly cause: string; readonly tests: number; readonly files: number }[];
  /** By test, only those that the oracle passes. */
  readonly states: Readonly<Record<string, State>>;
}

/**
 * The denominator is what the oracle passes on the same machine: what is skipped, missing, crashed or timed out here
 * counts as failed, unless it is excluded with a reason.
 */
export function score(
  oracle: readonly FileResult[],
  ours: readonly FileResult[],
  exclusions: readonly Exclusion[],
): Score {
  const byFile = new Map(ours.map((result) => [result.file, result]));
  const byState: Record<State, number> = {
    passed: 0,
    failed: 0,
    skipped: 0,
    crashed: 0,
    'timed out': 0,
    missing: 0,
  };
  const states: Record<string, State> = {};
  const causes = new Map<string, { tests: number; files: Set<string> }>();
  let of = 0;
  let out = 0;
  for (const { file, tests } of oracle) {
    const result = byFile.get(file);
    // Tests behind a crash never ran: they share its cause.
    const end = Object.values(result?.tests ?? {}).find(
      ({ state }) => state === 'crashed' || state === 'timed out',
    );
    for (const [id, { state }] of Object.entries(tests)) {
      if (state !== 'passed') continue;
      if (excluded(id, file, exclusions)) {
        out += 1;
        continue;
      }
      of += 1;
      const got = result?.tests[id];
      const found: State = got?.state ?? 'missing';
      byState[found] += 1;
      states[id] = found;
      if (found === 'passed') continue;
      const cause = general(got?.cause ?? result?.notImported ?? (end ? `after ${end.cause}` : 'not run'));
      const entry = causes.get(cause) ?? { tests: 0, files: new Set() };
      entry.tests += 1;
      entry.files.add(file);
      causes.set(cause, entry);
    }
  }
  const sorted = [...causes].map(([cause, { tests, files }]) => ({ cause, tests, files: files.size }));
  sorted.sort((a, b) => b.tests - a.tests || (a.cause < b.cause ? -1 : 1));
  return { of, passed: byState.passed, excluded: out, byState, causes: sorted, states };
}

/** The same cause from different places reads the same. */
export function general(cause: string): string {
  return cause
    .replace(/0x[0-9a-f]+/gi, '0x…')
    .replace(/\b\d{3,}\b/g, 'N')
    .slice(0, 120);
}

export type Expectations = readonly string[];

/** Tests that were expected to pass and do not, and those that pass without being expected to. */
export function regressions(
  expected: Expectations,
  states: Readonly<Record<string, State>>,
): { lost: string[]; won: string[] } {
  const known = new Set(expected);
  const lost = expected.filter((id) => id in states && states[id] !== 'passed');
  const won = Object.keys(states).filter((id) => states[id] === 'passed' && !known.has(id));
  return { lost: lost.sort(), won: won.sort() };
}
