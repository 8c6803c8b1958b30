/** `posix`: open descriptors. */
import { type Borrowed, isError, NULL, type Owned } from '@tyston/memory';
import {
  bytesData,
  decref,
  getBytesLike,
  type MethodSpec,
  method,
  None,
  newBool,
  newBytesBuffer,
  newInt,
  newRef,
  newStr,
  newTuple,
} from '@tyston/objects';
import { os } from '../../host.js';
import { fileDescriptor, fsDecode } from '../../lib/fs-path.js';
import { shrinkBytes } from '../../lib/shrink-bytes.js';
import { raiseOsError, retry } from '../../os-error.js';
import { count, done, offset, retryCount, retryDone } from './result.js';
import { newTerminalSize } from './structs.js';

const EINVAL = -22;
/** A request of read or write is cut to what Linux does at once. */
const MOST = 0x7ffff000;

/** Reads into a new bytes object by `fill(address, n)`. */
function readBytesOf(n: number, fill: (address: number, n: number) => number): Owned {
  if (n < 0) return raiseOsError(EINVAL);
  const room = Math.min(n, MOST);
  const b = newBytesBuffer(room);
  const r = retry(() => fill(bytesData(b), room));
  if (r === null || r < 0) {
    decref(b);
    return r === null ? NULL : raiseOsError(r);
  }
  return shrinkBytes(b, r);
}
function writeBytesOf(data: Borrowed, f: (address: number, n: number) => number): Owned {
  const b = getBytesLike(data);
  if (b === null) return NULL;
  const r = retry(() => f(b.address, Math.min(b.length, MOST)));
  b.release();
  return r === null ? NULL : count(r);
}
const pair = new Int32Array(2);
function pipe(flags: number): Owned {
  const r = os().pipe(pair, flags);
  return r < 0 ? raiseOsError(r) : newTuple(newInt(pair[0]!), newInt(pair[1]!));
}
function terminalSize(fd: number): Owned {
  const r = os().terminalSize(fd, pair);
  return r < 0 ? raiseOsError(r) : newTerminalSize(newInt(pair[0]!), newInt(pair[1]!));
}
function sendfile(to: number, from: number, at: Borrowed, n: number): Owned {
  let from_ = -1;
  if (at !== None) {
    const o = offset(at);
    if (o === null) return NULL;
    from_ = o;
  }
  return retryCount(() => os().sendfile(to, from, from_, n));
}
const fdCall = (name: string, doc: string, f: (fd: number) => number): MethodSpec =>
  method(
    name,
    '($module, /, fd)',
    (_m: Borrowed, fd: Borrowed) => {
      const n = fileDescriptor(fd);
      return n < 0 ? NULL : retryDone(() => f(n));
    },
    doc,
  ); // prettier-ignore
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const descriptorFunctions: readonly MethodSpec[] = [
  m(
    'close',
    '($module, /, fd: int)',
    (_m, fd: number) => {
      // An interrupted close has closed: it is not made again.
      const r = os().close(fd);
      return r === -4 ? newRef(None) : done(r);
    },
    'Close a file descriptor.',
  ),
  m(
    'closerange',
    '($module, fd_low: int, fd_high: int, /)',
    (_m, low: number, high: number) => {
      os().closeRange(low, high);
      return newRef(None);
    },
    'Closes all file descriptors in [fd_low, fd_high), ignoring errors.',
  ),
  m(
    'read',
    '($module, fd: int, length: ssize, /)',
    (_m, fd: number, n: number) => readBytesOf(n, (a, k) => os().read(fd, a, k)),
    'Read from a file descriptor.  Returns a bytes object.',
  ),
  m(
    'write',
    '($module, fd: int, data, /)',
    (_m, fd: number, data: Borrowed) => writeBytesOf(data, (a, n) => os().write(fd, a, n)),
    'Write a bytes object to a file descriptor.',
  ),
  m(
    'pread',
    '($module, fd: int, length: ssize, offset: ssize, /)',
    (_m, fd: number, n: number, at: number) => readBytesOf(n, (a, k) => os().pread(fd, a, k, at)),
    'Read a number of bytes from a file descriptor starting at a particular offset.\n\nRead length bytes from file descriptor fd, starting at offset bytes from\nthe beginning of the file.  The file offset remains unchanged.',
  ),
  m(
    'pwrite',
    '($module, fd: int, buffer, offset: ssize, /)',
    (_m, fd: number, data: Borrowed, at: number) => writeBytesOf(data, (a, n) => os().pwrite(fd, a, n, at)),
    'Write bytes to a file descriptor starting at a particular offset.\n\nWrite buffer to fd, starting at offset bytes from the beginning of\nthe file. Returns the number of bytes written.  Does not change the\ncurrent file offset.',
  ),
  m(
    'lseek',
    '($module, fd: int, position: ssize, how: int, /)',
    (_m, fd: number, at: number, how: number) => count(os().lseek(fd, at, how)),
    'Set the position of a file descriptor.  Return the new position.',
  ),
  m(
    'ftruncate',
    '($module, fd: int, length: ssize, /)',
    (_m, fd: number, n: number) => retryDone(() => os().ftruncate(fd, n)),
    'Truncate a file, specified by file descriptor, to a specific length.',
  ),
  fdCall('fsync', 'Force write of fd to disk.', (fd) => os().fsync(fd)),
  fdCall('fdatasync', 'Force write of fd to disk without forcing update of metadata.', (fd) =>
    os().fdatasync(fd),
  ),
  m(
    'isatty',
    '($module, fd: int, /)',
    (_m, fd: number) => newBool(os().isatty(fd) === 1),
    'Return True if the fd is connected to a terminal.',
  ),
  m(
    'ttyname',
    '($module, fd: int, /)',
    (_m, fd: number) => {
      const r = os().ttyname(fd);
      return isError(r) ? raiseOsError(r) : fsDecode(r);
    },
    "Return the name of the terminal device connected to 'fd'.",
  ),
  m(
    'dup',
    '($module, fd: int, /)',
    (_m, fd: number) => count(os().dup(fd)),
    'Return a duplicate of a file descriptor.',
  ),
  m(
    'dup2',
    '($module, /, fd: int, fd2: int, inheritable: bool = True)',
    (_m, fd: number, to: number, inheritable: boolean) =>
      fd < 0 || to < 0 ? raiseOsError(-9) : retryCount(() => os().dup2(fd, to, inheritable)),
    'Duplicate file descriptor.',
  ),
  m('pipe', '($module, /)', () => pipe(0), 'Create a pipe.'),
  m(
    'pipe2',
    '($module, flags: int, /)',
    (_m, flags: number) => pipe(flags),
    'Create a pipe with flags set atomically.',
  ),
  m(
    'sendfile',
    '($module, /, out_fd: int, in_fd: int, offset, count: ssize)',
    (_m, to: number, from: number, at: Borrowed, n: number) => sendfile(to, from, at, n),
    'Copy count bytes from file descriptor in_fd to file descriptor out_fd.',
  ),
  m(
    'get_inheritable',
    '($module, fd: int, /)',
    (_m, fd: number) => {
      const r = os().getInheritable(fd);
      return r < 0 ? raiseOsError(r) : newBool(r === 1);
    },
    'Get the close-on-exe flag of the specified file descriptor.',
  ),
  m(
    'set_inheritable',
    '($module, fd: int, inheritable: int, /)',
    (_m, fd: number, on: number) => done(os().setInheritable(fd, on !== 0)),
    'Set the inheritable flag of the specified file descriptor.',
  ),
  m(
    'get_blocking',
    '($module, fd: int, /)',
    (_m, fd: number) => {
      const r = os().getBlocking(fd);
      return r < 0 ? raiseOsError(r) : newBool(r === 1);
    },
    'Get the blocking mode of the file descriptor.\n\nReturn False if the O_NONBLOCK flag is set, True if the flag is cleared.',
  ),
  m(
    'set_blocking',
    '($module, fd: int, blocking: bool, /)',
    (_m, fd: number, on: boolean) => done(os().setBlocking(fd, on)),
    'Set the blocking mode of the specified file descriptor.\n\nSet the O_NONBLOCK flag if blocking is False,\nclear the O_NONBLOCK flag otherwise.',
  ),
  m(
    'get_terminal_size',
    '($module, fd: int = 1, /)',
    (_m, fd: number) => terminalSize(fd),
    'Return the size of the terminal window as (columns, lines).\n\nThe optional argument fd (default standard output) specifies\nwhich file descriptor should be queried.\n\nIf the file descriptor is not connected to a terminal, an OSError\nis thrown.\n\nThis function will only be defined if an implementation is\navailable for this system.\n\nshutil.get_terminal_size is the high-level function which should\nnormally be used, os.get_terminal_size is the low-level implementation.',
  ),
  m(
    'device_encoding',
    '($module, /, fd: int)',
    (_m, fd: number) => (os().isatty(fd) === 1 ? newStr('UTF-8') : newRef(None)),
    "Return a string describing the encoding of a terminal's file descriptor.\n\nThe file descriptor must be attached to a terminal.\nIf the device is not a terminal, return None.",
  ),
]; // prettier-ignore
