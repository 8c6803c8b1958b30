/**
 * Globals and attributes, by what the instruction's inline cache holds: the four words behind it, which the interpreter and the
 * translation fill (objects/src/space/names.ts). Machine code reads them where they are, so a cache that is attached anew serves it too; it
 * leaves when they do not fit.
 */
import {
  type Assembler,
  byte,
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
  r8d,
  r9d,
  r10,
  r10d,
  r11,
  r11d,
  r13,
  r13d,
  rax,
  rcx,
  rdi,
  rdx,
  rsi,
} from '@tyston/asm-x64';
import { Frame, PreHeader, PyASCIIObject, PyDictObject, PyTypeObject, WINDOW_HIGH } from '@tyston/memory';
import { BASE, countAt, headerFull, TYPE, vregLow } from './conventions.js';
import type { Emitter } from './emitter.js';
import type { ObjectFacts } from './facts.js';
import { take } from './moves.js';

/** eax = the version of the keys of the dict in `dict`. */
function keysVersion(a: Assembler, facts: ObjectFacts, dict: Gp64): void {
  a.mov(rax, qword(dict, PyDictObject.ma_keys)).mov(eax, dword(rax, facts.keysVersion));
}

/** rsi = the instruction's cache. */
function loadCache(e: Emitter): void {
  e.a.mov(esi, e.address(e.i.cacheAt)).add(rsi, BASE);
}
/** The same for an attribute; what the second cache is asked by (see trySecond), and the name in r13d. */
function loadCaches(e: Emitter, name: number, use: 'load' | 'store' | 'method'): void {
  const { second } = e.facts;
  const p = e.code.word(e.code.np + 2 * name);
  loadCache(e);
  e.a
    .mov(r8d, second.nameHash(p, second.use[use]))
    .mov(r11d, p | second.use[use])
    .mov(r13d, p);
}

// ── Stubs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `load_global`: edx = a new reference to what the cache in rsi knows. Fails. Clobbers rax, rcx. */
export function writeLoadGlobal(a: Assembler, label: Label, facts: ObjectFacts): void {
  const builtin = a.label();
  const have = a.label();
  const fail = a.label();
  a.bind(label);
  a.mov(rcx, headerFull(Frame.globals));
  keysVersion(a, facts, rcx);
  a.test(eax, eax).jz(fail).cmp(eax, dword(rsi)).jne(fail);
  a.mov(ecx, dword(rsi, 4)).test(ecx, ecx).jz(builtin);
  a.bind(have)
    .mov(edx, dword(BASE, rcx, 1, 0))
    .test(edx, edx)
    .jz(fail);
  a.inc(countAt(rdx)).clc().ret();
  a.bind(builtin).mov(rcx, headerFull(Frame.builtins));
  keysVersion(a, facts, rcx);
  a.cmp(eax, dword(rsi, 8)).jne(fail).mov(ecx, dword(rsi, 12)).jmp(have);
  a.bind(fail).stc().ret();
}

/**
 * Where the site's own cache does not fit: looks into the second one, by the type of the object in rdi and the name (r8d: its hash, r11d: the
 * name with its use), and tries again with what it has. To `fail` if that is nothing, or has been tried. Clobbers rax, rcx, r11.
 */
function trySecond(a: Assembler, facts: ObjectFacts, again: Label, fail: Label): void {
  const { second } = facts;
  const ordinary = a.label();
  a.mov(rax, qword(rdi, TYPE)).cmp(eax, facts.type).jne(ordinary).mov(rax, rdi);
  a.bind(ordinary).mov(eax, dword(rax, PyTypeObject.tp_version_tag)).test(eax, eax).jz(fail);
  a.imul(ecx, eax, second.factor)
    .xor(ecx, r8d)
    .and(ecx, (1 << second.bits) - 1)
    .imul(ecx, ecx, 4 * second.words);
  a.lea(rsi, ptr(BASE, rcx, 1, second.at));
  a.cmp(dword(rsi), eax).jne(fail).cmp(dword(rsi, 4), r11d).jne(fail);
  // (No name is 0.)
  a.xor(r11d, r11d).add(rsi, 8).jmp(again);
}

