/** Generators driven from outside, as their types' methods and other built-ins drive them. */
import { expect, test } from 'vitest';
import { compileSource } from '../src/compile/compile.js';
import { makeWorld } from './toy/world.js';

const SOURCE = `
def g():
    x = yield 1
    print('sent', x)
    try:
        yield from inner()
    finally:
        print('finally')
    return 'end'
def inner():
    yield 'inner'
gen = g()
`;

function generator() {
  const world = makeWorld();
  const { toy } = world;
  expect(world.exec(compileSource(SOURCE, { filename: 'g.py' }))).toBe(toy.None);
  return { ...world, gen: toy.dictGet(toy.globals, toy.intern('gen')) };
}

test('NULL is sent as None, and a return is StopIteration for send, nothing for next', () => {
  const { toy, interpreter, gen } = generator();
  expect(toy.repr(interpreter.generatorSend(gen, 0))).toBe('1');
  expect(interpreter.generatorAwaits(gen)).toBe(0);
  expect(toy.repr(interpreter.generatorSend(gen, 0))).toBe("'inner'");
  expect(toy.typeName(interpreter.generatorAwaits(gen))).toBe('generator');
  expect(interpreter.generatorSend(gen, 0)).toBe(0);
  expect(toy.takeError().text).toBe('StopIteration: end');
  expect(toy.output).toEqual(['sent None', 'finally']);
  expect(interpreter.generatorNext(gen)).toBe(0);
  expect(toy.pendingIs('StopIteration')).toBe(false);
});

test('close reaches what is waited for, and what holds it', () => {
  const { toy, interpreter, gen } = generator();
  interpreter.generatorNext(gen);
  interpreter.generatorNext(gen);
  expect(interpreter.generatorClose(gen)).toBe(toy.None);
  expect(toy.output).toEqual(['sent None', 'finally']);
  expect(interpreter.generatorAwaits(gen)).toBe(0);
});

test('a traversal meets the frame: its function, its locals, what it waits for', () => {
  const { toy, interpreter, gen } = generator();
  interpreter.generatorNext(gen);
  interpreter.generatorNext(gen);
  const met: string[] = [];
  interpreter.traverseGenerator(gen, (x) => met.push(toy.typeName(x)));
  expect(met.sort()).toEqual(['NoneType', 'code', 'code', 'function', 'generator', 'str', 'str']);
});
