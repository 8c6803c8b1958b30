import { execFileSync } from 'node:child_process';
import { afterAll, describe, expect, test } from 'vitest';
import {
  characterByName,
  characterNameOf,
  codePointsOf,
  dump,
  type expr,
  type Mod,
  type Module,
  type ParseOptions,
  PythonSyntaxError,
  type PythonWarning,
  parse,
  parseDump,
  parseTolerant,
  SourceEncodingError,
  transform,
  unparse,
  visit,
  walk,
} from '../src/index.js';
import { Oracle, PYTHON } from './oracle/oracle.mjs';

const oracle = new Oracle();
afterAll(() => oracle.close());

const PROGRAMS = [
  "x = 'é\\ud83d\\ude00' \"it's\" '''\\x00\\n'''",
  "y = b'\\xff\\'\"' + b'' + 1e-5 + 1e16 + 123456789.0 + 1e400 + 2j + 1e16j + 0x_ff + ... + None",
  'f(x, *a, k=1, **d)[1:2, ::3, *b] @ -z ** 2',
  'def f(a, /, b: int = 1, *c: *d, e, g=2, **h) -> None: pass',
  'match x:\n  case {"a": 1, **r} | C(1, b=[_, *_]) as q if y: pass\n  case -1 + 2j | None | "s" "t": ...\n',
  'try: pass\nexcept* (A, B) as e: pass\nelse: pass\nfinally: pass\n',
  "u = u'a' f'{x!r:>{w}}{{}}{y = }' 'b'",
  'async def f():\n  async with a as b, c: [x async for x in y if z]\n  await g\n',
  'class A(B, metaclass=C): x: int; (y): int = 1; z.a: int\n',
  "'\\N{BULLET}\\N{LATIN SMALL LETTER A}\\N{HANGUL SYLLABLE GAG}{bullet}\\N{CJK UNIFIED IDEOGRAPH-4E00}\\N{LF}'",
  'ªº = ﬁ = 1',
  '',
  '# nothing\n',
];

describe('dump', () => {
  test.each(PROGRAMS)('%j: as ast.dump, in one line and indented', async (source) => {
    const tree = parse(source);
    for (const indent of [null, 0, 3]) {
      const theirs = await oracle.ask({ source, want: ['dump'], indent });
      expect(dump(tree, { indent, includeAttributes: true })).toBe(theirs.dump);
    }
  });

  test.each(PROGRAMS)('%j: parseDump gives the tree back', (source) => {
    const tree = parse(source);
    for (const indent of [null, 2]) {
      for (const annotateFields of [true, false]) {
        const text = dump(tree, { indent, annotateFields, includeAttributes: true });
        expect(parseDump(text)).toEqual(tree);
      }
    }
  });

  test.each([
    '',
    'Module(',
    'Module(body=[)',
    'Module(body=[], spam=1)',
    'x',
    'Module() 1',
    'Name(id=1, ctx=Load())',
  ])('%j is no dump', (text) => {
    expect(() => parseDump(text)).toThrow('not a dump');
  });
});

describe('unparse', () => {
  test.each(PROGRAMS)('%j: as ast.unparse', async (source) => {
    const theirs = await oracle.ask({ source, want: ['unparse'] });
    expect(unparse(parse(source))).toBe(theirs.unparse);
  });

  test('a node by itself', () => {
    const { body } = parse('x = a + (b := 1)\n') as Module;
    expect(unparse((body[0] as { value: expr } & Module).value)).toBe('a + (b := 1)');
  });
});

test('two lone surrogates are not the character that they would be in UTF-16', () => {
  const strIn = (source: string) => {
    const tree = parse(source, { mode: 'eval' }) as Extract<Mod, { kind: 'Expression' }>;
    const { value } = tree.body as Extract<expr, { kind: 'Constant' }>;
    if (value.type !== 'str') throw new Error('no str');
    return value;
  };
  expect([...codePointsOf(strIn("'\\ud83d\\ude00'"))]).toEqual([0xd83d, 0xde00]);
  expect([...codePointsOf(strIn("'\\ud83d' '\\ude00'"))]).toEqual([0xd83d, 0xde00]);
  expect([...codePointsOf(strIn("'\\U0001f600'"))]).toEqual([0x1f600]);
  expect(strIn("'\\U0001f600'").codepoints).toBeUndefined();
  expect(strIn("'\\ud83d'").value).toBe('\ud83d');
});

test('warnings: as CPython, in its order', async () => {
  const source =
    "'\\d'\nx = 1if 2 else 3\nb'\\q' '' if 0xfor 1 else f'\\z{1or 2}'\n'\\777'\n\"\"\"\n\\y\"\"\"\n";
  const valid = source.replace("b'\\q' '' ", "b'\\q' ");
  const seen: PythonWarning[] = [];
  parse(valid, { onWarning: (warning) => seen.push(warning), filename: 'f.py' });
  const theirs = await oracle.ask({ source: valid, want: [] });
  expect(theirs.error).toBeUndefined();
  expect(theirs.warnings.length).toBeGreaterThan(5);
  expect(seen.map(({ category, message, lineno }) => [category, message, lineno])).toEqual(theirs.warnings);
  expect(seen[0]!.filename).toBe('f.py');
});

