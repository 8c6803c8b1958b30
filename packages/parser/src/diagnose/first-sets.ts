import { T, TYPE_COUNT } from '../tokens/token-types.js';
import type { Alternative, Item, RuleDefinition } from './notation.js';

/** The token types at which something can begin, as a byte a type; null where it may match nothing at all. */
export type FirstSet = Uint8Array | null;

interface First {
  readonly types: Uint8Array;
  nullable: boolean;
}

/**
 * What each rule can begin with, so that the machine need not try what cannot match. An alternative is left out only
 * if trying it would look at no more than the token at hand: what lookahead looks for counts too, and a token that must be
 * there (`&&`) can begin with anything, since its absence is an error.
 */
export class FirstSets {
  private readonly rules = new Map<string, First>();

  constructor(definitions: readonly RuleDefinition[]) {
    for (const { name } of definitions) this.rules.set(name, empty());
    for (let changed = true; changed; ) {
      changed = false;
      for (const { name, alternatives } of definitions) {
        const known = this.rules.get(name)!;
        // What continues a match does not begin one.
        const seeds = alternatives.filter(({ continues }) => !continues);
        for (const seed of seeds) changed = add(known, this.sequence(seed.items), true) || changed;
      }
    }
  }

  /** Of some items one behind the other. */
  of(items: readonly Item[]): FirstSet {
    const { types, nullable } = this.sequence(items);
    return nullable ? null : types;
  }

  private sequence(items: readonly Item[]): First {
    const first = empty();
    for (const item of items) {
      const own = this.item(item);
      add(first, own, false);
      if (!own.nullable) return first;
    }
    first.nullable = true;
    return first;
  }

  private alternatives(alternatives: readonly Alternative[]): First {
    const first = empty();
    for (const { items } of alternatives) add(first, this.sequence(items), true);
    return first;
  }

  private item(item: Item): First {
    switch (item.type) {
      case 'token':
        return single(item.token);
      case 'soft':
      case 'softKeyword':
        return single(T.NAME);
      case 'rule': {
        const first = this.rules.get(item.name);
        if (first === undefined) throw new Error(`grammar: no rule ${item.name}`);
        return first;
      }
      case 'group':
        return this.alternatives(item.alternatives);
      case 'plus':
      case 'gather':
        return this.item(item.item);
      case 'named':
        return this.item(item.item);
      case 'star':
      case 'optional':
      case 'and':
      case 'not':
        return { types: this.item(item.item).types, nullable: true };
      case 'cut':
        return { types: empty().types, nullable: true };
      case 'force':
        return { types: new Uint8Array(TYPE_COUNT).fill(1), nullable: false };
    }
  }
}

const empty = (): First => ({ types: new Uint8Array(TYPE_COUNT), nullable: false });

function single(type: T): First {
  const first = empty();
  first.types[type] = 1;
  return first;
}

/** Adds one set to another; true if that changed anything. */
function add(to: First, from: First, nullable: boolean): boolean {
  let changed = false;
  for (let type = 0; type < TYPE_COUNT; type++) {
    if (from.types[type] === 1 && to.types[type] === 0) {
      to.types[type] = 1;
      changed = true;
    }
  }
  if (nullable && from.nullable && !to.nullable) {
    to.nullable = true;
    changed = true;
  }
  return changed;
}
