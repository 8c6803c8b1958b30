import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Outcome {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  /** It was ended because it took more memory than it was given. */
  readonly outOfMemory: boolean;
  /** KiB of memory that the command's own process had at its peak, as the kernel counts them. */
  readonly peak: number;
  /** Wall clock from the start of the process to the end of its output. */
  readonly milliseconds: number;
  /** What counts against the limits. */
  readonly spent: number;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly timeout?: number;
  /** Milliseconds without a word on standard output after which the command counts as hanging. */
  readonly quiet?: number;
  /**
   * On a machine that is busy with other things a process gets a part of a core: limits hold for the time that it was at work, or
   * for this many times as much on the clock. 1, where nothing is said: the clock alone.
   */
  readonly slack?: number;
  readonly input?: string;
  /** MiB of memory at which the command is ended: one that leaks must not take the machine with it. */
  readonly memory?: number;
  /** Output past this many characters is dropped: a runaway program must not exhaust the harness. */
  readonly limit?: number;
}

/**
 * Runs a command in a process group of its own, so that a time limit also ends what the command started.
 */
export function run(command: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const { timeout = 60_000, limit = 16_000_000 } = options;
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const child = spawn(command[0]!, command.slice(1), {
      env: options.env ?? process.env,
      cwd: options.cwd,
      detached: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    const keep = (list: Buffer[]) => {
      let size = 0;
      return (chunk: Buffer) => {
        if (size < limit) list.push(chunk);
        size += chunk.length;
      };
    };
    child.stdout!.on('data', keep(out));
    child.stdout!.on('data', () => listen());
    child.stderr!.on('data', keep(err));
    if (options.input !== undefined) {
      // A command that ends before it reads its input closes the pipe: that is its own business.
      child.stdin!.on('error', () => {});
      child.stdin!.end(options.input);
    }
    let timedOut = false;
    const kill = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // The group is gone already.
      }
    };
    const hang = () => {
      timedOut = true;
      kill();
    };
    let outOfMemory = false;
    let peak = 0;
    let cpu = 0;
    // Before its first word it may take as long as it likes, within the other limit.
    let heard = Number.POSITIVE_INFINITY;
    const { memory = Number.POSITIVE_INFINITY, quiet = Number.POSITIVE_INFINITY, slack = 1 } = options;
    const spent = () => Math.max(cpu, (performance.now() - begin) / slack);
    const listen = () => {
      heard = spent();
    };
    const watch = setInterval(() => {
      // The kernel keeps the peak, so what is missed is only what grows in the last moments.
      peak = peakOf(child.pid!) ?? peak;
      if (slack > 1) cpu = cpuOf(child.pid!) ?? cpu;
      if (spent() > timeout || spent() - heard > quiet) hang();
      if (peak > memory * 1024) {
        outOfMemory = true;
        kill();
      }
    }, 50);
    const stop = () => clearInterval(watch);
    child.on('error', (error) => {
      stop();
      reject(error);
    });
    child.on('exit', () => {
      // What the command left running in the background may hold its pipes open for ever.
      setTimeout(kill, 500).unref();
    });
    child.on('close', (status, signal) => {
      stop();
      resolve({
        status,
        signal,
        stdout: Buffer.concat(out).toString('utf8'),
        stderr: Buffer.concat(err).toString('utf8'),
        timedOut,
        outOfMemory,
        peak,
        milliseconds: performance.now() - begin,
        spent: spent(),
      });
    });
  });
}

/** Milliseconds that a process was at work. */
function cpuOf(pid: number): number | null {
  try {
    // The second field is the command in parentheses, which may hold anything; times are in hundredths of a second.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return null;
  }
}

/** KiB of memory that a process had at its peak. */
function peakOf(pid: number): number | null {
  try {
    const found = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return found === undefined ? null : Number(found);
  } catch {
    return null;
  }
}

/** At most `size` of the functions handed over run at once; the others wait their turn. */
export function limiter(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
