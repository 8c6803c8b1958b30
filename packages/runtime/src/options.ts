/** The command line: CPython's options with CPython's meaning, and Tyston's own as `-X` switches. */
export interface Options {
  /** What to run: `-c` code, `-m` module, a file, `-` for standard input, or nothing (interactive on a terminal). */
  readonly command: { readonly kind: 'code' | 'module' | 'file' | 'stdin'; readonly value: string };
  /** Arguments behind the command. */
  readonly args: readonly string[];
  readonly bytesWarning: number;
  readonly dontWriteBytecode: number;
  readonly ignoreEnvironment: boolean;
  readonly inspect: boolean;
  readonly isolated: boolean;
  readonly optimize: number;
  readonly safePath: boolean;
  readonly quiet: boolean;
  readonly noUserSite: boolean;
  readonly noSite: boolean;
  readonly unbuffered: boolean;
  readonly verbose: number;
  readonly warnOptions: readonly string[];
  readonly x: Readonly<Record<string, string | true>>;
  readonly debug: number;
  readonly skipFirstLine: boolean;
}
/** Printed and left: help, the version, or a mistake on the command line. */
export interface Answer {
  readonly text: string;
  readonly stream: 'stdout' | 'stderr';
  readonly status: number;
}

export const USAGE_LINE = 'usage: tyston [option] ... [-c cmd | -m mod | file | -] [arg] ...';
const TRY = "Try `tyston -h' for more information.";

const HELP = `${USAGE_LINE}
Options (and corresponding environment variables):
-b     : issue warnings about str(bytes_instance), str(bytearray_instance)
         and comparing bytes/bytearray with str. (-bb: issue errors)
-B     : don't write .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd : program passed in as string (terminates option list)
-d     : turn on parser debugging output (no effect)
-E     : ignore PYTHON* environment variables (such as PYTHONPATH)
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script; forces a prompt even
         if stdin does not appear to be a terminal; also PYTHONINSPECT=x
-I     : isolate Python from the user's environment (implies -E and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements; add .opt-1 before
         .pyc extension; also PYTHONOPTIMIZE=x
-OO    : do -O changes and also discard docstrings; add .opt-2 before
         .pyc extension
-P     : don't prepend a potentially unsafe path to sys.path; also PYTHONSAFEPATH
-q     : don't print version and copyright messages on interactive startup
-s     : don't add user site directory to sys.path; also PYTHONNOUSERSITE=x
-S     : don't imply 'import site' on initialization
-u     : force the stdout and stderr streams to be unbuffered; also PYTHONUNBUFFERED=x
-v     : verbose (trace import statements); also PYTHONVERBOSE=x
         can be supplied multiple times to increase verbosity
-V     : print the version number and exit (also --version)
         when given twice, print more information about the build
-W arg : warning control; arg is action:message:category:module:lineno
         also PYTHONWARNINGS=arg
-x     : skip first line of source, allowing use of non-Unix forms of #!cmd
-X opt : set implementation-specific option
--check-hash-based-pycs always|default|never:
         control how the interpreter invalidates hash-based .pyc files
--stdlib dir : the library's .py files are in this directory (also TYSTONHOME)

Implementation-specific options:
-X dev            : development mode
-X utf8[=0|1]     : UTF-8 mode
-X importtime     : show how long each import takes
-X no_debug_ranges: code objects tell lines only, no columns; also PYTHONNODEBUGRANGES
-X faulthandler   : dump the Python traceback on a crash
-X jit=off|interp : off: the portable host, without the native addon; interp: the native host, interpreter only
-X jit=baseline   : functions that are hot become machine code, where there can be any
-X jit-eager      : with it: every function does, when it first runs
-X dump=asm[:F]   : with it: list machine code (of the function F) as it is made
-X translate=N    : translate a function to JavaScript after N turns (50); 0: never, as with -X jit=interp
-X image=off      : start without an image of the library's first modules
-X stats[=json]   : print counters to stderr at exit
-X check-refs     : take everything down at exit and print what is left
-X check-refs=N   : run a file N times and tell what every run leaves behind
-X heap-limit=N   : bytes of heap at most (K, M and G may follow)
-X heap-report    : print bytes of the heap by category and type when the program ends

Other environment variables:
PYTHONSTARTUP     file executed on interactive startup (no default)
PYTHONPATH        ':'-separated list of directories prefixed to the default module search path
PYTHONHASHSEED    if 'random' or unset, a random value seeds the hashes of str and bytes; else an integer in [0,4294967295]
PYTHONIOENCODING  encoding[:errors] used for stdin/stdout/stderr
TYSTONHOME        directory of the library's .py files
`;

