/** An x86-64 assembler: typed operands, labels, relocations. See the README. */
export { assemble } from './assemble.js';
export { Assembler } from './assembler.js';
export {
  Code,
  type DataRegion,
  type Note,
  type Relocation,
  type RelocationKind,
  type Resolver,
  type SavedCode,
} from './code.js';
export {
  type Compiled,
  type CompileOptions,
  compile,
  release,
  type Signature,
  type ValueType,
} from './compile.js';
export { type Decoded, decode } from './decode.js';
export { EmulatedMemory } from './emulated-memory.js';
export { Emulator, STOP } from './emulator/emulator.js';
export { EmulatorFault, type FaultKind } from './emulator/fault.js';
export { Machine } from './emulator/machine.js';
export { Memory, type Region } from './emulator/memory.js';
export { AsmError, BufferFullError, type Place } from './error.js';
export type { ExecutableMemory, MemoryBlock } from './executable.js';
export { type Iced, icedFromSource, loadIced, useIced } from './iced.js';
export type { Instructions } from './instructions.gen.js';
export {
  disassemble,
  formatListing,
  type ListingLine,
  type ListingOptions,
  listing,
  listingLines,
  type Syntax,
} from './listing.js';
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
export { type OtherInstructions, otherInstructions } from './other.js';
export { patchJump } from './patch.js';
export type { AssemblerOptions } from './program.js';
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
export { formText, instructionText } from './text.js';
