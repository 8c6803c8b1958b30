/**
 * Child processes without `fork`: Node can start a child and wait for it in one call (`spawnSync`), nothing between. So a child
 * is noted when it is asked for and run when somebody needs what it does: its status, its output, or the end
 * of its input. That serves `subprocess.run` and `Popen.communicate`; a dialogue with a living child is not possible here.
 */
/// <reference types="node" />
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { E } from '../errno.js';
import type { Os, SpawnRequest } from '../os.js';
import { ACCESS, WAIT } from '../os-constants.js';
import type { BaseOs } from './base-os.js';
import type { Description } from './descriptors.js';
import { attempt, buffer } from './node-calls.js';
import type { Pipe } from './pipe.js';

interface Stream {
  readonly description: Description;
  release(): void;
}
interface Child {
  readonly pid: number;
  readonly request: SpawnRequest;
  readonly program: Uint8Array;
  readonly streams: (Stream | null)[];
  /** Wait status, once it has run. */
  status: number | null;
}

const latin = (bytes: Uint8Array) => buffer(bytes).toString('utf8');

export function makeNodeChildren(base: BaseOs): Pick<Os, 'spawn' | 'waitpid' | 'system' | 'kill'> {
  const children = new Map<number, Child>();
  let nextPid = 0x10000;
  const parentKill = base.kill;

  function run(child: Child): void {
    if (child.status !== null) return;
    child.status = 0;
    const { request, streams } = child;
    const pipes = streams.map((s): Pipe | undefined => (s ? base.pipeOf(s.description) : undefined));
    const stdio = streams.map((s, i) => {
      if (s === null) return 'ignore' as const;
      if (pipes[i]) return 'pipe' as const;
      return (s.description as Description & { realFd?: number }).realFd ?? ('ignore' as const);
    });
    const env = request.env?.map((e) => latin(e).split(/=(.*)/s).slice(0, 2));
    const result = spawnSync(latin(child.program), request.argv.slice(1).map(latin), {
      argv0: latin(request.argv[0] ?? child.program),
      stdio,
      input: pipes[0]?.drain() ?? undefined,
      env: env
        ? Object.fromEntries(env)
        : Object.fromEntries(base.environ().map(([k, v]) => [latin(k), latin(v)])),
      ...(request.cwd ? { cwd: latin(request.cwd) } : { cwd: latin(base.getcwd() as Uint8Array) }),
      ...(request.uid !== null ? { uid: request.uid } : {}),
      ...(request.gid !== null ? { gid: request.gid } : {}),
      maxBuffer: 1 << 30,
    } as Parameters<typeof spawnSync>[2]);
    for (const i of [1, 2]) {
      const output = result.output?.[i];
      if (output && pipes[i]) pipes[i].feed(Uint8Array.from(output as Buffer));
    }
    for (const p of pipes) if (p) p.onEmpty = null;
    for (const s of streams) s?.release();
    const signal = result.signal ? (os.constants.signals[result.signal] ?? 9) : 0;
    child.status = result.status === null ? signal || 127 << 8 : result.status << 8;
  }

  function spawn(request: SpawnRequest): number {
    let program: Uint8Array | null = null;
    let error: number = E.ENOENT;
    const where = request.cwd ? attempt(() => fs.accessSync(buffer(request.cwd!), ACCESS.X_OK)) : 0;
    if (where === 0)
      for (const candidate of request.executables) {
        const found = base.access(candidate, ACCESS.X_OK);
        if (found === 0) {
          program = candidate;
          break;
        }
        if (-found !== E.ENOENT && -found !== E.ENOTDIR) error = -found;
      }
    const pid = nextPid++;
    if (program === null) {
      const failed = where < 0 ? -where : error;
      const report = `OSError:${failed.toString(16).toUpperCase()}:${where < 0 ? 'noexec:chdir' : ''}`;
      base.writeJs(request.errpipeWrite, new TextEncoder().encode(report));
      children.set(pid, { pid, request, program: new Uint8Array(0), streams: [], status: 255 << 8 });
      return pid;
    }
    const fds = [request.p2cread, request.c2pwrite, request.errwrite];
    const streams = fds.map((fd, i) => base.descriptors.hold(fd >= 0 ? fd : i));
    const child: Child = { pid, request, program, streams, status: null };
    children.set(pid, child);
    for (const i of [1, 2]) {
      const stream = streams[i];
      const pipe = stream ? base.pipeOf(stream.description) : undefined;
      if (pipe) pipe.onEmpty = () => run(child);
    }
    return pid;
  }

  return {
    spawn,
    waitpid(pid, options, out) {
      const child = pid > 0 ? children.get(pid) : children.values().next().value;
      if (child === undefined) return -E.ECHILD;
      // Asked whether it has ended yet, a child that may still get input has not.
      const input = child.streams[0] ? base.pipeOf(child.streams[0].description) : undefined;
      if (options & WAIT.NOHANG && child.status === null && input?.isOpen()) {
        out.pid = 0;
        return 0;
      }
      run(child);
      children.delete(child.pid);
      out.pid = child.pid;
      out.status = child.status ?? 0;
      return child.pid;
    },
    system(command) {
      const result = spawnSync('/bin/sh', ['-c', latin(command)], {
        stdio: 'inherit',
        env: Object.fromEntries(base.environ().map(([k, v]) => [latin(k), latin(v)])),
        cwd: latin(base.getcwd() as Uint8Array),
      });
      if (result.status !== null) return result.status << 8;
      return result.signal ? (os.constants.signals[result.signal] ?? 9) : 127 << 8;
    },
    kill(pid, signal) {
      const child = children.get(pid);
      if (child !== undefined) {
        if (child.status === null && signal !== 0) {
          child.status = signal;
          for (const s of child.streams) s?.release();
        }
        return 0;
      }
      if (pid === base.getpid()) return parentKill(pid, signal);
      return attempt(() => void process.kill(pid, signal));
    },
  };
}
