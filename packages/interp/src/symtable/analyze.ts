/**
 * Second pass of the symbol tables: decides for each name of each scope whether it is local, a cell, free, or global
 * (language reference 4.2.2, PEP 227, PEP 3104).
 */
import { type SourceInfo, syntaxErrorAt } from '../compile-error.js';
import { SCOPE_OFFSET, type Scope, SymbolFlag, SymbolScope } from './scope.js';

const { DEF_GLOBAL, DEF_NONLOCAL, DEF_BOUND, DEF_FREE_CLASS } = SymbolFlag;
const { LOCAL, GLOBAL_EXPLICIT, GLOBAL_IMPLICIT, FREE, CELL } = SymbolScope;

export function analyze(top: Scope, source: SourceInfo): void {
  analyzeBlock(top, null, new Set(), new Set(), source);
}

/**
 * `bound`: names that enclosing functions bind (null at the top); `free`: receives the names free in this block;
 * `global`: names that an enclosing block declares global.
 */
function analyzeBlock(
  scope: Scope,
  bound: Set<string> | null,
  free: Set<string>,
  global: Set<string>,
  source: SourceInfo,
): void {
  const local = new Set<string>();
  const scopes = new Map<string, number>();
  const newGlobal = new Set<string>();
  const newFree = new Set<string>();
  const newBound = new Set<string>();
  const isClass = scope.type === 'class';
  // A class namespace is invisible to nested functions: what they see is what the class itself sees.
  if (isClass) {
    addAll(newGlobal, global);
    if (bound !== null) addAll(newBound, bound);
  }
  for (const [name, flags] of scope.symbols) {
    scopes.set(name, analyzeName(scope, name, flags, bound, local, free, global, source));
  }
  if (isClass) {
    newBound.add('__class__');
  } else {
    if (scope.type === 'function') addAll(newBound, local);
    if (bound !== null) addAll(newBound, bound);
    addAll(newGlobal, global);
  }
  for (const child of scope.children) {
    const childFree = new Set<string>();
    analyzeBlock(child, new Set(newBound), childFree, new Set(newGlobal), source);
    addAll(newFree, childFree);
    if (child.free || child.childFree) scope.childFree = true;
  }
  if (scope.type === 'function') {
    for (const [name, where] of scopes) {
      if (where === LOCAL && newFree.delete(name)) scopes.set(name, CELL);
    }
  } else if (isClass && newFree.delete('__class__')) {
    scope.needsClassClosure = true;
  }
  updateSymbols(scope, scopes, bound, newFree);
  addAll(free, newFree);
}

function analyzeName(
  scope: Scope,
  name: string,
  flags: number,
  bound: Set<string> | null,
  local: Set<string>,
  free: Set<string>,
  global: Set<string>,
  source: SourceInfo,
): number {
  if ((flags & DEF_GLOBAL) !== 0) {
    if ((flags & DEF_NONLOCAL) !== 0) {
      throw directiveError(scope, name, `name '${name}' is nonlocal and global`, source);
    }
    global.add(name);
    bound?.delete(name);
    return GLOBAL_EXPLICIT;
  }
  if ((flags & DEF_NONLOCAL) !== 0) {
    if (bound === null) {
      throw directiveError(scope, name, 'nonlocal declaration not allowed at module level', source);
    }
    if (!bound.has(name)) {
      throw directiveError(scope, name, `no binding for nonlocal '${name}' found`, source);
    }
    scope.free = true;
    free.add(name);
    return FREE;
  }
  if ((flags & DEF_BOUND) !== 0) {
    local.add(name);
    global.delete(name);
    return LOCAL;
  }
  if (bound?.has(name)) {
    scope.free = true;
    free.add(name);
    return FREE;
  }
  if (!global.has(name) && scope.nested) scope.free = true;
  return GLOBAL_IMPLICIT;
}

/** Writes the scopes into the symbols, and adds the names that are free only because a child needs them. */
function updateSymbols(
  scope: Scope,
  scopes: Map<string, number>,
  bound: Set<string> | null,
  free: Set<string>,
): void {
  const { symbols } = scope;
  for (const [name, flags] of symbols) symbols.set(name, flags | (scopes.get(name)! << SCOPE_OFFSET));
  for (const name of free) {
    const flags = symbols.get(name);
    if (flags !== undefined) {
      // A method's free variable of the same name as one that the class body binds or declares global.
      if (scope.type === 'class' && (flags & (DEF_BOUND | DEF_GLOBAL)) !== 0) {
        symbols.set(name, flags | DEF_FREE_CLASS);
      }
    } else if (bound === null || bound.has(name)) {
      symbols.set(name, FREE << SCOPE_OFFSET);
    }
  }
}

function directiveError(scope: Scope, name: string, message: string, source: SourceInfo): Error {
  const directive = scope.directives.find((candidate) => candidate.name === name);
  return syntaxErrorAt(source, message, directive?.where ?? scope.where);
}

function addAll(to: Set<string>, from: Set<string>): void {
  for (const name of from) to.add(name);
}
