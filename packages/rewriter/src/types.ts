/**
 * The types of values in a trace.
 *
 * A reference is a pointer to a counted object. Its type says who holds it, and whether it may be NULL:
 *
 *     owned      one reference count belongs to the trace, to be given away or given back exactly once on every path
 *     borrowed   somebody else holds it: the caller (a parameter), the code (a constant), or the field it was loaded from
 *     …?         it may be NULL
 *
 * An `addr` points to memory that is not counted: an array, a table, a function.
 */
export const VALUE_TYPES = ['i32', 'i64', 'f64', 'addr', 'borrowed', 'borrowed?', 'owned', 'owned?'] as const;
export type ValueType = (typeof VALUE_TYPES)[number];

/** What an operand may be. `ref` is a reference that is looked at, `own` one whose count is taken over. */
export type OperandKind =
  | 'i32'
  | 'i64'
  | 'f64'
  | 'addr'
  | 'ref'
  | 'ref?'
  | 'own'
  | 'own?'
  /** What a field is read from: a reference that is not NULL, or an address. */
  | 'base'
  /** A number or address that goes into the field named by the op. */
  | 'word'
  /** Whatever the trace returns. */
  | 'result';

export const isRef = (t: ValueType): boolean => t !== 'i32' && t !== 'i64' && t !== 'f64' && t !== 'addr';
export const isOwned = (t: ValueType): boolean => t === 'owned' || t === 'owned?';
export const isNullable = (t: ValueType): boolean => t === 'borrowed?' || t === 'owned?';
export const nonNullType = (t: ValueType): ValueType => (isOwned(t) ? 'owned' : 'borrowed');

/** Whether an operand of this kind takes over the reference that it is given. */
export const consumes = (k: OperandKind): boolean => k === 'own' || k === 'own?';

/** Whether a value of type `t` may stand where `kind` is wanted. `result` is the type that the trace returns. */
export function accepts(kind: OperandKind, t: ValueType, result: ValueType | 'void' = 'void'): boolean {
  switch (kind) {
    case 'ref':
    case 'own':
      return isRef(t) && !isNullable(t);
    case 'ref?':
    case 'own?':
      return isRef(t);
    case 'base':
      return t === 'addr' || (isRef(t) && !isNullable(t));
    case 'word':
      return !isRef(t);
    case 'result':
      return result !== 'void' && assignable(t, result);
    default:
      return kind === t;
  }
}

/** Whether a value of type `t` may be passed on as one of type `to`: a count is taken where `to` is owned. */
export function assignable(t: ValueType, to: ValueType): boolean {
  if (!isRef(to)) return t === to;
  return isRef(t) && (isNullable(to) || !isNullable(t));
}
