/**
 * Traces: straight lines of ops over numbered values, each defined once, with exits and, for stubs, labels.
 *
 * A trace has two phases, which are two types. One that is being recorded says which operands take a reference over, and
 * nothing else about counts. `place` turns it into a counted one, where every count is an op. Only that one is emitted.
 */
import { FIELD_SIZES, type FieldType, type Layout, type LayoutInfo } from '@tyston/memory';
import { type Condition, type OpName, rowOf } from './ops.js';
import type { OperandKind, ValueType } from './types.js';

/** The number of a value. Parameters are 0 up to their count. */
export type Value = number;

/** A field: of a layout, or at an offset of its own. */
export interface Place {
  /** `PyObject.ob_type`, or `ptr@-32`. */
  readonly text: string;
  /** Bytes from the base. */
  readonly offset: number;
  readonly type: Exclude<FieldType, Layout<object>>;
}

/** Bytes of what stands in a place. */
export const WIDTHS = FIELD_SIZES;

/** The field of a layout, by name. @throws RangeError if the layout has none such, or it is a struct itself. */
export function place<F extends object>(layout: Layout<F>, name: keyof F & string): Place {
  const info: LayoutInfo = layout.$layout;
  const found = info.fields.find((f) => f.name === name);
  if (found === undefined || typeof found.type !== 'string')
    throw new RangeError(`${info.name} has no plain field ${name}`);
  return { text: `${info.name}.${name}`, offset: found.offset, type: found.type };
}

/** A field that no layout has, `offset` bytes from its base. */
export function placeAt(type: Place['type'], offset = 0): Place {
  return { text: `${type}@${offset}`, offset, type };
}

/** The type of number that a field holds once loaded, or null for a pointer. */
export function numberType(p: Place): 'i32' | 'i64' | 'f64' | null {
  if (p.type === 'ptr') return null;
  if (p.type === 'f64') return 'f64';
  return WIDTHS[p.type] === 8 ? 'i64' : 'i32';
}

/** How a function says that it has failed: not at all, by NULL, or by a negative number. */
export type Raises = 'never' | 'null' | 'negative';

/** A function that traces call, by the System V convention. */
export interface FunctionRef {
  readonly name: string;
  /** Where it is; 0n if the linker is to find it by its name, or if the address is an operand (`call_at`). */
  readonly address: bigint;
  /** What it takes; `own` operands are its own from the call on, whether it fails or not. */
  readonly params: readonly OperandKind[];
  readonly result: ValueType | 'void';
  readonly effect: 'pure' | 'reads' | 'writes' | 'runs';
  readonly raises: Raises;
}

/** Where an op leaves to, with the values that a label takes. */
export interface Exit {
  readonly to: 'next' | 'error' | number;
  readonly args: readonly Value[];
  /** References given back on this way out; empty until counts are placed. */
  readonly drop: readonly Value[];
}

export interface LabelInfo {
  readonly id: number;
  readonly params: readonly Value[];
}

export class Op {
  constructor(
    readonly name: OpName,
    readonly args: readonly Value[],
    /** The value that it defines, or -1. */
    readonly result: Value,
    readonly detail: number | bigint | Place | FunctionRef | Condition | LabelInfo | null = null,
    readonly exit: Exit | null = null,
  ) {}

  get row() {
    return rowOf(this.name);
  }
  /** The same op with other operands and exit. */
  with(args: readonly Value[], exit: Exit | null = this.exit): Op {
    return new Op(this.name, args, this.result, this.detail, exit);
  }
  get place(): Place {
    return this.detail as Place;
  }
  get fn(): FunctionRef {
    return this.detail as FunctionRef;
  }
  get condition(): Condition {
    return this.detail as Condition;
  }
  get label(): LabelInfo {
    return this.detail as LabelInfo;
  }
  /** The constant as bits or number; the address of `object`, `address` and `tally`. */
  get constant(): number | bigint {
    return this.name === 'null' ? 0n : (this.detail as number | bigint);
  }
}

/** A slot of an inline cache may go to the next one; a stub is a function of its own. */
export type TraceKind = 'slot' | 'stub';

interface TraceBase {
  readonly name: string;
  readonly kind: TraceKind;
  readonly params: readonly ValueType[];
  readonly result: ValueType | 'void';
  /** The type of each value. */
  readonly types: readonly ValueType[];
  readonly ops: readonly Op[];
}
export interface RecordedTrace extends TraceBase {
  readonly phase: 'recorded';
}
export interface CountedTrace extends TraceBase {
  readonly phase: 'counted';
}
export type Trace = RecordedTrace | CountedTrace;

/** The kinds of an op's operands. */
export function operandsOf(op: Op): readonly OperandKind[] {
  const { row } = op;
  return row.effect === 'call' ? [...row.operands, ...op.fn.params] : row.operands;
}

/** What the op may do to memory. */
export function effectOf(op: Op): 'pure' | 'reads' | 'tallies' | 'counts' | 'writes' | 'runs' {
  const { effect } = op.row;
  return effect === 'call' ? op.fn.effect : effect;
}

export const mutates = (op: Op): boolean => effectOf(op) === 'writes' || effectOf(op) === 'runs';

/** Whether control never goes on behind the op. */
export const ends = (op: Op): boolean => op.row.flow === 'end';
