/**
 * libc, as far as the host needs it: one row a function, its signature as in `signature.ts`. A result below zero (of `i` and `n`)
 * comes back as `-errno`.
 */
import type { CFunction, MachineCaller } from '@tyston/memory';

const ROWS = {
  // descriptors
  openat: 'ipii:i',
  close: 'i:i',
  close_range: 'iii:i',
  read: 'ipn:n',
  write: 'ipn:n',
  pread: 'ipnn:n',
  pwrite: 'ipnn:n',
  sendfile: 'iipn:n',
  lseek: 'ini:n',
  fsync: 'i:i',
  fdatasync: 'i:i',
  ftruncate: 'in:i',
  truncate: 'pn:i',
  isatty: 'i:i',
  ttyname_r: 'ipn:i',
  dup3: 'iii:i',
  dup2: 'ii:i',
  pipe2: 'pi:i',
  fcntl: 'iin:i',
  flock: 'ii:i',
  poll: 'pni:i',
  ioctl: 'inp:i',
  tcgetattr: 'ip:i',
  tcsetattr: 'iip:i',
  // files
  fstatat: 'ippi:i',
  fstat: 'ip:i',
  getdents64: 'ipn:n',
  mkdirat: 'ipi:i',
  unlinkat: 'ipi:i',
  renameat: 'ipip:i',
  linkat: 'ipipi:i',
  symlinkat: 'pip:i',
  readlinkat: 'ippn:n',
  fchmodat: 'ipii:i',
  fchmod: 'ii:i',
  fchownat: 'ipiii:i',
  fchown: 'iii:i',
  utimensat: 'ippi:i',
  futimens: 'ip:i',
  faccessat: 'ipii:i',
  mkfifoat: 'ipi:i',
  chdir: 'p:i',
  fchdir: 'i:i',
  getcwd: 'pn:p',
  umask: 'i:i',
  // processes
  getpid: ':i',
  getppid: ':i',
  getuid: ':i',
  geteuid: ':i',
  getgid: ':i',
  getegid: ':i',
  getgroups: 'ip:i',
  getpgid: 'i:i',
  setpgid: 'ii:i',
  getsid: 'i:i',
  setsid: ':i',
  setuid: 'i:i',
  setgid: 'i:i',
  nice: 'i:i',
  getenv: 'p:q',
  setenv: 'ppi:i',
  unsetenv: 'p:i',
  kill: 'ii:i',
  killpg: 'ii:i',
  wait4: 'ipip:i',
  execve: 'ppp:i',
  system: 'p:i',
  _exit: 'i:v',
  abort: ':v',
  getrlimit: 'ip:i',
  setrlimit: 'ip:i',
  getrusage: 'ip:i',
  times: 'p:n',
  getloadavg: 'pi:i',
  // time
  clock_gettime: 'ip:i',
  clock_getres: 'ip:i',
  nanosleep: 'pp:i',
  localtime_r: 'pp:p',
  tzset: ':v',
  // signals
  raise: 'i:i',
  alarm: 'i:i',
  setitimer: 'ipp:i',
  getitimer: 'ip:i',
  pause: ':i',
  pthread_sigmask: 'ipp:i',
  sigpending: 'p:i',
  // the machine
  getrandom: 'pni:n',
  uname: 'p:i',
  sysconf: 'i:n',
  strlen: 'q:n',
  memcpy: 'pqn:p',
  // doubles
  pow: 'dd:d',
  // the addon's own
  tyston_signal: 'nn:n',
  tyston_signal_words: 'ppnp:n',
  tyston_crash_stack: 'pn:n',
  tyston_fork_exec: 'p:n',
} as const;

/** Functions whose result below zero need not be a failure: the caller looks at errno. */
const UNCHECKED: ReadonlySet<string> = new Set(['nice', 'sysconf']);

type Result<S extends string> = S extends `${string}:v`
  ? undefined
  : S extends `${string}:q`
    ? bigint
    : number;
type Name = keyof typeof ROWS;
export type Libc = { readonly [K in Name]: (...args: (number | bigint)[]) => Result<(typeof ROWS)[K]> };

/** A C function whose failures come back as `-errno`; null where the library has none of that name. */
export function bindChecked(
  caller: MachineCaller,
  symbol: (name: string) => bigint,
  name: string,
  signature: string,
): CFunction | null {
  const address = symbol(name);
  if (address === 0n) return null;
  const call = caller.bind(address, signature);
  if (!signature.endsWith(':i') && !signature.endsWith(':n')) return call;
  return (...args) => {
    const result = call(...args) as number;
    return result < 0 ? -caller.errno() : result;
  };
}

/**
 * Binds the rows. A function is looked up when it is first called, so that start-up pays for what it uses.
 */
export function makeLibc(caller: MachineCaller, symbol: (name: string) => bigint): Libc {
  const libc: Record<string, unknown> = {};
  for (const [name, signature] of Object.entries(ROWS)) {
    const unchecked = name.startsWith('tyston_') || UNCHECKED.has(name);
    libc[name] = (...first: (number | bigint)[]) => {
      const f = unchecked
        ? caller.bind(symbol(name), signature)
        : bindChecked(caller, symbol, name, signature);
      if (f === null) throw new Error(`the C library has no function ${name}`);
      libc[name] = f;
      return f(...first);
    };
  }
  return libc as unknown as Libc;
}
