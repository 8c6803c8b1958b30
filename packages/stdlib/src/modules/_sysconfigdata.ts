/**
 * The module `_sysconfigdata__linux_x86_64-linux-gnu`: the variables of the build that `sysconfig` tells. CPython's come from
 * its Makefile and pyconfig.h. Here are those that programs and the library ask for, with what is true of Tyston: no C extension
 * of CPython's can be loaded, so their suffix is a name of our own; compilers are the system's.
 */
import type { Owned } from '@tyston/memory';
import { decref, dictSet, intern, type ModuleSpec, newDict, newInt, newStr } from '@tyston/objects';
import { setModuleAttr } from '../lib/module-attrs.js';

const MULTIARCH = 'x86_64-linux-gnu';
const SOABI = `tyston-311-${MULTIARCH}`;

const texts: Readonly<Record<string, string>> = {
  ABIFLAGS: '',
  AR: 'ar',
  ARFLAGS: 'rcs',
  BLDSHARED: 'gcc -pthread -shared',
  BUILD_GNU_TYPE: `x86_64-pc-linux-gnu`,
  CC: 'gcc -pthread',
  CCSHARED: '-fPIC',
  CFLAGS: '-DNDEBUG -g -fwrapv -O3 -Wall',
  CONFIG_ARGS: '',
  CPPFLAGS: '',
  CXX: 'g++ -pthread',
  EXE: '',
  EXT_SUFFIX: `.${SOABI}.so`,
  GNULD: 'yes',
  HOST_GNU_TYPE: `x86_64-pc-linux-gnu`,
  LDCXXSHARED: 'g++ -pthread -shared',
  LDFLAGS: '',
  LDLIBRARY: '',
  LDSHARED: 'gcc -pthread -shared',
  LDVERSION: '3.11',
  LIBC: '',
  LIBM: '-lm',
  LIBRARY: '',
  LIBS: '-ldl',
  LINKFORSHARED: '',
  MACHDEP: 'linux',
  MULTIARCH,
  OPT: '-DNDEBUG -g -fwrapv -O3 -Wall',
  PGO_PROF_USE_FLAG: '',
  PLATLIBDIR: 'lib',
  PYTHONFRAMEWORK: '',
  PYTHONFRAMEWORKDIR: 'no-framework',
  PY_BUILTIN_HASHLIB_HASHES: 'md5,sha1,sha256,sha512,sha3,blake2',
  PY_CFLAGS: '-DNDEBUG -g -fwrapv -O3 -Wall',
  PY_CFLAGS_NODIST: '',
  PY_CORE_CFLAGS: '',
  RANLIB: 'ranlib',
  RUNSHARED: '',
  SHELL: '/bin/sh',
  SHLIB_SUFFIX: '.so',
  SOABI,
  SYSLIBS: '-lm',
  TZPATH: '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
  VERSION: '3.11',
  VPATH: '',
  WHEEL_PKG_DIR: '',
};
const numbers: Readonly<Record<string, number>> = {
  ALIGNOF_LONG: 8,
  ALIGNOF_SIZE_T: 8,
  HAVE_FORK: 0,
  HAVE_GETENTROPY: 1,
  HAVE_GETRANDOM: 1,
  HAVE_GETRANDOM_SYSCALL: 1,
  HAVE_VFORK: 0,
  PY_COERCE_C_LOCALE: 1,
  PY_SSL_DEFAULT_CIPHERS: 1,
  Py_DEBUG: 0,
  Py_ENABLE_SHARED: 0,
  Py_HASH_ALGORITHM: 0,
  Py_TRACE_REFS: 0,
  SIZEOF_DOUBLE: 8,
  SIZEOF_FLOAT: 4,
  SIZEOF_INT: 4,
  SIZEOF_LONG: 8,
  SIZEOF_LONG_LONG: 8,
  SIZEOF_OFF_T: 8,
  SIZEOF_PID_T: 4,
  SIZEOF_SHORT: 2,
  SIZEOF_SIZE_T: 8,
  SIZEOF_TIME_T: 8,
  SIZEOF_VOID_P: 8,
  SIZEOF_WCHAR_T: 4,
  WITH_DOC_STRINGS: 1,
  WITH_DTRACE: 0,
  WITH_FREELISTS: 1,
  WITH_PYMALLOC: 1,
  WITH_VALGRIND: 0,
}; // prettier-ignore

/** A new dict of both tables. NULL with an exception. */
function variables(): Owned {
  const dict = newDict();
  const add = (name: string, value: Owned): void => {
    dictSet(dict, intern(name), value);
    decref(value);
  };
  for (const [name, text] of Object.entries(texts)) add(name, newStr(text));
  for (const [name, n] of Object.entries(numbers)) add(name, newInt(n));
  return dict;
}

export const sysconfigdataModule: ModuleSpec = {
  name: `_sysconfigdata__linux_${MULTIARCH}`,
  doc: 'The variables of the build.',
  functions: [],
  exec: (module) => setModuleAttr(module, 'build_time_vars', variables()),
}; // prettier-ignore
