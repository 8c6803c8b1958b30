/** How types show inside of generic aliases and unions. */
import type { Borrowed } from '@tyston/memory';
import { lookupAttr, repr } from '../core/abstract.js';
import { errOccurred } from '../core/errors.js';
import { intern } from '../core/intern.js';
import { decref, xdecref } from '../core/refcount.js';
import { jsStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { Ellipsis, None, T } from '../core/wellknown.js';

function reprText(o: Borrowed): string | null {
  const r = repr(o);
  if (r === 0) return null;
  const text = jsStr(r);
  decref(r);
  return text;
}
/** Does it look like an alias: has it an origin and arguments? null with an exception. */
function looksGeneric(o: Borrowed): boolean | null {
  for (const name of ['__origin__', '__args__']) {
    const v = lookupAttr(o, intern(name));
    if (v === 0) return errOccurred() ? null : false;
    decref(v);
  }
  return true;
}
/** `int`, `collections.abc.Sequence`, `...`, or what repr says. null with an exception. */
export function typeText(o: Borrowed): string | null {
  if (o === Ellipsis) return '...';
  const generic = looksGeneric(o);
  if (generic === null) return null;
  if (generic) return reprText(o);
  const name = lookupAttr(o, intern('__qualname__'));
  const module = name === 0 ? name : lookupAttr(o, intern('__module__'));
  let text: string | null = null;
  if (!errOccurred())
    text = name === 0 || module === 0 || module === None ? reprText(o) : dotted(module, name);
  xdecref(name);
  xdecref(module);
  return text;
}
function dotted(module: Borrowed, name: Borrowed): string {
  const text = (o: Borrowed) => (isInstance(o, T.str) ? jsStr(o) : reprText(o)!);
  const prefix = text(module);
  return prefix === 'builtins' ? text(name) : `${prefix}.${text(name)}`;
}
