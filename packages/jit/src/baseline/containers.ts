/** Lists and tuples by small index, iteration over them and over ranges. */
import { dword, eax, ecx, edx, esi, type Label, ptr, qword, r8, rax, rcx, rdi, rdx } from '@tyston/asm-x64';
import { PyListObject, PyTupleObject, PyVarObject } from '@tyston/memory';
import { countAt, DIGIT, SIZE, TYPE } from './conventions.js';
import type { Emitter } from './emitter.js';
import { take } from './moves.js';
import { constantOperand, type Operand } from './numbers.js';

/** eax = the index that the key says, counted from the front of the `rcx` items that there are; it is one of theirs. The key's object is in r8. */
function index(e: Emitter, key: Operand): void {
  const { a } = e;
  if ('int' in key) {
    if (key.int >= 0) a.mov(eax, key.int);
    else a.lea(eax, ptr(rcx, key.int));
  } else {
    const front = a.label();
    a.cmp(dword(r8, TYPE), e.facts.int).jne(e.leave);
    a.mov(eax, dword(r8, SIZE)).lea(edx, ptr(rax, 1)).cmp(edx, 3).jae(e.leave);
    a.imul(eax, dword(r8, DIGIT)).test(eax, eax).jns(front).add(eax, ecx);
    a.bind(front);
  }
  a.cmp(eax, ecx).jae(e.leave);
}

/** The temporary in rdi must not die of being consumed here. */
function survives(e: Emitter, v: number): void {
  if (e.isTemporary(v)) e.a.cmp(dword(rdi), 1).je(e.leave);
}

function consumeKey(e: Emitter, key: Operand): void {
  if (!('vreg' in key) || !e.isTemporary(key.vreg)) return;
  e.empty(key.vreg);
  e.release(r8);
}
function consume(e: Emitter, v: number): void {
  if (!e.isTemporary(v)) return;
  e.empty(v);
  e.a.dec(dword(rdi));
}

/** `to = object[key]` of a list or tuple. */
export function subscript(e: Emitter, to: number, object: number, key: Operand): void {
  const { a } = e;
  const isTuple = a.label();
  const have = a.label();
  e.load(rdi, object);
  if ('vreg' in key) e.load(r8, key.vreg);
  survives(e, object);
  a.mov(rcx, qword(rdi, PyVarObject.ob_size));
  a.cmp(dword(rdi, TYPE), e.facts.list).jne(isTuple);
  index(e, key);
  a.mov(rdx, qword(rdi, PyListObject.ob_item))
    .mov(edx, dword(rdx, rax, 8, 0))
    .jmp(have);
  a.bind(isTuple).cmp(dword(rdi, TYPE), e.facts.tuple).jne(e.leave);
  index(e, key);
  a.mov(edx, dword(rdi, rax, 8, PyTupleObject.ob_item));
  a.bind(have).inc(countAt(rdx));
  consume(e, object);
  consumeKey(e, key);
  e.store(to);
}

/** `object[key] = value` of a list. */
export function storeSubscript(e: Emitter, object: number, key: Operand, value: number): void {
  const { a } = e;
  e.load(rdi, object);
  if ('vreg' in key) e.load(r8, key.vreg);
  survives(e, object);
  a.cmp(dword(rdi, TYPE), e.facts.list).jne(e.leave);
  a.mov(rcx, qword(rdi, PyVarObject.ob_size));
  index(e, key);
  take(e, value);
  a.mov(rcx, qword(rdi, PyListObject.ob_item)).lea(rcx, ptr(rcx, rax, 8, 0));
  a.mov(esi, dword(rcx)).mov(dword(rcx), edx);
  consume(e, object);
  consumeKey(e, key);
  e.drop();
}

/** Constants that are keys here. */
export function constantKey(e: Emitter, k: number): Operand | null {
  const key = constantOperand(e, k);
  return key !== null && 'int' in key ? key : null;
}

/** FOR_ITER: `to` is the next item of the iterator, or the iterator is released and control goes to `end`. */
export function forIter(e: Emitter, to: number, iterator: number, end: number): void {
  const { a } = e;
  const { facts } = e;
  const { range, indexIterator } = facts;
  const notRange = a.label();
  const notList = a.label();
  const exhausted = a.label();
  const store = a.label();
  e.load(rdi, iterator);
  a.cmp(dword(rdi, TYPE), facts.rangeIterator).jne(notRange);
  a.mov(rax, qword(rdi, range.index)).cmp(rax, qword(rdi, range.length)).jge(exhausted);
  a.imul(rax, qword(rdi, range.step)).add(rax, qword(rdi, range.start));
  e.stub('box_int');
  a.jc(e.leave).inc(qword(rdi, range.index)).jmp(store);

  a.bind(notRange).cmp(dword(rdi, TYPE), facts.listIterator).jne(notList);
  const next = (items: () => void) => {
    a.mov(rcx, qword(rdi, indexIterator.sequence)).test(ecx, ecx).jz(e.leave);
    a.mov(rax, qword(rdi, indexIterator.index)).cmp(rax, qword(rcx, PyVarObject.ob_size)).jge(e.leave);
    items();
    a.inc(countAt(rdx)).inc(qword(rdi, indexIterator.index));
  };
  next(() => a.mov(rcx, qword(rcx, PyListObject.ob_item)).mov(edx, dword(rcx, rax, 8, 0)));
  a.jmp(store);
  a.bind(notList).cmp(dword(rdi, TYPE), facts.tupleIterator).jne(e.leave);
  next(() => a.mov(edx, dword(rcx, rax, 8, PyTupleObject.ob_item)));
  a.bind(store);
  e.store(to);
  a.jmp(e.head(e.i.next));

  // A range's iterator is memory and nothing else.
  a.bind(exhausted);
  e.empty(iterator);
  e.release(rdi);
  a.jmp(e.head(end));
}
