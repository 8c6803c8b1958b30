/** `_contextvars`: context variables (PEP 567). A context keeps its variables in a dict that is copied when it is shared. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  PyDictObject,
  PyObject,
  PyThreadState,
  PyTypeObject,
  Roots,
  st32,
  stPtr,
  struct,
  TypeFlags,
} from '@tyston/memory';
import {
  addressHex,
  allocInstance,
  call,
  callMethod,
  clearFields,
  clearWeakReferences,
  compareBool,
  decref,
  dictContains,
  dictCopy,
  dictDel,
  dictGet,
  dictLength,
  dictSet,
  errOccurred,
  finishDealloc,
  gcTrack,
  gcUntrack,
  getAttrString,
  getIter,
  type HeapTypeSpec,
  hashPointer,
  intern,
  isGcObject,
  isInstance,
  jsStr,
  type ModuleSpec,
  method,
  moduleType,
  None,
  NotImplemented,
  newBool,
  newDict,
  newRef,
  newStr,
  Py_EQ,
  Py_NE,
  parseTupleAndDict,
  repr,
  setError,
  setErrorObject,
  setKeyError,
  T,
  tupleLength,
  typeError,
  typeOf,
  valueError,
  vectorcall,
} from '@tyston/objects'; // prettier-ignore

const C = struct('PyContext', PyObject, { prev: 'ptr', vars: 'ptr', weakreflist: 'ptr', entered: 'i32' });
const V = struct('PyContextVar', PyObject, { name: 'ptr', default_value: 'ptr' });
const K = struct('PyContextToken', PyObject, { ctx: 'ptr', var: 'ptr', old: 'ptr', used: 'i32' });
const CURRENT = Roots.MAIN_THREAD + PyThreadState.context;
const moduleTypeOf = (n: string) => moduleType('_contextvars', n);

function newContext(vars: Owned): Owned {
  const c = allocInstance(moduleTypeOf('Context'), 0);
  stPtr(c + C.vars, vars);
  gcTrack(c);
  return c;
}
function current(): Borrowed {
  let c = ldPtr(CURRENT);
  if (c === 0) {
    c = newContext(newDict());
    stPtr(CURRENT, c);
  }
  return c;
}
const varsOf = (c: Borrowed) => ldPtr(c + C.vars);
/** `copy_context()`. The module must have been imported. */
export function copyContext(): Owned {
  return newContext(newRef(varsOf(current())));
}

/** The current value of a variable, borrowed: 0 where it has none, without an exception (or with one of a comparison). */
export function contextVariable(v: Borrowed): Borrowed {
  return ldPtr(CURRENT) === 0 ? (0 as Borrowed) : dictGet(varsOf(current()), v);
}
/** A number that changes whenever a variable's current value may have: 0 where no context is current. */
export function contextVersion(): number {
  const c = ldPtr(CURRENT);
  return c === 0 ? 0 : ldSsize(varsOf(c) + PyDictObject.ma_version_tag);
}