/** ecx = the cache's kind and offset, r9d its kind alone; to `fail` if the object in rdi is of another type. Clobbers rax. */
function checkType(a: Assembler, fail: Label): void {
  a.mov(rax, qword(rdi, TYPE)).mov(eax, dword(rax, PyTypeObject.tp_version_tag));
  a.cmp(eax, dword(rsi)).jne(fail);
  a.mov(ecx, dword(rsi, 8)).mov(r9d, ecx).and(r9d, 255);
}
function checkShape(a: Assembler, fail: Label): void {
  a.mov(eax, dword(rdi, PreHeader.MANAGED_SHAPE)).cmp(eax, dword(rsi, 4)).jne(fail);
}

/**
 * `find_name`: edx = what the dict in rcx has for the interned name whose low half is in r13d: a borrowed object, or 0 where it has no such key.
 * Fails where it cannot tell: tables of more than a byte an index, keys of other types, a key of the same hash. Clobbers rax, rcx, rsi,
 * r8, r9, r10, r11. (The search is that of objects/src/core/dict-core.ts.)
 */
export function writeFindName(a: Assembler, label: Label, facts: ObjectFacts): void {
  const { keys } = facts;
  const HASH = PyASCIIObject.hash;
  const unsure = a.label();
  const probe = a.label();
  const next = a.label();
  const unused = a.label();
  const found = a.label();
  a.bind(label).cmp(dword(rcx, TYPE), facts.dict).jne(unsure);
  a.mov(rcx, qword(rcx, PyDictObject.ma_keys));
  a.cmp(byte(rcx, keys.kind), keys.ofStrings).jne(unsure);
  // r9d: the mask of places; r10: the entries; eax: the place; edx: what is mixed in.
  a.movzx(eax, byte(rcx, keys.log2)).cmp(eax, 7).ja(unsure);
  a.xor(r9d, r9d).bts(r9d, eax).dec(r9d);
  a.movzx(eax, byte(rcx, keys.log2OfIndex)).xor(r10d, r10d).bts(r10d, eax);
  a.lea(r10, ptr(rcx, r10, 1, keys.index));
  // (A hash is never −1: then nobody has asked for it yet.)
  a.mov(eax, dword(BASE, r13, 1, HASH))
    .cmp(eax, -1)
    .je(unsure)
    .mov(edx, eax);
  a.xor(edx, dword(BASE, r13, 1, HASH + 4)).and(eax, r9d);
  a.bind(probe)
    .movsx(esi, byte(rcx, rax, 1, keys.index))
    .test(esi, esi)
    .js(unused);
  a.shl(esi, Math.log2(keys.entry));
  a.mov(r11d, dword(r10, rsi, 1, 0))
    .cmp(r11d, r13d)
    .je(found);
  a.mov(r8d, dword(BASE, r11, 1, HASH))
    .cmp(r8d, dword(BASE, r13, 1, HASH))
    .je(unsure);
  a.bind(next)
    .shr(edx, 5)
    .lea(eax, ptr(rax, rax, 4, 0))
    .lea(eax, ptr(rax, rdx, 1, 1));
  a.and(eax, r9d).jmp(probe);
  a.bind(unused).cmp(esi, keys.empty).jne(next);
  a.xor(edx, edx).ret();
  a.bind(found)
    .mov(edx, dword(r10, rsi, 1, 8))
    .clc()
    .ret();
  a.bind(unsure).stc().ret();
}

/** rcx = the dict of the object in rdi; to `none` where it has none, and to `shaped` where its attributes are kept by shape. */
function instanceDict(a: Assembler, shaped: Label, none: Label): void {
  a.cmp(dword(rdi, PreHeader.MANAGED_SHAPE), 0).jne(shaped);
  a.mov(rcx, qword(rdi, PreHeader.MANAGED_DICT)).test(ecx, ecx).jz(none);
}

