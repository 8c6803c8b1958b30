/**
 * CPython's own tests, compiled here and run by the reference interpreter (reference/interp.py), which checks the
 * discipline of temporaries at each step: so these test the compiler alone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { unitJson } from './reference/unit-json.js';

const TESTS = '/usr/lib/python3.11/test';
const interp = fileURLToPath(new URL('./reference/interp.py', import.meta.url));

/** Module → tests that cannot pass: they look at frames, code objects or traces of CPython's own. */
const MODULES: Readonly<Record<string, RegExp>> = {
  test_patma: /TestTracing/,
  test_with: /^$/,
  test_except_star: /^$/,
  test_exception_variations: /^$/,
  test_named_expressions: /^$/,
  test_dictcomps: /^$/,
  test_decorators: /^$/,
  test_class: /^$/,
  test_augassign: /^$/,
  test_compare: /^$/,
  test_fstring: /^$/,
  test_keywordonlyarg: /^$/,
  test_global: /^$/,
  test_generator_stop: /^$/,
  test_binop: /^$/,
  test_bool: /^$/,
  test_asyncgen: /^$/,
  test_grammar: /test_async_await/,
  test_scope: /testCellIs(Arg|Local)AndEscapes/,
  test_super: /classcell|test_obscure_super_errors/,
  test_dataclasses: /^$/,
};

interface Result {
  readonly run: number;
  readonly failed: readonly (readonly [test: string, line: string])[];
}

describe.runIf(existsSync(`${TESTS}/test_patma.py`))("CPython's tests, compiled here", () => {
  it.each(Object.entries(MODULES))('%s', (name, impossible) => {
    const filename = `${TESTS}/${name}.py`;
    const unit = unitJson(compileSource(readFileSync(filename), { filename }));
    const { stdout, stderr } = spawnSync('/usr/bin/python3.11', ['-W', 'ignore', interp], {
      input: JSON.stringify({ unit, name: `test.${name}`, filename, unittest: true }),
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    expect(stderr).not.toContain('DISCIPLINE');
    const result = JSON.parse(stdout) as Result;
    expect(result.failed.filter(([test]) => !impossible.test(test))).toEqual([]);
    expect(result.run).toBeGreaterThan(1);
  });
});
