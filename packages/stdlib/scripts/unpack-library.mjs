/**
 * Unpacks CPython 3.11's library (its .py files, byte for byte) into dist/lib/python3.11: from the npm package `pyodide`, and what
 * that leaves out or patches from Debian's libpython3.11-stdlib where it is installed. Says which modules are absent.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, '../dist/lib/python3.11');
const stamp = join(here, '../dist/lib/tyston-library.json');
const DEBIAN = '/usr/lib/python3.11';
const LAYOUT = 4;

/** Modules that the package lacks, and files that it has patched. */
const FROM_DEBIAN = [
  '_pydecimal.py',
  'ssl.py',
  'sqlite3',
  'lzma.py',
  'dbm',
  'curses',
  'venv',
  'ensurepip',
  'turtle.py',
  'pydoc_data',
  'webbrowser.py',
  'distutils',
  'idlelib',
  'tkinter',
  'lib2to3',
  'multiprocessing',
  'bz2.py',
  '_osx_support.py',
  '_aix_support.py',
]; // prettier-ignore
const OWN_TO_PYODIDE = [/^pyodide\//, /^_pyodide\//, /^pyodide_js/, /^_sysconfigdata__emscripten/];

const zipPath = createRequire(import.meta.url).resolve('pyodide/python_stdlib.zip');
const have = existsSync(stamp) ? JSON.parse(readFileSync(stamp, 'utf8')) : null;
if (have && have.layout === LAYOUT && existsSync(join(target, 'os.py'))) process.exit(0);

rmSync(target, { recursive: true, force: true });
const files = unzipSync(readFileSync(zipPath));
let count = 0;
for (const [name, bytes] of Object.entries(files)) {
  if (name.endsWith('/') || OWN_TO_PYODIDE.some((p) => p.test(name))) continue;
  const path = join(target, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  count++;
}
const absent = [];
for (const name of FROM_DEBIAN) {
  const from = join(DEBIAN, name);
  if (existsSync(join(target, name)) && name !== 'webbrowser.py') continue;
  if (existsSync(from))
    cpSync(from, join(target, name), { recursive: true, filter: (f) => !f.includes('__pycache__') });
  else if (!existsSync(join(target, name))) absent.push(name.replace(/\.py$/, ''));
}
const licence = '/usr/share/doc/libpython3.11-stdlib/copyright';
if (existsSync(licence)) cpSync(licence, join(target, 'LICENSE.txt'));
writeFileSync(stamp, JSON.stringify({ layout: LAYOUT, micro: 3, files: count, absent }, null, 2) + '\n');
console.log(
  `library: ${count} files of CPython 3.11.3${absent.length ? `; absent: ${absent.join(' ')}` : ''}`,
);
