/** Assignment statements (language reference 7.2): plain, augmented, annotated. */
import { type AnnAssign, type Assign, type AugAssign, type expr, unparse } from '@tyston/parser';
import { isTemp } from '../cfg/ir.js';
import { CodeFlag } from '../code-unit.js';
import { Op } from '../opcodes.js';
import { attributeLocation } from './checks.js';
import { ANY, type Compiler, TEMP } from './compiler.js';
import { emitBinary } from './operators.js';
import { assign, assignDisplay, destinationOf } from './targets.js';
import { str } from './values.js';

/** Displays up to this length are assigned without making a tuple. */
const DISPLAY_LIMIT = 30;

export function visitAssign(c: Compiler, s: Assign): void {
  const { b } = c;
  const { targets, value } = s;
  const only = targets.length === 1 ? targets[0]! : null;
  if (only !== null && isDisplay(only) && isDisplay(value) && matches(only, value)) {
    assignDisplay(c, only.elts, value.elts);
    return;
  }
  const local = destinationOf(c, targets[0]!);
  if (local >= 0) {
    c.exprInto(value, local, targets[0]!);
    // a = b = value: the others get what is in the first.
    for (const target of targets.slice(1)) assign(c, target, local);
    return;
  }
  const vreg = c.expr(value, ANY);
  targets.forEach((target, i) => {
    if (i === targets.length - 1) {
      assign(c, target, vreg);
      return;
    }
    if (!isTemp(vreg)) {
      assign(c, target, vreg);
      return;
    }
    const copy = b.temp();
    b.emit(Op.COPY, copy, vreg);
    assign(c, target, copy);
    b.free(copy);
  });
  b.free(vreg);
}

type Display = Extract<expr, { kind: 'Tuple' | 'List' }>;

const isDisplay = (e: expr): e is Display => e.kind === 'Tuple' || e.kind === 'List';

/** `a, b = x, y`, without stars. */
function matches(target: Display, value: Display): boolean {
  const n = target.elts.length;
  if (n !== value.elts.length || n === 0 || n > DISPLAY_LIMIT) return false;
  return ![...target.elts, ...value.elts].some((element) => element.kind === 'Starred');
}

export function visitAugAssign(c: Compiler, s: AugAssign): void {
  const { b } = c;
  const { target, op, value } = s;
  switch (target.kind) {
    case 'Name': {
      const local = c.fastLocal(target.id);
      let old = -1;
      c.at(target, () => {
        old = c.loadName(target.id, ANY);
      });
      if (local >= 0) {
        emitBinary(c, op, old, value, local, true);
        return;
      }
      const result = emitBinary(c, op, old, value, ANY, true);
      c.at(target, () => {
        c.storeName(target.id, result);
      });
      b.free(result);
      return;
    }
    case 'Attribute': {
      const name = b.name(c.mangle(target.attr));
      const object = c.expr(target.value, ANY);
      const old = b.temp();
      const loc = attributeLocation(target, target);
      c.at(loc, () => {
        b.emit(Op.LOAD_ATTR, old, copied(c, object, old), name);
      });
      const result = emitBinary(c, op, old, value, ANY, true);
      c.at(loc, () => {
        b.emit(Op.STORE_ATTR, object, name, result);
      });
      b.free(result);
      b.free(object);
      return;
    }
    case 'Subscript':
      augmentSubscript(c, s, target.value, target.slice);
      return;
    default:
      throw new Error(`${target.kind} is no target of an augmented assignment`);
  }
}

/** The operand itself if it is a local, else a copy of it in `place`, since it is needed again. */
function copied(c: Compiler, vreg: number, place: number): number {
  if (!isTemp(vreg)) return vreg;
  c.b.emit(Op.COPY, place, vreg);
  return place;
}

function augmentSubscript(c: Compiler, s: AugAssign, container: expr, index: expr): void {
  const { b } = c;
  const { target, op, value } = s;
  const object = c.expr(container, ANY);
  const constant = index.kind === 'Slice' ? undefined : c.constant(index);
  if (constant !== undefined) {
    c.showLine(index);
    const k = b.constant(constant);
    const old = b.temp();
    c.at(target, () => {
      b.emit(Op.SUBSCR_K, old, copied(c, object, old), k);
    });
    const result = emitBinary(c, op, old, value, ANY, true);
    c.at(target, () => {
      b.emit(Op.STORE_SUBSCR_K, object, k, result);
    });
    b.free(result);
    b.free(object);
    return;
  }
  const key = c.expr(index, ANY);
  const old = b.temp();
  c.at(target, () => {
    const objectCopy = copied(c, object, old);
    const keyPlace = b.temp();
    b.emit(Op.SUBSCR, old, objectCopy, copied(c, key, keyPlace));
    b.free(keyPlace);
  });
  const result = emitBinary(c, op, old, value, ANY, true);
  c.at(target, () => {
    b.emit(Op.STORE_SUBSCR, object, key, result);
  });
  b.free(result);
  b.free(key);
  b.free(object);
}

/** PEP 526. */
export function visitAnnAssign(c: Compiler, s: AnnAssign): void {
  const { b } = c;
  const { target, annotation } = s;
  if (s.value !== null) {
    const local = destinationOf(c, target);
    if (local >= 0) {
      c.exprInto(s.value, local, target);
    } else {
      const value = c.expr(s.value, ANY);
      assign(c, target, value);
      b.free(value);
    }
  }
  const future = (c.settings.futureFlags & CodeFlag.FUTURE_ANNOTATIONS) !== 0;
  const isNamespace = c.unit.kind === 'module' || c.unit.kind === 'class';
  switch (target.kind) {
    case 'Name':
      c.forbidDebug(target.id, 'Store');
      if (s.simple && isNamespace) {
        const value = future ? c.loadConst(str(unparse(annotation)), TEMP) : c.expr(annotation, ANY);
        const annotations = b.temp();
        b.emit(Op.LOAD_NAME, annotations, b.name('__annotations__'));
        b.emit(Op.STORE_SUBSCR_K, annotations, b.constant(str(c.mangle(target.id))), value);
        b.free(annotations);
        b.free(value);
      }
      break;
    case 'Attribute':
      c.forbidDebug(target.attr, 'Store');
      if (s.value === null) c.exprForEffect(target.value);
      break;
    case 'Subscript':
      if (s.value === null) {
        c.exprForEffect(target.value);
        checkSubscript(c, target.slice);
      }
      break;
  }
  if (!s.simple && !future && isNamespace) c.exprForEffect(annotation);
}

/** A subscript without a value is evaluated, part by part, and dropped. */
function checkSubscript(c: Compiler, index: expr): void {
  if (index.kind === 'Slice') {
    for (const part of [index.lower, index.upper, index.step]) if (part !== null) c.exprForEffect(part);
  } else if (index.kind === 'Tuple') {
    for (const element of index.elts) checkSubscript(c, element);
  } else {
    c.exprForEffect(index);
  }
}
