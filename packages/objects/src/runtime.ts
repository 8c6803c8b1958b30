/** Putting the object model and the interpreter together over the attached window. */
import { type Interpreter, type InterpreterOptions, initThread, makeInterpreter } from '@tyston/interp';
import { type Addr, type Borrowed, type Owned, type RegionMap, Roots } from '@tyston/memory';
import { type BootOptions, boot } from './boot.js';
import { setFrameInfo } from './core/frame-info-hook.js';
import { setPythonCaller } from './core/function-hook.js';
import { setGeneratorMachine } from './core/generator-hook.js';
import { setInterpreter } from './core/interpreter-hook.js';
import { makeObjectSpace } from './space/index.js';

export interface StartOptions extends BootOptions {
  readonly regions: RegionMap;
  /** Lay out the main thread: not where another isolate goes on with it. By default as `fresh` says. */
  readonly newThread?: boolean;
  /** JavaScript re-entries that the real stack allows. */
  readonly reentries?: number;
  /** See InterpreterOptions. */
  readonly translateAfter?: number;
  readonly machineTier?: InterpreterOptions['machineTier'];
}

/** Boots or joins the object model, makes the space and the interpreter, and hands each what it needs of the other. */
export function startObjects(options: StartOptions): Interpreter {
  if (options.newThread ?? options.fresh)
    initThread(
      Roots.MAIN_THREAD,
      options.regions.stack,
      options.reentries === undefined ? {} : { reentries: options.reentries },
    );
  boot(options);
  const space = makeObjectSpace();
  const interpreter = makeInterpreter({
    thread: Roots.MAIN_THREAD,
    space,
    ...(options.commit ? { commit: options.commit } : {}),
    ...(options.translateAfter === undefined ? {} : { translateAfter: options.translateAfter }),
    ...(options.machineTier === undefined ? {} : { machineTier: options.machineTier }),
  });
  setInterpreter(interpreter);
  setFrameInfo(interpreter);
  setGeneratorMachine(interpreter);
  setPythonCaller(
    (f: Borrowed, args: Addr, n: number, kwnames: Borrowed) =>
      interpreter.callFunction(f, args >>> 2, n, kwnames) as Owned,
  );
  return interpreter;
}
