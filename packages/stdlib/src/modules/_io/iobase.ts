/** `_io._IOBase` and `_io._RawIOBase`: what a stream is, in terms of the methods that subclasses bring. */
import { type Borrowed, copy, ld8, NULL, type Owned, TypeFlags } from '@tyston/memory';
import {
  asSsize,
  bytearrayData,
  bytesData,
  bytesJoin,
  bytesLength,
  call,
  callMethod,
  decref,
  EmptyBytes,
  errClear,
  errFetch,
  errOccurred,
  errRestore,
  False,
  getIter,
  type HeapTypeSpec,
  instanceDict,
  intern,
  isInstance,
  isTrue,
  iterNext,
  length,
  listAppendOwned,
  listLength,
  lookupAttr,
  method,
  moduleType,
  None,
  newBool,
  newBytearrayBuffer,
  newBytesBuffer,
  newInt,
  newList,
  newRef,
  restoreRaised,
  setAttr,
  setError,
  setErrorNone,
  setExceptionContext,
  sysObject,
  T,
  True,
  takeRaised,
  typeName,
  valueError,
  writeUnraisable,
  xdecref,
} from '@tyston/objects';
import { IOBase, streamLife } from './layout.js';
import { attributeTruth, interrupted, sizeArgument, unsupported } from './state.js';

/** True when `__IOBase_closed` says that the base's close has run; -1 with an exception. */
function closedFlag(self: Borrowed): number {
  const v = lookupAttr(self, intern('__IOBase_closed'));
  if (v === 0) return errOccurred() ? -1 : 0;
  decref(v);
  return 1;
}
/** `self.closed` must be false: 0, or -1 with ValueError. */
export function checkClosed(self: Borrowed): number {
  const v = lookupAttr(self, intern('closed'));
  if (v === 0) return errOccurred() ? -1 : 0;
  const t = isTrue(v);
  decref(v);
  if (t > 0) valueError('I/O operation on closed file.');
  return t === 0 ? 0 : -1;
}
function check(self: Borrowed, name: string, message: string): Owned {
  const r = callMethod(self, name);
  if (r === 0) return NULL;
  if (r !== True) {
    decref(r);
    return unsupported(message);
  }
  return r;
}
export const checkReadable = (self: Borrowed) => check(self, 'readable', 'File or stream is not readable.');
export const checkWritable = (self: Borrowed) => check(self, 'writable', 'File or stream is not writable.');
export const checkSeekable = (self: Borrowed) => check(self, 'seekable', 'File or stream is not seekable.');

/** flush, then the mark that the stream is closed, whatever flush raised. */
export function baseClose(self: Borrowed): Owned {
  const closed = closedFlag(self);
  if (closed < 0) return NULL;
  if (closed > 0) return newRef(None);
  const r = callMethod(self, 'flush');
  const e = errFetch();
  const set = setAttr(self, intern('__IOBase_closed'), True);
  chainErrors(e);
  if (set < 0 || r === 0) {
    xdecref(r);
    return NULL;
  }
  return r;
}
/** Makes `e` pending; if something is pending already, `e` becomes its context (_PyErr_ChainExceptions). */
export function chainErrors(e: ReturnType<typeof errFetch>): void {
  if (e.type === 0) return;
  if (!errOccurred()) {
    errRestore(e.type, e.value, e.traceback);
    return;
  }
  const second = takeRaised();
  errRestore(e.type, e.value, e.traceback);
  const first = takeRaised();
  setExceptionContext(second, first);
  restoreRaised(second);
}

/** tp_finalize: closes a stream that is still open. What close raises is nobody's business, except in development mode. */
function finalize(self: Borrowed): void {
  const pending = errFetch();
  const closed = lookupAttr(self, intern('closed'));
  let open = false;
  if (closed === 0) errClear();
  else {
    const t = isTrue(closed);
    decref(closed);
    if (t < 0) errClear();
    open = t === 0;
  }
  if (open) {
    if (setAttr(self, intern('_finalizing'), True) < 0) errClear();
    const r = callMethod(self, 'close');
    if (r !== 0) decref(r);
    else if (devMode()) writeUnraisable(self);
    else errClear();
  }
  errRestore(pending.type, pending.value, pending.traceback);
}
function devMode(): boolean {
  const flags = sysObject('flags');
  if (flags === 0) return false;
  const t = attributeTruth(flags, 'dev_mode');
  if (t < 0) errClear();
  return t > 0;
}

