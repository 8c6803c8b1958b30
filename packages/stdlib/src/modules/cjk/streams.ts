/** MultibyteStreamReader and MultibyteStreamWriter. */
import { type Borrowed, ldPtr, NULL, type Owned, TypeFlags } from '@tyston/memory';
import {
  asSsize,
  bytesLength,
  bytesView,
  call,
  decref,
  errOccurred,
  getAttrString,
  getItem,
  type HeapTypeSpec,
  isInstance,
  isSequence,
  length,
  MemberType,
  method,
  None,
  newBytes,
  newInt,
  newRef,
  newStr,
  parseTupleAndDict,
  StrWriter,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { heapFieldSlots } from '../../lib/heap-objects.js';
import {
  decodeMore,
  encodeMore,
  errorsAttribute,
  initialise,
  isErrors,
  keepBytes,
  makeStateful,
  Stateful,
  setPending,
  withState,
} from './objects.js';
import { ByteList } from './run.js';

function create(name: string, begin: 'beginEncoding' | 'beginDecoding') {
  return (type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
    const given = parseTupleAndDict(name, "(stream, errors='strict')", args, kwargs);
    if (given === null) return NULL;
    const [stream, errors] = given as Borrowed[];
    return isErrors(name, 2, errors!) ? makeStateful(type, errors!, stream!, begin) : NULL;
  };
}
const common = {
  basicsize: Stateful.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  getset: [errorsAttribute],
  members: [{ name: 'stream', type: MemberType.OBJECT, offset: Stateful.stream, readonly: true }],
} as const;
const life = heapFieldSlots(Stateful.errors, Stateful.stream, Stateful.pending);

// -- the reader -------------------------------------------------------------------------------------------------------------

/** What the stream's method gives; null with an exception. */
function readStream(self: Borrowed, name: string, size: number): Uint8Array | null {
  const read = getAttrString(ldPtr(self + Stateful.stream), name);
  if (read === 0) return null;
  const limit = size < 0 ? NULL : newInt(size);
  const bytes = limit === 0 ? call(read) : call(read, limit);
  decref(read);
  if (limit !== 0) decref(limit);
  if (bytes === 0) return null;
  const ours = isInstance(bytes, T.bytes);
  const copied = ours ? bytesView(bytes).slice(0, bytesLength(bytes)) : null;
  if (!ours) typeError(`stream function returned a non-bytes object (${typeName(bytes)})`);
  decref(bytes);
  return copied;
}
/**
 * Reads by a method of the stream and decodes: as much as there is, or, with a size, until there is a character at all. The text, or
 * NULL.
 */
function readText(self: Borrowed, name: string, size: number): Owned {
  const out = new StrWriter();
  for (let limit = size; limit !== 0; limit = 1) {
    const bytes = readStream(self, name, limit);
    if (bytes === null) return NULL;
    const ended = bytes.length === 0 || size < 0;
    const result = decodeMore(self, bytes, ended);
    if (result === null) return NULL;
    out.str(result.text);
    decref(result.text);
    if (!keepBytes(self, result.rest)) return NULL;
    if (ended || out.length > 0) break;
  }
  return out.finish();
}
/** A size argument: -1 for None, NaN with an exception. */
function sizeOf(o: Borrowed): number {
  if (o === 0 || o === None) return -1;
  if (!isInstance(o, T.int)) {
    typeError('arg 1 must be an integer');
    return Number.NaN;
  }
  const n = asSsize(o, T.OverflowError);
  return n === -1 && errOccurred() ? Number.NaN : n;
}
function reader(name: string) {
  return (self: Borrowed, size: Borrowed): Owned => {
    const n = sizeOf(size);
    return Number.isNaN(n) ? NULL : readText(self, name, n);
  };
}
function readLines(self: Borrowed, hint: Borrowed): Owned {
  const n = sizeOf(hint);
  const text = Number.isNaN(n) ? NULL : readText(self, 'read', n);
  if (text === 0) return NULL;
  const split = getAttrString(text, 'splitlines');
  decref(text);
  const keep = newInt(1);
  const lines = call(split, keep);
  decref(keep);
  decref(split);
  return lines;
}

export const streamReader: HeapTypeSpec = {
  ...common,
  name: 'MultibyteStreamReader',
  tpName: '_multibytecodec.MultibyteStreamReader',
  slots: { ...life, tp_init: initialise, tp_new: create('StreamReader', 'beginDecoding') },
  methods: [
    method('read', '($self, sizeobj=None, /)', reader('read')),
    method('readline', '($self, sizeobj=None, /)', reader('readline')),
    method('readlines', '($self, sizehintobj=None, /)', readLines),
    method('reset', '($self, /)', (self: Borrowed) => {
      withState(self, (state, codec) => codec.endDecoding(state));
      setPending(self, NULL);
      return newRef(None);
    }),
  ],
};

// -- the writer -------------------------------------------------------------------------------------------------------------

/** Encodes behind what was kept back and writes that; false with an exception. */
function writeText(self: Borrowed, text: Borrowed): boolean {
  const out = new ByteList();
  return encodeMore(self, out, text, false) && writeBytes(self, out);
}
function writeBytes(self: Borrowed, out: ByteList): boolean {
  const write = getAttrString(ldPtr(self + Stateful.stream), 'write');
  if (write === 0) return false;
  const bytes = newBytes(out.all());
  const done = call(write, bytes);
  decref(bytes);
  decref(write);
  if (done === 0) return false;
  decref(done);
  return true;
}
function writeLines(self: Borrowed, lines: Borrowed): Owned {
  if (!isSequence(lines)) return typeError('arg must be a sequence object');
  for (let i = 0; i < length(lines); i++) {
    const index = newInt(i);
    const line = getItem(lines, index);
    decref(index);
    if (line === 0) return NULL;
    const written = writeText(self, line);
    decref(line);
    if (!written) return NULL;
  }
  return errOccurred() ? NULL : newRef(None);
}
/** What was kept back is written, and what brings the reader back to the beginning's state. */
function resetWriter(self: Borrowed): Owned {
  const out = new ByteList();
  const nothing = newStr('');
  const encoded = encodeMore(self, out, nothing, true);
  decref(nothing);
  if (!encoded || (out.length > 0 && !writeBytes(self, out))) return NULL;
  return newRef(None);
}

export const streamWriter: HeapTypeSpec = {
  ...common,
  name: 'MultibyteStreamWriter',
  tpName: '_multibytecodec.MultibyteStreamWriter',
  slots: { ...life, tp_init: initialise, tp_new: create('StreamWriter', 'beginEncoding') },
  methods: [
    method('write', '($self, strobj, /)', (self: Borrowed, text: Borrowed) =>
      writeText(self, text) ? newRef(None) : NULL,
    ),
    method('writelines', '($self, lines, /)', writeLines),
    method('reset', '($self, /)', resetWriter),
  ],
};
