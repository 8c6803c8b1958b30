/**
 * What all compiled code shares: the way in and out, and helpers that are called. A helper keeps all registers but flags and those that
 * its comment names; one that may fail says so by the carry flag, and has done nothing then.
 */
import {
  type Assembler,
  byte,
  dword,
  eax,
  ecx,
  edi,
  edx,
  type Gp32,
  type Gp64,
  type Label,
  ptr,
  qword,
  r8,
  r8d,
  r9,
  r9d,
  r10,
  r10d,
  r12,
  r13,
  r14,
  rax,
  rbp,
  rbx,
  rcx,
  rdi,
  rdx,
  rsi,
  rsp,
  xmm0,
} from '@tyston/asm-x64';
import { Roots, WINDOW_HIGH } from '@tyston/memory';
import { writeCall, writeReturn } from './calls.js';
import { writeNextCounted } from './containers.js';
import {
  BASE,
  BLOCK,
  BUMP_32,
  DIGIT,
  FREE_32,
  INT_BITS,
  Left,
  SIZE,
  TYPE,
  VALUE,
  word,
} from './conventions.js';
import type { ObjectFacts } from './facts.js';
import { writeDropRange, writeEndIteration, writeIterate } from './iteration.js';
import { writeFindName, writeLoadAttr, writeLoadGlobal, writeLoadMethod, writeStoreAttr } from './names.js';

/** Names of the stubs: labels of their code, and symbols in compiled code. */
const NAMES = [
  'enter',
  'exit_translation',
  'exit_go_on',
  'exit_dead',
  'dead',
  'box_int',
  'box_int_again',
  'box_float',
  'box_float_left',
  'box_float_right',
  'box_float_either',
  'value_rdi',
  'value_r8',
  'free_rdi',
  'free_r8',
  'load_global',
  'find_name',
  'load_attr',
  'load_method',
  'store_attr',
  'call_function',
  'return',
  'next_counted',
  'iterate',
  'drop_range',
  'end_iteration',
] as const;
export type StubName = (typeof NAMES)[number];
type Labels = Readonly<Record<StubName, Label>>;

/** `table` is the address of the table of compiled functions, of `rows` rows: see calls.ts. */
export function writeStubs(a: Assembler, facts: ObjectFacts, table: number, rows: number): void {
  const l = Object.fromEntries(NAMES.map((name) => [name, a.label(name)])) as unknown as Labels;
  writeEntry(a, l);
  writeDead(a, l, facts);
  writeInts(a, l, facts);
  writeFloats(a, l, facts);
  writeValue(a, l.value_rdi, rdi, rax, eax);
  writeValue(a, l.value_r8, r8, rcx, ecx);
  writeFree(a, l.free_rdi, rdi, edi);
  writeFree(a, l.free_r8, r8, r8d);
  writeLoadGlobal(a, l.load_global, facts);
  writeFindName(a, l.find_name, facts);
  writeLoadAttr(a, l.load_attr, facts, l.find_name);
  writeLoadMethod(a, l.load_method, facts, l.find_name);
  writeStoreAttr(a, l.store_attr, facts);
  writeCall(a, l.call_function, facts, table, rows, l);
  writeReturn(a, l.return, facts, l);
  writeNextCounted(a, l.next_counted, facts, l);
  writeIterate(a, l.iterate, facts);
  writeDropRange(a, l.drop_range, facts, l);
  writeEndIteration(a, l.end_iteration, facts, l);
}

/** `enter(rdi: vreg 0 of the innermost frame, rsi: code, rdx: how far the machine stack may go down)`. What it returns: see `Left`. */
function writeEntry(a: Assembler, l: Labels): void {
  const out = a.label();
  a.bind(l.enter);
  a.push(rbx).push(rbp).push(r12).push(r13).push(r14);
  a.mov(rbx, rdi)
    .movImm(r12, BigInt(WINDOW_HIGH) << 32n)
    .mov(rbp, rsp)
    .mov(r14, rdx);
  a.call(rsi);
  // The frame that was entered has returned.
  a.bind(l.exit_go_on).mov(eax, Left.GO_ON);
  a.bind(out).mov(rsp, rbp);
  a.pop(r14).pop(r13).pop(r12).pop(rbp).pop(rbx).ret();
  a.bind(l.exit_translation).xor(eax, eax).jmp(out);
  // The low half of the object is in rsi, the next pc in eax.
  a.bind(l.exit_dead).shl(rax, 32).or(rax, rsi).jmp(out);
}

/**
 * The object whose low half is in rsi has no references left, and the instruction is done but for that: an int or a float is given back; with
 * anything else the code is left, to go on at the pc in eax. Clobbers rdi, r9, r10.
 */
function writeDead(a: Assembler, l: Labels, facts: ObjectFacts): void {
  const give = a.label();
  a.bind(l.dead);
  a.lea(rdi, ptr(BASE, rsi));
  a.cmp(dword(rdi, TYPE), facts.float).je(give);
  a.cmp(dword(rdi, TYPE), facts.int).jne(l.exit_dead);
  // More than two digits are for the object model.
  a.mov(r9d, dword(rdi, SIZE)).add(r9d, 2).cmp(r9d, 5).jae(l.exit_dead);
  a.bind(give).jmp(l.free_rdi);
}

