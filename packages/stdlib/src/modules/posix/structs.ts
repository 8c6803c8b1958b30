/** The struct sequences of `posix`: what stat, statvfs, uname, times and others return. */
import {
  type Borrowed,
  ldPtr,
  makeStat,
  NULL,
  type Owned,
  PyTupleObject,
  type StatResult,
} from '@tyston/memory';
import {
  decref,
  type HeapTypeSpec,
  jsStr,
  None,
  newFloat,
  newInt,
  newIntFromBigInt,
  newRef,
  newStr,
  newStruct,
  parseTupleAndDict,
  repr,
  type StructSpec,
  structInit,
  structType,
  tpName,
  typeOf,
  xdecref,
} from '@tyston/objects';
import { osWord, wordType } from '../../lib/os-words.js';

const names = (...all: string[]) => all.map((name) => ({ name }));
const unnamed = { name: null };

const STAT: StructSpec = {
  name: 'os.stat_result',
  doc: 'stat_result: Result from stat, fstat, or lstat.\n\nThis object may be accessed either as a tuple of\n  (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime)\nor via the attributes st_mode, st_ino, st_dev, st_nlink, st_uid, and so on.\n\nPosix/windows: If your platform supports st_blksize, st_blocks, st_rdev,\nor st_flags, they are available as attributes only.\n\nSee os.stat for more information.',
  fields: [
    ...names('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size'),
    unnamed,
    unnamed,
    unnamed,
    ...names(
      'st_atime',
      'st_mtime',
      'st_ctime',
      'st_atime_ns',
      'st_mtime_ns',
      'st_ctime_ns',
      'st_blksize',
      'st_blocks',
      'st_rdev',
    ),
  ],
  visible: 10,
}; // prettier-ignore
const STATVFS: StructSpec = {
  name: 'os.statvfs_result',
  doc: 'statvfs_result: Result from statvfs or fstatvfs.\n\nThis object may be accessed either as a tuple of\n  (bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax),\nor via the attributes f_bsize, f_frsize, f_blocks, f_bfree, and so on.\n\nSee os.statvfs for more information.',
  fields: names(
    'f_bsize',
    'f_frsize',
    'f_blocks',
    'f_bfree',
    'f_bavail',
    'f_files',
    'f_ffree',
    'f_favail',
    'f_flag',
    'f_namemax',
    'f_fsid',
  ),
  visible: 10,
}; // prettier-ignore
const TERMINAL_SIZE: StructSpec = {
  name: 'os.terminal_size',
  doc: 'A tuple of (columns, lines) for holding terminal window size',
  fields: [
    { name: 'columns', doc: 'width of the terminal window in characters' },
    { name: 'lines', doc: 'height of the terminal window in characters' },
  ],
  visible: 2,
};
const TIMES: StructSpec = {
  name: 'posix.times_result',
  doc: 'times_result: Result from os.times().\n\nThis object may be accessed either as a tuple of\n  (user, system, children_user, children_system, elapsed),\nor via the attributes user, system, children_user, children_system,\nand elapsed.\n\nSee os.times for more information.',
  fields: names('user', 'system', 'children_user', 'children_system', 'elapsed'),
  visible: 5,
};
const UNAME: StructSpec = {
  name: 'posix.uname_result',
  doc: 'uname_result: Result from os.uname().\n\nThis object may be accessed either as a tuple of\n  (sysname, nodename, release, version, machine),\nor via the attributes sysname, nodename, release, version, and machine.\n\nSee os.uname for more information.',
  fields: names('sysname', 'nodename', 'release', 'version', 'machine'),
  visible: 5,
};
const WAITID: StructSpec = {
  name: 'posix.waitid_result',
  doc: 'waitid_result: Result from waitid.\n\nThis object may be accessed either as a tuple of\n  (si_pid, si_uid, si_signo, si_status, si_code),\nor via the attributes si_pid, si_uid, and so on.\n\nSee os.waitid for more information.',
  fields: names('si_pid', 'si_uid', 'si_signo', 'si_status', 'si_code'),
  visible: 5,
};
const SCHED_PARAM: StructSpec = {
  name: 'posix.sched_param',
  doc: 'Currently has only one field: sched_priority\n\n  sched_priority\n    A scheduling parameter.',
  fields: names('sched_priority'),
  visible: 1,
};

const ITEMS = PyTupleObject.ob_item;
const item = (p: Borrowed, i: number) => ldPtr(p + ITEMS + i * 8);

/** An instance of a struct type from its fields; steals them. */
export function makeStruct(type: Borrowed, spec: StructSpec, ...fields: Owned[]): Owned {
  const p = newStruct(type, spec);
  let whole = true;
  for (let i = 0; i < fields.length; i++) {
    structInit(p, i, fields[i]!);
    if (fields[i] === 0) whole = false;
  }
  if (whole) return p;
  decref(p);
  return NULL;
}

