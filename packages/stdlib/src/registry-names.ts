/**
 * The modules written in TypeScript, in the order of their module numbers. Append-only: a number, once given, stays, because
 * function pointers in a window or an image follow from it.
 */
export const builtinModuleNames = [
  'builtins', 'sys', '_imp', 'marshal', '_warnings', '_thread', '_weakref', 'posix', '_io', '_codecs', '_abc', '_stat', 'time',
  'errno', '_signal', 'atexit', 'gc', 'itertools', '_operator', '_functools', '_collections', '_string', '_sre', '_locale', 'math',
  'cmath', '_random', '_struct', 'array', '_bisect', '_heapq', '_json', '_csv', 'binascii', 'unicodedata', '_datetime', '_decimal',
  '_posixsubprocess', 'select', '_socket', 'fcntl', 'pwd', 'grp', 'resource', 'termios', 'zlib', '_contextvars', '_symtable',
  '_ast', '_statistics', '_queue', '_pickle', '_opcode', '_tracemalloc', 'faulthandler', '_typing', '_md5', '_sha1', '_sha256',
  '_sha512', '_sha3', '_blake2', '_asyncio', '_uuid', '_tokenize', '_zoneinfo', '_crypt', '_bz2', '_lzma', '_elementtree', 'pyexpat',
  '_multiprocessing', '_posixshmem', 'mmap', 'syslog', 'nis', '_lsprof', '_ssl', '_hashlib', '_curses', 'readline', '_ctypes', '_sqlite3',
] as const; // prettier-ignore
