export * from './code-unit.js';
export * from './encoding.js';
export * from './exception-table.js';
export * from './interpreter.js';
export * from './opcodes.js';
export * from './space.js';
