/** Values between vregs, cells and constants; truth and jumps. */
import { dword, eax, edi, edx, esi, type Label, qword, rax, rdi, rdx, rsi } from '@tyston/asm-x64';
import { PyCellObject, PyVarObject, WINDOW_HIGH } from '@tyston/memory';
import { countAt, TYPE, vreg, vregLow } from './conventions.js';
import type { Emitter } from './emitter.js';

/** edx = a reference to what is in vreg `v`: a temporary's own, or a new one. */
export function take(e: Emitter, v: number): void {
  e.a.mov(edx, vregLow(v));
  if (e.isTemporary(v)) e.empty(v);
  else e.a.inc(countAt(rdx));
}

export function move(e: Emitter, to: number, from: number): void {
  take(e, from);
  e.store(to);
}

export function copy(e: Emitter, to: number, from: number): void {
  e.a.mov(edx, vregLow(from)).inc(countAt(rdx));
  e.store(to);
}

export function move2(e: Emitter, to: number, first: number, second: number): void {
  take(e, first);
  e.a.mov(eax, edx);
  take(e, second);
  // (Both go to temporaries.)
  e.a.mov(vregLow(to), eax).mov(vregLow(to + 1), edx);
}

export function loadConstant(e: Emitter, to: number, k: number): void {
  e.newConstant(k);
  e.store(to);
}

/** Releases what is in a vreg, if anything is. */
export function release(e: Emitter, v: number): void {
  const { a } = e;
  const done = a.label();
  a.mov(esi, vregLow(v)).test(esi, esi).jz(done);
  e.empty(v);
  e.drop();
  a.bind(done);
}

export function checkBound(e: Emitter, v: number): void {
  e.a.cmp(vregLow(v), 0).je(e.leave);
}

export function loadDeref(e: Emitter, to: number, cell: number): void {
  e.a.mov(rax, vreg(cell)).mov(edx, dword(rax, PyCellObject.ob_ref)).test(edx, edx).jz(e.leave);
  e.a.inc(countAt(rdx));
  e.store(to);
}

export function storeDeref(e: Emitter, cell: number, from: number): void {
  const { a } = e;
  const done = a.label();
  take(e, from);
  a.mov(rax, vreg(cell)).mov(esi, dword(rax, PyCellObject.ob_ref));
  a.mov(dword(rax, PyCellObject.ob_ref), edx).mov(dword(rax, PyCellObject.ob_ref + 4), WINDOW_HIGH);
  a.test(esi, esi).jz(done);
  e.drop();
  a.bind(done);
}

/** `to = left is right`, or is not. Temporaries are consumed, and must not die of it. */
export function identity(e: Emitter, to: number, left: number, right: number, is: boolean): void {
  const { a } = e;
  comparedIdentity(e, left, right);
  a.mov(edx, e.facts.False).mov(eax, e.facts.True);
  if (is) a.cmove(edx, eax);
  else a.cmovne(edx, eax);
  a.inc(countAt(rdx));
  e.store(to);
}
export function identityJump(e: Emitter, left: number, right: number, sense: boolean, target: Label): void {
  comparedIdentity(e, left, right);
  if (sense) e.a.je(target);
  else e.a.jne(target);
}
function comparedIdentity(e: Emitter, left: number, right: number): void {
  const { a } = e;
  e.load(rdi, left);
  e.load(rsi, right);
  // Two temporaries may be the same object: then both references go.
  const least = e.isTemporary(left) && e.isTemporary(right) ? 2 : 1;
  for (const [v, x] of [
    [left, rdi],
    [right, rsi],
  ] as const)
    if (e.isTemporary(v)) a.cmp(dword(x), least).jle(e.leave);
  for (const [v, x] of [
    [left, rdi],
    [right, rsi],
  ] as const)
    if (e.isTemporary(v)) {
      e.empty(v);
      a.dec(dword(x));
    }
  a.cmp(rdi, rsi);
}

/** Jumps if the value is None, or is not. */
export function jumpIfNone(e: Emitter, v: number, sense: boolean, target: Label): void {
  const { a } = e;
  e.load(rdi, v);
  consumeLiving(e, v);
  a.cmp(edi, e.facts.None);
  if (sense) a.je(target);
  else a.jne(target);
}

/** Consumes the temporary in rdi, which must not die of it. */
function consumeLiving(e: Emitter, v: number): void {
  if (!e.isTemporary(v)) return;
  e.a.cmp(dword(rdi), 1).je(e.leave);
  e.empty(v);
  e.a.dec(dword(rdi));
}

/** Which of the ways out of a test consume the temporary. */
export interface Consumes {
  readonly jumping: boolean;
  readonly falling: boolean;
}

/**
 * Jumps if the value's truth is `sense`: of a bool, None, an int, or what has a length in ob_size.
 */
export function jumpIfTruth(e: Emitter, v: number, sense: boolean, target: Label, consumes: Consumes): void {
  const { a } = e;
  const { True, False, None, int, list, tuple } = e.facts;
  const yes = a.label();
  const no = a.label();
  const other = a.label();
  const zero = a.label();
  const empty = a.label();
  const fall = a.label();
  const temporary = e.isTemporary(v);
  const way = (is: boolean, consume: () => void) => {
    if (temporary && (is === sense ? consumes.jumping : consumes.falling)) {
      e.empty(v);
      consume();
    }
    a.jmp(is === sense ? target : fall);
  };
  const lives = () => a.dec(dword(rdi));
  const mayDie = () => e.release(rdi);
  e.load(rdi, v);
  a.cmp(edi, True).je(yes).cmp(edi, False).je(no).cmp(edi, None).je(no);
  a.cmp(dword(rdi, TYPE), int).jne(other);
  if (temporary) a.mov(eax, dword(rdi, PyVarObject.ob_size)).add(eax, 2).cmp(eax, 5).jae(e.leave);
  a.cmp(qword(rdi, PyVarObject.ob_size), 0).je(zero);
  way(true, mayDie);
  a.bind(zero);
  way(false, mayDie);
  a.bind(other).cmp(dword(rdi, TYPE), list).je(empty).cmp(dword(rdi, TYPE), tuple).jne(e.leave);
  a.bind(empty);
  if (temporary) a.cmp(dword(rdi), 1).je(e.leave);
  a.cmp(qword(rdi, PyVarObject.ob_size), 0).je(no);
  a.bind(yes);
  way(true, lives);
  a.bind(no);
  way(false, lives);
  a.bind(fall);
}

/** `to = not value`, for what `jumpIfTruth` takes. */
export function not(e: Emitter, to: number, v: number): void {
  const { a } = e;
  const isTrue = a.label();
  const done = a.label();
  jumpIfTruth(e, v, true, isTrue, { jumping: true, falling: true });
  a.mov(edx, e.facts.True).jmp(done);
  a.bind(isTrue).mov(edx, e.facts.False);
  a.bind(done).inc(countAt(rdx));
  e.store(to);
}
