import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { State } from './outcome.js';

/** Ids of the tests that must go on passing. */
export type Expectations = readonly string[];
type States = Readonly<Record<string, State>>;

export function read(file: string): Expectations {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
}

/** Tests that were expected to pass and do not, and those that pass without being expected to. */
export function compare(expected: Expectations, states: States): { lost: string[]; won: string[] } {
  const known = new Set(expected);
  const lost = expected.filter((id) => id in states && states[id] !== 'passed');
  const won = Object.keys(states).filter((id) => states[id] === 'passed' && !known.has(id));
  return { lost: lost.sort(), won: won.sort() };
}

/** What is expected from now on: what passes in this run, and what was expected of files that did not run. */
export function updated(expected: Expectations, states: States): Expectations {
  const kept = expected.filter((id) => !(id in states));
  const passing = Object.keys(states).filter((id) => states[id] === 'passed');
  return [...new Set([...kept, ...passing])].sort();
}

export function write(file: string, states: States): void {
  const all = updated(read(file), states);
  writeFileSync(file, `[\n${all.map((id) => JSON.stringify(id)).join(',\n')}\n]\n`);
}
