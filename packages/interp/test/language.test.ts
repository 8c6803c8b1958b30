/** The programs in language/, run by the reference interpreter: they print what they print under CPython. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { assertVerified } from '../src/verify.js';
import { unitJson } from './reference/unit-json.js';

const folder = fileURLToPath(new URL('./language/', import.meta.url));
const interp = fileURLToPath(new URL('./reference/interp.py', import.meta.url));

function python(args: readonly string[], input = ''): { stdout: string; stderr: string } {
  return spawnSync('/usr/bin/python3.11', ['-W', 'ignore', ...args], { input, encoding: 'utf8' });
}

it.each(readdirSync(folder).filter((name) => name.endsWith('.py')))('%s', (name) => {
  const filename = `${folder}${name}`;
  const unit = compileSource(readFileSync(filename), { filename, onWarning: () => {} });
  assertVerified(unit);
  const expected = python([filename]);
  expect(expected.stderr).toBe('');
  const ours = python([interp], JSON.stringify({ unit: unitJson(unit), name: '__main__', filename }));
  expect(ours.stderr).toBe('');
  expect(ours.stdout).toBe(expected.stdout);
});
