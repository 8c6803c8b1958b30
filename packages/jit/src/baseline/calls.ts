/**
 * Calls of compiled Python functions, and returns to compiled callers, without leaving machine code.
 *
 * A call site calls the stub, which pushes the callee's frame and jumps to its code: so the return address on the machine stack is the
 * caller's site, and the callee's RETURN, when it has given its result to the caller's frame, is a `ret`. The frames in the window say it all
 * just the same: whoever leaves machine code drops the return addresses, and a frame that is entered anew returns to TypeScript.
 *
 * Which functions are compiled stands in a table of the isolate, by the number that the code object's heat holds: a row has the
 * code object (numbers may be another isolate's), where its machine code begins, and how often it has run.
 */
import {
  type Assembler,
  dword,
  eax,
  ecx,
  edi,
  edx,
  esi,
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
  r11d,
  r13,
  r14,
  rax,
  rcx,
  rdi,
  rdx,
  rsi,
  rsp,
  xmm0,
  xmm1,
} from '@tyston/asm-x64';
import { CodeField } from '@tyston/interp';
import { Frame, FrameFlags, PyCodeObject, PyFunctionObject, ThreadState } from '@tyston/memory';
import {
  BASE,
  countAt,
  FRAME,
  header,
  headerFull,
  SIZE,
  THREAD,
  TYPE,
  vreg,
  vregLow,
} from './conventions.js';
import type { Emitter } from './emitter.js';
import type { ObjectFacts } from './facts.js';
import { findInit, newInstance } from './instances.js';
import { writeMakeRange } from './iteration.js';

/** Bytes of a row of the table, and where the fields stand. */
export const ROW = 16;
export const ROW_CODE = 0;
export const ROW_ENTRY = 4;
/** How often the code has begun or gone round a loop, in machine code. */
export const ROW_TURNS = 8;

const thread = (field: number) => dword(THREAD, field);
/** A field of the new frame, whose address is in r11. */
const made = (field: number) => dword(r11, field);

/** rdx = where the machine code of the code object in rsi begins; to `fail` unless it takes just the r8d arguments. Clobbers rax. */
function findCode(a: Assembler, fail: Label, table: number, rows: number): void {
  a.cmp(dword(rsi, CodeField.simple), r8d).jne(fail);
  a.mov(eax, dword(rsi, CodeField.heat)).not(eax).cmp(eax, rows).jae(fail);
  a.shl(eax, Math.log2(ROW)).mov(edx, table).add(rdx, rax).add(rdx, BASE);
  a.cmp(dword(rdx, ROW_CODE), esi).jne(fail);
  a.mov(edx, dword(rdx, ROW_ENTRY)).test(edx, edx).jz(fail).add(rdx, BASE);
}

/**
 * r11 = a new frame for the code object in rsi, r10 = its end, with `more` vregs than the code says; to `fail` where nothing may be called, or
 * there is no room. Clobbers rax.
 */
function findRoom(a: Assembler, fail: Label, more: number): void {
  a.cmp(thread(ThreadState.eval_breaker), 0).jne(fail);
  a.cmp(thread(ThreadState.recursion_remaining), 0).jle(fail);
  a.cmp(rsp, r14).jb(fail);
  a.mov(eax, dword(rsi, PyCodeObject.co_nlocalsplus)).add(eax, dword(rsi, PyCodeObject.co_stacksize));
  a.mov(r11, qword(THREAD, ThreadState.stack_top));
  a.lea(r10, ptr(r11, rax, 8, Frame.size + 8 * more));
  a.cmp(r10d, thread(ThreadState.stack_limit)).ja(fail);
}

/**
 * The frame in r11 is the innermost: of the function in rdi, whose reference it takes, over the code in rsi, ecx its `dst`. The caller's vreg
 * at r13 is emptied. Clobbers rax.
 */
