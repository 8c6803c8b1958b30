/** New instances of classes that have a Python `__init__`, nothing else of their own in the way, and instances with a shape. */
import {
  type Assembler,
  dword,
  eax,
  ecx,
  edx,
  esi,
  type Label,
  ptr,
  qword,
  r9,
  r10,
  r11,
  r13,
  rax,
  rcx,
  rdi,
  rdx,
  rsi,
} from '@tyston/asm-x64';
import { PreHeader, PyHeapTypeObject, PyTypeObject, Roots, TypeFlags } from '@tyston/memory';
import { BASE, countAt, TYPE } from './conventions.js';
import type { ObjectFacts } from './facts.js';
import { track } from './iteration.js';

/** What stands in front of an instance, and the largest block that has a class of its own size here. */
const FRONT = -PreHeader.MANAGED_SHAPE;
const SMALL_CLASSES = 32;
const UNIT = 16;

/**
 * rsi = the `__init__` of the class in rdi, as the cache at esi knows it; to `fail` where it does not, or the call is that of a method (the
 * arguments at r9 do not follow the callable at r13 by one vreg). Clobbers rax.
 */
export function findInit(a: Assembler, facts: ObjectFacts, fail: Label): void {
  a.lea(rax, ptr(r13, 2 * 8))
    .cmp(rax, r9)
    .jne(fail);
  a.add(rsi, BASE).mov(eax, dword(rdi, PyTypeObject.tp_version_tag)).test(eax, eax).jz(fail);
  a.cmp(eax, dword(rsi)).jne(fail);
  for (const slot of ['tp_new', 'tp_init', 'tp_alloc'] as const)
    a.cmp(dword(rdi, PyTypeObject[slot]), facts.plainClass[slot]).jne(fail);
  a.test(dword(rdi, PyTypeObject.tp_flags), TypeFlags.IS_ABSTRACT).jnz(fail);
  a.cmp(dword(rdi, PyTypeObject.tp_itemsize), 0).jne(fail);
  a.cmp(dword(rdi, PyHeapTypeObject.ht_cached_keys), 0).je(fail);
  a.mov(esi, dword(rsi, 4)).add(rsi, BASE);
}

/** eax = bytes of an instance of the class in rdi, without what stands in front. */
function instanceBytes(a: Assembler, facts: ObjectFacts): void {
  a.mov(rax, qword(rdi, PyHeapTypeObject.ht_cached_keys)).mov(eax, dword(rax, facts.shapeCapacity));
  a.shl(eax, 3).add(eax, dword(rdi, PyTypeObject.tp_basicsize));
}

/**
 * rdx = a new instance of the class in rdi, with two references: takes over the reference to the class. To `fail` where there is no block at
 * hand. Clobbers rax.
 */
export function newInstance(a: Assembler, facts: ObjectFacts, fail: Label): void {
  const bump = a.label();
  const full = a.label();
  const have = a.label();
  const clear = a.label();
  const cleared = a.label();
  instanceBytes(a, facts);
  a.add(eax, FRONT + UNIT - 1)
    .shr(eax, Math.log2(UNIT))
    .cmp(eax, SMALL_CLASSES)
    .ja(fail);
  const list = dword(BASE, rax, 8, Roots.FREE_LISTS);
  a.mov(edx, list).test(edx, edx).jz(bump);
  a.push(rcx).mov(ecx, countAt(rdx)).mov(list, ecx).pop(rcx).jmp(have);
  // (Classes of small blocks are 16 bytes apart, and so are their rows of what is left of pages.)
  a.bind(bump).shl(eax, Math.log2(UNIT));
  const rest = (field: number) => dword(BASE, rax, 1, Roots.BUMP + field);
  a.mov(edx, rest(0)).test(edx, edx).jz(fail);
  a.push(rcx)
    .lea(ecx, ptr(rdx, rax, 1, 0))
    .cmp(ecx, rest(8))
    .ja(full);
  a.mov(rest(0), ecx).pop(rcx).jmp(have);
  a.bind(full).pop(rcx).jmp(fail);

  a.bind(have).add(rdx, BASE).add(rdx, FRONT);
  a.mov(rax, qword(rdi, PyHeapTypeObject.ht_cached_keys)).mov(qword(rdx, PreHeader.MANAGED_SHAPE), rax);
  a.mov(qword(rdx, PreHeader.MANAGED_DICT), 0);
  a.mov(qword(rdx), 2).mov(qword(rdx, TYPE), rdi);
  instanceBytes(a, facts);
  a.bind(clear)
    .sub(eax, 8)
    .cmp(eax, 2 * 8)
    .jb(cleared);
  a.mov(qword(rdx, rax, 1, 0), 0).jmp(clear);
  a.bind(cleared).push(r9).push(r10).push(r11);
  track(a, facts);
  a.pop(r11).pop(r10).pop(r9);
}
