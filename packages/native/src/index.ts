export * from './code-memory.js';
export * from './foreign.js';
export * from './host.js';
export { SpawnArgs } from './spawn-args.js';
export { FIRST_FREE_FOREIGN_SLOT, foreignAddress, thunkCode } from './thunk-code.js';
