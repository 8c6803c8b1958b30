/** The TypeErrors of argument binding, to CPython 3.11's letter. Named after the functions of its ceval.c. */
import type { ObjectSpace } from '../space.js';

/** What the errors need to know about the function that is called. */
export interface Signature {
  /** `__qualname__` of the function. */
  readonly qualname: string;
  /** Names of the positional, then of the keyword-only parameters. */
  readonly names: readonly string[];
  readonly argcount: number;
  readonly defaults: number;
}

const plural = (n: number): string => (n === 1 ? '' : 's');

/** format_missing: `missing` holds the parameters' names. */
export function missingArguments(
  space: ObjectSpace,
  qualname: string,
  kind: string,
  missing: readonly string[],
): void {
  const quoted = missing.map((name) => `'${name}'`);
  const last = quoted.length - 1;
  const list =
    quoted.length === 1
      ? quoted[0]!
      : quoted.length === 2
        ? `${quoted[0]} and ${quoted[1]}`
        : `${quoted.slice(0, last).join(', ')}, and ${quoted[last]}`;
  space.setError(
    'TypeError',
    `${qualname}() missing ${missing.length} required ${kind} argument${plural(missing.length)}: ${list}`,
  );
}

/** too_many_positional: `keywordOnlyGiven` counts the keyword-only arguments that were given. */
export function tooManyPositional(
  space: ObjectSpace,
  signature: Signature,
  given: number,
  keywordOnlyGiven: number,
): void {
  const { qualname, argcount, defaults } = signature;
  const takes = defaults > 0 ? `from ${argcount - defaults} to ${argcount}` : `${argcount}`;
  const many = defaults > 0 || argcount !== 1 ? 's' : '';
  const keywords =
    keywordOnlyGiven > 0
      ? ` positional argument${plural(given)} (and ${keywordOnlyGiven} keyword-only argument${plural(keywordOnlyGiven)})`
      : '';
  const verb = given === 1 && keywordOnlyGiven === 0 ? 'was' : 'were';
  space.setError(
    'TypeError',
    `${qualname}() takes ${takes} positional argument${many} but ${given}${keywords} ${verb} given`,
  );
}

export function positionalOnlyAsKeyword(
  space: ObjectSpace,
  qualname: string,
  names: readonly string[],
): void {
  space.setError(
    'TypeError',
    `${qualname}() got some positional-only arguments passed as keyword arguments: '${names.join(', ')}'`,
  );
}

export function unexpectedKeyword(space: ObjectSpace, qualname: string, name: string): void {
  space.setError('TypeError', `${qualname}() got an unexpected keyword argument '${name}'`);
}

export function multipleValues(space: ObjectSpace, qualname: string, name: string): void {
  space.setError('TypeError', `${qualname}() got multiple values for argument '${name}'`);
}

export function keywordsMustBeStrings(space: ObjectSpace): void {
  space.setError('TypeError', 'keywords must be strings');
}
