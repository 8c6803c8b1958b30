/** `_io.BufferedRWPair`: a reader and a writer as one stream; and the abstract bases of buffered and text streams. */
import { type Borrowed, copy, ldPtr, NULL, type Owned, stOwned, TypeFlags } from '@tyston/memory';
import {
  allocInstance,
  bytesData,
  bytesLength,
  callMethod,
  callObject,
  decref,
  errFetch,
  gcTrack,
  getAttr,
  type HeapTypeSpec,
  intern,
  isInstance,
  type MethodSpec,
  method,
  moduleType,
  None,
  newInt,
  newRef,
  parseTupleAndDict,
  setError,
  T,
  True,
  valueError,
} from '@tyston/objects';
import { osWord, wordType } from '../../lib/os-words.js';
import { initBuffered, newBuffered } from './buffered-types.js';
import { writable } from './fileio.js';
import { chainErrors, checkReadable, checkWritable } from './iobase.js';
import { IOBase, RWPair as P, streamLife } from './layout.js';
import { DEFAULT_BUFFER_SIZE, unsupported } from './state.js';

const bare = { noTextSignature: true } as const;
const reader = (self: Borrowed) => ldPtr(self + P.reader);
const writer = (self: Borrowed) => ldPtr(self + P.writer);

function init(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const v = parseTupleAndDict(
    'BufferedRWPair',
    `(reader, writer, buffer_size: ssize = ${DEFAULT_BUFFER_SIZE}, /)`,
    args,
    kwargs,
  );
  if (v === null) return -1;
  const [r, w, size] = v as [Borrowed, Borrowed, number];
  for (const [check, o] of [
    [checkReadable, r],
    [checkWritable, w],
  ] as const) {
    const ok = check(o);
    if (ok === 0) return -1;
    decref(ok);
  } // prettier-ignore
  const made = (type: number, raw: Borrowed): Owned => {
    const b = newBuffered(wordType(type));
    if (initBuffered(b, raw, size, type) === 0) return b;
    decref(b);
    return NULL;
  };
  const a = made(osWord.BUFFERED_READER, r);
  if (a === 0) return -1;
  const b = made(osWord.BUFFERED_WRITER, w);
  if (b === 0) {
    decref(a);
    return -1;
  }
  const olds = [reader(self), writer(self)];
  stOwned(self + P.reader, a);
  stOwned(self + P.writer, b);
  for (const o of olds) if (o !== 0) decref(o);
  return 0;
}
const pass = (
  name: string,
  side: (self: Borrowed) => Borrowed,
  signature = '($self, /, *args)',
): MethodSpec =>
  method(
    name,
    signature,
    (self: Borrowed, args: Borrowed) => {
      const o = side(self);
      if (o === 0) return valueError('I/O operation on uninitialized object');
      const f = getAttr(o, intern(name));
      if (f === 0) return NULL;
      const r = callObject(f, args, 0 as Borrowed);
      decref(f);
      return r;
    },
    '',
    bare,
  ); // prettier-ignore

export const rwPairType: HeapTypeSpec = {
  name: 'BufferedRWPair',
  tpName: '_io.BufferedRWPair',
  baseType: () => moduleType('_io', '_BufferedIOBase'),
  basicsize: P.size,
  dictoffset: P.dict,
  weaklistoffset: P.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  textSignature: '(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)',
  doc: 'A buffered reader and writer object together.\n\nA buffered reader object and buffered writer object put together to\nform a sequential IO object that can read and write. This is typically\nused with a socket or two-way pipe.\n\nreader and writer are RawIOBase objects that are readable and\nwriteable respectively. If the buffer_size is omitted it defaults to\nDEFAULT_BUFFER_SIZE.',
  slots: {
    ...streamLife(P, [P.reader, P.writer]),
    tp_new: (type: Borrowed) => {
      const self = allocInstance(type, 0);
      gcTrack(self);
      return self;
    },
    tp_init: init,
  },
  methods: [
    pass('read', reader),
    pass('peek', reader),
    pass('read1', reader),
    pass('readinto', reader),
    pass('readinto1', reader),
    pass('readable', reader),
    pass('write', writer),
    pass('flush', writer),
    pass('writable', writer),
    method(
      'close',
      '($self, /)',
      (self: Borrowed) => {
        // Both are closed, whatever the first raises.
        const w = callMethod(writer(self), 'close');
        const e = errFetch();
        if (w !== 0) decref(w);
        const r = callMethod(reader(self), 'close');
        const failed = e.type !== 0;
        chainErrors(e);
        if (failed && r !== 0) decref(r);
        return failed ? NULL : r;
      },
      '',
      bare,
    ),
    method(
      'isatty',
      '($self, /)',
      (self: Borrowed) => {
        const w = callMethod(writer(self), 'isatty');
        if (w === 0 || w === True) return w;
        decref(w);
        return callMethod(reader(self), 'isatty');
      },
      '',
      bare,
    ),
  ],
  getset: [
    {
      name: 'closed',
      get: (self) =>
        writer(self) === 0
          ? setError(T.RuntimeError, 'the BufferedRWPair object is being garbage-collected')
          : getAttr(writer(self), intern('closed')),
    },
  ],
}; // prettier-ignore

