/** The baseline tier, which needs nothing of the object model but `ObjectFacts`: the command loads it when it is asked for. */
export { type Compiled, compileCode } from './compile.js';
export type { BaselineCounters } from './counters.js';
export type { ObjectFacts } from './facts.js';
export { type BaselineOptions, type CodeMemory, type Lister, makeBaseline } from './tier.js';
