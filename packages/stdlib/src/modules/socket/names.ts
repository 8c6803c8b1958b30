/** `_socket`: names of hosts, services, protocols and interfaces. */
import {
  type Addr,
  type Borrowed,
  ld32,
  ldAddr,
  ldU64,
  NULL,
  type Owned,
  readBytes,
  readCString,
  st32,
  struct,
  writeBytes,
} from '@tyston/memory';
import {
  asCInt,
  badArgument,
  bytesData,
  bytesLength,
  decref,
  encodeUtf8,
  errOccurred,
  getBytesLike,
  intToBigInt,
  isInstance,
  listAppendOwned,
  type MethodSpec,
  method,
  None,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  utf8Bytes,
} from '@tyston/objects';
import { os } from '../../host.js';
import { asciiBytes } from '../../lib/ascii.js';
import { cInt, foreignBytes, foreignString, systemCall, systemCallWide } from '../../lib/foreign.js';
import { fsBytes, fsDecode } from '../../lib/fs-path.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { raiseOsError } from '../../os-error.js';
import { ADDRESS_BYTES, addressText, readAddress } from './address.js';
import { noSockets, raiseGai, raiseHost, socketError } from './errors.js';
import { format4, format6 } from './inet.js';
import { positional, single } from './parse.js';
import { AF_INET, AF_INET6, AF_UNSPEC, addressesOf, hostAddress, hostName, idnaBytes } from './resolver.js';
import { intOr } from './transfer.js';

const SOCK_DGRAM = 2;
const AI_NUMERICHOST = 4;
const NI_MAXHOST = 1025;
const NI_MAXSERV = 32;
const ENOSYS = -38;
const EINVAL = -22;
/** Results of the resolver's functions that end in _r, and what they need besides. */
const WORK = 16384;

// -- addresses -----------------------------------------------------------------------------------------------------

/** A port's number or a service's name as text; null with an exception. */
function serviceName(o: Borrowed): Uint8Array | null {
  if (isInstance(o, T.int)) {
    const n = intToBigInt(o);
    if (n === BigInt.asIntN(64, n)) return asciiBytes(String(n));
    setError(T.OverflowError, 'Python int too large to convert to C long');
    return null;
  }
  if (isInstance(o, T.bytes)) return readBytes(bytesData(o), bytesLength(o));
  if (isInstance(o, T.str)) {
    const encoded = encodeUtf8(o, null);
    if (encoded === 0) return null;
    const bytes = readBytes(bytesData(encoded), bytesLength(encoded));
    decref(encoded);
    return bytes;
  }
  socketError('Int or String expected');
  return null;
}
function getaddrinfo(
  _m: Borrowed,
  host: Borrowed,
  port: Borrowed,
  family: number,
  type: number,
  proto: number,
  flags: number,
): Owned {
  let name: Uint8Array | null = null;
  if (host !== None) {
    if (!isInstance(host, T.str) && !isInstance(host, T.bytes))
      return typeError('getaddrinfo() argument 1 must be string or None');
    name = isInstance(host, T.str) ? idnaBytes(host) : readBytes(bytesData(host), bytesLength(host));
    if (name === null) return NULL;
  }
  let service: Uint8Array | null = null;
  if (port !== None) {
    service = serviceName(port);
    if (service === null) return NULL;
  }
  const found = addressesOf(name, service, { family, type, proto, flags });
  if (found === null) return NULL;
  const list = newList();
  for (const a of found)
    listAppendOwned(
      list,
      newTuple(
        newInt(a.family),
        newInt(a.type),
        newInt(a.proto),
        fsDecode(a.canonname),
        withMemory(ADDRESS_BYTES, (at) => {
          writeBytes(at, a.address);
          return readAddress(at, a.address.length);
        }),
      ),
    );
  return list;
}
function getnameinfo(args: readonly Borrowed[]): Owned {
  const sockaddr = args[0]!;
  const flags = intOr(args[1], 0);
  if (flags === null) return NULL;
  if (!isInstance(sockaddr, T.tuple)) return typeError('getnameinfo() argument 1 must be a tuple');
  const n = tupleLength(sockaddr);
  if (n < 2 || n > 4 || !isInstance(tupleItem(sockaddr, 0), T.str))
    return typeError('getnameinfo(): illegal sockaddr argument');
  const numbers = [0, 0, 0];
  for (let i = 1; i < n; i++) {
    const v = asCInt(tupleItem(sockaddr, i));
    if (v === -1 && errOccurred()) return NULL;
    numbers[i - 1] = v;
  }
  const [port, flow, scope] = numbers as [number, number, number];
  if (flow < 0 || flow > 0xf_ffff)
    return setError(T.OverflowError, 'getnameinfo(): flowinfo must be 0-1048575.');
  const found = addressesOf(utf8Bytes(tupleItem(sockaddr, 0)), asciiBytes(String(port)), {
    type: SOCK_DGRAM,
    flags: AI_NUMERICHOST,
  });
  if (found === null) return NULL;
  if (found.length !== 1) return socketError('sockaddr resolved to multiple addresses');
  const { family, address } = found[0]!;
  if (family === AF_INET && n !== 2) return socketError('IPv4 sockaddr must be 2 tuple');
  return withMemory(ADDRESS_BYTES + NI_MAXHOST + NI_MAXSERV + 16, (at) => {
    writeBytes(at, address);
    if (family === AF_INET6) {
      // In network byte order.
      writeBytes(at + 4, Uint8Array.of(flow >>> 24, flow >>> 16, flow >>> 8, flow));
      st32(at + 24, scope);
    }
    const host = at + ADDRESS_BYTES;
    const service = host + NI_MAXHOST;
    const call = systemCallWide('getnameinfo', 'pnpnpni:q');
    const code = cInt(call(at, address.length, host, NI_MAXHOST, service, NI_MAXSERV, flags));
    if (code !== 0) return raiseGai(code);
    return newTuple(newStr(readCString(host)), newStr(readCString(service)));
  });
}

