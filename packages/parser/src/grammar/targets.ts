import type { expr } from '../ast/nodes.gen.js';
import { MISMATCH } from './parser-base.js';

/**
 * Makes an expression a target of an assignment (`star_targets` of the grammar): its names, attributes and
 * subscripts become `Store`. An expression that cannot be a target does not fit the grammar.
 */
export function storeTarget(node: expr): expr {
  switch (node.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      node.ctx = 'Store';
      return node;
    case 'Starred':
      // `**a = b`: a star follows a star only through an expression that is no target.
      if (node.value.kind === 'Starred') throw MISMATCH;
      node.ctx = 'Store';
      storeTarget(node.value);
      return node;
    case 'Tuple':
    case 'List':
      node.ctx = 'Store';
      for (const element of node.elts) storeTarget(element);
      return node;
    default:
      throw MISMATCH;
  }
}

/** The target of an annotated or augmented assignment, of `:=` in a slice, …: one name, attribute or subscript. */
export function storeSingleTarget(node: expr): expr {
  if (node.kind !== 'Name' && node.kind !== 'Attribute' && node.kind !== 'Subscript') throw MISMATCH;
  node.ctx = 'Store';
  return node;
}

/** Makes an expression a target of `del` (`del_target` of the grammar). */
export function deleteTarget(node: expr): expr {
  switch (node.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
      node.ctx = 'Del';
      return node;
    case 'Tuple':
    case 'List':
      node.ctx = 'Del';
      for (const element of node.elts) deleteTarget(element);
      return node;
    default:
      throw MISMATCH;
  }
}
