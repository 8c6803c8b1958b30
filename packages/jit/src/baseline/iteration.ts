/**
 * Making and ending what loops need: ranges, iterators over them and over lists and tuples. All take blocks of 48 bytes, with the
 * collector's head where they have one.
 */
import {
  type Assembler,
  dword,
  eax,
  ecx,
  edi,
  edx,
  esi,
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
  r11,
  r13,
  rax,
  rcx,
  rdi,
  rdx,
  rsi,
} from '@tyston/asm-x64';
import { EvalBreaker, Frame, PyGC_Head, Roots, ThreadState } from '@tyston/memory';
import { BASE, countAt, DIGIT, FRAME, header, SIZE, THREAD, TYPE, word } from './conventions.js';
import type { Emitter } from './emitter.js';
import type { ObjectFacts } from './facts.js';

/** Size class of 48-byte blocks. */
const CLASS_48 = 3;
const BYTES = 48;
const NEXT = PyGC_Head._gc_next - PyGC_Head.size;
const PREV = PyGC_Head._gc_prev - PyGC_Head.size;

/** A block of 48 bytes in rdx; to `fail` where the class has none at hand. Clobbers r10. */
function newBlock(a: Assembler, fail: Label): void {
  const free = Roots.FREE_LISTS + CLASS_48 * 8;
  const rest = Roots.BUMP + CLASS_48 * 16;
  const bump = a.label();
  const have = a.label();
  a.mov(edx, word(free)).test(edx, edx).jz(bump);
  a.mov(r10d, countAt(rdx)).mov(word(free), r10d).jmp(have);
  a.bind(bump).mov(edx, word(rest)).test(edx, edx).jz(fail);
  a.lea(r10d, ptr(rdx, BYTES))
    .cmp(r10d, word(rest + 8))
    .ja(fail);
  a.mov(word(rest), r10d);
  a.bind(have).add(rdx, BASE);
}

function head(a: Assembler, type: number): void {
  a.mov(qword(rdx), 1).lea(r10, ptr(BASE, type)).mov(qword(rdx, TYPE), r10);
}

/** The container in rdx is new: counted, and under the collector's eyes. Clobbers r9, r10, r11. */
export function track(a: Assembler, { gc }: ObjectFacts): void {
  const counted = a.label();
  a.mov(r10d, word(gc.counts)).inc(r10d).mov(word(gc.counts), r10d);
  a.cmp(r10d, word(gc.thresholds)).jle(counted);
  a.cmp(word(gc.thresholds), 0).je(counted).cmp(word(gc.enabled), 0).je(counted);
  a.or(dword(THREAD, ThreadState.eval_breaker), EvalBreaker.COLLECT);
  a.bind(counted);
  // Links carry flags in their two lowest bits: the list's own stay, a new object has none.
  a.mov(r10d, word(gc.young + PREV))
    .mov(r9d, r10d)
    .and(r9d, 3)
    .and(r10d, -4);
  a.mov(dword(BASE, r10, 1, NEXT), edx)
    .add(r10, BASE)
    .mov(qword(rdx, PREV), r10);
  a.lea(r11, ptr(BASE, gc.young)).mov(qword(rdx, NEXT), r11);
  a.or(r9d, edx).mov(word(gc.young + PREV), r9d);
}

/** The value of the exact int of one digit in `box`, in rax, or to `fail`. Clobbers r10. */
function oneDigit(a: Assembler, facts: ObjectFacts, box: Gp64, fail: Label): void {
  a.cmp(dword(box, TYPE), facts.int).jne(fail);
  a.mov(eax, dword(box, SIZE)).lea(r10d, ptr(rax, 1)).cmp(r10d, 3).jae(fail);
  a.imul(eax, dword(box, DIGIT)).movsxd(rax, eax);
}

/** `iterate`: rdx = a new iterator over the list, tuple or range in rdi. Fails. Clobbers rax, r8 to r11. */
export function writeIterate(a: Assembler, label: Label, facts: ObjectFacts): void {
  const { range, rangeObject, indexIterator } = facts;
  const fail = a.label();
  const tuple = a.label();
  const other = a.label();
  a.bind(label);
  for (const [type, iterator, otherwise] of [
    [facts.list, facts.listIterator, tuple],
    [facts.tuple, facts.tupleIterator, other],
  ] as const) {
    a.cmp(dword(rdi, TYPE), type).jne(otherwise);
    newBlock(a, fail);
    a.add(rdx, PyGC_Head.size);
    head(a, iterator);
    a.mov(qword(rdx, indexIterator.index), 0).mov(qword(rdx, indexIterator.sequence), rdi).inc(dword(rdi));
    track(a, facts);
    a.clc().ret();
    a.bind(otherwise);
  }
  a.cmp(dword(rdi, TYPE), facts.rangeType).jne(fail);
  for (const field of Object.values(rangeObject)) {
    a.mov(r8, qword(rdi, field));
    oneDigit(a, facts, r8, fail);
  }
  newBlock(a, fail);
  head(a, facts.rangeIterator);
  a.mov(qword(rdx, range.index), 0);
  for (const [from, to] of [
    [rangeObject.start, range.start],
    [rangeObject.step, range.step],
    [rangeObject.length, range.length],
  ] as const) {
    a.mov(r8, qword(rdi, from)).mov(eax, dword(r8, SIZE)).imul(eax, dword(r8, DIGIT));
    a.movsxd(rax, eax).mov(qword(rdx, to), rax);
  }
  a.clc().ret();
  a.bind(fail).stc().ret();
}

