/** Mutated programs of CPython's library against `compile()`; `npm run mutants` tries many more of them. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { libraryFiles } from '../../../parser/test/oracle/library.mjs';
import { Oracle } from '../../../parser/test/oracle/oracle.mjs';
import { runMutants } from '../../../parser/test/oracle/run-mutants.mjs';
import { compileSource } from './compile.js';

const COUNT = 400;
const SEED = 7;

it('accepts and rejects what compile() does, with its messages and positions', async () => {
  const oracle = new Oracle();
  const sources = libraryFiles()
    .filter((_, i) => i % 40 === 0)
    .map((path) => readFileSync(path).toString('utf8'))
    .filter((text) => !/coding[:=]|\ufffd|\0/.test(text) && text.trim() !== '');
  expect(sources.length).toBeGreaterThan(20);
  const disagreements: string[] = [];
  const result = await runMutants({
    parse: (source: string) => compileSource(source, { filename: '<unknown>' }),
    want: ['compile'],
    oracle,
    sources,
    count: COUNT,
    seed: SEED,
    onDisagreement: ({ source, text }: { source: string; text: string }) =>
      disagreements.push(`${text}\n${source.slice(0, 400)}`),
  });
  oracle.close();
  expect(disagreements, `seed ${SEED}`).toEqual([]);
  expect(result.sameVerdict).toBe(COUNT);
  expect(result.rejected).toBeGreaterThan(COUNT / 3);
}, 60_000);
