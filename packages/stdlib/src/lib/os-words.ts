/**
 * Words in the window of the modules that speak with the operating system: their types and state. Append-only: a word, once
 * given, stays. The references in them are owned.
 */
import { type Addr, type Borrowed, ldPtr, type Owned, stPtr } from '@tyston/memory';
import { decref, dictDel, dictGetStr, intern, moduleDict, newRef, State } from '@tyston/objects';

/** First word of State.STDLIB that is used here. */
let next = State.STDLIB + 8 * 300;
function word(): Addr {
  const a = next;
  next += 8;
  return a;
}

export const osWord = Object.freeze({
  STAT_RESULT: word(),
  STATVFS_RESULT: word(),
  TERMINAL_SIZE: word(),
  TIMES_RESULT: word(),
  UNAME_RESULT: word(),
  WAITID_RESULT: word(),
  SCHED_PARAM: word(),
  DIR_ENTRY: word(),
  SCANDIR_ITERATOR: word(),
  AT_FORK_BEFORE: word(),
  AT_FORK_CHILD: word(),
  AT_FORK_PARENT: word(),
  STRUCT_TIME: word(),
  STRUCT_SIGINFO: word(),
  SIGNAL_HANDLERS: word(),
  ITIMER_ERROR: word(),
  DEFAULT_INT_HANDLER: word(),
  POLL_OBJECT: word(),
  STRUCT_PASSWD: word(),
  STRUCT_GROUP: word(),
  STRUCT_RUSAGE: word(),
  TERMIOS_ERROR: word(),
  LOCALE_ERROR: word(),
  LOCALE_NAME: word(),
  IO_BASE: word(),
  RAW_IO_BASE: word(),
  BUFFERED_IO_BASE: word(),
  TEXT_IO_BASE: word(),
  FILE_IO: word(),
  BYTES_IO: word(),
  BYTES_IO_BUFFER: word(),
  STRING_IO: word(),
  BUFFERED_READER: word(),
  BUFFERED_WRITER: word(),
  BUFFERED_RW_PAIR: word(),
  BUFFERED_RANDOM: word(),
  NEWLINE_DECODER: word(),
  TEXT_IO_WRAPPER: word(),
  UNSUPPORTED_OPERATION: word(),
  EPOLL: word(),
  LOCALE_DOMAIN: word(),
  LOCALE_DIRECTORIES: word(),
  STRUCT_SPWD: word(),
  SYSLOG_NAME: word(),
  SYSLOG_OPEN: word(),
  UUID_LAST: word(),
  UUID_SEQUENCE: word(),
  GAI_ERROR: word(),
  HOST_ERROR: word(),
  /** The default timeout in nanoseconds, an int; NULL for none. */
  SOCKET_TIMEOUT: word(),
  PROFILER: word(),
  PROFILER_ENTRY: word(),
  PROFILER_SUBENTRY: word(),
  DATETIME_UTC: word(),
  DATETIME_EPOCH: word(),
  ISO_CALENDAR_DATE: word(),
  AUDIOOP_ERROR: word(),
});

/** The object in a word, borrowed. */
export function wordType(at: Addr): Borrowed {
  return ldPtr(at);
}
export { wordType as wordObject };
/** Puts an object into a word; steals it, and releases what was there. */
export function setWord(at: Addr, value: Owned): void {
  const old = ldPtr(at);
  stPtr(at, value);
  if (old !== 0) decref(old);
}
/** Keeps module.name in a word. */
export function keepInWord(module: Borrowed, name: string, at: Addr): void {
  setWord(at, newRef(dictGetStr(moduleDict(module), intern(name))));
}
/** The same for a type that programs are not to see in the module. */
export function takeOut(module: Borrowed, name: string, at: Addr): void {
  keepInWord(module, name, at);
  dictDel(moduleDict(module), intern(name));
}
