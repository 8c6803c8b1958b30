/** `match` statements (language reference 8.6, PEP 634). */
import type { Match } from '@tyston/parser';
import { Op } from '../opcodes.js';
import { type Compiler, TEMP } from './compiler.js';
import { emitCase, isWildcard } from './patterns.js';

export function visitMatch(c: Compiler, s: Match): void {
  const { b } = c;
  const end = b.newBlock();
  const subject = c.expr(s.subject, TEMP);
  const depth = b.depth;
  const last = s.cases.length - 1;
  for (const [i, matchCase] of s.cases.entries()) {
    const suite = (): void => {
      b.emit(Op.RELEASE, subject);
      b.free(subject);
      c.stmts(matchCase.body);
      b.loc = null;
      b.jump(Op.JUMP, end);
    };
    if (i === last && last > 0 && isWildcard(matchCase.pattern)) {
      // A wildcard at the end has no code of its own, but its line should be seen.
      const fail = b.newBlock();
      b.loc = matchCase.pattern;
      b.emit(Op.NOP);
      if (matchCase.guard !== null) c.jumpIf(matchCase.guard, fail, false);
      suite();
      b.use(fail);
    } else {
      emitCase(c, matchCase, subject, i === last, suite);
    }
    b.resetDepth(depth);
  }
  b.emit(Op.RELEASE, subject);
  b.free(subject);
  b.use(end);
}
