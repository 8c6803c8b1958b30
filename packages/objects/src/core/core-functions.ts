/**
 * Common functions of the object model by role. Their addresses are constants: a look-up by name at each method that is bound or
 * function that is made would cost more than the store of the address.
 */
import { type Addr, thunkAddress, thunkIndex } from '@tyston/memory';
import { type AnyFunction, defineFunction, ROWS } from './functions.js';

/** Module number of the generic slot functions and of what the object model itself needs. */
export const CORE_MODULE = 256;

const row = (n: number): Addr => thunkAddress(CORE_MODULE * ROWS + n);

/** The functions' addresses; `setCoreFunction` puts the functions there. */
export const CoreFunctions = Object.freeze({
  cfunction_vectorcall: row(0),
  method_descr_vectorcall: row(1),
  function_vectorcall: row(2),
  method_vectorcall: row(3),
  generic_getattr: row(4),
  generic_setattr: row(5),
  generic_alloc: row(6),
  generic_new: row(7),
  object_free: row(8),
  subtype_dealloc: row(9),
  subtype_traverse: row(10),
  subtype_clear: row(11),
  hash_not_implemented: row(12),
  next_not_implemented: row(13),
  object_iter_self: row(14),
  new_wrapper: row(15),
});

/** Installs a common function; returns its address. */
export function setCoreFunction(name: keyof typeof CoreFunctions, f: AnyFunction): Addr {
  return defineFunction(CORE_MODULE, thunkIndex(CoreFunctions[name]) - CORE_MODULE * ROWS, f);
}
