/** The harness before made-up runtimes: each way of not passing must be told apart from passing. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oracle, root } from '../pythons.js';
import { compare, updated } from './expectations.js';
import { type FileResult, score } from './outcome.js';
import { exclusionsOf } from './private.js';
import { runFile } from './run.js';

const command = join(root, 'packages/measure/dist/conformance/main.js');
let folder: string;
let real: FileResult;

const within = (seconds: number) => ({ file: seconds, test: seconds });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tyston-harness-'));
  writeFileSync(
    join(folder, 'test_sample.py'),
    `import unittest
class T(unittest.TestCase):
    def test_a(self): self.assertEqual(1, 1)
    def test_b(self): self.assertEqual(len([1, 2]), 2)
    def test_c(self):
        for i in range(3):
            with self.subTest(i=i): self.assertLess(i, 3)
    @unittest.skip('never')
    def test_d(self): pass
    @unittest.expectedFailure
    def test_e(self): self.fail()
@unittest.skip('whole class')
class U(unittest.TestCase):
    def test_x(self): pass
`,
  );
  real = await runFile({ command: [oracle()], path: folder }, 'test_sample', within(30));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A runtime that is a shell script: it sees the driver's arguments and writes what it likes. */
async function madeUp(script: string, limits = within(20)): Promise<FileResult> {
  const file = join(folder, 'runtime.sh');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return runFile({ command: [file] }, 'test_sample', limits);
}

test('the oracle passes what passes, test by test', () => {
  expect(real.complete).toBe(true);
  const states = Object.fromEntries(Object.entries(real.tests).map(([id, { state }]) => [id, state]));
  expect(states).toEqual({
    'test_sample.T.test_a': 'passed',
    'test_sample.T.test_b': 'passed',
    'test_sample.T.test_c': 'passed',
    'test_sample.T.test_d': 'skipped',
    'test_sample.T.test_e': 'passed',
    'test_sample.U.test_x': 'skipped',
  });
});

test('a runtime that fails', async () => {
  // A real Python with a broken built-in.
  const broken = join(folder, 'broken.py');
  writeFileSync(
    broken,
    `import builtins, sys, runpy\nreal = len\nbuiltins.len = lambda x: 99 if x == [1, 2] else real(x)\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')\n`,
  );
  const result = await runFile({ command: [oracle(), broken], path: folder }, 'test_sample', within(30));
  const { of, passed, byState, causes } = score([real], [result], []);
  expect([of, passed, byState.failed]).toEqual([4, 3, 1]);
  expect(causes[0]).toMatchObject({ cause: 'AssertionError: 99 != 2', tests: 1, files: 1 });
});

test('a runtime that hangs', async () => {
  const result = await madeUp(
    "printf '@@total\\t3\\n@@begin\\ttest_sample.T.test_a\\n'; sleep 60",
    within(1),
  );
  expect(result.tests['test_sample.T.test_a']).toEqual({ state: 'timed out', cause: 'time limit' });
  expect(score([real], [result], []).byState).toMatchObject({ passed: 0, 'timed out': 1, missing: 3 });
  expect(result.seconds).toBeLessThan(10);
});

test('a test that hangs costs itself, not the file', async () => {
  writeFileSync(
    join(folder, 'test_hang.py'),
    `import time, unittest
class T(unittest.TestCase):
    def test_a(self): pass
    def test_b(self):
        time.sleep(60)
    def test_c(self): pass
`,
  );
  const result = await runFile({ command: [oracle()], path: folder }, 'test_hang', { file: 20, test: 1 });
  const states = Object.values(result.tests).map(({ state }) => state);
  expect(states).toEqual(['passed', 'timed out', 'passed']);
  expect(result.complete).toBe(true);
});

test('a test that crashes costs itself, not the file', async () => {
  writeFileSync(
    join(folder, 'test_crash.py'),
    `import os, signal, unittest
class T(unittest.TestCase):
    def test_a(self): pass
    def test_b(self): os.kill(os.getpid(), signal.SIGSEGV)
    def test_c(self): pass
    def test_d(self): os._exit(3)
    def test_e(self): pass
`,
  );
  const result = await runFile({ command: [oracle()], path: folder }, 'test_crash', within(20));
  const states = Object.values(result.tests).map(({ state }) => state);
  expect(states).toEqual(['passed', 'crashed', 'passed', 'crashed', 'passed']);
  expect(result.tests['test_crash.T.test_b']!.cause).toMatch('SIGSEGV');
  expect(result.tests['test_crash.T.test_d']!.cause).toMatch('status 3');
});

test('a runtime that crashes at the same place again and again comes to an end', async () => {
  const result = await madeUp(
    "printf '@@begin\\ttest_sample.T.test_a\\n@@end\\ttest_sample.T.test_a\\tpassed\\t\\n@@begin\\ttest_sample.T.test_b\\n'; kill -SEGV $$",
  );
  expect(result.tests['test_sample.T.test_b']!.state).toBe('crashed');
  expect(result.tests['test_sample.T.test_b']!.cause).toMatch('SIGSEGV');
  expect(score([real], [result], []).byState).toMatchObject({ passed: 1, crashed: 1, missing: 2 });
});

test('a runtime that prints half and says that all is well', async () => {
  const result = await madeUp(
    "printf '@@begin\\ttest_sample.T.test_a\\n@@end\\ttest_sample.T.test_a\\tpass'",
  );
  expect(result.complete).toBe(false);
  expect(score([real], [result], []).passed).toBe(0);
});

