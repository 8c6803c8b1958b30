import { describe, expect, it } from 'vitest';
import { askPython } from '../../test/oracle.js';
import { CodeFlag, type CodeUnit } from '../code-unit.js';
import { CompileError } from '../compile-error.js';
import { disassemble } from '../dump/bytecode.js';
import { assertVerified } from '../verify.js';
import { type CompileSourceOptions, compileSource } from './compile.js';
import { CompileFlag } from './options.js';

function inner(unit: CodeUnit, name: string): CodeUnit {
  for (const constant of unit.consts) {
    if (constant.type !== 'code') continue;
    if (constant.unit.name === name) return constant.unit;
  }
  throw new Error(`no ${name} in ${unit.qualname}`);
}

const text = (source: string, options: CompileSourceOptions = {}): string => {
  const unit = compileSource(source, options);
  assertVerified(unit);
  return disassemble(unit, true);
};

describe('modes', () => {
  it('eval returns the value', () => {
    expect(text('a + 1', { mode: 'eval' })).toMatch(/ADD_K t0, t0, 1\n.*RETURN t0/);
  });

  it('single prints expressions, but only those of the module', () => {
    const listing = text('def f(): 1 + x\n', { mode: 'single' });
    expect(listing).not.toContain('PRINT_EXPR');
    expect(text('x\n', { mode: 'single' })).toContain('PRINT_EXPR t0');
    expect(text('1\n', { mode: 'single' })).toContain('PRINT_EXPR t0');
  });

  it('func_type cannot be compiled', () => {
    expect(() => compileSource('(int) -> str', { mode: 'func_type' })).toThrow(CompileError);
  });
});

describe('optimize', () => {
  const source = '"doc"\nassert x, y\nif __debug__: debug()\ndef f(): "doc"; assert z\nclass A: "doc"\n';

  it('0 keeps all', () => {
    const listing = text(source);
    expect(listing).toContain('LOAD_SPECIAL t0, 1');
    expect(listing).toContain('debug');
    expect(listing.match(/STORE_NAME __doc__/g)?.length).toBe(2);
  });

  it('1 drops assert and what __debug__ guards', () => {
    const listing = text(source, { optimize: 1 });
    expect(listing).not.toMatch(/LOAD_SPECIAL t0, 1\b/);
    expect(listing).not.toContain('debug');
    expect(listing.match(/STORE_NAME __doc__/g)?.length).toBe(2);
  });

  it('2 drops docstrings too', () => {
    const unit = compileSource(source, { optimize: 2 });
    expect(disassemble(unit, true)).not.toContain('__doc__');
    expect(inner(unit, 'f').consts[0]).toEqual({ type: 'None' });
  });
});

describe('flags', () => {
  it('pass the futures of the caller on, and those of the program', () => {
    const flags = CodeFlag.FUTURE_ANNOTATIONS;
    expect(compileSource('x: y', { flags }).flags & flags).toBe(flags);
    expect(text('x: y + 1', { flags })).toContain('LOAD_CONST t0, "y + 1"');
    const own = compileSource('from __future__ import annotations\ndef f(x: a.b): pass');
    expect(own.flags & flags).toBe(flags);
    expect(inner(own, 'f').flags & flags).toBe(flags);
  });

  it('allow await in a module', () => {
    const flags = CompileFlag.ALLOW_TOP_LEVEL_AWAIT;
    for (const source of [
      'await x',
      'async with x: pass',
      'async for x in y: pass',
      '[x async for x in y]',
    ]) {
      const unit = compileSource(source, { flags });
      assertVerified(unit);
      expect(unit.flags & CodeFlag.COROUTINE, source).toBe(CodeFlag.COROUTINE);
    }
    expect(compileSource('x', { flags }).flags & CodeFlag.COROUTINE).toBe(0);
    expect(() => compileSource('await x')).toThrow("'await' outside function");
    expect(() => compileSource('def f(): await x', { flags })).toThrow("'await' outside async function");
  });
});

