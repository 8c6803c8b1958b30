/** Runs the command and CPython on the same command line, and makes what may differ alike. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const TYSTON = fileURLToPath(new URL('../bin/tyston.cjs', import.meta.url));
export const CPYTHON = '/usr/bin/python3.11';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  /** The exit status, or the signal's name. */
  readonly status: number | string;
}
export interface Setting {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called when the first output is there. */
  readonly onOutput?: (child: ChildProcess) => void;
  /** A shell command line in which `$PY` is the command; `args` are then `$@`. */
  readonly shell?: string;
}

/** The environment of both: nothing of the caller's that a Python listens to. */
function environment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const env: Record<string, string> = { LC_ALL: 'C.UTF-8', COLUMNS: '80' };
  for (const [name, value] of Object.entries(process.env))
    if (value !== undefined && !/^(PYTHON|TYSTON|LC_|LANG|NODE_OPTIONS|VITEST|COLUMNS)/.test(name))
      env[name] = value;
  return { ...env, ...extra };
}

export function run(command: string, args: readonly string[], setting: Setting = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const [file, argv] = setting.shell
      ? ['/bin/sh', ['-c', setting.shell, 'sh', ...args]]
      : [command, [...args]];
    const child = spawn(file, argv, {
      cwd: setting.cwd,
      env: { ...environment(setting.env), PY: command },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    let told = false;
    child.stdout.on('data', (d: Buffer) => {
      out.push(d);
      if (!told) {
        told = true;
        setting.onOutput?.(child);
      }
    });
    child.stderr.on('data', (d: Buffer) => err.push(d));
    child.stdin.on('error', () => {});
    child.stdin.end(setting.stdin ?? '');
    const limit = setTimeout(() => child.kill('SIGKILL'), 50_000);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      resolve({
        stdout: Buffer.concat(out).toString(),
        stderr: Buffer.concat(err).toString(),
        status: code ?? signal ?? 'unknown',
      });
    });
  });
}

/** What differs by nature: the command's own name, where the library is, the patch version, addresses. */
export function alike(o: Outcome): Outcome {
  const text = (s: string) =>
    s
      .replaceAll(TYSTON, 'PY')
      .replaceAll(CPYTHON, 'PY')
      .replace(/usage: (PY|tyston) /, 'usage: PY ')
      .replace(/Try `\w+ -h'/, "Try `PY -h'")
      .replace(/^tyston: (?=can't open)/m, 'PY: ')
      .replace(/[^\s"']*\/lib\/python3\.11(?=\/)/g, 'LIB')
      .replace(/0x[0-9a-f]{6,}/g, '0xADDRESS')
      .replace(/3\.11\.\d+/g, '3.11.X');
  return { stdout: text(o.stdout), stderr: text(o.stderr), status: o.status };
}

const ONE_AT_A_TIME: Promise<unknown>[] = [Promise.resolve(), Promise.resolve()];
let next = 0;
/** Tyston's and CPython's outcome, made alike; two command lines run at once. */
export function both(args: readonly string[], setting: Setting = {}): Promise<[Outcome, Outcome]> {
  const lane = next++ % ONE_AT_A_TIME.length;
  const job = ONE_AT_A_TIME[lane]!.then(async (): Promise<[Outcome, Outcome]> => {
    const ours = await run(TYSTON, args, setting);
    const theirs = await run(
      CPYTHON,
      args.filter((a, i) => a !== 'jit=off' && !(a === '-X' && args[i + 1] === 'jit=off')),
      setting,
    );
    return [alike(ours), alike(theirs)];
  });
  ONE_AT_A_TIME[lane] = job.catch(() => {});
  return job;
}
