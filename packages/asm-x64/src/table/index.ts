/** The whole instruction table, by name; rows are parsed when they are first asked for. */
import { arithmetic } from './arithmetic.js';
import { bits } from './bits.js';
import { CONDITION_ALIASES, control } from './control.js';
import { moves } from './moves.js';
import { type Group, parseRow, type Row } from './row.js';
import { vector } from './vector.js';

// `movsd` and `cmpsd` name a string instruction and a vector instruction: the latter's group holds both.
const shared = new Set(['movsd', 'cmpsd']);

/** Every instruction of the table, in table order. */
export const groups: readonly Group[] = [
  ...moves,
  ...arithmetic,
  ...bits,
  ...control.filter((g) => !shared.has(g.name)),
  ...vector,
];

/** Other names: `jz` for `je`, `sal` for `shl`. */
export const aliases: Readonly<Record<string, string>> = {
  sal: 'shl',
  ...Object.fromEntries(
    ['j', 'set', 'cmov'].flatMap((stem) =>
      Object.entries(CONDITION_ALIASES).map(([alias, cc]) => [stem + alias, stem + cc]),
    ),
  ),
};

const lines = (g: Group): string[] =>
  g.forms
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

// The id of each group's first row: rows are numbered in table order.
const firstIds: number[] = [];
let count = 0;
for (const g of groups) {
  firstIds.push(count);
  let n = 0;
  for (
    let i = g.forms.indexOf('|');
    i >= 0;
    i = g.forms.indexOf('\n', i), i = i < 0 ? i : g.forms.indexOf('|', i)
  )
    n++;
  count += n;
}

/** How many rows the table has. */
export const rowCount = count;

const parsed: (readonly Row[] | undefined)[] = new Array(groups.length).fill(undefined);

/** The rows of the `i`-th instruction, in order of preference. */
export function rowsOf(i: number): readonly Row[] {
  return (parsed[i] ??= lines(groups[i]!).map((line, k) => parseRow(firstIds[i]! + k, groups[i]!, line)));
}

/** Every row. The index of a row is its id. */
export function allRows(): readonly Row[] {
  return groups.flatMap((_, i) => rowsOf(i));
}
