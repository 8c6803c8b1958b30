/** The report of a failure of Tyston's own is short and says where the program was. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { internalErrorReport } from '../src/internal-error.js';
import { TYSTON } from './support.js';

test('no line is long, and there are few', () => {
  const error = new TypeError(`x${'y'.repeat(100_000)}\nsecond`);
  error.stack = `TypeError: x\n${'    at f (bundle.cjs:1:2)\n'.repeat(500)}`;
  const lines = internalErrorReport(error).trimEnd().split('\n');
  expect(lines[0]).toMatch(/^Fatal Python error: tyston: internal error: TypeError: xyyy/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(200);
  expect(lines.length).toBeLessThan(12);
  expect(internalErrorReport('a string')).toMatch(/internal error: Error: a string\n/);
});

test.each([[], ['-X', 'jit=off']])(
  'a JavaScript exception ends the program with the report and SIGABRT: %j',
  (...options) => {
    const dir = mkdtempSync(join(tmpdir(), 'tyston-internal-'));
    // The command, broken in one place: math.gcd throws.
    const bundle = readFileSync(join(TYSTON, '../../dist/tyston.cjs'), 'utf8');
    const broken = bundle.replace(
      /function gcd\d*\(_module[^)]*\)\{/,
      "$&if(true)throw new Error('broken on purpose');",
    );
    expect(broken.length).toBeGreaterThan(bundle.length);
    try {
      const root = join(TYSTON, '../..');
      execFileSync('cp', ['-rs', join(root, '..'), dir]);
      const copy = join(dir, 'packages/runtime/dist/tyston.cjs');
      rmSync(copy);
      writeFileSync(copy, broken);
      const launcher = join(dir, 'packages/runtime/bin/tyston.cjs');
      for (const script of ['tyston.cjs', 'worker.cjs'])
        execFileSync('cp', ['--remove-destination', join(TYSTON, '..', script), join(launcher, '..')]);
      const program = join(dir, 'program.py');
      writeFileSync(program, 'import math\ndef f():\n    return math.gcd(4, 6)\nf()\n');
      const run = spawnSync(launcher, [...options, program], { encoding: 'utf8' });
      expect(run.signal).toBe('SIGABRT');
      expect(run.stdout).toBe('');
      const lines = run.stderr.trimEnd().split('\n');
      expect(lines[0]).toBe('Fatal Python error: tyston: internal error: Error: broken on purpose');
      expect(lines.slice(-3)).toEqual([
        'Current thread (most recent call first):',
        `  File "${program}", line 3 in f`,
        `  File "${program}", line 4 in <module>`,
      ]);
      expect(lines.length).toBeLessThan(12);
    } finally {
      rmSync(dir, { recursive: true });
    }
  },
);
