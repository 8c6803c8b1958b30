/** What each op is as machine code. The table is complete: an op without an entry is a compile error. */
import {
  type Assembler,
  byte,
  cl,
  dword,
  gp8,
  gp16,
  gp32,
  gp64,
  type Label,
  qword,
  rcx,
  word,
  xmm,
} from '@tyston/asm-x64';
import type { Condition, OpName } from '../ops.js';
import { numberType, type Op, type Place } from '../trace.js';
import { isNullable } from '../types.js';
import type { Emitter } from './emitter.js';
import { argumentLocations, isXmm, type Location, R10, R11, RAX, resultLocation } from './locations.js';
import { move, moveAll } from './moves.js';

type Write = (e: Emitter, op: Op) => void;

// ── Conditions ──────────────────────────────────────────────────────────────────────────────────────────────────

type Letters = 'e' | 'ne' | 'l' | 'le' | 'g' | 'ge' | 'b' | 'be' | 'a' | 'ae';
const LETTERS: Readonly<Record<Condition, Letters>> = {
  eq: 'e',
  ne: 'ne',
  lt: 'l',
  le: 'le',
  gt: 'g',
  ge: 'ge',
  below: 'b',
  below_eq: 'be',
  above: 'a',
  above_eq: 'ae',
};
const NOT: Readonly<Record<Letters, Letters>> = {
  e: 'ne',
  ne: 'e',
  l: 'ge',
  ge: 'l',
  g: 'le',
  le: 'g',
  b: 'ae',
  ae: 'b',
  a: 'be',
  be: 'a',
};
const jump = (a: Assembler, letters: Letters, to: Label): void => {
  (a[`j${letters}` as 'je'] as (to: Label) => unknown).call(a, to);
};

/** How wide a comparison of this type is. References in one window are told apart by their low halves. */
const isWide = (e: Emitter, type: string): boolean =>
  type === 'i64' || type === 'addr' || (type === 'ref' && e.options.window === false);

/** Compares integers or addresses; the left operand may be a load that is part of the comparison. */
function compareIntegers(e: Emitter, op: Op, type: string): void {
  const { a } = e;
  const wide = isWide(e, type);
  const [x, y] = op.args as [number, number];
  const load = e.plan.fused.get(e.at);
  const immediate = immediateOf(e, y, wide);
  if (load !== undefined) {
    const from = e.trace.ops[load]!;
    const base = e.gp(from.args[0]!);
    if (wide) a.cmp(qword(base, from.place.offset), immediate ?? e.gp(y, R11));
    else a.cmp(dword(base, from.place.offset), immediate ?? gp32[e.gp(y, R11).code]!);
    return;
  }
  const left = e.gp(x);
  if (immediate === 0) {
    if (wide) a.test(left, left);
    else a.test(gp32[left.code]!, gp32[left.code]!);
  } else if (wide) a.cmp(left, (immediate ?? e.readable(y)) as never);
  else a.cmp(gp32[left.code]!, immediate ?? gp32[e.gp(y, R11).code]!);
}
function immediateOf(e: Emitter, v: number, wide: boolean): number | undefined {
  if (wide) return e.immediate(v);
  const c = e.constant(v);
  return c === undefined ? undefined : Number(BigInt.asIntN(32, BigInt(c)));
}

/**
 * Compares floats so that the letters given hold exactly when the condition does. The processor's answer for a NaN is
 * "below and equal and unordered", so less-than is asked with the operands exchanged, and equality needs two flags.
 */
function compareFloats(e: Emitter, op: Op): Letters | 'equal' | 'unequal' {
  const [x, y] = op.args as [number, number];
  const exchanged = op.condition === 'lt' || op.condition === 'le';
  const [p, q] = exchanged ? [y, x] : [x, y];
  e.a.ucomisd(e.xmm(p, 14), e.xmm(q, 15));
  switch (op.condition) {
    case 'eq':
      return 'equal';
    case 'ne':
      return 'unequal';
    case 'lt':
    case 'gt':
      return 'a';
    default:
      return 'ae';
  }
}

