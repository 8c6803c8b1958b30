/**
 * What every host without libc shares: descriptors, signals, clocks and the environment. Everything else answers
 * `-ENOSYS`; a host overrides what it can do.
 */
import { E, errnoMessage } from '../errno.js';
import type { Os } from '../os.js';
import { SignalKind } from '../os.js';
import { CLOCK, O } from '../os-constants.js';
import { signalWords } from '../signal-words.js';
import { NSIG, SIG } from '../signals.js';
import { type Description, makeDescriptors } from './descriptors.js';
import { breakTime } from './local-time.js';
import { makePipe, type Pipe } from './pipe.js';
import { makeWaiter } from './waiter.js';

/** What a portable host is given by whoever starts it. */
export interface Environment {
  /** `sys.platform`. */
  readonly platform: string;
  /** Nanoseconds since 1970, and since some fixed moment. */
  now(): bigint;
  monotonic(): bigint;
  /** CPU time of the process in nanoseconds. */
  cpuTime(): bigint;
  random(into: Uint8Array): void;
  /** Environment variables; changed by `setenv`. */
  readonly variables: Map<string, string>;
  /** Ends the process; must not return. */
  exit(status: number): never;
}

export interface BaseOs extends Os {
  /** Opens a description under the lowest free number. */
  addDescription(description: Description, inheritable?: boolean): number;
  readonly descriptors: ReturnType<typeof makeDescriptors>;
  /** The pipe that a description is an end of. */
  pipeOf(description: Description): Pipe | undefined;
}

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

