import { PyObject } from '@tyston/memory';
import { describe, expect, test } from 'vitest';
import { dumpTrace, parseTrace, TraceSyntaxError, verify } from '../src/index.js';
import { LAYOUTS, samples } from './traces.js';

describe.each(Object.entries(samples))('%s', (name, make) => {
  test('is right, and has the text of its golden', async () => {
    const trace = make();
    verify(trace);
    await expect(dumpTrace(trace)).toMatchFileSnapshot(`goldens/${name}.recorded.txt`);
  });
  test('reads back as the same trace', () => {
    const text = dumpTrace(make());
    const read = parseTrace(text, LAYOUTS);
    verify(read);
    expect(dumpTrace(read)).toBe(text);
  });
});

test.each([
  ['%1: f64 = float64, -0', 'float64', '-0'],
  ['%1: f64 = float64 -0', 'float64', -0],
  ['%1: f64 = float64 nan', 'float64', Number.NaN],
  ['%1: f64 = float64 -inf', 'float64', Number.NEGATIVE_INFINITY],
  ['%1: f64 = float64 1e+300', 'float64', 1e300],
  ['%1: i32 = int32 -7', 'int32', -7],
  ['%1: i64 = int64 -9223372036854775808', 'int64', -(2n ** 63n)],
  ['%1: addr = address 0xffffffffffffffff', 'address', 2n ** 64n - 1n],
] as const)('constants: %s', (line, name, value) => {
  const text = `trace t stub (i32) -> void recorded\n  ${line}\n  return_void\n`;
  if (typeof value === 'string') {
    expect(() => parseTrace(text)).toThrow(TraceSyntaxError);
    return;
  }
  const trace = parseTrace(text);
  expect(trace.ops[0]!.name).toBe(name);
  expect(trace.ops[0]!.detail).toBe(value);
  expect(dumpTrace(trace)).toBe(text);
});

test('errors of syntax name the line', () => {
  const bad = (line: string) => () => parseTrace(`trace t stub () -> void recorded\n${line}\n`, [PyObject]);
  expect(() => parseTrace('nothing')).toThrow('line 1: no heading: nothing');
  expect(bad('  %0: i32 = int33 5')).toThrow('line 2: no such op: %0: i32 = int33 5');
  expect(bad('  %0: i3 = int32 5')).toThrow('line 2: no type i3');
  expect(bad('  call f(%1)')).toThrow('line 2: no such function');
  expect(bad('  store %0, %1, PyObject.ob_nothing')).toThrow(
    'line 2: PyObject has no plain field ob_nothing',
  );
  expect(bad('  jump -> Q')).toThrow('line 2: not an exit');
});

test('a field of no layout has the type of one, and no other name', () => {
  const text = (type: string) =>
    `trace t stub (borrowed) -> i32 recorded\n  %1: i32 = load %0, ${type}@8\n  return %1\n`;
  expect(parseTrace(text('i32')).ops[0]!.name).toBe('load');
  expect(() => parseTrace(text('constructor'))).toThrow('no field constructor@8');
});
