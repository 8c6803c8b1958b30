/** Processes, their environment and their limits. */
import {
  E,
  ld32,
  ldF64,
  ldI64,
  ldSsize,
  ldU64,
  type Os,
  type SpawnRequest,
  st32,
  stI64,
  stPtr,
  stU64,
  type Usage,
} from '@tyston/memory';
import type { Scratch } from '../scratch.js';
import { SpawnArgs } from '../spawn-args.js';
import { rlimit, rusage, timeval, tms } from '../structs.js';
import { type Context, foreignString, withPath, withScratch } from './context.js';

export type ProcessCalls = Pick<
  Os,
  | 'getpid'
  | 'getppid'
  | 'getuid'
  | 'geteuid'
  | 'getgid'
  | 'getegid'
  | 'getgroups'
  | 'getpgid'
  | 'setpgid'
  | 'getsid'
  | 'setsid'
  | 'setuid'
  | 'setgid'
  | 'nice'
  | 'environ'
  | 'getenv'
  | 'setenv'
  | 'unsetenv'
  | 'kill'
  | 'killpg'
  | 'spawn'
  | 'waitpid'
  | 'execve'
  | 'system'
  | 'exit'
  | 'abort'
  | 'getrlimit'
  | 'setrlimit'
  | 'getrusage'
  | 'times'
  | 'getloadavg'
>;

const MAX_GROUPS = 65536;
const CLOCK_TICKS = 100;

function fillUsage(p: number, out: Usage): void {
  const seconds = (at: number) => ldSsize(at + timeval.tv_sec) + ldSsize(at + timeval.tv_usec) / 1e6;
  out.utime = seconds(p + rusage.ru_utime);
  out.stime = seconds(p + rusage.ru_stime);
  out.maxrss = ldSsize(p + rusage.ru_maxrss);
  out.minflt = ldSsize(p + rusage.ru_minflt);
  out.majflt = ldSsize(p + rusage.ru_majflt);
  out.inblock = ldSsize(p + rusage.ru_inblock);
  out.oublock = ldSsize(p + rusage.ru_oublock);
  out.nvcsw = ldSsize(p + rusage.ru_nvcsw);
  out.nivcsw = ldSsize(p + rusage.ru_nivcsw);
}

/** Lays a request out as C reads it; 0 when a string holds a NUL. */
function layRequest(s: Scratch, r: SpawnRequest): number {
  const a = s.take(SpawnArgs.size);
  const strings = [r.executables, r.argv, r.env].map((list) => (list === null ? null : s.cstrings(list)));
  const cwd = r.cwd === null ? null : s.cstring(r.cwd);
  if (strings.includes(0) || cwd === 0) return 0;
  stPtr(a + SpawnArgs.executables, strings[0]!);
  stPtr(a + SpawnArgs.argv, strings[1]!);
  stPtr(a + SpawnArgs.env, strings[2] ?? 0);
  stPtr(a + SpawnArgs.cwd, cwd ?? 0);
  const words = (list: readonly number[]) => {
    const p = s.take(list.length * 4 + 4);
    for (let i = 0; i < list.length; i++) st32(p + i * 4, list[i]!);
    return p;
  };
  stPtr(a + SpawnArgs.keep, words(r.fdsToKeep));
  stI64(a + SpawnArgs.keep_count, BigInt(r.fdsToKeep.length));
  stPtr(a + SpawnArgs.groups, words(r.extraGroups ?? []));
  stI64(a + SpawnArgs.groups_count, BigInt(r.extraGroups?.length ?? -1));
  st32(a + SpawnArgs.p2cread, r.p2cread);
  st32(a + SpawnArgs.p2cwrite, r.p2cwrite);
  st32(a + SpawnArgs.c2pread, r.c2pread);
  st32(a + SpawnArgs.c2pwrite, r.c2pwrite);
  st32(a + SpawnArgs.errread, r.errread);
  st32(a + SpawnArgs.errwrite, r.errwrite);
  st32(a + SpawnArgs.errpipe_read, r.errpipeRead);
  st32(a + SpawnArgs.errpipe_write, r.errpipeWrite);
  st32(a + SpawnArgs.close_fds, Number(r.closeFds));
  st32(a + SpawnArgs.restore_signals, Number(r.restoreSignals));
  st32(a + SpawnArgs.new_session, Number(r.startNewSession));
  st32(a + SpawnArgs.group, r.processGroup);
  st32(a + SpawnArgs.umask, r.umask);
  stI64(a + SpawnArgs.gid, BigInt(r.gid ?? -1));
  stI64(a + SpawnArgs.uid, BigInt(r.uid ?? -1));
  return a;
}

