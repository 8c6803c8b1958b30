/**
 * The ops of the trace IR: one row each.
 *
 * Builder, printer, parser, verifier, passes, placement of counts, register allocation, emitter and interpreter ask the
 * row. What an op does to a value or to the machine stands in tables keyed by the same names (`evaluate.ts`, `interpret.ts`,
 * `emit/ops.ts`), which the compiler holds to be complete.
 */
import type { OperandKind, ValueType } from './types.js';

/** What an op writes after its name, besides values. */
export type Detail = 'none' | 'integer' | 'float' | 'address' | 'place' | 'function' | 'condition' | 'label';

/**
 * What an op may do to memory that others see:
 *
 *     pure      nothing; the same operands give the same result
 *     reads     looks at memory
 *     tallies   changes memory that nobody but the caches looks at
 *     counts    raises a reference count
 *     writes    changes memory
 *     runs      anything, and may give back references that memory holds: only what is counted is alive after it
 *     call      what the function named by the op declares
 */
export type Effect = 'pure' | 'reads' | 'tallies' | 'counts' | 'writes' | 'runs' | 'call';

/**
 * How an op ends or leaves the straight line: `exit` may leave to `next`, `error` or a label; `guard` only to `next`;
 * `end` never goes on.
 */
export type Flow = 'on' | 'exit' | 'guard' | 'end' | 'label';

export interface OpRow {
  readonly operands: readonly OperandKind[];
  /** The result's type; `given`: one of `results`, as the op says; `call`: the function's; `refined`: the operand's, not NULL. */
  readonly result: ValueType | 'none' | 'given' | 'call' | 'refined';
  readonly results?: readonly ValueType[];
  readonly detail: Detail;
  readonly effect: Effect;
  readonly flow: Flow;
  /** Only in a trace whose counts have been placed. */
  readonly counted?: boolean;
  readonly means: string;
}

const row = (
  operands: readonly OperandKind[],
  result: OpRow['result'],
  means: string,
  more: Partial<OpRow> = {},
): OpRow => ({ operands, result, detail: 'none', effect: 'pure', flow: 'on', means, ...more });

const field = { detail: 'place', effect: 'reads' } as const;
const write = { detail: 'place', effect: 'writes' } as const;
const reference = { ...field, results: ['borrowed', 'borrowed?'] } as const;
const number = { ...field, results: ['i32', 'i64', 'f64'] } as const;
const overflow = { flow: 'exit' } as const;
const guard = { detail: 'condition', flow: 'guard' } as const;
const branch = { detail: 'condition', flow: 'exit' } as const;
const compare = { detail: 'condition' } as const;

