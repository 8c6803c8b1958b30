/** Large and deep input, at Node's default stack. */
import { describe, expect, it } from 'vitest';
import { CompileError } from '../compile-error.js';
import { assertVerified } from '../verify.js';
import { compileSource } from './compile.js';

const repeat = (text: string, n: number): string => text.repeat(n);
const list = (n: number, item: (i: number) => string, separator = ','): string =>
  Array.from({ length: n }, (_, i) => item(i)).join(separator);
const nested = (n: number, head: string): string =>
  `${list(n, (i) => repeat(' ', i) + head, '\n')}\n${repeat(' ', n)}pass`;

const PROGRAMS: readonly (readonly [string, string])[] = [
  ['2,900 additions', `a${repeat('+a', 2900)}`],
  ['2,900 constant additions', `1${repeat('+1', 2900)}`],
  ['2,900 powers', `a${repeat('**a', 2900)}`],
  ['2,900 attributes', `a${repeat('.b', 2900)}`],
  ['2,900 subscripts', `a${repeat('[0]', 2900)}`],
  ['2,900 calls', `a${repeat('()', 2900)}`],
  ['1,400 method calls', `a${repeat('.b()', 1400)}`],
  ['1,000 minus signs', `${repeat('-', 1000)}x`],
  ['1,000 negations', `${repeat('not ', 1000)}x`],
  ['2,900 conditional expressions', `a${repeat(' if b else a', 2900)}`],
  ['190 parentheses', `${repeat('(', 190)}x${repeat(')', 190)}`],
  ['190 lists', `${repeat('[', 190)}x${repeat(']', 190)}`],
  ['60 comprehensions', `${repeat('[', 60)}x${repeat(' for x in y]', 60)}`],
  ['20,000 operands of `and`', `a${repeat(' and a', 20_000)}`],
  ['20,000 comparisons', `a${repeat(' < a', 20_000)}`],
  ['2,900 elif', `if x: pass\n${list(2900, (i) => `elif x == ${i}: y = ${i}`, '\n')}`],
  ['100,000 names in a list', `x = [${repeat('a,', 100_000)}]`],
  ['100,000 constants in a list', `x = [${repeat('1,', 100_000)}]`],
  ['100,000 pairs in a dict', `x = {${list(100_000, (i) => `${i}:${i}`)}}`],
  ['10,000 arguments', `f(${repeat('a,', 10_000)})`],
  ['3,000 keyword arguments', `f(${list(3000, (i) => `k${i}=${i}`)})`],
  ['70,000 names', list(70_000, (i) => `n${i} = o.a${i}`, '\n')],
  ['70,000 locals', `def f():\n${list(70_000, (i) => ` n${i} = ${i}`, '\n')}\n return n69999`],
  ['90 functions inside one another', nested(90, 'def f():')],
  ['99 ifs inside one another', nested(99, 'if x:')],
  ['3,000 decorators', `${repeat('@a\n', 3000)}def f(): pass`],
  ['3,000 cases', `match x:\n${list(3000, (i) => ` case ${i}: pass`, '\n')}`],
  ['3,000 alternatives', `match x:\n case ${list(3000, String, '|')}: pass`],
];

describe('compiles', () => {
  it.each(PROGRAMS)('%s', (_, source) => {
    assertVerified(compileSource(source));
  });
});

describe('what CPython refuses as too deep is a RecursionError', () => {
  it.each([
    ['additions', `a${repeat('+a', 3100)}`],
    ['attributes', `a${repeat('.b', 3100)}`],
    ['subscripts', `a${repeat('[0]', 3100)}`],
  ])('%s', (_, source) => {
    expect(() => compileSource(source)).toThrow(
      new CompileError('RecursionError', 'maximum recursion depth exceeded during compilation'),
    );
  });
});
