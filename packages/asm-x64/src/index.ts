/** An x86-64 assembler: typed operands, labels, relocations. See the README. */
export { Assembler, type AssemblerOptions } from './assembler.js';
export {
  Code,
  type DataRegion,
  type Note,
  type Relocation,
  type RelocationKind,
  type Resolver,
  type SavedCode,
} from './code.js';
export { AsmError, type Place } from './error.js';
export type { Instructions } from './instructions.gen.js';
export * from './memory.js';
export {
  type AnyOperand,
  type Cl,
  type Gp8,
  type Gp16,
  type Gp32,
  type Gp64,
  type Imm,
  type Label,
  type Mem8,
  type Mem16,
  type Mem32,
  type Mem64,
  type Mem128,
  type MemAny,
  type MemUnsized,
  type Register,
  type SymbolRef,
  symbol,
  type Xmm,
} from './operands.js';
export * from './registers.js';
export { aliases, allRows } from './table/index.js';
export type {
  Access,
  Encoding,
  FlagsSpec,
  ImplicitOperand,
  OperandKind,
  OperandSpec,
  Row,
} from './table/row.js';
