/** A program that is stopped in the middle is finished by another isolate; `npm run isolates` tries 50 seeds. */
import { execFileSync, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('isolates.mjs', import.meta.url));
/** As in vitest.config.ts: no page of V8's lies where the window goes. */
const SEED = '--random-seed=7';
const whole = execFileSync('/usr/bin/python3.11', [fileURLToPath(new URL('isolates.py', import.meta.url))], {
  encoding: 'utf8',
});

test('uninterrupted', () => {
  expect(execFileSync(process.execPath, [SEED, script, '--one', '0'], { encoding: 'utf8' })).toBe(whole);
});
test.each([1, 2, 3, 4, 5])('seed %i', (seed) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [SEED, script, '--one', String(seed)], {
    encoding: 'utf8',
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: whole, stderr: 'finished elsewhere\n', status: 0 });
});
