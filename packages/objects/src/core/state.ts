/**
 * The interpreter's own words in the roots of the window: dicts, counters and list heads that no object holds.
 * Append-only, like the other tables of addresses.
 */
import { type Addr, Roots } from '@tyston/memory';

let next = Roots.INTERP_STATE;
function words(n = 1): Addr {
  const a = next;
  next += 8 * n;
  return a;
}

export const State = Object.freeze({
  /** 1 once the built-in types stand. */
  READY: words(),
  /** dict of interned strings (each maps to itself), owned. */
  INTERNED: words(),
  /** sys.modules, sys' and builtins' dicts, owned. */
  MODULES: words(),
  SYS_DICT: words(),
  BUILTINS_DICT: words(),
  BUILTINS: words(),
  SYS: words(),
  IMPORTLIB: words(),
  IMPORT_FUNC: words(),
  /** Next type version tag; next dict version (two words each). */
  NEXT_TYPE_VERSION: words(),
  NEXT_DICT_VERSION: words(),
  /** Next keys version for global caches. */
  NEXT_KEYS_VERSION: words(),
  NEXT_FUNC_VERSION: words(),
  /** Heads of the collector's lists (a PyGC_Head each) with count and threshold: three generations, then the permanent one. */
  GC_HEADS: words(2 * 4),
  GC_COUNTS: words(3),
  GC_THRESHOLDS: words(3),
  GC_ENABLED: words(),
  GC_COLLECTING: words(),
  GC_GARBAGE: words(),
  GC_CALLBACKS: words(),
  GC_STATS: words(9),
  GC_DEBUG: words(),
  GC_LONG_LIVED_TOTAL: words(),
  GC_LONG_LIVED_PENDING: words(),
  /** Seed of SipHash-1-3: two 64-bit keys. */
  HASH_SECRET: words(2),
  /** Live objects and total references, counted in check-refs mode. */
  LIVE_OBJECTS: words(),
  TOTAL_REFS: words(),
  /** Bump cursor of the immortal region. */
  IMMORTAL_NEXT: words(),
  /** The recycling lists of frequent small objects. */
  FREE_FLOATS: words(),
  /** Shape id counter. */
  NEXT_SHAPE: words(),
  /** Codec registry: search path list, search cache dict, error handlers dict. */
  CODEC_SEARCH_PATH: words(),
  CODEC_SEARCH_CACHE: words(),
  CODEC_ERRORS: words(),
  /** The MemoryError that is raised when there is no memory for one, and the RecursionError likewise. */
  LAST_RESORT_MEMORY_ERROR: words(),
  /** sys.int_info.str_digits_check: the limit (0 = none). */
  INT_MAX_STR_DIGITS: words(),
  WARNINGS_FILTERS_VERSION: words(),
  /** The pending async generator hooks, trace and profile functions live in ThreadState. */
  AUDIT_HOOKS: words(),
  ATEXIT_CALLBACKS: words(),
  SIGNAL_HANDLERS: words(),
  /** The method definition that all `__new__` functions of built-in types share. */
  NEW_WRAPPER_DEF: words(),
  DICT_GETSET: words(),
  WEAKREF_GETSET: words(),
  /** 1 while the interpreter is being taken down. */
  FINALIZING: words(),
  /** -b: 1 warns when bytes are compared with str or made into one; -bb: 2. */
  BYTES_WARNING: words(),
  /** A dict: the types of the built-in modules that have been made, by `module.name`. */
  MODULE_TYPES: words(),
  /** A bit for each built-in module, by number: it has been made. */
  MADE_MODULES: words(8),
  /** Free words for modules of stdlib: see stdlib's state table. */
  STDLIB: words(1024),
  /** builtins' dict as it was made: what programs put there goes before their modules are cleared. Owned. */
  BUILTINS_COPY: words(),
  /** A dict: what built-in modules held when they had been made, a dict by name. Owned. */
  MODULE_CONTENTS: words(),
  /** -X dev: 1. */
  DEV_MODE: words(),
  /** Heads of the lists that a collection works with. */
  GC_WORK_HEADS: words(2 * 2),
  /** -X no_debug_ranges: 1. Code objects tell lines only. */
  NO_DEBUG_RANGES: words(),
});
