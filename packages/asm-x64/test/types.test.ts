/** The types: what must compile does, and each `@ts-expect-error` of the tests is one. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('tests and examples compile, and impossible operands do not', () => {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const project = fileURLToPath(new URL('./tsconfig.json', import.meta.url));
  const done = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
  expect(done.stdout).toBe('');
  expect(done.status).toBe(0);
});
