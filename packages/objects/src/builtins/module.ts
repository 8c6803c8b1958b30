/** The `builtins` module: the functions' declarations, and the names of types and constants. */
import { type Borrowed, ldPtr, type Owned, stPtr } from '@tyston/memory';
import { type ModuleSpec, method } from '../core/define.js';
import { dictCopy, dictSet } from '../core/dict.js';
import { intern } from '../core/intern.js';
import { FIRST_MODULE, makeModule, registerModule } from '../core/module-make.js';
import { ModuleObject } from '../core/module-object.js';
import { incref, newRef } from '../core/refcount.js';
import { State } from '../core/state.js';
import { Ellipsis, False, None, NotImplemented, T, True } from '../core/wellknown.js';
import { exceptionTypes } from '../types/exceptions/index.js';
import { buildClass } from './build-class.js';
import { compileBuiltin, evalBuiltin, execBuiltin } from './compile.js';
import * as f from './functions.js';
import { breakpointFn, importBuiltin, inputFn } from './hooks.js';

const raw = { raw: true, noTextSignature: true } as const;
const noText = { noTextSignature: true } as const;

export const builtinsModule: ModuleSpec = {
  name: 'builtins',
  doc: "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in function len().\n\nThis module is not normally accessed explicitly by most\napplications, but can be useful in modules that provide\nobjects with the same name as a builtin and need to access\nthe original implementation via builtins.",
  functions: [
    method(
      '__build_class__',
      '(func, name, /, *bases, metaclass, **kwds)',
      buildClass,
      '__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement.',
      raw,
    ),
    method(
      '__import__',
      '($module, /, name, globals=None, locals=None, fromlist=(), level: int = 0)',
      importBuiltin,
      'Import a module.',
    ),
    method('abs', '($module, x, /)', f.abs, 'Return the absolute value of the argument.'),
    method(
      'all',
      '($module, iterable, /)',
      f.all,
      'Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.',
    ),
    method(
      'any',
      '($module, iterable, /)',
      f.any,
      'Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False.',
    ),
    method('ascii', '($module, obj, /)', f.asciiFn, 'Return an ASCII-only representation of an object.'),
    method(
      'bin',
      '($module, number, /)',
      f.bin,
      "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'",
    ),
    method(
      'breakpoint',
      '(*args, **kws)',
      breakpointFn,
      'breakpoint(*args, **kws)\n\nCall sys.breakpointhook(*args, **kws).',
      raw,
    ),
    method(
      'callable',
      '($module, obj, /)',
      f.callable,
      'Return whether the object is callable (i.e., some kind of function).',
    ),
    method(
      'chr',
      '($module, i: int, /)',
      f.chr,
      'Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.',
    ),
    method(
      'compile',
      '($module, /, source, filename, mode: str, flags: int = 0, dont_inherit: bool = False, optimize: int = -1, *, _feature_version: int = -1)',
      compileBuiltin,
      'Compile source into a code object that can be executed by exec() or eval().',
    ),
    method(
      'delattr',
      '($module, obj, name, /)',
      f.delattr,
      'Deletes the named attribute from the given object.',
    ),
    method(
      'dir',
      '(object=None, /)',
      f.dir,
      'dir([object]) -> list of strings\n\nShow attributes of an object.',
      noText,
    ),
    method(
      'divmod',
      '($module, x, y, /)',
      f.divmod,
      'Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.',
    ),
    method(
      'eval',
      '($module, source, globals=None, locals=None, /)',
      evalBuiltin,
      'Evaluate the given source in the context of globals and locals.',
    ),
    method(
      'exec',
      '($module, source, globals=None, locals=None, /, *, closure=None)',
      execBuiltin,
      'Execute the given source in the context of globals and locals.',
    ),
    method(
      'format',
      "($module, value, format_spec: str = '', /)",
      f.formatFn,
      'Return value.__format__(format_spec)',
    ),
    method(
      'getattr',
      '(object, name, default=None, /)',
      f.getattr,
      'getattr(object, name[, default]) -> value\n\nGet a named attribute from an object.',
      noText,
    ),
    method(
      'globals',
      '($module, /)',
      f.globals,
      "Return the dictionary containing the current scope's global variables.",
    ),
    method(
      'hasattr',
      '($module, obj, name, /)',
      f.hasattr,
      'Return whether the object has an attribute with the given name.',
    ),
    method('hash', '($module, obj, /)', f.hashFn, 'Return the hash value for the given object.'),
    method(
      'hex',
      '($module, number, /)',
      f.hex,
      "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'",
    ),
    method('id', '($module, obj, /)', f.id, 'Return the identity of an object.'),
    method(
      'input',
      "($module, prompt='', /)",
      inputFn,
      'Read a string from standard input.  The trailing newline is stripped.',
    ),
    method(
      'isinstance',
      '($module, obj, class_or_tuple, /)',
      f.isinstance,
      'Return whether an object is an instance of a class or of a subclass thereof.',
    ),
    method(
      'issubclass',
      '($module, cls, class_or_tuple, /)',
      f.issubclass,
      "Return whether 'cls' is derived from another class or is the same class.",
    ),
    method(
      'iter',
      '(object, sentinel=None, /)',
      f.iter,
      'iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.',
      noText,
    ),
    method(
      'aiter',
      '($module, async_iterable, /)',
      f.aiter,
      'Return an AsyncIterator for an AsyncIterable object.',
    ),
    method('len', '($module, obj, /)', f.len, 'Return the number of items in a container.'),
    method(
      'locals',
      '($module, /)',
      f.locals,
      "Return a dictionary containing the current scope's local variables.",
    ),
    method(
      'max',
      '(*args, key=None)',
      f.max,
      'max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nOf several arguments the largest, or the largest item of a single iterable; the\ndefault if that has no items. The key function says what is compared.',
      raw,
    ),
    method(
      'min',
      '(*args, key=None)',
      f.min,
      'min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nOf several arguments the smallest, or the smallest item of a single iterable; the\ndefault if that has no items. The key function says what is compared.',
      raw,
    ),
    method(
      'next',
      '(iterator, default=None, /)',
      f.next,
      'next(iterator[, default])\n\nReturn the next item from the iterator.',
      noText,
    ),
    method(
      'anext',
      '($module, aiterator, default=<unrepresentable>, /)',
      f.anext,
      'async anext(aiterator[, default])\n\nReturn the next item from the async iterator.',
    ),
    method(
      'oct',
      '($module, number, /)',
      f.oct,
      "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'",
    ),
    method('ord', '($module, c, /)', f.ord, 'Return the Unicode code point for a one-character string.'),
    method(
      'pow',
      '($module, /, base, exp, mod=None)',
      f.pow,
      'Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.',
    ),
    method(
      'print',
      "($module, /, *args, sep=' ', end='\\n', file=None, flush=False)",
      f.print,
      'Prints the values to a stream, or to sys.stdout by default.',
      { raw: true },
    ),
    method(
      'repr',
      '($module, obj, /)',
      f.reprFn,
      'Return the canonical string representation of the object.',
    ),
    method(
      'round',
      '($module, /, number, ndigits=None)',
      f.round,
      'Round a number to a given precision in decimal digits.',
    ),
    method(
      'setattr',
      '($module, obj, name, value, /)',
      f.setattr,
      'Sets the named attribute on the given object to the specified value.',
    ),
    method(
      'sorted',
      '($module, iterable, /, *, key=None, reverse=False)',
      f.sorted,
      'Return a new list containing all items from the iterable in ascending order.',
      { raw: true },
    ),
    method(
      'sum',
      '($module, iterable, /, start=0)',
      f.sum,
      "Return the sum of a 'start' value (default: 0) plus an iterable of numbers",
    ),
    method(
      'vars',
      '(object=None, /)',
      f.vars,
      'vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().',
      noText,
    ),
  ],
  exec: (m) => {
    const d = ldPtr(m + ModuleObject.md_dict);
    const set = (name: string, v: Borrowed) => dictSet(d, intern(name), v);
    set('None', None);
    set('Ellipsis', Ellipsis);
    set('NotImplemented', NotImplemented);
    set('False', False);
    set('True', True);
    for (const name of TYPES) set(name, T[name]);
    set('__debug__', debugFlag ? True : False);
    for (const t of exceptionTypes) set(t.type, T[t.type]);
    set('ExceptionGroup', T.ExceptionGroup);
    set('EnvironmentError', T.OSError);
    set('IOError', T.OSError);
    return 0;
  },
}; // prettier-ignore
const TYPES = [
  'bool',
  'memoryview',
  'bytearray',
  'bytes',
  'classmethod',
  'complex',
  'dict',
  'enumerate',
  'filter',
  'float',
  'frozenset',
  'property',
  'int',
  'list',
  'map',
  'object',
  'range',
  'reversed',
  'set',
  'slice',
  'staticmethod',
  'str',
  'super',
  'tuple',
  'type',
  'zip',
] as const; // prettier-ignore
let debugFlag = true;

/** Makes the builtins module and puts it where the interpreter looks. */
/** Registers the built-in functions, for an isolate that joins a window. */
export function registerBuiltins(): void {
  registerModule(builtinsModule, FIRST_MODULE);
}
export function makeBuiltins(debug: boolean): Owned {
  debugFlag = debug;
  const m = makeModule(builtinsModule, FIRST_MODULE);
  if (m === 0) return m;
  const d = ldPtr(m + ModuleObject.md_dict);
  incref(m);
  stPtr(State.BUILTINS, m);
  stPtr(State.BUILTINS_DICT, newRef(d));
  stPtr(State.BUILTINS_COPY, dictCopy(d));
  return m;
}
