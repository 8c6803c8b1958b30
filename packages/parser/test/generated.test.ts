import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateLookahead } from '../scripts/generate-lookahead.mjs';
import { generateNodes } from '../scripts/generate-nodes.mjs';
import { ENUMS, ROWS } from '../src/ast/asdl.js';
import { PYTHON } from './oracle/oracle.mjs';

const read = (name: string): string => readFileSync(new URL(`../src/${name}`, import.meta.url), 'utf8');

test('the rows of the abstract grammar are those of CPython', () => {
  const script = `
import ast, json
print(json.dumps({c.__name__: [c.__mro__[1].__name__, c.__doc__, list(c._fields)]
                  for c in vars(ast).values() if isinstance(c, type) and issubclass(c, ast.AST)}))`;
  const classes = JSON.parse(execFileSync(PYTHON, ['-I', '-c', script], { encoding: 'utf8' }));
  const deprecated = [
    'Num',
    'Str',
    'Bytes',
    'NameConstant',
    'Ellipsis',
    'Index',
    'ExtSlice',
    'Suite',
    'AugLoad',
    'AugStore',
    'Param',
    'slice',
  ];
  const known = new Set<string>(Object.keys(ROWS));
  for (const [name, [sum, doc, fields]] of Object.entries<[string, string, string[]]>(classes)) {
    if (fields.length === 0 || deprecated.includes(name)) continue;
    const row = ROWS[name as keyof typeof ROWS];
    expect(row, name).toBeDefined();
    expect(row[0], name).toBe(sum === 'AST' ? name : sum);
    // ASDL cannot say that an element may be absent; the rows do, with `?*`.
    const declared = row[1].replaceAll('?*', '*');
    expect(doc, name).toBe(`${name}(${declared})`);
    known.delete(name);
  }
  // Classes without fields have no place in the loop.
  expect([...known].filter((name) => !(name in classes))).toEqual([]);
  for (const [sum, members] of Object.entries(ENUMS))
    expect(classes[sum][1]).toBe(`${sum} = ${members.join(' | ')}`);
});

test('the TypeScript types are what the rows say', async () => {
  expect(read('ast/nodes.gen.ts')).toBe(await generateNodes());
});

test("the grammar is LL(1) by Chevrotain's validation, and the lookahead table is up to date", async () => {
  expect(read('grammar/lookahead.gen.ts')).toBe(await generateLookahead());
});
