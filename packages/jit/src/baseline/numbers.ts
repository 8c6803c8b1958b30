/**
 * Arithmetic and comparison of exact ints of at most two digits and exact floats. Everything else is left to the translation.
 *
 *     rdi, r8        left and right object         rax, rcx        their values, where they are ints
 *     rdx            the result                    xmm0, xmm1      where they are floats
 */
import {
  type Assembler,
  cl,
  dword,
  eax,
  ecx,
  edx,
  type Gp32,
  type Gp64,
  type Label,
  ptr,
  qword,
  r8,
  r9,
  rax,
  rcx,
  rdi,
  rdx,
  type Xmm,
  xmm0,
  xmm1,
  xmm2,
} from '@tyston/asm-x64';
import { ld32, ldF64 } from '@tyston/memory';
import { countAt, DIGIT, SIZE, TYPE, VALUE, vregLow } from './conventions.js';
import type { Emitter } from './emitter.js';

/** What an operand is: a vreg, or a constant whose type is known. */
export type Operand = { readonly vreg: number } | { readonly int: number } | { readonly float: number };

/** A constant as an operand; null where it is no number that fits. */
export function constantOperand(e: Emitter, k: number): Operand | null {
  const p = e.constant(k);
  const type = ld32(p + TYPE);
  if (type === e.facts.float) return { float: ldF64(p + VALUE) };
  const size = ld32(p + SIZE);
  if (type !== e.facts.int || size < -1 || size > 1) return null;
  return { int: size === 0 ? 0 : size * ld32(p + DIGIT) };
}

interface Side {
  readonly box: typeof rdi | typeof r8;
  readonly value: Gp64;
  readonly low: Gp32;
  readonly float: Xmm;
}
const LEFT: Side = { box: rdi, value: rax, low: eax, float: xmm0 };
const RIGHT: Side = { box: r8, value: rcx, low: ecx, float: xmm1 };

/** The value of the exact int in a side's box: of two digits at most, or one. */
function intValue(e: Emitter, { box, value, low }: Side, twoDigits = true): void {
  const { a } = e;
  a.mov(low, dword(box, SIZE)).lea(edx, ptr(value, 1)).cmp(edx, 3);
  if (twoDigits)
    e.rarely(
      (to) => a.jae(to).imul(low, dword(box, DIGIT)).movsxd(value, low),
      () => {
        e.stub(box === rdi ? 'value_rdi' : 'value_r8');
        a.jc(e.leave);
      },
    );
  else a.jae(e.leave).imul(low, dword(box, DIGIT)).movsxd(value, low);
}

/** An operand's value as a float: a float, or an int of one digit. */
function floatValue(e: Emitter, operand: Operand, side: Side): void {
  const { a } = e;
  if ('float' in operand) {
    a.movsd(side.float, a.float64(operand.float));
    return;
  }
  if ('int' in operand) {
    a.movsd(side.float, a.float64(operand.int));
    return;
  }
  const isFloat = a.label();
  const done = a.label();
  a.cmp(dword(side.box, TYPE), e.facts.float).je(isFloat);
  a.cmp(dword(side.box, TYPE), e.facts.int).jne(e.leave);
  intValue(e, side, false);
  a.cvtsi2sd(side.float, side.low).jmp(done);
  a.bind(isFloat).movsd(side.float, qword(side.box, VALUE));
  a.bind(done);
}

function loadOperand(e: Emitter, operand: Operand, side: Side): void {
  if ('vreg' in operand) e.load(side.box, operand.vreg);
}

/**
 * Goes to `floats` unless both operands are ints; else their values are loaded. (Falls through where one of them is a constant that says
 * so.) False: they cannot both be ints.
 */
function bothInts(e: Emitter, left: Operand, right: Operand, floats: Label): boolean {
  if ('float' in left || 'float' in right) return false;
  const { a } = e;
  for (const [operand, side] of [
    [left, LEFT],
    [right, RIGHT],
  ] as const)
    if ('vreg' in operand) a.cmp(dword(side.box, TYPE), e.facts.int).jne(floats);
  for (const [operand, side] of [
    [left, LEFT],
    [right, RIGHT],
  ] as const) {
    if ('vreg' in operand) intValue(e, side);
    else if ('int' in operand) a.mov(side.value, operand.int);
  }
  return true;
}

const temporary = (e: Emitter, o: Operand) => 'vreg' in o && e.isTemporary(o.vreg);

