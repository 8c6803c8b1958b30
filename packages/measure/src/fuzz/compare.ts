/** What two Pythons make of the same programs. */
import { type Fate, fates, type Runtime } from './run.js';

export interface Disagreement {
  readonly program: string;
  readonly wanted: Fate;
  readonly got: Fate;
}

export interface Comparison {
  readonly compared: number;
  /** Programs that the reference does not end in time or memory, or not twice alike: nothing can be said about them. */
  readonly dropped: number;
  readonly disagreements: readonly Disagreement[];
}

/** How much memory there is, and how deep the stack, is an implementation's own business. */
const machine = /MemoryError|RecursionError/;

const usable = (fate: Fate) => fate.kind === 'ended' && !machine.test(fate.text);

export const agree = (a: Fate, b: Fate) =>
  a.kind === b.kind && (a.kind === 'late' || (b.kind !== 'late' && a.text === b.text));

export async function compare(
  reference: Runtime,
  tested: Runtime,
  programs: readonly string[],
): Promise<Comparison> {
  const wanted = await fates(reference, programs);
  const good = programs.flatMap((program, i) =>
    usable(wanted[i]!) ? [{ program, wanted: wanted[i]! }] : [],
  );
  const got = await fates(
    tested,
    good.map(({ program }) => program),
  );
  const differing = good.flatMap((one, i) => (agree(one.wanted, got[i]!) ? [] : [{ ...one, got: got[i]! }]));
  const stable = await repeatable(reference, differing);
  return {
    compared: good.length - (differing.length - stable.length),
    dropped: programs.length - good.length + (differing.length - stable.length),
    disagreements: stable,
  };
}

/**
 * How often the reference must make the same of a program: the order of two elements that depends on an address (`hash(None)`) is
 * the same by chance every other time.
 */
const repetitions = 8;

/** Those that the reference makes the same of each time. */
async function repeatable(reference: Runtime, list: readonly Disagreement[]): Promise<Disagreement[]> {
  if (list.length === 0) return [];
  let left = [...list];
  for (let again = 0; again < repetitions && left.length > 0; again += 1) {
    const second = await fates(
      reference,
      left.map(({ program }) => program),
    );
    left = left.filter(({ wanted }, i) => agree(wanted, second[i]!));
  }
  return left;
}

/** The first line that differs, for a reader. */
export function firstDifference({ wanted, got }: Disagreement): string {
  const a = wanted.kind === 'late' ? [] : wanted.text.split('\n');
  if (got.kind !== 'ended') return got.kind === 'late' ? 'takes too long' : got.text;
  const b = got.text.split('\n');
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return [
    ...a.slice(at, at + 2).map((line) => `- ${line}`),
    ...b.slice(at, at + 2).map((line) => `+ ${line}`),
  ].join('\n');
}