/** stat_result shows names for its unnamed items in a repr, and makes float times of whole ones when built from ten items. */
function statType(): HeapTypeSpec {
  const plain = structType(STAT);
  const make = plain.slots.tp_new!;
  return {
    ...plain,
    slots: {
      ...plain.slots,
      tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
        const p: Owned = make(type, args, kwargs);
        if (p === 0) return NULL;
        for (let i = 7; i < 10; i++) {
          if (item(p, i + 3) !== None) continue;
          xdecref(item(p, i + 3));
          structInit(p, i + 3, newRef(item(p, i)));
        }
        return p;
      },
      tp_repr: (p: Borrowed): Owned => {
        const parts: string[] = [];
        for (let i = 0; i < 10; i++) {
          const r = repr(item(p, i));
          if (r === 0) return NULL;
          parts.push(`${STAT.fields[i < 7 ? i : i + 3]!.name}=${jsStr(r)}`);
          decref(r);
        }
        return newStr(`${tpName(typeOf(p))}(${parts.join(', ')})`);
      },
    },
  };
}
/** sched_param is made of its one field, not of a sequence. */
function schedParamType(): HeapTypeSpec {
  const plain = structType(SCHED_PARAM);
  return {
    ...plain,
    textSignature: '(sched_priority)',
    slots: {
      ...plain.slots,
      tp_new: (type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned => {
        const values = parseTupleAndDict('sched_param', '($type, /, sched_priority)', args, kwargs);
        return values === null ? NULL : makeStruct(type, SCHED_PARAM, newRef(values[0] as Borrowed));
      },
    },
  };
}
export const structTypes: readonly HeapTypeSpec[] = [
  statType(),
  structType(STATVFS),
  structType(TERMINAL_SIZE),
  structType(TIMES),
  structType(UNAME),
  structType(WAITID),
  schedParamType(),
];

const seconds = (ns: bigint): number => {
  const whole = ns / 1_000_000_000n;
  const rest = ns - whole * 1_000_000_000n;
  // A time before 1970 counts its nanoseconds forward from the second below.
  return rest < 0n
    ? Number(whole - 1n) + 1e-9 * Number(rest + 1_000_000_000n)
    : Number(whole) + 1e-9 * Number(rest);
};
const wholeSeconds = (ns: bigint): number => {
  const q = ns / 1_000_000_000n;
  return Number(ns < q * 1_000_000_000n ? q - 1n : q);
};
/** An integer of the system that seldom exceeds 2^53. */
export function bigOrInt(v: bigint): Owned {
  return v >= -0x1f_ffff_ffff_ffffn && v <= 0x1f_ffff_ffff_ffffn ? newInt(Number(v)) : newIntFromBigInt(v);
}

/** The buffer that stat calls fill. */
export const statBuffer: StatResult = makeStat();
/** `os.stat_result` of `statBuffer`. */
export function newStatResult(): Owned {
  const s = statBuffer;
  return makeStruct(
    wordType(osWord.STAT_RESULT),
    STAT,
    newInt(s.st_mode),
    bigOrInt(s.st_ino),
    bigOrInt(s.st_dev),
    newInt(s.st_nlink),
    newInt(s.st_uid),
    newInt(s.st_gid),
    newInt(s.st_size),
    newInt(wholeSeconds(s.st_atime_ns)),
    newInt(wholeSeconds(s.st_mtime_ns)),
    newInt(wholeSeconds(s.st_ctime_ns)),
    newFloat(seconds(s.st_atime_ns)),
    newFloat(seconds(s.st_mtime_ns)),
    newFloat(seconds(s.st_ctime_ns)),
    newIntFromBigInt(s.st_atime_ns),
    newIntFromBigInt(s.st_mtime_ns),
    newIntFromBigInt(s.st_ctime_ns),
    newInt(s.st_blksize),
    newInt(s.st_blocks),
    bigOrInt(s.st_rdev),
  ); // prettier-ignore
}
export const newStatvfsResult = (...f: Owned[]) => makeStruct(wordType(osWord.STATVFS_RESULT), STATVFS, ...f);
export const newTerminalSize = (...f: Owned[]) =>
  makeStruct(wordType(osWord.TERMINAL_SIZE), TERMINAL_SIZE, ...f);
export const newTimesResult = (...f: Owned[]) => makeStruct(wordType(osWord.TIMES_RESULT), TIMES, ...f);
export const newUnameResult = (...f: Owned[]) => makeStruct(wordType(osWord.UNAME_RESULT), UNAME, ...f);
export const newWaitidResult = (...f: Owned[]) => makeStruct(wordType(osWord.WAITID_RESULT), WAITID, ...f);
export const newSchedParam = (...f: Owned[]) => makeStruct(wordType(osWord.SCHED_PARAM), SCHED_PARAM, ...f);
