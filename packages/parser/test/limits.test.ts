import { afterAll, expect, test } from 'vitest';
import { type Mod, PythonSyntaxError, parse, unparse, walk } from '../src/index.js';
import { compareErrors, describe, errorOf } from './oracle/compare.mjs';
import { Oracle } from './oracle/oracle.mjs';

const oracle = new Oracle();
afterAll(() => oracle.close());

const blocks = (depth: number): string =>
  Array.from({ length: depth }, (_, i) => `${' '.repeat(i)}if x:\n`).join('') + `${' '.repeat(depth)}x\n`;

const LIMITS: Record<string, string> = {
  '200 parentheses': `${'('.repeat(200)}x${')'.repeat(200)}`,
  '201 parentheses': `${'('.repeat(201)}x${')'.repeat(201)}`,
  '200 brackets of calls': `${'f('.repeat(200)}x${')'.repeat(200)}`,
  '200 lists in dictionaries': `${'{1:['.repeat(100)}x${']}'.repeat(100)}`,
  '199 pattern parentheses': `match x:\n  case ${'('.repeat(199)}y${')'.repeat(199)}: pass\n`,
  '99 indents': blocks(99),
  '100 indents': blocks(100),
  '99 indents and 200 parentheses': blocks(99).replace(/x\n$/, `${'('.repeat(200)}x${')'.repeat(200)}\n`),
  '4300 digits': '1'.repeat(4300),
  '4301 digits': '1'.repeat(4301),
  '4301 digits, hexadecimal': `0x${'1'.repeat(4301)}`,
  '4301 digits and underscores': `1${'_1'.repeat(4300)}`,
  'f-strings nested too deeply': "f'{a:{b:{c}}}'",
  '201 parentheses in an f-string': `f'{${'('.repeat(201)}x${')'.repeat(201)}}'`,
};

test.each(Object.entries(LIMITS))('%s: as CPython', async (_, source) => {
  const { error } = await oracle.ask({ source, want: [] });
  const ours = errorOf(parse, source);
  expect(compareErrors(ours, error), `${describe(error)} here ${describe(ours)}`).toBe('same');
});

const DEEP: Record<string, (n: number) => string> = {
  'not not …': (n) => `${'not '.repeat(n)}x`,
  '- - x': (n) => `${'- '.repeat(n)}x`,
  'lambda: lambda: …': (n) => `${'lambda: '.repeat(n)}x`,
  'x if y else …': (n) => `${'x if y else '.repeat(n)}z`,
  elif: (n) => `if x:\n  y\n${'elif x:\n  y\n'.repeat(n)}`,
  'a ** b ** …': (n) => `${'a ** '.repeat(n)}b`,
  'a ** -b ** …': (n) => `${'a ** -'.repeat(n)}b`,
  'lambda a=lambda a=…': (n) => `${'lambda a='.repeat(n)}1${': 1'.repeat(n)}`,
};

// CPython's parser takes some thousands of these, and then raises MemoryError.
test.each(Object.entries(DEEP))('%s, 100,000 deep: MemoryError, as CPython', async (_, make) => {
  const source = make(100_000);
  const { error } = await oracle.ask({ source, want: [] });
  expect(error.type).toBe('MemoryError');
  expect(errorOf(parse, source)?.type).toBe('MemoryError');
});

test.each(Object.entries(DEEP))("%s: the depth at which it begins is CPython's", async (_, make) => {
  // The least depth that is a MemoryError, by halving; CPython's own limit is on its functions, not on ours.
  const search = async (fails: (source: string) => Promise<boolean>): Promise<number> => {
    let [low, high] = [1, 7000];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (await fails(make(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const theirs = await search(
    async (source) => (await oracle.ask({ source, want: [] })).error?.type === 'MemoryError',
  );
  const ours = await search(async (source) => errorOf(parse, source)?.type === 'MemoryError');
  expect(ours).toBe(theirs);
});

const LONG: Record<string, (n: number) => string> = {
  'a.b.b…': (n) => `a${'.b'.repeat(n)}`,
  'f()()…': (n) => `f${'()'.repeat(n)}`,
  'a + b + …': (n) => `a${' + b'.repeat(n)}`,
  'a and b and …': (n) => `a${' and b'.repeat(n)}`,
  'a < b < …': (n) => `a${' < b'.repeat(n)}`,
  "'a' 'a' …": (n) => "'a' ".repeat(n),
  'a = b = …': (n) => `${'a = '.repeat(n)}b`,
};

test.each(Object.entries(LONG))('%s, 100,000 long: the tree', (_, make) => {
  const tree: Mod = parse(make(100_000));
  let count = 0;
  for (const _ of walk(tree)) count++;
  expect(count).toBeGreaterThan(2);
});

test('unparse of a tree that is too deep is an error of its own', () => {
  const tree = parse(LONG['a.b.b…']!(100_000));
  expect(() => unparse(tree)).toThrow('maximum recursion depth exceeded');
});

test('a caller without stack gets an error of ours', () => {
  const source = `${'('.repeat(150)}x${')'.repeat(150)}`;
  const errors: unknown[] = [];
  const descend = (): void => {
    try {
      parse(source);
    } catch (error) {
      errors.push(error);
      throw error;
    }
    descend();
  };
  expect(descend).toThrow();
  const last = errors[0];
  // V8 may run out of stack between two calls of ours, in the caller's own frame; never inside `parse`.
  if (last !== undefined) expect(last instanceof PythonSyntaxError || last instanceof RangeError).toBe(true);
});