/** `load_attr`: edx = a new reference to an attribute of the object in rdi, by the cache in rsi. Fails. Clobbers rax, rcx, rsi, r8 to r11. */
export function writeLoadAttr(a: Assembler, label: Label, facts: ObjectFacts, findName: Label): void {
  const { kinds } = facts;
  const fail = a.label();
  const second = a.label();
  const again = a.label();
  const have = a.label();
  const checked = a.label();
  const constant = a.label();
  const isClass = a.label();
  const isModule = a.label();
  const isType = a.label();
  const isSlot = a.label();
  const isDict = a.label();
  a.bind(label).bind(again);
  checkType(a, second);
  a.cmp(r9d, kinds.inline).jne(isSlot);
  checkShape(a, second);
  const field = a.label();
  a.bind(field)
    .shr(ecx, 8)
    .mov(edx, dword(rdi, rcx, 1, 0));
  a.bind(checked).test(edx, edx).jz(second);
  a.bind(have).inc(countAt(rdx)).clc().ret();
  a.bind(isSlot).cmp(r9d, kinds.slot).je(field);
  a.cmp(r9d, kinds.class).je(isClass).cmp(r9d, kinds.plainClass).je(constant);
  a.cmp(r9d, kinds.module).je(isModule).cmp(r9d, kinds.type).je(isType);
  a.cmp(r9d, kinds.dict).je(isDict);
  a.bind(second);
  trySecond(a, facts, again, fail);
  a.bind(fail).stc().ret();
  // (The type has nothing of the name that comes before the object's own.)
  a.bind(isDict);
  instanceDict(a, second, second);
  a.call(findName).jc(fail).test(edx, edx).jz(fail).jmp(have);
  a.bind(isClass);
  checkShape(a, second);
  a.bind(constant).mov(edx, dword(rsi, 12)).jmp(have);
  a.bind(isType).mov(eax, dword(rdi, PyTypeObject.tp_version_tag)).cmp(eax, dword(rsi, 4)).je(constant);
  a.jmp(second);
  a.bind(isModule).mov(rcx, qword(rdi, facts.moduleDict));
  keysVersion(a, facts, rcx);
  a.cmp(eax, dword(rsi, 4)).jne(second);
  a.mov(ecx, dword(rsi, 12))
    .mov(edx, dword(BASE, rcx, 1, 0))
    .jmp(checked);
}

/**
 * `load_method`: edx = a new reference to the callable, ecx = one to the object if it is to be the first argument, or 0: by the cache in rsi
 * for the object in rdi. Fails. Clobbers rax, r9.
 */
export function writeLoadMethod(a: Assembler, label: Label, facts: ObjectFacts, findName: Label): void {
  const { kinds } = facts;
  const fail = a.label();
  const second = a.label();
  const again = a.label();
  const bound = a.label();
  const plain = a.label();
  const isModule = a.label();
  const isType = a.label();
  const free = a.label();
  const isDict = a.label();
  a.bind(label).bind(again);
  checkType(a, second);
  a.cmp(r9d, kinds.method).jne(plain);
  checkShape(a, second);
  a.bind(bound).mov(edx, dword(rsi, 12)).inc(countAt(rdx));
  a.mov(ecx, edi).inc(dword(rdi)).clc().ret();
  a.bind(plain).cmp(r9d, kinds.plainMethod).je(bound);
  a.cmp(r9d, kinds.module).je(isModule).cmp(r9d, kinds.type).je(isType);
  a.cmp(r9d, kinds.dict).je(isDict);
  a.bind(second);
  trySecond(a, facts, again, fail);
  a.bind(fail).stc().ret();
  // The method, unless the object has something of that name.
  a.bind(isDict);
  instanceDict(a, second, bound);
  a.push(rsi).call(findName).pop(rsi).jc(fail).test(edx, edx).jz(bound);
  a.jmp(fail);
  a.bind(isType).mov(eax, dword(rdi, PyTypeObject.tp_version_tag)).cmp(eax, dword(rsi, 4)).jne(second);
  a.mov(edx, dword(rsi, 12));
  a.bind(free).inc(countAt(rdx)).xor(ecx, ecx).ret();
  a.bind(isModule).mov(rcx, qword(rdi, facts.moduleDict));
  keysVersion(a, facts, rcx);
  a.cmp(eax, dword(rsi, 4)).jne(second);
  a.mov(ecx, dword(rsi, 12))
    .mov(edx, dword(BASE, rcx, 1, 0))
    .test(edx, edx)
    .jz(second)
    .jmp(free);
}

