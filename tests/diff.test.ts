import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { behaviour, difference, expected, observed, programs } from '../packages/measure/src/differential.js';
import { limiter } from '../packages/measure/src/process.js';
import type { Host } from '../packages/measure/src/pythons.js';
import { checks, counters, violated } from '../packages/measure/src/statcheck.js';

const here = dirname(fileURLToPath(import.meta.url));
const files = programs(here);
/**
 * Programs that are known to differ, and why; `name@portable` on that host alone. One that agrees after all fails its test: it
 * leaves the list.
 */
const known = JSON.parse(readFileSync(`${here}/known-differences.json`, 'utf8')) as Record<string, string>;
const twoAtOnce = limiter(2);

/**
 * TYSTON_HOSTS=linux,portable runs every program on both hosts. By default the portable host gets every
 * other program, so that `npm test` stays short; which half changes with TYSTON_SEED. There, every function is translated at its
 * second turn.
 */
const everything = (process.env.TYSTON_HOSTS ?? '').includes('portable');
const seed = Number(process.env.TYSTON_SEED ?? 0);

/**
 * Where a program runs: a host, or the Linux host with every function made machine code when it first runs. TYSTON_HOSTS=baseline runs
 * them all so; by default a few do.
 */
type Place = Host | 'baseline';
const IN_MACHINE_CODE = ['-X', 'jit=baseline', '-X', 'jit-eager'];
const allInMachineCode = (process.env.TYSTON_HOSTS ?? '').includes('baseline');
const only = process.env.TYSTON_HOSTS === 'baseline';
const SHARE = 12;

test('there are programs of every area', () => {
  const areas = new Set(files.map((file) => relative(here, dirname(file))));
  expect([...areas]).toEqual(expect.arrayContaining(['language', 'numbers', 'containers']));
  expect(files.length).toBeGreaterThan(20);
});

/** Whether the program of that number runs in the place. */
function chooses(place: Place, index: number): boolean {
  if (place === 'baseline') return allInMachineCode || (index + seed) % SHARE === 0;
  if (only) return false;
  return place === 'linux' || everything || (index + seed) % 2 === 0;
}

describe.each<Place>(only ? ['baseline'] : ['linux', 'portable', 'baseline'])('%s', (place) => {
  const host = place === 'baseline' ? 'linux' : place;
  const chosen = files.filter((_, index) => chooses(place, index));
  test.concurrent.each(chosen.map((file) => relative(here, file)))('%s', async (name) => {
    const file = `${here}/${name}`;
    await twoAtOnce(async () => {
      // (Programs state facts about the mode that is the default.)
      const facts = place === 'baseline' ? [] : checks(file);
      const wanted = await expected(file);
      const switches = facts.length > 0 ? ['-X', 'stats=json'] : [];
      if (host === 'portable') switches.push('-X', 'translate=1');
      if (place === 'baseline') switches.push(...IN_MACHINE_CODE);
      const outcome = await observed(file, host, switches);
      const { stats, stderr } = counters(outcome.stderr, facts.length > 0);
      const report = difference(wanted, behaviour({ ...outcome, stderr }), stderr);
      if ((known[name] ?? known[`${name}@${host}`]) !== undefined) {
        expect(report, `${name} agrees now: take it off known-differences.json`).not.toBeNull();
        return;
      }
      expect(report, `${name} on ${place}\n${report}`).toBeNull();
      expect(violated(facts, stats), `${name}: counters`).toEqual([]);
    });
  });
});
