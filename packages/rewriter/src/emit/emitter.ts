/**
 * What the ops are emitted with: where values are, how constants get into registers, what happens on the ways out.
 *
 * The code of a trace:
 *
 *     entry:   guards and loads, parameters in their registers, no frame
 *     frame:   push what must be kept; sub rsp; parameters to their homes
 *              the rest; add rsp; pop; ret
 *     cold:    ways out that have something to do: give counts back, restore parameters, leave the frame
 *     next:    jmp to the next slot (patchable)
 */
import {
  type Assembler,
  type Gp64,
  gp32,
  gp64,
  type Label,
  type Mem64,
  ptr,
  qword,
  rsp,
  symbol,
  xmm,
} from '@tyston/asm-x64';
import type { Scalar } from '../evaluate.js';
import { constantsOf } from '../passes/constants.js';
import { type CountedTrace, type FunctionRef, type Op, type Place, WIDTHS } from '../trace.js';
import { isNullable, type ValueType } from '../types.js';
import type { Allocation } from './allocate.js';
import {
  CALLER_SAVED,
  isGp,
  isSlot,
  isXmm,
  type Location,
  NOWHERE,
  R10,
  R11,
  RAX,
  RDI,
  resultLocation,
  xmmAt,
} from './locations.js';
import { type Constant, type Move, move, moveAll, slotMemory } from './moves.js';
import type { Plan } from './plan.js';

export interface EmitOptions {
  /** Where an object's count is, and the function that is called when it has reached 0. */
  readonly refcount: Place;
  readonly dealloc: FunctionRef;
  /**
   * The region that the code will lie in: calls to functions within reach of all of it are short. Without it only functions
   * that the linker finds by name are.
   */
  readonly region?: { readonly start: bigint; readonly end: bigint };
  /** Whether all objects lie in one window of 4 GiB, so that the low half of a reference says it all. Default: true. */
  readonly window?: boolean;
}

/** The symbol that the jump to the next slot goes to until it is patched. */
export const NEXT = 'next';
const REACH = 0x7fff_0000n;
const fits32 = (n: bigint): boolean => n === BigInt.asIntN(32, n);

export class Emitter {
  private readonly constants: ReadonlyMap<number, Scalar>;
  private readonly labels = new Map<number, Label>();
  private readonly cold: (() => void)[] = [];
  readonly next: Label;
  private usesNext = false;
  /** The op being emitted. */
  at = 0;
  readonly frameBytes: number;

  constructor(
    readonly a: Assembler,
    readonly trace: CountedTrace,
    readonly plan: Plan,
    readonly allocation: Allocation,
    readonly options: EmitOptions,
  ) {
    this.constants = constantsOf(trace.ops);
    this.next = a.label('next_slot');
    for (const op of trace.ops)
      if (op.row.flow === 'label') this.labels.set(op.label.id, a.label(`L${op.label.id}`));
    // A call pushed the return address: with it the stack is to be a multiple of 16.
    const pushed = 8 + 8 * allocation.saved.length;
    const slots = 8 * allocation.slots;
    this.frameBytes = slots + ((pushed + slots) % 16);
  }

  // ── Where values are ────────────────────────────────────────────────────────────────────────────────────────

  get framed(): boolean {
    return this.at >= this.allocation.frame;
  }
  typeOf(v: number): ValueType {
    return this.trace.types[v]!;
  }
  constant(v: number): Scalar | undefined {
    return this.constants.get(this.plan.roots[v]!);
  }
  /** The place of a value that is no constant. */
  location(v: number): Location {
    const root = this.plan.roots[v]!;
    return root < this.trace.params.length && !this.framed
      ? this.allocation.entry[root]!
      : this.allocation.homes[root]!;
  }
  source(v: number): Location | Constant {
    const c = this.constant(v);
    if (c === undefined) return this.location(v);
    return this.typeOf(v) === 'f64' ? { float: c as number } : { bits: BigInt(c) };
  }
  /** A constant that fits an immediate of 32 bits, sign-extended. */
  immediate(v: number): number | undefined {
    const c = this.constant(v);
    if (c === undefined || this.typeOf(v) === 'f64') return undefined;
    const bits = BigInt.asIntN(64, BigInt(c));
    return fits32(bits) ? Number(bits) : undefined;
  }
  /** A register that holds the value; a constant or a slot is brought into `scratch`. */
  gp(v: number, scratch: Location = R10): Gp64 {
    const from = this.source(v);
    if (typeof from === 'number' && isGp(from)) return gp64[from]!;
    move(this.a, scratch, from);
    return gp64[scratch]!;
  }
  xmm(v: number, scratch = 14) {
    const from = this.source(v);
    if (typeof from === 'number' && isXmm(from)) return xmm[from - 16]!;
    move(this.a, xmmAt(scratch), from);
    return xmm[scratch]!;
  }
  /** An operand that may be read where it is: a register, or the memory of a slot. */
  readable(v: number, scratch: Location = R11): Gp64 | Mem64 {
    const from = this.source(v);
    return typeof from === 'number' && isSlot(from) ? slotMemory(from) : this.gp(v, scratch);
  }
  /** The register that an op's result is computed in; `done` puts it where it belongs. */
  result(op: Op, scratch: Location = R10): Location {
    const home = this.location(op.result);
    return home === NOWHERE || isSlot(home) ? (this.typeOf(op.result) === 'f64' ? xmmAt(14) : scratch) : home;
  }
  done(op: Op, from: Location): void {
    const home = this.location(op.result);
    if (isSlot(home)) move(this.a, home, from);
  }
  /** The address of a field or element. At most r10 and r11 are used, r11 only if `free`. */
  address(op: Op): Gp64 | null {
    const { a } = this;
    if (!op.name.endsWith('_at')) return this.gp(op.args[0]!);
    const base = this.gp(op.args[0]!);
    if (this.immediate(op.args[1]!) !== undefined) return base;
    const index = this.gp(op.args[1]!, R11);
    const width = WIDTHS[op.place.type] as 1 | 2 | 4 | 8;
    a.lea(gp64[R10]!, ptr(base, index, width));
    return gp64[R10]!;
  }
  displacement(op: Op): number {
    const index = op.name.endsWith('_at') ? this.immediate(op.args[1]!) : undefined;
    return op.place.offset + (index === undefined ? 0 : index * WIDTHS[op.place.type]);
  }

