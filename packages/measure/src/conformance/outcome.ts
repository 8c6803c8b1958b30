import type { Outcome } from '../process.js';

export const everyState = ['passed', 'failed', 'skipped', 'crashed', 'timed out', 'missing'] as const;
export type State = (typeof everyState)[number];

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
  /** What was checked out when it ran: a run that was continued may have seen several. */
  readonly commit?: string;
}

/** What a run of a test file showed, from the lines that it got to write before it ended, crashed or hung. */
export function read(file: string, outcome: Outcome): FileResult {
  const tests: Record<string, Test> = {};
  let notImported: string | null = null;
  let complete = false;
  let open: string | null = null;
  // What comes behind the last end of a line was cut off.
  for (const line of outcome.stdout.split('\n').slice(0, -1)) {
    if (!line.startsWith('@@')) continue;
    const [kind, id = '', state = '', cause = ''] = line.slice(2).split('\t');
    if (kind === 'begin') open = id;
    else if (kind === 'end') {
      // Two tests of one name pass together or not at all.
      const known = tests[id]?.state ?? 'passed';
      if (known === 'passed' && everyState.includes(state as State))
        tests[id] = { state: state as State, cause };
      if (open === id) open = null;
    } else if (kind === 'import') notImported = id;
    else if (kind === 'done') complete = true;
  }
  if (!complete && (open !== null || notImported === null)) {
    const last = outcome.stderr.trimEnd().split('\n').at(-1)?.slice(0, 200) ?? '';
    const cause = outcome.timedOut
      ? 'time limit'
      : outcome.outOfMemory
        ? 'memory limit'
        : `${outcome.signal ?? `status ${outcome.status}`}: ${last}`;
    const state: State = outcome.timedOut ? 'timed out' : 'crashed';
    if (open !== null) tests[open] = { state, cause };
    else notImported = `${state}: ${cause}`;
  }
  return { file, tests, notImported, complete, seconds: outcome.spent / 1000 };
}

/** The tests that have had their turn. */
export const ran = (result: FileResult): string[] => Object.keys(result.tests);

/** What two processes showed of one file, the second of which went on behind the first. */
export function merged(first: FileResult, second: FileResult): FileResult {
  return {
    ...second,
    tests: { ...first.tests, ...second.tests },
    seconds: first.seconds + second.seconds,
  };
}

/** What is left out of the denominator, and why. */
export interface Exclusion {
  readonly reason: string;
  /** Written by `--exclusions`, not by hand. */
  readonly found?: boolean;
  /** Names of files, ids of tests, or prefixes of ids that end in `*`. */
  readonly tests: readonly string[];
}

export function excluded(id: string, file: string, exclusions: readonly Exclusion[]): boolean {
  return exclusions.some(({ tests }) =>
    tests.some((what) =>
      what.endsWith('*') ? id.startsWith(what.slice(0, -1)) : what === id || what === file,
    ),
  );
}

export interface ModuleScore {
  readonly of: number;
  readonly passed: number;
  readonly not: Readonly<Record<string, State>>;
}

export interface Score {
  /** Tests that the oracle passes and that are not excluded. */
  readonly of: number;
  readonly passed: number;
  readonly excluded: number;
  /** How much of all tests that the oracle passes is excluded. */
  readonly share: number;
  readonly byState: Readonly<Record<State, number>>;
  readonly causes: readonly { readonly cause: string; readonly tests: number; readonly files: number }[];
  /** By file: how many pass, and of the others the state, by name within the file. */
  readonly modules: Readonly<Record<string, ModuleScore>>;
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
  const modules: Record<string, ModuleScore> = {};
  const causes = new Map<string, { tests: number; files: Set<string> }>();
  let of = 0;
  let out = 0;
  for (const { file, tests } of oracle) {
    const result = byFile.get(file);
    // Tests behind a crash never ran: they share its cause.
    const end = Object.values(result?.tests ?? {}).find(
      ({ state }) => state === 'crashed' || state === 'timed out',
    );
    const module = { of: 0, passed: 0, not: {} as Record<string, State> };
    modules[file] = module;
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
      module.of += 1;
      if (found === 'passed') {
        module.passed += 1;
        continue;
      }
      module.not[id.startsWith(`${file}.`) ? id.slice(file.length + 1) : id] = found;
      const cause = general(got?.cause ?? result?.notImported ?? (end ? `after ${end.cause}` : 'not run'));
      const entry = causes.get(cause) ?? { tests: 0, files: new Set() };
      entry.tests += 1;
      entry.files.add(file);
      causes.set(cause, entry);
    }
  }
  const sorted = [...causes].map(([cause, { tests, files }]) => ({ cause, tests, files: files.size }));
  sorted.sort((a, b) => b.tests - a.tests || (a.cause < b.cause ? -1 : 1));
  const share = out / Math.max(1, of + out);
  return { of, passed: byState.passed, excluded: out, share, byState, causes: sorted, modules, states };
}

/** The same cause from different places reads the same. */
export function general(cause: string): string {
  return cause
    .replace(/0x[0-9a-f]+/gi, '0x…')
    .replace(/\b\d{3,}\b/g, 'N')
    .slice(0, 120);
}
