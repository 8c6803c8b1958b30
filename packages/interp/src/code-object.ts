/**
 * What a code object in the window has beside CPython's fields: behind the bytecode the ranges of its handlers, as words that
 * the interpreter can search; and in `_co_firsttraceable` (CPython's own business, never exposed) how it may be called.
 */
import { CodeFlag } from './code-unit.js';
import { decodeExceptionTable } from './exception-table.js';

/**
 * `co_stacksize` of code that the verifier does not take: more than any stack has, so that no frame for it can be made. What was asked for
 * stands in `co_extra`.
 */
export const UNSOUND = 0x0fffffff;

/** Words of one range. */
export const RANGE_WORDS = 4;

/** The words behind the bytecode: how many ranges there are, then each. */
export function handlerWords(exceptiontable: Uint8Array): number[] {
  const ranges = decodeExceptionTable(exceptiontable);
  return [ranges.length, ...ranges.flatMap(({ start, end, handler, depth }) => [start, end, handler, depth])];
}

/**
 * The number of positional arguments with which a function over the code is called without any binding; -1 where there is none:
 * a module's or class's code, too, is not called like that, but with the globals as its namespace.
 */
export function simpleArguments(flags: number, argcount: number, kwonlyargcount: number): number {
  const starred = (flags & (CodeFlag.VARARGS | CodeFlag.VARKEYWORDS)) !== 0;
  return starred || kwonlyargcount > 0 || (flags & CodeFlag.OPTIMIZED) === 0 ? -1 : argcount;
}
