/** `_socket`: services and protocols by name and number. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldU64,
  NULL,
  type Owned,
  readCString,
  struct,
} from '@tyston/memory';
import {
  asCInt,
  badArgument,
  errOccurred,
  isInstance,
  type MethodSpec,
  newInt,
  newStr,
  setError,
  T,
  utf8Bytes,
} from '@tyston/objects';
import { systemCall } from '../../lib/foreign.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { noSockets, socketError } from './errors.js';
import { positional } from './parse.js';

const ENOSYS = -38;
const WORK = 16384;

const Servent = struct('servent', null, { s_name: 'u64', s_aliases: 'u64', s_port: 'i32', s_proto: 'u64' });
const Protoent = struct('protoent', null, { p_name: 'u64', p_aliases: 'u64', p_proto: 'i32' });
const swap16 = (n: number): number => ((n & 0xff) << 8) | ((n >> 8) & 0xff);

/** A str argument as a C string; null with an exception. */
function cText(fname: string, n: number, o: Borrowed): Uint8Array | null {
  if (!isInstance(o, T.str)) {
    badArgument(fname, `argument ${n}`, 'str', o);
    return null;
  }
  const bytes = utf8Bytes(o);
  if (!bytes.includes(0)) return bytes;
  setError(T.ValueError, 'embedded null character');
  return null;
}
/** Runs a _r function over an entry; what `read` makes of it, or OSError with a text. */
function entryOf(
  size: number,
  notFound: string,
  call: (entry: Addr, work: Addr, result: Addr) => number,
  read: (entry: Addr) => Owned,
): Owned {
  return withMemory(size + WORK + 32, (entry) => {
    const work = entry + size;
    const result = work + WORK;
    const code = call(entry, work, result);
    if (code === ENOSYS) return noSockets();
    return ldU64(result) === 0n ? socketError(notFound) : read(entry);
  });
}
function getservbyname(args: readonly Borrowed[]): Owned {
  const name = cText('getservbyname', 1, args[0]!);
  if (name === null) return NULL;
  const proto = args[1] === 0 ? null : cText('getservbyname', 2, args[1]!);
  if (args[1] !== 0 && proto === null) return NULL;
  return withStrings([name, proto], (n, p) =>
    entryOf(
      Servent.size,
      'service/proto not found',
      (entry, work, result) => systemCall('getservbyname_r', 'ppppnp:i')(n!, p!, entry, work, WORK, result),
      (entry) => newInt(swap16(ld32(entry + Servent.s_port))),
    ),
  );
}
function getservbyport(args: readonly Borrowed[]): Owned {
  const port = asCInt(args[0]!);
  if (port === -1 && errOccurred()) return NULL;
  const proto = args[1] === 0 ? null : cText('getservbyport', 2, args[1]!);
  if (args[1] !== 0 && proto === null) return NULL;
  if (port < 0 || port > 0xffff) return setError(T.OverflowError, 'getservbyport: port must be 0-65535.');
  return withStrings([proto], (p) =>
    entryOf(
      Servent.size,
      'port/proto not found',
      (entry, work, result) =>
        systemCall('getservbyport_r', 'ipppnp:i')(swap16(port), p!, entry, work, WORK, result),
      (entry) => newStr(readCString(ldAddr(entry + Servent.s_name))),
    ),
  );
}
function getprotobyname(args: readonly Borrowed[]): Owned {
  const name = cText('getprotobyname', 1, args[0]!);
  if (name === null) return NULL;
  return withStrings([name], (n) =>
    entryOf(
      Protoent.size,
      'protocol not found',
      (entry, work, result) => systemCall('getprotobyname_r', 'pppnp:i')(n!, entry, work, WORK, result),
      (entry) => newInt(ld32(entry + Protoent.p_proto)),
    ),
  );
}

export const serviceFunctions: readonly MethodSpec[] = [
  positional(
    'getservbyname',
    1,
    2,
    (_m, a) => getservbyname(a),
    "getservbyname(servicename[, protocolname]) -> integer\n\nReturn a port number from a service name and protocol name.\nThe optional protocol name, if given, should be 'tcp' or 'udp',\notherwise any protocol will match.",
  ),
  positional(
    'getservbyport',
    1,
    2,
    (_m, a) => getservbyport(a),
    "getservbyport(port[, protocolname]) -> string\n\nReturn the service name from a port number and protocol name.\nThe optional protocol name, if given, should be 'tcp' or 'udp',\notherwise any protocol will match.",
  ),
  positional(
    'getprotobyname',
    1,
    1,
    (_m, a) => getprotobyname(a),
    'getprotobyname(name) -> integer\n\nReturn the protocol number for the named protocol.  (Rarely used.)',
  ),
];
