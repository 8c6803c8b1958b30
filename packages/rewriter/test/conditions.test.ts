/** Every condition and every integer op on every pair of edge values, in registers and as constants: folded, interpreted, emulated. */
import { expect, test } from 'vitest';
import {
  type Builder,
  conditionsOf,
  type EmitOptions,
  EmulatedMachine,
  emit,
  functionRef,
  interpret,
  link,
  type OpName,
  PASS_NAMES,
  prepare,
  type RecordedTrace,
  recordStub,
  type Scalar,
  type Val,
  type World,
} from '../src/index.js';
import { CODE, DEALLOC, REFCNT } from './world.js';

const EDGES = {
  i32: [0, 1, -1, 2, 31, 33, 0x7fffffff, -0x80000000],
  i64: [0n, 1n, -1n, 5n, 0x7fffffffn, 0x80000000n, (1n << 63n) - 1n, -(1n << 63n)],
  f64: [0, -0, 1.5, -2, Number.NaN, Number.POSITIVE_INFINITY, 5e-324],
} as const;
type Type = keyof typeof EDGES;
const world = {} as World;
const options: EmitOptions = { refcount: REFCNT, dealloc: DEALLOC };
const machine = new EmulatedMachine();
const code = new Uint8Array(0x1000);
machine.map(CODE, code);
let wentOn = false;
const NEXT = functionRef('next', CODE + 0x2000n, [], 'void');
machine.define(NEXT, () => {
  wentOn = true;
  return undefined;
});

const constant = (b: Builder, type: Type, v: Scalar): Val =>
  type === 'i32' ? b.int32(v as number) : type === 'i64' ? b.int64(v as bigint) : b.float64(v as number);
const show = (v: unknown): string => (Object.is(v, -0) ? '-0' : String(v));

/** A stub of two operands: parameters, or constants in their places. */
function stub(
  type: Type,
  result: Type,
  x: Scalar | null,
  y: Scalar | null,
  write: (b: Builder, x: Val, y: Val) => void,
) {
  return recordStub('edge', [type, type], result, (b) =>
    write(b, x === null ? b.param(0) : constant(b, type, x), y === null ? b.param(1) : constant(b, type, y)),
  );
}
function outcomes(recorded: RecordedTrace, args: readonly Scalar[]): string[] {
  const plain = prepare(recorded, { without: PASS_NAMES });
  const folded = prepare(recorded);
  const result = (trace: typeof plain): string => {
    const outcome = interpret(trace, args, world);
    if (outcome.how === 'next') return 'next';
    return show(outcome.how === 'return' ? outcome.value : trace.result === 'i64' ? -1n : -1);
  };
  const emulated = [plain, folded].map((trace) => {
    const emitted = emit(trace, options);
    code.set(emitted.code.bytes);
    link({ ...emitted, code: emitted.code.at(code) }, trace, CODE, options, NEXT.address);
    wentOn = false;
    const value = machine.call(CODE, trace.params, trace.result, args);
    return wentOn ? 'next' : show(value);
  });
  return [result(plain), result(folded), ...emulated];
}
function check(
  what: string,
  make: (x: Scalar | null, y: Scalar | null) => RecordedTrace,
  x: Scalar,
  y: Scalar,
): void {
  for (const [cx, cy] of [
    [null, null],
    [x, null],
    [null, y],
    [x, y],
  ] as const) {
    const all = outcomes(make(cx, cy), [x, y]);
    expect(all, `${what} ${show(x)} ${show(y)}, constants ${show(cx)} ${show(cy)}`).toEqual(
      all.map(() => all[0]),
    );
  }
}

test.each(['i32', 'i64', 'f64'] as const)('conditions of %s', (type) => {
  for (const condition of conditionsOf(`compare.${type}` as OpName))
    for (const x of EDGES[type])
      for (const y of EDGES[type]) {
        const compared = (cx: Scalar | null, cy: Scalar | null) =>
          stub(type, 'i32', cx, cy, (b, p, q) => b.return(b.compare(type, condition, p, q)));
        const branched = (cx: Scalar | null, cy: Scalar | null) =>
          stub(type, 'i32', cx, cy, (b, p, q) => {
            const yes = b.label();
            b.branch(type, condition, p, q, { label: yes, args: [] });
            b.return(b.int32(0));
            b.bind(yes);
            b.return(b.int32(1));
          });
        const guarded = (cx: Scalar | null, cy: Scalar | null) => ({
          ...stub(type, 'i32', cx, cy, (b, p, q) => {
            b.guard(type, condition, p, q);
            b.return(b.int32(1));
          }),
          kind: 'slot' as const,
        });
        check(`guard ${condition}`, guarded, x, y);
        check(`compare ${condition}`, compared, x, y);
        check(`branch ${condition}`, branched, x, y);
        const asked = outcomes(compared(null, null), [x, y])[0];
        expect(outcomes(branched(null, null), [x, y])[0]).toBe(asked);
        expect(outcomes(guarded(null, null), [x, y])[0]).toBe(asked === '1' ? '1' : 'next');
      }
});

test.each(['i32', 'i64'] as const)('integer ops of %s', (type) => {
  for (const x of EDGES[type])
    for (const y of EDGES[type]) {
      for (const op of ['add', 'sub', 'mul', 'and', 'or', 'xor'] as const) {
        check(
          op,
          (cx, cy) =>
            stub(type, type, cx, cy, (b, p, q) => b.return(b.arith(op, type, p as never, q as never))),
          x,
          y,
        );
      }
      for (const op of ['add', 'sub', 'mul'] as const) {
        const make = (cx: Scalar | null, cy: Scalar | null) =>
          stub(type, type, cx, cy, (b, p, q) =>
            b.return(b.checked(op, type, p as never, q as never, 'error')),
          );
        check(`${op}_overflow`, make, x, y);
      }
      if (type === 'i32')
        for (const op of ['shl', 'shr', 'sar'] as const)
          check(
            op,
            (cx, cy) =>
              stub(type, type, cx, cy, (b, p, q) => b.return(b.arith(op, 'i32', p as never, q as never))),
            x,
            y,
          );
    }
});
