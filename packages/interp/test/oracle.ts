/** What CPython 3.11 makes of programs, asked once for many. */
import { execFileSync } from 'node:child_process';

const PYTHON = '/usr/bin/python3.11';

/** Runs a Python program that reads JSON from stdin and writes JSON to stdout. */
export function askPython<T>(program: string, input: unknown): T {
  const output = execFileSync(PYTHON, ['-c', program], {
    input: JSON.stringify(input),
    maxBuffer: 1 << 28,
    env: { PATH: '/usr/bin:/bin' },
  });
  return JSON.parse(output.toString()) as T;
}
