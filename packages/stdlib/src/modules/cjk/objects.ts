/** What the types of `_multibytecodec` have in common: the layout of their instances, and the conversions of arguments. */
import {
  type Borrowed,
  ld8,
  ld32,
  ldPtr,
  type Owned,
  PyObject,
  st8,
  st32,
  stPtr,
  struct,
} from '@tyston/memory';
import {
  badArgument,
  bytesView,
  decref,
  type GetSetSpec,
  getAttrString,
  intern,
  isInstance,
  jsStr,
  newBytes,
  newRef,
  setError,
  str,
  strConcat,
  strLength,
  substr,
  T,
  typeError,
  typeOf,
} from '@tyston/objects';
import { newInstance } from '../../lib/heap-objects.js';
import { kept } from '../../lib/kept-types.js';
import type { Codec, CodecState } from './codec.js';
import { codecOf } from './codecs.js';
import { type ByteList, type DecodeResult, decodeBytes, encodeInto } from './run.js';

export const STATE_BYTES = 8;
/** Most bytes that a decoder keeps, and most characters that an encoder does. */
export const MOST_PENDING_BYTES = 8;
const MOST_PENDING_CHARACTERS = 2;

export const MultibyteCodec = struct('MultibyteCodecObject', PyObject, { number: 'i32' });
/** Encoders, decoders, readers and writers: each uses what it needs. */
export const Stateful = struct('MultibyteStatefulCodecContext', PyObject, {
  number: 'i32',
  /** str, or NULL for strict. */
  errors: 'ptr',
  stream: 'ptr',
  /** What was kept back: a str (or NULL) by encoders, bytes (or NULL) by decoders. */
  pending: 'ptr',
  state: ['u8', STATE_BYTES],
});

/** Error handlers are kept by name; strict is NULL. A new reference in `slot`; false with TypeError. */
export function setErrors(self: Borrowed, errors: Borrowed): boolean {
  const old = ldPtr(self + Stateful.errors);
  stPtr(self + Stateful.errors, errors === 0 ? newRef(intern('strict')) : newRef(errors));
  if (old !== 0) decref(old);
  return true;
}
export function errorsOf(self: Borrowed): string | null {
  return errorsName(ldPtr(self + Stateful.errors));
}
export function errorsName(errors: Borrowed): string | null {
  if (errors === 0) return null;
  const name = jsStr(errors);
  return name === 'strict' ? null : name;
}
export const errorsAttribute: GetSetSpec = {
  name: 'errors',
  doc: 'how to treat errors',
  get: (self) => newRef(ldPtr(self + Stateful.errors)),
  set(self, value) {
    if (value === 0) {
      setError(T.AttributeError, 'cannot delete attribute');
      return -1;
    }
    if (!isInstance(value, T.str)) {
      typeError('errors must be a string');
      return -1;
    }
    setErrors(self, value);
    return 0;
  },
};

/** Is an argument of a constructor the name of an error handler, or absent? False with TypeError. */
export function isErrors(name: string, position: number, errors: Borrowed): boolean {
  if (errors === 0 || isInstance(errors, T.str)) return true;
  badArgument(name, `argument ${position}`, 'str', errors);
  return false;
}
/** tp_init: all has been done, and the classes of `codecs` that come behind in the order of bases do not get to do it again. */
export function initialise(): number {
  return 0;
}
/** A new encoder, decoder, reader or writer for the codec that its class names, which begins as `begin` says. */
export function makeStateful(
  type: Borrowed,
  errors: Borrowed,
  stream: Borrowed,
  begin: 'beginEncoding' | 'beginDecoding',
): Owned {
  const codec = getAttrString(type, 'codec');
  if (codec === 0) return codec;
  if (typeOf(codec) !== kept('_multibytecodec.MultibyteCodec')) {
    decref(codec);
    return typeError('codec is unexpected type');
  }
  const self = newInstance(type);
  st32(self + Stateful.number, ld32(codec + MultibyteCodec.number));
  decref(codec);
  setErrors(self, errors);
  if (stream !== 0) stPtr(self + Stateful.stream, newRef(stream));
  withState(self, (state, one) => one[begin](state));
  return self;
}

/** Runs something on an object's state, which is in the window. */
export function withState<R>(self: Borrowed, use: (state: CodecState, codec: Codec) => R): R {
  const state = new Uint8Array(STATE_BYTES);
  for (let i = 0; i < STATE_BYTES; i++) state[i] = ld8(self + Stateful.state + i);
  const result = use(state, codecOf(ld32(self + Stateful.number)));
  for (let i = 0; i < STATE_BYTES; i++) st8(self + Stateful.state + i, state[i]!);
  return result;
}

/** Replaces what is kept back; steals `value`, which may be NULL. */
export function setPending(self: Borrowed, value: Owned): void {
  const old = ldPtr(self + Stateful.pending);
  stPtr(self + Stateful.pending, value);
  if (old !== 0) decref(old);
}

/** Anything else than a str is encoded as what `str()` makes of it. New reference. */
export function textOf(o: Borrowed): Owned {
  return isInstance(o, T.str) ? newRef(o) : str(o);
}

/**
 * Encodes a str behind what was kept back: true, or false with an exception (and then what was kept back is as it was). `final` is the end of
 * the text.
 */
export function encodeMore(self: Borrowed, out: ByteList, given: Borrowed, final: boolean): boolean {
  const text = joinPending(self, given);
  if (text === 0) return false;
  const how = { errors: errorsOf(self), flush: final, reset: final };
  const taken = withState(self, (state, codec) => encodeInto(out, codec, state, text, how));
  const left = strLength(text) - taken;
  if (taken >= 0 && left > MOST_PENDING_CHARACTERS) setError(T.UnicodeError, 'pending buffer overflow');
  const done = taken >= 0 && left <= MOST_PENDING_CHARACTERS;
  if (done) setPending(self, left === 0 ? (0 as Owned) : substr(text, taken, strLength(text)));
  decref(text);
  return done;
}
function joinPending(self: Borrowed, given: Borrowed): Owned {
  const text = textOf(given);
  const pending = ldPtr(self + Stateful.pending);
  if (text === 0 || pending === 0) return text;
  const whole = strConcat(pending, text);
  decref(text);
  return whole;
}

/** The bytes that were kept back. */
export function pendingBytes(self: Borrowed): Uint8Array {
  const pending = ldPtr(self + Stateful.pending);
  return pending === 0 ? new Uint8Array(0) : bytesView(pending).slice();
}
/** Decodes bytes behind those that were kept back, without changing what is kept. */
export function decodeMore(self: Borrowed, given: Uint8Array, final: boolean): DecodeResult | null {
  const before = pendingBytes(self);
  const input = new Uint8Array(before.length + given.length);
  input.set(before);
  input.set(given, before.length);
  return withState(self, (state, codec) => decodeBytes(codec, state, input, errorsOf(self), final));
}
/** Keeps the beginning of a character; false with UnicodeError where that is too much. */
export function keepBytes(self: Borrowed, rest: Uint8Array): boolean {
  if (rest.length > MOST_PENDING_BYTES) {
    setError(T.UnicodeError, 'pending buffer overflow');
    return false;
  }
  setPending(self, rest.length === 0 ? (0 as Owned) : newBytes(rest));
  return true;
}
