/**
 * What the diagnostic pass knows of the program: the kinds and places that messages speak of, no more. `kind` is a
 * node class of the `ast` module where a message may name it.
 */
export class Node {
  constructor(
    readonly kind: string,
    /** The first and the last token. */
    readonly first: number,
    readonly last: number,
    readonly a: Value,
    readonly b: Value,
    readonly c: Value,
  ) {}
}

/** What a part of the grammar matched: a token, a node, a list; null where an optional part is absent. */
export type Value = number | Node | readonly Value[] | null;

export const isNode = (value: Value): value is Node => value instanceof Node;
export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** The first token of a value. */
export function firstToken(value: Value): number {
  if (typeof value === 'number') return value;
  if (isNode(value)) return value.first;
  return firstToken(value![0]!);
}

/** The last token of a value. */
export function lastToken(value: Value): number {
  if (typeof value === 'number') return value;
  if (isNode(value)) return value.last;
  return lastToken(value!.at(-1)!);
}

/** The elements of a list, with nothing where there is none. */
export const elements = (value: Value): readonly Value[] =>
  isList(value) ? value : value === null ? [] : [value];
