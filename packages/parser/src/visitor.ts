import type { Kind } from './ast/asdl.js';
import { nodeRow } from './ast/asdl.js';
import type { Node, NodeByKind } from './ast/nodes.gen.js';

/** The nodes that are fields of a node, in the order of the fields (`ast.iter_child_nodes`). */
export function* childNodes(node: Node): Iterable<Node> {
  const fields = node as unknown as Record<string, unknown>;
  for (const { key, list, node: isNode } of nodeRow(node.kind).fields) {
    if (!isNode) continue;
    const value = fields[key];
    if (list) {
      for (const element of value as (Node | null)[]) if (element !== null) yield element;
    } else if (value !== null) yield value as Node;
  }
}

/** A node and all below it, in no particular order but each once (`ast.walk`): breadth first. */
export function* walk(node: Node): Iterable<Node> {
  let level: Node[] = [node];
  while (level.length > 0) {
    const next: Node[] = [];
    for (const current of level) {
      yield current;
      for (const child of childNodes(current)) next.push(child);
    }
    level = next;
  }
}

/** What to do at a node of a class. `'skip'`: not to go below it. */
export type Visitor = { readonly [K in Kind]?: (node: NodeByKind[K], parent: Node | null) => unknown };

/** Calls the visitor for a node and all below it, in the order of the source; keeps its own stack. */
export function visit(root: Node, visitor: Visitor): void {
  const stack: { node: Node; parent: Node | null }[] = [{ node: root, parent: null }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, parent } = top;
    const enter = visitor[node.kind] as ((node: Node, parent: Node | null) => unknown) | undefined;
    if (enter?.(node, parent) === 'skip') continue;
    const children = [...childNodes(node)];
    for (let i = children.length - 1; i >= 0; i--) stack.push({ node: children[i]!, parent: node });
  }
}

/** What to put in a node's place: another node, several (in a list), or null for none. */
export type Replacement = Node | readonly Node[] | null;

/** A function for the classes that change. It gets the node with what is below it already transformed. */
export type Transformer = { readonly [K in Kind]?: (node: NodeByKind[K]) => Replacement };

/**
 * Transforms a tree in place, from the leaves up, as `ast.NodeTransformer` does when each method visits the children
 * first. Returns what takes the root's place.
 */
export function transform(root: Node, transformer: Transformer): Replacement {
  // Children come behind their parents in this order; so it is gone through backwards.
  const order: Node[] = [root];
  for (let i = 0; i < order.length; i++) order.push(...childNodes(order[i]!));
  const replaced = new Map<Node, Replacement>();
  for (let i = order.length - 1; i >= 0; i--) {
    const node = order[i]!;
    adopt(node, replaced);
    const change = transformer[node.kind] as ((node: Node) => Replacement) | undefined;
    const replacement = change === undefined ? node : change(node);
    if (replacement !== node) replaced.set(node, replacement);
  }
  return replaced.has(root) ? replaced.get(root)! : root;
}

function adopt(node: Node, replaced: ReadonlyMap<Node, Replacement>): void {
  const fields = node as unknown as Record<string, unknown>;
  for (const { key, name, list, optional, node: isNode } of nodeRow(node.kind).fields) {
    if (!isNode) continue;
    const value = fields[key];
    if (list) {
      const elements = value as (Node | null)[];
      if (!elements.some((element) => element !== null && replaced.has(element))) continue;
      fields[key] = elements.flatMap((element) => {
        if (element === null || !replaced.has(element)) return [element];
        const replacement = replaced.get(element)!;
        if (replacement === null) return optional ? [null] : [];
        return Array.isArray(replacement) ? replacement : [replacement];
      });
    } else if (value !== null && replaced.has(value as Node)) {
      const replacement = replaced.get(value as Node)!;
      if (Array.isArray(replacement)) throw new Error(`${node.kind}.${name} holds one node, not several`);
      if (replacement === null && !optional) throw new Error(`${node.kind}.${name} cannot be absent`);
      fields[key] = replacement;
    }
  }
}