/**
 * `store_attr`: the object whose low half is in edx becomes an attribute of the object in rdi, by the cache in rsi; esi = the old value, whose
 * reference is the caller's now, or 0. The new one's is the caller's to give. Fails. Clobbers rax, rcx, r9.
 */
export function writeStoreAttr(a: Assembler, label: Label, facts: ObjectFacts): void {
  const { kinds } = facts;
  const fail = a.label();
  const second = a.label();
  const again = a.label();
  const add = a.label();
  const slot = a.label();
  const store = a.label();
  a.bind(label).bind(again);
  checkType(a, second);
  a.cmp(r9d, kinds.inline).jne(add);
  checkShape(a, second);
  a.bind(store)
    .shr(ecx, 8)
    .lea(rcx, ptr(rdi, rcx, 1, 0))
    .mov(esi, dword(rcx));
  a.mov(dword(rcx), edx).mov(dword(rcx, 4), WINDOW_HIGH).clc().ret();
  a.bind(add).cmp(r9d, kinds.add).jne(slot);
  checkShape(a, second);
  a.mov(eax, dword(rsi, 12)).mov(dword(rdi, PreHeader.MANAGED_SHAPE), eax);
  a.shr(ecx, 8)
    .lea(rcx, ptr(rdi, rcx, 1, 0))
    .xor(esi, esi);
  a.mov(dword(rcx), edx).mov(dword(rcx, 4), WINDOW_HIGH).ret();
  a.bind(slot).cmp(r9d, kinds.slot).je(store);
  a.bind(second);
  trySecond(a, facts, again, fail);
  a.bind(fail).stc().ret();
}

// ── Instructions ──────────────────────────────────────────────────────────────────────────────────────────────────

export function loadGlobal(e: Emitter, to: number): void {
  loadCache(e);
  e.stub('load_global');
  e.a.jc(e.leave);
  e.store(to);
}

export function loadAttr(e: Emitter, to: number, object: number, name: number): void {
  const { a } = e;
  e.load(rdi, object);
  const consumed = e.isTemporary(object);
  // Two things may die where the old value of a local does too.
  const onlyOne = e.isTemporary(to);
  if (consumed && !onlyOne) a.cmp(dword(rdi), 1).je(e.leave);
  loadCaches(e, name, 'load');
  e.stub('load_attr');
  a.jc(e.leave);
  if (!consumed) {
    e.store(to);
    return;
  }
  if (object !== to) e.empty(object);
  if (onlyOne) {
    a.mov(vregLow(to), edx).mov(esi, edi);
    e.drop();
  } else {
    a.dec(dword(rdi));
    e.store(to);
  }
}

export function storeAttr(e: Emitter, object: number, name: number, value: number): void {
  const { a } = e;
  const done = a.label();
  e.load(rdi, object);
  if (e.isTemporary(object)) a.cmp(dword(rdi), 1).je(e.leave);
  a.mov(edx, vregLow(value));
  loadCaches(e, name, 'store');
  e.stub('store_attr');
  a.jc(e.leave);
  take(e, value);
  if (e.isTemporary(object)) {
    e.empty(object);
    a.dec(dword(rdi));
  }
  a.test(esi, esi).jz(done);
  e.drop();
  a.bind(done);
}

export function loadMethod(e: Emitter, base: number, object: number, name: number): void {
  const { a } = e;
  e.load(rdi, object);
  loadCaches(e, name, 'method');
  e.stub('load_method');
  a.jc(e.leave);
  if (e.isTemporary(object)) e.empty(object);
  a.mov(vregLow(base), edx);
  const unbound = a.label();
  a.test(ecx, ecx)
    .jz(unbound)
    .mov(vregLow(base + 1), ecx);
  a.bind(unbound);
  if (!e.isTemporary(object)) return;
  a.mov(esi, edi);
  e.drop();
}
