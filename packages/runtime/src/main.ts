/** The `tyston` command. */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Host } from '@tyston/memory';
import { createPortableNodeHost } from '@tyston/memory/portable-node';
import { errClear } from '@tyston/objects';
import { exactArguments } from './arguments.js';
import { mainThreadReentries, reentriesFor, v8StackBytes } from './budget.js';
import { checkReferences } from './check-refs.js';
import { heapLimit, type OpenedLinuxHost } from './host.js';
import { imageName } from './image.js';
import { ABORTED, reportInternalError } from './internal-error.js';
import { findLibrary, type Library } from './library.js';
import { type BaselineLoader, type MachineCode, machineCode } from './machine-code.js';
import { type Options, parseOptions, setLibraryMicro } from './options.js';
import { runInWorker, type WorkerTask } from './portable-worker.js';
import { endsQuietly } from './quiet-end.js';
import { heapReport, stats } from './reports.js';
import { finish, flush, handlePending, INTERRUPTED, runCommand } from './run.js';
import { cacheDirectory } from './settings.js';
import { siteImage } from './site-image.js';
import { start } from './start.js';
import { streamSettings } from './streams.js';
import { takeDown } from './take-down.js';
import { endModules } from './teardown.js';

export interface Place {
  /** The directory that the library is shipped in. */
  readonly library: string;
  /** The Linux host, opened before this code was compiled (front.ts); null where there is none, a message where one was asked for. */
  readonly linux: OpenedLinuxHost | string | null;
  /** What tells this build from others, for images; undefined: no images. */
  readonly build?: string;
  /** The file that `execve` can start. */
  readonly executable: string;
  /** The file that a Worker starts with. */
  readonly worker: string;
  /** In such a Worker: what it is to do. */
  readonly task: WorkerTask | null;
  /** Loads the tier of machine code. */
  readonly baseline: BaselineLoader;
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

/** A host and how deep Python may recurse on it, or a message. */
interface Ground {
  readonly host: Host;
  readonly reentries: number;
}

/** The Linux host that the launcher opened, as ground. */
function linuxGround(linux: OpenedLinuxHost | string | null): Ground | string | null {
  if (linux === null || typeof linux === 'string') return linux;
  const v8 = v8StackBytes(process.execArgv, process.env['NODE_OPTIONS']);
  return { host: linux.host, reentries: mainThreadReentries(v8, linux.systemStack) };
}

/** The portable host in the Worker that `runInWorker` started. */
function workerGround(o: Options, task: WorkerTask): Ground {
  const limit = heapLimit(o);
  return {
    host: createPortableNodeHost({ buffer: task.window, ...(limit ? { heapLimit: limit } : {}) }),
    reentries: reentriesFor(task.stackMb * 1024 * 1024),
  };
}

/**
 * The command. On the Linux host the program runs here; on the portable host in a Worker that runs this same function.
 * The process ends by itself with the program's status, or of the signal that ended the program.
 */
export function main(given: readonly string[], place: Place): void {
  const { task } = place;
  const argv = task === null ? exactArguments(given) : given;
  const leave = (status: number): void => {
    if (status === INTERRUPTED) dieOf('SIGINT');
    if (status === ABORTED) dieOf('SIGABRT');
    process.exit(status & 255);
  };
  if (task !== null) process.exit(runGuarded(argv, place, (o) => workerGround(o, task)) as number);
  const status = runGuarded(argv, place, () => linuxGround(place.linux));
  if (status === null) runInWorker(place.worker, argv, undefined, leave);
  else leave(status);
}

/** Ends this process by a signal that nobody handles any more. */
function dieOf(signal: NodeJS.Signals): void {
  process.kill(process.pid, signal);
  // The signal may take a moment to arrive.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000);
}

/** -X translate=N, or that there is to be the interpreter only: turns; undefined without it, null where it is no number. */
function translateOption(o: Options): number | undefined | null {
  const x = o.x['translate'] ?? (o.x['jit'] === 'interp' ? '0' : undefined);
  if (x === undefined) return undefined;
  return typeof x === 'string' && /^\d{1,9}$/.test(x) ? Number(x) : null;
}

/** What an image for this command line depends on; undefined where none can serve: what would make the first modules otherwise must be as it is by default. */
function imageFacts(
  o: Options,
  env: (name: string) => string | undefined,
  library: Library,
  host: Host,
  place: Place,
): readonly (string | number)[] | undefined {
  const seed = env('PYTHONHASHSEED');
  const plain =
    host.kind === 'linux' &&
    place.build !== undefined &&
    !o.noSite &&
    Math.max(o.optimize, level(env('PYTHONOPTIMIZE'))) === 0 &&
    Math.max(o.verbose, level(env('PYTHONVERBOSE'))) === 0 &&
    (seed === undefined || seed === '0') &&
    env('PYTHONPYCACHEPREFIX') === undefined &&
    Object.keys(o.x).every((x) => WITHOUT_EFFECT_ON_IMAGES.has(x));
  if (!plain) return undefined;
  return [place.build!, library.dir, library.micro, seed ?? 'random'];
}
/** Options -X that change nothing of what an image holds. */
const WITHOUT_EFFECT_ON_IMAGES = new Set([
  'translate',
  'jit',
  'jit-eager',
  'dump',
  'stats',
  'utf8',
  'faulthandler',
  'int_max_str_digits',
  'no_debug_ranges',
]);

/** A failure of Tyston itself ends the run with a report of its own. */
function runGuarded(...how: Parameters<typeof runCommandLine>): number | null {
  try {
    return runCommandLine(...how);
  } catch (error) {
    reportInternalError(error);
    return ABORTED;
  }
}

/** Runs the command line on the ground that `choose` gives; the exit status, or null where there is no ground here. */
function runCommandLine(
  argv: readonly string[],
  place: Place,
  choose: (o: Options) => Ground | string | null,
): number | null {
  const parsed = parseOptions(argv);
  const asked =
    'x' in parsed && typeof parsed.x['stdlib'] === 'string' ? parsed.x['stdlib'] : process.env['TYSTONHOME'];
  const library = findLibrary(asked || undefined, place.library);
  setLibraryMicro(library?.micro ?? 3);
  const options = parseOptions(argv);
  if ('text' in options) {
    writeSync(options.stream === 'stdout' ? 1 : 2, options.text);
    return options.status;
  }
  if (library === null) {
    writeSync(
      2,
      `tyston: the library was not found${asked ? ` in ${asked}` : ''}; name its directory with --stdlib or TYSTONHOME\n`,
    );
    return 1;
  }
  const env = environment(options);
  const seed = env('PYTHONHASHSEED');
  let hashKey: (() => Uint8Array) | undefined;
  if (seed === undefined || seed === 'random') hashKey = () => randomBytes(16);
  else {
    const n = /^\d+$/.test(seed) ? Number(seed) : Number.NaN;
    if (!(n >= 0 && n <= 4294967295)) {
      writeSync(
        2,
        'Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]\nPython runtime state: preinitialized\n\n',
      );
      return 1;
    }
    hashKey = n === 0 ? undefined : () => expandSeed(n);
  }
  if (heapLimit(options) === null) {
    writeSync(2, `tyston: bad -X heap-limit=${options.x['heap-limit']}\n`);
    return 2;
  }
  const translateAfter = translateOption(options);
  if (translateAfter === null) {
    writeSync(2, `tyston: bad -X translate=${options.x['translate']}\n`);
    return 2;
  }
  const ground = choose(options);
  if (ground === null) return null;
  if (typeof ground === 'string') {
    writeSync(2, `${ground}\n`);
    return 2;
  }
  const { host, reentries } = ground;
  const code = machineCode(options, host, place.baseline);
  // (The program runs all the same.)
  if (typeof code === 'string') writeSync(2, `${code}\n`);
  const compiled = typeof code === 'string' ? null : code;
  const optimize = Math.min(2, Math.max(options.optimize, level(env('PYTHONOPTIMIZE')))) as 0 | 1 | 2;
  const prefix = dirname(dirname(library.dir));
  const pythonpath = env('PYTHONPATH')?.split(':') ?? [];
  const utf8Mode = utf8ModeOf(options, env);
  const locale = process.env['LC_ALL'] || process.env['LC_CTYPE'] || process.env['LANG'] || '';
  const stream = streamSettings(env('PYTHONIOENCODING'), locale, utf8Mode);
  const dev = options.x['dev'] !== undefined || env('PYTHONDEVMODE') !== undefined;
  const warnOptions = [
    ...(dev ? ['default'] : []),
    ...(env('PYTHONWARNINGS')?.split(',') ?? []),
    ...options.warnOptions,
  ];
  if (options.bytesWarning)
    warnOptions.push(options.bytesWarning > 1 ? 'error::BytesWarning' : 'default::BytesWarning');
  const first =
    options.command.kind === 'code' ? '-c' : options.command.kind === 'module' ? '-m' : options.command.value;
  const path = [
    ...pythonpath,
    join(prefix, 'lib', 'python311.zip'),
    library.dir,
    join(library.dir, 'lib-dynload'),
  ];
  const facts = imageFacts(options, env, library, host, place);
  const site =
    facts === undefined || warnOptions.length > 0 || pythonpath.length > 0
      ? undefined
      : siteImage(facts, {
          path,
          prefix,
          executable: place.executable,
          userSite: !options.noUserSite && env('PYTHONNOUSERSITE') === undefined,
          isolated: options.isolated,
        });
  const started = start({
    host,
    ...(facts === undefined ? {} : { image: join(cacheDirectory(), imageName(facts)) }),
    ...(site === undefined ? {} : { site }),
    library,
    ...(hashKey ? { hashKey } : {}),
    reentries,
    ...(translateAfter === undefined ? {} : { translateAfter }),
    ...(compiled === null ? {} : { machineTier: compiled.tier }),
    streams: { ...stream, unbuffered: options.unbuffered || env('PYTHONUNBUFFERED') !== undefined },
    cacheDir: cacheDirectory(),
    noSite: options.noSite,
    config: {
      argv: [first, ...options.args],
      origArgv: [place.executable, ...argv],
      executable: place.executable,
      prefix,
      execPrefix: prefix,
      stdlibDir: library.dir,
      path,
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
        warnDefaultEncoding:
          options.x['warn_default_encoding'] !== undefined || env('PYTHONWARNDEFAULTENCODING') !== undefined
            ? 1
            : 0,
        safePath: options.safePath || env('PYTHONSAFEPATH') !== undefined,
        intMaxStrDigits: Number(options.x['int_max_str_digits'] ?? env('PYTHONINTMAXSTRDIGITS') ?? -1),
      },
      warnOptions,
      xOptions: Object.fromEntries(Object.entries(options.x).filter(([k]) => k !== 'stdlib')),
      debugRanges: options.x['no_debug_ranges'] === undefined && !env('PYTHONNODEBUGRANGES'),
      pycachePrefix:
        typeof options.x['pycache_prefix'] === 'string'
          ? options.x['pycache_prefix']
          : (env('PYTHONPYCACHEPREFIX') ?? null),
      micro: library.micro,
    },
  });
  if (!started.ok) {
    const status = handlePending();
    return end(status || 1, options, compiled);
  }
  const runs = Number(options.x['check-refs']);
  if (runs > 1 && options.command.kind === 'file')
    return finish(checkReferences(started.interpreter, options, runs));
  const status = runCommand(started.interpreter, options, {
    inspect: options.inspect || env('PYTHONINSPECT') !== undefined,
    startup: env('PYTHONSTARTUP') ?? null,
    micro: library.micro,
  });
  return end(status, options, compiled);
}

/** Ends a run; the status to exit with. */
function end(status: number, options: Options, compiled: MachineCode | null): number {
  // The program has ended, but what it has made is still there.
  if (options.x['heap-report']) writeSync(2, heapReport());
  const final = finish(status);
  const { x } = options;
  if (x['check-refs'] || !endsQuietly())
    endModules(() => {
      if (!flush('stdout')) errClear();
      if (!flush('stderr')) errClear();
    });
  if (x['check-refs']) {
    writeSync(2, takeDown());
    return final;
  }
  if (x['stats']) writeSync(2, stats(x['stats'] === 'json', compiled?.counters));
  return final;
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
