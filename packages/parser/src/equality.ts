import { nodeRow } from './ast/asdl.js';
import type { ConstantValue } from './ast/constant.js';
import type { Node } from './ast/nodes.gen.js';

const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;

/** Are two trees the same, positions included unless `positions` is false? */
export function equalTrees(left: Node, right: Node, { positions = true } = {}): boolean {
  const stack: [unknown, unknown][] = [[left, right]];
  for (let pair = stack.pop(); pair !== undefined; pair = stack.pop()) {
    const [a, b] = pair;
    if (a === b) continue;
    if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
    if (Array.isArray(a)) {
      if (!Array.isArray(b) || a.length !== b.length) return false;
      for (let i = 0; i < a.length; i++) stack.push([a[i], b[i]]);
    } else if ('kind' in a) {
      const [x, y] = [a, b] as Record<string, unknown>[];
      if (x!.kind !== y!.kind) return false;
      const row = nodeRow((a as Node).kind);
      for (const { key } of row.fields) stack.push([x![key], y![key]]);
      if (positions && row.positioned) for (const name of POSITIONS) stack.push([x![name], y![name]]);
    } else if (!equalConstants(a as ConstantValue, b as ConstantValue)) return false;
  }
  return true;
}

/** Are two constants the same: of one type, and of one value (-0.0 is not 0.0, nan is nan)? */
export function equalConstants(a: ConstantValue, b: ConstantValue): boolean {
  if (a.type === 'str' && b.type === 'str') {
    return a.value === b.value && String(a.codepoints ?? '') === String(b.codepoints ?? '');
  }
  if (a.type === 'bytes' && b.type === 'bytes') {
    return a.value.length === b.value.length && a.value.every((byte, i) => byte === b.value[i]);
  }
  if (a.type === 'float' && b.type === 'float') return Object.is(a.value, b.value);
  if (a.type === 'complex' && b.type === 'complex') return Object.is(a.imag, b.imag);
  if (a.type === 'int' && b.type === 'int') return a.value === b.value;
  return a.type === b.type;
}
