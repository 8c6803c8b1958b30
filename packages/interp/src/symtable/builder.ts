/**
 * First pass of the symbol tables: the state that collecting names needs, and the rules about single names. The walk over
 * the tree is in statements.ts and expressions.ts.
 */
import type { Node, Positions } from '@tyston/parser';
import { type SourceInfo, syntaxErrorAt, tooDeep } from '../compile-error.js';
import { mangle } from './mangle.js';
import { Scope, type ScopeType, SymbolFlag } from './scope.js';

const { DEF_GLOBAL, DEF_LOCAL, DEF_PARAM, DEF_NONLOCAL, DEF_COMP_ITER } = SymbolFlag;

/** The names CPython gives to a comprehension's scope in messages. */
const COMPREHENSION_TEXT = {
  list: 'list comprehension',
  set: 'set comprehension',
  dict: 'dict comprehension',
  generator: 'generator expression',
} as const;

export class Builder {
  readonly byNode = new Map<Node, Scope>();
  readonly top: Scope;
  current: Scope;
  /** The class whose private names are mangled. */
  privateName: string | null = null;
  private readonly stack: Scope[] = [];
  private depth = 0;

  constructor(
    root: Node,
    readonly source: SourceInfo,
    readonly futureAnnotations: boolean,
    /** Nesting beyond which CPython gives up. */
    private readonly depthLimit: number,
  ) {
    const nowhere = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };
    this.top = new Scope('top', 'module', root, nowhere);
    this.current = this.top;
    this.stack.push(this.top);
    this.byNode.set(root, this.top);
  }

  error(message: string, where: Positions): Error {
    return syntaxErrorAt(this.source, message, where);
  }

  deeper(): void {
    if (++this.depth > this.depthLimit) throw tooDeep();
  }

  shallower(): void {
    this.depth--;
  }

  /** For walks that keep count themselves: how deep the walk is, and going there. */
  get level(): number {
    return this.depth;
  }

  set level(depth: number) {
    if (depth > this.depthLimit) throw tooDeep();
    this.depth = depth;
  }

  enter(name: string, type: ScopeType, node: Node, where: Positions): Scope {
    const outer = this.current;
    const scope = new Scope(name, type, node, where);
    scope.nested = outer.nested || outer.type === 'function';
    scope.compIterExpr = outer.compIterExpr;
    this.stack.push(scope);
    this.current = scope;
    if (type !== 'annotation') {
      this.byNode.set(node, scope);
      outer.children.push(scope);
    }
    return scope;
  }

  leave(): void {
    this.stack.pop();
    this.current = this.stack.at(-1)!;
  }

  lookup(name: string): number {
    return this.current.symbols.get(mangle(this.privateName, name)) ?? 0;
  }

  /** Records that `name` is defined or used in a scope. */
  define(name: string, flag: number, where: Positions, scope: Scope = this.current): void {
    const mangled = mangle(this.privateName, name);
    const known = scope.symbols.get(mangled) ?? 0;
    if ((flag & DEF_PARAM) !== 0 && (known & DEF_PARAM) !== 0) {
      throw this.error(`duplicate argument '${name}' in function definition`, where);
    }
    let flags = known | flag;
    if (scope.compIterTarget) {
      // An iteration variable: assignment expressions must not rebind it, nor it one of theirs (PEP 572).
      if ((flags & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0) {
        throw this.error(
          `comprehension inner loop cannot rebind assignment expression target '${name}'`,
          where,
        );
      }
      flags |= DEF_COMP_ITER;
    }
    scope.symbols.set(mangled, flags);
    if ((flag & DEF_PARAM) !== 0) {
      scope.varnames.push(mangled);
    } else if ((flag & DEF_GLOBAL) !== 0) {
      this.top.symbols.set(mangled, flag | (this.top.symbols.get(mangled) ?? 0));
    }
  }

  directive(name: string, where: Positions): void {
    this.current.directives.push({ name: mangle(this.privateName, name), where });
  }

  /** PEP 563: what an annotation that is never evaluated may not contain. */
  forbidInAnnotation(what: string, where: Positions): void {
    if (this.current.type === 'annotation')
      throw this.error(`'${what}' can not be used within an annotation`, where);
  }

  forbidYieldInComprehension(where: Positions): void {
    const kind = this.current.comprehension;
    if (kind !== 'none') throw this.error(`'yield' inside ${COMPREHENSION_TEXT[kind]}`, where);
  }

  /** `x := …` (PEP 572): inside a comprehension it binds x in the function, or module, around it. */
  bindNamedExpr(name: string, whole: Positions, target: Positions): void {
    if (this.current.compIterExpr > 0) {
      throw this.error('assignment expression cannot be used in a comprehension iterable expression', whole);
    }
    this.current.walrusTargets.add(mangle(this.privateName, name));
    if (this.current.comprehension !== 'none') this.extendNamedExprScope(name, target);
  }

  private extendNamedExprScope(name: string, where: Positions): void {
    const mangled = mangle(this.privateName, name);
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const scope = this.stack[i]!;
      const flags = scope.symbols.get(mangled) ?? 0;
      if (scope.comprehension !== 'none') {
        if ((flags & DEF_COMP_ITER) !== 0) {
          throw this.error(
            `assignment expression cannot rebind comprehension iteration variable '${name}'`,
            where,
          );
        }
      } else if (scope.type === 'function') {
        this.define(name, (flags & DEF_GLOBAL) !== 0 ? DEF_GLOBAL : DEF_NONLOCAL, where);
        this.directive(name, where);
        this.define(name, DEF_LOCAL, where, scope);
        return;
      } else if (scope.type === 'module') {
        this.define(name, DEF_GLOBAL, where);
        this.directive(name, where);
        this.define(name, DEF_GLOBAL, where, scope);
        return;
      } else if (scope.type === 'class') {
        throw this.error(
          'assignment expression within a comprehension cannot be used in a class body',
          where,
        );
      }
    }
  }
}
