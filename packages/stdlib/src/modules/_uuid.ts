/**
 * The module `_uuid`: UUIDs of time and place. Their time counts 100 ns from the Gregorian calendar's first day; their place is the
 * address of a network card, or a random number that is marked as none. As with libuuid and no daemon, nothing keeps two processes
 * from making the same one, so their safety is unknown.
 */
import { type Addr, CLOCK, ld32, ldPtr, O, type Owned, st32 } from '@tyston/memory';
import {
  decodeUtf8Escaped,
  encodeUtf8Escaped,
  type ModuleSpec,
  method,
  newBytes,
  newInt,
  newTuple,
} from '@tyston/objects';
import { os } from '../host.js';
import { setModuleAttr } from '../lib/module-attrs.js';
import { osWord } from '../lib/os-words.js';

/** 100 ns between 1582-10-15 and 1970-01-01. */
const GREGORIAN = 0x01b21dd213814000n;
const INTERFACES = '/sys/class/net';
/** The address that is none: of an interface without hardware. */
const NO_ADDRESS = '00:00:00:00:00:00';
const MULTICAST = 1;
const VARIANT = 0x80;
const VERSION = 1;
const UNKNOWN_SAFETY = -1;

function random(n: number): Uint8Array {
  const bytes = new Uint8Array(n);
  os().getrandom(bytes);
  return bytes;
}
function textOf(path: string): string {
  const fd = os().open(encodeUtf8Escaped(path), O.RDONLY | O.CLOEXEC, 0);
  if (fd < 0) return '';
  const bytes = new Uint8Array(64);
  const n = os().readJs(fd, bytes);
  os().close(fd);
  return n > 0 ? decodeUtf8Escaped(bytes.subarray(0, n)).trim() : '';
}
/** Six bytes: the first address of a card, by the cards' names. */
function place(): Uint8Array {
  const entries = os().scandir(encodeUtf8Escaped(INTERFACES));
  const names = typeof entries === 'number' ? [] : entries.map(({ name }) => decodeUtf8Escaped(name)).sort();
  for (const name of names) {
    const address = textOf(`${INTERFACES}/${name}/address`);
    if (!/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(address) || address === NO_ADDRESS) continue;
    return Uint8Array.from(address.split(':'), (digits) => Number.parseInt(digits, 16));
  }
  const bytes = random(6);
  bytes[0]! |= MULTICAST;
  return bytes;
}
const load64 = (at: Addr) => BigInt(ld32(at) >>> 0) | (BigInt(ld32(at + 4) >>> 0) << 32n);
function store64(at: Addr, v: bigint): void {
  st32(at, Number(v & 0xffffffffn) | 0);
  st32(at + 4, Number(v >> 32n) | 0);
}
/** The time, later than that of the UUID before. */
function moment(): bigint {
  const now = os().clock(CLOCK.REALTIME) / 100n + GREGORIAN;
  const last = load64(osWord.UUID_LAST);
  const time = now > last ? now : last + 1n;
  store64(osWord.UUID_LAST, time);
  return time;
}
/** Fourteen random bits, the same as long as the process lives. */
function sequence(): number {
  if (ldPtr(osWord.UUID_SEQUENCE) === 0) {
    const [high, low] = random(2) as unknown as [number, number];
    st32(osWord.UUID_SEQUENCE, 0x10000 | ((high & 0x3f) << 8) | low);
  }
  return ld32(osWord.UUID_SEQUENCE) & 0x3fff;
}
function generateTimeSafe(): Owned {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  const time = moment();
  view.setUint32(0, Number(time & 0xffffffffn));
  view.setUint16(4, Number((time >> 32n) & 0xffffn));
  view.setUint16(6, Number((time >> 48n) & 0xfffn) | (VERSION << 12));
  view.setUint16(8, sequence() | (VARIANT << 8));
  bytes.set(place(), 10);
  return newTuple(newBytes(bytes), newInt(UNKNOWN_SAFETY));
}

export const uuidModule: ModuleSpec = {
  name: '_uuid',
  functions: [
    method('generate_time_safe', '($module, /)', () => generateTimeSafe(), '', { noTextSignature: true }),
  ],
  exec: (module) => setModuleAttr(module, 'has_uuid_generate_time_safe', newInt(1)),
};
