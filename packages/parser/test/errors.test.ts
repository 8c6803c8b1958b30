import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { dump, parse } from '../src/index.js';
import { libraryFiles } from './oracle/library.mjs';
import { Oracle } from './oracle/oracle.mjs';
import { extractPrograms, runPrograms } from './oracle/programs.mjs';
import { random } from './oracle/random.mjs';
import { runMutants } from './oracle/run-mutants.mjs';
import { characterSoup, tokenSoup } from './oracle/soup.mjs';

const oracle = new Oracle();
afterAll(() => oracle.close());

const NAMED =
  'test_syntax test_exceptions test_fstring test_grammar test_patma test_positional_only_arg test_named_expressions test_string_literals test_unpack_ex test_type_comments test_eof'.split(
    ' ',
  );
const programs = extractPrograms().filter(({ name }) => NAMED.includes(name));

test("the invalid programs in CPython's tests: the same errors at the same places", async () => {
  const invalid = programs.filter(({ rejected }) => rejected);
  expect(invalid.length).toBeGreaterThan(2000);
  const differences: string[] = [];
  const { counts } = await runPrograms(parse, oracle, invalid, ({ request, text }) => {
    differences.push(`${JSON.stringify(request.source)}: ${text}`);
  });
  expect(differences).toEqual([]);
  expect(counts.same).toBe(invalid.length);
});

test('their valid programs: the same trees, with type comments and in other modes too', async () => {
  const valid = programs.filter(({ rejected }) => !rejected);
  let count = 0;
  for (const [i, { source }] of valid.entries()) {
    const mode = (['exec', 'exec', 'eval', 'single'] as const)[i % 4]!;
    const theirs = await oracle.ask({ source, mode, type_comments: i % 3 === 0, want: ['dump'] });
    if (theirs.error !== undefined) continue;
    const tree = parse(source, { mode, typeComments: i % 3 === 0 });
    expect(dump(tree, { includeAttributes: true }), JSON.stringify(source)).toBe(theirs.dump);
    count++;
  }
  expect(count).toBeGreaterThan(1000);
});

test('many distinct messages are among them', async () => {
  const messages = new Set<string>();
  for (const { source, rejected } of programs) {
    if (!rejected) continue;
    try {
      parse(source);
    } catch (error) {
      messages.add((error as Error).message.replace(/'.*?'|\d+/g, '_'));
    }
  }
  expect(messages.size).toBeGreaterThan(90);
});

test('other modes, older versions and type comments', async () => {
  const some = programs.filter((_, i) => i % 9 === 0);
  const requests = some.flatMap(({ source }, i) => [
    { source, mode: ['eval', 'single', 'func_type'][i % 3] },
    { source, feature_version: 4 + (i % 7), type_comments: true },
  ]);
  const { counts } = await runPrograms(parse, oracle, requests);
  expect(counts).toEqual({ same: requests.length });
});

test('random tokens and random characters', async () => {
  const generator = random(5);
  const requests = Array.from({ length: 3000 }, (_, i) => ({
    source: (i % 2 === 0 ? tokenSoup : characterSoup)(generator),
  }));
  const differences: string[] = [];
  await runPrograms(parse, oracle, requests, ({ request, text }) => {
    differences.push(`${JSON.stringify(request.source)}: ${text}`);
  });
  expect(differences).toEqual([]);
});

test('mutants of the library', async () => {
  const sources = libraryFiles()
    .filter((path, i) => i % 20 === 0 && !/bad|lib2to3\/tests\/data/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .filter(
      (text) => !text.includes('\ufffd') && !text.includes('\0') && !text.slice(0, 200).includes('coding'),
    );
  const found: string[] = [];
  const onDisagreement = ({ source, text }: { source: string; text: string }): void => {
    found.push(`${text}\n${source}`);
  };
  const result = await runMutants({ parse, oracle, sources, count: 800, seed: 7, onDisagreement });
  expect(result.rejected).toBeGreaterThan(400);
  expect(result.sameVerdict, found[0]).toBe(result.count);
  expect(result.sameError / result.rejected, found[0]).toBeGreaterThanOrEqual(0.99);
});
