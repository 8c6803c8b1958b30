/**
 * Whether nobody can see that a program's objects go. What CPython takes down at the end, object by object, shows only where an object
 * says something: by its finalizer (`__del__`, the `finally` of a suspended generator, the last write of a file), or by the callback of
 * a weak reference to it. Where none of these is left, the memory can go with the process, all at once.
 *
 * Whatever has a finalizer is in the collector's lists, or of a type that does without them: such a type is reason enough to say no.
 */
import {
  type Borrowed,
  ld32,
  ldI8,
  ldPtr,
  PyCodeObject,
  PyFunctionObject,
  PyGenObject,
  PyTypeObject,
  PyWeakReference,
  TypeFlags,
} from '@tyston/memory';
import {
  callMethod,
  decref,
  dictGetStr,
  errClear,
  False,
  gcHead,
  gcNext,
  hasFlag,
  intern,
  isSubtypeByMro,
  jsStr,
  lookupAttr,
  moduleType,
  PERMANENT,
  State,
  T,
  True,
  typeOf,
} from '@tyston/objects';
import { isForgetter } from '@tyston/stdlib';

/** What the going of a type's objects can say. */
type Speech =
  | 'nothing'
  | 'if it is a type'
  | 'if it has a callback'
  | 'if it is suspended'
  | 'if it is open'
  | 'something';

/** Built-in streams that write to nothing but memory, and those that may have something to write yet. */
const IN_MEMORY = ['StringIO', 'BytesIO'];
const FILES = ['FileIO', 'BufferedReader', 'BufferedWriter', 'BufferedRandom', 'TextIOWrapper'];

const isOneOf = (type: Borrowed, names: readonly string[]): boolean =>
  names.some((name) => moduleType('_io', name) === type);
const finalizes = (type: Borrowed): boolean =>
  ld32(type + PyTypeObject.tp_finalize) !== 0 || ld32(type + PyTypeObject.tp_del) !== 0;

function speechOf(type: Borrowed): Speech {
  if (!finalizes(type)) {
    if (isSubtypeByMro(type, T.weakref)) return 'if it has a callback';
    return isSubtypeByMro(type, T.type) ? 'if it is a type' : 'nothing';
  }
  if (type === T.generator || type === T.coroutine || type === T.async_generator) return 'if it is suspended';
  if (isOneOf(type, IN_MEMORY)) return 'nothing';
  return isOneOf(type, FILES) ? 'if it is open' : 'something';
}

/** An attribute of a built-in stream; the stream holds on to it. 0 where it has none. */
function part(stream: Borrowed, name: string): Borrowed {
  const p = lookupAttr(stream, intern(name));
  if (p === 0) errClear();
  else decref(p);
  return p;
}
/** The callbacks of ABCs' registries and of WeakSets: these take the reference out of a set and do nothing else. */
function isSilent(callback: Borrowed): boolean {
  if (callback === 0 || isForgetter(callback)) return true;
  if (typeOf(callback) !== T.function) return false;
  const code = ldPtr(callback + PyFunctionObject.func_code);
  return jsStr(ldPtr(code + PyCodeObject.co_filename)).endsWith('/_weakrefset.py');
}
function speaks(o: Borrowed, speech: Speech): boolean {
  switch (speech) {
    case 'nothing':
      return false;
    case 'if it has a callback':
      return !isSilent(ldPtr(o + PyWeakReference.wr_callback));
    case 'if it is a type':
      return finalizes(o) && !hasFlag(o, TypeFlags.HAVE_GC);
    case 'if it is suspended':
      return ldI8(o + PyGenObject.gi_frame_state) <= 0;
    case 'if it is open':
      return part(o, 'closed') !== True;
    default:
      return true;
  }
}

/** A standard stream from the inside out; empty where it is anything else than a file that leaves its descriptor open. */
function layers(name: string): readonly Borrowed[] {
  const text = dictGetStr(ldPtr(State.SYS_DICT), intern(name));
  if (text === 0 || typeOf(text) !== moduleType('_io', 'TextIOWrapper')) return [];
  const buffer = part(text, 'buffer');
  if (buffer === 0) return [];
  const raw = typeOf(buffer) === moduleType('_io', 'FileIO') ? buffer : part(buffer, 'raw');
  if (raw === 0 || typeOf(raw) !== moduleType('_io', 'FileIO') || part(raw, 'closefd') !== False) return [];
  return [raw, buffer, text];
}

/** Writes out what the standard streams have; then true if nothing else that the program has left would say anything. */
export function endsQuietly(): boolean {
  if (ld32(State.GC_DEBUG) !== 0) return false;
  const standard = ['__stdin__', '__stdout__', '__stderr__'].map(layers);
  const apart = new Set(standard.flat());
  const speeches = new Map<Borrowed, Speech>();
  for (let generation = 0; generation <= PERMANENT; generation++) {
    const head = gcHead(generation);
    for (let p = gcNext(head) as Borrowed; p !== head; p = gcNext(p) as Borrowed) {
      const type = typeOf(p);
      let speech = speeches.get(type);
      if (speech === undefined) {
        speech = speechOf(type);
        speeches.set(type, speech);
      }
      if (speech !== 'nothing' && !apart.has(p) && speaks(p, speech)) return false;
    }
  }
  for (const [, , text] of standard.slice(1)) {
    const r = text === undefined ? text : callMethod(text, 'flush');
    if (r === 0) errClear();
    else if (r !== undefined) decref(r);
  }
  return true;
}
