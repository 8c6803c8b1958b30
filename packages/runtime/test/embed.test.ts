/** The embedding API, and the example of the README. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PythonError, PythonFloat, PythonRepr, PythonTuple, Tyston } from '@tyston/runtime';
import { afterAll, afterEach, describe, expect, test } from 'vitest';

let py: Tyston | null = null;
afterEach(() => {
  py?.close();
  py = null;
});

describe.each(['linux', 'portable'] as const)('on the %s host', (host) => {
  test('values go both ways', () => {
    py = new Tyston({ host });
    py.run('def same(x): return x\ndef kind(x): return type(x).__name__');
    for (const v of [
      null,
      true,
      false,
      0,
      -5,
      2 ** 53 - 1,
      2n ** 80n,
      1.5,
      'é☃😀',
      '',
      [1, [2]],
      new Uint8Array([0, 255]),
    ])
      expect(py.call('same', v)).toEqual(v);
    expect(py.call('same', new PythonTuple('a', 'b'))).toBeInstanceOf(PythonTuple);
    expect(py.call('same', { a: 1 })).toEqual(new Map([['a', 1]]));
    expect(py.call('kind', new PythonFloat(2))).toBe('float');
    expect(py.call('kind', -0)).toBe('float');
    expect(py.eval('object')).toEqual(new PythonRepr('type', "<class 'object'>"));
    expect(() => py!.eval('(lambda x: (x.append(x), x)[1])([])')).toThrow(RangeError);
    expect(() => py!.call('same', (() => 1) as never)).toThrow(TypeError);
  });
  test('exceptions', () => {
    py = new Tyston({ host });
    const caught = (f: () => unknown): PythonError => {
      try {
        f();
      } catch (e) {
        return e as PythonError;
      }
      throw new Error('nothing was raised');
    };
    const e = caught(() => py!.run('def f(): return {}["k"]\nf()'));
    expect(e).toBeInstanceOf(PythonError);
    expect([e.type, e.message]).toEqual(['KeyError', "'k'"]);
    expect(e.traceback).toMatch(
      /^Traceback \(most recent call last\):\n {2}File "<embedded>", line 2, in <module>\n[\s\S]*KeyError: 'k'\n$/,
    );
    expect(caught(() => py!.run('f(')).type).toBe('SyntaxError');
    expect(caught(() => py!.call('no_such_function')).type).toBe('NameError');
    expect(py.eval('1 + 1')).toBe(2);
  });
  test('output, and worlds that know nothing of each other', () => {
    let out = '';
    py = new Tyston({ host, stdout: (t) => (out += t), argv: ['prog', 'x'] });
    py.set('n', 3);
    py.run('import sys\nprint(sys.argv, n)\nmarker = 1');
    expect(out).toBe("['prog', 'x'] 3\n");
    expect(() => new Tyston()).toThrow('running already');
    py.close();
    expect(() => py!.run('1')).toThrow('closed');
    py = new Tyston({ host });
    expect(py.eval('"marker" in globals()')).toBe(false);
  });
});

const dir = mkdtempSync(join(fileURLToPath(new URL('.', import.meta.url)), 'readme-'));
afterAll(() => rmSync(dir, { recursive: true }));
test('the example of the README', () => {
  const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)![1]!;
  writeFileSync(join(dir, 'example.mjs'), example);
  expect(execFileSync(process.execPath, [join(dir, 'example.mjs')], { encoding: 'utf8' })).toBe(
    'Python says: of 3\n3\n1180591620717411303424n\nPython says: of 0\nZeroDivisionError division by zero\n',
  );
});
