/** Modules. */
import { type Borrowed, ldPtr, NULL, type Owned, stPtr, TypeFlags } from '@tyston/memory';
import { call, getAttrString, isTrue, lookupAttr, str } from '../core/abstract.js';
import { allocTracked } from '../core/alloc.js';
import { parseTupleAndDict } from '../core/args.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { dictContains, dictDel, dictGet, dictGetStr, dictSet, newDict } from '../core/dict.js';
import { errClear, errOccurred, setErrorObject, typeError } from '../core/errors.js';
import { gcUntrack } from '../core/gc-list.js';
import { importModule, loadedModule } from '../core/import-hook.js';
import { clearWeakReferences, finishDealloc } from '../core/instance.js';
import { intern } from '../core/intern.js';
import { ModuleObject } from '../core/module-object.js';
import { attributeError, genericGetAttr, nameMustBeString } from '../core/object.js';
import { decref, newRef, xdecref } from '../core/refcount.js';
import { jsStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { None, T } from '../core/wellknown.js';

const dictOf = (m: Borrowed) => ldPtr(m + ModuleObject.md_dict);

function moduleNew(tp: Borrowed): Owned {
  const m = allocTracked(tp, 0);
  stPtr(m + ModuleObject.md_dict, newDict());
  return m;
}
function moduleInit(m: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const v = parseTupleAndDict('module', '(name: str, doc=None)', args, kwargs);
  if (v === null) return -1;
  const d = dictOf(m);
  dictSet(d, intern('__name__'), v[0] as Borrowed);
  dictSet(d, intern('__doc__'), (v[1] as Borrowed) === 0 ? None : (v[1] as Borrowed));
  for (const a of ['__package__', '__loader__', '__spec__']) dictSet(d, intern(a), None);
  return 0;
}
function isInitializing(spec: Borrowed): boolean {
  if (spec === 0 || spec === None) return false;
  const v = lookupAttr(spec, intern('_initializing'));
  if (v === 0) {
    errClear();
    return false;
  }
  const t = isTrue(v);
  decref(v);
  if (t < 0) errClear();
  return t === 1;
}
function getattro(m: Borrowed, name: Borrowed): Owned {
  if (!isInstance(name, T.str)) return nameMustBeString(name);
  const own = genericGetAttr(m, name, true);
  if (own !== 0 || errOccurred()) return own;
  const d = dictOf(m);
  const hook = dictGetStr(d, intern('__getattr__'));
  if (hook !== 0) return call(hook, name);
  const modName = dictGetStr(d, intern('__name__'));
  if (modName !== 0 && isInstance(modName, T.str)) {
    const spec = dictGetStr(d, intern('__spec__'));
    if (isInitializing(spec)) {
      return attributeError(
        m,
        name,
        `partially initialized module '${jsStr(modName)}' has no attribute '${jsStr(name)}' (most likely due to a circular import)`,
      );
    }
    return attributeError(m, name, `module '${jsStr(modName)}' has no attribute '${jsStr(name)}'`);
  }
  return attributeError(m, name, `module has no attribute '${jsStr(name)}'`);
}
function moduleRepr(m: Borrowed): Owned {
  const lib = loadedModule('importlib._bootstrap') || loadedModule('_frozen_importlib');
  const bootstrap = lib !== 0 ? newRef(lib) : importModule('importlib._bootstrap');
  if (bootstrap === 0) return NULL;
  const f = getAttrString(bootstrap, '_module_repr');
  decref(bootstrap);
  if (f === 0) return NULL;
  const r = call(f, m);
  decref(f);
  return r;
}
function moduleDir(m: Borrowed): Owned {
  const d = lookupAttr(m, intern('__dict__'));
  if (d === 0) return NULL;
  if (!isInstance(d, T.dict)) {
    decref(d);
    const name = str(m);
    xdecref(name);
    return typeError('<module>.__dict__ is not a dictionary');
  }
  const f = dictGet(d, intern('__dir__'));
  let r: Owned;
  if (f !== 0) r = call(f);
  else r = errOccurred() ? NULL : call(T.list, d);
  decref(d);
  return r;
}
function getAnnotations(m: Borrowed): Owned {
  const d = dictOf(m);
  const a = dictGetStr(d, intern('__annotations__'));
  if (a !== 0) return newRef(a);
  const fresh = newDict();
  dictSet(d, intern('__annotations__'), fresh);
  return fresh;
}
function setAnnotations(m: Borrowed, value: Borrowed): number {
  const d = dictOf(m);
  if (value !== 0) return dictSet(d, intern('__annotations__'), value);
  if (dictContains(d, intern('__annotations__')) !== 1) {
    setErrorObject(T.AttributeError, intern('__annotations__'));
    return -1;
  }
  return dictDel(d, intern('__annotations__'));
}
export const moduleType: TypeSpec = {
  type: 'module',
  basicsize: ModuleObject.size,
  dictoffset: ModuleObject.md_dict,
  weaklistoffset: ModuleObject.md_weaklist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'Create a module object.\n\nThe name must be a string; the optional docstring can have any type.',
  textSignature: '(name, doc=None)',
  slots: {
    tp_dealloc: (m: Borrowed) => {
      gcUntrack(m);
      if (ldPtr(m + ModuleObject.md_weaklist) !== 0) clearWeakReferences(m);
      const d = dictOf(m);
      const n = ldPtr(m + ModuleObject.md_name);
      finishDealloc(m);
      xdecref(d);
      xdecref(n);
    },
    tp_traverse: (m: Borrowed, visit: (p: Borrowed) => void) => {
      if (dictOf(m) !== 0) visit(dictOf(m));
    },
    tp_clear: (m: Borrowed) => {
      const d = dictOf(m);
      stPtr(m + ModuleObject.md_dict, 0);
      xdecref(d);
      return 0;
    },
    tp_repr: moduleRepr,
    tp_getattro: getattro,
    tp_init: moduleInit,
    tp_new: moduleNew,
  },
  methods: [
    method('__dir__', '($self, /)', moduleDir, '__dir__() -> list\nspecialized dir() implementation', {
      noTextSignature: true,
    }),
  ],
  getset: [{ name: '__annotations__', get: getAnnotations, set: setAnnotations }],
  members: [{ name: '__dict__', type: MemberType.OBJECT, offset: ModuleObject.md_dict, readonly: true }],
}; // prettier-ignore
