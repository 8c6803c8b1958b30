import { PyObject } from '@tyston/memory';
import { describe, expect, test } from 'vitest';
import { parseTrace, TraceError, verify } from '../src/index.js';

const HEADS: Readonly<Record<string, string>> = {
  slot: 'trace t slot (borrowed, i64) -> owned recorded',
  counted: 'trace t slot (borrowed, i64) -> owned counted',
  stub: 'trace t stub (borrowed, i64, borrowed?) -> owned counted',
  steals: 'trace t stub (owned, i64) -> i64 counted',
};
const FUNCTIONS = `
  fn any(ref) -> owned? runs null
  fn peek(ref) -> i64 reads never
  fn take(own) -> void runs never
  fn both(own, own) -> void runs never`;

const trace = (kind: string, body: string) => {
  const lines = body
    .trim()
    .split('\n')
    .map((l) => (/^\s*L\d/.test(l) ? l.trim() : `  ${l.trim()}`));
  return parseTrace(`${HEADS[kind]}${FUNCTIONS}\n${lines.join('\n')}\n`, [PyObject]);
};

/** What is wrong, the trace's kind, its ops: the message names the op and the line it has in the dump. */
const wrong: readonly (readonly [message: string, kind: string, body: string])[] = [
  ['control runs off the end', 'slot', '%2: i64 = int64 1'],
  ['2 operands are wanted, not 1', 'slot', '%2: i64 = add.i64 %1\nreturn %0'],
  ['operand 2 is borrowed, and i64 is wanted', 'slot', '%2: i64 = add.i64 %1, %0\nreturn %0'],
  ['%9 is not defined', 'slot', 'guard.i64 eq %1, %9\nreturn %0'],
  ['its result is i64, not i32', 'slot', '%2: i32 = add.i64 %1, %1\nreturn %0'],
  ['its result cannot be addr', 'slot', '%2: addr = load_ref %0, PyObject.ob_type\nreturn %0'],
  ['PyObject.ob_refcnt holds i64, not i32', 'slot', '%2: i32 = load %0, PyObject.ob_refcnt\nreturn %0'],
  ['PyObject.ob_type holds a pointer, not i64', 'slot', '%2: i64 = load %0, PyObject.ob_type\nreturn %0'],
  ['no condition below', 'slot', '%2: f64 = float64 1\nguard.f64 below %2, %2\nreturn %0'],
  ['%2 is defined twice', 'slot', '%2: i64 = int64 1\n%2: i64 = int64 2\nreturn %0'],
  ['%3 may not have been defined here', 'slot', '%2: i64 = add.i64 %1, %3\n%3: i64 = int64 1\nreturn %0'],
  ['operand 1 is i64, and owned is wanted', 'slot', 'return %1'],
  ['it must return owned', 'slot', 'return_void'],
  ['control falls into a label', 'slot', '%2: i64 = int64 1\nL0:\nreturn %0'],
  ['no label L4', 'slot', 'jump -> L4'],
  ['L0 takes 1 values, not 0', 'slot', 'jump -> L0\nL0(%2: i64):\nreturn %0'],
  ['%0 is borrowed, and L0 takes i64', 'slot', 'jump -> L0(%0)\nL0(%2: i64):\nreturn %0'],
  ['the label is bound twice', 'slot', 'jump -> L0\nL0:\nreturn %0\nL0:\nreturn %0'],
  ['counts are placed, not written', 'slot', 'incref %0\nreturn %0'],
  ['drops are placed, not written', 'slot', 'guard.i64 eq %1, %1 -> next drop %0\nreturn %0'],
  ['it must say where it leaves to', 'slot', '%2: i64 = add_overflow.i64 %1, %1\nreturn %0'],
  ['a stub has no next slot', 'stub', 'guard.i64 eq %1, %1\nincref %0\nreturn %0'],
  [
    'a guard after a mutation: the next slot could not start from scratch',
    'slot',
    'store %0, %1, i64@32\nguard.i64 eq %1, %1\nreturn %0',
  ],
  [
    'a guard after a mutation: the next slot could not start from scratch',
    'slot',
    'jump -> L0\nL0:\nguard.i64 eq %1, %1\n%2: owned? = call any(%0)\njump -> L0',
  ],
  [
    '%3 may not have been defined here',
    'slot',
    'branch.i64 eq %1, %1 -> L0\n%3: i64 = int64 1\njump -> L0\nL0:\nguard.i64 eq %3, %3\nreturn %0',
  ],
  // Ownership.
  ['%0 is given away, and the trace does not hold it', 'counted', 'return %0'],
  ['%0 is still held on the way out', 'counted', 'incref %0\nincref %0\nreturn %0'],
  ['%0 is still held on the way out', 'steals', 'return %1'],
  ['%0 may be dead: nobody holds it', 'steals', 'decref %0\ndecref %0\nreturn %1'],
  ['%0 is given away, and the trace does not hold it', 'steals', 'call both(%0, %0)\nreturn %1'],
  ['%0 is still held on the way out', 'steals', 'branch.i64 eq %1, %1 -> error\ndecref %0\nreturn %1'],
  [
    '%0 is held 0 times here and 1 times on another path',
    'steals',
    'branch.i64 eq %1, %1 -> L0\ndecref %0\njump -> L0\nL0:\ndecref %0\nreturn %1',
  ],
  [
    '%2 may be dead: nobody holds it',
    'counted',
    '%2: borrowed = load_ref %0, PyObject.ob_type\n%3: owned? = call any(%0)\n%4: owned = nonnull %3 -> error\n' +
      'decref %4\nincref %2\nreturn %2',
  ],
  ['%0 may be dead: nobody holds it', 'steals', 'call take(%0)\n%2: i64 = call peek(%0)\nreturn %2'],
];

describe('what is wrong is found', () => {
  test.each(wrong)('%s (%s)', (message, kind, body) => {
    let found: unknown;
    const made = trace(kind, body);
    try {
      verify(made);
    } catch (error) {
      found = error;
    }
    expect(found).toBeInstanceOf(TraceError);
    expect((found as TraceError).reason).toBe(message);
  });

  test('messages name the op and its line in the dump', () => {
    const made = trace('slot', '%2: i64 = int64 1\nguard.i64 eq %0, %2\nreturn %0');
    expect(() => verify(made)).toThrow(
      't, line 3: operand 1 is borrowed, and i64 is wanted: guard.i64 eq %0, %2',
    );
  });
});

describe('what is right passes', () => {
  test.each([
    ['slot', 'guard.i64 eq %1, %1\nreturn %0'],
    ['counted', 'guard.i64 eq %1, %1\nincref %0\nreturn %0'],
    ['counted', '%2: owned? = call any(%0)\n%3: owned = nonnull %2 -> error\nreturn %3'],
    ['steals', 'branch.i64 eq %1, %1 -> error drop %0\ndecref %0\nreturn %1'],
    ['steals', 'jump -> L0(%1)\nL0(%2: i64):\nbranch.i64 eq %1, %2 -> L0(%1)\ndecref %0\nreturn %1'],
    // Given to memory, it is alive until something runs.
    ['steals', '%2: addr = address 0x2000\ngive %2, %0, ptr@0\n%3: i64 = load %0, i64@8\nreturn %3'],
    ['stub', 'incref %2\n%3: owned? = swap %0, %2, ptr@16\ndecref %3\nfail'],
  ] as const)('%s: %s', (kind, body) => {
    expect(() => verify(trace(kind, body))).not.toThrow();
  });
});
