/** `npm run conformance`: CPython's own tests on CPython and on Tyston, test by test. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cache, oracle, root, tyston } from '../pythons.js';
import { type Exclusion, type Expectations, type FileResult, regressions, score } from './outcome.js';
import { files, type Progress, runAll, testsOnly } from './run.js';

const here = join(root, 'packages/measure');
const { values } = parseArgs({
  options: {
    update: { type: 'boolean', default: false },
    subset: { type: 'boolean', default: false },
    only: { type: 'string' },
    seconds: { type: 'string', default: '120' },
    jobs: { type: 'string', default: String(Math.min(2, cpus().length)) },
    out: { type: 'string', default: 'conformance.json' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run conformance -- [--subset] [--only test_list,test_dict] [--seconds 120] [--jobs 2] [--update] [--out FILE]
--subset runs the files of conformance-subset.json, which take less than ten minutes.
--update writes expectations.json: the tests that must go on passing.`);
} else await main();

async function main(): Promise<void> {
  let list = files();
  if (values.subset) {
    const subset = new Set(
      JSON.parse(readFileSync(join(here, 'conformance-subset.json'), 'utf8')) as string[],
    );
    list = list.filter((file) => subset.has(file));
  }
  if (values.only) {
    const only = new Set(values.only.split(',').map((name) => `test.${name}`));
    list = list.filter((file) => only.has(file));
  }
  const jobs = Number(values.jobs);
  const limit = Number(values.seconds);
  const path = await testsOnly(cache);

  const wanted = await oracleResults(list, jobs);
  // What takes CPython long takes longer here; what is short there has the plain limit.
  const allowed = (file: string) => Math.max(limit, 10 * (wanted.find((r) => r.file === file)?.seconds ?? 0));
  const ours = await runAll({ command: tyston(), path }, list, allowed, jobs, progress('tyston'));
  const exclusions = JSON.parse(readFileSync(join(here, 'exclusions.json'), 'utf8')) as Exclusion[];
  const result = score(wanted, ours, exclusions);

  const percent = (n: number, of: number) => `${((100 * n) / Math.max(1, of)).toFixed(1)} %`;
  console.log(
    `\n${result.passed} of ${result.of} tests that CPython passes here: ${percent(result.passed, result.of)}`,
  );
  for (const [state, n] of Object.entries(result.byState))
    if (n > 0) console.log(`  ${state.padEnd(10)} ${n}`);
  const share = result.excluded / Math.max(1, result.of + result.excluded);
  console.log(`  excluded   ${result.excluded} (${percent(result.excluded, result.of + result.excluded)})`);
  console.log('\nThe most frequent causes:');
  for (const { cause, tests, files } of result.causes.slice(0, 20)) {
    console.log(`  ${String(tests).padStart(6)} tests, ${String(files).padStart(3)} files: ${cause}`);
  }
  const modules: Record<string, { passed: number; of: number }> = {};
  for (const { file, tests } of wanted) {
    const entry = (modules[file] = { passed: 0, of: 0 });
    for (const id of Object.keys(tests)) {
      if (!(id in result.states)) continue;
      entry.of += 1;
      if (result.states[id] === 'passed') entry.passed += 1;
    }
  }
  writeFileSync(
    resolve(root, values.out),
    `${JSON.stringify(
      {
        date: new Date().toISOString(),
        commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
        node: process.version,
        files: list.length,
        passed: result.passed,
        of: result.of,
        excluded: result.excluded,
        byState: result.byState,
        causes: result.causes.slice(0, 100),
        modules,
      },
      null,
      1,
    )}\n`,
  );

  const expectationsFile = join(here, 'expectations.json');
  const known: Expectations = existsSync(expectationsFile)
    ? (JSON.parse(readFileSync(expectationsFile, 'utf8')) as string[])
    : [];
  const { lost, won } = regressions(known, result.states);
  if (values.update) {
    const kept = known.filter((id) => !(id in result.states));
    const passing = Object.keys(result.states).filter((id) => result.states[id] === 'passed');
    writeFileSync(
      expectationsFile,
      `${JSON.stringify([...new Set([...kept, ...passing])].sort(), null, 0).replaceAll('","', '",\n"')}\n`,
    );
    console.log(`\nExpectations: ${won.length} tests more, ${lost.length} less.`);
    return;
  }
  if (won.length > 0) console.log(`\n${won.length} tests pass that were not expected to: run with --update.`);
  if (lost.length > 0) {
    console.log(`\n${lost.length} tests passed before and do not now:`);
    for (const id of lost.slice(0, 50)) console.log(`  ${result.states[id]!.padEnd(9)} ${id}`);
    process.exitCode = 1;
  }
  if (share > 0.06) {
    console.log('\nMore than 6 % of the tests are excluded.');
    process.exitCode = 1;
  }
}

/** CPython's own results: they change with the machine only, so they are kept. */
async function oracleResults(list: readonly string[], jobs: number): Promise<FileResult[]> {
  const folder = join(cache, 'conformance', 'oracle');
  mkdirSync(folder, { recursive: true });
  const kept = (file: string) => join(folder, `${file}.json`);
  const missing = list.filter((file) => !existsSync(kept(file)));
  const fresh = await runAll({ command: [oracle()] }, missing, () => 300, jobs, progress('cpython'));
  for (const result of fresh) writeFileSync(kept(result.file), JSON.stringify(result));
  return list.map((file) => JSON.parse(readFileSync(kept(file), 'utf8')) as FileResult);
}

function progress(name: string): (progress: Progress) => void {
  return ({ done, of, result }) => {
    const all = Object.values(result.tests);
    const passed = all.filter(({ state }) => state === 'passed').length;
    const note = result.notImported ?? (result.complete ? '' : 'did not get to its end');
    const place = `${String(done).padStart(3)}/${of}`;
    const seconds = `${result.seconds.toFixed(1)} s`;
    console.log(
      `${name} ${place} ${result.file.padEnd(36)} ${passed}/${all.length} ${seconds.padStart(8)} ${note.slice(0, 90)}`,
    );
  };
}
