/** How errors about calls name a callable: `module.qualname()`, or the str of what has no qualified name. */
import type { Borrowed } from '@tyston/memory';
import { str } from './abstract.js';
import { errClear } from './errors.js';
import { intern } from './intern.js';
import { lookupAttr } from './object.js';
import { decref, xdecref } from './refcount.js';
import { jsStr } from './str.js';
import { isInstance } from './subtype.js';
import { T } from './wellknown.js';

export function functionText(f: Borrowed): string {
  const q = lookupAttr(f, intern('__qualname__'));
  if (q === 0 || !isInstance(q, T.str)) {
    xdecref(q);
    errClear();
    const s = str(f);
    if (s === 0) {
      errClear();
      return '?';
    }
    const text = jsStr(s);
    decref(s);
    return text;
  }
  const name = jsStr(q);
  decref(q);
  const m = lookupAttr(f, intern('__module__'));
  if (m === 0) errClear();
  const module = m !== 0 && isInstance(m, T.str) ? jsStr(m) : '';
  xdecref(m);
  return module !== '' && module !== 'builtins' ? `${module}.${name}()` : `${name}()`;
}
