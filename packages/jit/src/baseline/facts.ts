/**
 * What machine code knows of Python's objects: where the built-in ones stand, and layouts that are the object model's own. A plain
 * record, so that the compiler itself needs nothing of the object model.
 */
import { ld32, PyTypeObject, Roots } from '@tyston/memory';
import {
  CoreFunctions,
  DictKeys,
  Enumerate,
  False,
  gcHead,
  genericAddress,
  INDEX_EMPTY,
  IndexIterator,
  K_ADD,
  K_CLASS,
  K_DICT,
  K_INLINE,
  K_METHOD,
  K_MODULE,
  K_PLAIN_CLASS,
  K_PLAIN_METHOD,
  K_SLOT,
  K_TYPE,
  KIND_STR,
  ModuleObject,
  None,
  nameHash,
  RangeIterator,
  RangeObject,
  SecondCache,
  Shape,
  SMALL_INT_MAX,
  SMALL_INT_MIN,
  STR_ENTRY,
  State,
  smallInt,
  T,
  True,
} from '@tyston/objects';

export type { BaselineCounters } from './counters.js';

export function objectFacts() {
  return {
    None: None as number,
    True: True as number,
    False: False as number,
    /** Ints from `smallest` to `largest` are shared, 32 bytes apart; `zero` is that of 0. */
    zero: smallInt(0) as number,
    smallest: SMALL_INT_MIN,
    largest: SMALL_INT_MAX,
    int: T.int as number,
    float: T.float as number,
    list: T.list as number,
    tuple: T.tuple as number,
    function: T.function as number,
    listIterator: T.list_iterator as number,
    tupleIterator: T.tuple_iterator as number,
    enumerate: T.enumerate as number,
    rangeIterator: T.range_iterator as number,
    indexIterator: { index: IndexIterator.it_index, sequence: IndexIterator.it_seq },
    counted: {
      index: Enumerate.en_index,
      iterator: Enumerate.en_sit,
      result: Enumerate.en_result,
      long: Enumerate.en_longindex,
    },
    rangeType: T.range as number,
    rangeObject: {
      start: RangeObject.start,
      stop: RangeObject.stop,
      step: RangeObject.step,
      length: RangeObject.length,
    },
    /** The collector's counters and its list of young containers, as if that were one. */
    gc: {
      counts: State.GC_COUNTS,
      thresholds: State.GC_THRESHOLDS,
      enabled: State.GC_ENABLED,
      young: gcHead(0),
    },
    range: {
      index: RangeIterator.index,
      start: RangeIterator.start,
      step: RangeIterator.step,
      length: RangeIterator.len,
    },
    keysVersion: DictKeys.version,
    dict: T.dict as number,
    keys: {
      kind: DictKeys.kind,
      ofStrings: KIND_STR,
      log2: DictKeys.log2_size,
      log2OfIndex: DictKeys.log2_index_bytes,
      index: DictKeys.size,
      /** Bytes of an entry of strings, and the index of a place that was never used. */
      entry: STR_ENTRY,
      empty: INDEX_EMPTY,
    },
    moduleDict: ModuleObject.md_dict,
    type: T.type as number,
    /** What a class has whose instances `object` makes: see isPlainClass in objects/src/space/calls.ts. */
    plainClass: {
      tp_new: ld32(T.object + PyTypeObject.tp_new),
      tp_init: genericAddress('tp_init'),
      tp_alloc: CoreFunctions.generic_alloc as number,
    },
    shapeCapacity: Shape.capacity,
    second: { ...SecondCache, at: Roots.ATTRIBUTES as number, nameHash },
    /** Kinds of caches. */
    kinds: {
      inline: K_INLINE,
      slot: K_SLOT,
      class: K_CLASS,
      method: K_METHOD,
      dict: K_DICT,
      module: K_MODULE,
      add: K_ADD,
      plainClass: K_PLAIN_CLASS,
      plainMethod: K_PLAIN_METHOD,
      type: K_TYPE,
    },
  };
}

export type ObjectFacts = ReturnType<typeof objectFacts>;
