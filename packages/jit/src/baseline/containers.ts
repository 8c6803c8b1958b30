/** Lists and tuples by small index, iteration over them and over ranges. */
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
  r9d,
  r11,
  r11d,
  r13,
  rax,
  rcx,
  rdi,
  rdx,
  rsi,
} from '@tyston/asm-x64';
import { PyGC_Head, PyListObject, PyTupleObject, PyVarObject } from '@tyston/memory';
import { BASE, countAt, DIGIT, SIZE, TYPE, vregLow } from './conventions.js';
import type { Emitter } from './emitter.js';
import type { ObjectFacts } from './facts.js';
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

/**
 * `next_counted`: edx = a new reference to the pair that is next of the enumerate object in rdi, where that counts a list and nobody has kept
 * the last pair, which is used again. Fails. Clobbers rax, rcx, rsi, rdi, r8, r9, r10, r11, r13.
 */
export function writeNextCounted(
  a: Assembler,
  label: Label,
  facts: ObjectFacts,
  stubs: { readonly box_int: Label; readonly free_rdi: Label },
): void {
  const { counted, indexIterator } = facts;
  const fail = a.label();
  const lives = a.label();
  const number = a.label();
  const counts = a.label();
  const done = a.label();
  const FIRST = PyTupleObject.ob_item;
  a.bind(label);
  a.mov(r8, qword(rdi, counted.iterator)).cmp(dword(r8, TYPE), facts.listIterator).jne(fail);
  a.mov(rcx, qword(r8, indexIterator.sequence)).test(ecx, ecx).jz(fail);
  a.mov(r11, qword(r8, indexIterator.index)).cmp(r11, qword(rcx, PyVarObject.ob_size)).jge(fail);
  a.cmp(dword(rdi, counted.long), 0).jne(fail);
  // The pair is ours alone, and under the collector's eyes.
  a.mov(rsi, qword(rdi, counted.result)).cmp(dword(rsi), 1).jne(fail);
  a.cmp(dword(rsi, PyGC_Head._gc_next - PyGC_Head.size), 0).je(fail);
  // Its old item may die if it is a number.
  a.mov(r13, qword(rsi, FIRST + 8))
    .cmp(dword(r13), 1)
    .jne(lives);
  isNumber(a, facts, r13, number, fail);
  a.bind(number).bind(lives);
  a.mov(rax, qword(rdi, counted.index)).call(stubs.box_int).jc(fail);
  a.inc(qword(rdi, counted.index)).inc(qword(r8, indexIterator.index));
  a.mov(rcx, qword(rcx, PyListObject.ob_item))
    .mov(rcx, qword(rcx, r11, 8, 0))
    .inc(dword(rcx));
  a.inc(dword(rsi)).mov(rdi, qword(rsi, FIRST));
  a.mov(qword(rsi, FIRST), rdx)
    .mov(qword(rsi, FIRST + 8), rcx)
    .mov(edx, esi);
  // The first is an int, or None at first, which does not die.
  a.dec(dword(rdi)).jnz(counts).call(stubs.free_rdi);
  a.bind(counts).dec(dword(r13)).jnz(done).mov(rdi, r13).call(stubs.free_rdi);
  a.bind(done).clc().ret();
  a.bind(fail).stc().ret();
}

/** To `yes` if the object in `x` is a float or an int of at most two digits, which is memory and nothing else; to `no`. Clobbers r9. */
export function isNumber(a: Assembler, facts: ObjectFacts, x: Gp64, yes: Label, no: Label): void {
  a.cmp(dword(x, TYPE), facts.float).je(yes).cmp(dword(x, TYPE), facts.int).jne(no);
  a.mov(r9d, dword(x, SIZE)).add(r9d, 2).cmp(r9d, 5).jae(no);
}

