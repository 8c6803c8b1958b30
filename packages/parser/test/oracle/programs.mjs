// The programs that CPython's own tests hold.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { compareErrors, describe, errorOf } from './compare.mjs';
import { PYTHON } from './oracle.mjs';

/** {name of the test file, source, rejected by CPython}, each source once. */
export function extractPrograms() {
  const script = fileURLToPath(new URL('extract_programs.py', import.meta.url));
  const out = execFileSync(PYTHON, ['-I', '-W', 'ignore', script], { maxBuffer: 1 << 28, encoding: 'utf8' });
  return JSON.parse(out).map(([name, source, rejected]) => ({ name, source, rejected }));
}

/** Compares the errors of programs; `requests` are those of the oracle, with `source`. */
export async function runPrograms(parse, oracle, requests, onDifference = () => {}) {
  const counts = { same: 0 };
  let rejected = 0;
  for (let i = 0; i < requests.length; i += 100) {
    const batch = requests.slice(i, i + 100);
    const answers = await Promise.all(batch.map((request) => oracle.ask({ ...request, want: [] })));
    batch.forEach((request, k) => {
      const theirs = answers[k].error;
      const {
        source,
        mode = 'exec',
        type_comments: typeComments = false,
        feature_version: featureVersion = 11,
      } = request;
      const ours = errorOf(parse, source, { mode, typeComments, featureVersion });
      const difference = compareErrors(ours, theirs);
      counts[difference] = (counts[difference] ?? 0) + 1;
      if (theirs !== undefined) rejected++;
      if (difference !== 'same')
        onDifference({ request, difference, text: `CPython ${describe(theirs)} here ${describe(ours)}` });
    });
  }
  return { rejected, counts };
}
