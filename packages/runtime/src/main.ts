/** The `tyston` command. */
import { randomBytes } from 'node:crypto';
import { readSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host } from '@tyston/memory';
import { createPortableNodeHost } from '@tyston/memory/portable-node';
import { createLinuxHost } from '@tyston/native';
import { findLibrary } from './library.js';
import { type Options, parseOptions, setLibraryMicro } from './options.js';
import { finish, handlePending, runCommand } from './run.js';
import { start } from './start.js';
import { streamSettings } from './streams.js';

export interface Place {
  /** The directory that the library is shipped in. */
  readonly library: string;
  /** The native addon. */
  readonly addon: string;
  /** The file that `execve` can start. */
  readonly executable: string;
}

/** The environment, unless -E or -I. */
function environment(o: Options): (name: string) => string | undefined {
  return (name) => {
    if (o.ignoreEnvironment) return undefined;
    const v = process.env[name];
    return v === '' ? undefined : v;
  };
}
/** -X utf8, else PYTHONUTF8. */
function utf8ModeOf(o: Options, env: (name: string) => string | undefined): boolean {
  const x = o.x['utf8'];
  return x !== undefined ? x !== '0' : env('PYTHONUTF8') === '1';
}
function level(v: string | undefined): number {
  if (v === undefined) return 0;
  const n = Number.parseInt(v, 10);
  return Number.isNaN(n) ? 1 : Math.max(n, 1);
}

function parseBytes(text: string): number | null {
  const m = /^(\d+)([KMG]?)$/i.exec(text);
  if (!m) return null;
  const unit = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3 }[m[2]!.toUpperCase()]!;
  return Number(m[1]) * unit;
}

/** Chooses the host; text for -X jit=off, or why the native one is not there. */
export function chooseHost(o: Options, place: Place): Host | string {
  const limit = typeof o.x['heap-limit'] === 'string' ? parseBytes(o.x['heap-limit']) : undefined;
  if (limit === null) return `tyston: bad -X heap-limit=${o.x['heap-limit']}`;
  const heapLimit = limit === undefined ? {} : { heapLimit: limit };
  const jit = o.x['jit'];
  if (jit !== 'off' && process.platform === 'linux' && process.arch === 'x64') {
    const host = createLinuxHost({ ...heapLimit, addon: place.addon });
    if (!('error' in host)) {
      host.raiseStackLimit(64 * 1024 * 1024);
      return host;
    }
    if (jit !== undefined) return `tyston: ${host.error}`;
  }
  return createPortableNodeHost(heapLimit);
}

