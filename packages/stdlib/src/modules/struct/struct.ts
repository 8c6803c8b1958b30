/** The type `Struct`: a compiled format. */
import {
  type Addr,
  type Borrowed,
  ldAddr,
  ldPtr,
  ldSsize,
  NULL,
  type Owned,
  stPtr,
  stSsize,
  TypeFlags,
  zero,
} from '@tyston/memory';
import {
  asSsize,
  bytesData,
  bytesView,
  clearWeakReferences,
  decref,
  dictLength,
  encodeAscii,
  errOccurred,
  free,
  getBytesLike,
  getWritableBytes,
  type HeapTypeSpec,
  isInstance,
  largeSsize,
  malloc,
  method,
  None,
  newBytesBuffer,
  newInt,
  newRef,
  newStr,
  noKeywords,
  parseTupleAndDict,
  setErrorNone,
  T,
  tupleLength,
  typeError,
  typeName,
  xdecref,
} from '@tyston/objects';
import { allocOf, beginDealloc, endDealloc } from '../../lib/heap-type.js';
import { DOCS } from './docs.js';
import { compileFormat, RECORD, writeRecords } from './format.js';
import { newUnpackIterator } from './iterator.js';
import {
  CODES,
  COUNT,
  eachPlace,
  FORMAT,
  SIZE,
  structSize,
  unpackAt,
  VALUES,
  valueCount,
  WEAKREFS,
} from './record.js';
import { packValue, structError } from './values.js';

function structNew(type: Borrowed): Owned {
  const self = allocOf(type);
  if (self === 0) return NULL;
  stSsize(self + SIZE, -1);
  stSsize(self + VALUES, -1);
  stPtr(self + FORMAT, newRef(None));
  return self;
}

/** The format as a bytes object. NULL with an exception. */
function formatBytes(format: Borrowed): Owned {
  if (isInstance(format, T.str)) return encodeAscii(format, null);
  if (isInstance(format, T.bytes)) return newRef(format);
  return typeError(`Struct() argument 1 must be a str or bytes object, not ${typeName(format)}`);
}

/** Compiles a format into a new Struct: 0, or -1 with an exception. */
export function initStruct(self: Borrowed, format: Borrowed): number {
  const bytes = formatBytes(format);
  if (bytes === 0) return -1;
  let text = '';
  for (const b of bytesView(bytes)) text += String.fromCharCode(b);
  const compiled = text.includes('\0') ? 'embedded null character' : compileFormat(text);
  if (typeof compiled === 'string') {
    decref(bytes);
    structError(compiled);
    return -1;
  }
  const codes = malloc(COUNT + Math.max(1, compiled.records.length) * RECORD);
  stSsize(codes, compiled.records.length);
  writeRecords(codes + COUNT, compiled);
  const oldCodes = ldAddr(self + CODES);
  const oldFormat = ldPtr(self + FORMAT);
  stPtr(self + CODES, codes);
  stPtr(self + FORMAT, bytes);
  stSsize(self + SIZE, compiled.size);
  stSsize(self + VALUES, compiled.values);
  free(oldCodes);
  xdecref(oldFormat);
  return 0;
}

function structInit(self: Borrowed, args: Borrowed, kwargs: Borrowed): number {
  const given = tupleLength(args) + (kwargs === 0 ? 0 : dictLength(kwargs));
  if (given > 1) {
    typeError(`Struct() takes at most 1 argument (${given} given)`);
    return -1;
  }
  const values = parseTupleAndDict('Struct', '(format)', args, kwargs);
  return values === null ? -1 : initStruct(self, values[0] as Borrowed);
}

function dealloc(self: Borrowed): void {
  beginDealloc(self);
  if (ldPtr(self + WEAKREFS) !== 0) clearWeakReferences(self);
  free(ldAddr(self + CODES));
  xdecref(ldPtr(self + FORMAT));
  endDealloc(self);
}

/** Packs the values at `args` to `to`, zeros where nothing is packed. False with an exception. */
function packAt(self: Borrowed, args: Addr, to: Addr): boolean {
  zero(to, structSize(self));
  let i = 0;
  return eachPlace(self, (code, size, little, native, offset) =>
    packValue(code, size, little, native, ldPtr(args + i++ * 8), to + offset),
  );
}

function wrongCount(self: Borrowed, name: string, n: number): Owned {
  return structError(`${name} expected ${valueCount(self)} items for packing (got ${n})`);
}

export function packStruct(self: Borrowed, args: Addr, n: number): Owned {
  if (n !== valueCount(self)) return wrongCount(self, 'pack', n);
  const size = structSize(self);
  if (size > 0xf000_0000) return setErrorNone(T.MemoryError);
  const r = newBytesBuffer(size);
  if (size === 0) return r;
  if (packAt(self, args, bytesData(r))) return r;
  decref(r);
  return NULL;
}

