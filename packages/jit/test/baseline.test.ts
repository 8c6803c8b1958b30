/** Machine code of whole programs, through the command: beside CPython, and by its counters. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { run as start } from '../../measure/src/process.js';
import { environment, oracle, tyston } from '../../measure/src/pythons.js';

const here = dirname(fileURLToPath(import.meta.url));
const TIME = 240_000;

const run = (command: readonly string[]) => start([...command], { env: environment({}), timeout: TIME });
const machine = (...args: readonly string[]) => run([...tyston(), '-X', 'jit=baseline', ...args]);
const python = (...args: readonly string[]) => run([oracle(), ...args]);
const counters = (stderr: string) => JSON.parse(stderr.trim().split('\n').at(-1)!).machine;

const seed = Number(process.env['TYSTON_SEED'] ?? Math.floor(Math.random() * 1e9));

test(`operators and subscripts do with generated operands what CPython does (seed ${seed})`, {
  timeout: TIME,
}, async () => {
  const program = join(here, 'operands.py');
  const expected = await python(program, String(seed));
  expect(expected.status, expected.stderr).toBe(0);
  const found = await machine('-X', 'jit-eager', program, String(seed));
  expect(found.stdout.split('\n'), `TYSTON_SEED=${seed}: ${found.stderr.slice(-300)}`).toEqual(
    expected.stdout.split('\n'),
  );
});

/** Loops that are to run in machine code from the time they are hot to their end, calls and all. */
const LOOPS = `
class Point:
    __slots__ = ('x',)
class Vector:
    def __init__(self, x): self.x = x
    def scaled(self, k): return self.x * k
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
def count(n):
    i = s = 0
    while i < n:
        s += i
        i += 1
    return s
def floats(n):
    x = 0.5
    for i in range(n): x = x * 0.999 + i / 4
    return x
def items(n, l):
    t = 0
    for k in range(n):
        l[k & 7] = k % 5
        t += l[-1] + l[k & 3]
    return t
def attributes(n):
    v = Vector(1.0)
    p = Point()
    for k in range(n):
        p.x = v.scaled(2)
        v.x = p.x - v.x * 1.25
    return v.x
print(fib(16), count(20000), floats(20000), items(20000, [0] * 8), attributes(20000))
`;

test('hot loops stay in machine code', { timeout: TIME }, async () => {
  const { stdout, stderr } = await machine('-X', 'stats=json', '-c', LOOPS);
  expect(stdout).toBe((await python('-c', LOOPS)).stdout);
  const { compiled, entries, leaves, bytes } = counters(stderr);
  expect(compiled).toBeGreaterThanOrEqual(6);
  expect(bytes).toBeGreaterThan(1000);
  // Loops of a hundred thousand turns in all: some ways in and out are those of the program around them.
  expect({ entries: entries < 3000, leaves: leaves < 3000 }, stderr).toEqual({ entries: true, leaves: true });
});

test('nothing is lost or kept: references are steady over runs', { timeout: TIME }, async () => {
  const { stdout, stderr } = await machine('-X', 'check-refs=4', join(here, 'steady.py'));
  expect(stdout + stderr).toContain('steady after 4 runs');
});

test('machine code is listed beside line and bytecode', { timeout: TIME }, async () => {
  const { stderr } = await machine(
    '-X',
    'jit-eager',
    '-X',
    'dump=asm:count',
    '-c',
    'def count(n):\n    n += 1\ncount(1)',
  );
  expect(stderr.match(/^machine code of /gm)).toHaveLength(1);
  expect(stderr).toMatch(/^# line 2\n# 0 INPLACE_ADD_K v0, v0, constant \d+\n[0-9a-f]+ <at0>:\n/m);
  expect(stderr).toMatch(/\tcall box_int_again\n/);
});
