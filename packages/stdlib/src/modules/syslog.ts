/** The module `syslog`: messages to the system's log, through the C library. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned, st8, stPtr, writeBytes } from '@tyston/memory';
import {
  asCInt,
  decref,
  errOccurred,
  free,
  isInstance,
  jsStr,
  type MethodSpec,
  type ModuleSpec,
  malloc,
  method,
  None,
  newInt,
  newRef,
  newStr,
  noKeywords,
  sequenceGetItem,
  sysObject,
  T,
  typeError,
  typeName,
} from '@tyston/objects';
import { os } from '../host.js';
import { fsEncode } from '../lib/fs-path.js';
import { setModuleAttr } from '../lib/module-attrs.js';
import { osWord } from '../lib/os-words.js';
import { raiseOsError } from '../os-error.js';

const ENOSYS = -38;
const LOG_USER = 8;

const constants: Readonly<Record<string, number>> = {
  LOG_EMERG: 0,
  LOG_ALERT: 1,
  LOG_CRIT: 2,
  LOG_ERR: 3,
  LOG_WARNING: 4,
  LOG_NOTICE: 5,
  LOG_INFO: 6,
  LOG_DEBUG: 7,
  LOG_PID: 1,
  LOG_CONS: 2,
  LOG_NDELAY: 8,
  LOG_ODELAY: 4,
  LOG_NOWAIT: 16,
  LOG_PERROR: 32,
  LOG_KERN: 0,
  LOG_USER,
  LOG_MAIL: 2 << 3,
  LOG_DAEMON: 3 << 3,
  LOG_AUTH: 4 << 3,
  LOG_SYSLOG: 5 << 3,
  LOG_LPR: 6 << 3,
  LOG_NEWS: 7 << 3,
  LOG_UUCP: 8 << 3,
  LOG_CRON: 9 << 3,
  LOG_AUTHPRIV: 10 << 3,
  LOG_LOCAL0: 16 << 3,
  LOG_LOCAL1: 17 << 3,
  LOG_LOCAL2: 18 << 3,
  LOG_LOCAL3: 19 << 3,
  LOG_LOCAL4: 20 << 3,
  LOG_LOCAL5: 21 << 3,
  LOG_LOCAL6: 22 << 3,
  LOG_LOCAL7: 23 << 3,
}; // prettier-ignore

/** The bytes of a str with a NUL behind them, in memory of their own: NULL with an exception. */
function cString(s: Borrowed): Addr {
  const bytes = fsEncode(s);
  if (bytes === null) return 0 as Addr;
  const at = malloc(bytes.length + 1);
  writeBytes(at, bytes);
  st8(at + bytes.length, 0);
  return at;
}
/** The last part of the program's path, or 0: what the log calls the program where it says nothing. */
function programName(): Owned {
  const argv = sysObject('argv');
  const first = argv !== 0 && isInstance(argv, T.list) ? sequenceGetItem(argv, 0) : NULL;
  if (first === 0) return NULL;
  const path = isInstance(first, T.str) ? jsStr(first) : '';
  decref(first);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return name ? newStr(name) : NULL;
}
/** The C library keeps the pointer to the name that it is given: the bytes live until the log is closed. */
function open(ident: Borrowed, options: number, facility: number): boolean {
  const call = os().libc('openlog', 'pii:v');
  if (call === null) {
    raiseOsError(ENOSYS);
    return false;
  }
  const name = ident !== 0 ? newRef(ident) : programName();
  if (errOccurred()) return false;
  const bytes = name === 0 ? 0 : cString(name);
  if (name !== 0) decref(name);
  if (errOccurred()) return false;
  call(bytes, options, facility);
  const before = ldPtr(osWord.SYSLOG_NAME);
  stPtr(osWord.SYSLOG_NAME, bytes as Addr);
  stPtr(osWord.SYSLOG_OPEN, 1 as Addr);
  if (before !== 0) free(before);
  return true;
}
function openlog(ident: Borrowed, options: number, facility: number): Owned {
  if (ident !== 0 && !isInstance(ident, T.str))
    return typeError(`openlog() argument 1 must be str, not ${ident === None ? 'None' : typeName(ident)}`);
  return open(ident, options, facility) ? newRef(None) : NULL;
}
function closelog(): Owned {
  if (ldPtr(osWord.SYSLOG_OPEN) === 0) return newRef(None);
  os().libc('closelog', ':v')?.();
  const name = ldPtr(osWord.SYSLOG_NAME);
  stPtr(osWord.SYSLOG_OPEN, 0 as Addr);
  stPtr(osWord.SYSLOG_NAME, 0 as Addr);
  if (name !== 0) free(name);
  return newRef(None);
}
/** syslog([priority,] message) */
function syslog(args: Addr, n: number, kwnames: Borrowed): Owned {
  if (!noKeywords('syslog', kwnames)) return NULL;
  const wrong = () => typeError('[priority,] message string');
  if (n !== 1 && n !== 2) return wrong();
  const priority = n === 2 ? asCInt(ldPtr(args)) : constants['LOG_INFO']!;
  if (priority === -1 && errOccurred()) return wrong();
  const message = ldPtr(args + 8 * (n - 1)) as Borrowed;
  if (!isInstance(message, T.str)) return wrong();
  if (ldPtr(osWord.SYSLOG_OPEN) === 0 && !open(0 as Borrowed, 0, LOG_USER)) return NULL;
  const text = cString(message);
  if (text === 0) return NULL;
  // A '%' in a message is no directive: it is an argument of one that is.
  const format = malloc(3);
  writeBytes(format, new Uint8Array([37, 115, 0]));
  os().libc('syslog', 'ipp:v')?.(priority, format, text);
  free(format);
  free(text);
  return newRef(None);
}
function setlogmask(mask: number): Owned {
  const call = os().libc('setlogmask', 'i:i');
  return call === null ? raiseOsError(ENOSYS) : newInt(Number(call(mask)));
}
const noText = { noTextSignature: true } as const;
const f = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc, noText);

export const syslogModule: ModuleSpec = {
  name: 'syslog',
  functions: [
    f(
      'openlog',
      `($module, /, ident=None, logoption: int = 0, facility: int = ${LOG_USER})`,
      (_m: Borrowed, ident: Borrowed, options: number, facility: number) => openlog(ident, options, facility),
      '',
    ),
    f('closelog', '($module, /)', () => closelog(), ''),
    {
      ...f(
        'syslog',
        '($module, /, *args)',
        (_m: Borrowed, a: Addr, n: number, k: Borrowed) => syslog(a, n, k),
        '',
      ),
      raw: true,
    },
    f('setlogmask', '($module, maskpri: int, /)', (_m: Borrowed, mask: number) => setlogmask(mask), ''),
    f('LOG_MASK', '($module, pri: int, /)', (_m: Borrowed, pri: number) => newInt((1 << pri) | 0), ''),
    f(
      'LOG_UPTO',
      '($module, pri: int, /)',
      (_m: Borrowed, pri: number) => newInt(((1 << (pri + 1)) - 1) | 0),
      '',
    ),
  ],
  exec: (module) => {
    for (const [name, n] of Object.entries(constants))
      if (setModuleAttr(module, name, newInt(n)) < 0) return -1;
    return 0;
  },
};
