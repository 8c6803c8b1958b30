/**
 * Takes everything down, for `-X check-refs`: after the modules have ended, what the interpreter itself holds is given back, until
 * only the built-in types and singletons stand. Whatever else is left then has been leaked. (An ordinary run leaves all this to the
 * end of the process, since nobody sees it.)
 */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldPtr,
  Roots,
  stPtr,
  ThreadState,
  WINDOW_HIGH,
} from '@tyston/memory';
import {
  collect,
  decref,
  dictEntryValue,
  dictNext,
  emptyType,
  endInterning,
  jsStr,
  moduleTypeDict,
  newRef,
  State,
  shortName,
  T,
  typeOf,
} from '@tyston/objects';
import { type Census, census, preallocated } from './census.js';

/** Words in which the interpreter keeps objects; others among them hold numbers and addresses of other things. */
const RANGES: readonly (readonly [Addr, Addr])[] = [
  [State.MODULES, State.MODULE_CONTENTS + 8],
  [Roots.MAIN_THREAD, Roots.MAIN_THREAD + ThreadState.size],
];

/** Gives back the objects in the interpreter's own words. */
function releaseRoots(): void {
  const { references } = census();
  for (const [from, to] of RANGES)
    for (let word = from; word < to; word += 8) {
      const p = ldPtr(word);
      // (The types go last of all.)
      if (word === State.MODULE_TYPES || ld32(word + 4) !== WINDOW_HIGH || !references.has(p)) continue;
      stPtr(word, 0);
      decref(p);
    }
}
/** Empties the types that modules have made and the built-in ones, and gives the former back. */
function releaseTypes(): void {
  const all = newRef(moduleTypeDict());
  const made: Borrowed[] = [];
  for (let at = dictNext(all, 0); at !== 0; at = dictNext(all, at)) made.push(newRef(dictEntryValue()));
  for (const type of made) emptyType(type);
  for (const type of Object.values(T)) if (ldPtr(type + 8) !== 0) emptyType(type);
  collectAll();
  stPtr(State.MODULE_TYPES, 0);
  decref(all);
  decref(all);
  for (const type of made) decref(type);
}
function collectAll(): void {
  while (collect(2).collected > 0);
}

/** What is left when everything has been given back. */
export function takeDown(): string {
  collectAll();
  releaseRoots();
  collectAll();
  releaseTypes();
  endInterning();
  return report(census());
}

/** The line that CPython's debug build prints, and what was leaked, by type. */
function report(left: Census): string {
  const kept = new Set(preallocated());
  const byType = new Map<string, number>();
  let references = 0;
  let objects = 0;
  for (const [p, n] of left.references) {
    if (kept.has(p)) continue;
    objects++;
    references += n;
    // (The text of anything else would be made by what is no longer there.)
    const name = typeOf(p) === T.str ? `str ${JSON.stringify(jsStr(p).slice(0, 60))}` : shortName(typeOf(p));
    byType.set(name, (byType.get(name) ?? 0) + 1);
  }
  const lines = [...byType].sort((a, b) => b[1] - a[1]).map(([name, n]) => `${n} ${name}\n`);
  return `[${references} refs, ${objects} objects, ${left.plain.size} blocks]\n${lines.join('')}`;
}