const NEWLINE = 10;
/** A line by peek and read, or by reads of one byte. */
function readline(self: Borrowed, size: Borrowed): Owned {
  const limit = sizeArgument(size);
  if (limit === null) return NULL;
  const peek = lookupAttr(self, intern('peek'));
  if (peek === 0 && errOccurred()) return NULL;
  const parts = newList();
  let total = 0;
  const give = (r: Owned): Owned => {
    xdecref(peek);
    decref(parts);
    return r;
  };
  while (limit < 0 || total < limit) {
    let want = 1;
    if (peek !== 0) {
      const one = newInt(1);
      const ahead = call(peek, one);
      decref(one);
      if (ahead === 0) {
        if (interrupted()) continue;
        return give(NULL);
      }
      if (!isInstance(ahead, T.bytes)) {
        setError(T.OSError, `peek() should have returned a bytes object, not '${typeName(ahead)}'`);
        decref(ahead);
        return give(NULL);
      }
      const n = bytesLength(ahead);
      if (n > 0) {
        const most = limit < 0 ? n : Math.min(n, limit - total);
        const data = bytesData(ahead);
        want = 0;
        while (want < most) if (ld8(data + want++) === NEWLINE) break;
      }
      decref(ahead);
    }
    const k = newInt(want);
    const b = callMethod(self, 'read', k);
    decref(k);
    if (b === 0) {
      if (interrupted()) continue;
      return give(NULL);
    }
    if (!isInstance(b, T.bytes)) {
      setError(T.OSError, `read() should have returned a bytes object, not '${typeName(b)}'`);
      decref(b);
      return give(NULL);
    }
    const n = bytesLength(b);
    if (n === 0) {
      decref(b);
      break;
    }
    const last = ld8(bytesData(b) + n - 1);
    listAppendOwned(parts, b);
    total += n;
    if (last === NEWLINE) break;
  }
  return give(bytesJoin(EmptyBytes, parts));
}
function iternext(self: Borrowed): Owned {
  const line = callMethod(self, 'readline');
  if (line === 0) return NULL;
  if (length(line) <= 0) {
    // An empty line is the end; a failure to measure it stays pending.
    decref(line);
    return NULL;
  }
  return line;
}
function readlines(self: Borrowed, hintObject: Borrowed): Owned {
  const hint = sizeArgument(hintObject);
  if (hint === null) return NULL;
  const it = getIter(self);
  if (it === 0) return NULL;
  const lines = newList();
  let total = 0;
  for (;;) {
    const line = iterNext(it);
    if (line === 0) break;
    const n = hint > 0 ? length(line) : 0;
    listAppendOwned(lines, line);
    if (n < 0) break;
    total += n;
    if (hint > 0 && total >= hint) break;
  }
  decref(it);
  if (errOccurred()) {
    decref(lines);
    return NULL;
  }
  return lines;
}
export function writelines(self: Borrowed, lines: Borrowed): Owned {
  if (checkClosed(self) < 0) return NULL;
  const it = getIter(lines);
  if (it === 0) return NULL;
  for (;;) {
    const line = iterNext(it);
    if (line === 0) break;
    let r: Owned;
    do r = callMethod(self, 'write', line);
    while (r === 0 && interrupted());
    decref(line);
    if (r === 0) break;
    decref(r);
  }
  decref(it);
  return errOccurred() ? NULL : newRef(None);
}
const refuse = (name: string) => () => unsupported(name);
const bare = { noTextSignature: true } as const;