export function packIntoStruct(self: Borrowed, args: Addr, n: number): Owned {
  if (n !== valueCount(self) + 2) {
    if (n === 0) return structError('pack_into expected buffer argument');
    if (n === 1) return structError('pack_into expected offset argument');
    return wrongCount(self, 'pack_into', n - 2);
  }
  const target = ldPtr(args);
  const view = getWritableBytes(target);
  if (view === null) {
    return typeError(`argument must be read-write bytes-like object, not ${typeName(target)}`);
  }
  let offset = asSsize(ldPtr(args + 8), T.IndexError);
  const size = structSize(self);
  let problem = '';
  if (offset === -1 && errOccurred()) {
    view.release();
    return NULL;
  }
  if (offset < 0) {
    if (offset + size > 0) problem = `no space to pack ${size} bytes at offset ${offset}`;
    else if (offset + view.length < 0)
      problem = `offset ${exact(offset)} out of range for ${view.length}-byte buffer`;
    else offset += view.length;
  }
  if (problem === '' && view.length - offset < size)
    problem = `pack_into requires a buffer of at least ${needed(size, offset)} bytes for packing ${size} bytes at offset ${exact(offset)} (actual buffer size is ${view.length})`;
  const ok = problem === '' && packAt(self, args + 16, view.address + offset);
  view.release();
  if (problem !== '') return structError(problem);
  return ok ? newRef(None) : NULL;
}

/** An offset that has just been converted, for a message: sys.maxsize is to be told to the digit. */
const exact = (offset: number): bigint => (Number.isSafeInteger(offset) ? BigInt(offset) : largeSsize());
const needed = (size: number, offset: number): bigint => BigInt(size) + exact(offset);

export function unpackStruct(self: Borrowed, buffer: Borrowed): Owned {
  const view = getBytesLike(buffer);
  if (view === null) return NULL;
  const size = structSize(self);
  const r =
    view.length === size
      ? unpackAt(self, view.address)
      : structError(`unpack requires a buffer of ${size} bytes`);
  view.release();
  return r;
}

export function unpackFromStruct(self: Borrowed, buffer: Borrowed, offset: number): Owned {
  const view = getBytesLike(buffer);
  if (view === null) return NULL;
  const size = structSize(self);
  let problem = '';
  if (offset < 0) {
    if (offset + size > 0) problem = `not enough data to unpack ${size} bytes at offset ${offset}`;
    else if (offset + view.length < 0)
      problem = `offset ${exact(offset)} out of range for ${view.length}-byte buffer`;
    else offset += view.length;
  }
  if (problem === '' && view.length - offset < size)
    problem = `unpack_from requires a buffer of at least ${needed(size, offset)} bytes for unpacking ${size} bytes at offset ${exact(offset)} (actual buffer size is ${view.length})`;
  const r = problem === '' ? unpackAt(self, view.address + offset) : structError(problem);
  view.release();
  return r;
}

function sizeOf(self: Borrowed): Owned {
  // What CPython takes: its struct, and 32 bytes for each format character and for the end.
  const codes = ldAddr(self + CODES);
  return newInt(56 + 32 * ((codes === 0 ? 0 : ldSsize(codes)) + 1));
}

function format(self: Borrowed): Owned {
  const f = ldPtr(self + FORMAT);
  if (f === None) return newRef(None);
  let text = '';
  for (const b of bytesView(f)) text += String.fromCharCode(b);
  return newStr(text);
}

export const structType: HeapTypeSpec = {
  name: 'Struct',
  tpName: '_struct.Struct',
  basicsize: WEAKREFS + 8,
  weaklistoffset: WEAKREFS,
  flags: TypeFlags.BASETYPE | TypeFlags.HAVE_GC,
  doc: 'Struct(fmt) --> compiled struct object\n\n',
  slots: {
    tp_dealloc: dealloc,
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visit(ldPtr(self + FORMAT)),
    tp_new: structNew,
    tp_init: structInit,
  },
  methods: [
    method(
      'pack',
      '($self, *args)',
      (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) =>
        noKeywords('Struct.pack', kwnames) ? packStruct(self, args, n) : NULL,
      DOCS.structPack,
      { raw: true, noTextSignature: true },
    ),
    method(
      'pack_into',
      '($self, *args)',
      (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) =>
        noKeywords('Struct.pack_into', kwnames) ? packIntoStruct(self, args, n) : NULL,
      DOCS.structPackInto,
      { raw: true, noTextSignature: true },
    ),
    method('unpack', '($self, buffer, /)', unpackStruct, DOCS.structUnpack),
    method('unpack_from', '($self, /, buffer, offset: ssize = 0)', unpackFromStruct, DOCS.structUnpackFrom),
    method('iter_unpack', '($self, buffer, /)', newUnpackIterator, DOCS.structIterUnpack),
    method('__sizeof__', '($self, /)', sizeOf, 'S.__sizeof__() -> size of S in memory, in bytes', {
      noTextSignature: true,
    }),
  ],
  getset: [
    { name: 'format', get: format, doc: 'struct format string' },
    { name: 'size', get: (self) => newInt(structSize(self)), doc: 'struct size in bytes' },
  ],
};
