export * from './interpreter.js';
export * from './space.js';
