/** ImportError of `from m import x`. */
import { type Borrowed, ldPtr, type Owned, PyImportErrorObject, stPtr } from '@tyston/memory';
import { call, isTrue, lookupAttr } from '../core/abstract.js';
import { errClear } from '../core/errors.js';
import { restoreRaised } from '../core/exception.js';
import { intern } from '../core/intern.js';
import { decref, newRef, xdecref } from '../core/refcount.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { T } from '../core/wellknown.js';

function initializing(module: Borrowed): boolean {
  const spec = lookupAttr(module, intern('__spec__'));
  if (spec === 0) {
    errClear();
    return false;
  }
  const v = lookupAttr(spec, intern('_initializing'));
  decref(spec);
  if (v === 0) {
    errClear();
    return false;
  }
  const t = isTrue(v) === 1;
  decref(v);
  return t;
}
/** "cannot import name 'x' from 'm' (file)"; NULL. */
export function importError(module: Borrowed, moduleName: string, name: Borrowed): Owned {
  const pkg = moduleName === '' ? '<unknown module name>' : moduleName;
  const file = lookupAttr(module, intern('__file__'));
  if (file === 0) errClear();
  const path = file !== 0 && isInstance(file, T.str) ? jsStr(file) : '';
  let text: string;
  if (path === '') text = `cannot import name '${jsStr(name)}' from '${pkg}' (unknown location)`;
  else if (initializing(module)) {
    text = `cannot import name '${jsStr(name)}' from partially initialized module '${pkg}' (most likely due to a circular import) (${path})`;
  } else text = `cannot import name '${jsStr(name)}' from '${pkg}' (${path})`;
  const message = newStr(text);
  const e = call(T.ImportError, message);
  decref(message);
  if (e !== 0) {
    const set = (offset: number, v: Owned) => {
      xdecref(ldPtr(e + offset));
      stPtr(e + offset, v);
    };
    set(PyImportErrorObject.name, newStr(pkg));
    if (path !== '') set(PyImportErrorObject.path, newRef(file));
    restoreRaised(e);
  }
  xdecref(file);
  return 0 as Owned;
}