export const OPS = {
  int32: row([], 'i32', 'A constant.', { detail: 'integer' }),
  int64: row([], 'i64', 'A constant.', { detail: 'integer' }),
  float64: row([], 'f64', 'A constant.', { detail: 'float' }),
  object: row([], 'borrowed', 'An object that the code keeps alive.', { detail: 'address' }),
  address: row([], 'addr', 'The address of something that is not counted.', { detail: 'address' }),
  null: row([], 'borrowed?', 'No object.'),

  load: row(['base'], 'given', 'The number in a field; narrow ones become 32 bits wide.', number),
  load_addr: row(['base'], 'addr', 'The address in a field.', field),
  load_ref: row(['base'], 'given', 'The object in a field, borrowed from it.', reference),
  load_at: row(['base', 'i64'], 'given', 'The number in an element of an array.', number),
  load_addr_at: row(['base', 'i64'], 'addr', 'The address in an element of an array.', field),
  load_ref_at: row(['base', 'i64'], 'given', 'The object in an element of an array.', reference),
  store: row(['base', 'word'], 'none', 'Changes the number or address in a field.', write),
  store_at: row(['base', 'i64', 'word'], 'none', 'Changes a number or address in an array.', write),
  give: row(['base', 'own?'], 'none', 'Fills a field that held nothing; it owns the reference now.', write),
  give_at: row(['base', 'i64', 'own?'], 'none', 'Fills an element that held nothing.', write),
  swap: row(['base', 'own?'], 'owned?', 'Fills a field and hands over what it held.', write),
  swap_at: row(['base', 'i64', 'own?'], 'owned?', 'Fills an element and hands over what it held.', write),
  tally: row([], 'none', 'Adds one to a counter of 32 bits.', { detail: 'address', effect: 'tallies' }),

  'add.i32': row(['i32', 'i32'], 'i32', 'Sum, wrapping.'),
  'sub.i32': row(['i32', 'i32'], 'i32', 'Difference, wrapping.'),
  'mul.i32': row(['i32', 'i32'], 'i32', 'Product, wrapping.'),
  'and.i32': row(['i32', 'i32'], 'i32', 'Bitwise and.'),
  'or.i32': row(['i32', 'i32'], 'i32', 'Bitwise or.'),
  'xor.i32': row(['i32', 'i32'], 'i32', 'Bitwise exclusive or.'),
  'shl.i32': row(['i32', 'i32'], 'i32', 'Shift left by the count modulo 32.'),
  'shr.i32': row(['i32', 'i32'], 'i32', 'Shift right, zeros coming in.'),
  'sar.i32': row(['i32', 'i32'], 'i32', 'Shift right, copies of the sign coming in.'),
  'add.i64': row(['i64', 'i64'], 'i64', 'Sum, wrapping.'),
  'sub.i64': row(['i64', 'i64'], 'i64', 'Difference, wrapping.'),
  'mul.i64': row(['i64', 'i64'], 'i64', 'Product, wrapping.'),
  'and.i64': row(['i64', 'i64'], 'i64', 'Bitwise and.'),
  'or.i64': row(['i64', 'i64'], 'i64', 'Bitwise or.'),
  'xor.i64': row(['i64', 'i64'], 'i64', 'Bitwise exclusive or.'),
  'shl.i64': row(['i64', 'i32'], 'i64', 'Shift left by the count modulo 64.'),
  'shr.i64': row(['i64', 'i32'], 'i64', 'Shift right, zeros coming in.'),
  'sar.i64': row(['i64', 'i32'], 'i64', 'Shift right, copies of the sign coming in.'),
  'add_overflow.i32': row(['i32', 'i32'], 'i32', 'Sum; leaves when it does not fit.', overflow),
  'sub_overflow.i32': row(['i32', 'i32'], 'i32', 'Difference; leaves when it does not fit.', overflow),
  'mul_overflow.i32': row(['i32', 'i32'], 'i32', 'Product; leaves when it does not fit.', overflow),
  'add_overflow.i64': row(['i64', 'i64'], 'i64', 'Sum; leaves when it does not fit.', overflow),
  'sub_overflow.i64': row(['i64', 'i64'], 'i64', 'Difference; leaves when it does not fit.', overflow),
  'mul_overflow.i64': row(['i64', 'i64'], 'i64', 'Product; leaves when it does not fit.', overflow),
  'add.f64': row(['f64', 'f64'], 'f64', 'Sum.'),
  'sub.f64': row(['f64', 'f64'], 'f64', 'Difference.'),
  'mul.f64': row(['f64', 'f64'], 'f64', 'Product.'),
  'div.f64': row(['f64', 'f64'], 'f64', 'Quotient.'),
  'sqrt.f64': row(['f64'], 'f64', 'Square root.'),

  i32_to_i64: row(['i32'], 'i64', 'The same number.'),
  u32_to_i64: row(['i32'], 'i64', 'The same bits, zeros above them.'),
  i64_to_i32: row(['i64'], 'i32', 'The low half.'),
  i32_to_f64: row(['i32'], 'f64', 'The same number.'),
  i64_to_f64: row(['i64'], 'f64', 'The nearest number.'),
  i64_to_addr: row(['i64'], 'addr', 'The same bits.'),
  addr_to_i64: row(['addr'], 'i64', 'The same bits.'),
  ref_to_addr: row(['ref?'], 'addr', 'Where the object lies.'),
  addr_to_ref: row(['addr'], 'given', 'The object at an address, borrowed.', {
    results: ['borrowed', 'borrowed?'],
    // Not pure: what is at the address is alive only until something is released.
    effect: 'reads',
  }),
  'add.addr': row(['addr', 'i64'], 'addr', 'An address further on, in bytes.'),

  'compare.i32': row(['i32', 'i32'], 'i32', '1 if the condition holds, else 0.', compare),
  'compare.i64': row(['i64', 'i64'], 'i32', '1 if the condition holds, else 0.', compare),
  'compare.f64': row(['f64', 'f64'], 'i32', '1 if the condition holds, else 0.', compare),
  'compare.ref': row(['ref?', 'ref?'], 'i32', '1 if they are the same, or not the same.', compare),

  'guard.i32': row(['i32', 'i32'], 'none', 'Goes to the next slot unless the condition holds.', guard),
  'guard.i64': row(['i64', 'i64'], 'none', 'Goes to the next slot unless the condition holds.', guard),
  'guard.f64': row(['f64', 'f64'], 'none', 'Goes to the next slot unless the condition holds.', guard),
  'guard.ref': row(['ref?', 'ref?'], 'none', 'Goes to the next slot unless the condition holds.', guard),
  'guard.addr': row(['addr', 'addr'], 'none', 'Goes to the next slot unless the condition holds.', guard),
  'branch.i32': row(['i32', 'i32'], 'none', 'Leaves if the condition holds.', branch),
  'branch.i64': row(['i64', 'i64'], 'none', 'Leaves if the condition holds.', branch),
  'branch.f64': row(['f64', 'f64'], 'none', 'Leaves if the condition holds.', branch),
  'branch.ref': row(['ref?', 'ref?'], 'none', 'Leaves if the condition holds.', branch),
  'branch.addr': row(['addr', 'addr'], 'none', 'Leaves if the condition holds.', branch),
  nonnull: row(['ref?'], 'refined', 'The same object; leaves if there is none.', { flow: 'exit' }),

  call: row([], 'call', 'Calls a function.', { detail: 'function', effect: 'call' }),
  call_at: row(['addr'], 'call', 'Calls the function at an address.', { detail: 'function', effect: 'call' }),

  label: row([], 'none', 'A place to jump to; its values come with the jump.', {
    detail: 'label',
    flow: 'label',
  }),
  jump: row([], 'none', 'Goes to a label.', { flow: 'end' }),
  return: row(['result'], 'none', 'Ends with a result.', { flow: 'end' }),
  return_void: row([], 'none', 'Ends without a result.', { flow: 'end' }),
  fail: row([], 'none', 'Ends with the error that is pending.', { flow: 'end' }),
  leave: row([], 'none', 'Goes to the next slot.', { flow: 'end' }),

  incref: row(['ref?'], 'none', 'Takes another reference.', { effect: 'counts', counted: true }),
  decref: row(['ref?'], 'none', 'Gives a reference back.', { effect: 'runs', counted: true }),
} as const satisfies Record<string, OpRow>;

export type OpName = keyof typeof OPS;
export const rowOf = (name: OpName): OpRow => OPS[name];
export const OP_NAMES = Object.keys(OPS) as OpName[];

/** Conditions of guards, branches and comparisons. `below` … are unsigned. All but `ne` are false for a NaN. */
export const CONDITIONS = [
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'below',
  'below_eq',
  'above',
  'above_eq',
] as const;
export type Condition = (typeof CONDITIONS)[number];
/** The conditions that a type of operand knows. */
export function conditionsOf(name: OpName): readonly Condition[] {
  if (name.endsWith('.ref')) return CONDITIONS.slice(0, 2);
  return name.endsWith('.f64') ? CONDITIONS.slice(0, 6) : CONDITIONS;
}
