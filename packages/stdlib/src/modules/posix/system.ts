/** `posix`: the machine and its configuration. */
import { type Borrowed, NULL, type Owned, SYSCONF } from '@tyston/memory';
import {
  asCInt,
  decref,
  dictSet,
  errOccurred,
  hasIndex,
  indexInt,
  intern,
  intToBigInt,
  isInstance,
  jsStr,
  type MethodSpec,
  method,
  None,
  newBytes,
  newDict,
  newFloat,
  newInt,
  newRef,
  newStr,
  newTuple,
  setError,
  T,
  typeError,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { raiseOsError } from '../../os-error.js';
import { bigOrInt, newUnameResult } from './structs.js';

function randomBytes(n: number): Owned {
  const bytes = new Uint8Array(n);
  for (let i = 0; i < n; ) {
    const r = os().getrandom(bytes.subarray(i));
    if (r < 0) return raiseOsError(r);
    i += r;
  }
  return newBytes(bytes);
}
function uname(): Owned {
  const u = os().uname();
  return newUnameResult(
    newStr(u.sysname),
    newStr(u.nodename),
    newStr(u.release),
    newStr(u.version),
    newStr(u.machine),
  );
}
/** Name or number of a configuration value as its name; null with an exception. */
function configName(o: Borrowed): string | null {
  if (isInstance(o, T.str)) {
    const name = jsStr(o);
    if (name.startsWith('SC_') && Object.hasOwn(SYSCONF, name.slice(3))) return name.slice(3);
    valueError('unrecognized configuration name');
    return null;
  }
  if (!hasIndex(o)) {
    typeError('configuration names must be strings or integers');
    return null;
  }
  const n = asCInt(o);
  if (n === -1 && errOccurred()) return null;
  for (const [name, k] of Object.entries(SYSCONF)) if (k === n) return name;
  raiseOsError(-22);
  return null;
}
function sysconf(o: Borrowed): Owned {
  const name = configName(o);
  if (name === null) return NULL;
  const r = os().sysconf(name);
  // -1 says "no limit"; errors of sysconf(3) are EINVAL alone.
  return r === -22 ? raiseOsError(r) : newInt(r);
}
/** `posix.sysconf_names`. */
export function newSysconfNames(): Owned {
  const d = newDict();
  for (const name of Object.keys(SYSCONF).sort()) {
    const n = newInt(SYSCONF[name as keyof typeof SYSCONF]);
    dictSet(d, intern(`SC_${name}`), n);
    decref(n);
  }
  return d;
}
function loadavg(): Owned {
  const out = new Float64Array(3);
  const r = os().getloadavg(out);
  if (r < 0) return setError(T.OSError, 'Load averages are unobtainable');
  return newTuple(newFloat(out[0]!), newFloat(out[1]!), newFloat(out[2]!));
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const systemFunctions: readonly MethodSpec[] = [
  m(
    'urandom',
    '($module, size: ssize, /)',
    (_m, n: number) => (n < 0 ? valueError('negative argument not allowed') : randomBytes(n)),
    'Return a bytes object containing random bytes suitable for cryptographic use.',
  ),
  m(
    'getrandom',
    '($module, /, size: ssize, flags: int = 0)',
    (_m, n: number) => (n < 0 ? raiseOsError(-22) : randomBytes(n)),
    'Obtain a series of random bytes.',
  ),
  m(
    'uname',
    '($module, /)',
    () => uname(),
    'Return an object identifying the current operating system.\n\nThe object behaves like a named tuple with the following fields:\n  (sysname, nodename, release, version, machine)',
  ),
  m(
    'sysconf',
    '($module, name, /)',
    (_m, name: Borrowed) => sysconf(name),
    'Return an integer-valued system configuration variable.',
  ),
  m(
    'cpu_count',
    '($module, /)',
    () => {
      const n = os().cpuCount();
      return n > 0 ? newInt(n) : newRef(None);
    },
    'Return the number of CPUs in the system; return None if indeterminable.\n\nThis number is not equivalent to the number of CPUs the current process can\nuse.  The number of usable CPUs can be obtained with\n``len(os.sched_getaffinity(0))``',
  ),
  m(
    'getloadavg',
    '($module, /)',
    () => loadavg(),
    'Return average recent system load information.\n\nReturn the number of processes in the system run queue averaged over\nthe last 1, 5, and 15 minutes as a tuple of three floats.\nRaises OSError if the load average was unobtainable.',
  ),
  m(
    'strerror',
    '($module, code: int, /)',
    (_m, code: number) => newStr(os().strerror(code)),
    'Translate an error code to a message string.',
  ),
  m(
    'ctermid',
    '($module, /)',
    () => newStr('/dev/tty'),
    'Return the name of the controlling terminal for this process.',
  ),
  m(
    'major',
    '($module, device, /)',
    (_m, d: Borrowed) => device(d, (n) => Number(((n >> 8n) & 0xfffn) | ((n >> 32n) & 0xfffff000n))),
    'Extracts a device major number from a raw device number.',
  ),
  m(
    'minor',
    '($module, device, /)',
    (_m, d: Borrowed) => device(d, (n) => Number((n & 0xffn) | ((n >> 12n) & 0xffffff00n))),
    'Extracts a device minor number from a raw device number.',
  ),
  m(
    'makedev',
    '($module, major: int, minor: int, /)',
    (_m, major: number, minor: number) => {
      const a = BigInt(major >>> 0);
      const b = BigInt(minor >>> 0);
      const both =
        ((a & 0xfffff000n) << 32n) | ((a & 0xfffn) << 8n) | ((b & 0xffffff00n) << 12n) | (b & 0xffn);
      return bigOrInt(BigInt.asIntN(64, both));
    },
    'Composes a raw device number from the major and minor device numbers.',
  ),
]; // prettier-ignore
/** A device number is an unsigned 64-bit int. */
function device(o: Borrowed, part: (n: bigint) => number): Owned {
  if (!hasIndex(o)) return typeError('an integer is required');
  const i = indexInt(o);
  if (i === 0) return NULL;
  const n = intToBigInt(i);
  decref(i);
  if (n < 0n) return setError(T.OverflowError, "can't convert negative int to unsigned");
  if (n >= 1n << 64n) return setError(T.OverflowError, 'int too big to convert');
  return newInt(part(n));
}
