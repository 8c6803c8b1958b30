/** The module `zlib`. */
import {
  type Addr,
  type Borrowed,
  copy,
  ld8,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st8,
  stOwned,
  TypeFlags,
  viewBytes,
  zero,
} from '@tyston/memory';
import {
  type BytesLike,
  bytesView,
  decref,
  EmptyBytes,
  free,
  getBytesLike,
  hasBuffer,
  indexInt,
  intToBigInt,
  MemberType,
  type ModuleSpec,
  malloc,
  method,
  None,
  newBytes,
  newInt,
  newRef,
  newStr,
  setError,
  T,
  typeError,
  typeOf,
  valueError,
  xdecref,
} from '@tyston/objects';
import { allocOf, endDealloc } from '../../lib/heap-type.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { newException } from '../../lib/new-exception.js';
import { keepType } from '../../lib/own-types.js';
import { StdlibState, setStateObject, stateObject } from '../../lib/state.js';
import { adler32, crc32 } from './checksums.js';
import { DEFLATE_SIZE, deflate, deflateDictionary, deflateInit, Flush } from './deflate.js';
import { DOCS } from './docs.js';
import {
  INFLATE_SIZE,
  inflate,
  inflateDictionary,
  inflateInit,
  inflateIsRaw,
  inflateMessage,
  Status,
} from './inflate.js';

/** zlib.error; NULL. */
function fail(message: string): Owned {
  return setError(stateObject(StdlibState.ZLIB_ERROR), message);
}
function failStatus(status: number, doing: string, message: string | null): Owned {
  const text =
    message ??
    (status === Status.Buffer
      ? 'incomplete or truncated stream'
      : status === Status.Stream
        ? 'inconsistent stream state'
        : status === Status.Data
          ? 'invalid input data'
          : null);
  return fail(`Error ${status} ${doing}${text === null ? '' : `: ${text}`}`);
}
/** Runs `f` on the bytes of an object. NULL with an exception. */
function withBytes(o: Borrowed, f: (bytes: Uint8Array) => Owned): Owned {
  const input = getBytesLike(o);
  if (input === null) return NULL;
  const r = f(viewBytes(input.address, input.length));
  input.release();
  return r;
}

function checksum(sum: (bytes: Uint8Array, start: number) => number, start: number) {
  return (_module: Borrowed, data: Borrowed, value: Borrowed): Owned => {
    const input: BytesLike | null = getBytesLike(data);
    if (input === null) return NULL;
    let from = start;
    if (value !== 0) {
      const i = indexInt(value);
      if (i === 0) {
        input.release();
        return NULL;
      }
      from = Number(BigInt.asUintN(32, intToBigInt(i)));
      decref(i);
    }
    const r = sum(viewBytes(input.address, input.length), from);
    input.release();
    return newInt(r);
  };
}

/** Runs `f` with a state of its own. */
function withState(size: number, f: (s: Addr) => Owned): Owned {
  const s = malloc(size);
  zero(s, size);
  const r = f(s);
  free(s);
  return r;
}
function compress(_module: Borrowed, data: Borrowed, level: number, wbits: number): Owned {
  return withBytes(data, (bytes) =>
    withState(DEFLATE_SIZE, (s) =>
      deflateInit(s, level, wbits)
        ? newBytes(deflate(s, bytes, Flush.FINISH))
        : fail('Bad compression level'),
    ),
  );
}
function decompress(_module: Borrowed, data: Borrowed, wbits: number, bufsize: number): Owned {
  return withBytes(data, (bytes) => {
    if (bufsize < 0) return valueError('bufsize must be non-negative');
    return withState(INFLATE_SIZE, (s) => {
      if (!inflateInit(s, wbits))
        return failStatus(Status.Stream, 'while preparing to decompress data', null);
      const { status, output } = inflate(s, bytes, Number.MAX_SAFE_INTEGER);
      if (status === Status.End) return newBytes(output);
      return failStatus(status, 'while decompressing data', inflateMessage(s));
    });
  });
}