/** rcx = where the items of the list or tuple in rdi are; it has `n`. */
function itemsOf(e: Emitter, n: number): void {
  const { a } = e;
  const isList = a.label();
  const have = a.label();
  a.cmp(qword(rdi, PyVarObject.ob_size), n).jne(e.leave);
  a.cmp(dword(rdi, TYPE), e.facts.tuple).jne(isList);
  a.lea(rcx, ptr(rdi, PyTupleObject.ob_item)).jmp(have);
  a.bind(isList).cmp(dword(rdi, TYPE), e.facts.list).jne(e.leave);
  a.mov(rcx, qword(rdi, PyListObject.ob_item));
  a.bind(have);
}

/** Items that UNPACK_SEQUENCE takes here. */
const MOST_UNPACKED = 16;

/** UNPACK_SEQUENCE: `n` temporaries from `to` on. */
export function unpack(e: Emitter, to: number, from: number, n: number): boolean {
  if (n > MOST_UNPACKED) return false;
  const { a } = e;
  e.load(rdi, from);
  itemsOf(e, n);
  // It may be in one of the temporaries to be filled.
  if (e.isTemporary(from)) e.empty(from);
  for (let k = 0; k < n; k++)
    a.mov(edx, dword(rcx, 8 * k))
      .inc(countAt(rdx))
      .mov(vregLow(to + k), edx);
  if (!e.isTemporary(from)) return true;
  a.mov(esi, edi);
  e.drop();
  return true;
}

/** UNPACK_2, into any two vregs. */
export function unpackTwo(e: Emitter, first: number, second: number, from: number): void {
  const { a } = e;
  e.load(rdi, from);
  survives(e, from);
  itemsOf(e, 2);
  // The second old value may die of it, the first only if it is a number.
  if (!e.isTemporary(first)) {
    const fine = a.label();
    a.mov(esi, vregLow(first)).test(esi, esi).jz(fine);
    a.cmp(countAt(rsi), 1).jne(fine);
    a.lea(rdx, ptr(BASE, rsi));
    isNumber(a, e.facts, rdx, fine, e.leave);
    a.bind(fine);
  }
  a.mov(edx, dword(rcx)).inc(countAt(rdx));
  a.mov(r11d, dword(rcx, 8)).inc(countAt(r11));
  consume(e, from);
  e.store(first);
  a.mov(edx, r11d);
  e.store(second);
}

/** FOR_ITER: `to` is the next item of the iterator, or the iterator is released and control goes to `end`. */
export function forIter(e: Emitter, to: number, iterator: number, end: number): void {
  const { a } = e;
  const { facts } = e;
  const { range, indexIterator } = facts;
  const notRange = a.label();
  const notList = a.label();
  const exhausted = a.label();
  const ended = a.label();
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
    a.mov(rax, qword(rdi, indexIterator.index)).cmp(rax, qword(rcx, PyVarObject.ob_size)).jge(ended);
    items();
    a.inc(countAt(rdx)).inc(qword(rdi, indexIterator.index));
  };
  next(() => a.mov(rcx, qword(rcx, PyListObject.ob_item)).mov(edx, dword(rcx, rax, 8, 0)));
  a.jmp(store);
  const notTuple = a.label();
  a.bind(notList).cmp(dword(rdi, TYPE), facts.tupleIterator).jne(notTuple);
  next(() => a.mov(edx, dword(rcx, rax, 8, PyTupleObject.ob_item)));
  a.jmp(store);
  a.bind(notTuple).cmp(dword(rdi, TYPE), facts.enumerate).jne(e.leave);
  e.stub('next_counted');
  a.jc(e.leave);
  a.bind(store);
  e.store(to);
  a.jmp(e.head(e.i.next));

  a.bind(ended);
  e.stub('end_iteration');
  a.jc(e.leave);
  e.empty(iterator);
  a.jmp(e.head(end));
  // A range's iterator is memory and nothing else.
  a.bind(exhausted);
  e.empty(iterator);
  e.release(rdi);
  a.jmp(e.head(end));
}
