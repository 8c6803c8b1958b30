/** From a counted trace to machine code. */
import { Assembler, assemble, BufferFullError, type Code } from '@tyston/asm-x64';
import { formatOp, functionsOf } from '../print.js';
import type { CountedTrace } from '../trace.js';
import { allocate } from './allocate.js';
import { type EmitOptions, Emitter, NEXT } from './emitter.js';
import { EMIT } from './ops.js';
import { planOf } from './plan.js';

export { type EmitOptions, NEXT } from './emitter.js';

export interface Emitted {
  readonly code: Code;
  /** Offset of the patchable jump to the next slot, or -1 if nothing goes there. */
  readonly next: number;
  /** Whether other code may be called: somebody may be inside while TypeScript runs. */
  readonly calls: boolean;
}

/** Writes the code of a trace into an assembler, with the ops as comments if `comments`. */
export function writeTrace(
  a: Assembler,
  trace: CountedTrace,
  options: EmitOptions,
  comments = false,
): boolean {
  const plan = planOf(trace);
  const allocation = allocate(trace, plan);
  const e = new Emitter(a, trace, plan, allocation, options);
  const { ops } = trace;
  for (let i = 0; i < ops.length; i++) {
    const op = ops[i]!;
    e.at = i;
    if (!plan.flow.reachable[plan.flow.blockOf[i]!]) continue;
    if (comments) a.source(formatOp(op, trace).trim());
    if (i === allocation.frame) e.enterFrame();
    EMIT[op.name](e, op);
    if (i === plan.tail) break;
  }
  return e.finish();
}

/** One assembler for all traces that fit its buffer: making one costs more than most traces. */
let shared: Assembler | null = null;
const SMALL = 4096;

function small(write: (a: Assembler) => void): Code | null {
  shared ??= new Assembler(new Uint8Array(SMALL));
  try {
    write(shared.reset());
    const code = shared.finish();
    return code.at(code.bytes.slice());
  } catch (error) {
    shared = null;
    if (error instanceof BufferFullError) return null;
    throw error;
  }
}

/**
 * The code of a trace, to be linked: functions without an address and `next` are symbols.
 * @throws RangeError if it has more parameters than registers pass.
 */
export function emit(trace: CountedTrace, options: EmitOptions, comments = false): Emitted {
  let hasNext = false;
  const write = (a: Assembler): void => {
    hasNext = writeTrace(a, trace, options, comments);
  };
  const code = small(write) ?? assemble(write);
  const calls = trace.ops.some(
    (op) => op.row.effect === 'call' || op.name === 'decref' || op.exit?.drop.length,
  );
  return { code, next: hasNext ? code.offsetOf('next_slot') : -1, calls };
}

/**
 * Writes addresses into the code of a trace that will run at `address`: those of the functions that it calls, and of the next
 * slot. @param find addresses of functions that have none of their own.
 */
export function link(
  emitted: Emitted,
  trace: CountedTrace,
  address: bigint,
  options: EmitOptions,
  next: bigint = address,
  find: (name: string) => bigint | undefined = () => undefined,
): Code {
  const known = new Map([...functionsOf(trace), options.dealloc].map((fn) => [fn.name, fn.address]));
  return emitted.code.link(address, (name) => {
    if (name === NEXT) return next;
    const own = known.get(name);
    return own === undefined || own === 0n ? find(name) : own;
  });
}
