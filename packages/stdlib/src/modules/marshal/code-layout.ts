/** How a code object is written. Change CODE_VERSION whenever bytecode or this layout changes. */

import { OPCODES } from '@tyston/interp';
import { PyCodeObject } from '@tyston/memory';

const C = PyCodeObject;
/** Its numbers, in order. */
export const CODE_NUMBERS = [
  C.co_flags,
  C.co_argcount,
  C.co_posonlyargcount,
  C.co_kwonlyargcount,
  C.co_stacksize,
  C.co_firstlineno,
  C.co_nlocalsplus,
  C.co_nlocals,
  C.co_nplaincellvars,
  C.co_ncellvars,
  C.co_nfreevars,
  C._co_firsttraceable,
] as const; // prettier-ignore
/** Its objects, in order. */
export const CODE_OBJECTS = [
  C.co_consts,
  C.co_names,
  C.co_exceptiontable,
  C.co_localsplusnames,
  C.co_localspluskinds,
  C.co_filename,
  C.co_name,
  C.co_qualname,
  C.co_linetable,
] as const; // prettier-ignore

/** A digest of the opcode table: code of a build with other opcodes is not run. */
export const CODE_VERSION = (() => {
  let h = 21;
  for (const row of OPCODES) {
    const text = `${row.name}:${row.extra.length}:${row.cacheWords}`;
    for (let i = 0; i < text.length; i++) h = (Math.imul(h, 31) + text.charCodeAt(i)) | 0;
  }
  return h;
})();
