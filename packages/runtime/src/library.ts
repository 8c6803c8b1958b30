/** Where the library's .py files are, and the cached code of what must run before there is an import system. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Library {
  /** The directory with os.py in it. */
  readonly dir: string;
  /** 3.11.MICRO. */
  readonly micro: number;
}

function microOf(dir: string): number {
  try {
    const note = readFileSync(join(dir, '..', 'tyston-library.json'), 'utf8');
    return (JSON.parse(note) as { micro: number }).micro;
  } catch {
    return dir.startsWith('/usr/lib/') ? 2 : 3;
  }
}

/** The library to use: as asked for, the one shipped, or the machine's own CPython 3.11. null when there is none. */
export function findLibrary(asked: string | undefined, shipped: string): Library | null {
  const candidates =
    asked !== undefined
      ? [asked, join(asked, 'lib/python3.11')]
      : [shipped, '/usr/lib/python3.11', '/usr/local/lib/python3.11'];
  for (const dir of candidates) if (existsSync(join(dir, 'os.py'))) return { dir, micro: microOf(dir) };
  return null;
}

/** A cache file by the side of the library; null where there is none that can be read. */
export function readCache(path: string): Uint8Array | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
/** Writes a cache file whole or not at all; where that fails there is just no cache. `mode`: who may read it. */
export function writeCache(path: string, bytes: Uint8Array, mode = 0o666): void {
  try {
    mkdirSync(join(path, '..'), { recursive: true });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, bytes, { mode });
    renameSync(temporary, path);
  } catch {
    // A read-only installation starts slower.
  }
}
