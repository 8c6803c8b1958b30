/**
 * Machine code as a JavaScript function.
 *
 * In front of the function a small entry is written, which takes its arguments from a block of memory, by the
 * System V convention for the function, and puts the result back there:
 *
 *     slot 0: result    slots 1…: arguments, 8 bytes each
 */
import { assemble } from './assemble.js';
import type { Assembler } from './assembler.js';
import type { Code, Resolver } from './code.js';
import type { ExecutableMemory, MemoryBlock } from './executable.js';
import { qword } from './memory.js';
import { r8, r9, rax, rbx, rcx, rdi, rdx, rsi, rsp, xmm, xmm0 } from './registers.js';

/** `i32` and `f64` are numbers in JavaScript, `i64` and `pointer` bigints. */
export type ValueType = 'i32' | 'i64' | 'pointer' | 'f64';

type ValueOf = { i32: number; i64: bigint; pointer: bigint; f64: number; void: undefined };
type ArgumentsOf<A extends readonly ValueType[]> = { -readonly [K in keyof A]: ValueOf[A[K]] };

export interface Signature<A extends readonly ValueType[], R extends ValueType | 'void'> {
  readonly arguments: A;
  readonly result: R;
}

export interface CompileOptions {
  /** The addresses of symbols that the code mentions. */
  readonly resolve?: Resolver;
  /** Whether the function begins with `endbr64`. Default: false. */
  readonly endbr?: boolean;
}

/** A compiled function. */
export interface Compiled<A extends readonly ValueType[], R extends ValueType | 'void'> {
  (...args: ArgumentsOf<A>): ValueOf[R];
  /** The address of the function itself, for other machine code to call. */
  readonly address: bigint;
  readonly code: Code;
  /** Fills the code with `int3` and gives it back. A later call throws. */
  free(): void;
}

const INTEGER_REGISTERS = [rdi, rsi, rdx, rcx, r8, r9] as const;

/** The entry: arguments from the block at rdi, result into it. */
function writeEntry(a: Assembler, types: readonly ValueType[], result: ValueType | 'void'): void {
  const target = a.label('function');
  a.push(rbx).mov(rbx, rdi);
  const stacked: number[] = [];
  let integers = 0;
  let doubles = 0;
  // rdi last: everything else is loaded through rbx, which keeps the block.
  types.forEach((type, i) => {
    const slot = qword(rbx, 8 * (i + 1));
    if (type === 'f64' && doubles < 8) a.movsd(xmm[doubles++]!, slot);
    else if (type !== 'f64' && integers < INTEGER_REGISTERS.length)
      a.mov(INTEGER_REGISTERS[integers++]!, slot);
    else stacked.push(8 * (i + 1));
  });
  const bytes = 8 * stacked.length + (stacked.length % 2 === 0 ? 0 : 8);
  if (stacked.length % 2 === 1) a.sub(rsp, 8);
  for (const offset of stacked.reverse()) a.push(qword(rbx, offset));
  a.call(target);
  if (bytes > 0) a.add(rsp, bytes);
  if (result === 'f64') a.movsd(qword(rbx), xmm0);
  else if (result !== 'void') a.mov(qword(rbx), rax);
  a.pop(rbx).ret();
  a.align(16).bind(target);
}

/**
 * Makes a JavaScript function of what `write` assembles: the body of a function of the given signature, by the
 * System V convention, up to and including its `ret`.
 * @throws AsmError for code that cannot be assembled or linked.
 */
export function compile<const A extends readonly ValueType[], R extends ValueType | 'void'>(
  memory: ExecutableMemory,
  signature: Signature<A, R>,
  write: (a: Assembler) => void,
  options: CompileOptions = {},
): Compiled<A, R> {
  const { arguments: types, result } = signature;
  const code = assemble((a) => {
    writeEntry(a, types, result);
    a.entry(options.endbr === true);
    write(a);
  });
  const block = memory.allocate(code.bytes.length);
  const slots = memory.data(8 * (types.length + 1));
  block.bytes.fill(0xcc);
  block.bytes.set(code.bytes);
  // The relocations are written where the code now is.
  const placed = code.at(block.bytes.subarray(0, code.bytes.length));
  placed.link(block.address, options.resolve);
  let freed = false;
  const view = new DataView(slots.bytes.buffer, slots.bytes.byteOffset, slots.bytes.byteLength);

  const call = (...args: (number | bigint)[]): number | bigint | undefined => {
    if (freed) throw new Error('the compiled function has been freed');
    if (args.length !== types.length)
      throw new TypeError(`${types.length} arguments expected, not ${args.length}`);
    for (const [i, type] of types.entries()) store(view, 8 * (i + 1), type, args[i]!);
    memory.invoke(block.address, slots.address);
    return load(view, result);
  };
  return Object.assign(call as never, {
    address: block.address + BigInt(code.offsetOf('function')),
    code: placed,
    free: () => {
      if (freed) return;
      freed = true;
      release(memory, block);
      memory.freeData(slots);
    },
  });
}

/** Fills code with `int3`, so that a stray call ends at once, and gives it back. */
export function release(memory: ExecutableMemory, block: MemoryBlock): void {
  block.bytes.fill(0xcc);
  memory.free(block);
}

function store(view: DataView, at: number, type: ValueType, value: number | bigint): void {
  if (type === 'f64') view.setFloat64(at, Number(value), true);
  else view.setBigInt64(at, BigInt.asIntN(64, BigInt(value)), true);
}

function load(view: DataView, type: ValueType | 'void'): number | bigint | undefined {
  switch (type) {
    case 'void':
      return undefined;
    case 'f64':
      return view.getFloat64(0, true);
    case 'i32':
      return view.getInt32(0, true);
    case 'i64':
      return view.getBigInt64(0, true);
    default:
      return view.getBigUint64(0, true);
  }
}
