/** Trees of the parser to objects of `ast` and back. */
import {
  type Borrowed,
  ld32,
  ldF64,
  NULL,
  type Owned,
  PyComplexObject,
  PyThreadState,
  Roots,
  ThreadState,
} from '@tyston/memory';
import {
  asCInt,
  bytesLength,
  bytesView,
  call,
  decref,
  Ellipsis,
  enterRecursive,
  errOccurred,
  False,
  floatValue,
  intern,
  intToBigInt,
  isInstance,
  isInstanceOf,
  jsStr,
  leaveRecursive,
  listAppendOwned,
  listItem,
  listLength,
  lookupAttr,
  None,
  newBool,
  newBytes,
  newComplex,
  newFloat,
  newInt,
  newIntFromBigInt,
  newList,
  newRef,
  newStr,
  newStrFromCodePoints,
  reprText,
  setAttr,
  setError,
  setNext,
  setNextKey,
  strChar,
  strLength,
  T,
  True,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  typeOf,
  valueError,
  xdecref,
} from '@tyston/objects';
import {
  type ConstantValue,
  ENUMS,
  type Field,
  type Mod,
  nodeRow,
  nodeRows,
  strFromCodePoints,
  validate,
} from '@tyston/parser';
import type { AstClasses } from './classes.js';

type Node = Record<string, unknown> & { kind: string };

/** CPython lets trees be nested three times as deeply as calls (COMPILER_STACK_FRAME_SCALE). */
const LEVELS_PER_FRAME = 3;
/** How many levels of `node` surely take less of JavaScript's stack than one of the interpreter. */
const LEVELS_PER_REENTRY = 16;

