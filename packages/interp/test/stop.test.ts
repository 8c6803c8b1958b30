/** A program stopped at a safepoint goes on in another interpreter over the same window: all of its state is there. */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EvalBreaker, Roots, ThreadState, views } from '@tyston/memory';
import { expect, test } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { type CodeUnit, makeInterpreter, STOPPED } from '../src/index.js';
import { makeWorld } from './toy/world.js';

const PROGRAM = `
def numbers(n):
    try:
        for i in range(n):
            yield i
    finally:
        print('numbers closed')
def nested(n):
    total = 0
    for x in numbers(n):
        try:
            if x == 3:
                raise ValueError(x)
            total += inner(x)
        except ValueError as e:
            print('caught', e)
            total += 100
    return total
def inner(x):
    s = 0
    while s < x:
        s += 1
    return s
class C:
    def __init__(self, n):
        self.n = nested(n)
print(C(6).n, nested(5))
`;

const BREAKER = (Roots.MAIN_THREAD + ThreadState.eval_breaker) >>> 2;

/** Runs the program; asks for a stop from the k-th safepoint on, and then has a new interpreter finish it. */
function runStopped(unit: CodeUnit, k: number): { output: string[]; stopped: boolean; depth: number } {
  const world = makeWorld();
  const { toy } = world;
  const { I32 } = views();
  // Every safepoint is seen: the bit is set again each time.
  let seen = 0;
  toy.onSafepoint = () => {
    seen++;
    I32[BREAKER] = EvalBreaker.PENDING_CALL | (seen >= k ? EvalBreaker.STOP : 0);
    return 0;
  };
  I32[BREAKER] = EvalBreaker.PENDING_CALL;
  let result = world.exec(unit);
  const stopped = result === STOPPED;
  let depth = 0;
  if (stopped) {
    for (let f = I32[(Roots.MAIN_THREAD + ThreadState.frame) >>> 2]!; f !== 0; f = I32[f >>> 2]!) depth++;
    const other = makeInterpreter({ thread: Roots.MAIN_THREAD, space: toy });
    toy.link.interpreter = other;
    I32[BREAKER] = 0;
    result = other.run();
  }
  expect(result).toBe(toy.None);
  I32[BREAKER] = 0;
  return { output: [...toy.output], stopped, depth };
}

test('at every safepoint', () => {
  const unit = compileSource(PROGRAM, { filename: 'stop.py' });
  const whole = runStopped(unit, Number.POSITIVE_INFINITY);
  expect(whole.stopped).toBe(false);
  const depths = new Set<number>();
  let stops = 0;
  for (let k = 1; ; k++) {
    const { output, stopped, depth } = runStopped(unit, k);
    expect(output).toEqual(whole.output);
    if (!stopped) break;
    stops++;
    depths.add(depth);
  }
  expect(stops).toBeGreaterThan(50);
  // In the module, in a function, in a generator or a function that it calls …
  expect(depths.size).toBeGreaterThan(3);
});

test('a Worker attached to the window finishes what the main isolate began', () => {
  const script = fileURLToPath(new URL('./stop-worker.mjs', import.meta.url));
  const { stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  // Two additions a turn.
  expect(JSON.parse(stdout)).toEqual({ i: 2500, sum: (20000 * 19999) / 2 });
});
