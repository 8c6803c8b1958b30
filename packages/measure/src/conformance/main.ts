/** `npm run conformance`: CPython's own tests on CPython and on Tyston, test by test. */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, oracle, root, tyston } from '../pythons.js';
import { compare, read as readExpectations, write as writeExpectations } from './expectations.js';
import { files, sourceOf, testsOnly } from './files.js';
import { commit, load, runKept } from './kept.js';
import { type Exclusion, type FileResult, type Score, score } from './outcome.js';
import { exclusionsOf, privateModules } from './private.js';

const here = join(root, 'packages/measure');
const exclusionsFile = join(here, 'exclusions.json');
/** The most of all tests that may be excluded. */
const mostExcluded = 0.06;

const { values } = parseArgs({
  options: {
    subset: { type: 'boolean', default: false },
    only: { type: 'string' },
    seconds: { type: 'string', default: '300' },
    'test-seconds': { type: 'string', default: '60' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    continue: { type: 'boolean', default: false },
    kept: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    exclusions: { type: 'boolean', default: false },
    out: { type: 'string' },
    python: { type: 'string' },
    expectations: { type: 'string', default: 'packages/measure/expectations.json' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run conformance -- [--subset] [--only test_list,test_json.test_dump] [--continue | --kept] [--update] [--out FILE]
                       [--seconds 300] [--test-seconds 60] [--jobs ${availableParallelism()}]
npm run conformance -- --exclusions

--subset      the files of conformance-subset.json: a few minutes.
--continue    goes on with a run that was interrupted; --kept runs nothing and counts what is there.
--update      writes expectations.json, the tests that must go on passing.
--seconds     the time limit of a file, --test-seconds that of one test.
--out         where the results go; conformance.json when all files run.
--python      another Python's command instead of Tyston's, --expectations another list of what must pass.
--exclusions  finds anew which tests need modules private to CPython, and writes exclusions.json.`);
} else if (values.exclusions) {
  await updateExclusions();
} else {
  await conformance();
}

/** The files asked for. */
function chosen(): string[] {
  const subset = values.subset
    ? new Set(JSON.parse(readFileSync(join(here, 'conformance-subset.json'), 'utf8')) as string[])
    : null;
  const only = values.only ? new Set(values.only.split(',').map((name) => `test.${name}`)) : null;
  return files().filter((file) => (subset?.has(file) ?? true) && (only?.has(file) ?? true));
}

/** CPython's own results: they change with the machine only, so they are kept. */
async function oracleResults(list: readonly string[], jobs: number): Promise<FileResult[]> {
  return runKept(list, {
    name: 'cpython',
    runtime: { command: [oracle()], path: await testsOnly(cache) },
    limits: () => ({ file: 300, test: 60 }),
    jobs,
    resume: true,
  });
}

/** What CPython passes, but not where the modules private to it are missing. */
async function updateExclusions(): Promise<void> {
  const list = chosen();
  const jobs = Number(values.jobs);
  const whole = await oracleResults(list, jobs);
  const without = await runKept(list, {
    name: 'cpython-without',
    runtime: { command: [oracle()], path: await testsOnly(cache), without: privateModules },
    limits: () => ({ file: 300, test: 60 }),
    jobs,
    resume: values.continue,
  });
  const byHand = readExclusions().filter(({ found }) => !found);
  const all = [...byHand, ...exclusionsOf(whole, without, byHand, sourceOf)];
  writeFileSync(exclusionsFile, `${JSON.stringify(all, null, 1)}\n`);
  for (const { reason, tests } of all) console.log(`${String(tests.length).padStart(5)} ${reason}`);
}

function readExclusions(): Exclusion[] {
  return JSON.parse(readFileSync(exclusionsFile, 'utf8')) as Exclusion[];
}

async function conformance(): Promise<void> {
  const list = chosen();
  const jobs = Number(values.jobs);
  const path = await testsOnly(cache);
  const wanted = await oracleResults(list, jobs);
  // What takes CPython long takes longer here; what is short there has the plain limit.
  const spent = new Map(wanted.map(({ file, seconds }) => [file, seconds]));
  const limits = (file: string) => ({
    file: Math.max(Number(values.seconds), 3 * (spent.get(file) ?? 0)),
    test: Number(values['test-seconds']),
  });
  const begun = Date.now();
  const run = {
    name: values.python ? 'other' : 'tyston',
    runtime: { command: values.python?.split(' ') ?? tyston(), path },
    limits,
    jobs,
    resume: values.continue,
  };
  const ours = values.kept ? load(run.name, list) : await runKept(list, run);
  console.log(`${((Date.now() - begun) / 1000).toFixed(0)} s`);

  const result = score(wanted, ours, readExclusions());
  print(result);
  const whole = !values.subset && !values.only;
  const out = values.out ?? (whole ? 'conformance.json' : null);
  if (out) writeFileSync(resolve(root, out), `${JSON.stringify(report(ours, result), null, 1)}\n`);

  const expectations = resolve(root, values.expectations);
  const { lost, won } = compare(readExpectations(expectations), result.states);
  if (values.update) {
    writeExpectations(expectations, result.states);
    console.log(`\nExpectations: ${won.length} tests more, ${lost.length} less.`);
  } else {
    judge(lost, won, result);
  }
  // Only all tests tell what share is excluded: a few files may be excluded altogether.
  if (whole && result.share > mostExcluded) {
    console.log(`\nMore than ${100 * mostExcluded} % of the tests are excluded.`);
    process.exitCode = 1;
  }
}

function judge(lost: readonly string[], won: readonly string[], { states }: Score): void {
  if (won.length > 0) {
    console.log(`\nTests that pass and were not expected to, which --update takes in: ${won.length}`);
    for (const id of won.slice(0, 20)) console.log(`  ${id}`);
    if (won.length > 20) console.log('  …');
  }
  if (lost.length === 0) return;
  console.log(`\nTests that passed before and do not now: ${lost.length}`);
  for (const id of lost.slice(0, 50)) console.log(`  ${states[id]!.padEnd(9)} ${id}`);
  if (lost.length > 50) console.log('  …');
  process.exitCode = 1;
}

function print(result: Score): void {
  const percent = (n: number, of: number) => `${((100 * n) / Math.max(1, of)).toFixed(1)} %`;
  console.log(
    `\n${result.passed} of ${result.of} tests that CPython passes here: ${percent(result.passed, result.of)}`,
  );
  for (const [state, n] of Object.entries(result.byState))
    if (n > 0) console.log(`  ${state.padEnd(10)} ${n}`);
  console.log(`  excluded   ${result.excluded} (${percent(result.share, 1)})`);
  console.log('\nThe most frequent causes:');
  for (const { cause, tests, files } of result.causes.slice(0, 20)) {
    console.log(`  ${String(tests).padStart(6)} tests, ${String(files).padStart(3)} files: ${cause}`);
  }
}

/** What conformance.json holds. Of tests that pass it tells the number: expectations.json has their names. */
function report(ours: readonly FileResult[], result: Score) {
  return {
    date: new Date().toISOString(),
    commit: commit(),
    commits: [...new Set(ours.map((file) => file.commit ?? commit()))],
    limits: { file: Number(values.seconds), test: Number(values['test-seconds']) },
    node: process.version,
    files: ours.length,
    passed: result.passed,
    of: result.of,
    excluded: result.excluded,
    byState: result.byState,
    causes: result.causes.slice(0, 100),
    modules: result.modules,
  };
}
