/**
 * The codec registry (PEP 100, 293): search functions, a cache of what they found, and named error handlers. All of it stands in the
 * window; the module `_codecs` and the interpreter's start fill it.
 */
import { type Borrowed, ldPtr, NULL, type Owned, stOwned } from '@tyston/memory';
import { call } from '../../core/call.js';
import { dictGet, dictGetStr, dictSet, newDict } from '../../core/dict.js';
import { errOccurred, setError, typeError } from '../../core/errors.js';
import { internInPlace } from '../../core/intern.js';
import { listAppend, listItem, listLength, newList } from '../../core/list.js';
import { decref, newRef } from '../../core/refcount.js';
import { State } from '../../core/state.js';
import { newStr } from '../../core/str.js';
import { isInstance } from '../../core/subtype.js';
import { tupleLength } from '../../core/tuple.js';
import { None, T } from '../../core/wellknown.js';

function field(address: number, make: () => Owned): Borrowed {
  const p = ldPtr(address);
  if (p !== 0) return p;
  const made = make();
  stOwned(address, made);
  return made;
}
/** Fills the empty table of error handlers with the standard ones; handed in by the module that has their functions. */
let fillHandlers: (table: Borrowed) => void = () => {};
export function setStandardHandlers(fill: (table: Borrowed) => void): void {
  fillHandlers = fill;
}
function handlerTable(): Borrowed {
  const p = ldPtr(State.CODEC_ERRORS);
  if (p !== 0) return p;
  const table = field(State.CODEC_ERRORS, newDict);
  fillHandlers(table);
  return table;
}

/** The handler registered under a name (null: strict). New reference, or NULL with LookupError. */
export function lookupError(name: string | null): Owned {
  const key = newStr(name ?? 'strict');
  const f = dictGetStr(handlerTable(), key);
  decref(key);
  return f === 0 ? setError(T.LookupError, `unknown error handler name '${name ?? 'strict'}'`) : newRef(f);
}
/** Registers a handler. 0, or -1 with an exception. */
export function registerError(name: Borrowed, handler: Borrowed): number {
  return dictSet(handlerTable(), name, handler);
}

function searchPath(): Borrowed {
  return field(State.CODEC_SEARCH_PATH, newList);
}
function searchCache(): Borrowed {
  return field(State.CODEC_SEARCH_CACHE, newDict);
}
export function registerSearch(f: Borrowed): void {
  listAppend(searchPath(), f);
}
/** Takes a search function out of the path, and forgets what has been found. One that is not there is no error. */
export function unregisterSearch(f: Borrowed): void {
  const path = searchPath();
  const rest = newList();
  for (let i = 0; i < listLength(path); i++) if (listItem(path, i) !== f) listAppend(rest, listItem(path, i));
  const found = listLength(rest) < listLength(path);
  stOwned(State.CODEC_SEARCH_PATH, rest);
  decref(path);
  if (!found) return;
  const old = ldPtr(State.CODEC_SEARCH_CACHE);
  stOwned(State.CODEC_SEARCH_CACHE, newDict());
  if (old !== 0) decref(old);
}

/** Imports the package `encodings`, which registers the standard search function; handed in by the import system. */
let bootstrap: () => number = () => 0;
let bootstrapped = false;
export function setCodecBootstrap(f: () => number): void {
  bootstrap = f;
  bootstrapped = false;
}

/** The name as search functions get it: lower case, runs of punctuation as one underscore. */
function normalizeEncoding(encoding: string): string {
  return encoding
    .replace(/[^A-Za-z0-9.]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}

/** The CodecInfo (a tuple of four and more) for an encoding. New reference, or NULL with LookupError. */
export function lookupCodec(encoding: string): Owned {
  if (encoding.includes('\0')) return setError(T.ValueError, 'embedded null character');
  if (!bootstrapped && listLength(searchPath()) === 0) {
    bootstrapped = true;
    if (bootstrap() < 0) return NULL;
  }
  const key = internInPlace(newStr(normalizeEncoding(encoding)));
  const known = dictGet(searchCache(), key);
  if (known !== 0) {
    decref(key);
    return newRef(known);
  }
  const path = searchPath();
  for (let i = 0; i < listLength(path); i++) {
    const f = newRef(listItem(path, i));
    const r = call(f, key);
    decref(f);
    if (r === 0) {
      decref(key);
      return NULL;
    }
    if (r === None) {
      decref(r);
      continue;
    }
    if (!isInstance(r, T.tuple) || tupleLength(r) !== 4) {
      decref(r);
      decref(key);
      return typeError('codec search functions must return 4-tuples');
    }
    const failed = dictSet(searchCache(), key, r) < 0;
    decref(key);
    if (failed) {
      decref(r);
      return NULL;
    }
    return r;
  }
  decref(key);
  return errOccurred() !== 0 ? NULL : setError(T.LookupError, `unknown encoding: ${encoding}`);
}
