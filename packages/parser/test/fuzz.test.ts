import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnose, lastSteps } from '../src/diagnose/diagnose.js';
import { PythonParser } from '../src/grammar/python-parser.js';
import { PythonSyntaxError, parse, parseTolerant, tokenize } from '../src/index.js';
import { T, TYPE_COUNT, tokenImage } from '../src/tokens/token-types.js';
import { TokenVector } from '../src/tokens/token-vector.js';
import { Tokenizer } from '../src/tokens/tokenizer.js';

const runs = { numRuns: 400, seed: 11 };

function parses(source: string | Uint8Array): boolean {
  try {
    parse(source);
    return true;
  } catch (error) {
    if (error instanceof PythonSyntaxError) return false;
    throw error;
  }
}

test('bytes: nothing but errors of its own', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      parses(bytes);
    }),
    runs,
  );
});

test('text: nothing but errors of its own, and the tokens are the text again', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'ab1 \n\t\\\'"()[]{}:,.=+-*/%<>!@#&|^~;\r\fé€0xefr_j'.split('')),
    maxLength: 80,
  });
  fc.assert(
    fc.property(text, (source) => {
      parses(source);
      const tokens = tokenize(source);
      expect(tokens.map((token) => token.trivia + token.text).join('')).toBe(source);
    }),
    { ...runs, numRuns: 2000 },
  );
});

const images = Array.from({ length: TYPE_COUNT - T.LPAR }, (_, i) => tokenImage(T.LPAR + i));
const word = fc.constantFrom(
  ...images,
  'x',
  'match',
  'case',
  '_',
  'print',
  '1',
  '2.5',
  '3j',
  "'s'",
  "f'{x}'",
  "f'{x!r:{y}}'",
  "b'b'",
  '\n',
  '\n  ',
  '\n    ',
  ':\n  ',
  '# c\n',
);

test('tokens: nothing but errors of its own; tolerant mode always gives a tree', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const source = words.join(' ');
      const valid = parses(source);
      const { tree, errors } = parseTolerant(source);
      expect(tree.kind).toBe('Module');
      expect(errors.length === 0).toBe(valid);
    }),
    { ...runs, numRuns: 1500 },
  );
});

/** How often the parser looks at a token of a program, and how many steps the diagnosis of it takes. */
function steps(source: string): { parser: number; diagnosis: number } {
  const tokens = new TokenVector(64);
  const tokenizer = new Tokenizer(source, tokens, { typeComments: false, featureVersion: 11 });
  tokenizer.run();
  let looks = 0;
  const counted = Object.create(tokens) as TokenVector;
  counted.types = new Proxy(tokens.types, {
    get(types, property) {
      looks++;
      return Reflect.get(types, property);
    },
  });
  const input = { text: source, tokens: counted, featureVersion: 11 };
  try {
    new PythonParser().parse(input, 'exec', () => {});
  } catch {
    // A program that does not parse takes its steps too.
  }
  const { error: tokenizerError, openBrackets, joinedLines } = tokenizer;
  const place = {
    filename: 'x',
    countsCharacters: true,
    mode: 'exec',
    featureVersion: 11,
    maxStrDigits: 4300,
  } as const;
  diagnose({ text: source, tokens, tokenizerError, openBrackets, joinedLines, ...place });
  return { parser: looks, diagnosis: lastSteps };
}

const NESTED: Record<string, (n: number) => string> = {
  parentheses: (n) => `${'('.repeat(n)}x${')'.repeat(n)}\n`,
  'parentheses with an error': (n) => `${'('.repeat(n)}x y${')'.repeat(n)}\n`,
  calls: (n) => `${'f(a, '.repeat(n)}x${')'.repeat(n)}\n`,
  'calls with an error': (n) => `${'f(a, '.repeat(n)}=${')'.repeat(n)}\n`,
  lists: (n) => `${'['.repeat(n)}${']'.repeat(n)}\n`,
  dictionaries: (n) => `${'{1: '.repeat(n)}2${'}'.repeat(n)}\n`,
  'sets with an error': (n) => `${'{'.repeat(n)}1 2${'}'.repeat(n)}\n`,
  subscripts: (n) => `${'a['.repeat(n)}1${']'.repeat(n)}\n`,
  comprehensions: (n) => `${'[x for x in '.repeat(n)}y${']'.repeat(n)}\n`,
  'targets with an error': (n) => `${'('.repeat(n)}1${',)'.repeat(n)} = 2\n`,
  lambdas: (n) => `${'lambda a='.repeat(n)}1${': 1'.repeat(n)}\n`,
  'with statements': (n) =>
    Array.from({ length: n }, (_, i) => `${' '.repeat(i)}with (a, b):\n`).join('') + `${' '.repeat(n)}x\n`,
  blocks: (n) =>
    Array.from({ length: n }, (_, i) => `${' '.repeat(i)}if x:\n`).join('') + `${' '.repeat(n)}x y\n`,
  'patterns with an error': (n) => `match x:\n  case ${'('.repeat(n)}1${',)'.repeat(n)} 2: pass\n`,
};

const LONG: Record<string, (n: number) => string> = {
  statements: (n) => 'x = f(1)\n'.repeat(n),
  'statements before an error': (n) => `${'x = f(1)\n'.repeat(n)}x y\n`,
  'a list before an error': (n) => `x = [${'1, '.repeat(n)}= ]\n`,
  'match at the beginning of lines': (n) => 'match (x)\n'.repeat(n),
  'with and parentheses': (n) => 'with (a) as b: pass\n'.repeat(n),
  elif: (n) => `if x: y\n${'elif x: y\n'.repeat(n)}`,
  operators: (n) => `x${' + y'.repeat(n)} z\n`,
  strings: (n) => `${"f'{x}' ".repeat(n)}\n`,
};

// Twice the input, about twice the steps: 2.4 leaves room for what is constant.
test.each(Object.entries({ ...NESTED }))('linear in the nesting of %s', (_, make) => {
  const [small, large] = [steps(make(24)), steps(make(48))];
  expect(large.parser / small.parser).toBeLessThan(2.4);
  expect(large.diagnosis / small.diagnosis).toBeLessThan(2.4);
});

test.each(Object.entries(LONG))('linear in the length of %s', (_, make) => {
  const [small, large] = [steps(make(200)), steps(make(400))];
  expect(large.parser / small.parser).toBeLessThan(2.4);
  expect(large.diagnosis / small.diagnosis).toBeLessThan(2.4);
});
