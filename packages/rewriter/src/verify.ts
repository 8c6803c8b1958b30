/**
 * The verifier: what every trace must be, in both phases.
 *
 * - Each op has the operands, result, detail and exit that its row asks for, of the right types.
 * - A value is defined once, and its definition comes before each use on every path (it dominates it).
 * - Control cannot run off the end, nor from a plain op into a label.
 * - No way leads from a mutation to `next`: whoever goes to the next slot must be able to start from scratch.
 *
 * The counts of a counted trace are checked in `ownership.ts`.
 */
import { dominates, type Flow, flowOf } from './flow.js';
import { conditionsOf } from './ops.js';
import { checkOwnership } from './ownership.js';
import { formatOp, lineOf } from './print.js';
import { ends, mutates, numberType, type Op, operandsOf, type Trace } from './trace.js';
import { accepts, assignable, isOwned, nonNullType, type ValueType } from './types.js';

/** What is wrong with a trace, with the op and the line of its dump. */
export class TraceError extends Error {
  constructor(
    readonly reason: string,
    readonly trace: Trace,
    readonly index: number,
  ) {
    const op = trace.ops[index];
    const where = op === undefined ? 'the end' : formatOp(op, trace).trim();
    super(`${trace.name}, line ${lineOf(trace, index)}: ${reason}: ${where}`);
    this.name = 'TraceError';
  }
}

/** @throws TraceError at the first op that is wrong. */
export function verify(trace: Trace): void {
  const fail = (reason: string, index: number): never => {
    throw new TraceError(reason, trace, index);
  };
  const { ops } = trace;
  if (ops.length === 0 || !ends(ops[ops.length - 1]!)) fail('control runs off the end', ops.length);
  const definitions = checkDefinitions(trace, fail);
  for (const [i, op] of ops.entries()) checkOp(trace, op, (reason) => fail(reason, i));
  const flow = flowOf(trace);
  checkDominance(trace, flow, definitions, fail);
  checkRestart(trace, flow, fail);
  if (trace.phase === 'counted') checkOwnership(trace, flow, fail);
}

type Fail = (reason: string, index: number) => never;

/** Where each value is defined; -1 for parameters. */
function checkDefinitions(trace: Trace, fail: Fail): Map<number, number> {
  const definitions = new Map<number, number>(trace.params.map((_, p) => [p, -1]));
  const labels = new Set<number>();
  trace.ops.forEach((op, i) => {
    const defined = op.row.flow === 'label' ? op.label.params : op.result >= 0 ? [op.result] : [];
    for (const v of defined) {
      if (definitions.has(v)) fail(`%${v} is defined twice`, i);
      definitions.set(v, i);
    }
    if (op.row.flow === 'label') {
      if (labels.has(op.label.id)) fail('the label is bound twice', i);
      labels.add(op.label.id);
      if (i > 0 && !ends(trace.ops[i - 1]!)) fail('control falls into a label', i);
    }
  });
  return definitions;
}

function checkOp(trace: Trace, op: Op, fail: (reason: string) => never): void {
  const { row, args, exit } = op;
  const { types } = trace;
  if (row.counted && trace.phase === 'recorded') fail('counts are placed, not written');
  const kinds = operandsOf(op);
  if (args.length !== kinds.length) fail(`${kinds.length} operands are wanted, not ${args.length}`);
  args.forEach((v, i) => {
    const kind = kinds[i]!;
    const type = types[v];
    if (type === undefined) fail(`%${v} is not defined`);
    if (!accepts(kind, type!, trace.result)) {
      const wanted = kind === 'result' ? trace.result : kind;
      fail(`operand ${i + 1} is ${type}, and ${wanted} is wanted`);
    }
  });
  checkResult(trace, op, fail);
  if (row.detail === 'condition' && !conditionsOf(op.name).includes(op.condition))
    fail(`no condition ${op.condition}`);
  if (row.detail === 'place') checkPlace(op, types, fail);
  if ((row.flow === 'exit' || row.flow === 'guard') !== (exit !== null) && row.flow !== 'end')
    fail(exit === null ? 'it must say where it leaves to' : 'it cannot leave');
  if (exit !== null) checkExit(trace, op, fail);
  if (op.name === 'return_void' && trace.result !== 'void') fail(`it must return ${trace.result}`);
  if (op.name === 'jump' && typeof exit?.to !== 'number') fail('it must name a label');
}