// -- hosts ---------------------------------------------------------------------------------------------------------

const Hostent = struct('hostent', null, {
  h_name: 'u64',
  h_aliases: 'u64',
  h_addrtype: 'i32',
  h_length: 'i32',
  h_addr_list: 'u64',
});
/** The pointers of a NULL-terminated array that lies in the window. */
function pointers(array: Addr): Addr[] {
  const all: Addr[] = [];
  for (let at = array; array !== 0 && ldU64(at) !== 0n; at += 8) all.push(ldAddr(at));
  return all;
}
/** (name, aliases, addresses) of what a _r function of the resolver fills in, or herror. */
function hostEntry(call: (entry: Addr, work: Addr, result: Addr, error: Addr) => number): Owned {
  return withMemory(Hostent.size + WORK + 32, (entry) => {
    const work = entry + Hostent.size;
    const result = work + WORK;
    const error = result + 8;
    const code = call(entry, work, result, error);
    if (code === ENOSYS) return noSockets();
    if (ldU64(result) === 0n) return raiseHost(ld32(error));
    const family = ld32(entry + Hostent.h_addrtype);
    const aliases = newList();
    for (const p of pointers(ldAddr(entry + Hostent.h_aliases)))
      listAppendOwned(aliases, newStr(readCString(p)));
    const addresses = newList();
    for (const p of pointers(ldAddr(entry + Hostent.h_addr_list)))
      listAppendOwned(
        addresses,
        newStr(family === AF_INET ? format4(readBytes(p, 4)) : format6(readBytes(p, 16))),
      );
    return newTuple(newStr(readCString(ldAddr(entry + Hostent.h_name))), aliases, addresses);
  });
}
/** The name and the address that an argument stands for; null with an exception. */
function resolved(
  fname: string,
  o: Borrowed,
  family: number,
): { name: Uint8Array; address: Uint8Array } | null {
  const name = hostName(o, `${fname}() argument 1 must be `);
  const address = name === null ? null : hostAddress(name, family);
  return address === null ? null : { name: name!, address };
}
function gethostbyname(o: Borrowed): Owned {
  const host = resolved('gethostbyname', o, AF_INET);
  if (host === null) return NULL;
  return withMemory(ADDRESS_BYTES, (at) => {
    writeBytes(at, host.address);
    return addressText(AF_INET, at);
  });
}
function gethostbynameEx(o: Borrowed): Owned {
  const host = resolved('gethostbyname_ex', o, AF_INET);
  if (host === null) return NULL;
  return withStrings([host.name], (name) =>
    hostEntry((entry, work, result, error) =>
      systemCall('gethostbyname_r', 'pppnpp:i')(name, entry, work, WORK, result, error),
    ),
  );
}
function gethostbyaddr(o: Borrowed): Owned {
  const host = resolved('gethostbyaddr', o, AF_UNSPEC);
  if (host === null) return NULL;
  const family = host.address[0]!;
  const bytes = family === AF_INET ? host.address.subarray(4, 8) : host.address.subarray(8, 24);
  return withStrings([bytes], (address) =>
    hostEntry((entry, work, result, error) =>
      systemCall('gethostbyaddr_r', 'pnippnpp:i')(
        address,
        bytes.length,
        family,
        entry,
        work,
        WORK,
        result,
        error,
      ),
    ),
  );
}

// -- services and protocols ----------------------------------------------------------------------------------------

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

