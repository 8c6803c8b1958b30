/** What an object model needs of the parser to serve `compile()`. */
export {
  type Mod,
  type ParseOptions,
  PythonSyntaxError,
  type PythonWarning,
  parse,
  SourceEncodingError,
} from '@tyston/parser';
export type { Block, Cfg, Instr } from './cfg/ir.js';
export { decodeLineTable, type LineTableEntry } from './cfg/line-table.js';
export { handlerWords, simpleArguments, UNSOUND } from './code-object.js';
export * from './code-unit.js';
export { type CompileSourceOptions, compileAst, compileSource, symtableOf } from './compile/compile.js';
export type { CfgListener } from './compile/compiler.js';
export type { ComplexParts, NumberLibrary } from './compile/number-library.js';
export { CompileFlag, type CompileOptions, FUTURE_MASK } from './compile/options.js';
export { CompileError } from './compile-error.js';
export { constText, disassemble, type ListedInstruction, listInstructions } from './dump/bytecode.js';
export { dotCfg, dumpCfg } from './dump/cfg.js';
export { dumpSymtable } from './dump/symtable.js';
export * from './encoding.js';
export * from './exception-table.js';
export * from './interpreter.js';
export {
  CodeField,
  MachineExit,
  type MachineTier,
  type MachineTierMaker,
  type TierContext,
} from './machine-tier.js';
export * from './opcodes.js';
export { type InterpreterOptions, initThread, makeInterpreter } from './run/make.js';
export * from './space.js';
export {
  SCOPE_MASK,
  SCOPE_OFFSET,
  Scope,
  SymbolFlag,
  SymbolScope,
  type SymbolTable,
} from './symtable/scope.js';
export type { CodeToTranslate } from './translate/translate.js';
export { assertVerified, type Verified, type VerifyFault, verify, verifyCode } from './verify.js';