/** Leaves by the op's exit if the condition holds, or if it does not. */
function leaveIf(type: string, when: boolean): Write {
  return (e, op) => {
    const { a } = e;
    if (type !== 'f64') {
      compareIntegers(e, op, type);
      const letters = LETTERS[op.condition];
      jump(a, when ? letters : NOT[letters], e.exitLabel(op));
      return;
    }
    const asked = compareFloats(e, op);
    const out = e.exitLabel(op);
    if (asked !== 'equal' && asked !== 'unequal') {
      jump(a, when ? asked : NOT[asked], out);
    } else if ((asked === 'equal') === when) {
      const skip = a.label();
      a.jp(skip).je(out).bind(skip);
    } else a.jne(out).jp(out);
  };
}

function compare(type: string): Write {
  return (e, op) => {
    const { a } = e;
    const to = e.result(op);
    const low = gp8[R10]!;
    if (type !== 'f64') {
      compareIntegers(e, op, type);
      set(a, LETTERS[op.condition], low);
    } else {
      const asked = compareFloats(e, op);
      if (asked === 'equal') a.sete(low).setnp(gp8[R11]!).and(low, gp8[R11]!);
      else if (asked === 'unequal') a.setne(low).setp(gp8[R11]!).or(low, gp8[R11]!);
      else set(a, asked, low);
    }
    a.movzx(gp32[to]!, low);
    e.done(op, to);
  };
}
const set = (a: Assembler, letters: Letters, to: (typeof gp8)[number]): void => {
  (a[`set${letters}` as 'sete'] as (to: (typeof gp8)[number]) => unknown).call(a, to);
};

// ── Numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Integer = 'add' | 'sub' | 'imul' | 'and' | 'or' | 'xor';
const COMMUTES: ReadonlySet<string> = new Set(['add', 'imul', 'and', 'or', 'xor']);

function integer(name: Integer, bits: 32 | 64, overflows = false): Write {
  return (e, op) => {
    const { a } = e;
    const to = e.result(op);
    let [x, y] = op.args as [number, number];
    const at = (v: number): Location | null => {
      const from = e.source(v);
      return typeof from === 'number' ? from : null;
    };
    if (COMMUTES.has(name) && (at(y) === to || e.constant(x) !== undefined)) [x, y] = [y, x];
    const immediate = bits === 32 ? immediateOf(e, y, false) : e.immediate(y);
    const target = bits === 32 ? gp32[to]! : gp64[to]!;
    if (name === 'imul' && immediate !== undefined) {
      const from = e.gp(x, to);
      a.imul(target as never, (bits === 32 ? gp32[from.code]! : from) as never, immediate);
    } else {
      // The right operand stands in the way of the left one.
      let right = immediate === undefined ? e.gp(y, R11) : undefined;
      if (right !== undefined && right.code === to && at(x) !== to) {
        a.mov(gp64[R11]!, right);
        right = gp64[R11]!;
      }
      move(a, to, e.source(x));
      const operand = immediate ?? (bits === 32 ? gp32[right!.code]! : right!);
      (a[name] as (t: unknown, o: unknown) => unknown).call(a, target, operand);
    }
    if (overflows) a.jo(e.exitLabel(op));
    e.done(op, to);
  };
}

type Shift = 'shl' | 'shr' | 'sar';
function shift(name: Shift, bits: 32 | 64): Write {
  return (e, op) => {
    const { a } = e;
    const to = e.result(op);
    const [x, n] = op.args as [number, number];
    const write = (target: Location, count: unknown) =>
      (a[name] as (t: unknown, c: unknown) => unknown).call(
        a,
        bits === 32 ? gp32[target]! : gp64[target]!,
        count,
      );
    const constant = e.constant(n);
    if (constant !== undefined) {
      move(a, to, e.source(x));
      write(to, Number(constant) & (bits - 1));
    } else {
      // The count must be in cl; whatever is there waits in r11.
      move(a, R11, e.source(n));
      move(a, R10, e.source(x));
      a.xchg(rcx, gp64[R11]!);
      write(R10, cl);
      a.xchg(rcx, gp64[R11]!);
      move(a, to, R10);
    }
    e.done(op, to);
  };
}

function float(name: 'addsd' | 'subsd' | 'mulsd' | 'divsd'): Write {
  return (e, op) => {
    const { a } = e;
    const to = e.result(op);
    let [x, y] = op.args as [number, number];
    if ((name === 'addsd' || name === 'mulsd') && e.source(y) === to) [x, y] = [y, x];
    let right = e.xmm(y, 15);
    if (right.code === to - 16 && e.source(x) !== to) {
      a.movaps(xmm[15]!, right);
      right = xmm[15]!;
    }
    move(a, to, e.source(x));
    a[name](xmm[to - 16]!, right);
    e.done(op, to);
  };
}

