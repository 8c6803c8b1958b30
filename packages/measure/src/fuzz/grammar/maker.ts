/** What the rooms of the grammar share: names in sight, what was defined, and the way to each other. */
import type { Random } from '../random.js';

/** A name of `rules.ts`, of `literals.ts`, or `object:C1` for an instance of a class of the program. */
export type Type = string;

export interface Variable {
  readonly name: string;
  readonly type: Type;
}

export interface Parameters {
  readonly positionalOnly: readonly Parameter[];
  readonly plain: readonly Parameter[];
  readonly keywordOnly: readonly Parameter[];
  readonly star: boolean;
  readonly doubleStar: boolean;
}

export interface Parameter extends Variable {
  readonly hasDefault: boolean;
}

/** What can be called by its name; its class says what comes of it. */
export interface Callable {
  readonly name: string;
  readonly kind: 'function' | 'generator' | 'coroutine' | 'asyncGenerator';
  readonly parameters: Parameters;
  readonly returns: Type;
  /** How many statements a call runs, at most and about: calls in loops must come to an end. */
  readonly cost: number;
}

export interface Klass {
  readonly name: string;
  /** Of `__init__` or of what it is derived from; null where nobody can say. */
  readonly parameters: Parameters | null;
  /** Special methods, its own and inherited ones. */
  readonly special: ReadonlySet<string>;
  readonly methods: readonly Callable[];
  readonly attributes: readonly string[];
  /** The name of the built-in class it is derived from. */
  readonly builtin: string | null;
  readonly isException: boolean;
}

export type ScopeKind = 'module' | 'function' | 'generator' | 'coroutine' | 'asyncGenerator' | 'class';

export interface Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | null;
  variables: Variable[];
  functions: Callable[];
  classes: Klass[];
  /** How often the statement that is being made runs in a call of the function around it. */
  times: number;
  loops: number;
  cost: number;
  returns: Type;
  /** Names that stand in a `global` or `nonlocal` here, or must not. */
  readonly declared: Set<string>;
}

export interface Maker {
  readonly random: Random;
  scope: Scope;
  /** How deep statements are nested. */
  depth: number;
  /** An expression of a type; `depth` is how many rules may still be within each other. */
  expr(type: Type, depth?: number): string;
  /** The same with holes of `rules.ts` to fill. */
  fill(template: string, depth?: number): string;
  statement(): string[];
  block(most: number): string[];
  fresh(prefix: string): string;
  /** The number of the next `show`: where two runs differ. */
  place(): number;
  anyType(): Type;
}

export type Rule = (maker: Maker) => string[];
export type Rules = Readonly<Record<string, Rule>>;

export const indent = (lines: readonly string[]): string[] => lines.map((line) => `    ${line}`);

export function newScope(kind: ScopeKind, parent: Scope | null): Scope {
  return {
    kind,
    parent,
    variables: [],
    functions: [],
    classes: [],
    times: 1,
    loops: 0,
    cost: 0,
    returns: 'any',
    declared: new Set(),
  };
}

/** The scopes whose names a place sees: its own and the functions and the module around it. */
export function* inSight(scope: Scope): Generator<Scope> {
  yield scope;
  for (let outer = scope.parent; outer; outer = outer.parent) if (outer.kind !== 'class') yield outer;
}

export function variables(scope: Scope): Variable[] {
  const seen = new Set<string>();
  const found: Variable[] = [];
  for (const { variables } of inSight(scope)) {
    for (let i = variables.length - 1; i >= 0; i -= 1) {
      const variable = variables[i]!;
      if (!seen.has(variable.name)) found.push(variable);
      seen.add(variable.name);
    }
  }
  return found;
}

export const functions = (scope: Scope): Callable[] => [...inSight(scope)].flatMap((s) => s.functions);
export const classes = (scope: Scope): Klass[] => [...inSight(scope)].flatMap((s) => s.classes);

/** A name is bound: it has this type from here on, as far as anyone can say. */
export function bind(scope: Scope, name: string, type: Type): void {
  scope.variables = [...scope.variables.filter((variable) => variable.name !== name), { name, type }];
}

/** What a construct binds is in sight within it only. */
export function within<T>(maker: Maker, bound: readonly Variable[], make: () => T): T {
  const { scope } = maker;
  const before = scope.variables;
  scope.variables = [...before.filter(({ name }) => !bound.some((b) => b.name === name)), ...bound];
  try {
    return make();
  } finally {
    scope.variables = before;
  }
}

/** Runs `make` in a scope of its own. */
export function inside<T>(maker: Maker, scope: Scope, make: () => T): T {
  const { scope: before, depth } = maker;
  maker.scope = scope;
  maker.depth += 1;
  try {
    return make();
  } finally {
    maker.scope = before;
    maker.depth = depth;
  }
}

/** Makes what runs `times` times as often as what is around it. */
export function repeated<T>(maker: Maker, times: number, make: () => T): T {
  const { scope } = maker;
  scope.times *= times;
  scope.loops += 1;
  try {
    return make();
  } finally {
    scope.times /= times;
    scope.loops -= 1;
  }
}

/** The most statements that a program runs, about. */
const mostCost = 1500;

/** Whether there is time for a call here; it is then accounted for. */
export function affords(maker: Maker, cost: number): boolean {
  const { scope } = maker;
  const added = cost * scope.times;
  if (scope.cost + added > mostCost) return false;
  scope.cost += added;
  return true;
}
