/** The page in a real browser: the figures of the JSON are on it, and its plots are drawn. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Bench } from '../bench/main.js';
import { root } from '../pythons.js';
import { type Conformance, page, percent, ratio, speeds } from './page.js';
import { full, inReadme } from './summary.js';

const timing = (cold: number, steady: number) => ({ cold, steady, spread: 0.05, peak: 77_777 });
const means = (steady: number) =>
  Object.fromEntries(
    ['python', 'objects', 'numeric', 'generators', 'library', 'c-modules', 'third-party'].map((name) => [
      name,
      { cold: steady / 2, steady, n: 2 },
    ]),
  );
const bench: Bench = {
  date: '2030-01-02T03:04:05.000Z',
  commit: 'abc1234',
  node: 'v20.20.0',
  quick: false,
  machine: { cpu: 'A <fast> CPU', cores: 2, memory: '24 GiB', system: 'Debian 12' },
  versions: { cpython: 'cpython 3.11.2', tyston: 'cpython 3.11' },
  programs: {
    richards: {
      group: 'objects',
      loops: 10,
      peers: { cpython: timing(0.03, 0.02), tyston: timing(0.09, 0.047) },
    },
    nbody: { group: 'numeric', loops: 5, peers: { cpython: timing(0.05, 0.05), tyston: timing(0.1, 0.31) } },
    broken: { group: 'numeric', loops: 5, peers: { cpython: timing(1, 1), tyston: { error: 'status 1' } } },
  },
  means: { tyston: means(0.377) },
  startup: { bare: 0.047, cpython: 0.009, tyston: 0.131 },
  memory: {
    cpython: { empty: 9000, list: 47000, instances: 170_000 },
    tyston: { bare: 40_001, empty: 90000, list: 190000, instances: 500_000 },
  },
  micro: { cpython: { 'call f()': 12.3 }, tyston: { 'call f()': 45.6 } },
};
const conformance: Conformance = {
  date: bench.date,
  commit: bench.commit,
  passed: 1234,
  of: 2345,
  excluded: 12,
  causes: [{ cause: 'ModuleNotFoundError: _socket', tests: 77, files: 6 }],
  modules: { 'test.test_list': { passed: 50, of: 51 } },
};

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

test('the slowest program comes first, and one that fails has no speed', () => {
  expect(speeds(bench, 'tyston').map(({ name }) => name)).toEqual(['nbody', 'richards']);
});

test('the README and docs/MEASURED.md tell what the JSON files tell', () => {
  const text = (name: string) => readFileSync(join(root, name), 'utf8');
  if (!existsSync(join(root, 'bench.json')) || !existsSync(join(root, 'conformance.json'))) return;
  const [speed, tests] = [JSON.parse(text('bench.json')), JSON.parse(text('conformance.json'))];
  expect(text('docs/MEASURED.md'), 'run npm run report').toBe(full(speed, tests));
  expect(text('README.md'), 'run npm run report').toBe(inReadme(text('README.md'), speed, tests));
});

test('the worst rows are in the summary', () => {
  const all = full(bench, conformance);
  expect(all.indexOf('| nbody | 0.16 |')).toBeGreaterThan(0);
  expect(all.indexOf('| nbody | 0.16 |')).toBeLessThan(all.indexOf('| richards | 0.43 |'));
  expect(all).toContain('These do not run to their end: broken.');
  expect(all).toContain('| test_list | 50 | 51 |');
  const readme = inReadme(
    'a\n<!-- measured: npm run report writes this table -->\nold\n<!-- measured ends -->\nb',
    bench,
    conformance,
  );
  expect(readme).toContain('| – slowest: nbody | 0.16 | 1 |');
  expect(readme).toContain('| programs that fail | broken | none |');
  expect(readme).not.toContain('old');
  expect(readme.endsWith('<!-- measured ends -->\nb')).toBe(true);
});

const where = browser ? '' : ' (there is none: install the Debian package chromium)';

test.skipIf(!browser && !process.env.CI)(`in headless Chromium${where}`, { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tyston-report-'));
  try {
    const library = createRequire(import.meta.url).resolve('chart.js');
    const text = readFileSync(join(dirname(library), 'chart.umd.js'), 'utf8');
    const earlier = { ...bench, commit: 'fff0000', means: { tyston: means(0.2) } };
    const past = { bench: [earlier, bench], conformance: [{ ...conformance, passed: 3 }, conformance] };
    writeFileSync(join(folder, 'page.html'), page(bench, conformance, past, text));
    const dom = execFileSync(
      browser!,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        `--user-data-dir=${folder}/profile`,
        '--dump-dom',
        `file://${folder}/page.html`,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 },
    );
    const body = dom.slice(0, dom.indexOf('<script'));
    for (const { name, cold, steady } of speeds(bench, 'tyston')) {
      expect(body).toContain(`<td>${name}</td>`);
      expect(body).toContain(`<td>${ratio(steady)}</td>`);
      expect(body).toContain(`<td>${ratio(cold)}</td>`);
      expect(body).toContain('<td>37</td><td>76</td>');
    }
    for (const figure of [
      '0.38',
      '131',
      '146',
      '45.6',
      '1234 of 2345',
      percent(1234, 2345),
      'ModuleNotFoundError: _socket',
      '77',
    ]) {
      expect(body).toContain(figure);
    }
    expect(body).toContain('A &lt;fast&gt; CPU');
    expect(dom).toMatch(/<body data-plots="4"/);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});
