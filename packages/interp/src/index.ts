export * from './code-unit.js';
export * from './encoding.js';
export * from './exception-table.js';
export * from './interpreter.js';
export * from './opcodes.js';
export * from './space.js';
export { initThread, type InterpreterOptions, makeInterpreter } from './run/make.js';
