import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, from `src` and from `dist` alike. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Downloads and results that can be made again; ignored by git. */
export const cache = join(root, '.cache');

/** The Linux host maps the window itself; the portable one lives in an ArrayBuffer (`-X jit=off`). */
export type Host = 'linux' | 'portable';

/** The command's file, as the runtime package names it. */
export const launcher = join(root, 'packages/runtime/bin/tyston.cjs');

/** The one place that knows how Tyston is started: Node with the switches that the launcher's first line asks for. */
export function tyston(host: Host = 'linux', node: string = process.execPath): readonly string[] {
  const first = readFileSync(launcher, 'utf8').split('\n', 1)[0]!;
  const flags = first.replace(/^#!\S+ -S node\s*/, '').split(/\s+/);
  const command = [node, ...flags.filter((flag) => flag.startsWith('-')), launcher];
  return host === 'portable' ? [...command, '-X', 'jit=off'] : command;
}

let found: string | undefined;

/**
 * CPython 3.11 as Debian builds it, by the path that the package manager gives. What PATH finds may be
 * a plain build, which is slower and flatters every ratio.
 */
export function oracle(): string {
  if (found) return found;
  for (const name of ['python3.11-minimal', 'python3.11']) {
    let files = '';
    try {
      files = execFileSync('dpkg', ['-L', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      continue;
    }
    const path = files.split('\n').find((file) => /\/bin\/python3\.11$/.test(file) && existsSync(file));
    if (path) return (found = path);
  }
  throw new Error('CPython 3.11 is missing: install the Debian package python3.11');
}

/** The environment of a measured process: nothing of the caller's Python, hashes fixed, UTF-8. */
export function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(PYTHON|NODE_|LC_|LANG|VITEST|TZ$|COLUMNS$)/.test(name)) env[name] = value;
  }
  return { ...env, LC_ALL: 'C.UTF-8', PYTHONHASHSEED: '0', TZ: 'UTC', ...extra };
}
