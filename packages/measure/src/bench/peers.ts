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

export const peerNames = ['cpython', 'tyston', 'pypy', 'pyodide'] as const;
export type PeerName = (typeof peerNames)[number];

/** The peers asked for that are on this machine, and why the others are not. CPython 3.11 and Tyston must be. */
export function peers(wanted: readonly PeerName[]): { found: Peer[]; missing: string[] } {
  const found: Peer[] = [];
  const missing: string[] = [];
  for (const name of peerNames) {
    const required = name === 'cpython' || name === 'tyston';
    if (!required && !wanted.includes(name)) continue;
    try {
      found.push(find[name]());
    } catch (error) {
      if (required) throw error;
      missing.push(`${name}: ${(error as Error).message}`);
    }
  }
  return { found, missing };
}

const node: readonly string[] = [process.execPath, '-e', '0'];

const find: Readonly<Record<PeerName, () => Peer>> = {
  cpython: () => {
    const peer = started('cpython', [oracle()], null);
    if (!/^cpython 3\.11\./.test(peer.version)) throw new Error(`the oracle is ${peer.version}`);
    return peer;
  },
  tyston: () => started('tyston', tyston(), node),
  pypy: () => {
    // A newer one than Debian's is installed elsewhere, and comes first.
    const places = ['/opt/pypy/bin/pypy3', '/usr/local/bin/pypy3', '/usr/bin/pypy3'];
    const path = places.find(existsSync);
    if (!path) throw new Error('install the Debian package pypy3');
    return started('pypy', [path], null);
  },
  pyodide: () => {
    // The last version that is Python 3.11, whose library Tyston carries: it is there after npm install.
    const module = createRequire(join(root, 'packages/stdlib/package.json')).resolve('pyodide/pyodide.mjs');
    const driver = join(root, 'packages/measure/python/pyodide.mjs');
    return started('pyodide', [process.execPath, '--no-warnings', driver, module], node);
  },
};

function started(name: string, command: readonly string[], bare: readonly string[] | null): Peer {
  const program = 'import sys; print(sys.implementation.name, sys.version.split(chr(10))[0])';
  const version = execFileSync(command[0]!, [...command.slice(1), '-c', program], {
    encoding: 'utf8',
    timeout: 60_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
  return { name, command, bare, version };
}
