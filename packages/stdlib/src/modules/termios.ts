/** The module `termios`: the settings of terminals. */
import { type Borrowed, isError, ld16, NULL, type Owned, st16, zero } from '@tyston/memory';
import {
  asSsize,
  bytesLength,
  bytesView,
  call,
  decref,
  errOccurred,
  free,
  isInstance,
  listAppendOwned,
  listItem,
  listLength,
  type MethodSpec,
  type ModuleSpec,
  malloc,
  method,
  None,
  newBytes,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  restoreRaised,
  sequenceTuple,
  T,
  tupleItem,
  tupleLength,
  typeError,
} from '@tyston/objects';
import { os } from '../host.js';
import { fileDescriptor } from '../lib/fs-path.js';
import { setModuleAttr } from '../lib/module-attrs.js';
import { newException } from '../lib/new-exception.js';
import { keepInWord, osWord, wordObject } from '../lib/os-words.js';

/** Linux's numbers on x86-64. */
const constants: Readonly<Record<string, number>> = {
  B0: 0,
  B1000000: 4104,
  B110: 3,
  B115200: 4098,
  B1152000: 4105,
  B1200: 9,
  B134: 4,
  B150: 5,
  B1500000: 4106,
  B1800: 10,
  B19200: 14,
  B200: 6,
  B2000000: 4107,
  B230400: 4099,
  B2400: 11,
  B2500000: 4108,
  B300: 7,
  B3000000: 4109,
  B3500000: 4110,
  B38400: 15,
  B4000000: 4111,
  B460800: 4100,
  B4800: 12,
  B50: 1,
  B500000: 4101,
  B57600: 4097,
  B576000: 4102,
  B600: 8,
  B75: 2,
  B921600: 4103,
  B9600: 13,
  BRKINT: 2,
  BS0: 0,
  BS1: 8192,
  BSDLY: 8192,
  CBAUD: 4111,
  CBAUDEX: 4096,
  CDSUSP: 25,
  CEOF: 4,
  CEOL: 0,
  CEOT: 4,
  CERASE: 127,
  CFLUSH: 15,
  CIBAUD: 269418496,
  CINTR: 3,
  CKILL: 21,
  CLNEXT: 22,
  CLOCAL: 2048,
  CQUIT: 28,
  CR0: 0,
  CR1: 512,
  CR2: 1024,
  CR3: 1536,
  CRDLY: 1536,
  CREAD: 128,
  CRPRNT: 18,
  CRTSCTS: 2147483648,
  CS5: 0,
  CS6: 16,
  CS7: 32,
  CS8: 48,
  CSIZE: 48,
  CSTART: 17,
  CSTOP: 19,
  CSTOPB: 64,
  CSUSP: 26,
  CWERASE: 23,
  ECHO: 8,
  ECHOCTL: 512,
  ECHOE: 16,
  ECHOK: 32,
  ECHOKE: 2048,
  ECHONL: 64,
  ECHOPRT: 1024,
  EXTA: 14,
  EXTB: 15,
  FF0: 0,
  FF1: 32768,
  FFDLY: 32768,
  FIOASYNC: 21586,
  FIOCLEX: 21585,
  FIONBIO: 21537,
  FIONCLEX: 21584,
  FIONREAD: 21531,
  FLUSHO: 4096,
  HUPCL: 1024,
  ICANON: 2,
  ICRNL: 256,
  IEXTEN: 32768,
  IGNBRK: 1,
  IGNCR: 128,
  IGNPAR: 4,
  IMAXBEL: 8192,
  INLCR: 64,
  INPCK: 16,
  IOCSIZE_MASK: 1073676288,
  IOCSIZE_SHIFT: 16,
  ISIG: 1,
  ISTRIP: 32,
  IUCLC: 512,
  IXANY: 2048,
  IXOFF: 4096,
  IXON: 1024,
  NCC: 8,
  NCCS: 32,
  NL0: 0,
  NL1: 256,
  NLDLY: 256,
  NOFLSH: 128,
  N_MOUSE: 2,
  N_PPP: 3,
  N_SLIP: 1,
  N_STRIP: 4,
  N_TTY: 0,
  OCRNL: 8,
  OFDEL: 128,
  OFILL: 64,
  OLCUC: 2,
  ONLCR: 4,
  ONLRET: 32,
  ONOCR: 16,
  OPOST: 1,
  PARENB: 256,
  PARMRK: 8,
  PARODD: 512,
  PENDIN: 16384,
  TAB0: 0,
  TAB1: 2048,
  TAB2: 4096,
  TAB3: 6144,
  TABDLY: 6144,
  TCFLSH: 21515,
  TCGETA: 21509,
  TCGETS: 21505,
  TCIFLUSH: 0,
  TCIOFF: 2,
  TCIOFLUSH: 2,
  TCION: 3,
  TCOFLUSH: 1,
  TCOOFF: 0,
  TCOON: 1,
  TCSADRAIN: 1,
  TCSAFLUSH: 2,
  TCSANOW: 0,
  TCSBRK: 21513,
  TCSBRKP: 21541,
  TCSETA: 21510,
  TCSETAF: 21512,
  TCSETAW: 21511,
  TCSETS: 21506,
  TCSETSF: 21508,
  TCSETSW: 21507,
  TCXONC: 21514,
  TIOCCONS: 21533,
  TIOCEXCL: 21516,
  TIOCGETD: 21540,
  TIOCGICOUNT: 21597,
  TIOCGLCKTRMIOS: 21590,
  TIOCGPGRP: 21519,
  TIOCGSERIAL: 21534,
  TIOCGSOFTCAR: 21529,
  TIOCGWINSZ: 21523,
  TIOCINQ: 21531,
  TIOCLINUX: 21532,
  TIOCMBIC: 21527,
  TIOCMBIS: 21526,
  TIOCMGET: 21525,
  TIOCMIWAIT: 21596,
  TIOCMSET: 21528,
  TIOCM_CAR: 64,
  TIOCM_CD: 64,
  TIOCM_CTS: 32,
  TIOCM_DSR: 256,
  TIOCM_DTR: 2,
  TIOCM_LE: 1,
  TIOCM_RI: 128,
  TIOCM_RNG: 128,
  TIOCM_RTS: 4,
  TIOCM_SR: 16,
  TIOCM_ST: 8,
  TIOCNOTTY: 21538,
  TIOCNXCL: 21517,
  TIOCOUTQ: 21521,
  TIOCPKT: 21536,
  TIOCPKT_DATA: 0,
  TIOCPKT_DOSTOP: 32,
  TIOCPKT_FLUSHREAD: 1,
  TIOCPKT_FLUSHWRITE: 2,
  TIOCPKT_NOSTOP: 16,
  TIOCPKT_START: 8,
  TIOCPKT_STOP: 4,
  TIOCSCTTY: 21518,
  TIOCSERCONFIG: 21587,
  TIOCSERGETLSR: 21593,
  TIOCSERGETMULTI: 21594,
  TIOCSERGSTRUCT: 21592,
  TIOCSERGWILD: 21588,
  TIOCSERSETMULTI: 21595,
  TIOCSERSWILD: 21589,
  TIOCSER_TEMT: 1,
  TIOCSETD: 21539,
  TIOCSLCKTRMIOS: 21591,
  TIOCSPGRP: 21520,
  TIOCSSERIAL: 21535,
  TIOCSSOFTCAR: 21530,
  TIOCSTI: 21522,
  TIOCSWINSZ: 21524,
  TOSTOP: 256,
  VDISCARD: 13,
  VEOF: 4,
  VEOL: 11,
  VEOL2: 16,
  VERASE: 2,
  VINTR: 0,
  VKILL: 3,
  VLNEXT: 15,
  VMIN: 6,
  VQUIT: 1,
  VREPRINT: 12,
  VSTART: 8,
  VSTOP: 9,
  VSUSP: 10,
  VSWTC: 7,
  VSWTCH: 7,
  VT0: 0,
  VT1: 16384,
  VTDLY: 16384,
  VTIME: 5,
  VWERASE: 14,
  XCASE: 4,
  XTABS: 6144,
}; // prettier-ignore