/** The result is in rdx; operands that were temporaries are consumed, and it is stored in vreg `to`. */
function finish(e: Emitter, left: Operand, right: Operand, to: number, mayBeRight: boolean): void {
  const { a } = e;
  const takesDestination = 'vreg' in left && left.vreg === to && !temporary(e, left);
  for (const operand of [left, right])
    if ('vreg' in operand && temporary(e, operand) && operand.vreg !== to) e.empty(operand.vreg);
  if (temporary(e, left)) releaseUnless(e, rdi);
  if (temporary(e, right)) {
    if (mayBeRight) releaseUnless(e, r8);
    else e.release(r8);
  }
  if (!takesDestination) {
    e.store(to);
    return;
  }
  const done = a.label();
  a.cmp(rdx, rdi).je(done);
  a.mov(vregLow(to), edx);
  e.release(rdi);
  a.bind(done);
}
/** Releases an operand that has not become the result. */
function releaseUnless(e: Emitter, box: typeof rdi | typeof r8): void {
  const kept = e.a.label();
  e.a.cmp(rdx, box).je(kept);
  e.release(box);
  e.a.bind(kept);
}

/** rdx = a box for the int in rax, the left operand's if it may be used again. */
function boxInt(e: Emitter, left: Operand, to: number): void {
  e.stub('vreg' in left && (temporary(e, left) || left.vreg === to) ? 'box_int_again' : 'box_int');
  e.a.jc(e.leave);
}

/** The same for the float in xmm0. */
function boxFloat(e: Emitter, left: Operand, right: Operand, to: number): void {
  const again = 'vreg' in left && (temporary(e, left) || left.vreg === to);
  const orRight = temporary(e, right);
  if (again) e.stub(orRight ? 'box_float_either' : 'box_float_left');
  else e.stub(orRight ? 'box_float_right' : 'box_float');
  e.a.jc(e.leave);
}

/** From both sides' values to the left one's. */
type Operation = (a: Assembler, e: Emitter) => unknown;

/** rax = rax / rcx and rdx = the rest, both rounded down, as Python does. */
function divide(a: Assembler, e: Emitter): void {
  const long = a.label();
  const exact = a.label();
  a.test(rcx, rcx).jz(e.leave);
  // Half as many bits take a third of the time.
  a.mov(rdx, rax).or(rdx, rcx).shr(rdx, 31).jnz(long);
  a.xor(edx, edx).div(ecx).jmp(exact);
  a.bind(long).cqo().idiv(rcx);
  a.test(rdx, rdx).jz(exact);
  a.mov(r9, rdx).xor(r9, rcx).jns(exact);
  a.add(rdx, rcx).dec(rax);
  a.bind(exact);
}

const INTS: Readonly<Record<string, Operation>> = {
  ADD: (a) => a.add(rax, rcx),
  SUB: (a) => a.sub(rax, rcx),
  MUL: (a, e) => a.imul(rax, rcx).jo(e.leave),
  FLOORDIV: divide,
  MOD: (a, e) => {
    divide(a, e);
    a.mov(rax, rdx);
  },
  AND: (a) => a.and(rax, rcx),
  OR: (a) => a.or(rax, rcx),
  XOR: (a) => a.xor(rax, rcx),
  LSHIFT: (a, e) => {
    // What is shifted out must be copies of the sign.
    a.cmp(rcx, 62).ja(e.leave);
    a.mov(r9, rax).shl(rax, cl).mov(rdx, rax).sar(rdx, cl).cmp(rdx, r9).jne(e.leave);
  },
  RSHIFT: (a, e) => {
    const few = a.label();
    a.test(rcx, rcx).js(e.leave);
    a.cmp(rcx, 63).jbe(few).mov(ecx, 63);
    a.bind(few).sar(rax, cl);
  },
};
const FLOATS: Readonly<Record<string, Operation>> = {
  ADD: (a) => a.addsd(xmm0, xmm1),
  SUB: (a) => a.subsd(xmm0, xmm1),
  MUL: (a) => a.mulsd(xmm0, xmm1),
  TRUEDIV: (a, e) => {
    const fine = a.label();
    a.xorpd(xmm2, xmm2).ucomisd(xmm1, xmm2).jne(fine).jnp(e.leave);
    a.bind(fine).divsd(xmm0, xmm1);
  },
};

/** `to = left op right`. False: nothing here for it. */
export function binary(e: Emitter, name: string, to: number, left: Operand, right: Operand): boolean {
  const ints = INTS[name];
  const floats = FLOATS[name];
  const onlyFloats = 'float' in right || ints === undefined;
  if ((onlyFloats && floats === undefined) || (ints === undefined && floats === undefined)) return false;
  const { a } = e;
  const notInts = floats === undefined ? e.leave : a.label();
  const done = a.label();
  loadOperand(e, left, LEFT);
  loadOperand(e, right, RIGHT);
  if (ints !== undefined && bothInts(e, left, right, notInts)) {
    ints(a, e);
    boxInt(e, left, to);
    finish(e, left, right, to, false);
    if (floats !== undefined) a.jmp(done);
  }
  if (floats !== undefined) {
    a.bind(notInts);
    floatValue(e, left, LEFT);
    floatValue(e, right, RIGHT);
    floats(a, e);
    boxFloat(e, left, right, to);
    finish(e, left, right, to, true);
  }
  a.bind(done);
  return true;
}

