/**
 * Fixed addresses. Every built-in type, singleton and preallocated object stands at an address that is a constant of the
 * program, so that any file can name `T.dict` without importing dict.ts, every isolate agrees, and machine code embeds them.
 *
 * The lists are append-only: an address, once given, stays.
 */
import { type Borrowed, IMMORTAL, PyHeapTypeObject } from '@tyston/memory';

/** Bytes kept for one static type: a PyHeapTypeObject, whose method tables a static type uses as its own. */
export const STATIC_TYPE_STRIDE = 1024;
if (PyHeapTypeObject.size > STATIC_TYPE_STRIDE) throw new Error('STATIC_TYPE_STRIDE is too small');

/** Built-in types by the name they have in this program (tp_name where that is unique), in address order. */
export const STATIC_TYPES = [
  // the object model
  'object',
  'type',
  'NoneType',
  'NotImplementedType',
  'ellipsis',
  'int',
  'bool',
  'float',
  'complex',
  'str',
  'bytes',
  'bytearray',
  'list',
  'tuple',
  'dict',
  'set',
  'frozenset',
  'range',
  'slice',
  'function',
  'method',
  'property',
  'classmethod',
  'staticmethod',
  'super',
  'generator',
  'coroutine',
  'async_generator',
  'module',
  'cell',
  'code',
  'frame',
  'traceback',
  'builtin_function_or_method',
  'builtin_method',
  'instancemethod',
  'method_descriptor',
  'classmethod_descriptor',
  'wrapper_descriptor',
  'method-wrapper',
  'getset_descriptor',
  'member_descriptor',
  'mappingproxy',
  'memoryview',
  'managedbuffer',
  'enumerate',
  'reversed',
  'zip',
  'map',
  'filter',
  'capsule',
  'weakref',
  'weakproxy',
  'weakcallableproxy',
  'SimpleNamespace',
  'GenericAlias',
  'UnionType',
  'PickleBuffer',
  // iterators
  'str_iterator',
  'str_ascii_iterator',
  'bytes_iterator',
  'bytearray_iterator',
  'list_iterator',
  'list_reverseiterator',
  'tuple_iterator',
  'range_iterator',
  'longrange_iterator',
  'dict_keyiterator',
  'dict_valueiterator',
  'dict_itemiterator',
  'dict_reversekeyiterator',
  'dict_reversevalueiterator',
  'dict_reverseitemiterator',
  'dict_keys',
  'dict_values',
  'dict_items',
  'set_iterator',
  'iterator',
  'callable_iterator',
  'memory_iterator',
  'generic_alias_iterator',
  'coroutine_wrapper',
  'async_generator_asend',
  'async_generator_athrow',
  'async_generator_wrapped_value',
  'anext_awaitable',
  'line_iterator',
  'positions_iterator',
  'odict_iterator',
  'OrderedDict',
  'odict_keys',
  'odict_values',
  'odict_items',
  // struct sequences of sys
  'sys.flags',
  'sys.version_info',
  'sys.float_info',
  'sys.int_info',
  'sys.hash_info',
  'sys.thread_info',
  'sys.asyncgen_hooks',
  'sys.UnraisableHookArgs',
  'ContextVar',
  'Context',
  'Token',
  'EncodingMap',
  'fieldname_iterator',
  'formatter_iterator',
  // exceptions
  'BaseException',
  'Exception',
  'TypeError',
  'StopAsyncIteration',
  'StopIteration',
  'GeneratorExit',
  'SystemExit',
  'KeyboardInterrupt',
  'ImportError',
  'ModuleNotFoundError',
  'OSError',
  'EOFError',
  'RuntimeError',
  'RecursionError',
  'NotImplementedError',
  'NameError',
  'UnboundLocalError',
  'AttributeError',
  'SyntaxError',
  'IndentationError',
  'TabError',
  'LookupError',
  'IndexError',
  'KeyError',
  'ValueError',
  'UnicodeError',
  'UnicodeEncodeError',
  'UnicodeDecodeError',
  'UnicodeTranslateError',
  'AssertionError',
  'ArithmeticError',
  'FloatingPointError',
  'OverflowError',
  'ZeroDivisionError',
  'SystemError',
  'ReferenceError',
  'MemoryError',
  'BufferError',
  'Warning',
  'UserWarning',
  'EncodingWarning',
  'DeprecationWarning',
  'PendingDeprecationWarning',
  'SyntaxWarning',
  'RuntimeWarning',
  'FutureWarning',
  'ImportWarning',
  'UnicodeWarning',
  'BytesWarning',
  'ResourceWarning',
  'ConnectionError',
  'BlockingIOError',
  'BrokenPipeError',
  'ChildProcessError',
  'ConnectionAbortedError',
  'ConnectionRefusedError',
  'ConnectionResetError',
  'FileExistsError',
  'FileNotFoundError',
  'IsADirectoryError',
  'NotADirectoryError',
  'InterruptedError',
  'PermissionError',
  'ProcessLookupError',
  'TimeoutError',
  'BaseExceptionGroup',
  'ExceptionGroup',
  'generic_alias_iterator',
] as const; // prettier-ignore
// (ExceptionGroup is a heap type on CPython; its address here is fixed like the others'.)

export type StaticTypeName = (typeof STATIC_TYPES)[number];

/** The built-in types: `T.int` is the address of the type object of `int`. */
export const T = Object.freeze(
  Object.fromEntries(STATIC_TYPES.map((name, i) => [name, IMMORTAL.start + i * STATIC_TYPE_STRIDE])),
) as { readonly [K in StaticTypeName]: Borrowed };

const SINGLETONS = IMMORTAL.start + 0x10_0000;
const at = (offset: number) => (SINGLETONS + offset) as Borrowed;

export const None = at(0);
export const NotImplemented = at(64);
export const Ellipsis = at(128);
export const False = at(192);
export const True = at(256);
export const EmptyTuple = at(384); // behind a GC head
export const EmptyBytes = at(448);
export const EmptyStr = at(512);

/** Ints from SMALL_INT_MIN to SMALL_INT_MAX are preallocated: `smallInt(v)` is arithmetic. */
export const SMALL_INT_MIN = -5;
export const SMALL_INT_MAX = 256;
const SMALL_INTS = SINGLETONS + 0x1000;
export function smallInt(v: number): Borrowed {
  return (SMALL_INTS + (v - SMALL_INT_MIN) * 32) as Borrowed;
}
/** One-character strings of Latin-1 are preallocated. */
const LATIN1 = SINGLETONS + 0x4000;
export const LATIN1_STRIDE = 80;
export function latin1Char(code: number): Borrowed {
  return (LATIN1 + code * LATIN1_STRIDE) as Borrowed;
}
/** One-byte bytes objects are preallocated. */
const BYTES1 = SINGLETONS + 0xa000;
export function singleByte(b: number): Borrowed {
  return (BYTES1 + b * 48) as Borrowed;
}

/** Where immortal data without a fixed address begins. */
export const IMMORTAL_BUMP_START = SINGLETONS + 0x1_0000;
