/** A typed trace IR for inline caches and stubs. See the README. */
export * from './builder.js';
export { type Block, type Flow, flowOf, type Liveness, livenessOf } from './flow.js';
export * from './ops.js';
export { parseTrace, TraceSyntaxError } from './parse.js';
export { dumpTrace, formatOp, functionsOf } from './print.js';
export * from './trace.js';
export * from './types.js';
export { TraceError, verify } from './verify.js';
