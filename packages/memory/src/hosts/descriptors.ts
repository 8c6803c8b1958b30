/**
 * File descriptors for hosts that have none of their own, or whose own are too poor (Node has neither `lseek` nor `dup`):
 * a table of small numbers that point to open file descriptions, which several numbers may share.
 */
import { E } from '../errno.js';
import type { StatResult } from '../os.js';
import { F, FD_CLOEXEC, O, POLL } from '../os-constants.js';

/** An open file. Members return counts or `-errno`; the position, where there is one, is the description's own. */
export interface Description {
  read(into: Uint8Array): number;
  write(from: Uint8Array): number;
  pread(into: Uint8Array, offset: number): number;
  pwrite(from: Uint8Array, offset: number): number;
  seek(offset: number, whence: number): number;
  stat(out: StatResult): number;
  truncate(length: number): number;
  sync(): number;
  isatty(): boolean;
  /** The last descriptor is gone. */
  close(): number;
  /** Events of `poll` that hold now; a description that cannot tell says that it is ready. */
  ready(): number;
  /** Does what can be done to make it ready, when somebody would wait for it. */
  settle?(): void;
  /** Flags that it was opened with, for `F_GETFL`. */
  flags: number;
  /** The path it was opened by, for `fchdir`, `fchmod` and the like. */
  readonly path: Uint8Array | null;
}

/** A description whose every member fails; spread it and override what the file can do. */
export function closedDescription(error: number): Description {
  const fail = () => -error;
  return {
    read: fail,
    write: fail,
    pread: fail,
    pwrite: fail,
    seek: fail,
    stat: fail,
    truncate: fail,
    sync: fail,
    isatty: () => false,
    close: () => 0,
    ready: () => POLL.IN | POLL.OUT,
    flags: 0,
    path: null,
  };
}

interface Open {
  readonly description: Description;
  uses: number;
}
interface Slot {
  readonly open: Open;
  inheritable: boolean;
}

export interface Descriptors {
  /** The description of a descriptor, or null. */
  get(fd: number): Description | null;
  /** Gives a description the lowest free descriptor, at least `from`. */
  add(description: Description, inheritable: boolean, from?: number): number;
  close(fd: number): number;
  dup(fd: number, from: number, inheritable: boolean): number;
  dup2(fd: number, to: number, inheritable: boolean): number;
  inheritable(fd: number): number;
  setInheritable(fd: number, inheritable: boolean): number;
  fcntl(fd: number, cmd: number, arg: number): number;
  poll(fds: Int32Array, count: number): number;
  /** Has the descriptors that are asked for input do what would make them ready. */
  settle(fds: Int32Array, count: number): void;
  /** Keeps a description open, as a child that inherits it would, until the result is called. */
  hold(fd: number): { description: Description; release(): void } | null;
  highest(): number;
}

/** More than any program opens, few enough to find a leak: RLIMIT_NOFILE's usual soft limit. */
const LIMIT = 1024;

export function makeDescriptors(): Descriptors {
  const table: (Slot | undefined)[] = [];
  const bad = -E.EBADF;

  function place(open: Open, inheritable: boolean, from: number): number {
    let fd = from;
    while (table[fd] !== undefined) fd++;
    if (fd >= LIMIT) return -E.EMFILE;
    open.uses++;
    table[fd] = { open, inheritable };
    return fd;
  }
  function close(fd: number): number {
    const slot = table[fd];
    if (slot === undefined) return bad;
    table[fd] = undefined;
    return --slot.open.uses === 0 ? slot.open.description.close() : 0;
  }
  function dup(fd: number, from: number, inheritable: boolean): number {
    const slot = table[fd];
    if (slot === undefined) return bad;
    return from < 0 || from >= LIMIT ? -E.EINVAL : place(slot.open, inheritable, from);
  }

  return {
    get: (fd) => table[fd]?.open.description ?? null,
    add: (description, inheritable, from = 0) => place({ description, uses: 0 }, inheritable, from),
    close,
    dup,
    dup2(fd, to, inheritable) {
      const slot = table[fd];
      if (slot === undefined || to < 0 || to >= LIMIT) return bad;
      if (fd === to) return to;
      slot.open.uses++;
      if (table[to] !== undefined) close(to);
      table[to] = { open: slot.open, inheritable };
      return to;
    },
    inheritable: (fd) => (table[fd] === undefined ? bad : Number(table[fd].inheritable)),
    setInheritable(fd, inheritable) {
      const slot = table[fd];
      if (slot === undefined) return bad;
      slot.inheritable = inheritable;
      return 0;
    },
    fcntl(fd, cmd, arg) {
      const slot = table[fd];
      if (slot === undefined) return bad;
      switch (cmd) {
        case F.DUPFD:
          return dup(fd, arg, true);
        case F.DUPFD_CLOEXEC:
          return dup(fd, arg, false);
        case F.GETFD:
          return slot.inheritable ? 0 : FD_CLOEXEC;
        case F.SETFD:
          slot.inheritable = (arg & FD_CLOEXEC) === 0;
          return 0;
        case F.GETFL:
          return slot.open.description.flags;
        case F.SETFL: {
          const changeable = O.APPEND | O.NONBLOCK;
          const d = slot.open.description;
          d.flags = (d.flags & ~changeable) | (arg & changeable);
          return 0;
        }
        default:
          return -E.EINVAL;
      }
    },
    poll(fds, count) {
      let found = 0;
      for (let i = 0; i < count; i++) {
        const fd = fds[i * 3]!;
        if (fd < 0) {
          fds[i * 3 + 2] = 0;
          continue;
        }
        const slot = table[fd];
        const ready = slot === undefined ? POLL.NVAL : slot.open.description.ready();
        const asked = fds[i * 3 + 1]! | POLL.ERR | POLL.HUP | POLL.NVAL;
        fds[i * 3 + 2] = ready & asked;
        if (fds[i * 3 + 2] !== 0) found++;
      }
      return found;
    },
    settle(fds, count) {
      for (let i = 0; i < count; i++)
        if (fds[i * 3 + 1]! & POLL.IN) table[fds[i * 3]!]?.open.description.settle?.();
    },
    hold(fd) {
      const open = table[fd]?.open;
      if (open === undefined) return null;
      open.uses++;
      return {
        description: open.description,
        release() {
          if (--open.uses === 0) open.description.close();
        },
      };
    },
    highest: () => table.length - 1,
  };
}
