/** Makes V8's code cache of the bundle by a run that imports what most programs import. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = join(dirname(fileURLToPath(import.meta.url)), '../bin/tyston.cjs');
// V8 knows a source by its length alone: the cache of another bundle that is as long would be taken for this one's.
const dist = join(dirname(bin), '../dist');
for (const name of readdirSync(dist)) if (name.endsWith('.cache')) rmSync(join(dist, name));
const program =
  'import re, collections, functools, os, sys\nclass C:\n  def f(self): return [i for i in range(3)]\nprint(C().f(), file=open("/dev/null", "w"))';
// Twice: the first run fills the caches of the library's bytecode.
const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '', PYTHONHASHSEED: '' };
execFileSync(bin, ['-c', program], { stdio: 'inherit', env });
execFileSync(bin, ['-X', 'image=off', '-c', program], {
  stdio: 'inherit',
  env: { ...env, TYSTON_BUILD_CODE_CACHE: '1' },
});
