/** What comes from outside the program: signals at safepoints, an exhausted heap. */
import { EvalBreaker, Roots, ThreadState, views } from '@tyston/memory';
import { expect, test } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { makeWorld } from './toy/world.js';

test('a signal handler raises in the middle of a loop, and the program can catch it', () => {
  const world = makeWorld();
  const { toy } = world;
  const { I32 } = views();
  const breaker = (Roots.MAIN_THREAD + ThreadState.eval_breaker) >>> 2;
  const interrupt = toy.native('interrupt', () => {
    I32[breaker] = EvalBreaker.SIGNAL;
    toy.incref(toy.None);
    return toy.None;
  });
  const name = toy.intern('interrupt');
  toy.dictSet(toy.globals, name, interrupt);
  const bits: number[] = [];
  toy.onSafepoint = (seen) => {
    bits.push(seen);
    I32[breaker] = 0;
    const kind = toy.intern('KeyboardInterrupt');
    toy.raise(toy.dictGet(toy.builtins, kind), 0);
    toy.decref(kind);
    return -1;
  };
  const source = `
def f():
    i = 0
    try:
        while True:
            i += 1
            if i == 5:
                interrupt()
    except KeyboardInterrupt:
        return i
    finally:
        print('finally')
print(f())
`;
  expect(world.exec(compileSource(source, { filename: 'signal.py' }))).toBe(toy.None);
  expect(toy.output).toEqual(['finally', '5']);
  expect(bits).toEqual([EvalBreaker.SIGNAL]);
});

test('an exhausted heap is a MemoryError at the instruction, and memory comes back', () => {
  const world = makeWorld({ heap: 2 * 1024 * 1024 });
  const { toy } = world;
  const source = `
def fill(keep):
    while True:
        keep.append((keep, keep, keep))
def f():
    keep = []
    try:
        fill(keep)
    except MemoryError as e:
        n = len(keep)
        for i in range(n):
            keep.pop()
        return n
first = f()
second = f()
print(first > 10000, second > 10000)
`;
  const result = world.exec(compileSource(source, { filename: 'memory.py' }));
  expect(result === 0 ? toy.takeError() : toy.output).toEqual(['True True']);
});
