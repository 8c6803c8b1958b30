import { type FirstSet, FirstSets } from './first-sets.js';
import { type Alternative, type Item, type RuleDefinition, readGrammar } from './notation.js';

/**
 * The instructions of the parsing machine. A rule, a group, a repetition is a routine; a choice point remembers
 * where to go on if what follows does not match.
 */
export enum Op {
  /** type: the next token, or fail. */
  Token,
  /** string: the next token is that NAME. */
  Soft,
  SoftKeyword,
  /** routine. */
  Call,
  Return,
  /** address, first set: a choice point, whose failure continues there; at once, if the set lacks the next token. */
  Choice,
  /** address: the choice point is done with; go on there. */
  Commit,
  /** address: the same, back at the choice point's token. */
  BackCommit,
  Fail,
  /** The choice point is done with, and fail: what must not match has matched. */
  FailTwice,
  /** No choice points of this routine any more. */
  Cut,
  /** type: the token, or the error "expected …". */
  Force,
  /** slot: keep the value. */
  Store,
  /** slot: take it back. */
  Load,
  /** slot: an empty list. */
  NewList,
  /** slot: the value behind the others. */
  Append,
  None,
  /** Value: a node of no particular kind. */
  Node,
  /** action. */
  Action,
  /** address: go there in the first pass. */
  SkipInFirstPass,
}

export interface Routine {
  readonly name: string;
  address: number;
  readonly memo: boolean;
  readonly quiet: boolean;
  /** How many of CPython's functions are active in it: left recursion takes two. */
  readonly levels: number;
}

export interface Program {
  readonly code: readonly number[];
  readonly routines: readonly Routine[];
  readonly byName: ReadonlyMap<string, number>;
  readonly strings: readonly string[];
  readonly actions: readonly string[];
  /** The first sets that choice points name; null: no choice is made beforehand. */
  readonly firstSets: readonly FirstSet[];
}

/** The slot of a list under construction, or of what a left-recursive rule has matched. */
const HIDDEN_SLOT = 4;
const SLOTS = 'abcd';

class Compiler {
  readonly code: number[] = [];
  readonly routines: Routine[] = [];
  readonly byName = new Map<string, number>();
  readonly strings: string[] = [];
  readonly actions: string[] = [];
  readonly firstSets: FirstSet[] = [];
  private first!: FirstSets;
  private readonly pending: [routine: number, emit: () => void][] = [];

  compile(definitions: readonly RuleDefinition[]): Program {
    this.first = new FirstSets(definitions);
    for (const definition of definitions) {
      const { name, alternatives } = definition;
      const leftRecursive = alternatives.some(({ continues }) => continues);
      const memo = definition.memo || leftRecursive;
      const emit = leftRecursive ? () => this.leftRecursion(alternatives) : () => this.choice(alternatives);
      this.byName.set(name, this.routine(name, memo, definition.quiet, leftRecursive ? 2 : 1, emit));
    }
    for (let next = this.pending.shift(); next !== undefined; next = this.pending.shift()) {
      this.routines[next[0]]!.address = this.code.length;
      next[1]();
    }
    return this;
  }

  private routine(name: string, memo: boolean, quiet: boolean, levels: number, emit: () => void): number {
    const index = this.routines.push({ name, address: -1, memo, quiet, levels }) - 1;
    this.pending.push([index, emit]);
    return index;
  }

  private anonymous(emit: () => void): void {
    this.code.push(Op.Call, this.routine('', false, false, 1, emit));
  }

  /** Leaves room for an address; the function returned fills it in with the next instruction's. */
  private forward(op: Op): () => void {
    const at = this.code.push(op, -1) - 1;
    return () => {
      this.code[at] = this.code.length;
    };
  }

  /** A choice point for these items. */
  private choicePoint(items: readonly Item[]): () => void {
    const otherwise = this.forward(Op.Choice);
    this.code.push(this.firstSets.push(this.first.of(items)) - 1);
    return otherwise;
  }

  /** Alternatives in order; each ends the routine. */
  private choice(alternatives: readonly Alternative[]): void {
    for (const alternative of alternatives) this.alternative(alternative, () => this.code.push(Op.Return));
    this.code.push(Op.Fail);
  }

