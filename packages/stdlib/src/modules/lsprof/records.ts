/**
 * What a profiler keeps, in blocks of the window that are no Python objects: a record for each function that was called, one for
 * each pair of a caller and what it called, and a context for each call that is going on.
 *
 *     profiler ──► context of the innermost call ──► context of its caller ──► …
 *         │              │ record
 *         ▼              ▼
 *       dict of records by function ──► record ──► dict of records of what it called
 *
 * Times are counted in ticks of the profiler's timer. The dicts go from addresses to addresses, as ints.
 */
import {
  type Addr,
  type Borrowed,
  ldF64,
  ldPtr,
  type Owned,
  stF64,
  stPtr,
  struct,
  zero,
} from '@tyston/memory';
import {
  decref,
  dictEntryValue,
  dictGet,
  dictNext,
  dictSet,
  free,
  intToBigInt,
  malloc,
  newDict,
  newInt,
  newRef,
  xdecref,
} from '@tyston/objects';

export const RECORD = struct('ProfilerRecord', null, {
  /** The code object, or the text that stands for a function that is not written in Python. Owned. */
  user: 'ptr',
  /** dict of the records of calls from here; 0 before the first. Owned. */
  calls: 'ptr',
  /** Ticks with what it called; of recursive calls only the outermost counts. */
  total: 'f64',
  /** Ticks in the function itself. */
  inline: 'f64',
  count: 'f64',
  recursive: 'f64',
  /** How many calls of it are going on. */
  depth: 'f64',
});
export type RecordAddr = Addr;

export const CONTEXT = struct('ProfilerContext', null, {
  begin: 'f64',
  /** Ticks in what was called from here. */
  below: 'f64',
  previous: 'ptr',
  record: 'ptr',
});

const address = (o: Borrowed) => Number(intToBigInt(o)) as Addr;

/** The record that a dict has for a function, or 0. */
export function find(records: Borrowed, key: Addr): RecordAddr {
  if (records === 0) return 0 as Addr;
  const k = newInt(key);
  const found = dictGet(records, k);
  decref(k);
  return found === 0 ? (0 as Addr) : address(found);
}
/** A new record in a dict. `user` is taken over. */
export function add(records: Borrowed, key: Addr, user: Owned): RecordAddr {
  const record = malloc(RECORD.size);
  zero(record, RECORD.size);
  stPtr(record + RECORD.user, user);
  const k = newInt(key);
  const v = newInt(record);
  dictSet(records, k, v);
  decref(k);
  decref(v);
  return record;
}
/** The records of a dict, in the order in which they came. */
export function all(records: Borrowed): RecordAddr[] {
  const found: RecordAddr[] = [];
  if (records === 0) return found;
  for (let c = dictNext(records, 0); c !== 0; c = dictNext(records, c)) found.push(address(dictEntryValue()));
  return found;
}
/** The record of what `caller` calls there; made when it is not there yet. */
export function below(caller: RecordAddr, record: RecordAddr): RecordAddr {
  if (ldPtr(caller + RECORD.calls) === 0) stPtr(caller + RECORD.calls, newDict());
  const calls = ldPtr(caller + RECORD.calls);
  return find(calls, record) || add(calls, record, newRef(ldPtr(record + RECORD.user)));
}
export function release(record: RecordAddr): void {
  const calls = ldPtr(record + RECORD.calls);
  for (const inner of all(calls)) release(inner);
  xdecref(calls);
  decref(ldPtr(record + RECORD.user));
  free(record);
}

export const bump = (at: Addr, by = 1): void => stF64(at, ldF64(at) + by);

/** A call of it begins. */
export function begins(record: RecordAddr): void {
  bump(record + RECORD.depth);
}
/** A call of it has ended, that took so long with and without what it called. */
export function ended(record: RecordAddr, total: number, inline: number): void {
  bump(record + RECORD.depth, -1);
  if (ldF64(record + RECORD.depth) === 0) bump(record + RECORD.total, total);
  else bump(record + RECORD.recursive);
  bump(record + RECORD.inline, inline);
  bump(record + RECORD.count);
}
