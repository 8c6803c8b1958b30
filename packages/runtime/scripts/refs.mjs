/**
 * Runs every diff-test several times in one process (`-X check-refs=6`) and tells which of them make references, objects or blocks
 * grow from run to run.
 *
 *     npm run refs -w @tyston/runtime [-- PART OF A NAME]
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const tyston = join(here, '../bin/tyston.cjs');
const tests = join(here, '../../../tests');
const part = process.argv[2] ?? '';
let growing = 0;
let all = 0;
for (const area of readdirSync(tests).sort()) {
  if (!statSync(join(tests, area)).isDirectory()) continue;
  for (const name of readdirSync(join(tests, area)).sort()) {
    if (!/^[^_.].*\.py$/.test(name) || !`${area}/${name}`.includes(part)) continue;
    all++;
    const { stderr } = spawnSync(tyston, ['-X', 'check-refs=6', name], {
      cwd: join(tests, area),
      encoding: 'utf8',
      timeout: 120_000,
    });
    const report = stderr.trimEnd().split('\n').at(-1) ?? '';
    if (report.startsWith('check-refs: steady')) continue;
    growing++;
    console.log(`${area}/${name}: ${report || 'no report'}`);
  }
}
console.log(`${all - growing} of ${all} programs are steady`);
process.exitCode = growing > 0 ? 1 : 0;