  private alternative({ items, action }: Alternative, done: () => void): void {
    const only = items[0];
    const isInvalid = only?.type === 'rule' && only.name.startsWith('invalid_') && items.length === 1;
    const skip = isInvalid ? this.forward(Op.SkipInFirstPass) : null;
    const otherwise = this.choicePoint(items);
    for (const item of items) this.item(item);
    if (action !== null) this.code.push(Op.Action, this.actionIndex(action));
    else if (items.filter(hasValue).length !== 1) this.code.push(Op.Node);
    done();
    otherwise();
    skip?.();
  }

  private actionIndex(action: string): number {
    const known = this.actions.indexOf(action);
    return known >= 0 ? known : this.actions.push(action) - 1;
  }

  /** What does not continue is tried first, once; then what does, as often as one matches. */
  private leftRecursion(alternatives: readonly Alternative[]): void {
    const seeds = alternatives.filter(({ continues }) => !continues);
    const grows = alternatives.filter(({ continues }) => continues);
    const seeded: (() => void)[] = [];
    for (const seed of seeds) this.alternative(seed, () => seeded.push(this.forward(Op.Commit)));
    this.code.push(Op.Fail);
    for (const label of seeded) label();
    const again = this.code.length;
    this.code.push(Op.Store, HIDDEN_SLOT);
    for (const grow of grows) this.alternative(grow, () => this.code.push(Op.Commit, again));
    this.code.push(Op.Load, HIDDEN_SLOT, Op.Return);
  }

  private repetition(item: Item, separator: Item | null, atLeastOne: boolean): void {
    this.code.push(Op.NewList, HIDDEN_SLOT);
    if (atLeastOne) {
      this.item(item);
      this.code.push(Op.Append, HIDDEN_SLOT);
    }
    const again = this.code.length;
    const end = this.choicePoint(separator === null ? [item] : [separator]);
    if (separator !== null) this.item(separator);
    this.item(item);
    this.code.push(Op.Append, HIDDEN_SLOT, Op.Commit, again);
    end();
    this.code.push(Op.Load, HIDDEN_SLOT, Op.Return);
  }

  private item(item: Item): void {
    switch (item.type) {
      case 'token':
        this.code.push(Op.Token, item.token);
        break;
      case 'soft':
        this.code.push(Op.Soft, this.strings.push(item.text) - 1);
        break;
      case 'softKeyword':
        this.code.push(Op.SoftKeyword);
        break;
      case 'rule': {
        const index = this.byName.get(item.name);
        // Rules may be used before their definition has been read: all names are known when code is emitted.
        if (index === undefined) throw new Error(`grammar: no rule ${item.name}`);
        this.code.push(Op.Call, index);
        break;
      }
      case 'group':
        this.anonymous(() => this.choice(item.alternatives));
        break;
      case 'star':
        this.anonymous(() => this.repetition(item.item, null, false));
        break;
      case 'plus':
        this.anonymous(() => this.repetition(item.item, null, true));
        break;
      case 'gather':
        this.anonymous(() => this.repetition(item.item, item.separator, true));
        break;
      case 'optional': {
        const none = this.choicePoint([item.item]);
        this.item(item.item);
        const end = this.forward(Op.Commit);
        none();
        this.code.push(Op.None);
        end();
        break;
      }
      case 'and': {
        const failed = this.choicePoint([item.item]);
        this.item(item.item);
        const matched = this.forward(Op.BackCommit);
        failed();
        this.code.push(Op.Fail);
        matched();
        break;
      }
      case 'not': {
        const end = this.choicePoint([item.item]);
        this.item(item.item);
        this.code.push(Op.FailTwice);
        end();
        break;
      }
      case 'cut':
        this.code.push(Op.Cut);
        break;
      case 'force':
        this.code.push(Op.Force, item.token);
        break;
      case 'named':
        this.item(item.item);
        this.code.push(Op.Store, SLOTS.indexOf(item.name));
        break;
    }
  }
}

function hasValue(item: Item): boolean {
  return item.type !== 'and' && item.type !== 'not' && item.type !== 'cut';
}

/** Compiles the notation of grammar.ts. */
export function compileGrammar(text: string): Program {
  return new Compiler().compile(readGrammar(text));
}
