/** MultibyteIncrementalEncoder and MultibyteIncrementalDecoder. */
import { type Borrowed, ld8, ldPtr, NULL, type Owned, st8, TypeFlags, viewBytes } from '@tyston/memory';
import {
  bytesData,
  bytesLength,
  bytesView,
  decodeUtf8,
  decref,
  getBytesLike,
  type HeapTypeSpec,
  intToBigInt,
  isInstance,
  method,
  None,
  newBytes,
  newIntFromBigInt,
  newRef,
  newTuple,
  parseTupleAndDict,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  typeName,
  utf8Bytes,
} from '@tyston/objects';
import { heapFieldSlots } from '../../lib/heap-objects.js';
import {
  decodeMore,
  encodeMore,
  errorsAttribute,
  initialise,
  isErrors,
  keepBytes,
  MOST_PENDING_BYTES,
  makeStateful,
  pendingBytes,
  STATE_BYTES,
  Stateful,
  setPending,
  withState,
} from './objects.js';
import { ByteList } from './run.js';

function create(name: string, begin: 'beginEncoding' | 'beginDecoding') {
  return (type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
    const given = parseTupleAndDict(name, "(errors='strict')", args, kwargs);
    if (given === null) return NULL;
    const errors = given[0] as Borrowed;
    return isErrors(name, 1, errors) ? makeStateful(type, errors, NULL, begin) : NULL;
  };
}
const life = heapFieldSlots(Stateful.errors, Stateful.stream, Stateful.pending);

/** Bytes as one number, the first byte the lowest. */
function numberOf(bytes: Uint8Array): Owned {
  let n = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) n = (n << 8n) | BigInt(bytes[i]!);
  return newIntFromBigInt(n);
}
/** The bytes of a number, or null with OverflowError. */
function bytesOf(o: Borrowed, count: number): Uint8Array | null {
  let n = intToBigInt(o);
  if (n < 0n || n >> BigInt(8 * count) !== 0n) {
    setError(T.OverflowError, n < 0n ? "can't convert negative int to unsigned" : 'int too big to convert');
    return null;
  }
  const bytes = new Uint8Array(count);
  for (let i = 0; i < count; i++, n >>= 8n) bytes[i] = Number(n & 255n);
  return bytes;
}
function stateBytes(self: Borrowed): Uint8Array {
  return Uint8Array.from({ length: STATE_BYTES }, (_, i) => ld8(self + Stateful.state + i));
}
function setStateBytes(self: Borrowed, bytes: Uint8Array): void {
  for (let i = 0; i < STATE_BYTES; i++) st8(self + Stateful.state + i, bytes[i]!);
}

// -- the encoder ------------------------------------------------------------------------------------------------------------

function encode(self: Borrowed, input: Borrowed, final: boolean): Owned {
  const out = new ByteList();
  return encodeMore(self, out, input, final) ? newBytes(out.all()) : NULL;
}
/** The length of what is kept back, that in UTF-8, and the state, as one number. */
function encoderState(self: Borrowed): Owned {
  const pending = ldPtr(self + Stateful.pending);
  const text = pending === 0 ? new Uint8Array(0) : utf8Bytes(pending);
  if (text === null) return NULL;
  return numberOf(Uint8Array.from([text.length, ...text, ...stateBytes(self)]));
}
function setEncoderState(self: Borrowed, given: Borrowed): Owned {
  if (!isInstance(given, T.int))
    return typeError(`setstate() argument must be int, not ${argumentName(given)}`);
  const bytes = bytesOf(given, 1 + MOST_PENDING_BYTES + STATE_BYTES);
  if (bytes === null) return NULL;
  const length = bytes[0]!;
  if (length > MOST_PENDING_BYTES) return setError(T.UnicodeError, 'pending buffer too large');
  let pending: Owned = NULL;
  if (length > 0) {
    const text = newBytes(bytes.subarray(1, 1 + length));
    pending = decodeUtf8(bytesData(text), length, null);
    decref(text);
    if (pending === 0) return NULL;
  }
  setPending(self, pending);
  setStateBytes(self, bytes.subarray(1 + length));
  return newRef(None);
}
function resetEncoder(self: Borrowed): Owned {
  withState(self, (state, codec) => codec.endEncoding(state, () => {}));
  setPending(self, NULL);
  return newRef(None);
}

export const incrementalEncoder: HeapTypeSpec = {
  name: 'MultibyteIncrementalEncoder',
  tpName: '_multibytecodec.MultibyteIncrementalEncoder',
  basicsize: Stateful.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  slots: { ...life, tp_init: initialise, tp_new: create('IncrementalEncoder', 'beginEncoding') },
  methods: [
    method('encode', '($self, /, input, final: bool = False)', encode),
    method('getstate', '($self, /)', encoderState),
    method('setstate', '($self, state, /)', setEncoderState),
    method('reset', '($self, /)', resetEncoder),
  ],
  getset: [errorsAttribute],
};

// -- the decoder ------------------------------------------------------------------------------------------------------------

function decode(self: Borrowed, input: Borrowed, final: boolean): Owned {
  const bytes = getBytesLike(input);
  if (bytes === null) return NULL;
  const given = viewBytes(bytes.address, bytes.length).slice();
  bytes.release();
  const result = decodeMore(self, given, final);
  if (result === null) return NULL;
  if (keepBytes(self, result.rest)) return result.text;
  decref(result.text);
  return NULL;
}
function setDecoderState(self: Borrowed, given: Borrowed): Owned {
  if (!isInstance(given, T.tuple))
    return typeError(`setstate() argument must be tuple, not ${argumentName(given)}`);
  const wrong = () => typeError('setstate(): illegal state argument');
  if (tupleLength(given) !== 2) return wrong();
  const [pending, number] = [tupleItem(given, 0), tupleItem(given, 1)];
  if (!isInstance(pending, T.bytes) || !isInstance(number, T.int)) return wrong();
  const state = bytesOf(number, STATE_BYTES);
  if (state === null) return NULL;
  if (bytesLength(pending) > MOST_PENDING_BYTES) return setError(T.UnicodeError, 'pending buffer too large');
  keepBytes(self, bytesView(pending).slice(0, bytesLength(pending)));
  setStateBytes(self, state);
  return newRef(None);
}
function resetDecoder(self: Borrowed): Owned {
  withState(self, (state, codec) => codec.endDecoding(state));
  setPending(self, NULL);
  return newRef(None);
}
function argumentName(o: Borrowed): string {
  return o === None ? 'None' : typeName(o);
}

export const incrementalDecoder: HeapTypeSpec = {
  name: 'MultibyteIncrementalDecoder',
  tpName: '_multibytecodec.MultibyteIncrementalDecoder',
  basicsize: Stateful.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  slots: { ...life, tp_init: initialise, tp_new: create('IncrementalDecoder', 'beginDecoding') },
  methods: [
    method('decode', '($self, /, input, final: bool = False)', decode),
    method('getstate', '($self, /)', (self: Borrowed) =>
      newTuple(newBytes(pendingBytes(self)), numberOf(stateBytes(self))),
    ),
    method('setstate', '($self, state, /)', setDecoderState),
    method('reset', '($self, /)', resetDecoder),
  ],
  getset: [errorsAttribute],
};