  // ── The frame ───────────────────────────────────────────────────────────────────────────────────────────────

  enterFrame(): void {
    const { a, allocation, trace, frameBytes } = this;
    for (const r of allocation.saved) a.push(gp64[r]!);
    if (frameBytes > 0) a.sub(rsp, frameBytes);
    const moves: Move[] = [];
    trace.params.forEach((_, p) => {
      if (allocation.homes[p] !== NOWHERE)
        moves.push({ to: allocation.homes[p]!, from: allocation.entry[p]! });
    });
    moveAll(a, moves);
  }
  leaveFrame(): void {
    if (!this.framed) return;
    const { a, allocation, frameBytes } = this;
    if (frameBytes > 0) a.add(rsp, frameBytes);
    for (const r of [...allocation.saved].reverse()) a.pop(gp64[r]!);
  }

  // ── Calls ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Whether a short call reaches the function. */
  near(fn: FunctionRef): boolean {
    const { region } = this.options;
    if (fn.address === 0n) return true;
    if (region === undefined) return false;
    const far = (from: bigint) => (fn.address > from ? fn.address - from : from - fn.address) > REACH;
    return !far(region.start) && !far(region.end);
  }
  /** `call`, or `jmp` for the last thing done. r11 is used. */
  transfer(fn: FunctionRef, through: Gp64 | null, jump = false): void {
    const { a } = this;
    if (through === null && this.near(fn)) {
      if (jump) a.jmp(symbol(fn.name));
      else a.call(symbol(fn.name));
      return;
    }
    const to = through ?? gp64[R11]!;
    if (through === null) a.movImm(to, fn.address);
    if (jump) a.jmp(to);
    else a.call(to);
  }
  argumentMoves(args: readonly number[], to: readonly Location[]): Move[] {
    return args.map((v, k) => ({ to: to[k]!, from: this.source(v) }));
  }

  // ── Counts ──────────────────────────────────────────────────────────────────────────────────────────────────

