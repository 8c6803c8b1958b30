/** Starting from an image must not be told from starting without one. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

const tyston = fileURLToPath(new URL('../bin/tyston.cjs', import.meta.url));
const cache = mkdtempSync(join(tmpdir(), 'tyston-image-'));
const folder = join(cache, 'tyston');
beforeEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(cache, { recursive: true }));

const images = (): string[] => readdirSync(folder).filter((name) => name.startsWith('image-'));
const times = (): [string, number][] => images().map((name) => [name, statSync(join(folder, name)).mtimeMs]);
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { stdout, stderr, status } = spawnSync(tyston, args, {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: process.env.HOME, XDG_CACHE_HOME: cache, ...env },
  });
  return { stdout, stderr, status };
}

const facts = `
import sys, os, io, gc, warnings, signal, _thread
print(sys.argv, sys.orig_argv[1:], sys.flags, sys.path, sys.warnoptions, sys._xoptions, sys.dont_write_bytecode)
print(sorted(os.environ.items()), os.getcwd(), sorted(m for m in sys.modules if m != 'site'))
print(sys.stdout.encoding, sys.stdout.line_buffering, sys.stdin.fileno(), sys.implementation, type(_thread.allocate_lock()))
print(signal.getsignal(signal.SIGINT), warnings.filters, sys.get_int_max_str_digits(), sys.getrecursionlimit())
class C:
    def __del__(self): print('gone')
c = C(); c.me = c; del c
gc.collect()
try: os.stat('/no/such')
except OSError as e: print(repr(e))
warnings.warn('w')
1/0
`;

describe('a start from an image', () => {
  test.each([
    ['plainly', [], {}],
    ['isolated, with warnings', ['-I', '-W', 'always'], { PYTHONPATH: '/x' }],
    ['with an environment', ['-B', '-q', '-u'], { PYTHONPATH: '/x:/y', A: 'é' }],
    ['in UTF-8 mode', ['-X', 'utf8'], {}],
  ] as const)('%s', (_, switches, env) => {
    const args = [...switches, '-c', facts, 'a', 'b'];
    const cold = run(args, env);
    const made = times();
    expect(made.length).toBeGreaterThan(0);
    const other = run(args, { ...env, B: '1' });
    expect(other.stdout).toBe(cold.stdout.replace(/\('HOME'/, "('B', '1'), ('HOME'"));
    const warm = run(args, env);
    expect(warm).toEqual(cold);
    expect(cold.stderr).toContain('ZeroDivisionError');
    expect(times()).toEqual(made);
  });

  test('says what a start without says', () => {
    run(['-c', '']);
    const program =
      'import sys, os; print(sys.path, sys.flags, sorted(os.environ), sys.meta_path, sys.prefix)';
    const without = run(['-X', 'image=off', '-c', program]);
    expect(run(['-c', program])).toEqual(without);
  });
});

describe('what site finds', () => {
  const home = join(cache, 'home');
  const packages = join(home, '.local/lib/python3.11/site-packages');
  const program = ['-c', 'import sys, site; print(*sys.path, site.ENABLE_USER_SITE, len(sys.modules))'];
  const here = (args: readonly string[] = []) => run([...args, ...program], { HOME: home });
  beforeEach(() => rmSync(home, { recursive: true, force: true }));

  test('is looked for at each start', () => {
    const bare = here();
    expect(here()).toEqual(bare);
    mkdirSync(packages, { recursive: true });
    const found = here();
    expect(found.stdout).toContain(` ${packages} `);
    expect(here()).toEqual(found);
    expect(here(['-s']).stdout).not.toContain(packages);
    rmSync(packages, { recursive: true });
    expect(here()).toEqual(bare);
  });
  test.each([
    ['usercustomize.py', 'print("customized")'],
    ['sitecustomize.py', 'print("customized")'],
    ['lines.pth', 'import sys; print("customized")'],
  ])('%s runs at each start', (name, text) => {
    mkdirSync(packages, { recursive: true });
    here();
    writeFileSync(join(packages, name), text);
    for (let i = 0; i < 2; i++) expect(here().stdout).toMatch(/^customized\n/);
    rmSync(join(packages, name));
    for (let i = 0; i < 2; i++) expect(here().stdout).not.toContain('customized');
  });
});

test('images of old do not pile up', () => {
  run(['-c', '']);
  const name = (i: number): string => join(folder, `image-${String(i).padStart(16, '0')}.bin`);
  for (let i = 0; i < 20; i++) {
    writeFileSync(name(i), '');
    utimesSync(name(i), i + 1, i + 1);
  }
  run(['-c', ''], { PYTHONHASHSEED: '0' });
  expect(images()).toHaveLength(16);
  expect(images()).toContain(basename(name(19)));
  expect(images()).not.toContain(basename(name(0)));
});

describe('an image that is no good', () => {
  const program = ['-c', 'print(sum(range(10)))'];
  const good = { stdout: '45\n', stderr: '', status: 0 };
  test.each<[string, (path: string) => void]>([
    ['is cut off', (path) => truncateSync(path, statSync(path).size - 1)],
    ['is empty', (path) => truncateSync(path, 0)],
    ['is something else', (path) => writeFileSync(path, 'no image at all, but text')],
    ['others may write', (path) => chmodSync(path, 0o622)],
    [
      'points outside',
      (path) => {
        const bytes = readFileSync(path);
        bytes.writeInt32LE(0x7fff0000, 12);
        writeFileSync(path, bytes);
      },
    ],
  ])('%s: it is written again', (_, spoil) => {
    run(program);
    const paths = images().map((name) => join(folder, name));
    // One of the first modules, one with `site` done.
    expect(paths).toHaveLength(2);
    paths.forEach(spoil);
    expect(run(program)).toEqual(good);
    for (const path of paths) {
      expect(statSync(path).size).toBeGreaterThan(1_000_000);
      // The key of the hashes is in it.
      expect(statSync(path).mode & 0o777).toBe(0o600);
    }
    expect(run(program)).toEqual(good);
  });
  test('where none can be written, a program runs', () => {
    writeFileSync(folder, 'a file in the way');
    expect(run(program)).toEqual(good);
  });
});

test('hashes: secret, but the same in all processes that start from an image, and new where that is asked for', () => {
  const hash = (env: NodeJS.ProcessEnv = {}, ...switches: string[]) =>
    run([...switches, '-c', 'print(hash("a"))'], env).stdout;
  const first = hash();
  expect(hash()).toBe(first);
  expect(hash({ PYTHONHASHSEED: 'random' })).not.toBe(first);
  expect(hash({}, '-X', 'image=off')).not.toBe(first);
  rmSync(folder, { recursive: true });
  expect(hash()).not.toBe(first);
  const seeded = spawnSync('/usr/bin/python3.11', ['-c', 'print(hash("a"))'], {
    env: { PYTHONHASHSEED: '0' },
    encoding: 'utf8',
  });
  for (let i = 0; i < 2; i++) expect(hash({ PYTHONHASHSEED: '0' })).toBe(seeded.stdout);
});
