/** Comprehensions and generator expressions (language reference 6.2.4): a function of its own, called at once. */
import type { comprehension, DictComp, expr, GeneratorExp, ListComp, SetComp } from '@tyston/parser';
import type { Block } from '../cfg/ir.js';
import { Op } from '../opcodes.js';
import { ANY, type Compiler, TEMP } from './compiler.js';
import { emitAwait, emitDelegation, emitYield } from './expressions.js';
import { finishUnit } from './finish.js';
import { loopIterable } from './fold.js';
import { emitFunction, noExtras } from './functions.js';
import { assign, destinationOf } from './targets.js';

type Comprehension = ListComp | SetComp | DictComp | GeneratorExp;

const NAMES: Readonly<Record<Comprehension['kind'], string>> = {
  ListComp: '<listcomp>',
  SetComp: '<setcomp>',
  DictComp: '<dictcomp>',
  GeneratorExp: '<genexpr>',
};

export function visitComprehension(c: Compiler, e: Comprehension, want: number): number {
  const { b, unit } = c;
  const outermost = e.generators[0]!;
  const outer = b.loc;
  const scope = c.settings.symtable.byNode.get(e)!;
  const isAsync = scope.coroutine && e.kind !== 'GeneratorExp';
  if (isAsync && unit.kind !== 'async function' && unit.kind !== 'comprehension' && !c.awaitsAtTop) {
    throw c.error('asynchronous comprehension outside of an asynchronous function');
  }
  c.enterUnit('comprehension', NAMES[e.kind], e, e.lineno);
  c.unit.argcount = 1;
  const code = finishUnit(c, () => {
    emitBody(c, e);
  });
  c.leaveUnit();
  if (isAsync && c.awaitsAtTop) c.unit.scope.coroutine = true;
  b.loc = outer;
  const made = emitFunction(c, code, noExtras(c), TEMP);
  b.temp();
  const iterable = c.expr(outermost.is_async ? outermost.iter : loopIterable(outermost.iter), ANY);
  b.free(iterable);
  b.emit(outermost.is_async ? Op.GET_AITER : Op.GET_ITER, b.temp(), iterable);
  b.freeRun(made, 3);
  if (isAsync) {
    const awaitable = b.temp();
    b.emit(Op.CALL, awaitable, made, 1);
    return emitAwait(c, awaitable, 0, want);
  }
  const dst = c.dst(want);
  b.emit(Op.CALL, dst, made, 1);
  return dst;
}

function emitBody(c: Compiler, e: Comprehension): void {
  const { b } = c;
  b.loc = e;
  if (e.kind === 'GeneratorExp') {
    emitGenerators(c, e, 0, -1);
    return;
  }
  const result = b.temp();
  const build = e.kind === 'ListComp' ? Op.BUILD_LIST : e.kind === 'SetComp' ? Op.BUILD_SET : Op.BUILD_MAP;
  b.emit(build, result, result, 0);
  emitGenerators(c, e, 0, result);
  b.free(result);
  b.emit(Op.RETURN, result);
}

/** Generator number `index` and those inside it; `result` is the container, −1 in a generator expression. */
function emitGenerators(c: Compiler, e: Comprehension, index: number, result: number): void {
  if (e.generators[index]!.is_async) emitAsyncGenerator(c, e, index, result);
  else emitSyncGenerator(c, e, index, result);
}