test('a warning as the error that CPython makes of it', () => {
  const errors: (string | number | null)[][] = [];
  parse('é = "a" "\\d"\ny = 1or 2\n', {
    onWarning: (warning) => {
      const { message, lineno, offset, endOffset, text } = warning.error();
      errors.push([message, lineno, offset, endOffset, text]);
    },
  });
  expect(errors).toEqual([
    ["invalid escape sequence '\\d'", 1, 9, 13, 'é = "a" "\\d"\n'],
    ['invalid decimal literal', 2, 5, 5, 'y = 1or 2'],
  ]);
});

describe('statements of an interactive loop', () => {
  const messageOf = (source: string, options: ParseOptions): string => {
    try {
      parse(source, { mode: 'single', ...options });
      return 'complete';
    } catch (error) {
      return (error as PythonSyntaxError).message;
    }
  };
  test.each([
    ['x = (1,', 'incomplete input'],
    ['if x:', 'incomplete input'],
    ['"""a', 'incomplete input'],
    ['f(1', 'incomplete input'],
    ['x = 1', 'complete'],
    ['x = )', "unmatched ')'"],
    ['"a\n', 'unterminated string literal (detected at line 1)'],
    ['...', 'complete'],
  ])('%j: %s', (source, expected) => {
    expect(messageOf(source, { allowIncomplete: true })).toBe(expected);
  });
  test('a block is open until a line ends it', () => {
    expect(messageOf('if x:\n  y', { keepBlockOpen: true, allowIncomplete: true })).toBe('incomplete input');
    expect(messageOf('if x:\n  y\n', { keepBlockOpen: true, allowIncomplete: true })).toBe('complete');
    expect(messageOf('if x:\n  y', {})).toBe('complete');
  });
});

test('encodings of the caller', () => {
  const decode = (bytes: Uint8Array, encoding: string): string | null => {
    if (encoding === 'refused') throw new SourceEncodingError('not that one');
    return encoding === 'shouted' ? String.fromCharCode(...bytes).toLowerCase() : null;
  };
  const read = (source: string): string => {
    try {
      return unparse(parse(latin1(source), { decode }));
    } catch (error) {
      return (error as PythonSyntaxError).message;
    }
  };
  expect(read('# coding: shouted\nX = "A"')).toBe("x = 'a'");
  expect(read('# coding: refused\n1')).toBe('not that one');
  expect(read('# coding: koi8-r\nx = "\xc1"')).toBe("x = 'а'");
  expect(read('# coding: unknown\n1')).toBe('unknown encoding: unknown');
});

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

describe('encodings', () => {
  test.each([
    '# coding: latin-1\n"\xe9" $',
    '\xef\xbb\xbfx = "\xc3\xa9" $',
    '\xef\xbb\xbf# coding: latin-1\n',
    '# coding: ascii\n"\xff"',
    '# coding: nothing\n',
    '#!/bin/python\n# -*- coding: koi8-r -*-\n"\xe9" $',
    '# \xff is no harm in a comment\nx = 1',
    'x = "\xff"',
    'x\xff = 1',
    'x = "\xc3\xa9" $',
    '# coding: cp1252\nx = "\x81"',
    'a\r\nb\rc = = 1',
    'x = "\xed\xa0\x80"',
  ])('%j: as CPython', async (text) => {
    const bytes = latin1(text);
    const base64 = Buffer.from(bytes).toString('base64');
    const theirs = await oracle.ask({ base64, want: ['dump'] });
    try {
      expect(dump(parse(bytes), { includeAttributes: true })).toBe(theirs.dump);
    } catch (error) {
      if (!(error instanceof PythonSyntaxError)) throw error;
      const { type, message, lineno, offset, endLineno, endOffset, text } = error;
      expect({ type, message, lineno, offset, endLineno, endOffset, text }).toEqual(theirs.error);
    }
  });

  test('NUL characters and lone surrogates', () => {
    expect(() => parse('x\0')).toThrow(expect.objectContaining({ type: 'ValueError' }));
    expect(() => parse("'\ud800'")).toThrow(expect.objectContaining({ type: 'UnicodeEncodeError' }));
  });
});

