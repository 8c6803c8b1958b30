/** The constants of a trace by value, and ops that make one. */
import type { Scalar } from '../evaluate.js';
import { Op } from '../trace.js';
import type { ValueType } from '../types.js';

const MAKERS = { i32: 'int32', i64: 'int64', f64: 'float64', addr: 'address' } as const;
const NAMES: ReadonlySet<string> = new Set(['int32', 'int64', 'float64', 'address', 'object', 'null']);

export const isConstant = (op: Op): boolean => NAMES.has(op.name);

/** The op that defines `result` as a constant, or null for a type that has none. */
export function constantOp(type: ValueType, result: number, value: Scalar): Op | null {
  const name = MAKERS[type as keyof typeof MAKERS];
  return name === undefined ? null : new Op(name, [], result, value);
}

/** The constants that ops define, by value. */
export function constantsOf(ops: readonly Op[]): Map<number, Scalar> {
  const found = new Map<number, Scalar>();
  for (const op of ops) if (isConstant(op)) found.set(op.result, op.constant);
  return found;
}
