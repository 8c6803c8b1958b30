/** `posix`: processes, ids, the environment. */
import { type Borrowed, type Bytes, isError, makeWait, NULL, type Owned } from '@tyston/memory';
import {
  asCInt,
  call,
  callMethod,
  decref,
  dictClear,
  dictSet,
  errOccurred,
  getIter,
  isInstance,
  iterNext,
  listAppend,
  listAppendOwned,
  type MethodSpec,
  method,
  None,
  newBool,
  newBytes,
  newDict,
  newFloat,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  restoreRaised,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { asciiBytes } from '../../lib/ascii.js';
import { fsBytes, withPath } from '../../lib/fs-path.js';
import { importAttribute } from '../../lib/import-attribute.js';
import { isCallable } from '../../lib/is-callable.js';
import { osWord, setWord, wordObject } from '../../lib/os-words.js';
import { handleSignals, raiseOsError, retry } from '../../os-error.js';
import { count, done, id } from './result.js';
import { newTimesResult } from './structs.js';

// -- the environment -------------------------------------------------------------------------------------------

/** `posix.environ`: a dict of bytes, as the process started. */
export function newEnviron(): Owned {
  const d = newDict();
  fillEnviron(d);
  return d;
}
/** Puts this process's environment into `posix.environ`, on which `os.environ` is a view. */
export function fillEnviron(d: Borrowed): void {
  dictClear(d);
  for (const [name, value] of os().environ()) {
    const k = newBytes(name);
    const v = newBytes(value);
    dictSet(d, k, v);
    decref(k);
    decref(v);
  }
}
const EQUALS = 61;
function putenv(name: Borrowed, value: Borrowed): Owned {
  const n = fsBytes(name);
  const v = n === null ? null : fsBytes(value);
  if (n === null || v === null) return NULL;
  if (n.includes(EQUALS)) return valueError('illegal environment variable name');
  return done(os().setenv(n, v));
}
function unsetenv(name: Borrowed): Owned {
  const n = fsBytes(name);
  return n === null ? NULL : done(os().unsetenv(n));
}

// -- starting programs -----------------------------------------------------------------------------------------

/** argv of exec or spawn: a tuple or list of strings, not empty; null with an exception. The messages follow the function's name. */
export function argumentVector(name: string, argv: Borrowed, empty = '', emptyFirst = ''): Bytes[] | null {
  if (!isInstance(argv, T.list) && !isInstance(argv, T.tuple)) {
    typeError(`${name}: argv must be a tuple or list`);
    return null;
  }
  const all = fsBytesOfAll(argv);
  if (all === null) return null;
  if (all.length === 0) {
    valueError(empty === '' ? `${name}() arg 2 must not be empty` : `${name}: ${empty}`);
    return null;
  }
  if (all[0]!.length === 0) {
    valueError(
      emptyFirst === '' ? `${name}() arg 2 first element cannot be empty` : `${name}: ${emptyFirst}`,
    );
    return null;
  }
  return all;
}
function fsBytesOfAll(o: Borrowed): Bytes[] | null {
  const it = getIter(o);
  if (it === 0) return null;
  const out: Bytes[] = [];
  for (;;) {
    const x = iterNext(it);
    if (x === 0) break;
    const b = fsBytes(x);
    decref(x);
    if (b === null) break;
    out.push(b);
  }
  decref(it);
  return errOccurred() ? null : out;
}
/** `NAME=value` of a mapping; null with an exception. */
export function environment(name: string, env: Borrowed): Bytes[] | null {
  const keys = mappingPart(name, env, 'keys');
  if (keys === null) return null;
  const values = mappingPart(name, env, 'values');
  if (values === null) return null;
  const out: Bytes[] = [];
  for (let i = 0; i < keys.length; i++) {
    const k = keys[i]!;
    const v = values[i]!;
    if (k.length === 0 || k.indexOf(EQUALS, 1) > 0 || k[0] === EQUALS) {
      valueError('illegal environment variable name');
      return null;
    }
    const both = new Uint8Array(k.length + 1 + v.length);
    both.set(k);
    both[k.length] = EQUALS;
    both.set(v, k.length + 1);
    out.push(both);
  }
  return out;
}
function mappingPart(name: string, env: Borrowed, part: 'keys' | 'values'): Bytes[] | null {
  const r = callMethod(env, part);
  if (r === 0) {
    if (!errOccurred()) typeError(`${name}: environment must be a mapping object`);
    return null;
  }
  const all = fsBytesOfAll(r);
  decref(r);
  return all;
}
/** What the streams of the interpreter hold would be lost with it: exec and _exit write nothing, as in CPython. */
function exec(name: string, path: Borrowed, argv: Borrowed, env: Borrowed): Owned {
  return withPath(
    name,
    path,
    (p) => {
      const args = argumentVector(name, argv);
      if (args === null) return NULL;
      const vars =
        env === 0
          ? os()
              .environ()
              .map(([n, v]) => Uint8Array.from([...n, EQUALS, ...v]))
          : environment(name, env);
      if (vars === null) return NULL;
      const file = p.fd >= 0 ? asciiBytes(`/proc/self/fd/${p.fd}`) : p.bytes;
      return raiseOsError(os().execve(file, args, vars), env === 0 ? 0 : p.object);
    },
    { allowFd: name === 'execve' },
  );
}
function system(command: Borrowed): Owned {
  const c = fsBytes(command);
  if (c === null) return NULL;
  const r = retry(() => os().system(c));
  return r === null ? NULL : newInt(r);
}
const NO_FORK =
  'a process cannot be copied while the engine that runs it has threads of its own: use subprocess or multiprocessing with the spawn method';
function fork(): Owned {
  const errno = newInt(38);
  const text = newStr(NO_FORK);
  const e = call(T.OSError, errno, text);
  decref(errno);
  decref(text);
  if (e !== 0) restoreRaised(e);
  return NULL;
}
function registerAtFork(before: Borrowed, child: Borrowed, parent: Borrowed): Owned {
  if (before === 0 && child === 0 && parent === 0) return typeError('At least one argument is required.');
  const given = [
    ['before', before, osWord.AT_FORK_BEFORE],
    ['after_in_child', child, osWord.AT_FORK_CHILD],
    ['after_in_parent', parent, osWord.AT_FORK_PARENT],
  ] as const;
  for (const [name, f] of given)
    if (f !== 0 && !isCallable(f)) return typeError(`'${name}' must be callable, not ${typeName(f)}`);
  for (const [, f, word] of given) {
    if (f === 0) continue;
    if (wordObject(word) === 0) setWord(word, newList());
    listAppend(wordObject(word), f);
  }
  return newRef(None);
}

// -- waiting -----------------------------------------------------------------------------------------------------

const waited = makeWait();
function waitpid(pid: number, options: number): Owned {
  const r = retry(() => os().waitpid(pid, options, waited));
  if (r === null) return NULL;
  if (r < 0) return raiseOsError(r);
  return newTuple(newInt(r), newInt(r === 0 ? 0 : waited.status));
}
function wait4(pid: number, options: number): Owned {
  const r = retry(() => os().waitpid(pid, options, waited));
  if (r === null) return NULL;
  if (r < 0) return raiseOsError(r);
  const make = importAttribute('resource', 'struct_rusage');
  if (make === 0) return NULL;
  const u = waited.usage;
  const fields = newTuple(
    newFloat(u.utime),
    newFloat(u.stime),
    newInt(u.maxrss),
    newInt(0),
    newInt(0),
    newInt(0),
    newInt(u.minflt),
    newInt(u.majflt),
    newInt(0),
    newInt(u.inblock),
    newInt(u.oublock),
    newInt(0),
    newInt(0),
    newInt(0),
    newInt(u.nvcsw),
    newInt(u.nivcsw),
  ); // prettier-ignore
  const usage = call(make, fields);
  decref(fields);
  decref(make);
  if (usage === 0) return NULL;
  return newTuple(newInt(r), newInt(r === 0 ? 0 : waited.status), usage);
}
const exited = (s: number) => (s & 0x7f) === 0;
const stopped = (s: number) => (s & 0xff) === 0x7f;
const signaled = (s: number) => !exited(s) && !stopped(s) && s !== 0xffff;
function exitCode(o: Borrowed): Owned {
  const s = asCInt(o);
  if (s === -1 && errOccurred()) return NULL;
  if (exited(s)) return newInt((s >> 8) & 0xff);
  if (signaled(s)) return newInt(-(s & 0x7f));
  if (stopped(s)) return valueError(`process stopped by delivery of signal ${(s >> 8) & 0xff}`);
  return valueError(`invalid wait status: ${s}`);
}

// -- ids -----------------------------------------------------------------------------------------------------------

function getgroups(): Owned {
  const r = os().getgroups();
  if (isError(r)) return raiseOsError(r);
  const list = newList();
  for (const g of r) listAppendOwned(list, newInt(g));
  return list;
}
function times(): Owned {
  const t = { user: 0, system: 0, childrenUser: 0, childrenSystem: 0, elapsed: 0 };
  const r = os().times(t);
  if (r < 0) return raiseOsError(r);
  return newTimesResult(
    newFloat(t.user),
    newFloat(t.system),
    newFloat(t.childrenUser),
    newFloat(t.childrenSystem),
    newFloat(t.elapsed),
  );
}
const m = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);
const number = (name: string, doc: string, f: () => number): MethodSpec =>
  m(name, '($module, /)', () => newInt(f()), doc);
