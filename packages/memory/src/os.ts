/**
 * The operating system as the Python runtime sees it. One interface, three providers: libc through the addon, Node
 * without it, and a browser that has almost nothing.
 *
 * Rules that hold for every member:
 *
 * - **A call never throws.** It returns its result or `-errno`, a negative number; `isError` tells the two apart where
 *   the result is not a number. What a host cannot do at all is `-ENOSYS`.
 * - **The world is Linux.** Numbers of errors, signals, open flags, file modes, clocks and limits are those of Linux on x86-64
 *   on every host; a host on another system translates. The tables are in `errno.ts`, `signals.ts` and
 *   `os-constants.ts`.
 * - **Paths and names are bytes**, without the final NUL; one inside is `-EINVAL`.
 * - **Blocking calls block**: nothing is asynchronous. A call that a Python-handled signal interrupts returns `-EINTR`; the
 *   caller runs the handlers and tries again (PEP 475).
 * - Results of several values are stored into an object that the caller brings and may reuse.
 */
import type { Addr } from './ptr.js';

/** A path or another string of the system: bytes in the file system's encoding. */
export type Bytes = Uint8Array;
/** `-errno`. */
export type Failure = number;

export interface StatResult {
  st_mode: number;
  st_ino: bigint;
  st_dev: bigint;
  st_nlink: number;
  st_uid: number;
  st_gid: number;
  st_rdev: bigint;
  /** Bytes; exact to 2^53. */
  st_size: number;
  st_blksize: number;
  st_blocks: number;
  st_atime_ns: bigint;
  st_mtime_ns: bigint;
  st_ctime_ns: bigint;
}
export function makeStat(): StatResult {
  return {
    st_mode: 0,
    st_ino: 0n,
    st_dev: 0n,
    st_nlink: 0,
    st_uid: 0,
    st_gid: 0,
    st_rdev: 0n,
    st_size: 0,
    st_blksize: 0,
    st_blocks: 0,
    st_atime_ns: 0n,
    st_mtime_ns: 0n,
    st_ctime_ns: 0n,
  };
}

export interface DirEntry {
  readonly name: Bytes;
  /** A `DT` constant; `DT.UNKNOWN` asks the caller to call `stat`. */
  readonly type: number;
  readonly ino: bigint;
}

/** The facts that `_posixsubprocess.fork_exec` takes, in its words. A descriptor that is not wanted is -1. */
export interface SpawnRequest {
  /** Paths tried one after the other until one can be executed. */
  readonly executables: readonly Bytes[];
  readonly argv: readonly Bytes[];
  /** `NAME=value` each, or null: the environment of this process. */
  readonly env: readonly Bytes[] | null;
  readonly cwd: Bytes | null;
  readonly p2cread: number;
  readonly p2cwrite: number;
  readonly c2pread: number;
  readonly c2pwrite: number;
  readonly errread: number;
  readonly errwrite: number;
  readonly errpipeRead: number;
  /** Where the child writes `OSError:HEX:where` when it could not be started. */
  readonly errpipeWrite: number;
  /** Close everything above 2 that is not in `fdsToKeep`. */
  readonly closeFds: boolean;
  /** Ascending. */
  readonly fdsToKeep: readonly number[];
  readonly restoreSignals: boolean;
  readonly startNewSession: boolean;
  /** Process group, or -1 to leave it. */
  readonly processGroup: number;
  readonly gid: number | null;
  readonly uid: number | null;
  readonly extraGroups: readonly number[] | null;
  /** -1 leaves it. */
  readonly umask: number;
}

export interface Usage {
  /** Seconds. */
  utime: number;
  stime: number;
  /** KiB. */
  maxrss: number;
  minflt: number;
  majflt: number;
  inblock: number;
  oublock: number;
  nvcsw: number;
  nivcsw: number;
}
export function makeUsage(): Usage {
  return {
    utime: 0,
    stime: 0,
    maxrss: 0,
    minflt: 0,
    majflt: 0,
    inblock: 0,
    oublock: 0,
    nvcsw: 0,
    nivcsw: 0,
  };
}

export interface WaitResult {
  pid: number;
  /** As waitpid(2) encodes it. */
  status: number;
  /** Filled where the host knows it. */
  readonly usage: Usage;
}
export function makeWait(): WaitResult {
  return { pid: 0, status: 0, usage: makeUsage() };
}

/** Seconds, as times(2) counts them. */
export interface Times {
  user: number;
  system: number;
  childrenUser: number;
  childrenSystem: number;
  elapsed: number;
}

/** C's `struct tm` (`month` 0..11, `year` in full, `weekday` 0 = Sunday, `yearday` from 0) with zone. */
export interface BrokenTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
  yearday: number;
  isdst: number;
  /** Seconds east of Greenwich. */
  gmtoff: number;
  zone: string;
}
export function makeBrokenTime(): BrokenTime {
  return {
    year: 0,
    month: 0,
    day: 0,
    hour: 0,
    minute: 0,
    second: 0,
    weekday: 0,
    yearday: 0,
    isdst: 0,
    gmtoff: 0,
    zone: '',
  };
}