/** Objects: a byte says whether the stream is open; the state is behind the references. */
const OPEN = PyObject.size;
const COMPRESS_STATE = OPEN + 8;
const UNUSED = OPEN + 8;
const TAIL = OPEN + 16;
const ZDICT = OPEN + 24;
const EOF = OPEN + 32;
const DECOMPRESS_STATE = OPEN + 40;

function compressobj(
  _module: Borrowed,
  level: number,
  kind: number,
  wbits: number,
  memory: number,
  strategy: number,
  zdict: Borrowed,
): Owned {
  const dictionary = zdict === 0 || zdict === None ? null : getBytesLike(zdict);
  if (dictionary === null && zdict !== 0 && zdict !== None) return NULL;
  const self = allocOf(stateObject(StdlibState.ZLIB_COMPRESS));
  let problem: string | null = null;
  if (self !== 0) {
    const s = self + COMPRESS_STATE;
    if (kind !== 8 || !deflateInit(s, level, wbits, memory, strategy))
      problem = 'Invalid initialization option';
    else if (dictionary !== null && !deflateDictionary(s, viewBytes(dictionary.address, dictionary.length)))
      problem = 'Invalid dictionary';
    st8(self + OPEN, 1);
  }
  dictionary?.release();
  if (problem === null) return self;
  decref(self);
  return valueError(problem);
}
function compressMore(self: Borrowed, data: Borrowed): Owned {
  return withBytes(data, (bytes) =>
    ld8(self + OPEN)
      ? newBytes(deflate(self + COMPRESS_STATE, bytes, Flush.NONE))
      : failStatus(Status.Stream, 'while compressing data', null),
  );
}
function compressFlush(self: Borrowed, mode: number): Owned {
  if (mode === Flush.NONE) return newBytes(new Uint8Array(0));
  if (!ld8(self + OPEN) || mode < 0 || mode > 5) return failStatus(Status.Stream, 'while flushing', null);
  const r = newBytes(deflate(self + COMPRESS_STATE, new Uint8Array(0), mode));
  if (mode === Flush.FINISH) st8(self + OPEN, 0);
  return r;
}
function compressCopy(self: Borrowed): Owned {
  if (!ld8(self + OPEN)) return valueError('Inconsistent stream state');
  const twin = allocOf(typeOf(self));
  if (twin === 0) return NULL;
  st8(twin + OPEN, 1);
  copy(twin + COMPRESS_STATE, self + COMPRESS_STATE, DEFLATE_SIZE);
  return twin;
}

