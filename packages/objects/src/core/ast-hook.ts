/** The `ast` module's nodes, as `compile()` takes and makes them; installed by `_ast`. */

import type { Mod } from '@tyston/interp';
import type { Borrowed, Owned } from '@tyston/memory';

export interface AstHooks {
  /** True for an instance of ast.AST. */
  isAst(o: Borrowed): boolean;
  /** The tree behind Python-level nodes; null with an exception. */
  toTree(o: Borrowed, mode: string): Mod | null;
  /** Python-level nodes of a tree. New reference or NULL. */
  fromTree(tree: unknown): Owned;
}
export let astHooks: AstHooks = {
  isAst: () => false,
  toTree: () => null,
  fromTree: () => 0 as Owned,
};
export function setAstHooks(h: AstHooks): void {
  astHooks = h;
}