describe('visitors', () => {
  const tree = parse('def f(a, b=g(1)):\n    return a + (b and c)\n') as Module;

  test('walk: every node once', () => {
    const kinds = [...walk(tree)].map((node) => node.kind);
    expect(kinds.slice(0, 3)).toEqual(['Module', 'FunctionDef', 'arguments']);
    expect(kinds.filter((kind) => kind === 'Name')).toHaveLength(4);
  });

  test('visit: in the order of the source, and not below what is skipped', () => {
    const names: string[] = [];
    visit(tree, {
      Name: (node, parent) => void names.push(`${parent!.kind}.${node.id}`),
      BoolOp: () => 'skip',
    });
    expect(names).toEqual(['Call.g', 'BinOp.a']);
  });

  test('transform: other nodes, several, and none', () => {
    const program = parse('x = 1\npass\ny = f(x, *z)\nif x:\n    pass\n');
    const changed = transform(program, {
      Constant: (node) => ({ ...node, value: { type: 'int', value: 2n } }),
      Pass: () => null,
      Name: (node) => ({ ...node, id: node.id.toUpperCase() }),
      Assign: (node) => [node, node],
    });
    expect(unparse(changed as Mod)).toBe('X = 2\nX = 2\nY = F(X, *Z)\nY = F(X, *Z)\nif X:');
    expect(() => transform(parse('x = 1'), { Constant: () => null })).toThrow('cannot be absent');
    expect(() => transform(parse('x = 1'), { Constant: (node) => [node, node] })).toThrow('one node');
  });

  test('transform reaches trees deeper than the stack', () => {
    const deep = parse(`a${'.b'.repeat(100_000)}`);
    let count = 0;
    transform(deep, {
      Attribute: (node) => {
        count++;
        return node;
      },
    });
    expect(count).toBe(100_000);
  });
});

describe('tolerant mode', () => {
  test.each([
    ['x = 1\ny = = 2\nz = 3\n', 'x = 1\npass\nz = 3', ['2:5']],
    ['def f(x y):\n  return 1\nq = 3', 'def f():\n    return 1\nq = 3', ['1:9']],
    [
      'class A B:\n  def g(self): return (1\n\n  def h(self): pass\n',
      'class A:\n    pass\n\n    def h(self):\n        pass',
      ['1:9', '2:23'],
    ],
    [
      'try:\n  x\nexcept A B:\n  y\nprint "a"\nif 1:\nz\n',
      'try:\n    x\nexcept:\n    y\npass\npass\nz',
      ['3:10', '5:1', '7:1'],
    ],
    ['  x\ny\n', 'y', ['1:2']],
    ['if 1:\n    a\n  b\n  c\nd\n', 'if 1:\n    a\nd', ['3:4']],
    ['ok = 1\nx = """abc\nd\n', 'ok = 1', ['2:5']],
    ['$', 'pass', ['1:1']],
  ])('%j', (source, text, places) => {
    const { tree, errors } = parseTolerant(source);
    expect(unparse(tree).trim()).toBe(text);
    expect(errors.map(({ lineno, offset }) => `${lineno}:${offset}`)).toEqual(places);
  });

  test('what can be read has its own places', () => {
    const { tree } = parseTolerant('f((\nx = 1\n') as { tree: Module };
    const { tree: whole } = parseTolerant('é = = 1\nx = 1\n') as { tree: Module };
    expect(tree.body.length).toBeGreaterThan(0);
    expect(whole.body[1]).toMatchObject({ kind: 'Assign', lineno: 2, end_col_offset: 5 });
  });

  test('no more errors than are asked for', () => {
    const { errors, tree } = parseTolerant('x y\n'.repeat(50), { maxErrors: 3 });
    expect(errors).toHaveLength(3);
    expect(tree.kind).toBe('Module');
  });

  test('the first error is that of parse', () => {
    const source = 'a\nb = "é" c\n';
    const { errors } = parseTolerant(source);
    expect(() => parse(source)).toThrow(
      expect.objectContaining({ message: errors[0]!.message, offset: errors[0]!.offset }),
    );
  });
});

test("names of characters: all of CPython's, both ways", () => {
  const script =
    'import unicodedata, json; print(json.dumps([[c, unicodedata.name(chr(c))] for c in range(0x110000) if unicodedata.name(chr(c), "")]))';
  const out = execFileSync(PYTHON, ['-I', '-c', script], { encoding: 'utf8', maxBuffer: 1 << 26 });
  const names = new Map<number, string>(JSON.parse(out));
  expect(names.size).toBeGreaterThan(100_000);
  const wrong: number[] = [];
  for (let code = 0; code < 0x110000; code++) {
    const name = names.get(code);
    if (characterNameOf(code) !== name || (name !== undefined && characterByName(name) !== code))
      wrong.push(code);
  }
  expect(wrong).toEqual([]);
  for (const alias of ['LF', 'NULL', 'latin small letter a', 'BYTE ORDER MARK']) {
    expect(characterByName(alias), alias).toBeDefined();
  }
  expect(characterByName('hangul syllable ga')).toBeUndefined();
  expect(characterByName('NO SUCH CHARACTER')).toBeUndefined();
});