// struct termios: four words of flags, the line discipline, 32 control characters, two speeds.
const SIZE = 60;
const CC = 17;
const NCCS = 32;
const ISPEED = 52;
const OSPEED = 56;
const LFLAG = 3;
const ICANON = 2;
const VMIN = 6;
const VTIME = 5;
const ENOSYS = -38;

/** termios.error(errno, text). NULL. */
function raise(failure: number): Owned {
  const errno = newInt(-failure);
  const text = newStr(os().strerror(-failure));
  const e = call(wordObject(osWord.TERMIOS_ERROR), errno, text);
  decref(errno);
  decref(text);
  if (e !== 0) restoreRaised(e);
  return NULL;
}
const done = (r: number): Owned => (r < 0 ? raise(r) : newRef(None));
const view = (b: Uint8Array) => new DataView(b.buffer, b.byteOffset, b.byteLength);

/** [iflag, oflag, cflag, lflag, ispeed, ospeed, cc]. */
function tcgetattr(fdObject: Borrowed): Owned {
  const fd = fileDescriptor(fdObject);
  if (fd < 0) return NULL;
  const bytes = os().tcgetattr(fd);
  if (isError(bytes)) return raise(bytes);
  const v = view(bytes);
  const cc = newList();
  const raw = (v.getUint32(LFLAG * 4, true) & ICANON) === 0;
  for (let i = 0; i < NCCS; i++) {
    const c = bytes[CC + i]!;
    // Without line editing two of the characters are numbers.
    listAppendOwned(cc, raw && (i === VMIN || i === VTIME) ? newInt(c) : newBytes(Uint8Array.of(c)));
  }
  const list = newList();
  for (let i = 0; i < 4; i++) listAppendOwned(list, newInt(v.getUint32(i * 4, true)));
  listAppendOwned(list, newInt(v.getUint32(ISPEED, true)));
  listAppendOwned(list, newInt(v.getUint32(OSPEED, true)));
  listAppendOwned(list, cc);
  return list;
}
function tcsetattr(fdObject: Borrowed, when: number, attributes: Borrowed): Owned {
  const fd = fileDescriptor(fdObject);
  if (fd < 0) return NULL;
  if (!isInstance(attributes, T.list) || listLength(attributes) !== 7)
    return typeError('tcsetattr, arg 3: must be 7 element list');
  const bytes = os().tcgetattr(fd);
  if (isError(bytes)) return raise(bytes);
  const out = new Uint8Array(Math.max(SIZE, bytes.length));
  out.set(bytes);
  const v = view(out);
  const at = [0, 4, 8, 12, ISPEED, OSPEED];
  for (let i = 0; i < 6; i++) {
    const n = asSsize(listItem(attributes, i), T.OverflowError);
    if (n === -1 && errOccurred()) return NULL;
    v.setUint32(at[i]!, n >>> 0, true);
  }
  const cc = listItem(attributes, 6);
  if (!isInstance(cc, T.list) || listLength(cc) !== NCCS)
    return typeError(`tcsetattr: attributes[6] must be ${NCCS} element list`);
  for (let i = 0; i < NCCS; i++) {
    const c = listItem(cc, i);
    if (isInstance(c, T.bytes) && bytesLength(c) === 1) out[CC + i] = bytesView(c)[0]!;
    else if (isInstance(c, T.int)) {
      const n = asSsize(c, T.OverflowError);
      if (n === -1 && errOccurred()) return NULL;
      out[CC + i] = n;
    } else return typeError('tcsetattr: elements of attributes must be characters or integers');
  }
  return done(os().tcsetattr(fd, when, out));
}
/** A call of the C library with a descriptor and a number. */
function control(name: string, fdObject: Borrowed, argument: number | null): Owned {
  const fd = fileDescriptor(fdObject);
  if (fd < 0) return NULL;
  const f = os().libc(name, argument === null ? 'i:i' : 'ii:i');
  if (f === null) return raise(ENOSYS);
  return done(Number(argument === null ? f(fd) : f(fd, argument)));
}
/** ioctl with a struct winsize: two of its four numbers are of interest. */
function windowSize(fdObject: Borrowed, request: number, rows: number, columns: number): Owned {
  const fd = fileDescriptor(fdObject);
  if (fd < 0) return NULL;
  const f = os().libc('ioctl', 'inp:i');
  if (f === null) return raise(ENOSYS);
  const w = malloc(8);
  zero(w, 8);
  const get = Number(f(fd, constants.TIOCGWINSZ!, w));
  let r = get;
  if (get >= 0 && request === constants.TIOCSWINSZ) {
    st16(w, rows);
    st16(w + 2, columns);
    r = Number(f(fd, request, w));
  }
  const out =
    r < 0
      ? raise(r)
      : request === constants.TIOCSWINSZ
        ? newRef(None)
        : newTuple(newInt(ld16(w)), newInt(ld16(w + 2)));
  free(w);
  return out;
}
function tcsetwinsize(fdObject: Borrowed, size: Borrowed): Owned {
  const t = sequenceTuple(size);
  if (t === 0 || tupleLength(t) !== 2) {
    if (t !== 0) decref(t);
    return typeError('tcsetwinsize, arg 2: must be a two-item sequence');
  }
  const rows = asSsize(tupleItem(t, 0), T.OverflowError);
  const columns = rows === -1 && errOccurred() ? -1 : asSsize(tupleItem(t, 1), T.OverflowError);
  decref(t);
  return errOccurred() ? NULL : windowSize(fdObject, constants.TIOCSWINSZ!, rows, columns);
}
const f = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const termiosModule: ModuleSpec = {
  name: 'termios',
  doc: 'This module provides an interface to the Posix calls for tty I/O control.\n\nFor a complete description of these calls, see the Posix or Unix manual\npages. It is only available for those Unix versions that support Posix\ntermios style tty I/O control (and then only if configured at installation\ntime).\n\nAll functions in this module take a file descriptor fd as their first\nargument. This can be an integer file descriptor, such as returned by\nsys.stdin.fileno(), or a file object, such as sys.stdin itself.',
  functions: [
    f(
      'tcgetattr',
      '($module, fd, /)',
      (_m, fd: Borrowed) => tcgetattr(fd),
      'Get the tty attributes for file descriptor fd.',
    ),
    f(
      'tcsetattr',
      '($module, fd, when: int, attributes, /)',
      (_m, fd: Borrowed, when: number, a: Borrowed) => tcsetattr(fd, when, a),
      'Set the tty attributes for file descriptor fd.',
    ),
    f(
      'tcsendbreak',
      '($module, fd, duration: int, /)',
      (_m, fd: Borrowed, n: number) => control('tcsendbreak', fd, n),
      'Send a break on file descriptor fd.',
    ),
    f(
      'tcdrain',
      '($module, fd, /)',
      (_m, fd: Borrowed) => control('tcdrain', fd, null),
      'Wait until all output written to file descriptor fd has been transmitted.',
    ),
    f(
      'tcflush',
      '($module, fd, queue: int, /)',
      (_m, fd: Borrowed, n: number) => control('tcflush', fd, n),
      'Discard queued data on file descriptor fd.',
    ),
    f(
      'tcflow',
      '($module, fd, action: int, /)',
      (_m, fd: Borrowed, n: number) => control('tcflow', fd, n),
      'Suspend or resume input or output on file descriptor fd.',
    ),
    f(
      'tcgetwinsize',
      '($module, fd, /)',
      (_m, fd: Borrowed) => windowSize(fd, constants.TIOCGWINSZ!, 0, 0),
      'Get the tty winsize for file descriptor fd.\n\nReturns a tuple (ws_row, ws_col).',
    ),
    f(
      'tcsetwinsize',
      '($module, fd, winsize, /)',
      (_m, fd: Borrowed, size: Borrowed) => tcsetwinsize(fd, size),
      'Set the tty winsize for file descriptor fd.',
    ),
  ],
  exec: (module) => {
    if (setModuleAttr(module, 'error', newException('termios', 'error', T.Exception)) < 0) return -1;
    keepInWord(module, 'error', osWord.TERMIOS_ERROR);
    for (const [name, n] of Object.entries(constants))
      if (setModuleAttr(module, name, newInt(n)) < 0) return -1;
    return 0;
  },
}; // prettier-ignore
