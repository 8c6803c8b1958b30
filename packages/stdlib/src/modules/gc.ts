/** `gc`. */
import { type Addr, type Borrowed, ld32, ldPtr, NULL, type Owned, st32, stPtr } from '@tyston/memory';
import {
  asCInt,
  call,
  collectWithCallbacks,
  decref,
  dictSet,
  errOccurred,
  GC_FINALIZED,
  GENERATIONS,
  gcFlags,
  gcIsTracked,
  generationObjects,
  incref,
  intern,
  isGcObject,
  isInstance,
  listAppend,
  listItem,
  listLength,
  type MethodSpec,
  ModuleObject,
  type ModuleSpec,
  mergeGenerations,
  method,
  None,
  newBool,
  newDict,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  PERMANENT,
  State,
  setGcCallbacks,
  T,
  traverse,
  typeError,
  valueError,
  writeUnraisable,
} from '@tyston/objects'; // prettier-ignore

const raw = { raw: true, noTextSignature: true } as const;
function collectFn(_m: Borrowed, generation: number): Owned {
  if (generation < 0 || generation >= GENERATIONS) return valueError('invalid generation');
  if (ld32(State.GC_COLLECTING) !== 0) return newInt(0);
  const r = collectWithCallbacks(generation);
  return newInt(r.collected + r.uncollectable);
}
function getObjects(_m: Borrowed, generation: Borrowed): Owned {
  const list = newList();
  let from = 0;
  let to = GENERATIONS - 1;
  if (generation !== 0 && generation !== None) {
    const g = asCInt(generation);
    if (g === -1 && errOccurred()) return NULL;
    if (g < 0 || g >= GENERATIONS) {
      decref(list);
      return valueError(
        g < 0
          ? 'generation parameter cannot be negative'
          : 'generation parameter must be less than the number of available generations (3)',
      );
    }
    from = g;
    to = g;
  }
  for (let g = from; g <= to; g++) for (const o of generationObjects(g)) if (o !== list) listAppend(list, o);
  return list;
}
function getReferrers(_m: Borrowed, args: Addr, n: number): Owned {
  const wanted = new Set<number>();
  for (let i = 0; i < n; i++) wanted.add(ldPtr(args + i * 8));
  const list = newList();
  for (let g = 0; g < GENERATIONS; g++) {
    for (const o of generationObjects(g)) {
      if (o === list) continue;
      let found = false;
      traverse(o, (q) => {
        if (wanted.has(q)) found = true;
      });
      if (found) listAppend(list, o);
    }
  }
  return list;
}
function getReferents(_m: Borrowed, args: Addr, n: number): Owned {
  const list = newList();
  for (let i = 0; i < n; i++) {
    const o = ldPtr(args + i * 8);
    if (isGcObject(o)) traverse(o, (q) => listAppend(list, q));
  }
  return list;
}
function setThreshold(_m: Borrowed, args: Addr, n: number): Owned {
  if (n < 1 || n > 3)
    return typeError(
      `set_threshold() takes at ${n < 1 ? 'least 1' : 'most 3'} argument${n < 1 ? '' : 's'} (${n} given)`,
    );
  for (let i = 0; i < n; i++) {
    const v = asCInt(ldPtr(args + i * 8));
    if (v === -1 && errOccurred()) return NULL;
    st32(State.GC_THRESHOLDS + i * 8, v);
  }
  return newRef(None);
}
const three = (at: Addr): Owned => newTuple(newInt(ld32(at)), newInt(ld32(at + 8)), newInt(ld32(at + 16)));
function getStats(): Owned {
  const list = newList();
  for (let g = 0; g < GENERATIONS; g++) {
    const d = newDict();
    ['collections', 'collected', 'uncollectable'].forEach((name, i) => {
      const v = newInt(ld32(State.GC_STATS + g * 24 + i * 8));
      dictSet(d, intern(name), v);
      decref(v);
    });
    listAppend(list, d);
    decref(d);
  }
  return list;
}
const functions: MethodSpec[] = [
  method(
    'enable',
    '($module, /)',
    () => {
      st32(State.GC_ENABLED, 1);
      return newRef(None);
    },
    'Enable automatic garbage collection.',
  ),
  method(
    'disable',
    '($module, /)',
    () => {
      st32(State.GC_ENABLED, 0);
      return newRef(None);
    },
    'Disable automatic garbage collection.',
  ),
  method(
    'isenabled',
    '($module, /)',
    () => newBool(ld32(State.GC_ENABLED) !== 0),
    'Returns true if automatic garbage collection is enabled.',
  ),
  method(
    'set_debug',
    '($module, flags: int, /)',
    (_m: Borrowed, f: number) => {
      st32(State.GC_DEBUG, f);
      return newRef(None);
    },
    'Set the garbage collection debugging flags.',
  ),
  method(
    'get_debug',
    '($module, /)',
    () => newInt(ld32(State.GC_DEBUG)),
    'Get the garbage collection debugging flags.',
  ),
  method(
    'get_count',
    '($module, /)',
    () => three(State.GC_COUNTS),
    'Return a three-tuple of the current collection counts.',
  ),
  method(
    'set_threshold',
    '(threshold0, threshold1=0, threshold2=0, /)',
    setThreshold,
    'set_threshold(threshold0, [threshold1, threshold2]) -> None\nSet the collection thresholds (the collection frequency).\n',
    raw,
  ),
  method(
    'get_threshold',
    '($module, /)',
    () => three(State.GC_THRESHOLDS),
    'Return the current collection thresholds.',
  ),
  method('collect', '($module, /, generation: int = 2)', collectFn, 'Run the garbage collector.'),
  method(
    'get_objects',
    '($module, /, generation=None)',
    getObjects,
    'Return a list of objects tracked by the collector (excluding the list returned).',
  ),
  method(
    'get_stats',
    '($module, /)',
    getStats,
    'Return a list of dictionaries containing per-generation statistics.',
  ),
  method(
    'is_tracked',
    '($module, obj, /)',
    (_m: Borrowed, o: Borrowed) => newBool(isGcObject(o) && gcIsTracked(o)),
    'Returns true if the object is tracked by the garbage collector.',
  ),
  method(
    'is_finalized',
    '($module, obj, /)',
    (_m: Borrowed, o: Borrowed) => newBool(isGcObject(o) && (gcFlags(o) & GC_FINALIZED) !== 0),
    'Returns true if the object has been already finalized by the GC.',
  ),
  method(
    'get_referrers',
    '(*objs)',
    getReferrers,
    'get_referrers(*objs) -> list\nReturn the list of objects that directly refer to any of objs.',
    raw,
  ),
  method(
    'get_referents',
    '(*objs)',
    getReferents,
    'get_referents(*objs) -> list\nReturn the list of objects that are directly referred to by objs.',
    raw,
  ),
  method(
    'freeze',
    '($module, /)',
    () => {
      for (let g = 0; g < GENERATIONS; g++) {
        mergeGenerations(g, PERMANENT);
        st32(State.GC_COUNTS + g * 8, 0);
      }
      return newRef(None);
    },
    'Freeze all current tracked objects and ignore them for future collections.',
  ),
  method(
    'unfreeze',
    '($module, /)',
    () => {
      mergeGenerations(PERMANENT, GENERATIONS - 1);
      return newRef(None);
    },
    'Unfreeze all objects in the permanent generation.',
  ),
  method(
    'get_freeze_count',
    '($module, /)',
    () => newInt(generationObjects(PERMANENT).length),
    'Return the number of objects in the permanent generation.',
  ),
]; // prettier-ignore

