/** Bad input gets a clear error and loses nothing: the same as CPython's, on both hosts. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { alike, both, run, TYSTON } from './support.js';

const dir = mkdtempSync(join(tmpdir(), 'tyston-bad-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = (name: string, text: string | Uint8Array): string => {
  mkdirSync(join(dir, name, '..'), { recursive: true });
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

describe.each([
  ['the Linux host', []],
  ['the portable host', ['-X', 'jit=off']],
] as const)('on %s', (_name, host) => {
  const same = async (args: readonly string[], setting = {}) => {
    const [ours, theirs] = await both([...host, ...args], setting);
    expect(ours).toEqual(theirs);
    return ours;
  };

  test('a syntax error', async () => {
    const { status } = await same([file('syntax.py', 'def f():\n    x = (1,\n    return\n')]);
    expect(status).toBe(1);
  });
  test('a file that is missing', async () => {
    const { status } = await same([join(dir, 'missing.py')]);
    expect(status).toBe(2);
  });
  test('a file that is not UTF-8', async () => {
    const { status } = await same([file('latin.py', Buffer.from('# caf\xe9\nprint(1)\n', 'latin1'))]);
    expect(status).toBe(1);
  });
  test('a file with a cookie is read by it', async () => {
    await same([
      file('cookie.py', Buffer.from('# -*- coding: latin-1 -*-\nprint(ascii("caf\xe9"))\n', 'latin1')),
    ]);
  });
  test('a circular import', async () => {
    file('circle_a.py', 'from circle_b import y\nx = 1\n');
    file('circle_b.py', 'from circle_a import x\ny = 2\n');
    const { stderr } = await same([file('circle.py', 'import circle_a\n')], {
      env: { PYTHONDONTWRITEBYTECODE: '1' },
    });
    expect(stderr).toContain('partially initialized module');
  });
  test('a corrupt cache file is ignored and rewritten', async () => {
    const at = `cached${host.length}`;
    file(`${at}/mod.py`, 'value = [1, "two", 3.0]\n');
    const main = file(`${at}/main.py`, 'import mod\nprint(mod.value)\n');
    const first = await run(TYSTON, [...host, main]);
    expect(first).toEqual({ stdout: "[1, 'two', 3.0]\n", stderr: '', status: 0 });
    const caches = join(dir, at, '__pycache__');
    const [name] = readdirSync(caches);
    const whole = readFileSync(join(caches, name!));
    // Cut short in the code, cut short in the header, and another kind of object.
    const damaged = [
      whole.subarray(0, whole.length - 9),
      whole.subarray(0, 7),
      Buffer.concat([whole.subarray(0, 16), Buffer.from('N')]),
    ];
    for (const bytes of damaged) {
      writeFileSync(join(caches, name!), bytes);
      expect(await run(TYSTON, [...host, main])).toEqual(first);
      expect(readFileSync(join(caches, name!)).equals(whole)).toBe(true);
    }
  });

  const recursions: Record<string, string> = {
    'in Python': 'def f(n): return f(n + 1)\nf(0)',
    'through __repr__': 'class A:\n  def __repr__(self): return repr(self)\nrepr(A())',
    'through sort keys': 'def key(x): return sorted([1, 2], key=key)\nkey(1)',
    'through __getattr__': 'class A:\n  def __getattr__(self, n): return getattr(self, n + "x")\nA().x',
    'through __eq__': 'class A:\n  def __eq__(self, o): return [self] == [A()]\nA() == A()',
    'through map and reduce':
      'import functools\ndef f(x, y=0): return functools.reduce(f, map(f, [1, 2]))\nf(1)',
    'through format': 'class A:\n  def __format__(self, s): return f"{self}"\nf"{A()}"',
    'through exec': 'def f(): exec("f()", globals())\nf()',
    'through generators': 'def g(): yield from g()\nlist(g())',
  };
  test.each(Object.entries(recursions))('runaway recursion %s', async (_how, program) => {
    const text = `import sys\ndef go():\n  exec(compile(${JSON.stringify(program)}, "p", "exec"), {"__name__": "p"})\ntry:\n  go()\nexcept RecursionError as e:\n  print("RecursionError")\nprint(sum(range(10)))\n`;
    const plain = await run(TYSTON, [...host, '-c', text]);
    expect(plain).toEqual({ stdout: 'RecursionError\n45\n', stderr: '', status: 0 });
    // Where the program lifts Python's limit, the JavaScript stack still has one. Plain Python needs no JavaScript stack.
    if (_how === 'in Python' || _how === 'through generators') return;
    const lifted = await run(TYSTON, [...host, '-c', `import sys; sys.setrecursionlimit(10**6)\n${text}`]);
    expect(lifted).toEqual({ stdout: 'RecursionError\n45\n', stderr: '', status: 0 });
  });
  test('repr of 990 nested lists', async () => {
    const { status } = await same(['-c', 'x = []\nfor i in range(989): x = [x]\nprint(len(repr(x)))']);
    expect(status).toBe(0);
  });

  test('exhausted memory', async () => {
    const program =
      'kept = []\ntry:\n  while True: kept.append(bytearray(1000000))\nexcept MemoryError as e:\n  n = len(kept); kept = None\n  print("MemoryError", n > 20)\nprint(len([0] * 1000))\ntry:\n  d = {}\n  while True: d[len(d)] = [len(d)]\nexcept MemoryError:\n  del d\n  print("again")\ntry: "x" * (1 << 40)\nexcept MemoryError: print("huge")\nraise MemoryError("last")';
    const o = await run(TYSTON, [...host, '-X', 'heap-limit=64M', '-c', program]);
    expect(o.stdout).toBe('MemoryError True\n1000\nagain\nhuge\n');
    expect(o.stderr).toMatch(/^MemoryError: last$/m);
    expect(o.status).toBe(1);
  });
  test('a heap limit that is none', async () => {
    expect(await run(TYSTON, [...host, '-X', 'heap-limit=lots', '-c', ''])).toEqual({
      stdout: '',
      stderr: 'tyston: bad -X heap-limit=lots\n',
      status: 2,
    });
  });

  test('SIGINT in a hot loop', async () => {
    const program =
      'try:\n  print("ready", flush=True)\n  while True: pass\nexcept KeyboardInterrupt:\n  print("interrupted", flush=True)\nwhile True: pass\n';
    let signals = 0;
    const o = await run(TYSTON, [...host, '-c', program], {
      onOutput: (child) => {
        child.kill('SIGINT');
        child.stdout!.on('data', () => {
          if (signals++ === 0) setTimeout(() => child.kill('SIGINT'), 300);
        });
      },
    });
    expect(o.stdout).toBe('ready\ninterrupted\n');
    expect(o.stderr).toBe(
      'Traceback (most recent call last):\n  File "<string>", line 6, in <module>\nKeyboardInterrupt\n',
    );
    // It dies of the signal, so that shells and make see it.
    expect(o.status).toBe('SIGINT');
  });
  test('an unknown option', async () => {
    const o = alike(await run(TYSTON, [...host, '-Z']));
    expect(o.stderr).toMatch(/^Unknown option: -Z\nusage: /);
    expect(o.status).toBe(2);
  });
  test('a closed stdout', async () => {
    await same(['-c', 'import sys\nfor i in range(30000): print(i)'], {
      shell: '{ "$PY" "$@"; echo $? >&2; } | head -1',
    });
  });
});