function checkResult(trace: Trace, op: Op, fail: (reason: string) => never): void {
  const { row, args, result } = op;
  const has: ValueType | 'void' = result < 0 ? 'void' : trace.types[result]!;
  let wanted: ValueType | 'void' = 'void';
  if (row.result === 'call') {
    wanted = op.fn.result;
    if (op.fn.raises === 'null' && wanted !== 'owned?' && wanted !== 'borrowed?')
      fail('a function that raises by NULL must return a reference that may be');
  } else if (row.result === 'refined') wanted = nonNullType(trace.types[args[0]!]!);
  else if (row.result === 'given') {
    if (!row.results!.includes(has as ValueType)) fail(`its result cannot be ${has}`);
    wanted = has;
  } else if (row.result !== 'none') wanted = row.result;
  if (has !== wanted) fail(`its result is ${wanted}, not ${has}`);
}

/** The field of a load or store is as wide as the value. */
function checkPlace(op: Op, types: readonly ValueType[], fail: (reason: string) => never): void {
  const { name, place } = op;
  const number = numberType(place);
  const moved =
    name === 'load' || name === 'load_at'
      ? types[op.result]!
      : name === 'store' || name === 'store_at'
        ? types[op.args[op.args.length - 1]!]!
        : 'addr';
  if (number === null ? moved !== 'addr' : moved !== number)
    fail(`${place.text} holds ${number ?? 'a pointer'}, not ${moved}`);
}

function checkExit(trace: Trace, op: Op, fail: (reason: string) => never): void {
  const { to, args, drop } = op.exit!;
  if (op.row.flow === 'guard' && to !== 'next') fail('a guard leaves to the next slot');
  if (to === 'next' && trace.kind === 'stub') fail('a stub has no next slot');
  if (to === 'error' && op.name === 'leave') fail('leave goes to the next slot');
  if (typeof to === 'number') {
    const bound = trace.ops.find((o) => o.row.flow === 'label' && o.label.id === to);
    if (bound === undefined) fail(`no label L${to}`);
    const params = bound!.label.params;
    if (params.length !== args.length) fail(`L${to} takes ${params.length} values, not ${args.length}`);
    args.forEach((v, i) => {
      const wanted = trace.types[params[i]!]!;
      if (trace.types[v] === undefined || !assignable(trace.types[v]!, wanted))
        fail(`%${v} is ${trace.types[v]}, and L${to} takes ${wanted}`);
    });
  } else if (args.length > 0) fail(`${to} takes no values`);
  if (trace.phase === 'recorded' && drop.length > 0) fail('drops are placed, not written');
  for (const v of drop) if (trace.types[v] === undefined) fail(`%${v} is not defined`);
}

function checkDominance(trace: Trace, flow: Flow, definitions: Map<number, number>, fail: Fail): void {
  trace.ops.forEach((op, i) => {
    const block = flow.blockOf[i]!;
    if (!flow.reachable[block]) return;
    for (const v of [...op.args, ...(op.exit?.args ?? []), ...(op.exit?.drop ?? [])]) {
      const at = definitions.get(v);
      if (at === undefined) fail(`%${v} is not defined`, i);
      if (at === -1) continue;
      const same = flow.blockOf[at!] === block;
      if (same ? at! >= i : !dominates(flow, flow.blockOf[at!]!, block))
        fail(`%${v} may not have been defined here`, i);
    }
  });
}

/** No way from a mutation to `next`; and the parameters that the next slot needs have not been given away. */
function checkRestart(trace: Trace, flow: Flow, fail: Fail): void {
  const { ops } = trace;
  if (trace.kind === 'slot' && trace.params.some(isOwned))
    fail('a slot borrows its parameters: the next slot needs them', 0);
  /** Whether a mutation may have happened before the block. */
  const dirty = flow.blocks.map(() => false);
  for (let changed = true; changed; ) {
    changed = false;
    flow.blocks.forEach((block, b) => {
      let now = dirty[b]!;
      for (let i = block.start; i < block.end; i++) {
        const op = ops[i]!;
        if (now && flow.reachable[b] && op.exit?.to === 'next')
          fail('a guard after a mutation: the next slot could not start from scratch', i);
        // A count that the trace itself took may be given back before a guard.
        now ||= mutates(op) && op.name !== 'decref';
        const leaves = block.successors.filter((s) => s.from === i);
        for (const s of leaves) {
          if (now && !dirty[s.block]) {
            dirty[s.block] = true;
            changed = true;
          }
        }
      }
    });
  }
}
