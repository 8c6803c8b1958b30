/**
 * `except*` (language reference 8.4.2, PEP 654). Each clause takes its part out of what is left of the exception group; what
 * clauses raise is collected, and raised together with what nobody took.
 */
import type { ExceptHandler, Try } from '@tyston/parser';
import { Op } from '../opcodes.js';
import { ANY, type Compiler } from './compiler.js';
import { forgetName } from './unwind.js';

export function emitExceptStar(c: Compiler, s: Omit<Try, 'kind'>): void {
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

  const original = b.useHandler(handler);
  const previous = b.temp();
  b.emit(Op.PUSH_EXC_INFO, previous, original);
  const cleanup = b.newHandler(b.newBlock());
  b.handler = cleanup;
  c.pushBlock({ type: 'exception group' });
  const raised = b.temp();
  b.emit(Op.BUILD_LIST, raised, raised, 0);
  const rest = b.temp();
  b.emit(Op.COPY, rest, original);
  for (const clause of s.handlers) {
    b.loc = clause;
    emitClause(c, clause, previous, raised, rest);
  }
  c.popBlock();
  b.loc = null;
  b.emit(Op.LIST_APPEND, raised, rest);
  b.emit(Op.PREP_RERAISE_STAR, raised, original, raised);
  b.emit(Op.COPY, rest, raised);
  const reraise = b.newBlock();
  b.jump(Op.JUMP_IF_NOT_NONE, reraise, rest);
  b.handler = outer;
  b.emit(Op.RELEASE, raised);
  b.emit(Op.POP_EXCEPT, previous);
  b.jump(Op.JUMP, end);
  b.use(reraise);
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RERAISE, raised);

  const second = b.useHandler(cleanup);
  b.emit(Op.POP_EXCEPT, previous);
  b.emit(Op.RERAISE, second, 1);
  b.free(second);
  b.free(previous);
  b.free(original);
  b.use(end);
}

function emitClause(
  c: Compiler,
  clause: ExceptHandler,
  previous: number,
  raised: number,
  rest: number,
): void {
  const { b } = c;
  const { name } = clause;
  const noMatch = b.newBlock();
  const next = b.newBlock();
  const outer = b.handler;
  const classes = c.expr(clause.type!, ANY);
  b.free(classes);
  const match = b.temp();
  b.emit(Op.MATCH_EXC_GROUP, rest, classes);
  const copy = b.temp();
  b.emit(Op.COPY, copy, match);
  b.free(copy);
  b.jump(Op.JUMP_IF_NONE, noMatch, copy);
  if (name !== null) c.storeName(name, match);
  else b.emit(Op.RELEASE, match);
  b.free(match);
  const collect = b.newHandler(b.newBlock());
  b.handler = collect;
  c.pushBlock({ type: 'handler', outer, previous, name });
  c.stmts(clause.body);
  c.popBlock();
  b.loc = null;
  b.handler = outer;
  if (name !== null) forgetName(c, name);
  b.jump(Op.JUMP, next);
  const exception = b.useHandler(collect);
  if (name !== null) forgetName(c, name);
  b.emit(Op.LIST_APPEND, raised, exception);
  b.jump(Op.JUMP, next);
  b.use(noMatch);
  b.emit(Op.RELEASE, match);
  b.free(exception);
  b.use(next);
}
