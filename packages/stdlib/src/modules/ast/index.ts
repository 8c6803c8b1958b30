/** `_ast`: the classes of syntax tree nodes; `compile()` makes and takes them. */
import { type Borrowed, ldPtr } from '@tyston/memory';
import {
  decref,
  dictSet,
  intern,
  isInstanceOf,
  ModuleObject,
  type ModuleSpec,
  moduleType,
  newInt,
  setAstHooks,
} from '@tyston/objects';
import { AST_TYPE, astClasses, makeAstClasses } from './classes.js';
import { fromTree, toTree } from './convert.js';

export const astModule: ModuleSpec = {
  name: '_ast',
  types: [AST_TYPE],
  exec: (m) => {
    const d = ldPtr(m + ModuleObject.md_dict);
    const ast = moduleType('_ast', 'AST');
    if (!makeAstClasses(d, ast)) return -1;
    for (const [name, v] of [
      ['PyCF_ALLOW_TOP_LEVEL_AWAIT', 0x2000],
      ['PyCF_ONLY_AST', 0x400],
      ['PyCF_TYPE_COMMENTS', 0x1000],
    ] as const) {
      const x = newInt(v);
      dictSet(d, intern(name), x);
      decref(x);
    }
    return 0;
  },
  attach: () =>
    setAstHooks({
      isAst: (o: Borrowed) => {
        const ast = moduleType('_ast', 'AST');
        return ast !== 0 && isInstanceOf(o, ast) === 1;
      },
      toTree: (o, mode) => toTree(astClasses, o, mode),
      fromTree: (tree) => fromTree(astClasses, tree),
    }),
};
