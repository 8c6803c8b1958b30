/** Names to addresses through the C library's resolver. */
import { type Borrowed, ldU64, readBytes, st32, struct } from '@tyston/memory';
import {
  bytesData,
  bytesLength,
  callMethod,
  decref,
  getBytesLike,
  isInstance,
  None,
  newStr,
  strIsAscii,
  T,
  typeError,
  typeName,
  utf8Bytes,
} from '@tyston/objects';
import { asciiBytes, asciiText } from '../../lib/ascii.js';
import { cInt, foreignBytes, foreignString, systemCall, systemCallWide } from '../../lib/foreign.js';
import { withMemory, withStrings } from '../../lib/with-memory.js';
import { raiseGai, socketError } from './errors.js';
import { parse4 } from './inet.js';

export const AF_UNSPEC = 0;
export const AF_INET = 2;
export const AF_INET6 = 10;
const SOCK_DGRAM = 2;
const AI_PASSIVE = 1;

const Addrinfo = struct('addrinfo', null, {
  ai_flags: 'i32',
  ai_family: 'i32',
  ai_socktype: 'i32',
  ai_protocol: 'i32',
  ai_addrlen: 'u32',
  ai_addr: 'u64',
  ai_canonname: 'u64',
  ai_next: 'u64',
});
export interface AddressInfo {
  readonly family: number;
  readonly type: number;
  readonly proto: number;
  /** A struct sockaddr. */
  readonly address: Uint8Array;
  readonly canonname: Uint8Array;
}
export interface Hints {
  readonly family?: number;
  readonly type?: number;
  readonly proto?: number;
  readonly flags?: number;
}

/** getaddrinfo(3): what it finds, or null with gaierror. */
export function addressesOf(
  host: Uint8Array | null,
  service: Uint8Array | null,
  hints: Hints,
): AddressInfo[] | null {
  return withStrings([host, service], (h, s) =>
    withMemory(Addrinfo.size + 16, (at) => {
      st32(at + Addrinfo.ai_flags, hints.flags ?? 0);
      st32(at + Addrinfo.ai_family, hints.family ?? AF_UNSPEC);
      st32(at + Addrinfo.ai_socktype, hints.type ?? 0);
      st32(at + Addrinfo.ai_protocol, hints.proto ?? 0);
      const result = at + Addrinfo.size;
      const code = cInt(systemCallWide('getaddrinfo', 'pppp:q')(h, s, at, result));
      if (code !== 0) {
        raiseGai(code);
        return null;
      }
      const first = ldU64(result);
      const found: AddressInfo[] = [];
      for (let next = first; next !== 0n; ) {
        const info = new DataView(foreignBytes(next, Addrinfo.size).buffer);
        const pointer = (offset: number) => info.getBigUint64(offset, true);
        found.push({
          family: info.getInt32(Addrinfo.ai_family, true),
          type: info.getInt32(Addrinfo.ai_socktype, true),
          proto: info.getInt32(Addrinfo.ai_protocol, true),
          address: foreignBytes(pointer(Addrinfo.ai_addr), info.getUint32(Addrinfo.ai_addrlen, true)),
          canonname: foreignString(pointer(Addrinfo.ai_canonname)),
        });
        next = pointer(Addrinfo.ai_next);
      }
      systemCall('freeaddrinfo', 'q:v')(first);
      return found;
    }),
  );
}

/** A str by IDNA (RFC 3490); null with UnicodeError. */
export function idnaBytes(o: Borrowed): Uint8Array | null {
  const codec = newStr('idna');
  const encoded = callMethod(o, 'encode', codec);
  decref(codec);
  if (encoded === 0) return null;
  const bytes = readBytes(bytesData(encoded), bytesLength(encoded));
  decref(encoded);
  return bytes;
}
/** A host's name as the resolver takes it: IDNA where a str is not ASCII. Null with an exception. */
export function hostName(o: Borrowed, wrongType: string): Uint8Array | null {
  let bytes: Uint8Array | null;
  if (isInstance(o, T.str)) {
    bytes = strIsAscii(o) ? utf8Bytes(o) : idnaBytes(o);
    if (bytes === null) return null;
  } else if (isInstance(o, T.bytes) || isInstance(o, T.bytearray)) {
    const b = getBytesLike(o);
    if (b === null) return null;
    bytes = readBytes(b.address, b.length);
    b.release();
  } else {
    typeError(
      `${wrongType}str, bytes or bytearray${wrongType === '' ? ' expected' : ''}, not ${o === None ? 'NoneType' : typeName(o)}`,
    );
    return null;
  }
  if (bytes.includes(0)) {
    typeError('host name must not contain null character');
    return null;
  }
  return bytes;
}

/**
 * The address of a host as a struct sockaddr without a port: '' is any address, '<broadcast>' that of IPv4. Null with an exception.
 */
export function hostAddress(name: Uint8Array, family: number): Uint8Array | null {
  const host = asciiText(name);
  const ip4 = (bytes: Uint8Array) => Uint8Array.of(AF_INET, 0, 0, 0, ...bytes, ...new Uint8Array(8));
  if (host === '') {
    const any = addressesOf(null, asciiBytes('0'), { family, type: SOCK_DGRAM, flags: AI_PASSIVE });
    if (any === null) return null;
    if (any.length > 1) {
      socketError('wildcard resolved to multiple address');
      return null;
    }
    return any[0]!.address;
  }
  if (host === '255.255.255.255' || host === '<broadcast>') {
    if (family !== AF_INET && family !== AF_UNSPEC) {
      socketError('address family mismatched');
      return null;
    }
    return ip4(Uint8Array.of(255, 255, 255, 255));
  }
  const plain = family === AF_INET || family === AF_UNSPEC ? parse4(host) : null;
  if (plain !== null) return ip4(plain);
  const found = addressesOf(name, null, { family });
  return found === null ? null : found[0]!.address;
}