/** `drop_range`: a range that `iterate` has taken, in rdi, has no references left. Clobbers r8, r9, r10. */
export function writeDropRange(
  a: Assembler,
  label: Label,
  facts: ObjectFacts,
  stubs: { readonly free_rdi: Label; readonly free_r8: Label },
): void {
  a.bind(label);
  for (const field of Object.values(facts.rangeObject)) {
    const lives = a.label();
    a.mov(r8, qword(rdi, field)).dec(dword(r8)).jnz(lives).call(stubs.free_r8);
    a.bind(lives);
  }
  a.jmp(stubs.free_rdi);
}

/**
 * `end_iteration`: the iterator over the list or tuple in rcx, in rdi, has come to its end, and its only reference goes. Fails where something
 * else would die of it, or somebody else holds it. Clobbers rax, rdx, rsi, rdi, r9, r10.
 */
export function writeEndIteration(
  a: Assembler,
  label: Label,
  facts: ObjectFacts,
  stubs: { readonly free_rdi: Label },
): void {
  const { gc } = facts;
  const fail = a.label();
  const untracked = a.label();
  const none = a.label();
  a.bind(label);
  a.cmp(dword(rdi), 1).jne(fail).cmp(dword(rcx), 1).je(fail);
  a.dec(dword(rcx));
  a.mov(esi, dword(rdi, NEXT)).test(esi, esi).jz(untracked);
  a.mov(eax, dword(rdi, PREV))
    .and(eax, -4)
    .mov(dword(BASE, rax, 1, NEXT), esi);
  a.mov(edx, dword(BASE, rsi, 1, PREV))
    .and(edx, 3)
    .or(edx, eax)
    .mov(dword(BASE, rsi, 1, PREV), edx);
  a.bind(untracked);
  a.cmp(word(gc.counts), 0).jle(none).dec(word(gc.counts));
  a.bind(none).sub(rdi, PyGC_Head.size).call(stubs.free_rdi).clc().ret();
  a.bind(fail).stc().ret();
}

/** GET_ITER. */
export function getIter(e: Emitter, to: number, from: number): void {
  const { a } = e;
  e.load(rdi, from);
  e.stub('iterate');
  a.jc(e.leave);
  if (e.isTemporary(from)) {
    if (from !== to) e.empty(from);
    // (What the iterator holds lives on; a range may be done with.)
    e.rarely(
      (out) => a.dec(dword(rdi)).jz(out),
      () => e.stub('drop_range'),
    );
  }
  e.store(to);
}

/**
 * A call of the type `range` in rdi, as `call_function` has it: one argument, an int of one digit. The rest of the call is done here: the
 * result is where `dst`, in ecx, says.
 */
export function writeMakeRange(
  a: Assembler,
  fail: Label,
  facts: ObjectFacts,
  stubs: { readonly dead: Label },
): void {
  const { rangeObject } = facts;
  const positive = a.label();
  const out = a.label();
  a.cmp(edi, facts.rangeType).jne(fail).cmp(r8d, 1).jne(fail);
  a.mov(r8, qword(r9));
  oneDigit(a, facts, r8, fail);
  newBlock(a, fail);
  head(a, facts.rangeType);
  a.lea(r10, ptr(BASE, facts.zero)).lea(r11, ptr(BASE, facts.zero + 32));
  a.inc(dword(r10)).inc(dword(r11));
  a.mov(qword(rdx, rangeObject.start), r10).mov(qword(rdx, rangeObject.step), r11);
  // The argument is the end, and the length too if it is not negative.
  a.mov(qword(rdx, rangeObject.stop), r8).mov(dword(r9), 0);
  a.test(eax, eax).jns(positive);
  a.mov(r8, r10);
  a.bind(positive).mov(qword(rdx, rangeObject.length), r8).inc(dword(r8));
  a.dec(dword(rdi)).mov(dword(r13), 0);
  a.mov(eax, ecx)
    .and(eax, 0xffffff)
    .lea(rax, ptr(FRAME, rax, 4, 0));
  a.mov(esi, dword(rax)).mov(dword(rax), edx).test(esi, esi).jz(out);
  a.dec(countAt(rsi)).jnz(out);
  a.shr(ecx, 24).shl(ecx, 2).mov(eax, header(Frame.pc)).add(eax, ecx).call(stubs.dead);
  a.bind(out).clc().ret();
}
