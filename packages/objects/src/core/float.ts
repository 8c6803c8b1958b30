/** Floats: making and reading them. Arithmetic and methods are in types/float. */
import { type Borrowed, ldF64, type Owned, PyFloatObject, stF64 } from '@tyston/memory';
import { newPlain } from './alloc.js';
import { T } from './wellknown.js';

export function newFloat(v: number): Owned {
  const p = newPlain(T.float, PyFloatObject.size);
  stF64(p + PyFloatObject.ob_fval, v);
  return p;
}
export function floatValue(p: Borrowed): number {
  return ldF64(p + PyFloatObject.ob_fval);
}
