/** pyperformance's programs, which nobody here wrote: each runs to its end and its results equal CPython's. */
import { describe, expect, test } from 'vitest';
import { limiter } from '../packages/measure/src/process.js';
import { programs } from '../packages/measure/src/pyperformance/catalogue.js';
import { check, onTyston } from '../packages/measure/src/pyperformance/compare.js';
import { type Installed, install } from '../packages/measure/src/pyperformance/install.js';
import { comparedLists } from '../packages/measure/src/pyperformance/record.js';
import { type Host, oracle } from '../packages/measure/src/pythons.js';

let installed: Installed | undefined;
let missing = '';
try {
  installed = await install();
} catch (error) {
  missing = (error as Error).message;
}

const twoAtOnce = limiter(2);
const everything = (process.env.TYSTON_HOSTS ?? '').includes('portable');
const seed = Number(process.env.TYSTON_SEED ?? 0);

test('the programs are there, or CI fails', () => {
  if (missing && !process.env.CI) console.warn(missing);
  else expect(missing).toBe('');
});

test('something is compared for every program', () => {
  const lists = comparedLists();
  for (const { name } of programs) {
    const { results, functions, globals } = lists[name] ?? { results: [], functions: [], globals: [] };
    expect(results.length + functions.length, name).toBeGreaterThan(0);
    expect(globals, name).toBeInstanceOf(Array);
  }
});

describe.skipIf(!installed)('on CPython with a broken built-in', () => {
  const names = ['richards', 'fannkuch', 'spectral_norm', 'chaos', 'go', 'hexiom', 'meteor_contest', 'scimark', 'generators',
    'crypto_pyaes', 'nqueens', 'raytrace', 'float', 'unpickle_pure_python', 'regex_effbot', 'comprehensions']; // biome-ignore format: a list
  test('at least ten programs are seen to fail', { timeout: 300_000 }, async () => {
    const chosen = programs.filter(({ name }) => names.includes(name));
    const broken = await Promise.all(
      chosen.map((program) =>
        twoAtOnce(() => check(program, installed!, [oracle()], { break: 'range' }, 20_000)),
      ),
    );
    expect(broken.filter(({ error }) => error !== null).length).toBeGreaterThanOrEqual(10);
    // And the same harness lets the real CPython pass.
    const whole = await Promise.all(
      chosen.slice(0, 4).map((program) => twoAtOnce(() => check(program, installed!, [oracle()]))),
    );
    expect(whole.map(({ error }) => error)).toEqual(whole.map(() => null));
  });
});

describe.skipIf(!installed).each<Host>(['linux', 'portable'])('%s', (host) => {
  // By default the portable host gets every fourth program; TYSTON_HOSTS=linux,portable runs all on both.
  const chosen = programs.filter((_, index) => host === 'linux' || everything || (index + seed) % 4 === 0);
  test.concurrent.each(chosen.map(({ name }) => name))('%s', { timeout: 600_000 }, async (name) => {
    const program = programs.find((candidate) => candidate.name === name)!;
    const { error } = await twoAtOnce(() => onTyston(program, installed!, host));
    expect(error, error ?? '').toBeNull();
  });
});