export interface SystemName {
  readonly sysname: string;
  readonly nodename: string;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
}

/** What a signal does to this process. */
export const SignalKind = Object.freeze({
  DEFAULT: 0,
  IGNORE: 1,
  /** Sets the signal's bit in `Roots.SIGNALS` and `EvalBreaker.SIGNAL` in the main thread's `eval_breaker`. */
  PYTHON: 2,
  /** Somebody else's handler (as found; cannot be installed). */
  FOREIGN: 3,
});

export interface Os {
  /** Which provider this is, for messages. */
  readonly kind: 'linux' | 'node' | 'none';
  /** `sys.platform`. */
  readonly platform: string;

  // -- descriptors -------------------------------------------------------------------------------------------

  open(path: Bytes, flags: number, mode: number, dirFd?: number): number;
  close(fd: number): number;
  /** Closes [low, high), whatever of it is open. */
  closeRange(low: number, high: number): number;
  /** Reads at most `n` bytes to `addr` in the window; 0 at the end. */
  read(fd: number, addr: Addr, n: number): number;
  write(fd: number, addr: Addr, n: number): number;
  /** The same with JavaScript bytes. May do less than asked, as `read` and `write` may. */
  readJs(fd: number, into: Uint8Array): number;
  writeJs(fd: number, from: Uint8Array): number;
  pread(fd: number, addr: Addr, n: number, offset: number): number;
  pwrite(fd: number, addr: Addr, n: number, offset: number): number;
  /** `offset` -1: the current position of `from`, which moves. */
  sendfile(to: number, from: number, offset: number, n: number): number;
  lseek(fd: number, offset: number, whence: number): number;
  fsync(fd: number): number;
  fdatasync(fd: number): number;
  ftruncate(fd: number, length: number): number;
  truncate(path: Bytes, length: number): number;
  /** 1, 0 or `-errno`. */
  isatty(fd: number): number;
  ttyname(fd: number): Bytes | Failure;
  /** The copy is not inheritable (PEP 446). */
  dup(fd: number): number;
  dup2(fd: number, to: number, inheritable: boolean): number;
  /** Stores reading and writing end into `out`; both not inheritable, with `flags` (`O.NONBLOCK`) besides. */
  pipe(out: Int32Array, flags: number): number;
  getInheritable(fd: number): number;
  setInheritable(fd: number, inheritable: boolean): number;
  getBlocking(fd: number): number;
  setBlocking(fd: number, blocking: boolean): number;
  fcntl(fd: number, cmd: number, arg: number): number;
  flock(fd: number, operation: number): number;
  /**
   * `fds` holds triples: descriptor, events asked, events found (stored). Returns how many have any. `timeoutMs` -1 waits
   * for ever. `select` is made of it.
   */
  poll(fds: Int32Array, count: number, timeoutMs: number): number;
  /** Stores columns and lines. */
  terminalSize(fd: number, out: Int32Array): number;
  /** The terminal's attributes as the system's own bytes (struct termios), for saving and restoring; `when` as tcsetattr(3). */
  tcgetattr(fd: number): Bytes | Failure;
  tcsetattr(fd: number, when: number, attributes: Bytes): number;

  // -- files -------------------------------------------------------------------------------------------------

  stat(path: Bytes, out: StatResult, follow?: boolean, dirFd?: number): number;
  lstat(path: Bytes, out: StatResult): number;
  fstat(fd: number, out: StatResult): number;
  /** The entries of a directory given by path or open descriptor, without `.` and `..`. */
  scandir(path: Bytes | number): DirEntry[] | Failure;
  mkdir(path: Bytes, mode: number, dirFd?: number): number;
  rmdir(path: Bytes, dirFd?: number): number;
  unlink(path: Bytes, dirFd?: number): number;
  /** Replaces what stands at `to`, as rename(2) does. */
  rename(from: Bytes, to: Bytes, fromDirFd?: number, toDirFd?: number): number;
  link(from: Bytes, to: Bytes, fromDirFd?: number, toDirFd?: number, follow?: boolean): number;
  symlink(target: Bytes, path: Bytes, dirFd?: number): number;
  readlink(path: Bytes, dirFd?: number): Bytes | Failure;
  chmod(path: Bytes, mode: number, follow?: boolean, dirFd?: number): number;
  fchmod(fd: number, mode: number): number;
  chown(path: Bytes, uid: number, gid: number, follow?: boolean, dirFd?: number): number;
  fchown(fd: number, uid: number, gid: number): number;
  /** Nanoseconds since 1970. */
  utime(path: Bytes, atimeNs: bigint, mtimeNs: bigint, follow?: boolean, dirFd?: number): number;
  futime(fd: number, atimeNs: bigint, mtimeNs: bigint): number;
  /** 0 or `-errno`. */
  access(path: Bytes, mode: number, dirFd?: number, effectiveIds?: boolean, follow?: boolean): number;
  mkfifo(path: Bytes, mode: number, dirFd?: number): number;
  chdir(path: Bytes): number;
  fchdir(fd: number): number;
  getcwd(): Bytes | Failure;
  /** Sets the mask and returns the old one. */
  umask(mask: number): number;

