/** A typed trace IR for inline caches and stubs. See the README. */
export * from './builder.js';
export { type EmitOptions, type Emitted, emit, link, NEXT, writeTrace } from './emit/index.js';
export { EmulatedMachine, type NativeFunction, type TraceMachine } from './emulated.js';
export { EVALUATE, holds, OVERFLOW, type Scalar } from './evaluate.js';
export { type Block, type Flow, flowOf, type Liveness, livenessOf } from './flow.js';
export { interpret, type Outcome, type World } from './interpret.js';
export * from './ops.js';
export { parseTrace, TraceSyntaxError } from './parse.js';
export * from './passes/index.js';
export { placeCounts } from './place.js';
export { dumpTrace, formatOp, functionsOf } from './print.js';
export * from './sites/caches.js';
export * from './sites/megamorphic.js';
export { CodePool, type CodeSpace } from './sites/pool.js';
export * from './sites/records.js';
export * from './trace.js';
export * from './types.js';
export { TraceError, verify } from './verify.js';
