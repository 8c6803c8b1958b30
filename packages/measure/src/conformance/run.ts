import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { limiter, run } from '../process.js';
import { environment, root } from '../pythons.js';
import { type FileResult, merged, ran, read } from './outcome.js';

export const driver = join(root, 'packages/measure/python/conform.py');

export interface Runtime {
  readonly command: readonly string[];
  /** Where tests are importable from, in front of the runtime's own library. */
  readonly path?: string;
  /** Modules that must seem to be missing. */
  readonly without?: readonly string[];
}

export interface Limits {
  /** Seconds for all of a file. */
  readonly file: number;
  /** Seconds for one test: how long a file may say nothing. */
  readonly test: number;
  /** MiB for a process. */
  readonly memory?: number;
}

/** Tests wait for each other and for children: how much longer than it works a file may take. */
const slack = 3;

/** How often a file goes on behind a test that crashed or hung. */
const mostStarts = 12;

/**
 * A process for a file, in a folder of its own that goes away with what the tests left in it. Where a test crashes or hangs,
 * another process goes on behind it, so that it costs one test and not the file.
 */
export async function runFile(runtime: Runtime, file: string, limits: Limits): Promise<FileResult> {
  let result: FileResult | null = null;
  for (let start = 0; start < mostStarts; start += 1) {
    const left = limits.file - (result?.seconds ?? 0);
    if (left <= 0) break;
    const before = result ? ran(result) : [];
    const next = await runOnce(runtime, file, before, { ...limits, file: left });
    result = result ? merged(result, next) : next;
    if (result.complete || ran(result).length === before.length) break;
  }
  return result!;
}

async function runOnce(
  runtime: Runtime,
  file: string,
  done: readonly string[],
  { file: left, test: quiet, memory = 4096 }: Limits,
): Promise<FileResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tyston-conformance-'));
  const list = `${folder}.done`;
  try {
    writeFileSync(list, done.join('\n'));
    const env = environment(runtime.path ? { PYTHONPATH: runtime.path } : {});
    const args = [file, String(quiet), list, runtime.path ?? '-', ...(runtime.without ?? [])];
    const options = { cwd: folder, env, timeout: left * 1000, quiet: quiet * 1000, memory, slack };
    return read(file, await run([...runtime.command, driver, ...args], options));
  } finally {
    rmSync(list, { force: true });
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export interface Progress {
  readonly done: number;
  readonly of: number;
  readonly result: FileResult;
}

/** Runs files at most so many at once, and tells each as it ends. */
export async function runAll(
  runtime: Runtime,
  list: readonly string[],
  limits: (file: string) => Limits,
  atOnce: number,
  report: (progress: Progress) => void,
): Promise<FileResult[]> {
  const limited = limiter(atOnce);
  let done = 0;
  return Promise.all(
    list.map((file) =>
      limited(async () => {
        const result = await runFile(runtime, file, limits(file));
        done += 1;
        report({ done, of: list.length, result });
        return result;
      }),
    ),
  );
}