  incref(v: number): void {
    const { a, options } = this;
    const skip = isNullable(this.typeOf(v)) ? a.label() : null;
    const register = this.gp(v);
    if (skip !== null) a.test(register, register).je(skip);
    a.inc(qword(register, options.refcount.offset));
    if (skip !== null) a.bind(skip);
  }
  /** Gives a reference back; what dies is taken down out of line, and nothing that is live is touched. */
  decref(v: number, live: Iterable<number>): void {
    const { a, options } = this;
    const keep = this.registersOf(live);
    const [dies, back] = [a.label(), a.label()];
    const register = this.gp(v);
    if (isNullable(this.typeOf(v))) a.test(register, register).je(back);
    a.dec(qword(register, options.refcount.offset)).je(dies).bind(back);
    this.later(() => {
      a.bind(dies);
      this.dealloc(v, keep);
      a.jmp(back);
    });
  }
  /** The same in line, on a way out. */
  private decrefHere(v: number, live: Iterable<number>): void {
    const { a, options } = this;
    const keep = this.registersOf(live);
    const skip = a.label();
    const register = this.gp(v);
    if (isNullable(this.typeOf(v))) a.test(register, register).je(skip);
    a.dec(qword(register, options.refcount.offset)).jne(skip);
    this.dealloc(v, keep);
    a.bind(skip);
  }
  /** The registers of values that a call would destroy. */
  private registersOf(live: Iterable<number>): Location[] {
    const found = new Set<Location>();
    for (const v of live) {
      if (this.constant(v) !== undefined) continue;
      const l = this.location(v);
      if (CALLER_SAVED.includes(l) || isXmm(l)) found.add(l);
    }
    return [...found];
  }
  private dealloc(v: number, keep: readonly Location[]): void {
    const { a, options } = this;
    const pushed = 8 * keep.length + (this.framed ? 0 : 8);
    const bytes = 8 * keep.length + (pushed % 16);
    if (bytes > 0) a.sub(rsp, bytes);
    keep.forEach((l, k) => {
      if (isXmm(l)) a.movsd(qword(rsp, 8 * k), xmm[l - 16]!);
      else a.mov(qword(rsp, 8 * k), gp64[l]!);
    });
    move(a, RDI, this.source(v), bytes);
    this.transfer(options.dealloc, null);
    keep.forEach((l, k) => {
      if (isXmm(l)) a.movsd(xmm[l - 16]!, qword(rsp, 8 * k));
      else a.mov(gp64[l]!, qword(rsp, 8 * k));
    });
    if (bytes > 0) a.add(rsp, bytes);
  }

  // ── Ways out ────────────────────────────────────────────────────────────────────────────────────────────────

  /** Emits what is out of line, as of now. */
  later(write: () => void): void {
    const { at } = this;
    this.cold.push(() => {
      this.at = at;
      write();
    });
  }
  labelOf(id: number): Label {
    return this.labels.get(id)!;
  }
  /** The values that a label takes, to where it wants them. */
  private labelMoves(op: Op): Move[] {
    const { to, args } = op.exit!;
    const bound = this.trace.ops[this.plan.flow.labels.get(to as number)!]!.label;
    return args.flatMap((v, k) => {
      const home = this.allocation.homes[bound.params[k]!]!;
      const from = this.source(v);
      return home === NOWHERE || home === from ? [] : [{ to: home, from }];
    });
  }
  /** Where a conditional jump of this op goes: straight to its target if nothing is to be done on the way. */
  exitLabel(op: Op): Label {
    const { to, drop } = op.exit!;
    if (drop.length === 0) {
      if (to === 'next' && !this.framed) return this.nextLabel();
      if (typeof to === 'number' && this.labelMoves(op).length === 0) return this.labelOf(to);
    }
    const label = this.a.label();
    this.later(() => {
      this.a.bind(label);
      this.leave(op);
    });
    return label;
  }
  private nextLabel(): Label {
    this.usesNext = true;
    return this.next;
  }
  /** The way out itself. */
  leave(op: Op): void {
    const { a, plan, trace } = this;
    const { to, args, drop } = op.exit!;
    const wanted = new Set([...plan.live.exit[this.at]!, ...args]);
    drop.forEach((v, k) => {
      this.decrefHere(v, [...wanted, ...drop.slice(k + 1)]);
    });
    if (to === 'error') {
      this.returnError();
    } else if (to === 'next') {
      if (this.framed) {
        const moves = trace.params.map((_, p) => ({
          to: this.allocation.entry[p]!,
          from: this.allocation.homes[p]!,
        }));
        moveAll(a, moves);
        this.leaveFrame();
      }
      a.jmp(this.nextLabel());
    } else {
      moveAll(a, this.labelMoves(op));
      const target = plan.flow.labels.get(to)!;
      if (op.name !== 'jump' || target !== this.at + 1) a.jmp(this.labelOf(to));
    }
  }
  /** What an error returns: NULL, or -1. */
  private returnError(): void {
    const { a, trace } = this;
    const { result } = trace;
    if (result === 'f64') a.movsd(xmm[0]!, a.float64(-1));
    else if (result === 'i32' || result === 'i64') a.mov(gp64[RAX]!, -1);
    else if (result !== 'void') a.xor(gp32[RAX]!, gp32[RAX]!);
    this.leaveFrame();
    a.ret();
  }
  returnValue(v: number | null): void {
    // Nobody looks at the flags any more.
    if (v !== null && this.immediate(v) === 0) this.a.xor(gp32[RAX]!, gp32[RAX]!);
    else if (v !== null) move(this.a, resultLocation(this.trace.result), this.source(v));
    this.leaveFrame();
    this.a.ret();
  }

  // ── The whole ───────────────────────────────────────────────────────────────────────────────────────────────

  /** @returns whether there is a jump to the next slot. */
  finish(): boolean {
    for (let k = 0; k < this.cold.length; k++) this.cold[k]!();
    if (this.usesNext) this.a.patchableJmp(symbol(NEXT), this.next);
    return this.usesNext;
  }
}
