import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { oracle } from '../pythons.js';
import { cases, matrix } from './matrix.js';

const work = mkdtempSync(join(tmpdir(), 'tyston-matrix-test-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('every built-in function and type has its cases, the same each time', async () => {
  const all = await cases();
  const names = new Set(all.map(({ name }) => name));
  for (const name of [
    'len',
    'int',
    'str.find',
    'dict.pop',
    'memoryview.cast',
    'generator.throw',
    'KeyError.__str__',
  ])
    expect(names).toContain(name);
  expect(names).not.toContain('input');
  const calls = all.filter(({ name }) => name === 'str.split').map(({ call }) => call);
  expect(calls).toContain('self.split()');
  expect(calls.some((call) => /sep=/.test(call))).toBe(true);
  expect(await cases()).toEqual(all);
});

test('what another Python answers otherwise is found, and only that', async () => {
  const file = join(work, 'other.py');
  writeFileSync(
    file,
    `import runpy, sys, builtins
right = builtins.abs
def other(*arguments):
    if arguments == (-1,):
        return 2
    return right(*arguments)
builtins.abs = other
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name='__main__')
`,
  );
  const call = (text: string) => ({ name: 'abs', receiver: null, call: text });
  const list = ['abs(-1)', 'abs(-2)', "abs('a')", 'abs()', 'id(object())'].map(call);
  const { compared, dropped, differences } = await matrix({ command: [oracle(), file], limit: 5 }, list);
  expect(compared + dropped).toBe(5);
  expect(differences.map((one) => [one.call, one.wanted, one.got])).toEqual([
    ['abs(-1)', 'gives int 1', 'gives int 2'],
  ]);
});
