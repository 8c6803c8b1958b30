/** Trace events against sys.settrace of CPython. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { TraceEvent } from '../src/index.js';
import { makeWorld } from './toy/world.js';

const PYTHON = '/usr/bin/python3.11';
const NAMES = new Map<number, string>([
  [TraceEvent.CALL, 'call'],
  [TraceEvent.LINE, 'line'],
  [TraceEvent.EXCEPTION, 'exception'],
  [TraceEvent.RETURN, 'return'],
]);

/** Reads the program as its input and prints its events. */
const HARNESS = `
import sys
code = compile(sys.stdin.read(), 'traced.py', 'exec')
events = []
def trace(frame, event, arg):
    if frame.f_code.co_filename == 'traced.py':
        events.append(f'{event} {frame.f_code.co_name}:{frame.f_lineno}')
        return trace
out, sys.stdout = sys.stdout, open('/dev/null', 'w')
sys.settrace(trace)
exec(code, {'__name__': '__main__'})
sys.settrace(None)
print('\\n'.join(events), file=out)
`;

function eventsOf(source: string): { events: string[]; output: string[] } {
  const world = makeWorld();
  const { toy, interpreter } = world;
  const events: string[] = [];
  toy.onTrace = (frame, event) => {
    const name = NAMES.get(event);
    if (name !== undefined) events.push(`${name} ${toy.frameName(frame)}:${interpreter.lineOfFrame(frame)}`);
    return 0;
  };
  const unit = compileSource(source, { filename: 'traced.py' });
  interpreter.setTracing(true);
  expect(world.exec(unit)).toBe(toy.None);
  interpreter.setTracing(false);
  const traced = [...toy.output];
  toy.output.length = 0;
  // The same functions once more: their code is restored by the traps that it meets.
  const count = events.length;
  expect(world.exec(unit)).toBe(toy.None);
  expect(toy.output).toEqual(traced);
  expect(events).toHaveLength(count);
  return { events, output: traced };
}

test.each([
  ['calls and lines', 'def f(a):\n    b = a\n    return b + 1\n\nprint(f(1))\nx = f(2); y = 3\n'],
  [
    'loops',
    'def f(n):\n    i = 0\n    while i < n:\n        i += 1\n    for j in range(n):\n        print(j)\n    return i\nf(3)\n',
  ],
  ['a loop on one line', 'def f(n):\n    for j in range(n): print(j)\nf(3)\n'],
  ['branches', 'def f(x):\n    if x:\n        y = 1\n    else:\n        y = 2\n    return y\nf(0)\nf(1)\n'],
  [
    'exceptions',
    'def g():\n    raise ValueError\ndef f():\n    try:\n        g()\n    except ValueError:\n        print(1)\n    finally:\n        print(2)\nf()\n',
  ],
  [
    'generators',
    'def g():\n    x = yield 1\n    yield 2\ndef f():\n    for x in g():\n        print(x)\nf()\n',
  ],
  [
    'yield from',
    'def g():\n    yield 1\n    yield 2\ndef h():\n    yield 0\n    yield from g()\nfor x in h():\n    print(x)\n',
  ],
  ['closures', 'def f(x):\n    def g():\n        return x\n    return g\nprint(f(1)())\n'],
])('%s', (_name, source) => {
  const expected = spawnSync(PYTHON, ['-c', HARNESS], { encoding: 'utf8', input: source });
  expect(expected.stderr).toBe('');
  expect(eventsOf(source).events).toEqual(expected.stdout.trimEnd().split('\n'));
});
