import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { limiter, run } from '../process.js';
import { environment, oracle, root } from '../pythons.js';
import { type FileResult, read } from './outcome.js';

export const driver = join(root, 'packages/measure/python/conform.py');

/** The library of Debian's CPython, where the package libpython3.11-testsuite puts `test`. */
export function library(): string {
  const code = 'import os; print(os.path.dirname(os.__file__))';
  return execFileSync(oracle(), ['-I', '-c', code], { encoding: 'utf8' }).trim();
}

/** Modules of test files, as in `test.test_list`. */
export function files(): string[] {
  let listing: string;
  try {
    listing = execFileSync('dpkg', ['-L', 'libpython3.11-testsuite'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    throw new Error("CPython's tests are missing: install the Debian package libpython3.11-testsuite");
  }
  const found = new Set<string>();
  for (const line of listing.split('\n')) {
    const match = /\/python3\.11\/test\/(test_\w+)(\.py|\/__init__\.py)$/.exec(line);
    if (match) found.add(`test.${match[1]}`);
  }
  return [...found].sort();
}

export interface Runtime {
  readonly command: readonly string[];
  /** Where `test` is importable from, in front of the runtime's own library. */
  readonly path?: string;
}

/** One process for a file, in a folder of its own that goes away with what the tests left in it. */
export async function runFile(runtime: Runtime, file: string, seconds: number): Promise<FileResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tyston-conformance-'));
  try {
    const env = environment({
      PYTHONDONTWRITEBYTECODE: '1',
      ...(runtime.path ? { PYTHONPATH: runtime.path } : {}),
    });
    const command = [...runtime.command, driver, file, String(seconds)];
    return read(file, await run(command, { cwd: folder, env, timeout: seconds * 1000 }));
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly result: FileResult;
}

export async function runAll(
  runtime: Runtime,
  list: readonly string[],
  seconds: (file: string) => number,
  atOnce: number,
  report: (progress: Progress) => void,
): Promise<FileResult[]> {
  const limited = limiter(atOnce);
  let done = 0;
  return Promise.all(
    list.map((file) =>
      limited(async () => {
        const result = await runFile(runtime, file, seconds(file));
        done += 1;
        report({ done, of: list.length, result });
        return result;
      }),
    ),
  );
}

/** A folder that holds nothing but a link to CPython's `test`: the rest of its library stays out of the way. */
export async function testsOnly(cache: string): Promise<string> {
  const folder = join(cache, 'conformance', 'path');
  mkdirSync(folder, { recursive: true });
  await run(['ln', '-sfn', join(library(), 'test'), join(folder, basename('test'))]);
  return folder;
}