function decompressobj(_module: Borrowed, wbits: number, zdict: Borrowed): Owned {
  if (zdict !== 0 && !hasBuffer(zdict)) return typeError('zdict argument must support the buffer protocol');
  const self = allocOf(stateObject(StdlibState.ZLIB_DECOMPRESS));
  if (self === 0) return NULL;
  stOwned(self + UNUSED, newRef(EmptyBytes));
  stOwned(self + TAIL, newRef(EmptyBytes));
  stOwned(self + ZDICT, zdict === 0 ? NULL : newRef(zdict));
  st8(self + OPEN, 1);
  const s = self + DECOMPRESS_STATE;
  if (!inflateInit(s, wbits)) {
    decref(self);
    return valueError('Invalid initialization option');
  }
  if (zdict !== 0 && inflateIsRaw(s) && !giveDictionary(self)) {
    decref(self);
    return NULL;
  }
  return self;
}
function giveDictionary(self: Borrowed): boolean {
  const input = getBytesLike(ldPtr(self + ZDICT));
  if (input === null) return false;
  const fits = inflateDictionary(self + DECOMPRESS_STATE, viewBytes(input.address, input.length));
  input.release();
  if (!fits) failStatus(Status.Data, 'while setting zdict', null);
  return fits;
}
function setBytes(at: Addr, bytes: Uint8Array): void {
  const old = ldPtr(at);
  stOwned(at, newBytes(bytes));
  decref(old);
}
/** Inflates what there is, up to a limit: null with an exception. The status stands in `lastStatus`. */
function inflateMore(
  self: Borrowed,
  bytes: Uint8Array,
  limit: number,
): { output: Uint8Array; status: Status } | null {
  const s = self + DECOMPRESS_STATE;
  let { status, output, taken } = inflate(s, bytes, limit);
  if (status === Status.NeedDict && ldPtr(self + ZDICT) !== 0) {
    if (!giveDictionary(self)) return null;
    const more = inflate(s, bytes.subarray(taken), limit);
    ({ status, output } = more);
    taken += more.taken;
  }
  const rest = bytes.slice(taken);
  if (status === Status.End) {
    if (rest.length > 0) {
      const before = bytesView(ldPtr(self + UNUSED));
      const unused = new Uint8Array(before.length + rest.length);
      unused.set(before);
      unused.set(rest, before.length);
      setBytes(self + UNUSED, unused);
    }
    setBytes(self + TAIL, new Uint8Array(0));
    st8(self + EOF, 1);
  } else setBytes(self + TAIL, rest);
  return { output, status };
}
function decompressMore(self: Borrowed, data: Borrowed, limit: number): Owned {
  return withBytes(data, (bytes) => {
    if (limit < 0) return valueError('max_length must be non-negative');
    const doing = 'while decompressing data';
    if (!ld8(self + OPEN)) return failStatus(Status.Stream, doing, null);
    const r = inflateMore(self, bytes, limit === 0 ? Number.MAX_SAFE_INTEGER : limit);
    if (r === null) return NULL;
    if (r.status === Status.End || r.status === Status.Buffer) return newBytes(r.output);
    return failStatus(r.status, doing, inflateMessage(self + DECOMPRESS_STATE));
  });
}
function decompressFlush(self: Borrowed, length: number): Owned {
  if (length <= 0) return valueError('length must be greater than zero');
  if (!ld8(self + OPEN)) return newRef(EmptyBytes);
  const r = inflateMore(self, bytesView(ldPtr(self + TAIL)).slice(), Number.MAX_SAFE_INTEGER);
  if (r === null) return NULL;
  if (r.status === Status.End) st8(self + OPEN, 0);
  return newBytes(r.output);
}
function decompressCopy(self: Borrowed): Owned {
  if (!ld8(self + OPEN)) return valueError('Inconsistent stream state');
  const twin = allocOf(typeOf(self));
  if (twin === 0) return NULL;
  copy(twin + OPEN, self + OPEN, DECOMPRESS_STATE - OPEN + INFLATE_SIZE);
  for (const at of [UNUSED, TAIL, ZDICT]) if (ldPtr(twin + at) !== 0) newRef(ldPtr(twin + at));
  return twin;
}

const copying = (f: (self: Borrowed) => Owned, doc: string) => [
  method('copy', '($self, /)', f, doc),
  method('__copy__', '($self, /)', f),
  method('__deepcopy__', '($self, memo, /)', (self: Borrowed) => f(self)),
];

const CONSTANTS: readonly (readonly [string, number])[] = [
  ['MAX_WBITS', 15],
  ['DEFLATED', 8],
  ['DEF_MEM_LEVEL', 8],
  ['DEF_BUF_SIZE', 16384],
  ['Z_NO_COMPRESSION', 0],
  ['Z_BEST_SPEED', 1],
  ['Z_BEST_COMPRESSION', 9],
  ['Z_DEFAULT_COMPRESSION', -1],
  ['Z_FILTERED', 1],
  ['Z_HUFFMAN_ONLY', 2],
  ['Z_RLE', 3],
  ['Z_FIXED', 4],
  ['Z_DEFAULT_STRATEGY', 0],
  ['Z_NO_FLUSH', 0],
  ['Z_PARTIAL_FLUSH', 1],
  ['Z_SYNC_FLUSH', 2],
  ['Z_FULL_FLUSH', 3],
  ['Z_FINISH', 4],
  ['Z_BLOCK', 5],
  ['Z_TREES', 6],
]; // prettier-ignore

