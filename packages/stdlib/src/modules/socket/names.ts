/** `_socket`: hosts and their addresses. */
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
  bytesData,
  bytesLength,
  decref,
  encodeUtf8,
  errOccurred,
  intToBigInt,
  isInstance,
  listAppendOwned,
  type MethodSpec,
  method,
  None,
  newInt,
  newList,
  newStr,
  newTuple,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  utf8Bytes,
} from '@tyston/objects';
import { asciiBytes } from '../../lib/ascii.js';
import { cInt, systemCall, systemCallWide } from '../../lib/foreign.js';
import { fsDecode } from '../../lib/fs-path.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { ADDRESS_BYTES, addressText, readAddress } from './address.js';
import { noSockets, raiseGai, raiseHost, socketError } from './errors.js';
import { format4, format6 } from './inet.js';
import { positional } from './parse.js';
import { AF_INET, AF_INET6, AF_UNSPEC, addressesOf, hostAddress, hostName, idnaBytes } from './resolver.js';
import { intOr } from './transfer.js';

const SOCK_DGRAM = 2;
const AI_NUMERICHOST = 4;
const NI_MAXHOST = 1025;
const NI_MAXSERV = 32;
const ENOSYS = -38;
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
];
