/**
 * Runs every diff-test several times in one process (`-X check-refs=6`) and tells which of them leave references, objects or blocks
 * behind, and what.
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

function check(area, name, runs) {
  return spawnSync(tyston, ['-X', `check-refs=${runs}`, name], {
    cwd: join(tests, area),
    encoding: 'utf8',
    timeout: 300_000,
    // What the programs print is other tests' business, and can be long.
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 1 << 28,
  });
}
const isSteady = ({ stderr }) => /^check-refs: steady/m.test(stderr);

let growing = 0;
let all = 0;
for (const area of readdirSync(tests).sort()) {
  if (!statSync(join(tests, area)).isDirectory()) continue;
  for (const name of readdirSync(join(tests, area)).sort()) {
    if (!/^[^_.].*\.py$/.test(name) || !`${area}/${name}`.includes(part)) continue;
    all++;
    // Tables that grow by doubling take some runs to settle: what is not steady after a few has more.
    let outcome = check(area, name, 6);
    if (!isSteady(outcome)) outcome = check(area, name, 12);
    if (isSteady(outcome)) continue;
    const { stderr, error, signal } = outcome;
    growing++;
    const report = stderr.search(/^(new objects|check-refs)/m);
    const ended = error?.message ?? signal ?? '';
    console.log(`${area}/${name}: ${ended}\n${report < 0 ? stderr.slice(-500) : stderr.slice(report)}`);
  }
}
console.log(`${all - growing} of ${all} programs are steady`);
process.exitCode = growing > 0 ? 1 : 0;
