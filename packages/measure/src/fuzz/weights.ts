/** Every choice of the generator that is not even: how often what is made. Whole numbers beside others of the same table. */

/** Statements where any may stand. Those that need a function around them are added by `inFunction`. */
export const statements = {
  show: 30,
  assign: 16,
  augmented: 5,
  unpack: 4,
  item: 5,
  change: 7,
  remove: 2,
  condition: 4,
  loop: 5,
  attempt: 5,
  throw: 1,
  manage: 2,
  match: 4,
  define: 6,
  generator: 4,
  coroutine: 3,
  asyncGenerator: 2,
  klass: 6,
  instance: 6,
  drive: 5,
  check: 1,
  scoping: 2,
  bring: 1,
  introspect: 2,
} as const;

/** What is also possible where there is a function to leave, or a generator to leave for a while. */
export const inFunction = { leave: 2 } as const;
export const inGenerator = { hand: 14, delegate: 3 } as const;
export const inCoroutine = { wait: 10, asyncLoop: 3, asyncManage: 2 } as const;
export const inLoop = { jump: 3 } as const;

/** Where the value of an expression comes from. */
export const sources = { literal: 6, variable: 9, rule: 14, general: 3, call: 2, member: 3 } as const;

/** Expressions of every type: what surrounds or delays another expression of it. */
export const general = {
  conditional: 3,
  walrus: 1,
  either: 2,
  lambda: 2,
  element: 2,
  comprehension: 2,
} as const;

/** What an argument is passed as. */
export const passing = {
  right: 20,
  starred: 3,
  keywords: 4,
  missing: 1,
  extra: 1,
  unknown: 1,
  twice: 1,
} as const;

/** Kinds of members of a class, each taken so often. */
export const members = {
  constructor: 6,
  attribute: 4,
  method: 5,
  special: 14,
  property: 3,
  classMethod: 2,
  staticMethod: 2,
  descriptor: 2,
  nested: 1,
} as const;

/** What a class is derived from. */
export const bases = { none: 8, own: 8, two: 3, builtin: 5, exception: 3 } as const;

export const chances = {
  /** A hole is filled with something of another type than it asks for. */
  wrongType: 0.03,
  /** A name that is assigned in a function is one of an outer scope. */
  shadow: 0.04,
  decorator: 0.2,
  slots: 0.2,
  metaclass: 0.12,
  elseBranch: 0.4,
  finallyBranch: 0.35,
  annotation: 0.1,
} as const;
