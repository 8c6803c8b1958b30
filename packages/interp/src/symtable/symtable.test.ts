import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@tyston/parser';
import { describe, expect, it } from 'vitest';
import { askPython } from '../../test/oracle.js';
import { symtableOf } from '../compile/compile.js';
import { mangle } from './mangle.js';
import type { Scope } from './scope.js';

/** [name, type, line, nested, symbols sorted, varnames, children]; symbols: [name, flags with scope]. */
type Listed = readonly [
  string,
  string,
  number,
  boolean,
  readonly (readonly [string, number])[],
  readonly string[],
  readonly Listed[],
];

const ORACLE = `
import _symtable, json, sys
kinds = {0: 'function', 1: 'class', 2: 'module'}
def listing(t):
    return [t.name, kinds[t.type], t.lineno, bool(t.nested), sorted(t.symbols.items()), t.varnames, [listing(c) for c in t.children]]
out = []
for source in json.load(sys.stdin):
    try: out.append(listing(_symtable.symtable(source, '<test>', 'exec')))
    except SyntaxError as e: out.append([e.msg, e.lineno, e.offset])
json.dump(out, sys.stdout)
`;

function listing(scope: Scope): Listed {
  return [
    scope.name,
    scope.type,
    scope.where.lineno,
    scope.nested,
    [...scope.symbols].sort(([a], [b]) => (a < b ? -1 : 1)),
    scope.varnames,
    scope.children.map(listing),
  ];
}

const PROGRAMS: readonly string[] = [
  '',
  'x = y',
  'def f(a, /, b=c, *d, e, g=1, **h): return i',
  'def f():\n  x = 1\n  def g(): return x\n  return g',
  'def f():\n  x = 1\n  class A:\n    x = x\n    def g(self): return x',
  'def f():\n  x = 1\n  class A:\n    nonlocal x\n    x = 2',
  'class A:\n  __x = 1\n  def f(self, __y): return self.__z, __x, __w__',
  'class _:\n  __x = 1',
  'class __A:\n  __x = 1\n  class B:\n    def __f(self): pass',
  'class A:\n  def f(self): return super().f()',
  'class A:\n  def f(self): return __class__',
  'class A:\n  def f(self):\n    def g(): return super()',
  'class A:\n  lambda: super',
  'def f():\n  global x\n  x = 1\n  def g(): return x',
  'def f():\n  global x\n  def g():\n    x = 1\n    def h(): return x',
  'x = 0\ndef f():\n  def g(): return x',
  '[x for x in y if z]',
  'def f(y): return [lambda: x + y for x in range(3)]',
  '[(a := b) for b in c]',
  'def f():\n  [(a := b) for b in c]\n  return a',
  'def f():\n  global a\n  [(a := b) for b in c]',
  'def f():\n  [[(a := d) for d in b] for b in c]',
  'class A:\n  y = 1\n  z = [x + y for x in y]',
  'def f():\n  try: pass\n  except E as e: pass',
  'def f():\n  import a.b, c as d\n  from e import g as h, i',
  'from a import *',
  'def f():\n  with a as b, c as (d, e): pass',
  'def f():\n  for i, *j in k: pass\n  else: l',
  'def f(x):\n  match x:\n    case [a, *b]: pass\n    case {"k": c, **d}: pass\n    case A(e, f=g) as h: pass',
  'def f():\n  x: int = 1\n  y: int\n  o.a: int = 2\n  (z): int = 3\n  (w): int',
  'x: int\nclass A:\n  y: str',
  'from __future__ import annotations\ndef f(x: a) -> b:\n  y: c = 1',
  'async def f():\n  await x\n  [y async for y in z]\n  return [await y for y in z]',
  'def f():\n  yield x\n  y = yield from z',
  'lambda a, b=c: lambda d: a + d',
  'def f():\n  del x, y[0]\n  x += 1',
  '@a\nclass B(c, d=e): pass',
  '@a\ndef b(c: d) -> e: pass',
  'def f():\n  def g():\n    nonlocal_ = x\n  x = 1',
  'def f():\n  class A:\n    def g(self): return A',
  'def f(x):\n  class x: pass\n  def g(): return x',
];

const LIBRARY = '/usr/lib/python3.11';

describe('symbol tables are those of CPython', () => {
  const expected = askPython<Listed[]>(ORACLE, PROGRAMS);
  it.each(PROGRAMS.map((source, i) => [source, expected[i]!] as const))('%j', (source, listed) => {
    expect(listing(symtableOf(parse(source)).top)).toEqual(listed);
  });

  it('in its library', () => {
    const names = readdirSync(LIBRARY).filter((name, i) => name.endsWith('.py') && i % 4 === 0);
    const sources = names.map((name) => readFileSync(join(LIBRARY, name), 'utf8'));
    expect(sources.length).toBeGreaterThan(30);
    const tables = askPython<Listed[]>(ORACLE, sources);
    sources.forEach((source, i) => {
      expect(listing(symtableOf(parse(source)).top), names[i]!).toEqual(tables[i]!);
    });
  });
});

describe('mangle', () => {
  it.each([
    ['A', '__x', '_A__x'],
    ['__A', '__x', '_A__x'],
    ['A', '__x__', '__x__'],
    ['A', '_x', '_x'],
    ['A', '__x.y', '__x.y'],
    ['___', '__x', '__x'],
    [null, '__x', '__x'],
  ])('%s, %s: %s', (privateName, name, mangled) => {
    expect(mangle(privateName, name)).toBe(mangled);
  });
});