/** Calls gc.callbacks with what happened. */
function runCallbacks(
  phase: string,
  generation: number,
  r: { collected: number; uncollectable: number },
): void {
  const list = ldPtr(State.GC_CALLBACKS);
  if (list === 0 || !isInstance(list, T.list)) return;
  for (let i = 0; i < listLength(list); i++) {
    const f = listItem(list, i);
    incref(f);
    const info = newDict();
    for (const [k, v] of [
      ['generation', generation],
      ['collected', r.collected],
      ['uncollectable', r.uncollectable],
    ] as const) {
      const x = newInt(v);
      dictSet(info, intern(k), x);
      decref(x);
    }
    const p = newStr(phase);
    const res = call(f, p, info);
    decref(p);
    decref(info);
    if (res === 0) writeUnraisable(f);
    else decref(res);
    decref(f);
  }
}
export const gcModule: ModuleSpec = {
  name: 'gc',
  doc: 'This module provides access to the garbage collector for reference cycles.',
  functions,
  exec: (m) => {
    const d = ldPtr(m + ModuleObject.md_dict);
    for (const [name, word] of [
      ['garbage', State.GC_GARBAGE],
      ['callbacks', State.GC_CALLBACKS],
    ] as const) {
      if (ldPtr(word) === 0) stPtr(word, newList());
      dictSet(d, intern(name), ldPtr(word));
    }
    for (const [name, v] of [
      ['DEBUG_STATS', 1],
      ['DEBUG_COLLECTABLE', 2],
      ['DEBUG_UNCOLLECTABLE', 4],
      ['DEBUG_SAVEALL', 32],
      ['DEBUG_LEAK', 38],
    ] as const) {
      const x = newInt(v);
      dictSet(d, intern(name), x);
      decref(x);
    }
    return 0;
  },
  attach: () => setGcCallbacks(runCallbacks),
};
