/** Resuming generators: the interpreter's side, handed in when both are wired together. */
import type { Borrowed, Owned } from '@tyston/memory';

export interface GeneratorMachine {
  generatorSend(gen: number, value: number): number;
  generatorNext(gen: number): number;
  generatorThrow(
    gen: number,
    type: number,
    value: number,
    traceback: number,
    closeOnGeneratorExit?: boolean,
  ): number;
  generatorClose(gen: number): number;
  generatorAwaits(gen: number): number;
  releaseGenerator(gen: number): void;
  traverseGenerator(gen: number, visit: (x: number) => void): void;
}
let machine: GeneratorMachine;
export function setGeneratorMachine(m: GeneratorMachine): void {
  machine = m;
}
export function generatorMachine(): GeneratorMachine {
  return machine;
}
/** What a generator waits for in `yield from` or `await`: a new reference, or 0. */
export function generatorAwaits(gen: Borrowed): Owned {
  return machine.generatorAwaits(gen) as Owned;
}