export const ioBaseType: HeapTypeSpec = {
  name: '_IOBase',
  tpName: '_io._IOBase',
  basicsize: IOBase.size,
  dictoffset: IOBase.dict,
  weaklistoffset: IOBase.weakreflist,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'The abstract base class for all I/O classes.\n\nThis class provides dummy implementations for many methods that\nderived classes can override selectively; the default implementations\nrepresent a file that cannot be read, written or seeked.',
  slots: {
    ...streamLife(IOBase, []),
    tp_finalize: finalize,
    tp_iter: (self: Borrowed) => (checkClosed(self) < 0 ? NULL : newRef(self)),
    tp_iternext: iternext,
  },
  methods: [
    method('seek', '($self, offset, whence=0, /)', refuse('seek'), 'Change stream position.', bare),
    method(
      'tell',
      '($self, /)',
      (self: Borrowed) => {
        const zero = newInt(0);
        const one = newInt(1);
        const r = callMethod(self, 'seek', zero, one);
        decref(zero);
        decref(one);
        return r;
      },
      'Return current stream position.',
    ),
    method(
      'truncate',
      '($self, size=None, /)',
      refuse('truncate'),
      'Truncate file to size bytes.\n\nFile pointer is left unchanged.  Size defaults to the current IO\nposition as reported by tell().  Returns the new size.',
      bare,
    ),
    method(
      'flush',
      '($self, /)',
      (self: Borrowed) => (checkFlush(self) < 0 ? NULL : newRef(None)),
      'Flush write buffers, if applicable.\n\nThis is not implemented for read-only and non-blocking streams.',
    ),
    method(
      'close',
      '($self, /)',
      baseClose,
      'Flush and close the IO object.\n\nThis method has no effect if the file is already closed.',
    ),
    method('seekable', '($self, /)', () => newRef(False), 'Return whether object supports random access.'),
    method(
      'readable',
      '($self, /)',
      () => newRef(False),
      'Return whether object was opened for reading.\n\nIf False, read() will raise OSError.',
    ),
    method(
      'writable',
      '($self, /)',
      () => newRef(False),
      'Return whether object was opened for writing.\n\nIf False, write() will raise OSError.',
    ),
    method(
      '_checkClosed',
      '($self, msg=None, /)',
      (self: Borrowed) => (checkClosed(self) < 0 ? NULL : newRef(None)),
      '',
      bare,
    ),
    method('_checkSeekable', '($self, msg=None, /)', checkSeekable, '', bare),
    method('_checkReadable', '($self, msg=None, /)', checkReadable, '', bare),
    method('_checkWritable', '($self, msg=None, /)', checkWritable, '', bare),
    method(
      'fileno',
      '($self, /)',
      refuse('fileno'),
      'Returns underlying file descriptor if one exists.\n\nOSError is raised if the IO object does not use a file descriptor.',
    ),
    method(
      'isatty',
      '($self, /)',
      (self: Borrowed) => (checkClosed(self) < 0 ? NULL : newRef(False)),
      "Return whether this is an 'interactive' stream.\n\nReturn False if it can't be determined.",
    ),
    method(
      '__enter__',
      '($self, /)',
      (self: Borrowed) => (checkClosed(self) < 0 ? NULL : newRef(self)),
      '',
      bare,
    ),
    method('__exit__', '($self, /, *args)', (self: Borrowed) => callMethod(self, 'close'), '', bare),
    method(
      'readline',
      '($self, size=-1, /)',
      readline,
      "Read and return a line from the stream.\n\nIf size is specified, at most size bytes will be read.\n\nThe line terminator is always b'\\n' for binary files; for text\nfiles, the newlines argument to open can be used to select the line\nterminator(s) recognized.",
    ),
    method(
      'readlines',
      '($self, hint=-1, /)',
      readlines,
      'Return a list of lines from the stream.\n\nhint can be specified to control the number of lines read: no more\nlines will be read if the total size (in bytes/characters) of all\nlines so far exceeds hint.',
    ),
    method(
      'writelines',
      '($self, lines, /)',
      writelines,
      'Write a list of lines to stream.\n\nLine separators are not added, so it is usual for each of the\nlines provided to have a line separator at the end.',
    ),
  ],
  getset: [
    {
      name: '__dict__',
      get: (self) => {
        const d = instanceDict(self);
        return d === 0 ? NULL : newRef(d);
      },
    },
    {
      name: 'closed',
      get: (self) => {
        const c = closedFlag(self);
        return c < 0 ? NULL : newBool(c === 1);
      },
    },
  ],
}; // prettier-ignore
/** flush of a stream that is closed already, by the base's mark. */
function checkFlush(self: Borrowed): number {
  const c = closedFlag(self);
  if (c > 0) valueError('I/O operation on closed file.');
  return c === 0 ? 0 : -1;
}

// -- _RawIOBase ------------------------------------------------------------------------------------------------

function rawRead(self: Borrowed, size: Borrowed): Owned {
  const n = size === 0 ? -1 : asSsize(size, T.OverflowError);
  if (n === -1 && errOccurred()) return NULL;
  if (n < 0) return callMethod(self, 'readall');
  const b = newBytearrayBuffer(n);
  const r = callMethod(self, 'readinto', b);
  if (r === 0 || r === None) {
    decref(b);
    return r;
  }
  const got = asSsize(r, T.ValueError);
  decref(r);
  if (got === -1 && errOccurred()) {
    decref(b);
    return NULL;
  }
  const result = newBytesBuffer(got);
  if (got > 0) copy(bytesData(result), bytearrayData(b), got);
  decref(b);
  return result;
}
function rawReadall(self: Borrowed): Owned {
  const parts = newList();
  for (;;) {
    const k = newInt(8192);
    const data = callMethod(self, 'read', k);
    decref(k);
    if (data === 0) {
      if (interrupted()) continue;
      decref(parts);
      return NULL;
    }
    if (data === None) {
      // Nothing more for now: what there is, or None.
      if (listLength(parts) === 0) {
        decref(parts);
        return data;
      }
      decref(data);
      break;
    }
    if (!isInstance(data, T.bytes)) {
      decref(data);
      decref(parts);
      return setError(T.TypeError, 'read() should return bytes');
    }
    if (bytesLength(data) === 0) {
      decref(data);
      break;
    }
    listAppendOwned(parts, data);
  }
  const r = bytesJoin(EmptyBytes, parts);
  decref(parts);
  return r;
}
const notImplemented = () => {
  return setErrorNone(T.NotImplementedError);
};
export const rawIOBaseType: HeapTypeSpec = {
  name: '_RawIOBase',
  tpName: '_io._RawIOBase',
  baseType: () => moduleType('_io', '_IOBase'),
  basicsize: IOBase.size,
  flags: TypeFlags.HAVE_GC | TypeFlags.BASETYPE,
  doc: 'Base class for raw binary I/O.',
  slots: { ...streamLife(IOBase, []) },
  methods: [
    method('read', '($self, size=-1, /)', rawRead, ''),
    method('readall', '($self, /)', rawReadall, 'Read until EOF, using multiple read() call.'),
    method('readinto', '($self, buffer, /)', notImplemented, '', bare),
    method('write', '($self, b, /)', notImplemented, '', bare),
  ],
};