const WITH_ARGUMENT = new Set(['c', 'm', 'W', 'X']);

/** Parses arguments (without the program's name). */
export function parseOptions(argv: readonly string[]): Options | Answer {
  const o = {
    bytesWarning: 0,
    dontWriteBytecode: 0,
    ignoreEnvironment: false,
    inspect: false,
    isolated: false,
    optimize: 0,
    safePath: false,
    quiet: false,
    noUserSite: false,
    noSite: false,
    unbuffered: false,
    verbose: 0,
    debug: 0,
    skipFirstLine: false,
  }; // prettier-ignore
  const warnOptions: string[] = [];
  const x: Record<string, string | true> = {};
  let version = 0;
  let i = 0;
  const usage = (message: string): Answer => ({
    text: `${message}\n${USAGE_LINE}\n${TRY}\n`,
    stream: 'stderr',
    status: 2,
  });
  const rest = (command: Options['command'], from: number): Options => ({
    ...o,
    command,
    args: argv.slice(from),
    warnOptions,
    x,
  });
  for (; i < argv.length; i++) {
    const arg = argv[i]!;
    if (arg === '-') return rest({ kind: 'stdin', value: '-' }, i + 1);
    if (!arg.startsWith('-')) break;
    if (arg.startsWith('--')) {
      if (arg === '--') {
        i++;
        break;
      }
      if (arg === '--help') return { text: HELP, stream: 'stdout', status: 0 };
      if (arg === '--version') {
        version++;
        continue;
      }
      if (arg === '--check-hash-based-pycs') {
        const mode = argv[++i];
        if (mode !== 'always' && mode !== 'never' && mode !== 'default') {
          return usage("--check-hash-based-pycs must be one of 'default', 'always', or 'never'");
        }
        continue;
      }
      if (arg === '--stdlib') {
        const dir = argv[++i];
        if (dir === undefined) return usage('Argument expected for the --stdlib option');
        x['stdlib'] = dir;
        continue;
      }
      return usage(`unknown option ${arg}`);
    }
    for (let k = 1; k < arg.length; k++) {
      const c = arg[k]!;
      let value = '';
      if (WITH_ARGUMENT.has(c)) {
        if (k + 1 < arg.length) value = arg.slice(k + 1);
        else {
          const next = argv[++i];
          if (next === undefined) return usage(`Argument expected for the -${c} option`);
          value = next;
        }
        k = arg.length;
      }
      switch (c) {
        case 'c':
          return version > 0 ? versionAnswer(version) : rest({ kind: 'code', value }, i + 1);
        case 'm':
          return version > 0 ? versionAnswer(version) : rest({ kind: 'module', value }, i + 1);
        case 'W':
          warnOptions.push(value);
          break;
        case 'X': {
          const eq = value.indexOf('=');
          if (eq < 0) x[value] = true;
          else x[value.slice(0, eq)] = value.slice(eq + 1);
          break;
        }
        case 'b':
          o.bytesWarning++;
          break;
        case 'B':
          o.dontWriteBytecode++;
          break;
        case 'd':
          o.debug++;
          break;
        case 'E':
          o.ignoreEnvironment = true;
          break;
        case 'h':
        case '?':
          return { text: HELP, stream: 'stdout', status: 0 };
        case 'i':
          o.inspect = true;
          break;
        case 'I':
          o.isolated = true;
          o.ignoreEnvironment = true;
          o.noUserSite = true;
          o.safePath = true;
          break;
        case 'O':
          o.optimize++;
          break;
        case 'P':
          o.safePath = true;
          break;
        case 'q':
          o.quiet = true;
          break;
        case 'R':
        case 't':
          break;
        case 's':
          o.noUserSite = true;
          break;
        case 'S':
          o.noSite = true;
          break;
        case 'u':
          o.unbuffered = true;
          break;
        case 'v':
          o.verbose++;
          break;
        case 'V':
          version++;
          break;
        case 'x':
          o.skipFirstLine = true;
          break;
        default:
          return usage(`Unknown option: -${c}`);
      }
    }
  }
  if (version > 0) return versionAnswer(version);
  const file = argv[i];
  if (file === undefined) return rest({ kind: 'stdin', value: '' }, i);
  return rest({ kind: 'file', value: file }, i + 1);
}
let micro = 3;
/** The patch version of the library that is used. */
export function setLibraryMicro(n: number): void {
  micro = n;
}
function versionAnswer(n: number): Answer {
  return {
    text: n > 1 ? `Python 3.11.${micro} (tyston 0.1.0) [TypeScript]\n` : `Python 3.11.${micro}\n`,
    stream: 'stdout',
    status: 0,
  };
}
