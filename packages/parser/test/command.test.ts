import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PYTHON } from './oracle/oracle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tyston-ast-'));
beforeAll(() => {
  // The command runs what has been built.
  execFileSync(process.execPath, [join(root, '../../node_modules/typescript/bin/tsc'), '-b', root]);
  writeFileSync(join(folder, 'good.py'), 'def f(x):\n    return x + 1\n');
  writeFileSync(join(folder, 'bad.py'), 'x = 1\nif x:\n    print x\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const command = (...args: string[]) =>
  spawnSync(process.execPath, [join(root, 'bin/tyston-ast.mjs'), ...args], { cwd: folder, encoding: 'utf8' });
const python = (code: string): string =>
  execFileSync(PYTHON, ['-I', '-c', code], { cwd: folder, encoding: 'utf8' });

test('the tree, as ast.dump prints it', () => {
  const code = (args: string) => `import ast; print(ast.dump(ast.parse(open('good.py').read()), ${args}))`;
  expect(command('good.py')).toMatchObject({ status: 0, stderr: '', stdout: python(code('indent=2')) });
  expect(command('--attributes', '--indent=4', 'good.py').stdout).toBe(
    python(code('indent=4, include_attributes=True')),
  );
  expect(command('--indent=none', 'good.py').stdout).toBe(python(code('indent=None')));
});

test('one JSON object a file', () => {
  const { status, stdout } = command('--json-lines', 'bad.py', 'good.py');
  expect(status).toBe(1);
  const [bad, good] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const message = "Missing parentheses in call to 'print'. Did you mean print(...)?";
  expect(bad).toEqual({ file: 'bad.py', error: ['SyntaxError', message, 3, 5] });
  expect(good.file).toBe('good.py');
  expect(`${good.dump}\n`).toBe(
    python("import ast; print(ast.dump(ast.parse(open('good.py').read()), include_attributes=True))"),
  );
});

test('an error, as CPython reports it', () => {
  const theirs = spawnSync(PYTHON, ['-I', 'bad.py'], { cwd: folder, encoding: 'utf8' });
  const file = theirs.stderr.replace(/File ".*"/, 'File "bad.py"');
  expect(command('bad.py')).toMatchObject({ status: 1, stdout: '', stderr: file });
});

test('standard input, missing files, wrong options', () => {
  const piped = spawnSync(process.execPath, [join(root, 'bin/tyston-ast.mjs'), '--indent=none', '-'], {
    input: 'pass',
    encoding: 'utf8',
  });
  expect(piped.stdout).toBe('Module(body=[Pass()], type_ignores=[])\n');
  expect(command('nowhere.py')).toMatchObject({ status: 1, stdout: '' });
  expect(command('nowhere.py').stderr).toContain('nowhere.py');
  expect(command('--spam')).toMatchObject({ status: 2, stdout: '' });
  expect(command('--spam').stderr).toContain('usage: tyston-ast');
  expect(command()).toMatchObject({ status: 2 });
  expect(command('--help')).toMatchObject({ status: 0, stderr: '' });
});
