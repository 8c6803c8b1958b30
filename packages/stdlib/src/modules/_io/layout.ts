/** Streams as memory. Sizes, and the places of dicts and weak references, are CPython's; what lies between is ours. */
import { type Borrowed, ld32, ldPtr, PyObject, PyTypeObject, struct } from '@tyston/memory';
import {
  call1,
  clearField,
  clearWeakReferences,
  finalizeFromDealloc,
  finishDealloc,
  gcUntrack,
  type SlotTable,
  typeOf,
} from '@tyston/objects';
import { wordType } from '../../lib/os-words.js';

export const IOBase = struct('iobase', PyObject, { dict: 'ptr', weakreflist: 'ptr' });

export const FileIO = struct('fileio', PyObject, {
  /** -1 when closed. */
  fd: 'i32',
  created: 'u8',
  readable: 'u8',
  writable: 'u8',
  appending: 'u8',
  blksize: 'i32',
  closefd: 'u8',
  finalizing: 'u8',
  /** 2 not known yet. */
  seekable: 'u8',
  weakreflist: 'ptr',
  dict: 'ptr',
});
export const BytesIO = struct('bytesio', PyObject, {
  /** A bytes object that is larger than the content, or shared with whoever got it; NULL when closed. */
  buf: 'ptr',
  pos: 'ssize',
  string_size: 'ssize',
  dict: 'ptr',
  weakreflist: 'ptr',
  exports: 'ssize',
});
export const BytesIOBuffer = struct('bytesiobuf', PyObject, { source: 'ptr' });

export const StringIO = struct('stringio', PyObject, {
  /** Characters of `kind` bytes each. */
  buf: 'ptr',
  pos: 'ssize',
  string_size: 'ssize',
  /** Room, in characters. */
  buf_size: 'ssize',
  kind: 'i32',
  ok: 'u8',
  closed: 'u8',
  readuniversal: 'u8',
  readtranslate: 'u8',
  decoder: 'ptr',
  readnl: 'ptr',
  /** A str, or NULL where '\n' is written as it is. */
  writenl: 'ptr',
  unused: ['ptr', 3],
  dict: 'ptr',
  weakreflist: 'ptr',
});
export const Buffered = struct('buffered', PyObject, {
  raw: 'ptr',
  ok: 'i32',
  detached: 'i32',
  readable: 'i32',
  writable: 'i32',
  finalizing: 'u8',
  /** The raw stream is an exact FileIO, asked without a call. */
  fast: 'u8',
  /** Inside an operation: a signal handler or finalizer must not enter. */
  busy: 'u8',
  /** Position of the raw stream, -1 when not known. */
  abs_pos: 'ssize',
  buffer: 'ptr',
  /** Current position in the buffer, and the raw stream's. */
  pos: 'ssize',
  raw_pos: 'ssize',
  /** End of what was read, -1 when nothing is valid. */
  read_end: 'ssize',
  /** What waits to be written, -1 for nothing. */
  write_pos: 'ssize',
  write_end: 'ssize',
  unused: ['ptr', 2],
  buffer_size: 'ssize',
  buffer_mask: 'ssize',
  dict: 'ptr',
  weakreflist: 'ptr',
});
export const RWPair = struct('rwpair', PyObject, {
  reader: 'ptr',
  writer: 'ptr',
  dict: 'ptr',
  weakreflist: 'ptr',
});
export const NewlineDecoder = struct('nldecoder', PyObject, {
  decoder: 'ptr',
  errors: 'ptr',
  pendingcr: 'u8',
  translate: 'u8',
  seennl: 'u8',
});
export const TextIO = struct('textio', PyObject, {
  ok: 'i32',
  detached: 'i32',
  chunk_size: 'ssize',
  buffer: 'ptr',
  encoding: 'ptr',
  encoder: 'ptr',
  decoder: 'ptr',
  /** What ends a line when reading: NULL, or a str that may be empty. */
  readnl: 'ptr',
  errors: 'ptr',
  /** What '\n' is written as: a str, or NULL for itself. */
  writenl: 'ptr',
  line_buffering: 'u8',
  write_through: 'u8',
  readuniversal: 'u8',
  readtranslate: 'u8',
  writetranslate: 'u8',
  seekable: 'u8',
  has_read1: 'u8',
  telling: 'u8',
  finalizing: 'u8',
  encoding_start_of_stream: 'u8',
  /** A number of `text-codec.ts` where text is encoded without an encoder object; 0 goes through `encoder`. */
  encodefunc: 'u8',
  /** The same for decoding; `decoder` is then an IncrementalNewlineDecoder or None, for line ends alone. */
  decodefunc: 'u8',
  /** Decoded text, and how much of it has been given out. */
  decoded_chars: 'ptr',
  decoded_chars_used: 'ssize',
  /** Encoded bytes that the buffer has not got yet: a block of `pending_room` bytes. */
  pending_bytes: 'ptr',
  pending_bytes_count: 'i32',
  pending_room: 'i32',
  /** (decoder flags, input bytes that the decoder has not used up), for tell(). */
  snapshot: 'ptr',
  b2cratio: 'f64',
  raw: 'ptr',
  /** Bytes of a character that has only begun, where decoding is done here: a bytes object or NULL. */
  undecoded: 'ptr',
  unused: 'ptr',
  weakreflist: 'ptr',
  dict: 'ptr',
});

/** True when `o` is of exactly the type in a word. */
export function isExact(o: Borrowed, word: number): boolean {
  return typeOf(o) === wordType(word);
}

interface Fields {
  readonly dict: number;
  readonly weakreflist: number;
}
/**
 * Life of a stream type: the finalizer closes the stream before the object goes, then `release` gives back what is no object,
 * then the references at `offsets`.
 */
export function streamLife(
  fields: Fields,
  offsets: readonly number[],
  release: (self: Borrowed) => void = () => {},
): SlotTable {
  return {
    tp_dealloc(self: Borrowed) {
      if (finalizeFromDealloc(self)) return;
      gcUntrack(self);
      if (ldPtr(self + fields.weakreflist) !== 0) clearWeakReferences(self);
      release(self);
      for (const offset of offsets) clearField(self, offset);
      clearField(self, fields.dict);
      finishDealloc(self);
    },
    tp_traverse(self: Borrowed, visit: (p: Borrowed) => void) {
      for (const offset of offsets) {
        const p = ldPtr(self + offset);
        if (p !== 0) visit(p);
      }
      const d = ldPtr(self + fields.dict);
      if (d !== 0) visit(d);
    },
    tp_clear(self: Borrowed) {
      for (const offset of offsets) clearField(self, offset);
      clearField(self, fields.dict);
      return 0;
    },
  };
}
/** Closes a stream whose construction is given up or repeated, as its finalizer would. */
export function finalizeNow(self: Borrowed): void {
  const f = ld32(typeOf(self) + PyTypeObject.tp_finalize);
  if (f !== 0) call1(f, self);
}