// -- interfaces and this host --------------------------------------------------------------------------------------

function ifNameindex(): Owned {
  const array = systemCallWide('if_nameindex', ':q')();
  if (array === BigInt(ENOSYS)) return noSockets();
  if (array === 0n) return raiseOsError(EINVAL);
  const list = newList();
  for (let at = array; ; at += 16n) {
    const entry = new DataView(foreignBytes(at, 16).buffer);
    const index = entry.getUint32(0, true);
    if (index === 0) break;
    listAppendOwned(list, newTuple(newInt(index), fsDecode(foreignString(entry.getBigUint64(8, true)))));
  }
  systemCall('if_freenameindex', 'q:v')(array);
  return list;
}
function ifNametoindex(args: readonly Borrowed[]): Owned {
  const name = fsBytes(args[0]!);
  if (name === null) return NULL;
  const index = withStrings([name], (n) => systemCall('if_nametoindex', 'p:i')(n!));
  return index > 0
    ? newInt(index)
    : index === ENOSYS
      ? noSockets()
      : socketError('no interface with this name');
}
function ifIndextoname(o: Borrowed): Owned {
  if (!isInstance(o, T.int)) return typeError('an integer is required');
  const index = intToBigInt(o);
  if (index < 0n) return setError(T.OverflowError, "can't convert negative value to unsigned int");
  if (index > 0xffff_ffffn) return setError(T.OverflowError, 'Python int too large to convert to C long');
  return withMemory(16, (at) => {
    const found = systemCall('if_indextoname', 'np:p')(Number(index), at);
    if (found === ENOSYS) return noSockets();
    return found === 0 ? raiseOsError(-6) : newStr(readCString(at));
  });
}
function sethostname(args: readonly Borrowed[]): Owned {
  const name = isInstance(args[0]!, T.bytes) ? getBytesLike(args[0]!) : null;
  const bytes = name === null ? fsBytes(args[0]!) : readBytes(name.address, name.length);
  name?.release();
  if (bytes === null) return NULL;
  const r = withStrings([bytes], (n) => systemCall('sethostname', 'pn:i')(n!, bytes.length));
  return r < 0 ? raiseOsError(r) : newRef(None);
}

export const nameFunctions: readonly MethodSpec[] = [
  positional(
    'gethostbyname',
    1,
    1,
    (_m, a) => gethostbyname(a[0]!),
    "gethostbyname(host) -> address\n\nReturn the IP address (a string of the form '255.255.255.255') for a host.",
  ),
  positional(
    'gethostbyname_ex',
    1,
    1,
    (_m, a) => gethostbynameEx(a[0]!),
    'gethostbyname_ex(host) -> (name, aliaslist, addresslist)\n\nReturn the true host name, a list of aliases, and a list of IP addresses,\nfor a host.  The host argument is a string giving a host name or IP number.',
  ),
  positional(
    'gethostbyaddr',
    1,
    1,
    (_m, a) => gethostbyaddr(a[0]!),
    'gethostbyaddr(host) -> (name, aliaslist, addresslist)\n\nReturn the true host name, a list of aliases, and a list of IP addresses,\nfor a host.  The host argument is a string giving a host name or IP number.',
  ),
  single(
    'gethostname',
    '($module, /)',
    () => newStr(os().hostname()),
    'gethostname() -> string\n\nReturn the current host name.',
  ),
  positional(
    'sethostname',
    1,
    1,
    (_m, a) => sethostname(a),
    'sethostname(name)\n\nSets the hostname to name.',
  ),
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
  method(
    'getaddrinfo',
    '($module, /, host, port, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0)',
    getaddrinfo as never,
    'getaddrinfo(host, port [, family, type, proto, flags])\n    -> list of (family, type, proto, canonname, sockaddr)\n\nResolve host and port into addrinfo struct.',
    { noTextSignature: true },
  ),
  positional(
    'getnameinfo',
    2,
    2,
    (_m, a) => getnameinfo(a),
    'getnameinfo(sockaddr, flags) --> (host, port)\n\nGet host and port for a sockaddr.',
  ),
  single(
    'if_nameindex',
    '($module, /)',
    () => ifNameindex(),
    'if_nameindex()\n\nReturns a list of network interface information (index, name) tuples.',
  ),
  positional(
    'if_nametoindex',
    1,
    1,
    (_m, a) => ifNametoindex(a),
    'if_nametoindex(if_name)\n\nReturns the interface index corresponding to the interface name if_name.',
  ),
  single(
    'if_indextoname',
    '($module, arg, /)',
    (_m, o) => ifIndextoname(o),
    'if_indextoname(if_index)\n\nReturns the interface name corresponding to the interface index if_index.',
  ),
]; // prettier-ignore
