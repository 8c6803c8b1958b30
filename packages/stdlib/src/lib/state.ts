/**
 * The modules' own words in the window: types and dicts that a module must find again without its namespace. Append-only: a word,
 * once given, stays. The references in them are owned.
 */
import { type Addr, type Borrowed, ldPtr, type Owned, stPtr } from '@tyston/memory';
import { decref, State } from '@tyston/objects';

let next = State.STDLIB;
function word(): Addr {
  const a = next;
  next += 8;
  return a;
}

export const StdlibState = Object.freeze({
  STRUCT_ERROR: word(),
  STRUCT_TYPE: word(),
  STRUCT_ITERATOR: word(),
  STRUCT_CACHE: word(),
  ARRAY_TYPE: word(),
  ARRAY_ITERATOR: word(),
  ARRAY_RECONSTRUCTOR: word(),
  SRE_PATTERN: word(),
  SRE_MATCH: word(),
  SRE_SCANNER: word(),
  JSON_SCANNER: word(),
  JSON_ENCODER: word(),
  CSV_DIALECT: word(),
  CSV_READER: word(),
  CSV_WRITER: word(),
  CSV_ERROR: word(),
  CSV_DIALECTS: word(),
  CSV_FIELD_LIMIT: word(),
  BINASCII_ERROR: word(),
  BINASCII_INCOMPLETE: word(),
  UCD_TYPE: word(),
  MD5_TYPE: word(),
  SHA1_TYPE: word(),
  SHA224_TYPE: word(),
  SHA256_TYPE: word(),
  SHA384_TYPE: word(),
  SHA512_TYPE: word(),
  ZLIB_ERROR: word(),
  ZLIB_COMPRESS: word(),
  ZLIB_DECOMPRESS: word(),
  SYMTABLE_ENTRY: word(),
  WARNINGS_FILTERS: word(),
  WARNINGS_REGISTRY: word(),
  WARNINGS_DEFAULT: word(),
  /** dict: the classes of `_ast` by name, and under "name()" the one instance of a class without fields. */
  AST_CLASSES: word(),
  /** A double: sys.getswitchinterval(). */
  SWITCH_INTERVAL: word(),
  /** sys.getdlopenflags() without RTLD_NOW, with which it begins. */
  DLOPEN_FLAGS: word(),
  DECIMAL_TYPE: word(),
  DECIMAL_CONTEXT_TYPE: word(),
  DECIMAL_SIGNAL_DICT: word(),
  DECIMAL_MANAGER_TYPE: word(),
  DECIMAL_MIXIN: word(),
  /** A copy of the module's dict as it was made. */
  DECIMAL_MODULE: word(),
  /** DecimalTuple, Rational. */
  DECIMAL_TUPLE: word(),
  DECIMAL_RATIONAL: word(),
  /** A tuple of the signals' classes, and of the conditions' that are kinds of InvalidOperation. */
  DECIMAL_SIGNALS: word(),
  DECIMAL_CONDITIONS: word(),
  /** DefaultContext, BasicContext, ExtendedContext: what setcontext() copies. */
  DECIMAL_DEFAULT: word(),
  DECIMAL_BASIC: word(),
  DECIMAL_EXTENDED: word(),
  /** The ContextVar of the current context; the context that it gave last, borrowed, and the dict version of then. */
  DECIMAL_CURRENT: word(),
  DECIMAL_CACHED: word(),
  DECIMAL_CACHED_TAG: word(),
  PICKLER_TYPE: word(),
  UNPICKLER_TYPE: word(),
  PICKLER_MEMO_TYPE: word(),
  UNPICKLER_MEMO_TYPE: word(),
  PICKLE_BUFFER_TYPE: word(),
  PICKLE_ERROR: word(),
  PICKLING_ERROR: word(),
  UNPICKLING_ERROR: word(),
  /** Of copyreg. */
  PICKLE_DISPATCH: word(),
  PICKLE_EXTENSIONS: word(),
  PICKLE_INVERTED: word(),
  PICKLE_EXTENSION_CACHE: word(),
  /** Of _compat_pickle: names of Python 2 to those of 3, and back. */
  PICKLE_NAMES_2TO3: word(),
  PICKLE_MODULES_2TO3: word(),
  PICKLE_NAMES_3TO2: word(),
  PICKLE_MODULES_3TO2: word(),
  /** codecs.encode, getattr, functools.partial. */
  PICKLE_ENCODE: word(),
  PICKLE_GETATTR: word(),
  PICKLE_PARTIAL: word(),
  ASYNCIO_FUTURE: word(),
  ASYNCIO_TASK: word(),
  ASYNCIO_FUTURE_ITER: word(),
  ASYNCIO_STEP: word(),
  /** The method descriptor of `Task.task_wakeup`, which the type does not show. */
  ASYNCIO_WAKEUP: word(),
  ASYNCIO_ALL_TASKS: word(),
  ASYNCIO_CURRENT_TASKS: word(),
  /** The running loop, and the process (an ssize) in which it runs. */
  ASYNCIO_LOOP: word(),
  ASYNCIO_LOOP_PROCESS: word(),
  /** An ssize: how many tasks have been given a name. */
  ASYNCIO_NAMED: word(),
  /** Of asyncio.exceptions, from when the first future is made. */
  ASYNCIO_CANCELLED_ERROR: word(),
  ASYNCIO_INVALID_STATE_ERROR: word(),
  /** ('context',) and ('msg',), the names of keyword arguments. */
  ASYNCIO_CONTEXT_NAMES: word(),
  ASYNCIO_MESSAGE_NAMES: word(),
});

/** The object in a word, borrowed. */
export function stateObject(at: Addr): Borrowed {
  return ldPtr(at);
}
/** Puts an object into a word; steals it, and releases what was there. */
export function setStateObject(at: Addr, value: Owned): void {
  const old = ldPtr(at);
  stPtr(at, value);
  if (old !== 0) decref(old);
}
