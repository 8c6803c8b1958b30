/** `with` and `async with` (language reference 8.5, 8.8.3). */
import type { AsyncWith, With } from '@tyston/parser';
import { Op } from '../opcodes.js';
import { ANY, type Compiler } from './compiler.js';
import { emitAwait } from './expressions.js';
import { requireAsync } from './flow.js';
import { assign, destinationOf } from './targets.js';
import { emitNormalExit } from './unwind.js';

export function visitWith(c: Compiler, s: With): void {
  emitItem(c, s, 0);
}

export function visitAsyncWith(c: Compiler, s: AsyncWith): void {
  requireAsync(c, 'async with');
  emitItem(c, s, 0);
}

/**
 *     exit, value = the manager's __exit__, __enter__()
 *     try:  target = value; the next item, or the suite
 *     exit(None, None, None)                      on the way out, whichever it is
 *     except:  if not exit(type, value, traceback): raise
 */
function emitItem(c: Compiler, s: With | AsyncWith, index: number): void {
  const { b } = c;
  const isAsync = s.kind === 'AsyncWith';
  const { context_expr, optional_vars } = s.items[index]!;
  const end = b.newBlock();
  const manager = c.expr(context_expr, ANY);
  b.free(manager);
  const exit = b.temp();
  const local = optional_vars === null || isAsync ? -1 : destinationOf(c, optional_vars);
  let value = local >= 0 ? local : b.temp();
  b.emit(isAsync ? Op.BEFORE_ASYNC_WITH : Op.BEFORE_WITH, value, exit, manager);
  if (isAsync) value = emitAwait(c, value, 1, ANY);
  b.free(value);
  const handler = b.newHandler(b.newBlock());
  const outer = b.handler;
  b.handler = handler;
  c.pushBlock({ type: 'with', outer, exit, isAsync, where: s });
  if (local < 0) {
    const received = b.temp();
    if (optional_vars !== null) {
      assign(c, optional_vars, received);
      b.free(received);
    } else {
      c.release(received);
    }
  } else c.showLine(optional_vars!);
  if (index + 1 < s.items.length) {
    b.loc = s;
    emitItem(c, s, index + 1);
  } else {
    c.stmts(s.body);
  }
  c.popBlock();
  b.handler = outer;
  b.loc = s;
  emitNormalExit(c, exit, isAsync);
  b.loc = null;
  b.jump(Op.JUMP, end);
  b.loc = s;
  const exception = b.useHandler(handler);
  const previous = b.temp();
  b.emit(Op.PUSH_EXC_INFO, previous, exception);
  // An exception of __exit__ itself replaces the other one.
  const cleanup = b.newHandler(b.newBlock());
  b.handler = cleanup;
  let answer = b.temp();
  b.emit(Op.WITH_EXCEPT_START, answer, exit, exception);
  if (isAsync) answer = emitAwait(c, answer, 2, ANY);
  const suppress = b.newBlock();
  b.jump(Op.JUMP_IF_TRUE, suppress, answer);
  b.free(answer);
  b.handler = outer;
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RERAISE, exception, 1);
  b.use(suppress);
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RELEASE, exception);
  b.emit(Op.RELEASE, exit);
  b.loc = null;
  b.jump(Op.JUMP, end);
  const second = b.useHandler(cleanup);
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RERAISE, second, 1);
  b.free(second);
  b.free(previous);
  b.free(exception);
  b.free(exit);
  b.use(end);
}