  // -- processes ---------------------------------------------------------------------------------------------

  getpid(): number;
  getppid(): number;
  getuid(): number;
  geteuid(): number;
  getgid(): number;
  getegid(): number;
  getgroups(): number[] | Failure;
  getpgid(pid: number): number;
  setpgid(pid: number, group: number): number;
  getsid(pid: number): number;
  setsid(): number;
  setuid(uid: number): number;
  setgid(gid: number): number;
  /** Adds to the nice value and returns the new one. As nice(2): -1 may be a result; an error is below -64. */
  nice(increment: number): number;
  environ(): [name: Bytes, value: Bytes][];
  getenv(name: Bytes): Bytes | null;
  setenv(name: Bytes, value: Bytes): number;
  unsetenv(name: Bytes): number;
  kill(pid: number, signal: number): number;
  killpg(group: number, signal: number): number;
  /** Starts a child and returns its pid. A child that fails before `execve` says so on `errpipeWrite`. */
  spawn(request: SpawnRequest): number;
  /** The child's pid (also stored), or 0 where `WNOHANG` found none. */
  waitpid(pid: number, options: number, out: WaitResult): number;
  /** Returns only when it fails. */
  execve(path: Bytes, argv: readonly Bytes[], env: readonly Bytes[]): number;
  /** The shell's status as waitpid(2) encodes it. */
  system(command: Bytes): number;
  /** Ends the process at once, without any clean-up. */
  exit(status: number): never;
  abort(): never;
  getrlimit(resource: number, out: [soft: bigint, hard: bigint]): number;
  setrlimit(resource: number, soft: bigint, hard: bigint): number;
  /** `who`: 0 this process, -1 its children, 1 this thread. */
  getrusage(who: number, out: Usage): number;
  times(out: Times): number;
  getloadavg(out: Float64Array): number;

  // -- time --------------------------------------------------------------------------------------------------

  /** Nanoseconds, or a negative `-errno`. `id` is a `CLOCK` constant. */
  clock(id: number): bigint;
  /** Resolution of a clock in nanoseconds. */
  clockResolution(id: number): bigint;
  /** 0, or `-EINTR` when a signal came first. */
  sleep(ns: bigint): number;
  /** Breaks seconds since 1970 into local time, under the zone in force. */
  localtime(seconds: number, out: BrokenTime): number;
  /** Reads `TZ` again. */
  tzset(): void;

  // -- signals -----------------------------------------------------------------------------------------------

  /** Installs a `SignalKind`; returns the one before. */
  setSignal(signal: number, kind: number): number;
  getSignal(signal: number): number;
  /** Takes the lowest pending Python-handled signal, or 0 when there is none (`EvalBreaker.SIGNAL` is then clear). */
  takeSignal(): number;
  /** Sends a signal to this thread; a Python-handled one is pending on return. */
  raise(signal: number): number;
  /** Seconds that were left of the alarm before. */
  alarm(seconds: number): number;
  /** Times in seconds; stores what was set before into `out` (value, interval). */
  setitimer(which: number, seconds: number, interval: number, out: Float64Array): number;
  getitimer(which: number, out: Float64Array): number;
  /** Waits for a signal; `-EINTR` once a handled one came. */
  pause(): number;
  /** The descriptor that gets a byte (the number) for each Python-handled signal, -1 for none; returns the one before. */
  setWakeupFd(fd: number): number;
  /** Masks: bit n - 1 stands for signal n. Returns the old mask, or a negative `-errno`. */
  sigmask(how: number, mask: bigint): bigint;
  sigpending(): bigint;

  // -- the machine -------------------------------------------------------------------------------------------

  getrandom(into: Uint8Array): number;
  uname(): SystemName;
  hostname(): string;
  /** By name without `SC_` (`PAGE_SIZE`, `NPROCESSORS_ONLN`, `CLK_TCK`, `OPEN_MAX`, `ARG_MAX`, …). */
  sysconf(name: string): number;
  cpuCount(): number;
  strerror(errno: number): string;
  /**
   * A function of the C library by name, its signature as in `signature.ts`, for what no member here covers (sockets, epoll,
   * extended attributes): null where there is no such function or no C library. An `i` or `n` below zero is `-errno`. Pointers
   * are into the window; the callee must not call back.
   */
  libc(name: string, signature: string): CFunction | null;
  /** errno as the last such function left it: 0 where it set none. */
  errno(): number;
}

export type CFunction = (...args: (number | bigint)[]) => number | bigint | undefined;

/** Whether a result that is normally no number is a failure. */
export function isError(result: unknown): result is Failure {
  return typeof result === 'number' && result < 0;
}
