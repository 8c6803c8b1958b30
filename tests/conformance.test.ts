/**
 * A few of CPython's own test files, test by test: what packages/measure/expectations.json says passes goes on passing. The fixed
 * subset is `npm run conformance -- --subset`, all of them `npm run conformance`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compare, read } from '../packages/measure/src/conformance/expectations.js';
import { files, testsOnly } from '../packages/measure/src/conformance/files.js';
import { type FileResult, score } from '../packages/measure/src/conformance/outcome.js';
import { runFile } from '../packages/measure/src/conformance/run.js';
import { limiter } from '../packages/measure/src/process.js';
import { cache, oracle, root, tyston } from '../packages/measure/src/pythons.js';

/** Short ones of several areas. */
const chosen = ['test_augassign', 'test_grammar', 'test_keywordonlyarg', 'test_named_expressions', 'test_property', 'test_scope', 'test_userdict', 'test_with']; // biome-ignore format: a list

const expectations = read(join(root, 'packages/measure/expectations.json'));
const there = existsSync('/usr/lib/python3.11/test/test_grammar.py') || Boolean(process.env.CI);
const why = there ? '' : ' (not here: install the Debian package libpython3.11-testsuite)';
const twoAtOnce = limiter(2);

test('what is excluded has a reason, and is at most 6 % of all', () => {
  const json = (name: string) => JSON.parse(readFileSync(join(root, name), 'utf8'));
  for (const { reason, tests } of json('packages/measure/exclusions.json')) {
    expect(reason).toMatch(/^(needs \w+|[\w ]+ CPython's bytecode)$/);
    expect(tests.length).toBeGreaterThan(0);
  }
  const { excluded, of } = json('conformance.json');
  expect(excluded / (of + excluded)).toBeLessThanOrEqual(0.06);
});

describe.skipIf(!there)(`CPython’s tests${why}`, () => {
  let path: string;
  beforeAll(async () => {
    path = await testsOnly(cache);
  });

  test('the chosen files exist and are expected to pass', () => {
    const all = files();
    for (const name of chosen) {
      expect(all).toContain(`test.${name}`);
      expect(
        expectations.some((id) => id.startsWith(`test.${name}.`)),
        name,
      ).toBe(true);
    }
  });

  test.concurrent.each(chosen)('%s', { timeout: 180_000 }, async (name) => {
    const limits = { file: 60, test: 20 };
    const run = (command: readonly string[]): Promise<FileResult> =>
      twoAtOnce(() => runFile({ command, path }, `test.${name}`, limits));
    const [wanted, ours] = [await run([oracle()]), await run(tyston())];
    const { of, passed, states } = score([wanted], [ours], []);
    const { lost } = compare(expectations, states);
    expect(lost.map((id) => `${id}: ${states[id]}, ${ours.tests[id]?.cause ?? ours.notImported}`)).toEqual(
      [],
    );
    expect(passed / of).toBeGreaterThan(0.5);
  });
});
