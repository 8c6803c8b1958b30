/** The module `_socket`: sockets over the C library. */
import { type Borrowed, NULL, type Owned, readBytes } from '@tyston/memory';
import {
  asCInt,
  badArgument,
  decref,
  dictGetStr,
  errOccurred,
  getBytesLike,
  indexInt,
  intern,
  intToBigInt,
  isInstance,
  jsStr,
  type MethodSpec,
  type ModuleSpec,
  moduleDict,
  newBool,
  newBytes,
  newInt,
  newRef,
  newStr,
  setError,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { os } from '../../host.js';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { newException } from '../../lib/new-exception.js';
import { osWord, setWord } from '../../lib/os-words.js';
import { raiseOsError } from '../../os-error.js';
import { socketConstants } from './constants.js';
import { socketError } from './errors.js';
import { format4, format6, parse4, parse6, parseLoose } from './inet.js';
import { interfaceFunctions } from './interfaces.js';
import { cmsgLength, cmsgSize, cmsgSpace } from './messages.js';
import { nameFunctions } from './names.js';
import { closeDescriptor, socketpair, socketType } from './object.js';
import { positional, single } from './parse.js';
import { AF_INET, AF_INET6 } from './resolver.js';
import { serviceFunctions } from './services.js';
import { getDefaultTimeout, setDefaultTimeout } from './timeouts.js';
import { intOr } from './transfer.js';

const EAFNOSUPPORT = -97;

// -- addresses as text ---------------------------------------------------------------------------------------------

function textArgument(fname: string, n: number, o: Borrowed): string | null {
  if (isInstance(o, T.str)) return jsStr(o);
  badArgument(fname, `argument ${n}`, 'str', o);
  return null;
}
function inetAton(o: Borrowed): Owned {
  const text = textArgument('inet_aton', 1, o);
  if (text === null) return NULL;
  const bytes = parseLoose(text);
  return bytes === null ? socketError('illegal IP address string passed to inet_aton') : newBytes(bytes);
}
function packed(o: Borrowed): Uint8Array | null {
  const b = getBytesLike(o);
  if (b === null) return null;
  const bytes = readBytes(b.address, b.length);
  b.release();
  return bytes;
}
function inetNtoa(o: Borrowed): Owned {
  const bytes = packed(o);
  if (bytes === null) return NULL;
  return bytes.length === 4 ? newStr(format4(bytes)) : socketError('packed IP wrong length for inet_ntoa');
}
function inetPton(args: readonly Borrowed[]): Owned {
  const family = intOr(args[0], 0);
  const text = family === null ? null : textArgument('inet_pton', 2, args[1]!);
  if (text === null) return NULL;
  if (family !== AF_INET && family !== AF_INET6) return raiseOsError(EAFNOSUPPORT);
  const bytes = family === AF_INET ? parse4(text) : parse6(text);
  return bytes === null ? socketError('illegal IP address string passed to inet_pton') : newBytes(bytes);
}
function inetNtop(args: readonly Borrowed[]): Owned {
  const family = intOr(args[0], 0);
  const bytes = family === null ? null : packed(args[1]!);
  if (bytes === null) return NULL;
  if (family !== AF_INET && family !== AF_INET6) return valueError(`unknown address family ${family}`);
  if (bytes.length !== (family === AF_INET ? 4 : 16))
    return valueError('invalid length of packed IP address string');
  return newStr(family === AF_INET ? format4(bytes) : format6(bytes));
}

// -- byte order ----------------------------------------------------------------------------------------------------

function swapShort(name: string, o: Borrowed): Owned {
  const n = asCInt(o);
  if (n === -1 && errOccurred()) return NULL;
  if (n < 0)
    return setError(
      T.OverflowError,
      `${name}: can't convert negative Python int to C 16-bit unsigned integer`,
    );
  if (n > 0xffff)
    return setError(T.OverflowError, `${name}: Python int too large to convert to C 16-bit unsigned integer`);
  return newInt(((n & 0xff) << 8) | (n >> 8));
}
function swapLong(o: Borrowed): Owned {
  if (!isInstance(o, T.int)) return typeError(`expected int, ${typeName(o)} found`);
  const n = intToBigInt(o);
  if (n < 0n) return setError(T.OverflowError, "can't convert negative value to unsigned int");
  if (n > 0xffff_ffffn) return setError(T.OverflowError, 'int larger than 32 bits');
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, Number(n), true);
  return newInt(view.getUint32(0));
}

// -- descriptors ---------------------------------------------------------------------------------------------------

/** A descriptor argument, taken as C takes it; null with an exception. */
function descriptor(o: Borrowed): number | null {
  const i = indexInt(o);
  if (i === 0) return null;
  const fd = Number(BigInt.asIntN(32, intToBigInt(i)));
  decref(i);
  return fd;
}
function close(o: Borrowed): Owned {
  const fd = descriptor(o);
  return fd === null ? NULL : closeDescriptor(fd);
}
function dup(o: Borrowed): Owned {
  const fd = descriptor(o);
  if (fd === null) return NULL;
  const r = os().dup(fd);
  return r < 0 ? raiseOsError(r) : newInt(r);
}
const socketClass = (module: Borrowed): Borrowed => dictGetStr(moduleDict(module), intern('socket'));

