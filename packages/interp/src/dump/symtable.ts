/** Symbol tables as text: one line a scope, one line a symbol, indented by nesting. */
import { SCOPE_MASK, SCOPE_OFFSET, type Scope, SymbolFlag } from '../symtable/scope.js';

const SCOPE_TEXT = ['', 'local', 'global explicit', 'global implicit', 'free', 'cell'];
const FLAG_TEXT: readonly (readonly [number, string])[] = [
  [SymbolFlag.DEF_PARAM, 'parameter'],
  [SymbolFlag.DEF_LOCAL, 'assigned'],
  [SymbolFlag.DEF_GLOBAL, 'global'],
  [SymbolFlag.DEF_NONLOCAL, 'nonlocal'],
  [SymbolFlag.DEF_IMPORT, 'imported'],
  [SymbolFlag.DEF_ANNOT, 'annotated'],
  [SymbolFlag.DEF_COMP_ITER, 'iteration variable'],
  [SymbolFlag.DEF_FREE_CLASS, 'free in methods'],
  [SymbolFlag.USE, 'used'],
];

export function dumpSymtable(scope: Scope, indent = ''): string {
  const facts = [
    scope.nested && 'nested',
    scope.generator && 'generator',
    scope.coroutine && 'coroutine',
    scope.comprehension !== 'none' && `${scope.comprehension} comprehension`,
    scope.needsClassClosure && 'needs __class__',
  ].filter((fact) => fact !== false);
  let text = `${indent}${scope.type} ${scope.name}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}\n`;
  for (const [name, flags] of scope.symbols) {
    const facts = FLAG_TEXT.filter(([flag]) => (flags & flag) !== 0).map(([, text]) => text);
    const where = SCOPE_TEXT[(flags >> SCOPE_OFFSET) & SCOPE_MASK];
    text += `${indent}  ${name}: ${where}${facts.length > 0 ? `; ${facts.join(', ')}` : ''}\n`;
  }
  for (const child of scope.children) text += dumpSymtable(child, `${indent}  `);
  return text;
}
