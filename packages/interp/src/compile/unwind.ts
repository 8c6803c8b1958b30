/**
 * Leaving constructs by `return`, `break` and `continue` (CPython: compiler_unwind_fblock). Each construct on the way is
 * left as its own end would do it: iterators are dropped, `finally` suites are compiled once more in place, context
 * managers are told. While that code is compiled the construct is off the stack, and its handler no longer in force.
 */
import { Op } from '../opcodes.js';
import { ANY, type Compiler, TEMP } from './compiler.js';
import { emitAwait } from './expressions.js';
import type { FrameBlock } from './unit.js';

export type Loop = Extract<FrameBlock, { type: 'while' | 'for' }>;

export function findLoop(c: Compiler): Loop | null {
  const { blocks } = c.unit;
  for (let i = blocks.length - 1; i >= 0; i--) {
    const block = blocks[i]!;
    if (block.type === 'exception group') throw cannotLeaveGroup(c);
    if (block.type === 'while' || block.type === 'for') return block;
  }
  return null;
}

function cannotLeaveGroup(c: Compiler): Error {
  return c.error("'break', 'continue' and 'return' cannot appear in an except* block");
}

/**
 * Leaves all constructs, or those inside `loop` (and the loop itself, to break out of it), and emits what ends the path.
 * The code after it is compiled as if nothing had happened. `value`: the temporary that a `return` carries.
 */
export function leave(
  c: Compiler,
  loop: Loop | null,
  breaking: boolean,
  finish: () => void,
  value = -1,
): void {
  const { b, unit } = c;
  const saved = [...unit.blocks];
  const { handler } = b;
  for (let block = unit.blocks.pop(); block !== undefined; block = unit.blocks.pop()) {
    if (block === loop) {
      if (breaking) unwindOne(c, block, value);
      break;
    }
    if (block.type === 'exception group') throw cannotLeaveGroup(c);
    unwindOne(c, block, value);
  }
  finish();
  unit.blocks.length = 0;
  unit.blocks.push(...saved);
  b.handler = handler;
}

/** Emits what leaves one construct. */
function unwindOne(c: Compiler, block: FrameBlock, value: number): void {
  const { b } = c;
  switch (block.type) {
    case 'while':
    case 'plain':
    case 'exception group':
      return;
    case 'for':
      b.emit(Op.RELEASE, block.iterator);
      return;
    case 'try':
      b.handler = block.outer;
      return;
    case 'finally try':
      b.handler = block.outer;
      // The suite may itself leave by a jump: then the value is dropped.
      if (value >= 0) c.pushBlock({ type: 'value', value });
      c.stmts(block.body);
      if (value >= 0) c.popBlock();
      b.loc = null;
      return;
    case 'value':
      b.emit(Op.RELEASE, block.value);
      return;
    case 'finally end':
      b.handler = block.outer;
      b.emit(Op.POP_EXCEPT, block.previous);
      b.emit(Op.RELEASE, block.exception);
      return;
    case 'with': {
      b.loc = block.where;
      b.handler = block.outer;
      emitNormalExit(c, block.exit, block.isAsync);
      b.loc = null;
      return;
    }
    case 'handler':
      b.handler = block.outer;
      b.emit(Op.POP_EXCEPT, block.previous);
      if (block.name !== null) forgetName(c, block.name);
      return;
  }
}

/** `except … as name` ends with `name = None; del name` (language reference 8.4.1). */
export function forgetName(c: Compiler, name: string): void {
  const { b } = c;
  const local = c.fastLocal(name);
  if (local >= 0) {
    // The same, whatever the suite did with the name.
    b.emit(Op.RELEASE, local);
    return;
  }
  const none = c.loadNone(TEMP);
  c.storeName(name, none);
  b.free(none);
  c.deleteName(name);
}

/** exit(None, None, None), with `exit` in a temporary, consumed. */
export function emitNormalExit(c: Compiler, exit: number, isAsync: boolean): void {
  const { b } = c;
  const base = b.temp();
  b.emit(Op.MOVE, base, exit);
  b.temp();
  for (let i = 0; i < 3; i++) c.loadNone(TEMP);
  b.freeRun(base, 5);
  const result = b.temp();
  b.emit(Op.CALL, result, base, 3);
  c.release(isAsync ? emitAwait(c, result, 2, ANY) : result);
}
