/**
 * Traces as text: one line an op, stable enough for golden tests. `parse.ts` reads it back.
 *
 *     trace add slot (borrowed, borrowed) -> owned recorded
 *       fn int_add(ref, ref) -> owned? runs null @0x200001000108
 *       %2: borrowed = load_ref %0, PyObject.ob_type
 *       %3: borrowed = object 0x200000200040
 *       guard.ref eq %2, %3
 *       %4: owned? = call int_add(%0, %1)
 *       %5: owned = nonnull %4 -> error
 *       return %5
 */
import type { Exit, FunctionRef, Op, Trace } from './trace.js';

const hex = (n: number | bigint): string => `0x${BigInt.asUintN(64, BigInt(n)).toString(16)}`;
const values = (ids: readonly number[]): string => ids.map((id) => `%${id}`).join(', ');

function float(n: number): string {
  if (Number.isNaN(n)) return 'nan';
  return Object.is(n, -0) ? '-0' : String(n).replace('Infinity', 'inf');
}

export const label = (id: number): string => `L${id}`;

function exitText(exit: Exit, implied: boolean): string {
  const to =
    typeof exit.to === 'string'
      ? exit.to
      : label(exit.to) + (exit.args.length ? `(${values(exit.args)})` : '');
  const drop = exit.drop.length ? ` drop ${values(exit.drop)}` : '';
  return implied && drop === '' ? '' : ` -> ${to}${drop}`;
}

/** The line of an op, without indentation. */
export function formatOp(op: Op, trace: Trace): string {
  const { name, row, args, result, exit } = op;
  if (row.flow === 'label') {
    const params = op.label.params.map((p) => `%${p}: ${trace.types[p]}`).join(', ');
    return label(op.label.id) + (params && `(${params})`) + ':';
  }
  let text = result >= 0 ? `%${result}: ${trace.types[result]} = ${name}` : name;
  if (row.effect === 'call') {
    const own = row.operands.length;
    if (own > 0) text += ` ${values(args.slice(0, own))}`;
    return `${text} ${op.fn.name}(${values(args.slice(own))})`;
  }
  if (row.detail === 'condition') text += ` ${op.condition}`;
  const items = args.length > 0 ? [values(args)] : [];
  if (row.detail === 'integer') items.push(String(op.detail));
  else if (row.detail === 'float') items.push(float(op.detail as number));
  else if (row.detail === 'address') items.push(hex(op.detail as bigint));
  else if (row.detail === 'place') items.push(op.place.text);
  if (items.length > 0) text += ` ${items.join(', ')}`;
  if (exit === null) return text;
  return text + exitText(exit, row.flow === 'guard' || name === 'fail' || name === 'leave');
}

/** The functions that a trace calls, each once. */
export function functionsOf(trace: Trace): FunctionRef[] {
  const found = new Map<string, FunctionRef>();
  for (const op of trace.ops) if (op.row.effect === 'call') found.set(op.fn.name, op.fn);
  return [...found.values()];
}

function formatFunction(fn: FunctionRef): string {
  const at = fn.address === 0n ? '' : ` @${hex(fn.address)}`;
  return `fn ${fn.name}(${fn.params.join(', ')}) -> ${fn.result} ${fn.effect} ${fn.raises}${at}`;
}

/** The lines of the dump: a heading, the functions, the ops. */
export function dumpLines(trace: Trace): { readonly head: string[]; readonly ops: string[] } {
  const { name, kind, params, result, phase } = trace;
  return {
    head: [
      `trace ${name} ${kind} (${params.join(', ')}) -> ${result} ${phase}`,
      ...functionsOf(trace).map((fn) => `  ${formatFunction(fn)}`),
    ],
    ops: trace.ops.map((op) => (op.row.flow === 'label' ? '' : '  ') + formatOp(op, trace)),
  };
}

/** The whole trace as text. */
export function dumpTrace(trace: Trace): string {
  const { head, ops } = dumpLines(trace);
  return [...head, ...ops].join('\n') + '\n';
}

/** The line, from 1, that op `i` has in the dump. */
export const lineOf = (trace: Trace, i: number): number => dumpLines(trace).head.length + i + 1;