export function makeProcessCalls(c: Context): ProcessCalls {
  const { libc } = c;

  function environ(): [Uint8Array, Uint8Array][] {
    const variable = c.machine.symbol('environ');
    const result = withScratch(c, (s) => {
      const word = s.take(8);
      libc.memcpy(word, variable, 8);
      const list: [Uint8Array, Uint8Array][] = [];
      for (let entry = ldU64(word); entry !== 0n; entry += 8n) {
        libc.memcpy(word, entry, 8);
        if (ldU64(word) === 0n) break;
        const text = foreignString(c, ldU64(word));
        const equals = text.indexOf(0x3d, 1);
        if (equals > 0) list.push([text.slice(0, equals), text.slice(equals + 1)]);
      }
      return list;
    });
    return typeof result === 'number' ? [] : result;
  }

  return {
    getpid: () => libc.getpid(),
    getppid: () => libc.getppid(),
    getuid: () => libc.getuid() >>> 0,
    geteuid: () => libc.geteuid() >>> 0,
    getgid: () => libc.getgid() >>> 0,
    getegid: () => libc.getegid() >>> 0,
    getgroups: () =>
      withScratch(c, (s) => {
        const p = s.take(MAX_GROUPS * 4);
        const n = libc.getgroups(MAX_GROUPS, p);
        return n < 0 ? n : Array.from({ length: n }, (_, i) => ld32(p + i * 4) >>> 0);
      }),
    getpgid: (pid) => libc.getpgid(pid),
    setpgid: (pid, group) => libc.setpgid(pid, group),
    getsid: (pid) => libc.getsid(pid),
    setsid: () => libc.setsid(),
    setuid: (uid) => libc.setuid(uid | 0),
    setgid: (gid) => libc.setgid(gid | 0),
    nice(increment) {
      const result = libc.nice(increment);
      return result === -1 && c.errno() !== 0 ? -c.errno() - 64 : result;
    },
    environ,
    getenv(name) {
      const found = withScratch(c, (s) => {
        const p = s.cstring(name);
        const value = p === 0 ? 0n : libc.getenv(p);
        return value === 0n ? null : foreignString(c, value);
      });
      return typeof found === 'number' ? null : found;
    },
    setenv: (name, value) =>
      withScratch(c, (s) => {
        const p = s.cstring(name);
        const q = s.cstring(value);
        return p === 0 || q === 0 ? -E.EINVAL : libc.setenv(p, q, 1);
      }),
    unsetenv: (name) => withPath(c, name, (p) => libc.unsetenv(p)),
    kill: (pid, signal) => libc.kill(pid, signal),
    killpg: (group, signal) => libc.killpg(group, signal),
    spawn: (request) =>
      withScratch(c, (s) => {
        const args = layRequest(s, request);
        return args === 0 ? -E.EINVAL : libc.tyston_fork_exec(args);
      }),
    waitpid: (pid, options, out) =>
      withScratch(c, (s) => {
        const status = s.take(4);
        const usage = s.take(rusage.size);
        const found = libc.wait4(pid, status, options, usage);
        if (found >= 0) {
          out.pid = found;
          out.status = ld32(status);
          fillUsage(usage, out.usage);
        }
        return found;
      }),
    execve: (path, argv, env) =>
      withPath(c, path, (p, s) => {
        const a = s.cstrings(argv);
        const e = s.cstrings(env);
        return a === 0 || e === 0 ? -E.EINVAL : libc.execve(p, a, e);
      }),
    system: (command) => withPath(c, command, (p) => libc.system(p)),
    exit(status): never {
      libc._exit(status);
      throw new Error('_exit returned');
    },
    abort(): never {
      libc.abort();
      throw new Error('abort returned');
    },
    getrlimit: (resource, out) =>
      withScratch(c, (s) => {
        const p = s.take(rlimit.size);
        const status = libc.getrlimit(resource, p);
        if (status === 0) {
          out[0] = ldU64(p + rlimit.rlim_cur);
          out[1] = ldU64(p + rlimit.rlim_max);
        }
        return status;
      }),
    setrlimit: (resource, soft, hard) =>
      withScratch(c, (s) => {
        const p = s.take(rlimit.size);
        stU64(p + rlimit.rlim_cur, soft);
        stU64(p + rlimit.rlim_max, hard);
        return libc.setrlimit(resource, p);
      }),
    getrusage: (who, out) =>
      withScratch(c, (s) => {
        const p = s.take(rusage.size);
        const status = libc.getrusage(who, p);
        if (status === 0) fillUsage(p, out);
        return status;
      }),
    times: (out) =>
      withScratch(c, (s) => {
        const p = s.take(tms.size);
        const elapsed = libc.times(p);
        if (elapsed < 0) return elapsed;
        out.user = Number(ldI64(p + tms.tms_utime)) / CLOCK_TICKS;
        out.system = Number(ldI64(p + tms.tms_stime)) / CLOCK_TICKS;
        out.childrenUser = Number(ldI64(p + tms.tms_cutime)) / CLOCK_TICKS;
        out.childrenSystem = Number(ldI64(p + tms.tms_cstime)) / CLOCK_TICKS;
        out.elapsed = elapsed / CLOCK_TICKS;
        return 0;
      }),
    getloadavg: (out) =>
      withScratch(c, (s) => {
        const p = s.take(24);
        const n = libc.getloadavg(p, 3);
        if (n < 3) return -E.EIO;
        for (let i = 0; i < 3; i++) out[i] = ldF64(p + i * 8);
        return 0;
      }),
  };
}
