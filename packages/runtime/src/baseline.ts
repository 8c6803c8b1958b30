/** The file that holds the tier of machine code: see machine-code.ts. */
import type { MachineTierMaker } from '@tyston/interp';
import { type BaselineCounters, type BaselineOptions, makeBaseline } from '@tyston/jit/baseline';
import { attachWindow } from '@tyston/memory';

export function openBaseline(
  buffer: ArrayBuffer | SharedArrayBuffer,
  options: BaselineOptions,
  counters: BaselineCounters,
): MachineTierMaker {
  attachWindow(buffer);
  return makeBaseline(options, counters);
}