/** `to = -value`. */
export function negative(e: Emitter, to: number, value: number): void {
  const { a } = e;
  const operand = { vreg: value };
  const notInt = a.label();
  const done = a.label();
  e.load(rdi, value);
  a.cmp(dword(rdi, TYPE), e.facts.int).jne(notInt);
  intValue(e, LEFT);
  a.neg(rax);
  boxInt(e, operand, to);
  finish(e, operand, { int: 0 }, to, false);
  a.jmp(done);
  a.bind(notInt).cmp(dword(rdi, TYPE), e.facts.float).jne(e.leave);
  a.mov(rax, qword(rdi, VALUE)).btc(rax, 63).movq(xmm0, rax);
  boxFloat(e, operand, { int: 0 }, to);
  finish(e, operand, { int: 0 }, to, true);
  a.bind(done);
}

// ── Comparison ────────────────────────────────────────────────────────────────────────────────────────────────────

export type Comparison = 'LT' | 'LE' | 'EQ' | 'NE' | 'GT' | 'GE';

/** Both operands are compared, temporaries consumed: ints by `ints`, floats by `floats`, of which `swapped` asks for right against left. */
function compared(
  e: Emitter,
  op: Comparison,
  left: Operand,
  right: Operand,
  ints: () => void,
  floats: () => void,
): void {
  const { a } = e;
  const notInts = a.label();
  const done = a.label();
  const consume = () => {
    for (const [operand, box] of [
      [left, rdi],
      [right, r8],
    ] as const)
      if ('vreg' in operand && temporary(e, operand)) {
        e.empty(operand.vreg);
        e.release(box);
      }
  };
  loadOperand(e, left, LEFT);
  loadOperand(e, right, RIGHT);
  if (bothInts(e, left, right, notInts)) {
    consume();
    a.cmp(rax, rcx);
    ints();
    a.jmp(done);
  }
  a.bind(notInts);
  floatValue(e, left, LEFT);
  floatValue(e, right, RIGHT);
  consume();
  // What is not ordered is less in the flags: so "less" is asked the other way round.
  if (op === 'LT' || op === 'LE') a.ucomisd(xmm1, xmm0);
  else a.ucomisd(xmm0, xmm1);
  floats();
  a.bind(done);
}

/** Jumps to `target` if `left op right` is `sense`. */
export function compareJump(
  e: Emitter,
  op: Comparison,
  left: Operand,
  right: Operand,
  sense: boolean,
  target: Label,
): void {
  const { a } = e;
  const ints = {
    LT: ['jl', 'jge'],
    LE: ['jle', 'jg'],
    EQ: ['je', 'jne'],
    NE: ['jne', 'je'],
    GT: ['jg', 'jle'],
    GE: ['jge', 'jl'],
  } as const; // prettier-ignore
  const floats = { LT: ['ja', 'jbe'], LE: ['jae', 'jb'], GT: ['ja', 'jbe'], GE: ['jae', 'jb'] } as const;
  const which = sense ? 0 : 1;
  compared(
    e,
    op,
    left,
    right,
    () => a[ints[op][which]](target),
    () => {
      if (op !== 'EQ' && op !== 'NE') a[floats[op][which]](target);
      else if ((op === 'EQ') === sense) {
        const unordered = a.label();
        a.jp(unordered).je(target);
        a.bind(unordered);
      } else a.jp(target).jne(target);
    },
  );
}

/** `to = left op right`, True or False. */
export function compareValue(e: Emitter, op: Comparison, left: Operand, right: Operand, to: number): void {
  const { a } = e;
  const { True, False } = e.facts;
  const ints = { LT: 'cmovl', LE: 'cmovle', EQ: 'cmove', NE: 'cmovne', GT: 'cmovg', GE: 'cmovge' } as const;
  const floats = { LT: 'cmova', LE: 'cmovae', GT: 'cmova', GE: 'cmovae' } as const;
  const end = () => {
    a.inc(countAt(rdx));
    e.store(to);
  };
  compared(
    e,
    op,
    left,
    right,
    () => {
      a.mov(edx, False).mov(ecx, True)[ints[op]](edx, ecx);
      end();
    },
    () => {
      if (op !== 'EQ' && op !== 'NE') a.mov(edx, False).mov(ecx, True)[floats[op]](edx, ecx);
      else {
        const [equal, other] = op === 'EQ' ? [True, False] : [False, True];
        a.mov(edx, equal).mov(ecx, other).cmovne(edx, ecx).cmovp(edx, ecx);
      }
      end();
    },
  );
}