const functions: readonly MethodSpec[] = [
  ...nameFunctions,
  ...serviceFunctions,
  ...interfaceFunctions,
  single(
    'close',
    '($module, arg, /)',
    (_m, o) => close(o),
    "close(integer) -> None\n\nClose an integer socket file descriptor.  This is like os.close(), but for\nsockets; on some platforms os.close() won't work for socket file descriptors.",
  ),
  single(
    'dup',
    '($module, arg, /)',
    (_m, o) => dup(o),
    "dup(integer) -> integer\n\nDuplicate an integer socket file descriptor.  This is like os.dup(), but for\nsockets; on some platforms os.dup() won't work for socket file descriptors.",
  ),
  positional(
    'socketpair',
    0,
    3,
    (m, a) => socketpair(socketClass(m), a),
    'socketpair([family[, type [, proto]]]) -> (socket object, socket object)\n\nCreate a pair of socket objects from the sockets returned by the platform\nsocketpair() function.\nThe arguments are the same as for socket() except the default family is\nAF_UNIX if defined on the platform; otherwise, the default is AF_INET.',
  ),
  positional(
    'ntohs',
    1,
    1,
    (_m, a) => swapShort('ntohs', a[0]!),
    'ntohs(integer) -> integer\n\nConvert a 16-bit unsigned integer from network to host byte order.',
  ),
  single(
    'ntohl',
    '($module, arg, /)',
    (_m, o) => swapLong(o),
    'ntohl(integer) -> integer\n\nConvert a 32-bit integer from network to host byte order.',
  ),
  positional(
    'htons',
    1,
    1,
    (_m, a) => swapShort('htons', a[0]!),
    'htons(integer) -> integer\n\nConvert a 16-bit unsigned integer from host to network byte order.',
  ),
  single(
    'htonl',
    '($module, arg, /)',
    (_m, o) => swapLong(o),
    'htonl(integer) -> integer\n\nConvert a 32-bit integer from host to network byte order.',
  ),
  positional(
    'inet_aton',
    1,
    1,
    (_m, a) => inetAton(a[0]!),
    'inet_aton(string) -> bytes giving packed 32-bit IP representation\n\nConvert an IP address in string format (123.45.67.89) to the 32-bit packed\nbinary format used in low-level network functions.',
  ),
  positional(
    'inet_ntoa',
    1,
    1,
    (_m, a) => inetNtoa(a[0]!),
    'inet_ntoa(packed_ip) -> ip_address_string\n\nConvert an IP address from 32-bit packed binary format to string format',
  ),
  positional(
    'inet_pton',
    2,
    2,
    (_m, a) => inetPton(a),
    'inet_pton(af, ip) -> packed IP address string\n\nConvert an IP address from string format to a packed string suitable\nfor use with low-level network functions.',
  ),
  positional(
    'inet_ntop',
    2,
    2,
    (_m, a) => inetNtop(a),
    'inet_ntop(af, packed_ip) -> string formatted IP address\n\nConvert a packed IP address of the given family to string format.',
  ),
  single(
    'getdefaulttimeout',
    '($module, /)',
    () => getDefaultTimeout(),
    'getdefaulttimeout() -> timeout\n\nReturns the default timeout in seconds (float) for new socket objects.\nA value of None indicates that new socket objects have no timeout.\nWhen the socket module is first imported, the default is None.',
  ),
  single(
    'setdefaulttimeout',
    '($module, arg, /)',
    (_m, o) => setDefaultTimeout(o),
    'setdefaulttimeout(timeout)\n\nSet the default timeout in seconds (float) for new socket objects.\nA value of None indicates that new socket objects have no timeout.\nWhen the socket module is first imported, the default is None.',
  ),
  positional(
    'CMSG_LEN',
    1,
    1,
    (_m, a) => cmsgSize('CMSG_LEN', a[0]!, cmsgLength, cmsgLength(0)),
    'CMSG_LEN(length) -> control message length\n\nReturn the total length, without trailing padding, of an ancillary\ndata item with associated data of the given length.',
  ),
  positional(
    'CMSG_SPACE',
    1,
    1,
    (_m, a) => cmsgSize('CMSG_SPACE', a[0]!, cmsgSpace, cmsgSpace(1)),
    'CMSG_SPACE(length) -> buffer size\n\nReturn the buffer size needed for recvmsg() to receive an ancillary\ndata item with associated data of the given length, along with any\ntrailing padding.',
  ),
]; // prettier-ignore

/** module.name = an exception class over OSError, kept in a word of the window. */
function addException(module: Borrowed, name: string, word: number): number {
  const type = newException('socket', name, T.OSError);
  if (type === 0) return -1;
  setWord(word, newRef(type));
  return setModuleAttr(module, name, type);
}
export const socketModule: ModuleSpec = {
  name: '_socket',
  doc: 'Implementation module for socket operations.\n\nSee the socket module for documentation.',
  types: [socketType],
  functions,
  exec: (module) => {
    const set = (name: string, value: Owned) => setModuleAttr(module, name, value);
    if (set('error', newRef(T.OSError)) < 0 || set('timeout', newRef(T.TimeoutError)) < 0) return -1;
    if (addException(module, 'herror', osWord.HOST_ERROR) < 0) return -1;
    if (addException(module, 'gaierror', osWord.GAI_ERROR) < 0) return -1;
    if (set('SocketType', newRef(socketClass(module))) < 0 || set('has_ipv6', newBool(true)) < 0) return -1;
    if (set('BDADDR_ANY', newStr('00:00:00:00:00:00')) < 0) return -1;
    if (set('BDADDR_LOCAL', newStr('00:00:00:FF:FF:FF')) < 0) return -1;
    for (const [name, n] of Object.entries(socketConstants)) if (set(name, newInt(n)) < 0) return -1;
    return 0;
  },
};
