/** The harness before made-up runtimes: each way of not passing must be told apart from passing. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oracle } from '../pythons.js';
import { type FileResult, regressions, score } from './outcome.js';
import { runFile } from './run.js';

let folder: string;
let real: FileResult;

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
  real = await runFile({ command: [oracle()], path: folder }, 'test_sample', 30);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A runtime that is a shell script: it sees the driver's arguments and writes what it likes. */
async function madeUp(script: string, seconds = 20): Promise<FileResult> {
  const file = join(folder, 'runtime.sh');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return runFile({ command: [file] }, 'test_sample', seconds);
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
  const result = await runFile({ command: [oracle(), broken], path: folder }, 'test_sample', 30);
  const { of, passed, byState, causes } = score([real], [result], []);
  expect([of, passed, byState.failed]).toEqual([4, 3, 1]);
  expect(causes[0]).toMatchObject({ cause: 'AssertionError: 99 != 2', tests: 1, files: 1 });
});

test('a runtime that hangs', async () => {
  const result = await madeUp("printf '@@total\\t3\\n@@begin\\ttest_sample.T.test_a\\n'; sleep 60", 1);
  expect(result.tests['test_sample.T.test_a']).toEqual({ state: 'timed out', cause: 'time limit' });
  expect(score([real], [result], []).byState).toMatchObject({ passed: 0, 'timed out': 1, missing: 3 });
  expect(result.seconds).toBeLessThan(10);
});

test('a runtime that crashes', async () => {
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

test('a runtime that prints nothing and ends with status 0', async () => {
  const result = await madeUp('exit 0');
  expect(score([real], [result], [])).toMatchObject({ passed: 0, of: 4 });
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
  const only = [{ what: 'test_sample.T.test_a', reason: 'x' }];
  expect(score([real], [real], only)).toMatchObject({ of: 3, passed: 3, excluded: 1 });
  expect(score([real], [real], [{ what: 'test_sample', reason: 'x' }])).toMatchObject({ of: 0, excluded: 4 });
  expect(score([real], [real], [{ what: 'test_sample.T.test_*', reason: 'x' }])).toMatchObject({ of: 0 });
});

test('expectations: what passed and now fails is lost, what newly passes is won', () => {
  const states = { a: 'passed', b: 'failed', c: 'passed' } as const;
  expect(regressions(['a', 'b', 'not in this run'], states)).toEqual({ lost: ['b'], won: ['c'] });
});