function pushFrame(a: Assembler, flags: number): void {
  a.dec(thread(ThreadState.recursion_remaining));
  a.mov(eax, thread(ThreadState.frame)).mov(made(Frame.back), eax);
  a.mov(made(Frame.code), esi).inc(dword(rsi));
  a.mov(made(Frame.func), edi).mov(dword(r13), 0);
  a.mov(eax, dword(rdi, PyFunctionObject.func_globals)).mov(made(Frame.globals), eax);
  a.mov(eax, dword(rdi, PyFunctionObject.func_builtins)).mov(made(Frame.builtins), eax);
  a.mov(made(Frame.locals), 0).mov(made(Frame.frame_obj), 0).mov(made(Frame.flags), flags);
  a.lea(eax, ptr(rsi, PyCodeObject.co_code_adaptive)).mov(made(Frame.pc), eax);
  a.mov(made(Frame.dst), ecx);
  a.mov(thread(ThreadState.frame), r11d).mov(thread(ThreadState.stack_top), r10d);
  a.lea(FRAME, ptr(r11, Frame.size));
}

/** r8d arguments move from r9 to rcx; the vregs behind, up to r10, are empty. Clobbers rax, rcx, r8, r9. */
function fillFrame(a: Assembler): void {
  const move = a.label();
  const moved = a.label();
  const clear = a.label();
  const full = a.label();
  a.test(r8d, r8d).jz(moved);
  a.bind(move).mov(eax, dword(r9)).mov(dword(r9), 0).mov(dword(rcx), eax);
  a.add(r9, 8).add(rcx, 8).dec(r8d).jnz(move);
  a.bind(moved).cmp(ecx, r10d).jae(full);
  a.bind(clear).mov(dword(rcx), 0).add(rcx, 8).cmp(ecx, r10d).jb(clear);
  a.bind(full);
}

/**
 * `call_function`: the object in rdi is called with r8d arguments, which lie from r9 on; ecx is `dst` of the new frame, esi the address of the
 * call's cache, and [r13] the vreg that holds the callable. Fails where that is no function that is compiled and takes just these arguments,
 * nor a class with such an `__init__`, nor `range` of a small int.
 */
export function writeCall(
  a: Assembler,
  label: Label,
  facts: ObjectFacts,
  table: number,
  rows: number,
  stubs: { readonly dead: Label },
): void {
  const fail = a.label();
  const isClass = a.label();
  const range = a.label();
  a.bind(label);
  a.cmp(dword(rdi, TYPE), facts.function).jne(isClass);
  a.mov(rsi, qword(rdi, PyFunctionObject.func_code));
  findCode(a, fail, table, rows);
  findRoom(a, fail, 0);
  pushFrame(a, 0);
  a.mov(rcx, FRAME);
  fillFrame(a);
  a.jmp(rdx);

  a.bind(isClass).cmp(dword(rdi, TYPE), facts.type).jne(fail).cmp(edi, facts.rangeType).je(range);
  // xmm0: the code of `__init__`, xmm1: the function. The instance is one more argument, and one more vreg keeps it.
  findInit(a, facts, fail);
  a.movq(xmm1, rsi).mov(rsi, qword(rsi, PyFunctionObject.func_code)).inc(r8d);
  findCode(a, fail, table, rows);
  a.movq(xmm0, rdx);
  findRoom(a, fail, 1);
  newInstance(a, facts, fail);
  a.movq(rdi, xmm1).inc(dword(rdi));
  pushFrame(a, FrameFlags.INIT);
  a.mov(vregLow(0), edx).lea(rcx, vreg(1)).dec(r8d);
  fillFrame(a);
  a.mov(dword(r10, -8), edx).movq(rdx, xmm0).jmp(rdx);

  a.bind(range);
  writeMakeRange(a, fail, facts, stubs);
  a.bind(fail).stc().ret();
}

/** CALL: `to = base(…)`, with `count` arguments behind the callable and its `self`. */
export function call(e: Emitter, to: number, base: number, count: number): void {
  const { a } = e;
  const free = a.label();
  e.load(rdi, base);
  a.lea(r13, vreg(base));
  a.mov(r8d, count).lea(r9, vreg(base + 2));
  a.cmp(vregLow(base + 1), 0).je(free);
  a.inc(r8d).sub(r9, 8);
  a.bind(free);
  e.savePc(e.i.at);
  a.mov(esi, e.address(e.i.cacheAt));
  a.mov(ecx, ((e.i.next - e.i.at) << 24) | (2 * to));
  e.stub('call_function');
  a.jc(e.leave);
}

/**
 * `return`: the frame is done, whose locals lie up to r11. The result is what the vreg at r8 holds, or, where r8 is 0, the object whose low
 * half is in edx. Clears the frame and takes it off, gives the caller the result, and returns to it. Fails where that is not all there is to
 * it, or something would die that is neither int nor float; what is cleared by then nobody can miss.
 */