export function makeBaseOs(buffer: ArrayBuffer | SharedArrayBuffer, env: Environment): BaseOs {
  const U8 = new Uint8Array(buffer as ArrayBuffer);
  const descriptors = makeDescriptors();
  const words = signalWords(buffer);
  const wait = makeWaiter(buffer, () => env.monotonic());
  const pipes = new Map<Description, Pipe>();
  let mask = 0n;
  /** Signals raised while they were blocked. */
  let blocked = 0n;

  const no = (): number => -E.ENOSYS;
  const bad = -E.EBADF;
  const view = (addr: number, n: number) => U8.subarray(addr >>> 0, (addr >>> 0) + n);
  const with_ = (fd: number, f: (d: Description) => number): number => {
    const d = descriptors.get(fd);
    return d === null ? bad : f(d);
  };
  const signalled = () => words.pending() !== 0n;
  const validSignal = (n: number) => n > 0 && n < NSIG;

  function post(signal: number): number {
    const kind = words.deliver(signal);
    if (kind !== SignalKind.PYTHON) return kind;
    const fd = words.wakeupFd();
    if (fd >= 0) descriptors.get(fd)?.write(Uint8Array.of(signal));
    return kind;
  }

  const base: BaseOs = {
    kind: 'none',
    platform: env.platform,
    descriptors,
    addDescription: (d, inheritable = false) => descriptors.add(d, inheritable),
    pipeOf: (d) => pipes.get(d),

    open: no,
    close: (fd) => descriptors.close(fd),
    closeRange(low, high) {
      for (let fd = Math.max(low, 0); fd < Math.min(high, descriptors.highest() + 1); fd++)
        descriptors.close(fd);
      return 0;
    },
    read: (fd, addr, n) => with_(fd, (d) => d.read(view(addr, n))),
    write: (fd, addr, n) => with_(fd, (d) => d.write(view(addr, n))),
    readJs: (fd, into) => with_(fd, (d) => d.read(into)),
    writeJs: (fd, from) => with_(fd, (d) => d.write(from)),
    pread: (fd, addr, n, offset) =>
      with_(fd, (d) => (offset < 0 ? -E.EINVAL : d.pread(view(addr, n), offset))),
    pwrite: (fd, addr, n, offset) =>
      with_(fd, (d) => (offset < 0 ? -E.EINVAL : d.pwrite(view(addr, n), offset))),
    sendfile: no,
    lseek: (fd, offset, whence) => with_(fd, (d) => d.seek(offset, whence)),
    fsync: (fd) => with_(fd, (d) => d.sync()),
    fdatasync: (fd) => with_(fd, (d) => d.sync()),
    ftruncate: (fd, length) => with_(fd, (d) => (length < 0 ? -E.EINVAL : d.truncate(length))),
    truncate: no,
    isatty: (fd) => with_(fd, (d) => (d.isatty() ? 1 : 0)),
    ttyname: (fd) => with_(fd, (d) => (d.isatty() ? -E.ENOSYS : -E.ENOTTY)),
    dup: (fd) => descriptors.dup(fd, 0, false),
    dup2: (fd, to, inheritable) => descriptors.dup2(fd, to, inheritable),
    pipe(out, flags) {
      const pipe = makePipe(flags & O.NONBLOCK);
      const r = descriptors.add(pipe.reader, false);
      if (r < 0) return r;
      const w = descriptors.add(pipe.writer, false);
      if (w < 0) {
        descriptors.close(r);
        return w;
      }
      pipes.set(pipe.reader, pipe);
      pipes.set(pipe.writer, pipe);
      out[0] = r;
      out[1] = w;
      return 0;
    },
    getInheritable: (fd) => descriptors.inheritable(fd),
    setInheritable: (fd, inheritable) => descriptors.setInheritable(fd, inheritable),
    getBlocking: (fd) => with_(fd, (d) => (d.flags & O.NONBLOCK ? 0 : 1)),
    setBlocking: (fd, blocking) =>
      with_(fd, (d) => {
        d.flags = blocking ? d.flags & ~O.NONBLOCK : d.flags | O.NONBLOCK;
        return 0;
      }),
    fcntl: (fd, cmd, arg) => descriptors.fcntl(fd, cmd, arg),
    flock: (fd) => with_(fd, () => 0),
    poll(fds, count, timeoutMs) {
      let found = descriptors.poll(fds, count);
      if (found !== 0 || timeoutMs === 0) return found;
      descriptors.settle(fds, count);
      found = descriptors.poll(fds, count);
      if (found !== 0) return found;
      if (timeoutMs < 0 && count > 0) return -E.EDEADLK;
      const slept = timeoutMs < 0 ? base.pause() : wait(BigInt(Math.ceil(timeoutMs)) * 1_000_000n, signalled);
      return slept < 0 ? slept : descriptors.poll(fds, count);
    },
    terminalSize: (fd) => with_(fd, (d) => (d.isatty() ? -E.ENOSYS : -E.ENOTTY)),
    tcgetattr: (fd) => with_(fd, (d) => (d.isatty() ? -E.ENOSYS : -E.ENOTTY)),
    tcsetattr: (fd) => with_(fd, (d) => (d.isatty() ? -E.ENOSYS : -E.ENOTTY)),

    stat: no,
    lstat: (path, out) => base.stat(path, out, false),
    fstat: (fd, out) => with_(fd, (d) => d.stat(out)),
    scandir: no,
    mkdir: no,
    rmdir: no,
    unlink: no,
    rename: no,
    link: no,
    symlink: no,
    readlink: no,
    chmod: no,
    fchmod: no,
    chown: no,
    fchown: no,
    utime: no,
    futime: no,
    access: no,
    mkfifo: no,
    chdir: no,
    fchdir: no,
    getcwd: () => utf8.encode('/'),
    umask: () => 0o022,

    getpid: () => 1,
    getppid: () => 0,
    getuid: () => 0,
    geteuid: () => 0,
    getgid: () => 0,
    getegid: () => 0,
    getgroups: () => [],
    getpgid: no,
    setpgid: no,
    getsid: no,
    setsid: no,
    setuid: no,
    setgid: no,
    nice: () => -E.ENOSYS - 64,
    environ: () => [...env.variables].map(([k, v]) => [utf8.encode(k), utf8.encode(v)]),
    getenv(name) {
      const value = env.variables.get(fromUtf8.decode(name));
      return value === undefined ? null : utf8.encode(value);
    },
    setenv(name, value) {
      if (name.length === 0 || name.includes(0x3d)) return -E.EINVAL;
      env.variables.set(fromUtf8.decode(name), fromUtf8.decode(value));
      return 0;
    },
    unsetenv(name) {
      if (name.length === 0 || name.includes(0x3d)) return -E.EINVAL;
      env.variables.delete(fromUtf8.decode(name));
      return 0;
    },
    kill: (pid, signal) => (pid === base.getpid() || pid === 0 ? base.raise(signal) : -E.ENOSYS),
    killpg: no,
    spawn: no,
    waitpid: () => -E.ECHILD,
    execve: no,
    system: no,
    exit: (status) => env.exit(status),
    abort: () => env.exit(128 + SIG.SIGABRT),
    getrlimit: no,
    setrlimit: no,
    getrusage(who, out) {
      if (who !== 0) return -E.ENOSYS;
      out.utime = Number(env.cpuTime()) / 1e9;
      out.stime = 0;
      return 0;
    },
    times(out) {
      out.user = Number(env.cpuTime()) / 1e9;
      out.system = out.childrenUser = out.childrenSystem = 0;
      out.elapsed = Number(env.monotonic()) / 1e9;
      return 0;
    },
    getloadavg: no,

    clock(id) {
      switch (id) {
        case CLOCK.REALTIME:
        case CLOCK.TAI:
          return env.now();
        case CLOCK.MONOTONIC:
        case CLOCK.MONOTONIC_RAW:
        case CLOCK.BOOTTIME:
          return env.monotonic();
        case CLOCK.PROCESS_CPUTIME_ID:
        case CLOCK.THREAD_CPUTIME_ID:
          return env.cpuTime();
        default:
          return BigInt(-E.EINVAL);
      }
    },
    clockResolution: (id) => (id === CLOCK.REALTIME ? 1_000_000n : 1000n),
    sleep: (ns) => wait(ns, signalled),
    localtime: breakTime,
    tzset() {},

    setSignal(signal, kind) {
      if (!validSignal(signal) || signal === SIG.SIGKILL || signal === SIG.SIGSTOP) return -E.EINVAL;
      if (kind < SignalKind.DEFAULT || kind > SignalKind.PYTHON) return -E.EINVAL;
      return words.setKind(signal, kind);
    },
    getSignal: (signal) => (validSignal(signal) ? words.kind(signal) : -E.EINVAL),
    takeSignal: () => words.take(),
    raise(signal) {
      if (signal === 0) return 0;
      if (!validSignal(signal)) return -E.EINVAL;
      if (mask & (1n << BigInt(signal - 1))) blocked |= 1n << BigInt(signal - 1);
      else if (post(signal) === SignalKind.DEFAULT && signal !== SIG.SIGCHLD && signal !== SIG.SIGWINCH)
        env.exit(128 + signal);
      return 0;
    },
    alarm: no,
    setitimer: no,
    getitimer: no,
    pause: () => {
      while (!signalled()) wait(1_000_000_000n, signalled);
      return -E.EINTR;
    },
    setWakeupFd(fd) {
      const before = words.wakeupFd();
      words.setWakeupFd(fd);
      return before;
    },
    sigmask(how, set) {
      const before = mask;
      if (how === 0) mask |= set;
      else if (how === 1) mask &= ~set;
      else if (how === 2) mask = set;
      else return BigInt(-E.EINVAL);
      const due = blocked & ~mask;
      blocked &= mask;
      for (let n = 1; n < NSIG; n++) if (due & (1n << BigInt(n - 1))) base.raise(n);
      return before;
    },
    sigpending: () => blocked,

    getrandom(into) {
      env.random(into);
      return into.length;
    },
    uname: () => ({ sysname: 'Tyston', nodename: 'localhost', release: '', version: '', machine: 'x86_64' }),
    hostname: () => 'localhost',
    sysconf(name) {
      if (name === 'PAGE_SIZE' || name === 'PAGESIZE') return 4096;
      if (name === 'NPROCESSORS_ONLN' || name === 'NPROCESSORS_CONF') return base.cpuCount();
      if (name === 'CLK_TCK') return 100;
      return name === 'OPEN_MAX' ? 1024 : -E.EINVAL;
    },
    cpuCount: () => 1,
    strerror: errnoMessage,
    libc: () => null,
    errno: () => E.ENOSYS,
  };
  return base;
}
