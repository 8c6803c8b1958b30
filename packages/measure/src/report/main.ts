/** `npm run report`: one HTML page from bench.json, conformance.json and what the repository's history kept of them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Bench } from '../bench/main.js';
import { root } from '../pythons.js';
import { type Conformance, page } from './page.js';
import { full, inReadme } from './summary.js';

function load<T>(name: string): T | null {
  const file = join(root, name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : null;
}

/** The file as it was at each commit that changed it, the oldest first. */
function past<T>(name: string): T[] {
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  try {
    const commits = git('log', '--reverse', '--format=%H', '--', name).split('\n').filter(Boolean);
    return commits.flatMap((commit) => {
      try {
        return [JSON.parse(git('show', `${commit}:${name}`)) as T];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}

const bench = load<Bench>('bench.json');
const conformance = load<Conformance>('conformance.json');
if (!bench && !conformance) {
  console.error('There is neither bench.json nor conformance.json: npm run bench, npm run conformance');
  process.exitCode = 1;
} else {
  const library = createRequire(import.meta.url).resolve('chart.js');
  const text = readFileSync(join(dirname(library), 'chart.umd.js'), 'utf8');
  const out = join(root, 'build/report/index.html');
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(
    out,
    page(bench, conformance, { bench: past('bench.json'), conformance: past('conformance.json') }, text),
  );
  console.log(
    `build/report/index.html: ${(Buffer.byteLength(text) / 1024).toFixed(0)} KiB of it are the chart library`,
  );
  if (bench && conformance) {
    const readme = join(root, 'README.md');
    writeFileSync(readme, inReadme(readFileSync(readme, 'utf8'), bench, conformance));
    writeFileSync(join(root, 'docs/MEASURED.md'), full(bench, conformance));
    console.log('docs/MEASURED.md and the table of README.md');
  }
}
