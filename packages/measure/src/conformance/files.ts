import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../process.js';
import { oracle } from '../pythons.js';

let found: string | undefined;
/** The library of Debian's CPython, where the package libpython3.11-testsuite puts `test`. */
export function library(): string {
  if (found) return found;
  const code = 'import os; print(os.path.dirname(os.__file__))';
  found = execFileSync(oracle(), ['-I', '-c', code], { encoding: 'utf8' }).trim();
  return found;
}

/**
 * Modules of test files, as in `test.test_list` and `test.test_json.test_dump`. A package is a file too: what its `__init__`
 * defines itself.
 */
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
  const paths = listing
    .split('\n')
    .map((path) => /\/python3\.11\/(test\/test_.+)\.py$/.exec(path)?.[1])
    .filter((path) => path !== undefined);
  const packages = new Set(
    paths.filter((path) => path.endsWith('/__init__')).map((path) => path.slice(0, -'/__init__'.length)),
  );
  const modules = paths.flatMap((path) => {
    if (packages.has(path)) return [];
    const folder = dirname(path);
    // Data of tests lies in packages too; tests are called so.
    if (path.endsWith('/__init__')) return /\/test_\w+$/.test(folder) ? [folder] : [];
    const inside = folder === 'test' || packages.has(folder);
    return inside && /\/test_\w+$/.test(path) ? [path] : [];
  });
  return [...new Set(modules)].map((path) => path.replaceAll('/', '.')).sort();
}

/** Packages of the library have tests inside too, and what these read. */
const parts = [
  'test',
  'unittest/test',
  'lib2to3/tests',
  'lib2to3/Grammar.txt',
  'lib2to3/PatternGrammar.txt',
  'ctypes/test',
  'distutils/tests',
];

/**
 * A folder that holds nothing but a copy of CPython's tests: the rest of its library stays out of the way, and compiled files
 * of other Pythons stay out of the machine's own folders.
 */
export async function testsOnly(cache: string): Promise<string> {
  const path = join(cache, 'conformance', 'path');
  const from = library();
  for (const part of parts.filter((name) => existsSync(join(from, name)))) {
    const to = dirname(join(path, part));
    mkdirSync(to, { recursive: true });
    const { status, stderr } = await run(['cp', '-a', '--update', join(from, part), to]);
    if (status !== 0) throw new Error(stderr);
  }
  return path;
}

/** The text of a test file. */
export function sourceOf(file: string): string {
  const path = join(library(), file.replaceAll('.', '/'));
  const source = [`${path}.py`, `${path}/__init__.py`].find(existsSync);
  return source ? readFileSync(source, 'utf8') : '';
}
