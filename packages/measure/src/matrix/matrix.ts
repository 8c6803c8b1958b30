/** Calls of everything built in, with right and wrong arguments, on CPython and on another Python: result or message the same. */
import { join } from 'node:path';
import { type Fate, fates, type Runtime } from '../fuzz/run.js';
import { run } from '../process.js';
import { environment, oracle, root } from '../pythons.js';

const folder = join(root, 'packages/measure/python/matrix');
const prelude = join(folder, 'prelude.py');

export interface Case {
  /** The callable: `len`, `str.find`. */
  readonly name: string;
  readonly receiver: string | null;
  readonly call: string;
}

export interface Difference extends Case {
  readonly wanted: string;
  readonly got: string;
}

export interface Result {
  readonly compared: number;
  /** CPython does not make the same of it twice. */
  readonly dropped: number;
  readonly differences: readonly Difference[];
}

/** The cases are CPython's to tell: it has the names and the signatures. */
export async function cases(): Promise<Case[]> {
  const outcome = await run([oracle(), join(folder, 'cases.py'), prelude], { env: environment() });
  if (outcome.status !== 0) throw new Error(outcome.stderr);
  const byName = JSON.parse(outcome.stdout) as Record<string, [string | null, string][]>;
  return Object.entries(byName).flatMap(([name, list]) =>
    list.map(([receiver, call]) => ({ name, receiver, call })),
  );
}

/** Cases of a program: what one that ends its process takes with it. */
const together = 12;

export async function matrix(tested: Runtime, list: readonly Case[]): Promise<Result> {
  const reference = { command: [oracle()], limit: 5, prelude };
  const first = await lines(reference, list);
  const second = await lines(reference, list);
  const third = await lines({ ...tested, prelude }, list);
  let dropped = 0;
  const differences: Difference[] = [];
  list.forEach((one, i) => {
    const wanted = first[i]!;
    if (wanted === null || wanted !== second[i]) dropped += 1;
    else if (wanted !== third[i]) differences.push({ ...one, wanted, got: third[i] ?? 'takes too long' });
  });
  return { compared: list.length - dropped, dropped, differences };
}

/** A line for each case; null where there is none. */
async function lines(runtime: Runtime, list: readonly Case[]): Promise<(string | null)[]> {
  const programs: string[] = [];
  for (let from = 0; from < list.length; from += together)
    programs.push(
      list
        .slice(from, from + together)
        .map(step)
        .join(''),
    );
  return (await fates(runtime, programs)).flatMap((fate, number) => {
    const count = Math.min(together, list.length - number * together);
    return Array.from({ length: count }, (_, i) => lineOf(fate, i));
  });
}

const step = ({ receiver, call }: Case) =>
  `attempt(${receiver === null ? 'None' : JSON.stringify(receiver)}, ${JSON.stringify(call)})\n`;

function lineOf(fate: Fate, number: number): string | null {
  if (fate.kind === 'late') return null;
  return fate.kind === 'died' ? fate.text : (fate.text.split('\n')[number] ?? '');
}