/** A new block of 32 bytes in rdx, its count 1 and its type that; clobbers r10. */
function writeNew(a: Assembler, type: number, fail: Label): void {
  const bump = a.label();
  const have = a.label();
  a.mov(edx, word(FREE_32)).test(edx, edx).jz(bump);
  a.add(rdx, BASE).mov(r10d, dword(rdx)).mov(word(FREE_32), r10d);
  a.bind(have).mov(qword(rdx), 1).lea(r10, ptr(BASE, type)).mov(qword(rdx, TYPE), r10);
  const done = a.label();
  a.jmp(done);
  a.bind(bump).mov(edx, word(BUMP_32)).test(edx, edx).jz(fail);
  a.lea(r10d, ptr(rdx, BLOCK))
    .cmp(r10d, word(BUMP_32 + 8))
    .ja(fail);
  a.mov(word(BUMP_32), r10d).add(rdx, BASE).jmp(have);
  a.bind(done);
}

/**
 * `box_int`: rdx = a new reference to the int in rax. `box_int_again`: the same, but where rdx comes out as rdi, without another reference to it:
 * rdi, an exact int of at most two digits, may be made the result if nobody else holds it. Fails beyond 60 bits. Clobbers rax, r9, r10.
 */
function writeInts(a: Assembler, l: Labels, facts: ObjectFacts): void {
  const fail = a.label();
  const small = a.label();
  const digits = a.label();
  const two = a.label();
  const fresh = a.label();
  const smallAgain = a.label();
  const measure = (isSmall: Label) => {
    a.lea(r9, ptr(rax, -facts.smallest))
      .cmp(r9, facts.largest - facts.smallest)
      .jbe(isSmall);
    a.mov(r9, rax).neg(r9).cmovs(r9, rax);
    a.mov(r10, r9).shr(r10, INT_BITS).jnz(fail);
  };
  const shared = () =>
    a
      .mov(rdx, rax)
      .shl(rdx, 5)
      .lea(rdx, ptr(BASE, rdx, 1, facts.zero));
  a.bind(l.box_int_again);
  measure(smallAgain);
  a.cmp(dword(rdi), 1).jne(fresh).mov(rdx, rdi).jmp(digits);
  a.bind(l.box_int);
  measure(small);
  a.bind(fresh);
  writeNew(a, facts.int, fail);
  // The size of one digit is the sign, that of two twice the sign.
  a.bind(digits).sar(rax, 63).or(rax, 1);
  a.cmp(r9, 1 << 30).jae(two);
  a.mov(dword(rdx, DIGIT), r9d).mov(qword(rdx, SIZE), rax).clc().ret();
  a.bind(two)
    .mov(r10, r9)
    .shr(r10, 30)
    .and(r9d, (1 << 30) - 1);
  a.mov(dword(rdx, DIGIT), r9d).mov(dword(rdx, DIGIT + 4), r10d);
  a.lea(rax, ptr(rax, rax)).mov(qword(rdx, SIZE), rax).clc().ret();
  a.bind(small);
  shared();
  a.inc(dword(rdx)).clc().ret();
  const same = a.label();
  a.bind(smallAgain);
  shared();
  a.cmp(rdx, rdi).je(same).inc(dword(rdx));
  a.bind(same).clc().ret();
  a.bind(fail).stc().ret();
}

/**
 * rdx = a new reference to the float in xmm0. `left`, `right`, `either`: rdi or r8 may be made the result, as `box_int_again` does, if it is a
 * float. Clobbers r10.
 */
function writeFloats(a: Assembler, l: Labels, facts: ObjectFacts): void {
  const fail = a.label();
  const right = a.label();
  const again = (box: Gp64, otherwise: Label) => {
    a.cmp(dword(box), 1).jne(otherwise);
    a.cmp(dword(box, TYPE), facts.float).jne(otherwise);
    a.movsd(qword(box, VALUE), xmm0).mov(rdx, box).clc().ret();
  };
  a.bind(l.box_float_either);
  again(rdi, right);
  a.bind(right).bind(l.box_float_right);
  again(r8, l.box_float);
  a.bind(l.box_float_left);
  again(rdi, l.box_float);
  a.bind(l.box_float);
  writeNew(a, facts.float, fail);
  a.movsd(qword(rdx, VALUE), xmm0).clc().ret();
  a.bind(fail).stc().ret();
}

/** The value of the exact int in `box`, which has more than one digit; fails beyond two. Clobbers r9. */
function writeValue(a: Assembler, label: Label, box: Gp64, value: Gp64, low: Gp32): void {
  const negative = a.label();
  const fail = a.label();
  const digits = () =>
    a
      .mov(low, dword(box, DIGIT + 4))
      .shl(value, 30)
      .mov(r9d, dword(box, DIGIT))
      .or(value, r9);
  a.bind(label);
  a.cmp(dword(box, SIZE), 2).jne(negative);
  digits();
  a.ret();
  a.bind(negative).cmp(dword(box, SIZE), -2).jne(fail);
  digits();
  a.neg(value).clc().ret();
  a.bind(fail).stc().ret();
}

/** Gives a block back that is no span of pages: an object of a fixed size, or an int of at most two digits. Clobbers r9, r10. */
function writeFree(a: Assembler, label: Label, block: Gp64, low: Gp32): void {
  a.bind(label);
  a.mov(r9d, low)
    .shr(r9d, 16)
    .movzx(r9d, byte(BASE, r9, 1, Roots.PAGE_CLASS));
  const list = (half: number) => dword(BASE, r9, 8, Roots.FREE_LISTS + half);
  a.mov(r10d, list(0)).mov(dword(block), r10d);
  a.mov(list(0), low).mov(list(4), WINDOW_HIGH).ret();
}
