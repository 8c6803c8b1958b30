/** `if`, `while`, `for`, `async for` (language reference 8.1–8.3, 8.8.2). */
import type { AsyncFor, For, If, stmt, While } from '@tyston/parser';
import type { Block } from '../cfg/ir.js';
import { Op } from '../opcodes.js';
import { ANY, type Compiler } from './compiler.js';
import { emitDelegation } from './expressions.js';
import { loopIterable } from './fold.js';
import { assign, destinationOf } from './targets.js';
import { truth } from './values.js';

export function visitIf(c: Compiler, statement: If): void {
  const { b } = c;
  const end = b.newBlock();
  // A long `elif` chain nests in orelse.
  let s: If | null = statement;
  while (s !== null) {
    const orelse: Block = s.orelse.length > 0 ? b.newBlock() : end;
    b.loc = s;
    c.jumpIf(s.test, orelse, false);
    c.stmts(s.body);
    if (s.orelse.length === 0) break;
    b.loc = null;
    b.jump(Op.JUMP, end);
    b.use(orelse);
    const only: stmt | null = s.orelse.length === 1 ? s.orelse[0]! : null;
    if (only?.kind === 'If') {
      s = only;
    } else {
      c.stmts(s.orelse);
      s = null;
    }
  }
  b.use(end);
}

export function visitWhile(c: Compiler, s: While): void {
  const { b } = c;
  const head = b.newBlock();
  const anchor = b.newBlock();
  const exit = b.newBlock();
  const constant = c.constant(s.test);
  const forever = constant !== undefined && truth(constant);
  // `while True:` is seen once, on the way in, and then at each turn's end.
  if (forever) c.at(s.test, () => b.emit(Op.NOP));
  b.use(head);
  c.pushBlock({ type: 'while', head, exit });
  if (!forever) c.jumpIf(s.test, anchor, false);
  c.stmts(s.body);
  b.loc = forever ? s : null;
  b.jump(Op.JUMP_BACK, head);
  c.popBlock();
  b.use(anchor);
  c.stmts(s.orelse);
  b.use(exit);
}

export function visitFor(c: Compiler, s: For): void {
  const { b } = c;
  const head = b.newBlock();
  const anchor = b.newBlock();
  const exit = b.newBlock();
  const iterable = c.expr(loopIterable(s.iter), ANY);
  b.free(iterable);
  const iterator = b.temp();
  b.emit(Op.GET_ITER, iterator, iterable);
  b.use(head);
  c.pushBlock({ type: 'for', head, exit, iterator });
  const local = destinationOf(c, s.target);
  if (local >= 0) {
    b.jump(Op.FOR_ITER, anchor, local, iterator);
    c.showLine(s.target);
  } else {
    const item = b.temp();
    b.jump(Op.FOR_ITER, anchor, item, iterator);
    assign(c, s.target, item);
    b.free(item);
  }
  c.stmts(s.body);
  b.loc = null;
  b.jump(Op.JUMP_BACK, head);
  c.popBlock();
  b.use(anchor);
  b.free(iterator);
  c.stmts(s.orelse);
  b.use(exit);
}

export function visitAsyncFor(c: Compiler, s: AsyncFor): void {
  const { b } = c;
  requireAsync(c, 'async for');
  const head = b.newBlock();
  const exit = b.newBlock();
  const iterable = c.expr(s.iter, ANY);
  b.free(iterable);
  const iterator = b.temp();
  b.emit(Op.GET_AITER, iterator, iterable);
  b.use(head);
  c.pushBlock({ type: 'for', head, exit, iterator });
  // Only __anext__ is guarded: its StopAsyncIteration ends the loop.
  const handler = b.newHandler(b.newBlock());
  const outer = b.handler;
  b.handler = handler;
  const awaitable = b.temp();
  b.emit(Op.GET_ANEXT, awaitable, iterator);
  const item = emitDelegation(c, awaitable, ANY);
  b.handler = outer;
  assign(c, s.target, item);
  b.free(item);
  c.stmts(s.body);
  b.loc = null;
  b.jump(Op.JUMP_BACK, head);
  c.popBlock();
  const exception = b.useHandler(handler);
  b.loc = s.iter;
  b.emit(Op.END_ASYNC_FOR, exception, iterator);
  b.free(exception);
  b.free(iterator);
  c.stmts(s.orelse);
  b.use(exit);
}

/** `async for` and `async with` outside a coroutine: an error, or what makes a module's code a coroutine. */
export function requireAsync(c: Compiler, what: string): void {
  if (c.awaitsAtTop) c.unit.scope.coroutine = true;
  else if (c.unit.kind !== 'async function') throw c.error(`'${what}' outside async function`);
}
