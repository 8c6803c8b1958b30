/** `-X check-refs=N`: a sample of the diff-tests leaves nothing behind (all of them: `npm run refs`), and a leak is found and named. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { programs } from '../../measure/src/differential.js';
import { run, TYSTON } from './support.js';

const tests = fileURLToPath(new URL('../../../tests', import.meta.url));
const all = programs(tests);
const SAMPLE = 5;
/** TYSTON_SEED chooses another sample: a test does not depend on the day. */
const seed = Number(process.env.TYSTON_SEED ?? 20777);
const chosen = Array.from(
  { length: SAMPLE },
  (_, i) => all[(seed * 7 + i * Math.floor(all.length / SAMPLE)) % all.length]!,
);

describe(`references, sample ${seed}`, () => {
  test.each(chosen.map((file) => file.slice(tests.length + 1)))('%s', async (name) => {
    const file = join(tests, name);
    const { stderr } = await run(TYSTON, ['-X', 'check-refs=6', file], { cwd: dirname(file) });
    expect(stderr.slice(stderr.search(/^(new objects|check-refs)/m))).toContain('check-refs: steady');
  });

  test.each([
    ['the empty program', 'pass'],
    [
      'one with classes, generators, cycles and modules',
      'import re, json, enum, dataclasses, typing, io\nclass A: pass\na = A(); a.me = a\ng = (x for x in "ab"); next(g)\n@dataclasses.dataclass\nclass D:\n    x: int = 1\nd = D(); print(json.dumps(vars(d)), re.sub("a", "b", "ab"))',
    ],
  ])('at the end of %s nothing is left', async (_, code) => {
    const { stderr } = await run(TYSTON, ['-X', 'check-refs', '-c', code]);
    expect(stderr).toBe('[0 refs, 0 objects, 0 blocks]\n');
  });

  /** Runs a program five times in one process. */
  async function five(text: string) {
    const dir = mkdtempSync(join(tmpdir(), 'tyston-refs-'));
    const file = join(dir, 'program.py');
    writeFileSync(file, text);
    const outcome = await run(TYSTON, ['-X', 'check-refs=5', file]);
    rmSync(dir, { recursive: true });
    return outcome;
  }

  test('what a program leaves behind is named', async () => {
    const { stderr, status } = await five(
      'import string\nclass Left: pass\nstring.left = getattr(string, "left", [])\nstring.left.append(Left())\n',
    );
    expect(stderr).toMatch(/1 Left by /);
    expect(stderr).toMatch(/check-refs: grows by references .*, objects \d+ \d+ \d+, blocks/);
    expect(status).toBe(3);
  });

  test('what a registry keeps by design is no leak', async () => {
    const { stderr } = await five(REGISTERS);
    expect(stderr).toBe('check-refs: steady after 5 runs\n');
  });
});

const REGISTERS = `
import atexit, builtins, codecs, contextvars, sys, types
class Left: pass
sys.left, builtins.left, sys.stderr = Left(), Left(), sys.stdout
for kept in sys.path, sys.argv: kept.append(str(Left()))
sys.meta_path.append(types.SimpleNamespace(find_spec=lambda *of, left=Left(): None))
sys.modules['left'] = types.ModuleType('left')
sys.modules['left'].left = Left()
codecs.register(lambda name, left=Left(): None)
contextvars.ContextVar('left').set(Left())
atexit.register(print, Left())
`;
