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
import { type ConstantValue, ENUMS, type Mod, nodeRow, nodeRows, strFromCodePoints } from '@tyston/parser';
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
    return read(c, o, 'mod') as unknown as Mod;
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
    for (const [kind, row] of nodeRowsEntries()) if (row.sum === sum) k.push(kind);
    sumKinds.set(sum, k);
  }
  return k;
}
function nodeRowsEntries() {
  return nodeRows();
}
function read(c: AstClasses, o: Borrowed, sum: string): Node {
  if (!enterRecursive(` during  traversing '${sum}' node`)) fail();
  const kind = kindsOf(sum).find((k) => {
    const r = isInstanceOf(o, c.byName(k));
    if (r < 0) fail();
    return r === 1;
  });
  if (kind === undefined) {
    typeError(`expected some sort of ${sum}, but got ${reprText(o)}`);
    fail();
  }
  const row = nodeRow(kind as never);
  const out: Node = { kind };
  for (const f of row.fields) {
    const v = lookupAttr(o, intern(f.name));
    if (v === 0 && errOccurred()) fail();
    if (f.list) {
      if (v === 0) {
        missing(f.name, kind);
      }
      if (!isInstance(v, T.list)) {
        typeError(`${kind} field "${f.name}" must be a list, not a ${typeName(v)}`);
        xdecref(v);
        fail();
      }
      const items: unknown[] = [];
      const n = listLength(v);
      for (let i = 0; i < n; i++) {
        if (listLength(v) !== n) {
          setError(T.RuntimeError, `${kind} field "${f.name}" changed size during iteration`);
          fail();
        }
        const item = newRef(listItem(v, i));
        items.push(item === None && f.optional ? null : readField(c, f.type, item, kind, f.name));
        decref(item);
      }
      out[f.key] = items;
    } else if (v === 0 || (v === None && f.type !== 'constant')) {
      if (!f.optional) {
        if (v === 0) missing(f.name, kind);
        if (f.type !== 'int') {
          valueError(`field '${f.name}' is required for ${kind}`);
          fail();
        }
      }
      out[f.key] = null;
    } else out[f.key] = readField(c, f.type, v, kind, f.name);
    xdecref(v);
  }
  if (row.positioned) {
    for (const p of ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const) {
      const v = lookupAttr(o, intern(p));
      if (v === 0 || v === None) {
        if (errOccurred()) fail();
        if (!p.startsWith('end_')) {
          typeError(`required field "${p}" missing from ${sum}`);
          fail();
        }
        out[p] = p === 'end_lineno' ? out.lineno : out.col_offset;
        continue;
      }
      out[p] = readInt(v);
      decref(v);
    }
  }
  leaveRecursive();
  return out;
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
function readField(c: AstClasses, type: string, v: Borrowed, _kind: string, _name: string): unknown {
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
  typeError(`got an invalid type in Constant: ${typeName(v)}`);
  fail();
}
