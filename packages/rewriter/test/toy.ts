/** The toy language's program, which the emulator and the processor run alike. */
import type { Allocator } from '@tyston/memory';
import { expect } from 'vitest';
import { Toy } from '../examples/toy.js';
import type { CodeSpace, TraceMachine } from '../src/index.js';

export function runToy(machine: TraceMachine, heap: Allocator, code: CodeSpace): void {
  const toy = new Toy(machine, heap, code);
  const before = toy.objects;
  const low = (p: unknown): number => Number(BigInt.asIntN(32, BigInt(p as bigint)));
  const [getX, setX, getY, callAdd] = [
    toy.site('get', 'x'),
    toy.site('set', 'x'),
    toy.site('get', 'y'),
    toy.site('call', 'add'),
  ] as const;
  // `add` reads x of its receiver through a site of its own, and makes a new number.
  const add = machine.add('add', ['ref', 'ref'], 'owned?', 'runs', (self, other) => {
    const x = toy.run(getX, low(self));
    const sum = toy.num(toy.valueOf(x) + toy.valueOf(low(other)));
    toy.decref(x);
    return (0x2000n << 32n) | BigInt(sum >>> 0);
  });
  const point = toy.shape(['x', 'y'], { add });
  const named = toy.shape(['name', 'y', 'x'], { add });
  const [p, q] = [toy.new(point), toy.new(named)];
  let total = 0;
  for (let turn = 0; turn < 50; turn++) {
    for (const o of [p, q]) {
      const n = toy.num(turn);
      expect(toy.run(setX, o, n)).toBe(0);
      const sum = toy.run(callAdd, o, n);
      total += toy.valueOf(sum);
      toy.decref(sum);
      toy.decref(n);
    }
  }
  expect(total).toBe(2 * 2 * (49 * 25));
  // What is not there is an error, not a slot.
  expect(toy.run(getY, p)).toBe(0);
  const { caches } = toy;
  for (const site of [getX, setX, callAdd]) {
    const slots = caches.report(site);
    expect(slots).toHaveLength(2);
    // Each shape missed once and hit ever after.
    for (const slot of slots) expect(slot.hits).toBe(49);
  }
  expect(caches.counters()).toMatchObject({ attached: 6, misses: 6, replaced: 0 });
  for (const o of [p, q]) toy.decref(o);
  for (const site of [getX, setX, getY, callAdd]) caches.freeSite(site);
  // What is left is the way to the three generic functions.
  expect(caches.pool.used).toBe(3 * 16);
  for (const shape of [point, named]) toy.decref(shape);
  expect(toy.objects).toBe(before);
}
