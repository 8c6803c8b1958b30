/** The settings of an interpreter that no command line describes: an embedded one, or a test's. */
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SysConfig } from '@tyston/stdlib';
import type { Library } from './library.js';

export interface PlainSettings {
  readonly argv?: readonly string[];
  /** Directories in front of the library's. */
  readonly path?: readonly string[];
}

export function plainConfig(library: Library, s: PlainSettings = {}): SysConfig {
  const prefix = dirname(dirname(library.dir));
  return {
    argv: s.argv ?? [''],
    origArgv: [],
    executable: '',
    prefix,
    execPrefix: prefix,
    stdlibDir: library.dir,
    path: [...(s.path ?? []), library.dir],
    platform: 'linux',
    flags: {
      debug: 0,
      inspect: 0,
      interactive: 0,
      optimize: 0,
      dontWriteBytecode: 0,
      noUserSite: 1,
      noSite: 1,
      ignoreEnvironment: 1,
      verbose: 0,
      bytesWarning: 0,
      quiet: 0,
      hashRandomization: 0,
      isolated: 1,
      devMode: false,
      utf8Mode: 1,
      warnDefaultEncoding: 0,
      safePath: true,
      intMaxStrDigits: -1,
    },
    warnOptions: [],
    xOptions: {},
    debugRanges: true,
    pycachePrefix: null,
    micro: library.micro,
  };
}
/** Where caches of the library's first modules are kept. */
export function cacheDirectory(): string {
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tyston');
}
