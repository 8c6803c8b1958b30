/** The node classes of `_ast`, made from the parser's table of the abstract grammar. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  PyTypeObject,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  allocInstance,
  call,
  decref,
  dictEntryKey,
  dictEntryValue,
  dictGetStr,
  dictNext,
  dictSet,
  errOccurred,
  finishDealloc,
  gcTrack,
  gcUntrack,
  type HeapTypeSpec,
  instanceDict,
  intern,
  isInstance,
  jsStr,
  lookupAttr,
  method,
  None,
  newDict,
  newRef,
  newStr,
  newTuple,
  setAttr,
  setInstanceDict,
  shortName,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeOf,
  xdecref,
} from '@tyston/objects'; // prettier-ignore
import { ENUMS, nodeRows } from '@tyston/parser';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';

const A = struct('AST_object', PyObject, { dict: 'ptr' });

/** The names in `cls._fields`, borrowed from a tuple that lives as long as the class; null with an exception. */
export function fieldsOf(cls: Borrowed): string[] | null {
  const f = lookupAttr(cls, intern('_fields'));
  if (f === 0) return errOccurred() ? null : [];
  const seq = call(T.tuple, f);
  decref(f);
  if (seq === 0) return null;
  const out: string[] = [];
  for (let i = 0; i < tupleLength(seq); i++) {
    const s = tupleItem(seq, i);
    if (isInstance(s, T.str)) out.push(jsStr(s));
  }
  decref(seq);
  return out;
}
function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const fields = fieldsOf(typeOf(self));
  if (fields === null) return -1;
  const n = tupleLength(args);
  if (n > fields.length) {
    typeError(
      `${shortName(typeOf(self))} constructor takes at most ${fields.length} positional argument${fields.length === 1 ? '' : 's'}`,
    );
    return -1;
  }
  for (let i = 0; i < n; i++) if (setAttr(self, intern(fields[i]!), tupleItem(args, i)) < 0) return -1;
  if (kwargs === 0) return 0;
  for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c)) {
    const key = dictEntryKey();
    const i = fields.indexOf(jsStr(key));
    if (i >= 0 && i < n) {
      typeError(`${shortName(typeOf(self))} got multiple values for argument '${jsStr(key)}'`);
      return -1;
    }
    if (setAttr(self, key, dictEntryValue()) < 0) return -1;
  }
  return 0;
}
function reduce(self: Borrowed): Owned {
  const d = instanceDict(self);
  if (d === 0) return NULL;
  return newTuple(newRef(typeOf(self)), newTuple(), newRef(d));
}
export const AST_TYPE: HeapTypeSpec = {
  name: 'AST',
  tpName: 'ast.AST',
  basicsize: A.size,
  dictoffset: A.dict,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  immutable: false,
  slots: {
    tp_new: (tp: Borrowed): Owned => {
      const o = allocInstance(tp, 0);
      if (ld32(tp + PyTypeObject.tp_dictoffset) === A.dict) stPtr(o + A.dict, newDict());
      gcTrack(o);
      return o;
    },
    tp_init: init,
    tp_dealloc: (o: Borrowed) => {
      gcUntrack(o);
      const d = ldPtr(o + A.dict);
      finishDealloc(o);
      xdecref(d);
    },
    tp_traverse: (o: Borrowed, visit: (p: Borrowed) => void) => {
      const d = ldPtr(o + A.dict);
      if (d !== 0) visit(d);
    },
    tp_clear: (o: Borrowed) => {
      const d = ldPtr(o + A.dict);
      stPtr(o + A.dict, 0);
      xdecref(d);
      return 0;
    },
  },
  methods: [method('__reduce__', '($self, /)', reduce, '', { noTextSignature: true })],
  getset: [{ name: '__dict__', get: (o) => newRef(instanceDict(o)), set: setInstanceDict }],
  extra: () => [
    ['_fields', newTuple()],
    ['_attributes', newTuple()],
    ['__match_args__', newTuple()],
  ],
};

const strings = (all: readonly string[]): Owned => newTuple(...all.map((s) => newStr(s)));
const POSITIONS = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'];