/** The same bits elsewhere. */
const copy: Write = (e, op) => {
  const to = e.result(op);
  move(e.a, to, e.source(op.args[0]!));
  e.done(op, to);
};

const unary =
  (write: (e: Emitter, from: number, to: Location) => void): Write =>
  (e, op) => {
    const to = e.result(op);
    write(e, op.args[0]!, to);
    e.done(op, to);
  };

// ── Memory ──────────────────────────────────────────────────────────────────────────────────────────────────────

const load: Write = (e, op) => {
  if (e.plan.absorbed.has(e.at)) return;
  const { a } = e;
  const base = e.address(op)!;
  const at = e.displacement(op);
  const to = e.result(op);
  if (isXmm(to)) a.movsd(xmm[to - 16]!, qword(base, at));
  else {
    const [wide, narrow] = [gp64[to]!, gp32[to]!];
    switch (op.place.type) {
      case 'i32':
      case 'u32':
        a.mov(narrow, dword(base, at));
        break;
      case 'i16':
        a.movsx(narrow, word(base, at));
        break;
      case 'u16':
        a.movzx(narrow, word(base, at));
        break;
      case 'i8':
        a.movsx(narrow, byte(base, at));
        break;
      case 'u8':
        a.movzx(narrow, byte(base, at));
        break;
      default:
        a.mov(wide, qword(base, at));
    }
  }
  e.done(op, to);
};

const store: Write = (e, op) => {
  const { a } = e;
  const base = e.address(op)!;
  const at = e.displacement(op);
  const v = op.args[op.args.length - 1]!;
  const { type } = op.place as Place;
  if (numberType(op.place) === 'f64') {
    a.movsd(qword(base, at), e.xmm(v));
    return;
  }
  const immediate = e.immediate(v);
  switch (type) {
    case 'i32':
    case 'u32':
      a.mov(dword(base, at), immediate ?? gp32[e.gp(v, R11).code]!);
      break;
    case 'i16':
    case 'u16':
      a.mov(word(base, at), immediate === undefined ? gp16[e.gp(v, R11).code]! : (immediate << 16) >> 16);
      break;
    case 'i8':
    case 'u8':
      a.mov(byte(base, at), immediate === undefined ? gp8[e.gp(v, R11).code]! : (immediate << 24) >> 24);
      break;
    default:
      a.mov(qword(base, at), immediate ?? e.gp(v, R11));
  }
};

const swap: Write = (e, op) => {
  const { a } = e;
  const base = e.address(op)!;
  const at = e.displacement(op);
  const value = e.gp(op.args[op.args.length - 1]!, R11);
  const home = e.location(op.result);
  const to = e.result(op);
  if (to === home) {
    a.mov(gp64[to]!, qword(base, at)).mov(qword(base, at), value);
  } else {
    // Both scratch registers are taken.
    a.movq(xmm[15]!, qword(base, at)).mov(qword(base, at), value).movq(gp64[R10]!, xmm[15]!);
    e.done(op, R10);
  }
};

// ── Flow ────────────────────────────────────────────────────────────────────────────────────────────────────────

const nonnull: Write = (e, op) => {
  const [v] = op.args as [number];
  if (!isNullable(e.typeOf(v))) return;
  const register = e.gp(v);
  const low = e.options.window !== false;
  if (low) e.a.test(gp32[register.code]!, gp32[register.code]!);
  else e.a.test(register, register);
  e.a.je(e.exitLabel(op));
};

const call: Write = (e, op) => {
  const { a } = e;
  const { fn } = op;
  const own = op.row.operands.length;
  const moves = e.argumentMoves(op.args.slice(own), argumentLocations(fn.params));
  // An address that is a value goes to rax, where no argument is.
  const through = own > 0 ? gp64[RAX]! : null;
  if (through !== null) moves.push({ to: RAX, from: e.source(op.args[0]!) });
  moveAll(a, moves);
  if (e.at === e.plan.tail) {
    e.leaveFrame();
    e.transfer(fn, through, true);
    return;
  }
  e.transfer(fn, through);
  if (op.result >= 0) {
    const home = e.location(op.result);
    if (home >= 0) move(a, home, resultLocation(fn.result));
  }
};

