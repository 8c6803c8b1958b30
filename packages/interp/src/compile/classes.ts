/** Class definitions (language reference 8.8, 3.3.3). */
import type { ClassDef, stmt } from '@tyston/parser';
import { CELL_BASE } from '../cfg/ir.js';
import { Op } from '../opcodes.js';
import { emitCall } from './calls.js';
import { type Compiler, TEMP } from './compiler.js';
import { finishUnit } from './finish.js';
import { applyDecorators, docstringOf, emitDecorators, emitFunction, noExtras } from './functions.js';
import { str } from './values.js';

export function visitClassDef(c: Compiler, s: ClassDef): void {
  const { b } = c;
  const decorators = emitDecorators(c, s.decorator_list);
  const firstlineno = s.decorator_list[0]?.lineno ?? s.lineno;
  const outer = b.loc;
  const unit = c.enterUnit('class', s.name, s, firstlineno);
  const code = finishUnit(c, () => {
    const inner = c.b;
    inner.loc = { lineno: firstlineno, col_offset: 0, end_lineno: firstlineno, end_col_offset: 0 };
    const moduleName = inner.temp();
    inner.emit(Op.LOAD_NAME, moduleName, inner.name('__name__'));
    c.storeName('__module__', moduleName);
    inner.free(moduleName);
    storeConstant(c, '__qualname__', unit.qualname);
    emitNamespaceBody(c, s.body);
    inner.loc = null;
    if (unit.scope.needsClassClosure) {
      // type.__new__ fills the cell and takes `__classcell__` out of the namespace.
      const cell = inner.temp();
      inner.emit(Op.MOVE, cell, CELL_BASE);
      inner.emit(Op.STORE_NAME, inner.name('__classcell__'), cell);
      inner.emit(Op.MOVE, cell, CELL_BASE);
      inner.emit(Op.RETURN, cell);
      inner.free(cell);
    }
  });
  c.leaveUnit();
  b.loc = outer;
  const base = b.temp();
  b.emit(Op.LOAD_SPECIAL, base, 0);
  const leading = [
    (): number => emitFunction(c, code, noExtras(c), TEMP),
    (): number => c.loadConst(str(s.name), TEMP),
  ];
  const made = emitCall(c, base, leading, s.bases, s.keywords, outer, TEMP);
  b.loc = outer;
  const decorated = applyDecorators(c, decorators, s.decorator_list, made);
  c.storeName(s.name, decorated);
  b.free(decorated);
}

function storeConstant(c: Compiler, name: string, value: string): void {
  const vreg = c.loadConst(str(value), TEMP);
  c.storeName(name, vreg);
  c.b.free(vreg);
}

/** The body of a class or module: `__annotations__`, the docstring, the statements. */
export function emitNamespaceBody(c: Compiler, body: readonly stmt[]): void {
  const { b } = c;
  if (body.length === 0) return;
  b.loc = body[0]!;
  if (body.some(hasAnnotation)) b.emit(Op.SETUP_ANNOTATIONS);
  const docstring = c.settings.optimize < 2 ? docstringOf(body) : null;
  if (docstring !== null) {
    const first = body[0] as Extract<stmt, { kind: 'Expr' }>;
    b.loc = first.value;
    const value = c.loadConst(docstring, TEMP);
    c.storeName('__doc__', value);
    b.free(value);
  }
  c.stmts(docstring === null ? body : body.slice(1));
}

/** Is there an annotated assignment, not counting those of functions and classes inside? CPython 3.11 does not look into `match`. */
export function hasAnnotation(s: stmt): boolean {
  switch (s.kind) {
    case 'AnnAssign':
      return true;
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return s.body.some(hasAnnotation) || s.orelse.some(hasAnnotation);
    case 'With':
    case 'AsyncWith':
      return s.body.some(hasAnnotation);
    case 'Try':
    case 'TryStar':
      return (
        s.handlers.some((handler) => handler.body.some(hasAnnotation)) ||
        s.body.some(hasAnnotation) ||
        s.finalbody.some(hasAnnotation) ||
        s.orelse.some(hasAnnotation)
      );
    default:
      return false;
  }
}