/** Runs the command line; returns the exit status. */
export function main(argv: readonly string[], place: Place): number {
  const parsed = parseOptions(argv);
  const asked = 'x' in parsed && typeof parsed.x['stdlib'] === 'string' ? parsed.x['stdlib'] : process.env['TYSTONHOME'];
  const library = findLibrary(asked || undefined, place.library);
  setLibraryMicro(library?.micro ?? 3);
  const options = parseOptions(argv);
  if ('text' in options) {
    process[options.stream].write(options.text);
    return options.status;
  }
  if (library === null) {
    process.stderr.write(`tyston: the library was not found${asked ? ` in ${asked}` : ''}; name its directory with --stdlib or TYSTONHOME\n`);
    return 1;
  }
  const env = environment(options);
  const seed = env('PYTHONHASHSEED');
  let hashKey: Uint8Array | undefined;
  if (seed === undefined || seed === 'random') hashKey = randomBytes(16);
  else {
    const n = /^\d+$/.test(seed) ? Number(seed) : Number.NaN;
    if (!(n >= 0 && n <= 4294967295)) {
      process.stderr.write('Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]\nPython runtime state: preinitialized\n\n');
      return 1;
    }
    hashKey = n === 0 ? undefined : expandSeed(n);
  }
  const host = chooseHost(options, place);
  if (typeof host === 'string') {
    process.stderr.write(`${host}\n`);
    return 2;
  }
  const optimize = Math.min(2, Math.max(options.optimize, level(env('PYTHONOPTIMIZE')))) as 0 | 1 | 2;
  const prefix = dirname(dirname(library.dir));
  const pythonpath = env('PYTHONPATH')?.split(':') ?? [];
  const utf8Mode = utf8ModeOf(options, env);
  const locale = process.env['LC_ALL'] || process.env['LC_CTYPE'] || process.env['LANG'] || '';
  const stream = streamSettings(env('PYTHONIOENCODING'), locale, utf8Mode);
  const dev = options.x['dev'] !== undefined || env('PYTHONDEVMODE') !== undefined;
  const warnOptions = [...(dev ? ['default'] : []), ...(env('PYTHONWARNINGS')?.split(',') ?? []), ...options.warnOptions];
  if (options.bytesWarning) warnOptions.push(options.bytesWarning > 1 ? 'error::BytesWarning' : 'default::BytesWarning');
  const first = options.command.kind === 'code' ? '-c' : options.command.kind === 'module' ? '-m' : options.command.value;
  const started = start({
    host,
    library,
    ...(hashKey ? { hashKey } : {}),
    reentries: reentryBudget(),
    streams: { ...stream, unbuffered: options.unbuffered || env('PYTHONUNBUFFERED') !== undefined },
    cacheDir: join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'tyston'),
    noSite: options.noSite,
    config: {
      argv: [first, ...options.args],
      origArgv: [place.executable, ...argv],
      executable: place.executable,
      prefix,
      execPrefix: prefix,
      stdlibDir: library.dir,
      path: [...pythonpath, join(prefix, 'lib', 'python311.zip'), library.dir, join(library.dir, 'lib-dynload')],
      platform: 'linux',
      flags: {
        debug: options.debug,
        inspect: options.inspect || env('PYTHONINSPECT') !== undefined ? 1 : 0,
        interactive: options.inspect ? 1 : 0,
        optimize,
        dontWriteBytecode: options.dontWriteBytecode || env('PYTHONDONTWRITEBYTECODE') !== undefined ? 1 : 0,
        noUserSite: options.noUserSite || env('PYTHONNOUSERSITE') !== undefined ? 1 : 0,
        noSite: options.noSite ? 1 : 0,
        ignoreEnvironment: options.ignoreEnvironment ? 1 : 0,
        verbose: Math.max(options.verbose, level(env('PYTHONVERBOSE'))),
        bytesWarning: options.bytesWarning,
        quiet: options.quiet ? 1 : 0,
        hashRandomization: seed === '0' ? 0 : 1,
        isolated: options.isolated ? 1 : 0,
        devMode: dev,
        utf8Mode: utf8Mode ? 1 : 0,
        safePath: options.safePath || env('PYTHONSAFEPATH') !== undefined,
        intMaxStrDigits: 4300,
      },
      warnOptions,
      xOptions: Object.fromEntries(Object.entries(options.x).filter(([k]) => k !== 'stdlib')),
      pycachePrefix: typeof options.x['pycache_prefix'] === 'string' ? options.x['pycache_prefix'] : (env('PYTHONPYCACHEPREFIX') ?? null),
      micro: library.micro,
    },
  });
  if (!started.ok) {
    const status = handlePending();
    return finish(status || 1);
  }
  const status = runCommand(started.interpreter, options, () => readAll(0), () => process.stdin.isTTY === true || options.inspect);
  return finish(status);
}

/** The linear congruential generator by which CPython turns a seed into key bytes (Modules' bootstrap_hash). */
function expandSeed(seed: number): Uint8Array {
  const out = new Uint8Array(16);
  let x = seed >>> 0;
  for (let i = 0; i < 16; i++) {
    x = (Math.imul(x, 214013) + 2531011) >>> 0;
    out[i] = (x >>> 16) & 0xff;
  }
  return out;
}

/** JavaScript re-entries that the stack has room for, from how deep a function of known size can recurse. */
function reentryBudget(): number {
  let depth = 0;
  const probe = (): void => {
    depth++;
    probe();
  };
  try {
    probe();
  } catch {
    // The depth at which the stack was full is what we came for.
  }
  // A re-entry through the interpreter and a built-in takes about as much as sixty frames of the probe.
  return Math.max(60, Math.floor(depth / 60));
}

function readAll(fd: number): Uint8Array {
  const chunks: Buffer[] = [];
  const buffer = Buffer.alloc(65536);
  for (;;) {
    let n: number;
    try {
      n = readSync(fd, buffer, 0, buffer.length, null);
    } catch (e) {
      const code = (e as NodeJS.ErrnoException).code;
      if (code === 'EAGAIN') continue;
      if (code === 'EOF') break;
      throw e;
    }
    if (n === 0) break;
    chunks.push(Buffer.from(buffer.subarray(0, n)));
  }
  return Buffer.concat(chunks);
}
