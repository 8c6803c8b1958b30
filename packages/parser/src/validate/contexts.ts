/** What the abstract grammar does not say of its fields and `compile()` asks of trees that programs make: tables by class. */
import type { Kind } from '../ast/asdl.js';
import type { expr_context } from '../ast/nodes.gen.js';

/** The context that a field's expressions must have; SAME is that of the expression they are in. Without a row it is Load. */
export const SAME = 'Same';
export const CONTEXTS: { readonly [K in Kind]?: Readonly<Record<string, expr_context | typeof SAME>> } = {
  Delete: { targets: 'Del' },
  Assign: { targets: 'Store' },
  AugAssign: { target: 'Store' },
  AnnAssign: { target: 'Store' },
  For: { target: 'Store' },
  AsyncFor: { target: 'Store' },
  withitem: { optional_vars: 'Store' },
  comprehension: { target: 'Store' },
  Starred: { value: SAME },
  List: { elts: SAME },
  Tuple: { elts: SAME },
};

/** Fields that are not looked into: a walrus binds a name whatever its context says. */
export const UNSEEN: { readonly [K in Kind]?: string } = { NamedExpr: 'target' };

/** Lists that must not be empty. */
export const FILLED: { readonly [K in Kind]?: string } = {
  FunctionDef: 'body',
  AsyncFunctionDef: 'body',
  ClassDef: 'body',
  Delete: 'targets',
  Assign: 'targets',
  For: 'body',
  AsyncFor: 'body',
  While: 'body',
  If: 'body',
  With: 'items',
  AsyncWith: 'items',
  Match: 'cases',
  match_case: 'body',
  Try: 'body',
  TryStar: 'body',
  ExceptHandler: 'body',
  Import: 'names',
  ImportFrom: 'names',
  Global: 'names',
  Nonlocal: 'names',
};
/** Of those that have two. */
export const ALSO_FILLED: { readonly [K in Kind]?: string } = { With: 'body', AsyncWith: 'body' };

/** Fields that are looked into before the class's own rules are applied. */
export const EARLY: { readonly [K in Kind]?: readonly string[] } = {
  arguments: ['posonlyargs', 'args', 'vararg', 'kwonlyargs', 'kwarg'],
  ListComp: ['generators'],
  SetComp: ['generators'],
  DictComp: ['generators'],
  GeneratorExp: ['generators'],
};