function varGet(v: Borrowed, fallback: Borrowed): Owned {
  const x = contextVariable(v);
  if (x !== 0) return newRef(x);
  if (errOccurred()) return NULL;
  if (fallback !== 0) return newRef(fallback);
  const d = ldPtr(v + V.default_value);
  return d !== 0 ? newRef(d) : setErrorObject(T.LookupError, v);
}
export function varSet(v: Borrowed, value: Borrowed): Owned {
  const c = current();
  const old = dictGet(varsOf(c), v);
  const t = allocInstance(moduleTypeOf('Token'), 0);
  stPtr(t + K.ctx, newRef(c));
  stPtr(t + K.var, newRef(v));
  stPtr(t + K.old, old === 0 ? 0 : newRef(old));
  gcTrack(t);
  replaceVars(c, (d) => dictSet(d, v, value));
  return t;
}
/** Contexts that were copied share their dict: a change is made in a copy. */
function replaceVars(c: Borrowed, change: (d: Borrowed) => number): void {
  const old = varsOf(c);
  const fresh = ld32(old) > 1 ? dictCopy(old) : newRef(old);
  change(fresh);
  stPtr(c + C.vars, fresh);
  decref(old);
}
function varReset(v: Borrowed, token: Borrowed): Owned {
  if (typeOf(token) !== moduleTypeOf('Token'))
    return typeError(`expected an instance of Token, got ${reprJs(token)}`);
  if (ld32(token + K.used)) return setError(T.RuntimeError, `${reprJs(token)} has already been used once`);
  if (ldPtr(token + K.var) !== v) return valueError(`${reprJs(token)} was created by a different ContextVar`);
  const c = current();
  if (ldPtr(token + K.ctx) !== c) return valueError(`${reprJs(token)} was created in a different Context`);
  st32(token + K.used, 1);
  const old = ldPtr(token + K.old);
  replaceVars(c, (d) => (old === 0 ? dictDel(d, v) : dictSet(d, v, old)));
  return newRef(None);
}
function reprJs(o: Borrowed): string {
  const r = repr(o);
  if (r === 0) return '?';
  const s = jsStr(r);
  decref(r);
  return s;
}
function run(c: Borrowed, args: Addr, n: number, kwnames: Borrowed): Owned {
  if (n < 1) return typeError('run() missing 1 required positional argument');
  if (ld32(c + C.entered))
    return setError(T.RuntimeError, `cannot enter context: ${reprJs(c)} is already entered`);
  const before = current();
  newRef(before);
  stPtr(c + C.prev, before);
  st32(c + C.entered, 1);
  const was = ldPtr(CURRENT);
  stPtr(CURRENT, newRef(c));
  decref(was);
  const r = vectorcall(ldPtr(args), args + 8, n - 1, kwnames);
  const now = ldPtr(CURRENT);
  stPtr(CURRENT, before);
  stPtr(c + C.prev, 0);
  st32(c + C.entered, 0);
  decref(now);
  return r;
}
const slots = (fields: readonly number[], weak = 0) => ({
  tp_dealloc: (o: Borrowed) => {
    gcUntrack(o);
    if (weak && ldPtr(o + weak) !== 0) clearWeakReferences(o);
    clearFields(o, fields);
    finishDealloc(o);
  },
  tp_traverse: (o: Borrowed, visit: (p: Borrowed) => void) => {
    for (const f of fields) {
      const v = ldPtr(o + f);
      if (v !== 0) visit(v);
    }
  },
  tp_clear: (o: Borrowed) => {
    clearFields(o, fields);
    return 0;
  },
});
const noText = { noTextSignature: true } as const;
const isVar = (o: Borrowed): boolean => {
  if (typeOf(o) === moduleTypeOf('ContextVar')) return true;
  typeError(`a ContextVar key was expected, got ${reprJs(o)}`);
  return false;
};
const genericItem = method(
  '__class_getitem__',
  '($type, item, /)',
  (cls: Borrowed, item: Borrowed) => call(T.GenericAlias, cls, item),
  'See PEP 585',
  { kind: 'classmethod', noTextSignature: true },
);

