// The .py files of CPython 3.11's library and its tests, as Debian installs them.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export const LIBRARY = '/usr/lib/python3.11';

export const hasLibraryTests = existsSync(join(LIBRARY, 'test', 'test_grammar.py'));

/** All files, sorted: those of Lib, then those of Lib/test. */
export function libraryFiles() {
  const files = [];
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (entry.name.endsWith('.py')) files.push(path);
    }
  };
  walk(LIBRARY);
  return files.sort();
}
