/**
 * The portable host on Node: the operating system through Node's own modules, without the addon. What Node does not
 * offer stays `-ENOSYS`: real pipes, paths relative to descriptors, terminal modes, timers' signals.
 *
 * A signal's JavaScript listener never runs while Python does. So the command runs the program in a Worker over a shared window,
 * and the main thread, whose event loop is free, passes signals on:
 *
 *     // main thread                                       // worker
 *     const window = portableWindow();                     const host = createPortableNodeHost({ buffer: window });
 *     forwardSignals(window);                              attachWindow(host.memory.buffer);
 *     const worker = new Worker(…,                         … run …
 *       { workerData: window });
 *     worker.on('exit', (status) => process.exit(status));
 *
 * `os.exit` in a Worker ends the Worker: the main thread passes the status on.
 */
/// <reference types="node" />
import crypto from 'node:crypto';
import nodeOs from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { E } from '../errno.js';
import type { Host } from '../host.js';
import type { Os } from '../os.js';
import { SignalKind } from '../os.js';
import { O } from '../os-constants.js';
import { signalWords } from '../signal-words.js';
import { SIG } from '../signals.js';
import { type Environment, makeBaseOs } from './base-os.js';
import { attempt } from './node-calls.js';
import { makeNodeChildren } from './node-children.js';
import { nodeDescription } from './node-description.js';
import { makeNodeFiles, realFd } from './node-files.js';
import { createPortableHost, type PortableOptions } from './portable.js';

export function createPortableNodeHost(options: Omit<PortableOptions, 'os' | 'environment'> = {}): Host {
  return createPortableHost({ ...options, os: makeNodeOs });
}

function nodeEnvironment(): Environment {
  const variables = new Map<string, string>();
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined) variables.set(name, value);
  // Date has milliseconds; the monotonic clock, anchored once, has the rest.
  const anchor = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();
  return {
    platform: process.platform,
    now() {
      const now = anchor + process.hrtime.bigint();
      const drift = BigInt(Date.now()) * 1_000_000n - now;
      // Somebody set the clock: the system's word counts.
      return drift > 20_000_000n || drift < -20_000_000n ? now + drift : now;
    },
    monotonic: () => process.hrtime.bigint(),
    cpuTime() {
      const { user, system } = process.cpuUsage();
      return BigInt(user + system) * 1000n;
    },
    random(into) {
      // Node refuses to fill shared memory.
      into.set(crypto.randomBytes(into.length));
    },
    variables,
    exit(status): never {
      process.exit(status & 255);
    },
  };
}

export function makeNodeOs(window: ArrayBuffer | SharedArrayBuffer): Os {
  const env = nodeEnvironment();
  const base = makeBaseOs(window, env);
  const words = signalWords(window);
  const interrupted = () => words.pending() !== 0n;
  for (const fd of [0, 1, 2]) {
    const d = nodeDescription(fd, fd === 0 ? O.RDONLY : O.WRONLY, null, false, interrupted);
    base.descriptors.add(d, true, fd);
  }

  const own: Partial<Os> = {
    kind: 'node',
    getpid: () => process.pid,
    getppid: () => process.ppid,
    getuid: () => process.getuid?.() ?? 0,
    geteuid: () => process.geteuid?.() ?? 0,
    getgid: () => process.getgid?.() ?? 0,
    getegid: () => process.getegid?.() ?? 0,
    getgroups: () => process.getgroups?.() ?? [],
    setuid: (id) => attempt(() => process.setuid!(id)),
    setgid: (id) => attempt(() => process.setgid!(id)),
    setenv(name, value) {
      if (name.length === 0 || name.includes(0x3d)) return -E.EINVAL;
      const [k, v] = [Buffer.from(name).toString(), Buffer.from(value).toString()];
      env.variables.set(k, v);
      process.env[k] = v;
      return 0;
    },
    unsetenv(name) {
      if (name.length === 0 || name.includes(0x3d)) return -E.EINVAL;
      const k = Buffer.from(name).toString();
      env.variables.delete(k);
      delete process.env[k];
      return 0;
    },
    nice(increment) {
      let now = 0;
      const status = attempt(() => {
        now = nodeOs.getPriority() + increment;
        nodeOs.setPriority(now);
      });
      return status < 0 ? status - 64 : now;
    },
    abort: () => process.abort(),
    raise(signal) {
      if (signal !== 0 && words.kind(signal) === SignalKind.DEFAULT && signal > 0 && signal < 65) {
        const status = attempt(() => void process.kill(process.pid, signal));
        return status;
      }
      return baseRaise(signal);
    },
    getrusage(who, out) {
      if (who !== 0) return -E.ENOSYS;
      const u = process.resourceUsage();
      out.utime = u.userCPUTime / 1e6;
      out.stime = u.systemCPUTime / 1e6;
      out.maxrss = u.maxRSS;
      out.minflt = u.minorPageFault;
      out.majflt = u.majorPageFault;
      out.inblock = u.fsRead;
      out.oublock = u.fsWrite;
      out.nvcsw = u.voluntaryContextSwitches;
      out.nivcsw = u.involuntaryContextSwitches;
      return 0;
    },
    times(out) {
      const { user, system } = process.cpuUsage();
      out.user = user / 1e6;
      out.system = system / 1e6;
      out.childrenUser = out.childrenSystem = 0;
      out.elapsed = Number(process.hrtime.bigint()) / 1e9;
      return 0;
    },
    getloadavg(out) {
      out.set(nodeOs.loadavg());
      return 0;
    },
    terminalSize(fd, out) {
      const real = realFd(base, fd);
      if (real < 0) return -E.EBADF;
      if (base.isatty(fd) !== 1) return -E.ENOTTY;
      // Asked of the stream that Node already has, for making one would change the terminal's mode.
      const stream = real === 2 ? process.stderr : process.stdout;
      if (!stream.isTTY) return -E.ENOSYS;
      out[0] = stream.columns;
      out[1] = stream.rows;
      return 0;
    },
    uname: () => ({
      sysname: nodeOs.type(),
      nodename: nodeOs.hostname(),
      release: nodeOs.release(),
      version: nodeOs.version(),
      machine: nodeOs.machine(),
    }),
    hostname: () => nodeOs.hostname(),
    cpuCount: () => nodeOs.availableParallelism(),
  };
  const baseRaise = base.raise;
  Object.assign(base, makeNodeFiles(base, !isMainThread, interrupted), own);
  Object.assign(base, makeNodeChildren(base));
  return base;
}

/**
 * On the main thread: passes this process's signals on to the program that runs over `window` in a Worker. A signal that
 * the program leaves to its default does what it would have done without us. Returns a function that stops it.
 */
export function forwardSignals(window: SharedArrayBuffer): () => void {
  const words = signalWords(window);
  const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2', 'SIGALRM', 'SIGWINCH', 'SIGCONT'] as const;
  const listeners = forwarded.map((name) => {
    const listener = () => {
      if (words.deliver(SIG[name]) !== SignalKind.DEFAULT || name === 'SIGWINCH' || name === 'SIGCONT')
        return;
      process.off(name, listener);
      process.kill(process.pid, name);
    };
    process.on(name, listener);
    return [name, listener] as const;
  });
  return () => {
    for (const [name, listener] of listeners) process.off(name, listener);
  };
}
