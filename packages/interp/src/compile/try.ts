/**
 * `try` (language reference 8.4). Handlers find the exception in a temporary; while one runs, the exception that was
 * handled before is kept in the next temporary, to be restored. Should an exception leave the handler, a cleanup handler
 * restores it too. `finally` suites are compiled once for each way out, as in CPython.
 */
import type { ExceptHandler, stmt, Try } from '@tyston/parser';
import { Op } from '../opcodes.js';
import { ANY, type Compiler } from './compiler.js';
import { emitExceptStar } from './except-star.js';
import { forgetName } from './unwind.js';

export function visitTry(c: Compiler, s: Try): void {
  // `try:` is a line of its own to tracing.
  c.b.emit(Op.NOP);
  if (s.finalbody.length > 0) {
    emitFinally(c, s.finalbody, () => {
      if (s.handlers.length > 0) emitTryExcept(c, s);
      else c.stmts(s.body);
    });
  } else {
    emitTryExcept(c, s);
  }
}

export function visitTryStar(c: Compiler, s: Omit<Try, 'kind'>): void {
  c.b.emit(Op.NOP);
  if (s.finalbody.length > 0) {
    emitFinally(c, s.finalbody, () => {
      if (s.handlers.length > 0) emitExceptStar(c, s);
      else c.stmts(s.body);
    });
  } else {
    emitExceptStar(c, s);
  }
}

function emitFinally(c: Compiler, finalbody: readonly stmt[], body: () => void): void {
  const { b } = c;
  const exit = b.newBlock();
  const handler = b.newHandler(b.newBlock());
  const outer = b.handler;
  b.handler = handler;
  c.pushBlock({ type: 'finally try', outer, body: finalbody });
  body();
  c.popBlock();
  b.handler = outer;
  c.stmts(finalbody);
  b.loc = null;
  b.jump(Op.JUMP, exit);

  const exception = b.useHandler(handler);
  const previous = b.temp();
  b.emit(Op.PUSH_EXC_INFO, previous, exception);
  const cleanup = b.newHandler(b.newBlock());
  b.handler = cleanup;
  c.pushBlock({ type: 'finally end', outer, exception, previous });
  c.stmts(finalbody);
  c.popBlock();
  b.loc = null;
  b.handler = outer;
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RERAISE, exception);
  const second = b.useHandler(cleanup);
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RERAISE, second, 1);
  b.free(second);
  b.free(previous);
  b.free(exception);
  b.use(exit);
}

function emitTryExcept(c: Compiler, s: Try): void {
  const { b } = c;
  const end = b.newBlock();
  const handler = b.newHandler(b.newBlock());
  const outer = b.handler;
  b.handler = handler;
  c.pushBlock({ type: 'try', outer });
  c.stmts(s.body);
  c.popBlock();
  b.handler = outer;
  c.stmts(s.orelse);
  b.loc = null;
  b.jump(Op.JUMP, end);

  const exception = b.useHandler(handler);
  const previous = b.temp();
  b.emit(Op.PUSH_EXC_INFO, previous, exception);
  const cleanup = b.newHandler(b.newBlock());
  c.pushBlock({ type: 'plain' });
  s.handlers.forEach((clause, i) => {
    b.handler = cleanup;
    b.loc = clause;
    if (clause.type === null && i < s.handlers.length - 1) throw c.error("default 'except:' must be last");
    const next = b.newBlock();
    if (clause.type !== null) {
      const type = c.expr(clause.type, ANY);
      b.jump(Op.JUMP_IF_NOT_EXC, next, exception, type);
      b.free(type);
    }
    if (clause.name !== null) c.storeName(clause.name, exception);
    else b.emit(Op.RELEASE, exception);
    emitClauseBody(c, clause, outer, previous);
    b.loc = null;
    b.jump(Op.JUMP, end);
    b.use(next);
  });
  c.popBlock();
  b.loc = null;
  b.handler = outer;
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RERAISE, exception);
  const second = b.useHandler(cleanup);
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RERAISE, second, 1);
  b.free(second);
  b.free(previous);
  b.free(exception);
  b.use(end);
}

/** The suite of an except clause; the name that `as` bound is unbound however it ends. */
function emitClauseBody(
  c: Compiler,
  clause: ExceptHandler,
  outer: Compiler['b']['handler'],
  previous: number,
): void {
  const { b } = c;
  const { name } = clause;
  if (name === null) {
    c.pushBlock({ type: 'handler', outer, previous, name });
    c.stmts(clause.body);
    c.popBlock();
    b.loc = null;
    b.handler = outer;
    b.emit(Op.POP_EXCEPT, previous);
    return;
  }
  const cleanup = b.handler;
  const unbind = b.newHandler(b.newBlock());
  const after = b.newBlock();
  b.handler = unbind;
  c.pushBlock({ type: 'handler', outer, previous, name });
  c.stmts(clause.body);
  c.popBlock();
  b.loc = null;
  b.handler = outer;
  b.emit(Op.POP_EXCEPT, previous);
  forgetName(c, name);
  b.jump(Op.JUMP, after);
  const second = b.useHandler(unbind);
  b.handler = cleanup;
  forgetName(c, name);
  b.emit(Op.RERAISE, second, 1);
  b.free(second);
  b.use(after);
}
