export * from './boot.js';
export { compileText, raiseCompileFailure, setOptimizationLevel } from './builtins/compile.js';
export { makeBuiltins } from './builtins/module.js';
export * from './runtime.js';
export { makeObjectSpace } from './space/index.js';