export function writeReturn(
  a: Assembler,
  label: Label,
  facts: ObjectFacts,
  stubs: { readonly free_rdi: Label; readonly dead: Label },
): void {
  const fail = a.label();
  const next = a.label();
  const dies = a.label();
  const dead = a.label();
  const cleared = a.label();
  const done = a.label();
  const constant = a.label();
  const taken = a.label();
  const old = a.label();
  const out = a.label();
  const ordinary = a.label();
  a.bind(label);
  a.cmp(header(Frame.frame_obj), 0).jne(fail);
  // An `__init__` returns None; what its caller gets is the instance.
  a.cmp(header(Frame.flags), 0).je(ordinary).cmp(header(Frame.flags), FrameFlags.INIT).jne(fail);
  a.test(r8, r8).jnz(fail).cmp(edx, facts.None).jne(fail);
  a.bind(ordinary);
  for (const owner of [Frame.func, Frame.code]) a.mov(rax, headerFull(owner)).cmp(dword(rax), 1).je(fail);
  a.mov(rcx, FRAME);
  const local = a.here();
  a.cmp(rcx, r11).jae(done).cmp(rcx, r8).je(next);
  a.mov(esi, dword(rcx)).test(esi, esi).jz(next);
  a.dec(countAt(rsi)).jz(dies);
  a.bind(cleared).mov(dword(rcx), 0);
  a.bind(next).add(rcx, 8).jmp(local);

  a.bind(dies).lea(rdi, ptr(BASE, rsi));
  const number = a.label();
  a.cmp(dword(rdi, TYPE), facts.float).je(number).cmp(dword(rdi, TYPE), facts.int).jne(dead);
  a.mov(r9d, dword(rdi, SIZE)).add(r9d, 2).cmp(r9d, 5).jae(dead);
  a.bind(number).call(stubs.free_rdi).jmp(cleared);
  a.bind(dead).inc(dword(rdi));
  a.bind(fail).stc().ret();

  a.bind(done).test(r8, r8).jz(constant);
  a.mov(edx, dword(r8)).mov(dword(r8), 0).jmp(taken);
  const init = a.label();
  a.bind(constant).cmp(header(Frame.flags), 0).jne(init).inc(countAt(rdx)).jmp(taken);
  a.bind(init).mov(rax, headerFull(Frame.code));
  a.mov(ecx, dword(rax, PyCodeObject.co_nlocalsplus)).add(ecx, dword(rax, PyCodeObject.co_stacksize));
  a.mov(edx, dword(FRAME, rcx, 8, 0)).mov(dword(FRAME, rcx, 8, 0), 0);
  a.bind(taken);
  for (const owner of [Frame.func, Frame.code]) a.mov(rax, headerFull(owner)).dec(dword(rax));
  a.inc(thread(ThreadState.recursion_remaining));
  a.lea(ecx, ptr(FRAME, -Frame.size)).mov(thread(ThreadState.stack_top), ecx);
  a.mov(rdi, headerFull(Frame.back)).mov(thread(ThreadState.frame), edi);
  // `dst`: how far the caller's pc goes on, and twice the number of its vreg.
  a.mov(eax, header(Frame.dst)).mov(ecx, eax).shr(ecx, 24).shl(ecx, 2).add(dword(rdi, Frame.pc), ecx);
  a.and(eax, 0xffffff)
    .lea(FRAME, ptr(rdi, Frame.size))
    .lea(rcx, ptr(FRAME, rax, 4, 0));
  a.mov(esi, dword(rcx)).mov(dword(rcx), edx).test(esi, esi).jz(out);
  a.dec(countAt(rsi)).jz(old);
  a.bind(out).clc().ret();
  a.bind(old).mov(eax, dword(rdi, Frame.pc)).call(stubs.dead).clc().ret();
}

/** RETURN of what a vreg holds. */
export function returnValue(e: Emitter, v: number): void {
  e.a.lea(r8, vreg(v));
  leaveFrame(e);
}
export function returnConstant(e: Emitter, k: number): void {
  e.a.mov(edx, e.constant(k)).xor(r8d, r8d);
  leaveFrame(e);
}
function leaveFrame(e: Emitter): void {
  e.a.lea(r11, vreg(e.code.nlocalsplus));
  e.stub('return');
  e.a.jc(e.leave).ret();
}