test('a line that was cut off says nothing', async () => {
  const result = await madeUp(
    "printf '@@begin\\ttest_sample.T.test_a\\n@@end\\ttest_sample.T.test_a\\tpassed\\t'",
  );
  expect(score([real], [result], []).passed).toBe(0);
});

test('a runtime that prints nothing and ends with status 0', async () => {
  const result = await madeUp('exit 0');
  expect(score([real], [result], [])).toMatchObject({ passed: 0, of: 4 });
});

test('a runtime that leaks is ended, and the test that it was at has crashed', async () => {
  writeFileSync(
    join(folder, 'test_leak.py'),
    `import time, unittest
class T(unittest.TestCase):
    def test_a(self):
        kept = []
        while True: kept.append(b'x' * 1_000_000); time.sleep(0.001)
    def test_b(self): pass
`,
  );
  const limits = { ...within(20), memory: 200 };
  const { tests } = await runFile({ command: [oracle()], path: folder }, 'test_leak', limits);
  expect(tests['test_leak.T.test_a']).toEqual({ state: 'crashed', cause: 'memory limit' });
  expect(tests['test_leak.T.test_b']!.state).toBe('passed');
});

test('a runtime that leaves a process behind with its pipes open', async () => {
  const result = await madeUp("sleep 50 &\nprintf '@@total\\t0\\n@@done\\n'");
  expect(result.complete).toBe(true);
  expect(result.seconds).toBeLessThan(10);
});

test('a module that is missing is the cause for all tests of the file', async () => {
  const result = await madeUp("printf '@@import\\tModuleNotFoundError: _socket\\n'");
  expect(score([real], [result], []).causes[0]).toEqual({
    cause: 'ModuleNotFoundError: _socket',
    tests: 4,
    files: 1,
  });
});

test('a test that skips itself here counts as failed', async () => {
  const result: FileResult = {
    ...real,
    tests: { ...real.tests, 'test_sample.T.test_a': { state: 'skipped', cause: 'no such module' } },
  };
  expect(score([real], [result], [])).toMatchObject({ of: 4, passed: 3 });
});

test('exclusions leave the denominator', () => {
  const only = [{ tests: ['test_sample.T.test_a'], reason: 'x' }];
  expect(score([real], [real], only)).toMatchObject({ of: 3, passed: 3, excluded: 1, share: 0.25 });
  expect(score([real], [real], [{ tests: ['test_sample'], reason: 'x' }])).toMatchObject({
    of: 0,
    excluded: 4,
  });
  expect(score([real], [real], [{ tests: ['test_sample.T.test_*'], reason: 'x' }])).toMatchObject({ of: 0 });
});

test('what needs a private module is found by taking the module away', async () => {
  writeFileSync(
    join(folder, 'test_private.py'),
    `import unittest
class T(unittest.TestCase):
    def test_a(self): pass
    def test_b(self):
        import _testcapi
    @unittest.skip('never')
    def test_c(self): pass
`,
  );
  const runtime = { command: [oracle()], path: folder };
  const whole = await runFile(runtime, 'test_private', within(20));
  const without = await runFile({ ...runtime, without: ['_testcapi'] }, 'test_private', within(20));
  expect(exclusionsOf([whole], [without], [], () => '')).toEqual([
    { reason: 'needs _testcapi', tests: ['test_private.T.test_b'], found: true },
  ]);
  expect(
    exclusionsOf([whole], [without], [{ reason: 'by hand', tests: ['test_private'] }], () => ''),
  ).toEqual([]);
});

test('expectations: what passed and now fails is lost, what newly passes is won', () => {
  const states = { a: 'passed', b: 'failed', c: 'passed' } as const;
  expect(compare(['a', 'b', 'not in this run'], states)).toEqual({ lost: ['b'], won: ['c'] });
  expect(updated(['a', 'b', 'not in this run'], states)).toEqual(['a', 'c', 'not in this run']);
});

test('the command: a regression turns the run red, and --update takes it in', { timeout: 120_000 }, () => {
  const expectations = join(folder, 'expectations.json');
  // A Python that has lost a function which one of test_bool's tests needs.
  writeFileSync(
    join(folder, 'lost.py'),
    "import sys, runpy, operator\noperator.not_ = None\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')\n",
  );
  const run = (python: string, ...args: string[]) =>
    spawnSync(
      process.execPath,
      [command, '--only', 'test_bool', '--python', python, '--expectations', expectations, ...args],
      { encoding: 'utf8' },
    );
  const bad = `${oracle()} ${join(folder, 'lost.py')}`;
  expect(run(oracle(), '--update').status).toBe(0);
  const known = JSON.parse(readFileSync(expectations, 'utf8')) as string[];
  expect(known.length).toBeGreaterThan(20);
  expect(run(oracle()).status).toBe(0);

  const red = run(bad);
  expect(red.status).toBe(1);
  expect(red.stdout).toContain('passed before and do not now: 1\n');
  expect(red.stdout).toContain('test.test_bool.BoolTest.test_operator');

  expect(run(bad, '--update').status).toBe(0);
  expect((JSON.parse(readFileSync(expectations, 'utf8')) as string[]).length).toBe(known.length - 1);
  const better = run(oracle());
  expect(better.status).toBe(0);
  expect(better.stdout).toContain('--update takes in: 1\n');
});
