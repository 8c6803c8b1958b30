/** Descriptors: opening is in `files.ts`. */
import {
  E,
  F,
  FD_CLOEXEC,
  ld16,
  ld32,
  ldI16,
  O,
  type Os,
  readBytes,
  st16,
  st32,
  stI64,
  writeBytes,
} from '@tyston/memory';
import { pollfd, TIOCGWINSZ, termios, winsize } from '../structs.js';
import { type Context, stringAt, withScratch } from './context.js';

/** JavaScript bytes pass through scratch memory in pieces of this size; `read` and `write` may do less than asked. */
const PIECE = 1 << 20;

export type DescriptorCalls = Pick<
  Os,
  | 'close'
  | 'closeRange'
  | 'read'
  | 'write'
  | 'readJs'
  | 'writeJs'
  | 'pread'
  | 'pwrite'
  | 'sendfile'
  | 'lseek'
  | 'fsync'
  | 'fdatasync'
  | 'ftruncate'
  | 'isatty'
  | 'ttyname'
  | 'dup'
  | 'dup2'
  | 'pipe'
  | 'getInheritable'
  | 'setInheritable'
  | 'getBlocking'
  | 'setBlocking'
  | 'fcntl'
  | 'flock'
  | 'poll'
  | 'terminalSize'
  | 'tcgetattr'
  | 'tcsetattr'
>;

export function makeDescriptorCalls(c: Context): DescriptorCalls {
  const { libc } = c;
  function flag(fd: number, get: number, set: number, bit: number, on: boolean): number {
    const flags = libc.fcntl(fd, get, 0);
    if (flags < 0) return flags;
    const next = on ? flags | bit : flags & ~bit;
    return next === flags ? 0 : libc.fcntl(fd, set, next);
  }
  return {
    close: (fd) => libc.close(fd),
    closeRange(low, high) {
      if (high <= low) return 0;
      return libc.close_range(Math.max(low, 0), high - 1, 0);
    },
    read: (fd, addr, n) => libc.read(fd, addr, n),
    write: (fd, addr, n) => libc.write(fd, addr, n),
    readJs: (fd, into) =>
      withScratch(c, (s) => {
        const n = Math.min(into.length, PIECE);
        const p = s.take(n);
        const got = libc.read(fd, p, n);
        if (got > 0) into.set(readBytes(p, got));
        return got;
      }),
    writeJs: (fd, from) =>
      withScratch(c, (s) => {
        const n = Math.min(from.length, PIECE);
        const p = s.take(n);
        writeBytes(p, n === from.length ? from : from.subarray(0, n));
        return libc.write(fd, p, n);
      }),
    pread: (fd, addr, n, offset) => libc.pread(fd, addr, n, offset),
    pwrite: (fd, addr, n, offset) => libc.pwrite(fd, addr, n, offset),
    sendfile: (to, from, offset, n) =>
      withScratch(c, (s) => {
        if (offset < 0) return libc.sendfile(to, from, 0, n);
        const p = s.take(8);
        stI64(p, BigInt(offset));
        return libc.sendfile(to, from, p, n);
      }),
    lseek: (fd, offset, whence) => libc.lseek(fd, offset, whence),
    fsync: (fd) => libc.fsync(fd),
    fdatasync: (fd) => libc.fdatasync(fd),
    ftruncate: (fd, length) => libc.ftruncate(fd, length),
    isatty(fd) {
      if (libc.isatty(fd) === 1) return 1;
      return c.errno() === E.EBADF ? -E.EBADF : 0;
    },
    ttyname: (fd) =>
      withScratch(c, (s) => {
        const p = s.take(256);
        const error = libc.ttyname_r(fd, p, 256);
        return error !== 0 ? -error : stringAt(p, 256);
      }),
    dup: (fd) => libc.fcntl(fd, F.DUPFD_CLOEXEC, 0),
    dup2(fd, to, inheritable) {
      if (fd !== to) return libc.dup3(fd, to, inheritable ? 0 : O.CLOEXEC);
      const status = flag(fd, F.GETFD, F.SETFD, FD_CLOEXEC, !inheritable);
      return status < 0 ? status : to;
    },
    pipe: (out, flags) =>
      withScratch(c, (s) => {
        const p = s.take(8);
        const status = libc.pipe2(p, flags | O.CLOEXEC);
        out[0] = ld32(p);
        out[1] = ld32(p + 4);
        return status;
      }),
    getInheritable(fd) {
      const flags = libc.fcntl(fd, F.GETFD, 0);
      return flags < 0 ? flags : flags & FD_CLOEXEC ? 0 : 1;
    },
    setInheritable: (fd, inheritable) => flag(fd, F.GETFD, F.SETFD, FD_CLOEXEC, !inheritable),
    getBlocking(fd) {
      const flags = libc.fcntl(fd, F.GETFL, 0);
      return flags < 0 ? flags : flags & O.NONBLOCK ? 0 : 1;
    },
    setBlocking: (fd, blocking) => flag(fd, F.GETFL, F.SETFL, O.NONBLOCK, !blocking),
    fcntl: (fd, cmd, arg) => libc.fcntl(fd, cmd, arg),
    flock: (fd, operation) => libc.flock(fd, operation),
    poll: (fds, count, timeoutMs) =>
      withScratch(c, (s) => {
        const p = s.take(count * pollfd.size);
        for (let i = 0; i < count; i++) {
          st32(p + i * pollfd.size + pollfd.fd, fds[i * 3]!);
          st16(p + i * pollfd.size + pollfd.events, fds[i * 3 + 1]!);
        }
        const wait = timeoutMs < 0 ? -1 : Math.min(Math.ceil(timeoutMs), 0x7fff_ffff);
        const found = libc.poll(p, count, wait);
        for (let i = 0; i < count; i++) fds[i * 3 + 2] = ldI16(p + i * pollfd.size + pollfd.revents);
        return found;
      }),
    terminalSize: (fd, out) =>
      withScratch(c, (s) => {
        const p = s.take(winsize.size);
        const status = libc.ioctl(fd, TIOCGWINSZ, p);
        out[0] = ld16(p + winsize.ws_col);
        out[1] = ld16(p + winsize.ws_row);
        return status;
      }),
    tcgetattr: (fd) =>
      withScratch(c, (s) => {
        const p = s.take(termios.size);
        const status = libc.tcgetattr(fd, p);
        return status < 0 ? status : readBytes(p, termios.size);
      }),
    tcsetattr: (fd, when, attributes) =>
      withScratch(c, (s) => {
        if (attributes.length !== termios.size) return -E.EINVAL;
        const p = s.take(termios.size);
        writeBytes(p, attributes);
        return libc.tcsetattr(fd, when, p);
      }),
  };
}