/** type(name, (base,), {…}); a new reference, also stored in the module. */
function makeClass(
  dict: Borrowed,
  name: string,
  base: Borrowed,
  fields: readonly string[],
  doc: string,
): Owned {
  const d = newDict();
  const put = (k: string, v: Owned) => {
    dictSet(d, intern(k), v);
    decref(v);
  };
  put('_fields', strings(fields));
  put('__match_args__', strings(fields));
  put('__module__', newStr('ast'));
  put('__doc__', newStr(doc));
  const n = newStr(name);
  const bases = newTuple(newRef(base));
  const cls = call(T.type, n, bases, d);
  decref(n);
  decref(bases);
  decref(d);
  if (cls !== 0) dictSet(dict, intern(name), cls);
  return cls;
}

/** All classes by name, and the one instance of each class without fields; borrowed, 0 where there is none. */
export interface AstClasses {
  byName(kind: string): Borrowed;
  singleton(kind: string): Borrowed;
}
const classes = () => stateObject(StdlibState.AST_CLASSES);
/** The classes that the module has made, whatever programs have done to its namespace. */
export const astClasses: AstClasses = {
  byName: (kind) => dictGetStr(classes(), intern(kind)),
  singleton: (kind) => dictGetStr(classes(), intern(`${kind}()`)),
};

/** Makes the classes in the module's dict. False with an exception. */
export function makeAstClasses(dict: Borrowed, ast: Borrowed): boolean {
  setStateObject(StdlibState.AST_CLASSES, newDict());
  const keep = (name: string, p: Borrowed) => dictSet(classes(), intern(name), p);
  keep('AST', ast);
  const rows = [...nodeRows()];
  const sums = new Map<string, string[]>();
  for (const [kind, row] of rows) {
    const list = sums.get(row.sum) ?? [];
    list.push(kind);
    sums.set(row.sum, list);
  }
  const text = (kind: string, fields: readonly { name: string; type: string; mark: string }[]) =>
    fields.length === 0 ? kind : `${kind}(${fields.map((f) => `${f.type}${f.mark} ${f.name}`).join(', ')})`;
  const set = (cls: Borrowed, name: string, v: Owned) => {
    setAttr(cls, intern(name), v);
    decref(v);
  };
  for (const [sum, kinds] of sums) {
    const product = kinds.length === 1 && kinds[0] === sum;
    const positioned = rows.find(([k]) => k === kinds[0])![1].positioned;
    if (!product) {
      const alternatives = kinds.map((k) => text(k, fieldRows(k)));
      const base = makeClass(
        dict,
        sum,
        ast,
        [],
        `${sum} = ${alternatives.join(`\n${' '.repeat(sum.length)} | `)}`,
      );
      if (base === 0) return false;
      keep(sum, base);
      decref(base);
      set(base, '_attributes', strings(positioned ? POSITIONS : []));
      if (positioned) for (const p of ['end_lineno', 'end_col_offset']) set(base, p, newRef(None));
    }
    for (const kind of kinds) {
      const fields = fieldRows(kind);
      const cls = makeClass(
        dict,
        kind,
        product ? ast : astClasses.byName(sum),
        fields.map((f) => f.name),
        text(kind, fields),
      );
      if (cls === 0) return false;
      keep(kind, cls);
      decref(cls);
      if (product) {
        set(cls, '_attributes', strings(positioned ? POSITIONS : []));
        if (positioned) for (const p of ['end_lineno', 'end_col_offset']) set(cls, p, newRef(None));
      }
      for (const f of fields) if (f.mark === '?') set(cls, f.name, newRef(None));
    }
  }
  for (const [sum, kinds] of Object.entries(ENUMS)) {
    const base = makeClass(dict, sum, ast, [], `${sum} = ${kinds.join(' | ')}`);
    if (base === 0) return false;
    keep(sum, base);
    decref(base);
    for (const kind of kinds) {
      const cls = makeClass(dict, kind, base, [], kind);
      if (cls === 0) return false;
      keep(kind, cls);
      decref(cls);
      const one = call(cls);
      if (one === 0) return false;
      keep(`${kind}()`, one);
      decref(one);
    }
  }
  return true;
}
/** A kind's fields as [type, mark, name]. */
export function fieldRows(kind: string): { name: string; type: string; mark: '' | '?' | '*' }[] {
  const row = nodeRows().get(kind as never)!;
  return row.fields.map((f) => ({ name: f.name, type: f.type, mark: f.list ? '*' : f.optional ? '?' : '' }));
}
