/** The passes in their order, each with its switch; and the way from a recorded trace to one that can be emitted. */
import { placeCounts } from '../place.js';
import type { CountedTrace, RecordedTrace } from '../trace.js';
import { verify } from '../verify.js';
import { dead } from './dead.js';
import { fold } from './fold.js';
import { guards } from './guards.js';
import { loads } from './loads.js';
import { nonnull } from './nonnull.js';
import { pairs } from './pairs.js';
import type { Pass, PassName, PassOptions } from './pass.js';

export { PASS_NAMES, type Pass, type PassName, type PassOptions, REFCOUNT } from './pass.js';

/** What runs before counts are placed. `fold` and `dead` again, since the others make work for them. */
const ON_RECORDED: readonly Pass<RecordedTrace>[] = [fold, loads, guards, nonnull, loads, fold, dead];
const ON_COUNTED: readonly Pass<CountedTrace>[] = [pairs];

/** All of them, for those who list them. */
export const passes: readonly { readonly name: PassName; readonly means: string }[] = [
  fold,
  loads,
  guards,
  nonnull,
  dead,
  pairs,
];

/** Optimises a trace and places its counts. @throws TraceError where `checked` finds one wrong. */
export function prepare(trace: RecordedTrace, options: PassOptions = {}): CountedTrace {
  const { without = [], checked = false } = options;
  let recorded = trace;
  if (checked) verify(recorded);
  for (const pass of ON_RECORDED) {
    if (without.includes(pass.name)) continue;
    recorded = pass.run(recorded, options);
    if (checked) verify(recorded);
  }
  let counted = placeCounts(recorded);
  if (checked) verify(counted);
  for (const pass of ON_COUNTED) {
    if (without.includes(pass.name)) continue;
    counted = pass.run(counted, options);
    if (checked) verify(counted);
  }
  return counted;
}
