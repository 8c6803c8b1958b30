/** What must not recurse in JavaScript, with hardly any room for it. */
import { expect, test } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { makeWorld } from './toy/world.js';

function run(source: string, limits: { recursion?: number; reentries?: number }): string[] {
  const world = makeWorld(limits);
  const result = world.exec(compileSource(source, { filename: 'depth.py' }));
  return result === 0 ? [...world.toy.output, world.toy.takeError().text] : world.toy.output;
}

/** One for the module, one for the body of a class statement. */
const ONE_LOOP = { recursion: 5000, reentries: 2 };

test('calls of functions, methods and classes', () => {
  const source = `
class C:
    def __init__(self, n, m=0):
        self.next = n and C(n - 1)
    def depth(self):
        if self.next:
            bound = self.next.depth
            return bound() + 1
        return f(1000)
def f(n, *rest, k=0):
    return f(n - 1, 1, k=n) if n else g(1000)
def g(n):
    return g(*[n - 1]) if n else 1
print(C(1000).depth())
`;
  expect(run(source, ONE_LOOP)).toEqual(['1001']);
});

test('generators in for loops and in yield from, awaited coroutines', () => {
  const source = `
def walk(n):
    if n:
        for x in walk(n - 1):
            yield x
    else:
        yield 'bottom'
def chain(n):
    if n:
        yield from chain(n - 1)
    else:
        yield 'end'
for x in walk(300):
    print(x)
for x in chain(300):
    print(x)
async def down(n):
    return await down(n - 1) + 1 if n else 0
async def main():
    print(await down(300))
def drive(c):
    yield from c
for x in drive(main()):
    pass
`;
  // The toy space's iter() of a coroutine is the coroutine.
  expect(run(source, ONE_LOOP)).toEqual(['bottom', 'end', '300']);
});

test('__enter__ and __exit__', () => {
  const source = `
class M:
    def __enter__(self): return down(self.n - 1)
    def __exit__(self, *args): print('exit', self.n)
def down(n):
    if not n:
        return 'bottom'
    m = M()
    m.n = n
    with m as x:
        return x
print(down(2))
`;
  expect(run(source, ONE_LOOP)).toEqual(['exit 1', 'exit 2', 'bottom']);
});

test('what does recurse raises RecursionError when the JavaScript budget is spent', () => {
  const source = `
class Add:
    def __add__(self, n):
        return n and Add() + (n - 1)
print(Add() + 20)
try:
    Add() + 100
except RecursionError as e:
    print(e)
print(Add() + 20)
`;
  expect(run(source, { recursion: 1000, reentries: 50 })).toEqual([
    '0',
    'maximum recursion depth exceeded while calling a Python object',
    '0',
  ]);
});

test('the recursion limit, with room for the handler', () => {
  const source = `
def f(n):
    global depth
    depth = n
    f(n + 1)
def handler():
    return 'handled'
try:
    f(1)
except RecursionError as e:
    print(e, handler())
print(depth)
`;
  expect(run(source, { recursion: 100 })).toEqual(['maximum recursion depth exceeded handled', '99']);
});

test('tracebacks name every frame between', () => {
  const world = makeWorld();
  const source = 'def f():\n    return g(\n        1)\ndef g(x):\n    x + None\n\nf()\n';
  expect(world.exec(compileSource(source, { filename: 't.py' }))).toBe(0);
  expect(world.toy.takeError()).toEqual({
    text: "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'",
    trace: ['<module>:7', 'f:2', 'g:5'],
  });
});

test('a generator that cannot be resumed for lack of room stays as it is', () => {
  const source = `
def g():
    yield 'first'
    yield 'second'
gen = g()
print(next(gen))
class Down:
    def __add__(self, n):
        if n == 0:
            return next(gen)
        return Down() + (n - 1)
for depth in [49, 48, 47]:
    try:
        print(Down() + depth)
    except RecursionError as e:
        print(e)
`;
  expect(run(source, { recursion: 1000, reentries: 51 })).toEqual([
    'first',
    'maximum recursion depth exceeded while calling a Python object',
    'second',
    'StopIteration',
  ]);
});