function emitSyncGenerator(c: Compiler, e: Comprehension, index: number, result: number): void {
  const { b } = c;
  const generator = e.generators[index]!;
  const next = b.newBlock();
  const single = index > 0 ? singleItem(generator.iter) : null;
  if (single !== null) {
    // `for y in [f(x)]`: an assignment in disguise.
    assignFrom(c, generator.target, single);
    emitConditionsAndElement(c, e, index, result, next);
    b.use(next);
    return;
  }
  const anchor = b.newBlock();
  const start = b.newBlock();
  const iterator = emitIterator(c, generator, index, Op.GET_ITER);
  b.use(start);
  const local = destinationOf(c, generator.target);
  if (local >= 0) {
    b.jump(Op.FOR_ITER, anchor, local, iterator);
    c.showLine(generator.target);
  } else {
    const item = b.temp();
    b.jump(Op.FOR_ITER, anchor, item, iterator);
    assign(c, generator.target, item);
    b.free(item);
  }
  emitConditionsAndElement(c, e, index, result, next);
  b.use(next);
  c.at(null, () => {
    b.jump(Op.JUMP_BACK, start);
  });
  b.use(anchor);
  b.free(iterator);
}

function emitAsyncGenerator(c: Compiler, e: Comprehension, index: number, result: number): void {
  const { b } = c;
  const generator = e.generators[index]!;
  const start = b.newBlock();
  const next = b.newBlock();
  const iterator = emitIterator(c, generator, index, Op.GET_AITER);
  b.use(start);
  // Only __anext__ is guarded: its StopAsyncIteration ends the loop.
  const handler = b.newHandler(b.newBlock());
  const outer = b.handler;
  b.handler = handler;
  c.pushBlock({ type: 'plain' });
  const awaitable = b.temp();
  b.emit(Op.GET_ANEXT, awaitable, iterator);
  const item = emitDelegation(c, awaitable, ANY);
  b.handler = outer;
  assign(c, generator.target, item);
  b.free(item);
  emitConditionsAndElement(c, e, index, result, next);
  c.popBlock();
  b.use(next);
  c.at(null, () => {
    b.jump(Op.JUMP_BACK, start);
  });
  const exception = b.useHandler(handler);
  b.emit(Op.END_ASYNC_FOR, exception, iterator);
  b.free(exception);
  b.free(iterator);
}

/** The iterator in a new temporary: the outermost is the argument `.0`, already one. */
function emitIterator(c: Compiler, generator: comprehension, index: number, op: number): number {
  const { b } = c;
  if (index === 0) {
    const iterator = b.temp();
    b.emit(Op.MOVE, iterator, c.unit.local('.0'));
    return iterator;
  }
  const iterable = c.expr(op === Op.GET_ITER ? loopIterable(generator.iter) : generator.iter, ANY);
  b.free(iterable);
  const iterator = b.temp();
  b.emit(op, iterator, iterable);
  return iterator;
}

function singleItem(iter: expr): expr | null {
  if ((iter.kind !== 'List' && iter.kind !== 'Tuple') || iter.elts.length !== 1) return null;
  return iter.elts[0]!.kind === 'Starred' ? null : iter.elts[0]!;
}

function assignFrom(c: Compiler, target: expr, value: expr): void {
  const local = destinationOf(c, target);
  if (local >= 0) {
    c.exprInto(value, local, target);
    return;
  }
  const vreg = c.expr(value, ANY);
  assign(c, target, vreg);
  c.b.free(vreg);
}

function emitConditionsAndElement(
  c: Compiler,
  e: Comprehension,
  index: number,
  result: number,
  next: Block,
): void {
  for (const condition of e.generators[index]!.ifs) c.jumpIf(condition, next, false);
  if (index + 1 < e.generators.length) emitGenerators(c, e, index + 1, result);
  else emitElement(c, e, result);
}

function emitElement(c: Compiler, e: Comprehension, result: number): void {
  const { b } = c;
  if (e.kind === 'DictComp') {
    const key = c.expr(e.key, ANY);
    const value = c.expr(e.value, ANY);
    b.emit(Op.MAP_ADD, result, key, value);
    b.free(value);
    b.free(key);
    return;
  }
  const value = c.expr(e.elt, ANY);
  if (e.kind === 'GeneratorExp') {
    c.release(emitYield(c, value, ANY));
    return;
  }
  b.emit(e.kind === 'ListComp' ? Op.LIST_APPEND : Op.SET_ADD, result, value);
  b.free(value);
}
