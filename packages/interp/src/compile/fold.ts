/**
 * Constant folding: which expressions are constants. The same ones as in CPython (Python/ast_opt.c), since it shows: in
 * `co_consts`, in warnings (`"a" "b"()`), in what counts as a docstring.
 */
import type { expr } from '@tyston/parser';
import type { Const } from '../code-unit.js';
import type { NumberLibrary } from './number-library.js';
import { binary, bool, fromLiteral, subscript, unary } from './values.js';

/** What constants depend on besides their text. */
export interface Folding {
  /** `__debug__`: false under -O. */
  readonly debug: boolean;
  readonly numbers: NumberLibrary | null;
}

/** The value of a constant expression. */
export function constantOf(e: expr, folding: Folding): Const | undefined {
  switch (e.kind) {
    case 'Constant':
      return fromLiteral(e.value);
    case 'Name':
      return e.id === '__debug__' && e.ctx === 'Load' ? bool(folding.debug) : undefined;
    case 'UnaryOp': {
      const operand = constantOf(e.operand, folding);
      return operand === undefined ? undefined : unary(e.op, operand);
    }
    case 'BinOp':
      return foldSpine(e, folding);
    case 'Tuple': {
      if (e.ctx !== 'Load') return undefined;
      const items: Const[] = [];
      for (const element of e.elts) {
        const item = constantOf(element, folding);
        if (item === undefined) return undefined;
        items.push(item);
      }
      return { type: 'tuple', items };
    }
    case 'Subscript': {
      if (e.ctx !== 'Load' || !mayBeConstant(e)) return undefined;
      const value = constantOf(e.value, folding);
      if (value === undefined) return undefined;
      const key = constantOf(e.slice, folding);
      return key === undefined ? undefined : subscript(value, key);
    }
    default:
      return undefined;
  }
}

/** A long chain of subscripts is seldom one of a constant: its leaf tells, without going down step by step. */
function mayBeConstant(e: expr): boolean {
  while (e.kind === 'Subscript') e = e.value;
  return e.kind !== 'Name' && e.kind !== 'Attribute' && e.kind !== 'Call';
}

/** `a + b + c + …` leans to the left: down to the leaf by a loop, then up as long as it stays constant. */
function foldSpine(e: expr, folding: Folding): Const | undefined {
  const spine: Extract<expr, { kind: 'BinOp' }>[] = [];
  let leaf = e;
  while (leaf.kind === 'BinOp') {
    spine.push(leaf);
    leaf = leaf.left;
  }
  let value = constantOf(leaf, folding);
  while (value !== undefined && spine.length > 0) {
    const node = spine.pop()!;
    const right = constantOf(node.right, folding);
    value = right === undefined ? undefined : binary(node.op, value, right, folding.numbers);
  }
  return value;
}

/** What a loop runs over: a list display becomes a tuple, and so perhaps a constant, since nobody else can see it. */
export function loopIterable(e: expr): expr {
  if (e.kind !== 'List' || e.elts.some((element) => element.kind === 'Starred')) return e;
  return { ...e, kind: 'Tuple' };
}

/** What `in` and `not in` test against may be a constant although it is written as a mutable display, likewise. */
export function constantContainer(e: expr, folding: Folding): Const | undefined {
  if (e.kind !== 'List' && e.kind !== 'Set') return constantOf(e, folding);
  const items: Const[] = [];
  for (const element of e.elts) {
    const item = constantOf(element, folding);
    if (item === undefined) return undefined;
    items.push(item);
  }
  return { type: e.kind === 'List' ? 'tuple' : 'frozenset', items };
}
