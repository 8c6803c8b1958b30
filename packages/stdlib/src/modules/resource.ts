/** The module `resource`: limits and use of the system's resources. */
import {
  type Borrowed,
  makeUsage,
  NULL,
  type Owned,
  RLIM_INFINITY,
  RLIMIT,
  type Usage,
} from '@tyston/memory';
import {
  decref,
  errOccurred,
  indexInt,
  intToBigInt,
  type MethodSpec,
  type ModuleSpec,
  method,
  None,
  newFloat,
  newInt,
  newIntFromBigInt,
  newRef,
  newTuple,
  type StructSpec,
  sequenceTuple,
  structType,
  T,
  tupleItem,
  tupleLength,
  valueError,
} from '@tyston/objects';
import { os } from '../host.js';
import { setModuleAttr } from '../lib/module-attrs.js';
import { keepInWord, osWord, wordType } from '../lib/os-words.js';
import { raiseOsError } from '../os-error.js';
import { makeStruct } from './posix/structs.js';

const RUSAGE: StructSpec = {
  name: 'resource.struct_rusage',
  doc: 'struct_rusage: Result from getrusage.\n\nThis object may be accessed either as a tuple of\n    (utime,stime,maxrss,ixrss,idrss,isrss,minflt,majflt,\n    nswap,inblock,oublock,msgsnd,msgrcv,nsignals,nvcsw,nivcsw)\nor via the attributes ru_utime, ru_stime, ru_maxrss, and so on.',
  fields: [
    'utime',
    'stime',
    'maxrss',
    'ixrss',
    'idrss',
    'isrss',
    'minflt',
    'majflt',
    'nswap',
    'inblock',
    'oublock',
    'msgsnd',
    'msgrcv',
    'nsignals',
    'nvcsw',
    'nivcsw',
  ].map((n) => ({ name: `ru_${n}` })),
  visible: 16,
}; // prettier-ignore
/** struct_rusage of what the system counted. */
function newUsage(u: Usage): Owned {
  const zero = () => newInt(0);
  return makeStruct(
    wordType(osWord.STRUCT_RUSAGE),
    RUSAGE,
    newFloat(u.utime),
    newFloat(u.stime),
    newInt(u.maxrss),
    zero(),
    zero(),
    zero(),
    newInt(u.minflt),
    newInt(u.majflt),
    zero(),
    newInt(u.inblock),
    newInt(u.oublock),
    zero(),
    zero(),
    zero(),
    newInt(u.nvcsw),
    newInt(u.nivcsw),
  ); // prettier-ignore
}
const usage = makeUsage();
function getrusage(who: number): Owned {
  if (who !== 0 && who !== -1 && who !== 1) return valueError('invalid who parameter');
  const r = os().getrusage(who, usage);
  return r < 0 ? raiseOsError(r) : newUsage(usage);
}
const KINDS = 16;
function validResource(n: number): boolean {
  if (n >= 0 && n < KINDS) return true;
  valueError('invalid resource specified');
  return false;
}
const limit = (v: bigint): Owned => (v === RLIM_INFINITY ? newInt(-1) : newIntFromBigInt(v));
const pair: [bigint, bigint] = [0n, 0n];
function getrlimit(resource: number): Owned {
  if (!validResource(resource)) return NULL;
  const r = os().getrlimit(resource, pair);
  return r < 0 ? raiseOsError(r) : newTuple(limit(pair[0]), limit(pair[1]));
}
/** (soft, hard) as numbers; null with an exception. */
function parseLimits(limits: Borrowed): [bigint, bigint] | null {
  const t = sequenceTuple(limits);
  if (t === 0) return null;
  const out: bigint[] = [];
  if (tupleLength(t) !== 2) valueError('expected a tuple of 2 integers');
  else
    for (let i = 0; i < 2; i++) {
      const n = indexInt(tupleItem(t, i));
      if (n === 0) break;
      out.push(BigInt.asUintN(64, intToBigInt(n)));
      decref(n);
    }
  decref(t);
  return errOccurred() ? null : [out[0]!, out[1]!];
}
function setrlimit(resource: number, limits: Borrowed): Owned {
  if (!validResource(resource)) return NULL;
  const v = parseLimits(limits);
  if (v === null) return NULL;
  const r = os().setrlimit(resource, v[0], v[1]);
  if (r === -22) return valueError('current limit exceeds maximum limit');
  if (r === -1) return valueError('not allowed to raise maximum limit');
  return r < 0 ? raiseOsError(r) : newRef(None);
}
/** The limits of a process, which is this one where the host knows no other. */
function prlimit(pid: number, resource: number, limits: Borrowed): Owned {
  if (pid !== 0 && pid !== os().getpid()) return raiseOsError(-38);
  const old = getrlimit(resource);
  if (old === 0 || limits === 0 || limits === None) return old;
  const r = setrlimit(resource, limits);
  if (r === 0) {
    decref(old);
    return NULL;
  }
  decref(r);
  return old;
}
const f = (
  name: string,
  signature: string,
  impl: (...a: never[]) => Owned,
  doc: string,
  more = {},
): MethodSpec => method(name, signature, impl as never, doc, more);

export const resourceModule: ModuleSpec = {
  name: 'resource',
  types: [structType(RUSAGE)],
  functions: [
    f('getrusage', '($module, who: int, /)', (_m, who: number) => getrusage(who), ''),
    f('getrlimit', '($module, resource: int, /)', (_m, n: number) => getrlimit(n), ''),
    f(
      'setrlimit',
      '($module, resource: int, limits, /)',
      (_m, n: number, l: Borrowed) => setrlimit(n, l),
      '',
    ),
    f(
      'prlimit',
      '($module, pid: int, resource: int, limits=None, /)',
      (_m, pid: number, n: number, l: Borrowed) => prlimit(pid, n, l),
      '',
      { noTextSignature: true },
    ),
    f('getpagesize', '($module, /)', () => newInt(os().sysconf('PAGESIZE')), ''),
  ],
  exec: (module) => {
    keepInWord(module, 'struct_rusage', osWord.STRUCT_RUSAGE);
    if (setModuleAttr(module, 'error', newRef(T.OSError)) < 0) return -1;
    const numbers: Record<string, number> = {
      RLIM_INFINITY: -1,
      RUSAGE_SELF: 0,
      RUSAGE_CHILDREN: -1,
      RUSAGE_THREAD: 1,
      RLIMIT_OFILE: RLIMIT.NOFILE,
    };
    for (const [name, n] of Object.entries(RLIMIT)) if (name !== 'LOCKS') numbers[`RLIMIT_${name}`] = n;
    for (const [name, n] of Object.entries(numbers))
      if (setModuleAttr(module, name, newInt(n)) < 0) return -1;
    return 0;
  },
}; // prettier-ignore
