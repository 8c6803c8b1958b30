/** -X heap-report: the bytes that a program's objects take, by type, while they are still there. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const command = join(import.meta.dirname, '../bin/tyston.cjs');

test.each([[], ['-X', 'jit=off']])('objects are counted by type %s', (...host) => {
  const program =
    'class C: __slots__ = ()\nkept = [C() for _ in range(1234)]; f = [i + 0.5 for i in range(5000)]';
  const { stderr, status } = spawnSync(command, [...host, '-X', 'heap-report', '-c', program], {
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  const row = (name: string) => {
    const line = stderr.split('\n').find((text) => text.endsWith(`  ${name}`)) ?? '';
    const [bytes = 0, blocks = 0] = line.trim().split(/\s+/).map(Number);
    return { bytes, blocks };
  };
  // Objects are known by their looks: a block of something else may look like one.
  const { blocks } = row("<class '__main__.C'>");
  expect(blocks).toBeGreaterThanOrEqual(1234);
  expect(blocks).toBeLessThan(1250);
  const floats = row("<class 'float'>");
  expect(floats.blocks).toBeGreaterThanOrEqual(5000);
  expect(floats.bytes / floats.blocks).toBe(32);
  const [objects, rest, heap] = [
    row('objects'),
    row('tables, items, buffers and code of objects'),
    row('the heap'),
  ];
  expect(objects.bytes + rest.bytes).toBe(heap.bytes);
  expect(objects.blocks + rest.blocks).toBe(heap.blocks);
});