describe('folding', () => {
  const EXPRESSIONS = [
    '1 + 2',
    '7 // -2',
    '-7 % 3',
    '2 ** 10',
    '1 << 5',
    '-9 >> 1',
    '6 & 3',
    '6 | 3',
    '6 ^ 3',
    'True & False',
    'True | 0',
    'True ^ True',
    '~True',
    '-True',
    'not 0',
    'not ()',
    '-0.0',
    '+1.5',
    '1 / 4',
    '3.0 - 1',
    '0.1 + 0.2',
    '1j * 2',
    '1 - 2j',
    '-1j',
    '"a" + "b"',
    '"ab" * 3',
    '3 * "ab"',
    'b"a" + b"b"',
    'b"a" * 2',
    '(1, 2) + (3,)',
    '(1, 2) * 2',
    '(1, (2, "x"))[1][1]',
    '"abc"[-1]',
    'b"abc"[0]',
    '"\\ud83d" + "\\ude00"',
    '10 ** 20',
    '1 + 1.0',
    'True + 1',
  ]; // prettier-ignore

  it('gives the constants that CPython gives', () => {
    const expected = askPython<string[]>(
      `import json, sys\njson.dump([repr(compile(s, '', 'eval').co_consts[0]) for s in json.load(sys.stdin)], sys.stdout)`,
      EXPRESSIONS,
    );
    const ours = EXPRESSIONS.map((source) => compileSource(source, { mode: 'eval' }));
    for (const unit of ours) expect(disassemble(unit)).toMatch(/^.*\n.* LOAD_CONST t0, .*\n.* RETURN t0\n$/);
    const values = askPython<string[]>(
      PYTHON_CONSTANTS,
      ours.map((unit) => unitConstant(unit)),
    );
    expect(values).toEqual(expected);
  });

  it.each([
    '1 / 0',
    '1 // 0',
    '1 % 0',
    '"a" * 5000',
    '(1,) * 300',
    '1 << 500',
    '2 ** 500',
    '"a"[5]',
    '-"a"',
    '"a" - 1',
  ])('leaves %s to the program', (source) => {
    assertVerified(compileSource(source, { mode: 'eval', onWarning: () => {} }));
    expect(disassemble(compileSource(source, { mode: 'eval' }))).toMatch(/_K |NEGATIVE|BINARY|SUBSCR/);
  });
});

/** The constant that an expression was folded to, as something Python can evaluate. */
function unitConstant(unit: CodeUnit): unknown {
  const tagged = (value: CodeUnit['consts'][number]): unknown => {
    switch (value.type) {
      case 'int':
        return ['int', String(value.value)];
      case 'float':
        return ['float', Object.is(value.value, -0) ? '-0.0' : String(value.value)];
      case 'complex':
        return [
          'complex',
          [value.real, value.imag].map((part) => (Object.is(part, -0) ? '-0.0' : String(part))),
        ];
      case 'str':
        return ['str', [...(value.codepoints ?? Array.from(value.value, (c) => c.codePointAt(0)!))]];
      case 'bytes':
        return ['bytes', [...value.value]];
      case 'tuple':
        return ['tuple', value.items.map(tagged)];
      default:
        return [value.type, null];
    }
  };
  return tagged(unit.consts[0]!);
}

const PYTHON_CONSTANTS = `
import json, sys
def value(c):
    t, v = c
    if t == 'int': return int(v)
    if t == 'float': return float(v)
    if t == 'complex': return complex(float(v[0]), float(v[1]))
    if t == 'str': return ''.join(map(chr, v))
    if t == 'bytes': return bytes(v)
    if t == 'tuple': return tuple(map(value, v))
    return {'None': None, 'True': True, 'False': False, 'Ellipsis': ...}[t]
json.dump([repr(value(c)) for c in json.load(sys.stdin)], sys.stdout)
`;
