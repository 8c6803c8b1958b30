/** The walk over statements. */
import type {
  arguments as Arguments,
  AsyncFunctionDef,
  alias,
  expr,
  FunctionDef,
  Global,
  Nonlocal,
  stmt,
} from '@tyston/parser';
import type { Builder } from './builder.js';
import { visitExpr, visitExprs, visitParameters, visitPattern } from './expressions.js';
import { SymbolFlag } from './scope.js';

const { DEF_ANNOT, DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_NONLOCAL, DEF_PARAM, USE } = SymbolFlag;

export function visitStatements(b: Builder, body: readonly stmt[]): void {
  for (const s of body) visitStatement(b, s);
}

function visitStatement(b: Builder, statement: stmt): void {
  const outside = b.level;
  let s: stmt | undefined = statement;
  while (s !== undefined) {
    let next: stmt | undefined;
    b.deeper();
    switch (s.kind) {
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        visitFunction(b, s);
        break;
      case 'ClassDef': {
        b.define(s.name, DEF_LOCAL, s);
        visitExprs(b, s.bases);
        visitExprs(
          b,
          s.keywords.map((keyword) => keyword.value),
        );
        visitExprs(b, s.decorator_list);
        b.enter(s.name, 'class', s, s);
        const outerPrivate = b.privateName;
        b.privateName = s.name;
        visitStatements(b, s.body);
        b.privateName = outerPrivate;
        b.leave();
        break;
      }
      case 'Return':
        if (s.value !== null) {
          visitExpr(b, s.value);
          b.current.returnsValue = true;
        }
        break;
      case 'Delete':
        visitExprs(b, s.targets);
        break;
      case 'Assign':
        visitExprs(b, s.targets);
        visitExpr(b, s.value);
        break;
      case 'AnnAssign':
        if (s.target.kind === 'Name') {
          const { id } = s.target;
          const known = b.lookup(id);
          if ((known & (DEF_GLOBAL | DEF_NONLOCAL)) !== 0 && b.current !== b.top && s.simple) {
            const kind = (known & DEF_GLOBAL) !== 0 ? 'global' : 'nonlocal';
            throw b.error(`annotated name '${id}' can't be ${kind}`, s);
          }
          if (s.simple) b.define(id, DEF_ANNOT | DEF_LOCAL, s.target);
          else if (s.value !== null) b.define(id, DEF_LOCAL, s.target);
        } else {
          visitExpr(b, s.target);
        }
        visitAnnotation(b, s.annotation);
        if (s.value !== null) visitExpr(b, s.value);
        break;
      case 'AugAssign':
        visitExpr(b, s.target);
        visitExpr(b, s.value);
        break;
      case 'For':
      case 'AsyncFor':
        visitExpr(b, s.target);
        visitExpr(b, s.iter);
        visitStatements(b, s.body);
        visitStatements(b, s.orelse);
        break;
      case 'While':
        visitExpr(b, s.test);
        visitStatements(b, s.body);
        visitStatements(b, s.orelse);
        break;
      case 'If':
        visitExpr(b, s.test);
        visitStatements(b, s.body);
        // A long `elif` chain nests in orelse.
        if (s.orelse.length === 1) next = s.orelse[0];
        else visitStatements(b, s.orelse);
        break;
      case 'Match':
        visitExpr(b, s.subject);
        for (const matchCase of s.cases) {
          visitPattern(b, matchCase.pattern);
          if (matchCase.guard !== null) visitExpr(b, matchCase.guard);
          visitStatements(b, matchCase.body);
        }
        break;
      case 'Raise':
        visitExprs(b, [s.exc, s.cause]);
        break;
      case 'Try':
      case 'TryStar':
        visitStatements(b, s.body);
        visitStatements(b, s.orelse);
        for (const handler of s.handlers) {
          if (handler.type !== null) visitExpr(b, handler.type);
          if (handler.name !== null) b.define(handler.name, DEF_LOCAL, handler);
          visitStatements(b, handler.body);
        }
        visitStatements(b, s.finalbody);
        break;
      case 'Assert':
        visitExprs(b, [s.test, s.msg]);
        break;
      case 'Import':
      case 'ImportFrom':
        for (const name of s.names) visitAlias(b, name);
        break;
      case 'Global':
      case 'Nonlocal':
        visitDirective(b, s);
        break;
      case 'Expr':
        visitExpr(b, s.value);
        break;
      case 'With':
      case 'AsyncWith':
        for (const item of s.items) visitExprs(b, [item.context_expr, item.optional_vars]);
        visitStatements(b, s.body);
        break;
      case 'Pass':
      case 'Break':
      case 'Continue':
        break;
    }
    s = next;
  }
  b.level = outside;
}

function visitFunction(b: Builder, s: FunctionDef | AsyncFunctionDef): void {
  b.define(s.name, DEF_LOCAL, s);
  visitExprs(b, s.args.defaults);
  visitExprs(b, s.args.kw_defaults);
  visitAnnotations(b, s, s.args, s.returns);
  visitExprs(b, s.decorator_list);
  const scope = b.enter(s.name, 'function', s, s);
  if (s.kind === 'AsyncFunctionDef') scope.coroutine = true;
  visitParameters(b, s.args);
  visitStatements(b, s.body);
  b.leave();
}

/** Under PEP 563 annotations are not evaluated: a scope of their own catches what they must not contain. */
function visitAnnotation(b: Builder, annotation: expr): void {
  if (b.futureAnnotations) b.enter('_annotation', 'annotation', annotation, annotation);
  visitExpr(b, annotation);
  if (b.futureAnnotations) b.leave();
}

function visitAnnotations(b: Builder, node: stmt, args: Arguments, returns: expr | null): void {
  if (b.futureAnnotations) b.enter('_annotation', 'annotation', node, node);
  const parameters = [...args.posonlyargs, ...args.args, args.vararg, args.kwarg, ...args.kwonlyargs];
  visitExprs(
    b,
    parameters.map((arg) => arg?.annotation ?? null),
  );
  if (b.futureAnnotations) b.leave();
  if (returns !== null) visitAnnotation(b, returns);
}

function visitDirective(b: Builder, s: Global | Nonlocal): void {
  const word = s.kind === 'Global' ? 'global' : 'nonlocal';
  for (const name of s.names) {
    const known = b.lookup(name);
    if ((known & DEF_PARAM) !== 0) throw b.error(`name '${name}' is parameter and ${word}`, s);
    if ((known & USE) !== 0) throw b.error(`name '${name}' is used prior to ${word} declaration`, s);
    if ((known & DEF_ANNOT) !== 0) throw b.error(`annotated name '${name}' can't be ${word}`, s);
    if ((known & DEF_LOCAL) !== 0) {
      throw b.error(`name '${name}' is assigned to before ${word} declaration`, s);
    }
    b.define(name, s.kind === 'Global' ? DEF_GLOBAL : DEF_NONLOCAL, s);
    b.directive(name, s);
  }
}

function visitAlias(b: Builder, a: alias): void {
  if (a.asname === null && a.name === '*') {
    if (b.current.type !== 'module') throw b.error('import * only allowed at module level', a);
    return;
  }
  // `import a.b` binds `a`.
  b.define(a.asname ?? a.name.split('.', 1)[0]!, DEF_IMPORT, a);
}
