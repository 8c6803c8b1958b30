import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { oracle, root, tyston } from '../pythons.js';

export interface Peer {
  readonly name: string;
  readonly command: readonly string[];
  /** The same engine doing nothing: its memory and its start are not Python's. */
  readonly bare: readonly string[] | null;
  readonly version: string;
}

function version(command: readonly string[]): string | null {
  try {
    const program = 'import sys; print(sys.implementation.name, sys.version.split(chr(10))[0])';
    return execFileSync(command[0]!, [...command.slice(1), '-c', program], {
      encoding: 'utf8',
      timeout: 60_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}

/** The Pythons that are on this machine: CPython 3.11 and Tyston must be. */
export function peers(): Peer[] {
  const found: Peer[] = [];
  const add = (
    name: string,
    command: readonly string[],
    bare: readonly string[] | null,
    required: boolean,
  ) => {
    const says = version(command);
    if (says) found.push({ name, command, bare, version: says });
    else if (required) throw new Error(`${name} does not start: ${command.join(' ')}`);
  };
  add('cpython', [oracle()], null, true);
  if (!/^cpython 3\.11\./.test(found[0]!.version)) throw new Error(`the oracle is ${found[0]!.version}`);
  add('tyston', tyston(), [process.execPath, '-e', '0'], true);
  for (const path of ['/usr/bin/pypy3', '/usr/local/bin/pypy3', '/opt/pypy/bin/pypy3']) {
    if (existsSync(path) && !found.some((peer) => peer.name === 'pypy')) add('pypy', [path], null, false);
  }
  try {
    const module = createRequire(join(root, 'package.json')).resolve('pyodide');
    const driver = join(root, 'packages/measure/python/pyodide.mjs');
    add('pyodide', [process.execPath, '--no-warnings', driver, module], [process.execPath, '-e', '0'], false);
  } catch {
    // Pyodide is an npm package that need not be there.
  }
  return found;
}
