/** A window of its own with one thread, the toy space and an interpreter over it. */
import { attachWindow, makeAllocator, Roots, regionMap } from '@tyston/memory';
import {
  type CodeUnit,
  type Handle,
  type Interpreter,
  initThread,
  makeInterpreter,
} from '../../src/index.js';
import { makeToySpace, type Toy } from './space.js';

const MIB = 1024 * 1024;

export interface World {
  readonly toy: Toy;
  readonly interpreter: Interpreter;
  /** Runs a module's code in the toy's globals: its result, or 0. */
  exec(unit: CodeUnit): Handle;
}

/**
 * `recursion` is sys.getrecursionlimit(), `reentries` how often `run` may nest, `heap` the bytes of the heap, `translateAfter` as in
 * InterpreterOptions.
 */
export function makeWorld(
  limits: { recursion?: number; reentries?: number; heap?: number; translateAfter?: number } = {},
): World {
  const size = 128 * MIB;
  const buffer = new ArrayBuffer(size);
  attachWindow(buffer);
  const regions = regionMap(size);
  const memory = { buffer, heapLimit: limits.heap ?? 64 * MIB, commit: () => true };
  const allocator = makeAllocator(memory, regions, true);
  const thread = Roots.MAIN_THREAD;
  initThread(thread, regions.stack, limits);
  const toy = makeToySpace(thread, allocator);
  const interpreter = makeInterpreter({
    thread,
    space: toy,
    ...(limits.translateAfter === undefined ? {} : { translateAfter: limits.translateAfter }),
  });
  toy.link.interpreter = interpreter;
  return {
    toy,
    interpreter,
    exec(unit) {
      const code = interpreter.newCode(unit);
      const result = interpreter.evalCode(code, toy.globals, toy.builtins, toy.globals, 0);
      toy.decref(code);
      return result;
    },
  };
}
