import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@tyston/parser';
import { afterAll, expect, test } from 'vitest';
import { oracle } from '../pythons.js';
import { compare, firstDifference } from './compare.js';
import { program } from './program.js';
import { Random } from './random.js';
import { fates, type Runtime } from './run.js';
import { shrink } from './shrink.js';

const work = mkdtempSync(join(tmpdir(), 'tyston-fuzz-test-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const reference: Runtime = { command: [oracle()], limit: 5 };

/** CPython with something changed before the programs begin. */
function madeUp(name: string, change: string): Runtime {
  const file = join(work, `${name}.py`);
  writeFileSync(
    file,
    `import runpy, sys, os, builtins\n${change}\nsys.argv = sys.argv[1:]\nrunpy.run_path(sys.argv[0], run_name='__main__')\n`,
  );
  return { command: [oracle(), file], limit: 5 };
}
const seeds = (count: number) => Array.from({ length: count }, (_, seed) => program(seed));

test('the seed decides the program', () => {
  expect(program(17)).toBe(program(17));
  expect(new Set(seeds(50)).size).toBe(50);
});

test('choices follow their weights', () => {
  const random = new Random(1);
  const counts = { a: 0, b: 0, c: 0 };
  for (let i = 0; i < 10_000; i += 1) counts[random.weighted({ a: 1, b: 3, c: 0 })] += 1;
  expect(counts.c).toBe(0);
  expect(counts.b / counts.a).toBeCloseTo(3, 0);
});

test('programs are valid, end on CPython, and mostly do what they are meant to do', async () => {
  const programs = seeds(300);
  for (const source of programs) parse(source);
  const ended = (await fates(reference, programs)).flatMap((fate) =>
    fate.kind === 'ended' ? [fate.text] : [],
  );
  expect(ended.length).toBeGreaterThan(295);
  const lines = ended.join('').split('\n');
  expect(lines.filter((line) => /^uncaught/.test(line))).toEqual([]);
  const failed = lines.filter((line) => /^\d+ ! /.test(line)).length;
  expect(failed / lines.length).toBeLessThan(0.35);
  expect(failed / lines.length).toBeGreaterThan(0.02);
});

test('CPython agrees with itself', async () => {
  const { disagreements, compared } = await compare(reference, reference, seeds(100));
  expect(disagreements.map(firstDifference)).toEqual([]);
  expect(compared).toBeGreaterThan(95);
});

const source = `
def f(x):
    for i in range(3):
        x += i
    return x
show(1, f(3))
if True:
    show(2, [f(len(sorted([3, 1]))), 'abc'])
show(3, 'end')
`;

test('a difference is found and shrunk', async () => {
  const wrong = madeUp('wrong', 'right = sorted\nbuiltins.sorted = lambda *a, **k: right(*a, **k)[1:]');
  const { disagreements } = await compare(reference, wrong, ['show(1, 2)\n', source]);
  expect(disagreements).toHaveLength(1);
  expect(firstDifference(disagreements[0]!)).toBe(
    "- 2 list [5, 'abc']\n- 3 str 'end'\n+ 2 list [4, 'abc']\n+ 3 str 'end'",
  );
  const small = await shrink(reference, wrong, disagreements[0]!);
  // The function itself shows that it is another one.
  expect(small.program).toBe('show(2, sorted)\n');
}, 120_000);

test('a program that ends its process costs itself only', async () => {
  const deadly = 'show(1, 1)\nshow(2, hex(3))\n';
  const mortal = madeUp('mortal', 'builtins.hex = lambda *a: os._exit(9)');
  const found = await fates(mortal, ['show(1, 1)\n', deadly, 'show(3, 3)\n']);
  expect(found.map(({ kind }) => kind)).toEqual(['ended', 'died', 'ended']);
  const { disagreements, compared } = await compare(reference, mortal, [
    'show(1, 1)\n',
    deadly,
    'show(3, 3)\n',
  ]);
  expect(compared).toBe(3);
  expect(disagreements.map(({ program }) => program)).toEqual([deadly]);
});

test('what CPython itself does not end, or not twice alike, is dropped', async () => {
  const unsteady = 'show(1, id(object()) % 1 + __import__("os").getpid())\n';
  const late = 'while True: pass\n';
  const large = 'show(1, len(bytes(3 << 30)))\n';
  const other = madeUp('other', '');
  expect(await compare({ ...reference, limit: 0.5 }, other, [unsteady, late, large, 'show(1, 1)\n'])).toEqual(
    {
      compared: 1,
      dropped: 3,
      disagreements: [],
    },
  );
});