const nothing: Write = () => {};

export const EMIT: Readonly<Record<OpName, Write>> = {
  int32: nothing,
  int64: nothing,
  float64: nothing,
  object: nothing,
  address: nothing,
  null: nothing,
  load,
  load_addr: load,
  load_ref: load,
  load_at: load,
  load_addr_at: load,
  load_ref_at: load,
  store,
  store_at: store,
  give: store,
  give_at: store,
  swap,
  swap_at: swap,
  tally: (e, op) => e.a.movImm(gp64[R11]!, op.constant).inc(dword(gp64[R11]!)),
  'add.i32': integer('add', 32),
  'sub.i32': integer('sub', 32),
  'mul.i32': integer('imul', 32),
  'and.i32': integer('and', 32),
  'or.i32': integer('or', 32),
  'xor.i32': integer('xor', 32),
  'shl.i32': shift('shl', 32),
  'shr.i32': shift('shr', 32),
  'sar.i32': shift('sar', 32),
  'add.i64': integer('add', 64),
  'sub.i64': integer('sub', 64),
  'mul.i64': integer('imul', 64),
  'and.i64': integer('and', 64),
  'or.i64': integer('or', 64),
  'xor.i64': integer('xor', 64),
  'shl.i64': shift('shl', 64),
  'shr.i64': shift('shr', 64),
  'sar.i64': shift('sar', 64),
  'add_overflow.i32': integer('add', 32, true),
  'sub_overflow.i32': integer('sub', 32, true),
  'mul_overflow.i32': integer('imul', 32, true),
  'add_overflow.i64': integer('add', 64, true),
  'sub_overflow.i64': integer('sub', 64, true),
  'mul_overflow.i64': integer('imul', 64, true),
  'add.f64': float('addsd'),
  'sub.f64': float('subsd'),
  'mul.f64': float('mulsd'),
  'div.f64': float('divsd'),
  'sqrt.f64': unary((e, v, to) => e.a.sqrtsd(xmm[to - 16]!, e.xmm(v))),
  i32_to_i64: unary((e, v, to) => e.a.movsxd(gp64[to]!, gp32[e.gp(v).code]!)),
  u32_to_i64: unary((e, v, to) => e.a.mov(gp32[to]!, gp32[e.gp(v).code]!)),
  i64_to_i32: copy,
  i32_to_f64: unary((e, v, to) =>
    e.a.xorps(xmm[to - 16]!, xmm[to - 16]!).cvtsi2sd(xmm[to - 16]!, gp32[e.gp(v).code]!),
  ),
  i64_to_f64: unary((e, v, to) => e.a.xorps(xmm[to - 16]!, xmm[to - 16]!).cvtsi2sd(xmm[to - 16]!, e.gp(v))),
  i64_to_addr: copy,
  addr_to_i64: copy,
  ref_to_addr: copy,
  addr_to_ref: copy,
  'add.addr': integer('add', 64),
  'compare.i32': compare('i32'),
  'compare.i64': compare('i64'),
  'compare.f64': compare('f64'),
  'compare.ref': compare('ref'),
  'guard.i32': leaveIf('i32', false),
  'guard.i64': leaveIf('i64', false),
  'guard.f64': leaveIf('f64', false),
  'guard.ref': leaveIf('ref', false),
  'guard.addr': leaveIf('addr', false),
  'branch.i32': leaveIf('i32', true),
  'branch.i64': leaveIf('i64', true),
  'branch.f64': leaveIf('f64', true),
  'branch.ref': leaveIf('ref', true),
  'branch.addr': leaveIf('addr', true),
  nonnull,
  call,
  call_at: call,
  label: (e, op) => e.a.bind(e.labelOf(op.label.id)),
  jump: (e, op) => e.leave(op),
  return: (e, op) => e.returnValue(op.args[0]!),
  return_void: (e) => e.returnValue(null),
  fail: (e, op) => e.leave(op),
  leave: (e, op) => e.leave(op),
  incref: (e, op) => e.incref(op.args[0]!),
  decref: (e, op) => e.decref(op.args[0]!, e.plan.live.after[e.at]!),
};
