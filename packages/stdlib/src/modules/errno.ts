/** The module `errno`: numbers of errors by name, and names by number. */
import { ERRNO_ALIASES, ERRNO_ROWS } from '@tyston/memory';
import { decref, dictGet, dictSet, intern, type ModuleSpec, newDict, newInt } from '@tyston/objects';
import { setModuleAttr } from '../lib/module-attrs.js';

export const errnoModule: ModuleSpec = {
  name: 'errno',
  doc: "This module makes available standard errno system symbols.\n\nThe value of each symbol is the corresponding integer value,\ne.g., on most systems, errno.ENOENT equals the integer 2.\n\nThe dictionary errno.errorcode maps numeric codes to symbol names,\ne.g., errno.errorcode[2] could be the string 'ENOENT'.\n\nSymbols that are not relevant to the underlying system are not defined.\n\nTo map error codes to error messages, use the function os.strerror(),\ne.g. os.strerror(2) could return 'No such file or directory'.",
  exec: (module) => {
    const codes = newDict();
    for (const [name, number] of [...ERRNO_ROWS, ...ERRNO_ALIASES]) {
      const n = newInt(number);
      // A second name is not the one that errorcode has.
      if (dictGet(codes, n) === 0) dictSet(codes, n, intern(name));
      if (setModuleAttr(module, name, n) < 0) {
        decref(codes);
        return -1;
      }
    }
    return setModuleAttr(module, 'errorcode', codes);
  },
};