export const zlibModule: ModuleSpec = {
  name: 'zlib',
  doc: DOCS.module,
  functions: [
    method('adler32', '($module, data, value=1, /)', checksum(adler32, 1), DOCS.adler32),
    method('compress', '($module, data, /, level: int = -1, wbits: int = 15)', compress, DOCS.compress),
    method(
      'compressobj',
      '($module, /, level: int = -1, method: int = 8, wbits: int = 15, memLevel: int = 8, strategy: int = 0, zdict = None)',
      compressobj,
      DOCS.compressobj,
    ),
    method('crc32', '($module, data, value=0, /)', checksum(crc32, 0), DOCS.crc32),
    method(
      'decompress',
      '($module, data, /, wbits: int = 15, bufsize: ssize = 16384)',
      decompress,
      DOCS.decompress,
    ),
    method('decompressobj', "($module, /, wbits: int = 15, zdict = b'')", decompressobj, DOCS.decompressobj),
  ],
  types: [
    {
      name: 'Compress',
      tpName: 'zlib.Compress',
      basicsize: (COMPRESS_STATE + DEFLATE_SIZE + 7) & ~7,
      flags: TypeFlags.DISALLOW_INSTANTIATION,
      immutable: false,
      slots: { tp_dealloc: endDealloc },
      methods: [
        method('compress', '($self, data, /)', compressMore, DOCS.compressMore),
        method('flush', '($self, mode: int = 4, /)', compressFlush, DOCS.compressFlush),
        ...copying(compressCopy, 'Return a copy of the compression object.'),
      ],
    },
    {
      name: 'Decompress',
      tpName: 'zlib.Decompress',
      basicsize: (DECOMPRESS_STATE + INFLATE_SIZE + 7) & ~7,
      flags: TypeFlags.DISALLOW_INSTANTIATION,
      immutable: false,
      slots: {
        tp_dealloc(self: Borrowed) {
          for (const at of [UNUSED, TAIL, ZDICT]) xdecref(ldPtr(self + at));
          endDealloc(self);
        },
      },
      methods: [
        method('decompress', '($self, data, /, max_length: ssize = 0)', decompressMore, DOCS.decompressMore),
        method('flush', '($self, length: ssize = 16384, /)', decompressFlush, DOCS.decompressFlush),
        ...copying(decompressCopy, 'Return a copy of the decompression object.'),
      ],
      members: [
        { name: 'unused_data', type: MemberType.OBJECT, offset: UNUSED, readonly: true },
        { name: 'unconsumed_tail', type: MemberType.OBJECT, offset: TAIL, readonly: true },
        { name: 'eof', type: MemberType.BOOL, offset: EOF, readonly: true },
      ],
    },
  ],
  exec(module) {
    if (keepType(module, 'Compress', StdlibState.ZLIB_COMPRESS, true) < 0) return -1;
    if (keepType(module, 'Decompress', StdlibState.ZLIB_DECOMPRESS, true) < 0) return -1;
    const error = newException('zlib', 'error', T.Exception);
    if (error === 0) return -1;
    setStateObject(StdlibState.ZLIB_ERROR, newRef(error));
    if (setModuleAttr(module, 'error', error) < 0) return -1;
    for (const [name, value] of CONSTANTS) if (setModuleAttr(module, name, newInt(value)) < 0) return -1;
    for (const name of ['ZLIB_VERSION', 'ZLIB_RUNTIME_VERSION'])
      if (setModuleAttr(module, name, newStr('1.2.13')) < 0) return -1;
    return setModuleAttr(module, '__version__', newStr('1.0'));
  },
};