const contextType: HeapTypeSpec = {
  name: 'Context',
  basicsize: C.size,
  weaklistoffset: C.weakreflist,
  flags: TypeFlags.HAVE_GC,
  slots: {
    ...slots([C.vars, C.prev], C.weakreflist),
    tp_new: (_tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
      if (tupleLength(args) > 0 || (kwargs !== 0 && dictLength(kwargs) > 0))
        return typeError('Context() does not accept any arguments');
      return newContext(newDict());
    },
    tp_hash: null,
    tp_richcompare: (a: Borrowed, b: Borrowed, op: number): Owned => {
      if (typeOf(b) !== typeOf(a) || (op !== Py_EQ && op !== Py_NE)) return newRef(NotImplemented);
      const r = compareBool(varsOf(a), varsOf(b), Py_EQ);
      return r < 0 ? NULL : newBool((r === 1) === (op === Py_EQ));
    },
    tp_iter: (c: Borrowed) => getIter(varsOf(c)),
    mp_length: (c: Borrowed) => dictLength(varsOf(c)),
    mp_subscript: (c: Borrowed, k: Borrowed): Owned => {
      if (!isVar(k)) return NULL;
      const v = dictGet(varsOf(c), k);
      return v !== 0 ? newRef(v) : errOccurred() ? NULL : setKeyError(k);
    },
    sq_contains: (c: Borrowed, k: Borrowed) => (isVar(k) ? dictContains(varsOf(c), k) : -1),
  },
  methods: [
    method(
      'get',
      '($self, key, default=None, /)',
      (c: Borrowed, k: Borrowed, d: Borrowed) => {
        if (!isVar(k)) return NULL;
        const v = dictGet(varsOf(c), k);
        return newRef(v !== 0 ? v : d === 0 ? None : d);
      },
      'Return the value for `key` if `key` has the value in the context object.',
    ),
    method(
      'items',
      '($self, /)',
      (c: Borrowed) => callMethod(varsOf(c), 'items'),
      'Return all variables and their values in the context object.',
    ),
    method(
      'keys',
      '($self, /)',
      (c: Borrowed) => callMethod(varsOf(c), 'keys'),
      'Return a list of all variables in the context object.',
    ),
    method(
      'values',
      '($self, /)',
      (c: Borrowed) => callMethod(varsOf(c), 'values'),
      "Return a list of all variables' values in the context object.",
    ),
    method(
      'copy',
      '($self, /)',
      (c: Borrowed) => newContext(newRef(varsOf(c))),
      'Return a shallow copy of the context object.',
    ),
    method('run', '(callable, *args, **kwargs)', run, '', { raw: true, noTextSignature: true }),
  ],
}; // prettier-ignore
const varType: HeapTypeSpec = {
  name: 'ContextVar',
  basicsize: V.size,
  flags: TypeFlags.HAVE_GC,
  slots: {
    ...slots([V.name, V.default_value]),
    tp_new: (tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
      if (tupleLength(args) === 0)
        return typeError('ContextVar() takes exactly 1 positional argument (0 given)');
      const v = parseTupleAndDict('ContextVar', '(name, /, *, default=None)', args, kwargs);
      if (v === null) return NULL;
      const name = v[0] as Borrowed;
      if (!isInstance(name, T.str)) return typeError('context variable name must be a str');
      const o = allocInstance(tp, 0);
      stPtr(o + V.name, newRef(name));
      const fallback = v[1] as Borrowed;
      stPtr(o + V.default_value, fallback === 0 ? 0 : newRef(fallback));
      if (fallback !== 0 && isGcObject(fallback)) gcTrack(o);
      return o;
    },
    tp_hash: (o: Borrowed) => hashPointer(o),
    tp_repr: (o: Borrowed) => {
      const d = ldPtr(o + V.default_value);
      return newStr(
        `<ContextVar name=${reprJs(ldPtr(o + V.name))}${d === 0 ? '' : ` default=${reprJs(d)}`} at 0x${addressHex(o)}>`,
      );
    },
  },
  methods: [
    method(
      'get',
      '(default=None, /)',
      varGet,
      'Return a value for the context variable for the current context.',
      noText,
    ),
    method(
      'set',
      '($self, value, /)',
      varSet,
      'Call to set a new value for the context variable in the current context.',
    ),
    method('reset', '($self, token, /)', varReset, 'Reset the context variable.'),
    genericItem,
  ],
  members: [{ name: 'name', type: 6, offset: V.name, readonly: true }],
};
/** `Token.MISSING`, which says that a variable had no value. */
function missing(): Owned {
  return getAttrString(moduleTypeOf('Token'), 'MISSING');
}
const tokenType: HeapTypeSpec = {
  name: 'Token',
  basicsize: K.size,
  flags: TypeFlags.HAVE_GC,
  slots: {
    ...slots([K.ctx, K.var, K.old]),
    tp_new: (): Owned => setError(T.RuntimeError, 'Tokens can only be created by ContextVars'),
    tp_hash: null,
    tp_repr: (t: Borrowed) =>
      newStr(
        `<Token${ld32(t + K.used) ? ' used' : ''} var=${reprJs(ldPtr(t + K.var))} at 0x${addressHex(t)}>`,
      ),
  },
  methods: [genericItem],
  getset: [
    { name: 'var', get: (t) => newRef(ldPtr(t + K.var)) },
    {
      name: 'old_value',
      get: (t) => {
        const o = ldPtr(t + K.old);
        return o === 0 ? missing() : newRef(o);
      },
    },
  ],
}; // prettier-ignore

export const contextvarsModule: ModuleSpec = {
  name: '_contextvars',
  doc: 'Context Variables',
  functions: [method('copy_context', '($module, /)', copyContext)],
  types: [
    contextType,
    varType,
    tokenType,
    {
      name: 'Missing',
      tpName: 'Token.MISSING',
      basicsize: PyObject.size,
      flags: TypeFlags.DISALLOW_INSTANTIATION,
      hidden: true,
      slots: { tp_repr: () => newStr('<Token.MISSING>') },
    },
  ],
  exec: () => {
    const m = allocInstance(moduleTypeOf('Missing'), 0);
    const d = ldPtr(moduleTypeOf('Token') + PyTypeObject.tp_dict);
    dictSet(d, intern('MISSING'), m);
    decref(m);
    return 0;
  },
};
