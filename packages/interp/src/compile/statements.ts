/** Simple statements (language reference 7) but for assignment and imports. */
import type {
  Assert,
  Break,
  Constant,
  Continue,
  Delete,
  Expr,
  expr,
  Pass,
  Raise,
  Return,
} from '@tyston/parser';
import { isTemp } from '../cfg/ir.js';
import { Op } from '../opcodes.js';
import { ANY, type Compiler, TEMP } from './compiler.js';
import { deleteTarget } from './targets.js';
import { findLoop, leave } from './unwind.js';
import { NONE } from './values.js';

export function visitExprStatement(c: Compiler, s: Expr): void {
  const { b } = c;
  if (c.interactive && c.unit.kind === 'module') {
    const value = c.expr(s.value, ANY);
    b.emit(Op.PRINT_EXPR, value);
    b.free(value);
  } else if (c.constant(s.value) !== undefined) {
    b.emit(Op.NOP);
  } else {
    c.exprForEffect(s.value);
  }
}

export function visitPass(c: Compiler, _s: Pass): void {
  c.b.emit(Op.NOP);
}

export function visitDelete(c: Compiler, s: Delete): void {
  for (const target of s.targets) deleteTarget(c, target);
}

export function visitReturn(c: Compiler, s: Return): void {
  const { b, unit } = c;
  if (!unit.isFunction) throw c.error("'return' outside function");
  if (s.value !== null && unit.scope.generator && unit.scope.coroutine) {
    throw c.error("'return' with value in async generator");
  }
  const constant = s.value === null ? NONE : c.constant(s.value);
  if (constant !== undefined) {
    // The location is that of the value, unless it is on another line.
    if (s.value !== null) {
      b.loc = s.value;
      b.emit(Op.NOP);
    }
    if (s.value === null || s.value.lineno !== s.lineno) {
      b.loc = s;
      b.emit(Op.NOP);
    }
    leave(c, null, false, () => b.emit(Op.RETURN_CONST, b.constant(constant)));
    return;
  }
  const depth = b.depth;
  // What runs on the way out may rebind a local: then its value is saved. Leaving a loop runs nothing.
  const leavesQuietly = unit.blocks.every(({ type }) => type === 'while' || type === 'for' || type === 'try');
  const value = c.expr(s.value!, leavesQuietly ? ANY : TEMP);
  if (s.value!.lineno !== s.lineno) b.emit(Op.NOP);
  leave(c, null, false, () => b.emit(Op.RETURN, value), isTemp(value) ? value : -1);
  b.resetDepth(depth);
}

export function visitBreak(c: Compiler, _s: Break): void {
  const { b } = c;
  b.emit(Op.NOP);
  const loop = findLoop(c);
  if (loop === null) throw c.error("'break' outside loop");
  leave(c, loop, true, () => b.jump(Op.JUMP, loop.exit));
}

export function visitContinue(c: Compiler, _s: Continue): void {
  const { b } = c;
  b.emit(Op.NOP);
  const loop = findLoop(c);
  if (loop === null) throw c.error("'continue' not properly in loop");
  leave(c, loop, false, () => b.jump(Op.JUMP_BACK, loop.head));
}

export function visitRaise(c: Compiler, s: Raise): void {
  const { b } = c;
  if (s.exc === null) {
    b.emit(Op.RAISE_AGAIN);
    return;
  }
  const exception = c.expr(s.exc, ANY);
  if (s.cause === null) {
    b.emit(Op.RAISE, exception);
  } else {
    const cause = c.expr(s.cause, ANY);
    b.emit(Op.RAISE_FROM, exception, cause);
    b.free(cause);
  }
  b.free(exception);
}

export function visitAssert(c: Compiler, s: Assert): void {
  const { b } = c;
  if (isNonEmptyTuple(s.test)) c.warn('assertion is always true, perhaps remove parentheses?');
  if (c.settings.optimize > 0) return;
  const end = b.newBlock();
  c.jumpIf(s.test, end, true);
  const base = b.temp();
  b.emit(Op.LOAD_SPECIAL, base, 1);
  if (s.msg !== null) {
    b.temp();
    c.expr(s.msg, TEMP);
    b.freeRun(base, 3);
    b.temp();
    b.emit(Op.CALL, base, base, 1);
  }
  b.emit(Op.RAISE, base);
  b.free(base);
  b.use(end);
}

function isNonEmptyTuple(e: expr): boolean {
  if (e.kind === 'Tuple') return e.elts.length > 0;
  if (e.kind !== 'Constant') return false;
  const { value } = e as { value: Constant['value'] | { type: 'tuple'; items: readonly unknown[] } };
  return value.type === 'tuple' && value.items.length > 0;
}
