/** Assignment targets (language reference 7.2): names, attributes, subscripts, unpacking; and `del`. */
import type { expr, List, Tuple } from '@tyston/parser';
import { isTemp } from '../cfg/ir.js';
import { Op } from '../opcodes.js';
import { attributeLocation } from './checks.js';
import { ANY, type Compiler } from './compiler.js';
import { emitBounds, isPlainSlice } from './expressions.js';

/** The plain local that a target is, so that a value may be computed right into it; −1 if it is anything else. */
export function destinationOf(c: Compiler, target: expr): number {
  if (target.kind !== 'Name') return -1;
  if (target.id === '__debug__') c.at(target, () => c.forbidDebug('__debug__', 'Store'));
  return c.fastLocal(target.id);
}

/** target = the value in a vreg, which is consumed if it is a temporary; the caller frees it. */
export function assign(c: Compiler, target: expr, value: number): void {
  const { b } = c;
  const outer = b.loc;
  b.loc = target;
  switch (target.kind) {
    case 'Name':
      c.storeName(target.id, value);
      break;
    case 'Attribute': {
      const object = c.expr(target.value, ANY);
      c.forbidDebug(target.attr, 'Store');
      b.loc = attributeLocation(target, target);
      b.emit(Op.STORE_ATTR, object, b.name(c.mangle(target.attr)), value);
      b.free(object);
      break;
    }
    case 'Subscript':
      assignSubscript(c, target.value, target.slice, value);
      break;
    case 'Tuple':
    case 'List':
      unpack(c, target, value);
      break;
    case 'Starred':
      throw c.error('starred assignment target must be in a list or tuple');
    default:
      throw new Error(`${target.kind} is no target`);
  }
  b.loc = outer;
}

function assignSubscript(c: Compiler, container: expr, index: expr, value: number): void {
  const { b } = c;
  const object = c.expr(container, ANY);
  if (isPlainSlice(index)) {
    const bounds = emitBounds(c, index);
    b.emit(Op.STORE_SLICE, object, bounds, value);
    b.freeRun(bounds, 2);
    b.free(object);
    return;
  }
  const constant = c.constant(index);
  if (constant !== undefined) {
    c.showLine(index);
    b.emit(Op.STORE_SUBSCR_K, object, b.constant(constant), value);
    b.free(object);
    return;
  }
  const key = c.expr(index, ANY);
  b.emit(Op.STORE_SUBSCR, object, key, value);
  b.free(key);
  b.free(object);
}

/** Consumes the value, which the caller frees. */
function unpack(c: Compiler, target: Tuple | List, value: number): void {
  const { b } = c;
  const { elts } = target;
  const n = elts.length;
  const star = starIndex(c, elts);
  if (n === 2 && star < 0) {
    const [first, second] = elts.map((element) => destinationOf(c, element)) as [number, number];
    if (first >= 0 && second >= 0) {
      b.emit(Op.UNPACK_2, first, second, value);
      return;
    }
  }
  const depth = b.depth;
  const base = b.temp();
  for (let i = 1; i < n; i++) b.temp();
  if (star >= 0) b.emit(Op.UNPACK_EX, base, value, star, [n - star - 1]);
  else b.emit(Op.UNPACK_SEQUENCE, base, value, n);
  elts.forEach((element, i) => {
    assign(c, element.kind === 'Starred' ? element.value : element, base + i);
  });
  b.resetDepth(depth);
}

function starIndex(c: Compiler, elts: readonly expr[]): number {
  let star = -1;
  elts.forEach((element, i) => {
    if (element.kind !== 'Starred') return;
    if (star >= 0) throw c.error('multiple starred expressions in assignment');
    if (i >= 1 << 8 || elts.length - i - 1 >= 1 << 23)
      throw c.error('too many expressions in star-unpacking assignment');
    star = i;
  });
  return star;
}

/**
 * `a, b = x, y`: no tuple is made. All values first, then the targets from left to right. A plain local on the right may be
 * read when its turn comes to be stored, unless a target before it is that local.
 */
export function assignDisplay(c: Compiler, targets: readonly expr[], values: readonly expr[]): void {
  const { b } = c;
  const depth = b.depth;
  const locals = targets.map((target) => destinationOf(c, target));
  const plain = locals.every((local) => local >= 0);
  const vregs = values.map((value, i) => {
    const vreg = c.expr(value, ANY);
    if (isTemp(vreg) || (plain && !locals.slice(0, i).includes(vreg))) return vreg;
    return copyOf(c, vreg);
  });
  targets.forEach((target, i) => {
    assign(c, target, vregs[i]!);
  });
  b.resetDepth(depth);
}

function copyOf(c: Compiler, local: number): number {
  const temp = c.b.temp();
  c.b.emit(Op.MOVE, temp, local);
  return temp;
}

export function deleteTarget(c: Compiler, target: expr): void {
  const { b } = c;
  const outer = b.loc;
  b.loc = target;
  switch (target.kind) {
    case 'Name':
      c.deleteName(target.id);
      break;
    case 'Attribute': {
      const object = c.expr(target.value, ANY);
      b.loc = attributeLocation(target, target);
      b.emit(Op.DELETE_ATTR, object, b.name(c.mangle(target.attr)));
      b.free(object);
      break;
    }
    case 'Subscript': {
      const object = c.expr(target.value, ANY);
      const key = c.expr(target.slice, ANY);
      b.emit(Op.DELETE_SUBSCR, object, key);
      b.free(key);
      b.free(object);
      break;
    }
    case 'Tuple':
    case 'List':
      for (const element of target.elts) deleteTarget(c, element);
      break;
    default:
      throw new Error(`${target.kind} is no target`);
  }
  b.loc = outer;
}