/** Python-level nodes of a tree. New reference or NULL. */
export function fromTree(classes: AstClasses, tree: unknown): Owned {
  const thread = Roots.MAIN_THREAD;
  const levels = Math.min(
    ld32(thread + PyThreadState.recursion_remaining) * LEVELS_PER_FRAME,
    ld32(thread + ThreadState.js_reentries_left) * LEVELS_PER_REENTRY,
  );
  return node(classes, tree as Node, levels);
}
/** `levels`: how deep the tree may still be. */
function node(c: AstClasses, n: Node, levels: number): Owned {
  const cls = c.byName(n.kind);
  if (cls === 0) return setError(T.SystemError, `no ast class ${n.kind}`);
  if (levels <= 0)
    return setError(T.RecursionError, 'maximum recursion depth exceeded during ast construction');
  const o = call(cls);
  if (o === 0) return NULL;
  const row = nodeRow(n.kind as never);
  const set = (name: string, v: Owned): boolean => {
    if (v === 0) return false;
    const r = setAttr(o, intern(name), v);
    decref(v);
    return r >= 0;
  };
  let ok = true;
  for (const f of row.fields) {
    const v = n[f.key];
    let value: Owned;
    if (f.list) {
      value = newList();
      for (const x of v as unknown[]) {
        const item = field(c, f.type, x, levels - 1);
        if (item === 0) {
          decref(value);
          value = NULL;
          break;
        }
        listAppendOwned(value, item);
      }
    } else value = field(c, f.type, v, levels - 1);
    if (!set(f.name, value)) {
      ok = false;
      break;
    }
  }
  if (ok && row.positioned) {
    for (const p of ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'])
      ok = ok && set(p, newInt(n[p] as number));
  }
  if (!ok) {
    decref(o);
    return NULL;
  }
  return o;
}
function field(c: AstClasses, type: string, v: unknown, levels: number): Owned {
  if (v === null || v === undefined) return newRef(None);
  if (type === 'constant') return constant(v as ConstantValue);
  if (type === 'int') return newInt(v as number);
  if (typeof v === 'object') return node(c, v as Node, levels);
  if (type in ENUMS) return newRef(c.singleton(v as string));
  return newStr(v as string);
}
function constant(v: ConstantValue): Owned {
  switch (v.type) {
    case 'None':
      return newRef(None);
    case 'True':
    case 'False':
      return newBool(v.type === 'True');
    case 'Ellipsis':
      return newRef(Ellipsis);
    case 'int':
      return newIntFromBigInt(v.value);
    case 'float':
      return newFloat(v.value);
    case 'complex':
      return newComplex(0, v.imag);
    case 'bytes':
      return newBytes(v.value);
    default:
      return v.codepoints ? newStrFromCodePoints(v.codepoints) : newStr(v.value);
  }
}

// -- back ------------------------------------------------------------------------------------------------------------------

/** Thrown when a Python exception is pending. */
class BadTree extends Error {}
function fail(): never {
  throw new BadTree();
}

/** The parser's tree of Python-level nodes; null with an exception. */
export function toTree(c: AstClasses, o: Borrowed, mode: string): Mod | null {
  const want =
    mode === 'exec'
      ? 'Module'
      : mode === 'eval'
        ? 'Expression'
        : mode === 'single'
          ? 'Interactive'
          : 'FunctionType';
  const is = isInstanceOf(o, c.byName(want));
  if (is < 0) return null;
  if (is === 0) {
    typeError(`expected ${want} node, got ${typeName(o)}`);
    return null;
  }
  try {
    const tree = read(c, o, 'mod') as unknown as Mod;
    const problem = validate(tree);
    if (problem === null) return tree;
    setError(T[problem.type], problem.message);
    return null;
  } catch (e) {
    if (e instanceof BadTree) return null;
    throw e;
  }
}
const sumKinds = new Map<string, string[]>();
function kindsOf(sum: string): string[] {
  let k = sumKinds.get(sum);
  if (k === undefined) {
    k = [];
    for (const [kind, row] of nodeRows()) if (row.sum === sum) k.push(kind);
    sumKinds.set(sum, k);
  }
  return k;
}
const PRODUCTS = new Set(['comprehension', 'arguments', 'arg', 'keyword', 'alias', 'withitem', 'match_case']);

function read(c: AstClasses, o: Borrowed, sum: string): Node {
  if (!enterRecursive(` while traversing '${sum}' node`)) fail();
  try {
    return PRODUCTS.has(sum) ? readProduct(c, o, sum) : readSum(c, o, sum);
  } finally {
    leaveRecursive();
  }
}
/** A product's fields are looked for whatever the object's class is. */
function readProduct(c: AstClasses, o: Borrowed, kind: string): Node {
  const out: Node = { kind };
  readFields(c, o, out);
  if (nodeRow(kind as never).positioned) readPositions(o, kind, out);
  return out;
}
/** One of several classes: positions belong to them all, and are read before it is known which class it is. */
function readSum(c: AstClasses, o: Borrowed, sum: string): Node {
  const positions: Record<string, unknown> = {};
  const kinds = kindsOf(sum);
  if (nodeRow(kinds[0] as never).positioned) readPositions(o, sum, positions);
  const kind = kinds.find((k) => {
    const r = isInstanceOf(o, c.byName(k));
    if (r < 0) fail();
    return r === 1;
  });
  if (kind === undefined) {
    typeError(`expected some sort of ${sum}, but got ${reprText(o)}`);
    fail();
  }
  const out: Node = { kind, ...positions };
  readFields(c, o, out);
  return out;
}
function readFields(c: AstClasses, o: Borrowed, out: Node): void {
  const { kind } = out;
  for (const f of nodeRow(kind as never).fields) {
    const v = lookupAttr(o, intern(f.name));
    if (v === 0 && errOccurred()) fail();
    try {
      if (f.list) out[f.key] = readList(c, f, v, kind);
      else if (v === 0 || (v === None && mayBeNone(f))) {
        if (!f.optional) absent(f, v, kind);
        out[f.key] = null;
      } else out[f.key] = readField(c, f.type, v);
    } finally {
      xdecref(v);
    }
  }
}
/** None is no constant's absence, and neither an integer nor a product; where it stands for one, that is said in other words. */
function mayBeNone(f: Field): boolean {
  return (
    f.optional || !(f.type === 'constant' || f.type === 'int' || PRODUCTS.has(f.type) || f.type in ENUMS)
  );
}
function absent(f: Field, v: Borrowed, kind: string): never {
  if (v === 0) missing(f.name, kind);
  valueError(`field '${f.name}' is required for ${kind}`);
  fail();
}
function readList(c: AstClasses, f: Field, v: Borrowed, kind: string): unknown[] {
  if (v === 0) missing(f.name, kind);
  if (!isInstance(v, T.list)) {
    typeError(`${kind} field "${f.name}" must be a list, not a ${typeName(v)}`);
    fail();
  }
  const items: unknown[] = [];
  const n = listLength(v);
  // A None among nodes of a sum is for the validator to judge.
  const none = f.node && !PRODUCTS.has(f.type);
  for (let i = 0; i < n; i++) {
    if (listLength(v) !== n) {
      setError(T.RuntimeError, `${kind} field "${f.name}" changed size during iteration`);
      fail();
    }
    const item = newRef(listItem(v, i));
    try {
      items.push(item === None && none ? null : readField(c, f.type, item));
    } finally {
      decref(item);
    }
  }
  return items;
}
function readPositions(o: Borrowed, sum: string, out: Record<string, unknown>): void {
  for (const p of ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const) {
    const v = lookupAttr(o, intern(p));
    if (v === 0 && errOccurred()) fail();
    const end = p.startsWith('end_');
    if (v === 0 && !end) missing(p, sum);
    if (v === 0 || (v === None && end)) {
      out[p] = out[p === 'end_lineno' ? 'lineno' : 'col_offset'];
      xdecref(v);
      continue;
    }
    try {
      out[p] = readInt(v);
    } finally {
      decref(v);
    }
  }
}
function missing(name: string, kind: string): never {
  typeError(`required field "${name}" missing from ${kind}`);
  fail();
}
function readInt(v: Borrowed): number {
  if (!isInstance(v, T.int)) {
    valueError(`invalid integer value: ${reprText(v)}`);
    fail();
  }
  const n = asCInt(v);
  if (n === -1 && errOccurred()) fail();
  return n;
}
function readField(c: AstClasses, type: string, v: Borrowed): unknown {
  if (type === 'constant') return readConstant(v);
  if (type === 'int') return readInt(v);
  if (type === 'identifier' || type === 'string') {
    if (!isInstance(v, T.str)) {
      typeError(
        type === 'identifier' ? 'AST identifier must be of type str' : 'AST string must be of type str',
      );
      fail();
    }
    return jsStr(v);
  }
  if (type in ENUMS) {
    for (const k of ENUMS[type as keyof typeof ENUMS]) {
      const r = isInstanceOf(v, c.byName(k));
      if (r < 0) fail();
      if (r) return k;
    }
    typeError(`expected some sort of ${type}, but got ${reprText(v)}`);
    fail();
  }
  return read(c, v, type);
}
function readConstant(v: Borrowed): unknown {
  const tp = typeOf(v);
  if (v === None) return { type: 'None' };
  if (v === True) return { type: 'True' };
  if (v === False) return { type: 'False' };
  if (v === Ellipsis) return { type: 'Ellipsis' };
  if (tp === T.int) return { type: 'int', value: intToBigInt(v) };
  if (tp === T.float) return { type: 'float', value: floatValue(v) };
  if (tp === T.complex)
    return { type: 'complex', real: ldF64(v + PyComplexObject.real), imag: ldF64(v + PyComplexObject.imag) };
  if (tp === T.bytes) return { type: 'bytes', value: bytesView(v).slice(0, bytesLength(v)) };
  if (tp === T.str) {
    const points: number[] = [];
    for (let i = 0; i < strLength(v); i++) points.push(strChar(v, i));
    return strFromCodePoints(points);
  }
  if (tp === T.tuple) {
    const items: unknown[] = [];
    for (let i = 0; i < tupleLength(v); i++) items.push(readConstant(tupleItem(v, i)));
    return { type: 'tuple', items };
  }
  if (tp === T.frozenset) {
    const items: unknown[] = [];
    for (let at = setNext(v, 0); at !== 0; at = setNext(v, at)) items.push(readConstant(setNextKey()));
    return { type: 'frozenset', items };
  }
  typeError(`got an invalid type in Constant: ${typeName(v)}`);
  fail();
}