// -- the abstract bases ----------------------------------------------------------------------------------------------

/** readinto by read: the result of `name` copied into the buffer. */
function readintoBy(name: 'read' | 'read1'): (self: Borrowed, into: Borrowed) => Owned {
  return (self, into) => {
    const b = writable(into, name === 'read' ? 'readinto' : 'readinto1');
    if (b === null) return NULL;
    const n = newInt(b.length);
    const data = callMethod(self, name, n);
    decref(n);
    let r: Owned = NULL;
    if (data !== 0) {
      if (!isInstance(data, T.bytes)) setError(T.TypeError, 'read() should return bytes');
      else if (bytesLength(data) > b.length)
        valueError(
          `read() returned too much data: ${b.length} bytes requested, ${bytesLength(data)} returned`,
        );
      else {
        copy(b.address, bytesData(data), bytesLength(data));
        r = newInt(bytesLength(data));
      }
      decref(data);
    }
    b.release();
    return r;
  };
}
const refuse = (name: string, signature: string, doc: string): MethodSpec =>
  method(name, signature, () => unsupported(name), doc, bare);
export const bufferedIOBaseType: HeapTypeSpec = {
  name: '_BufferedIOBase',
  tpName: '_io._BufferedIOBase',
  baseType: () => moduleType('_io', '_IOBase'),
  basicsize: IOBase.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'Base class for buffered IO objects.\n\nThe main difference with RawIOBase is that the read() method\nsupports omitting the size argument, and does not have a default\nimplementation that defers to readinto().',
  slots: { ...streamLife(IOBase, []) },
  methods: [
    method(
      'detach',
      '($self, /)',
      () => unsupported('detach'),
      'Disconnect this buffer from its underlying raw stream and return it.\n\nAfter the raw stream has been detached, the buffer is in an unusable\nstate.',
    ),
    refuse('read', '($self, /, *args)', 'Read and return up to n bytes.'),
    refuse(
      'read1',
      '($self, /, *args)',
      'Read and return up to n bytes, with at most one read() call\nto the underlying raw stream. A short result does not imply\nthat EOF is imminent.\n\nReturns an empty bytes object on EOF.',
    ),
    refuse('write', '($self, /, *args)', 'Write the given buffer to the IO stream.'),
    method('readinto', '($self, buffer, /)', readintoBy('read'), ''),
    method('readinto1', '($self, buffer, /)', readintoBy('read1'), ''),
  ],
}; // prettier-ignore
const none = () => newRef(None);
export const textIOBaseType: HeapTypeSpec = {
  name: '_TextIOBase',
  tpName: '_io._TextIOBase',
  baseType: () => moduleType('_io', '_IOBase'),
  basicsize: IOBase.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: "Base class for text I/O.\n\nThis class provides a character and line based interface to stream\nI/O. There is no readinto method because Python's character strings\nare immutable.",
  slots: { ...streamLife(IOBase, []) },
  methods: [
    refuse(
      'detach',
      '($self, /, *args)',
      'Separate the underlying buffer from the TextIOBase and return it.\n\nAfter the underlying buffer has been detached, the TextIO is in an\nunusable state.',
    ),
    refuse(
      'read',
      '($self, /, *args)',
      'Read at most n characters from stream.\n\nRead from underlying buffer until we have n characters or we hit EOF.\nIf n is negative or omitted, read until EOF.',
    ),
    refuse(
      'readline',
      '($self, /, *args)',
      'Read until newline or EOF.\n\nReturns an empty string if EOF is hit immediately.',
    ),
    refuse(
      'write',
      '($self, /, *args)',
      'Write string to stream.\nReturns the number of characters written (which is always equal to\nthe length of the string).',
    ),
  ],
  getset: [
    { name: 'encoding', get: none, doc: 'Encoding of the text stream.\n\nSubclasses should override.' },
    {
      name: 'newlines',
      get: none,
      doc: 'Line endings translated so far.\n\nOnly line endings translated during reading are considered.\n\nSubclasses should override.',
    },
    {
      name: 'errors',
      get: none,
      doc: 'The error setting of the decoder or encoder.\n\nSubclasses should override.',
    },
  ],
}; // prettier-ignore
