/** Symbol tables as data: what the `symtable` module shows, and what the compiler asks (CPython's PySTEntryObject). */
import type { Node, Positions } from '@tyston/parser';

/** Flags of a symbol in a scope, with CPython's values (the `_symtable` module exports them). */
export const SymbolFlag = Object.freeze({
  DEF_GLOBAL: 1,
  DEF_LOCAL: 2,
  DEF_PARAM: 4,
  DEF_NONLOCAL: 8,
  USE: 16,
  DEF_FREE: 32,
  DEF_FREE_CLASS: 64,
  DEF_IMPORT: 128,
  DEF_ANNOT: 256,
  DEF_COMP_ITER: 512,
  /** LOCAL | PARAM | IMPORT. */
  DEF_BOUND: 2 | 4 | 128,
});

/** A symbol's scope stands in its flags from this bit on. */
export const SCOPE_OFFSET = 11;
export const SCOPE_MASK = 15;

export const SymbolScope = Object.freeze({
  LOCAL: 1,
  GLOBAL_EXPLICIT: 2,
  GLOBAL_IMPLICIT: 3,
  FREE: 4,
  CELL: 5,
});

export type ScopeType = 'module' | 'class' | 'function' | 'annotation';
export type ComprehensionKind = 'none' | 'list' | 'set' | 'dict' | 'generator';

/** A `global` or `nonlocal` statement about a name, for the errors found later. */
export interface Directive {
  readonly name: string;
  readonly where: Positions;
}

export class Scope {
  /** Name (mangled) → SymbolFlag bits, with the scope above SCOPE_OFFSET once analysed. In order of first mention. */
  readonly symbols = new Map<string, number>();
  /** Parameters, in order. */
  readonly varnames: string[] = [];
  readonly children: Scope[] = [];
  readonly directives: Directive[] = [];
  /** Names that an assignment expression binds in this scope: reading them as operands needs care. */
  readonly walrusTargets = new Set<string>();
  /** It is inside a function. */
  nested = false;
  /** It has free variables. */
  free = false;
  /** One of its children has. */
  childFree = false;
  generator = false;
  coroutine = false;
  comprehension: ComprehensionKind = 'none';
  varargs = false;
  varkeywords = false;
  returnsValue = false;
  /** A method needs the `__class__` cell of this class. */
  needsClassClosure = false;
  /** While building: inside the target, or (a count) the iterable, of a comprehension. */
  compIterTarget = false;
  compIterExpr = 0;

  constructor(
    readonly name: string,
    readonly type: ScopeType,
    readonly node: Node,
    readonly where: Positions,
  ) {}

  /** The scope of a (mangled) name, 0 if it is not known here. */
  scopeOf(name: string): number {
    return ((this.symbols.get(name) ?? 0) >> SCOPE_OFFSET) & SCOPE_MASK;
  }
}

/** The scopes of a program. */
export interface SymbolTable {
  readonly top: Scope;
  /** By the node that opens the scope: function, class, lambda, comprehension, or the module itself. */
  readonly byNode: ReadonlyMap<Node, Scope>;
}
