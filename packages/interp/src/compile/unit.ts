/** One code object in the making: a module, class body, function, lambda or comprehension (CPython's compiler_unit). */
import type { Positions, stmt } from '@tyston/parser';
import type { CfgBuilder } from '../cfg/builder.js';
import type { Block } from '../cfg/ir.js';
import { CELL_BASE, FREE_BASE, type Handler } from '../cfg/ir.js';
import { SCOPE_MASK, SCOPE_OFFSET, type Scope, SymbolFlag, SymbolScope } from '../symtable/scope.js';

export type UnitKind = 'module' | 'class' | 'function' | 'async function' | 'lambda' | 'comprehension';

/** A construct that a `return`, `break` or `continue` inside it has to leave properly (CPython's fblockinfo). */
export type FrameBlock =
  | { readonly type: 'while'; readonly head: Block; readonly exit: Block }
  | { readonly type: 'for'; readonly head: Block; readonly exit: Block; readonly iterator: number }
  /** Inside a `try` with except clauses, or whatever else has nothing to undo but its handler. */
  | { readonly type: 'try'; readonly outer: Handler | null }
  | { readonly type: 'finally try'; readonly outer: Handler | null; readonly body: readonly stmt[] }
  /** In the copy of a `finally` that runs on an exception. */
  | {
      readonly type: 'finally end';
      readonly outer: Handler | null;
      readonly exception: number;
      readonly previous: number;
    }
  | {
      readonly type: 'with';
      readonly outer: Handler | null;
      readonly exit: number;
      readonly isAsync: boolean;
      readonly where: Positions;
    }
  /** In the body of an except clause; `name` is what `as` bound. */
  | {
      readonly type: 'handler';
      readonly outer: Handler | null;
      readonly previous: number;
      readonly name: string | null;
    }
  /** In `except*`, which cannot be left by a jump. */
  | { readonly type: 'exception group' }
  /** A temporary that a `return` carries through a `finally` suite. */
  | { readonly type: 'value'; readonly value: number }
  /** Nothing to undo: counted against the limit on nesting. */
  | { readonly type: 'plain' };

export const MAX_FRAME_BLOCKS = 20;

export class Unit {
  /** Local → its number, in order of first use; parameters come first. */
  readonly locals = new Map<string, number>();
  readonly cells: readonly string[];
  readonly frees: readonly string[];
  readonly blocks: FrameBlock[] = [];
  argcount = 0;
  posonlyargcount = 0;
  kwonlyargcount = 0;

  constructor(
    readonly kind: UnitKind,
    readonly name: string,
    readonly qualname: string,
    readonly scope: Scope,
    /** The class whose private names are mangled. */
    readonly privateName: string | null,
    readonly parent: Unit | null,
    readonly firstlineno: number,
    readonly builder: CfgBuilder,
  ) {
    for (const parameter of scope.varnames) this.locals.set(parameter, this.locals.size);
    this.cells = scope.needsClassClosure ? ['__class__'] : namesWith(scope, SymbolScope.CELL, 0);
    this.frees = namesWith(scope, SymbolScope.FREE, SymbolFlag.DEF_FREE_CLASS);
  }

  /** Its frame begins with RETURN_GENERATOR. */
  get isGenerator(): boolean {
    return this.scope.generator || this.scope.coroutine;
  }

  get isFunction(): boolean {
    return this.scope.type === 'function';
  }

  /** vreg of a plain local. */
  local(name: string): number {
    let index = this.locals.get(name);
    if (index === undefined) {
      index = this.locals.size;
      this.locals.set(name, index);
    }
    return index;
  }

  /** vreg of the cell that a name means here: one of this unit, or a free variable. */
  cell(name: string): number {
    const isCell = this.scope.scopeOf(name) === SymbolScope.CELL;
    return this.place(name, isCell ? this.cells : this.frees, isCell ? CELL_BASE : FREE_BASE);
  }

  /**
   * vreg of the cell that a function made here gets for its free variable of that name. In a class that may be another
   * one than the name means in the body: the cell of `__class__`, or an outer variable that the body also binds.
   */
  closureCell(name: string): number {
    const isCell = this.cells.includes(name);
    return this.place(name, isCell ? this.cells : this.frees, isCell ? CELL_BASE : FREE_BASE);
  }

  private place(name: string, names: readonly string[], base: number): number {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`no cell for '${name}' in ${this.qualname}`);
    return base + index;
  }
}

/** Sorted, as CPython has co_cellvars and co_freevars. */
function namesWith(scope: Scope, wanted: number, flag: number): string[] {
  const names: string[] = [];
  for (const [name, flags] of scope.symbols) {
    if (((flags >> SCOPE_OFFSET) & SCOPE_MASK) === wanted || (flags & flag) !== 0) names.push(name);
  }
  return names.sort(compareCodePoints);
}

/** Python's order of strings: by code points, where JavaScript's is by UTF-16 units. */
function compareCodePoints(a: string, b: string): number {
  const x = Array.from(a);
  const y = Array.from(b);
  for (let i = 0; i < x.length && i < y.length; i++) {
    const difference = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!;
    if (difference !== 0) return difference;
  }
  return x.length - y.length;
}