const setId = (name: string, what: string, f: (n: number) => number): MethodSpec =>
  m(
    name,
    `($module, ${what}, /)`,
    (_m: never, o: Borrowed) => {
      const n = id(o, what);
      return n === null ? NULL : done(f(n));
    },
    `Set the current process's ${what === 'uid' ? 'user' : 'group'} id.`,
  ); // prettier-ignore
const status = (name: string, doc: string, f: (s: number) => Owned, slash = true): MethodSpec =>
  m(
    name,
    slash ? '($module, /, status: int)' : '($module, status: int, /)',
    (_m: never, s: number) => f(s),
    doc,
  );

export const processFunctions: readonly MethodSpec[] = [
  m(
    'putenv',
    '($module, name, value, /)',
    (_m, n: Borrowed, v: Borrowed) => putenv(n, v),
    'Change or add an environment variable.',
  ),
  m('unsetenv', '($module, name, /)', (_m, n: Borrowed) => unsetenv(n), 'Delete an environment variable.'),
  m(
    'execv',
    '($module, path, argv, /)',
    (_m, p: Borrowed, a: Borrowed) => exec('execv', p, a, 0 as Borrowed),
    'Execute an executable path with arguments, replacing current process.',
  ),
  m(
    'execve',
    '($module, /, path, argv, env)',
    (_m, p: Borrowed, a: Borrowed, e: Borrowed) => exec('execve', p, a, e),
    'Execute an executable path with arguments, replacing current process.',
  ),
  m('system', '($module, /, command)', (_m, c: Borrowed) => system(c), 'Execute the command in a subshell.'),
  m(
    'fork',
    '($module, /)',
    () => fork(),
    'Fork a child process.\n\nReturn 0 to child process and PID of child to parent process.',
  ),
  m(
    'forkpty',
    '($module, /)',
    () => fork(),
    'Fork a new process with a new pseudo-terminal as controlling tty.\n\nReturns a tuple of (pid, master_fd).\nLike fork(), return pid of 0 to the child process,\nand pid of child to the parent process.\nTo both, return fd of newly opened pseudo-terminal.',
  ),
  m(
    'register_at_fork',
    '($module, /, *, before=<unrepresentable>,\n                 after_in_child=<unrepresentable>,\n                 after_in_parent=<unrepresentable>)',
    (_m, b: Borrowed, c: Borrowed, p: Borrowed) => registerAtFork(b, c, p),
    'Register callables to be called when forking a new process.',
  ),
  m(
    '_exit',
    '($module, /, status: int)',
    (_m, s: number) => os().exit(s),
    'Exit to the system with specified status, without normal exit processing.',
  ),
  m(
    'abort',
    '($module, /)',
    () => os().abort(),
    "Abort the interpreter immediately.\n\nThis function 'dumps core' or otherwise fails in the hardest way possible\non the hosting operating system.  This function never returns.",
  ),
  m(
    'kill',
    '($module, pid: int, signal: int, /)',
    (_m, pid: number, s: number) => {
      const r = os().kill(pid, s);
      return r < 0 ? raiseOsError(r) : handleSignals() ? newRef(None) : NULL;
    },
    'Kill a process with a signal.',
  ),
  m(
    'killpg',
    '($module, pgid: int, signal: int, /)',
    (_m, pid: number, s: number) => {
      const r = os().killpg(pid, s);
      return r < 0 ? raiseOsError(r) : handleSignals() ? newRef(None) : NULL;
    },
    'Kill a process group with a signal.',
  ),
  m('wait', '($module, /)', () => waitpid(-1, 0), 'Wait for completion of a child process.'),
  m(
    'waitpid',
    '($module, pid: int, options: int, /)',
    (_m, pid: number, o: number) => waitpid(pid, o),
    'Wait for completion of a given child process.',
  ),
  m(
    'wait3',
    '($module, /, options: int)',
    (_m, o: number) => wait4(-1, o),
    'Wait for completion of a child process.',
  ),
  m(
    'wait4',
    '($module, /, pid: int, options: int)',
    (_m, pid: number, o: number) => wait4(pid, o),
    'Wait for completion of a specific child process.',
  ),
  m(
    'waitstatus_to_exitcode',
    '($module, /, status)',
    (_m, s: Borrowed) => exitCode(s),
    'Convert a wait status to an exit code.',
  ),
  status('WIFEXITED', 'Return True if the process returning status exited via the exit() system call.', (s) =>
    newBool(exited(s)),
  ),
  status('WEXITSTATUS', 'Return the process return code from status.', (s) => newInt((s >> 8) & 0xff)),
  status('WIFSIGNALED', 'Return True if the process returning status was terminated by a signal.', (s) =>
    newBool(signaled(s)),
  ),
  status('WTERMSIG', 'Return the signal that terminated the process that provided the status value.', (s) =>
    newInt(s & 0x7f),
  ),
  status('WIFSTOPPED', 'Return True if the process returning status was stopped.', (s) =>
    newBool(stopped(s)),
  ),
  status('WSTOPSIG', 'Return the signal that stopped the process that provided the status value.', (s) =>
    newInt((s >> 8) & 0xff),
  ),
  status(
    'WIFCONTINUED',
    'Return True if a particular process was continued from a job control stop.\n\nReturn True if the process returning status was continued from a\njob control stop.',
    (s) => newBool(s === 0xffff),
  ),
  status(
    'WCOREDUMP',
    'Return True if the process returning status was dumped to a core file.',
    (s) => newBool((s & 0x80) !== 0),
    false,
  ),
  number('getpid', 'Return the current process id.', () => os().getpid()),
  number(
    'getppid',
    "Return the parent's process id.\n\nIf the parent process has already exited, Windows machines will still\nreturn its id; others systems will return the id of the 'init' process (1).",
    () => os().getppid(),
  ),
  number('getuid', "Return the current process's user id.", () => os().getuid()),
  number('geteuid', "Return the current process's effective user id.", () => os().geteuid()),
  number('getgid', "Return the current process's group id.", () => os().getgid()),
  number('getegid', "Return the current process's effective group id.", () => os().getegid()),
  number('getpgrp', 'Return the current process group id.', () => os().getpgid(0)),
  m('getgroups', '($module, /)', () => getgroups(), 'Return list of supplemental group IDs for the process.'),
  m(
    'getpgid',
    '($module, /, pid: int)',
    (_m, pid: number) => count(os().getpgid(pid)),
    'Call the system call getpgid(), and return the result.',
  ),
  m(
    'setpgid',
    '($module, pid: int, pgrp: int, /)',
    (_m, pid: number, g: number) => done(os().setpgid(pid, g)),
    'Call the system call setpgid(pid, pgrp).',
  ),
  m(
    'setpgrp',
    '($module, /)',
    () => done(os().setpgid(0, 0)),
    'Make the current process the leader of its process group.',
  ),
  m(
    'getsid',
    '($module, pid: int, /)',
    (_m, pid: number) => count(os().getsid(pid)),
    'Call the system call getsid(pid) and return the result.',
  ),
  m(
    'setsid',
    '($module, /)',
    () => {
      const r = os().setsid();
      return r < 0 ? raiseOsError(r) : newRef(None);
    },
    'Call the system call setsid().',
  ),
  setId('setuid', 'uid', (n) => os().setuid(n)),
  setId('setgid', 'gid', (n) => os().setgid(n)),
  m(
    'nice',
    '($module, increment: int, /)',
    (_m, n: number) => {
      const r = os().nice(n);
      return r < -64 ? raiseOsError(r + 64) : newInt(r);
    },
    'Add increment to the priority of process and return the new priority.',
  ),
  m(
    'umask',
    '($module, mask: int, /)',
    (_m, mask: number) => count(os().umask(mask)),
    'Set the current numeric umask and return the previous umask.',
  ),
  m(
    'times',
    '($module, /)',
    () => times(),
    'Return a collection containing process timing information.\n\nThe object returned behaves like a named tuple with these fields:\n  (utime, stime, cutime, cstime, elapsed_time)\nAll fields are floating point numbers.',
  ),
]; // prettier-ignore
