/**
 * Inflating (RFC 1950 to 1952), in steps: the state lies in the window, and a step takes what input there is. What cannot be decoded
 * before more comes, a few bytes, is kept in the state.
 */
import { type Addr, ld32, ldU32, readBytes, st32, viewBytes, writeBytes } from '@tyston/memory';
import { adler32, crc32 } from './checksums.js';
import { distanceBase, distanceExtra, fixedLengths, lengthBase, lengthExtra, lengthOrder } from './codes.js';

const MODE = 0;
/** 0 raw, 1 zlib, 2 gzip, 3 either. */
const WRAP = 4;
const WBITS = 8;
/** Bits of the first kept byte that have been taken. */
const BIT = 12;
const KEPT = 16;
const LAST = 20;
/** The match or the literal that has not been written yet. */
const LENGTH = 24;
const DISTANCE = 28;
const CHECK = 32;
const TOTAL = 36;
const FLAGS = 40;
const ERROR = 44;
const LITERALS = 48;
const DISTANCES = 52;
const FILLED = 56;
/** What is left of a stored block, or of a field of gzip's header. */
const LEFT = 60;
const HEADER_CRC = 68;
const LENGTHS = 72;
const KEEP = LENGTHS + 320;
const KEEP_SIZE = 1024;
const WINDOW = KEEP + KEEP_SIZE;
export const INFLATE_SIZE = WINDOW + 32768;

enum Mode {
  Head,
  DictId,
  Dict,
  GzipExtraLength,
  GzipExtra,
  GzipName,
  GzipComment,
  GzipCrc,
  Block,
  Stored,
  Codes,
  Literal,
  Match,
  Check,
  Length,
  Done,
  Bad,
}

/** Modes that lose nothing when they stop in the middle. */
const PARTIAL: ReadonlySet<Mode> = new Set([
  Mode.Codes,
  Mode.Stored,
  Mode.Literal,
  Mode.Match,
  Mode.GzipName,
  Mode.GzipComment,
  Mode.GzipExtra,
]);

const MESSAGES = [
  'incorrect header check',
  'unknown compression method',
  'invalid window size',
  'unknown header flags set',
  'header crc mismatch',
  'invalid block type',
  'invalid stored block lengths',
  'too many length or distance symbols',
  'invalid code lengths set',
  'invalid bit length repeat',
  'invalid code -- missing end-of-block',
  'invalid literal/lengths set',
  'invalid distances set',
  'invalid literal/length code',
  'invalid distance code',
  'invalid distance too far back',
  'incorrect data check',
  'incorrect length check',
] as const;
type Message = (typeof MESSAGES)[number];

/** zlib's status numbers. */
export enum Status {
  Ok = 0,
  End = 1,
  NeedDict = 2,
  Stream = -2,
  Data = -3,
  Buffer = -5,
}

/** Makes a state (of zeros) ready; false where wbits are none that zlib knows. */
export function inflateInit(s: Addr, wbits: number): boolean {
  let wrap = 0;
  let bits = wbits;
  if (bits < 0) {
    if (bits < -15) return false;
    bits = -bits;
  } else {
    wrap = (bits >> 4) + 1;
    if (bits >= 48) return false;
    bits &= 15;
  }
  if (bits !== 0 && bits < 8) return false;
  st32(s + WRAP, wrap);
  st32(s + WBITS, bits);
  st32(s + MODE, wrap === 0 ? Mode.Block : Mode.Head);
  return true;
}
/** The message of the state's error, or null. */
export function inflateMessage(s: Addr): string | null {
  return ld32(s + MODE) === Mode.Bad ? MESSAGES[ld32(s + ERROR)]! : null;
}
/** Gives a dictionary: false where another one is wanted. */
export function inflateDictionary(s: Addr, dictionary: Uint8Array): boolean {
  if (ld32(s + MODE) === Mode.Dict) {
    if (adler32(dictionary) !== ldU32(s + CHECK)) return false;
    st32(s + MODE, Mode.Block);
    st32(s + CHECK, 1);
  }
  const tail = dictionary.subarray(Math.max(0, dictionary.length - 32768));
  writeBytes(s + WINDOW, tail);
  st32(s + FILLED, tail.length);
  return true;
}

const FAST = 10;
/** A prefix code made ready: short codes by a table, long ones by counting up. */
interface Decoder {
  /** symbol << 4 | length by the next bits, 0 for a longer code or none. */
  readonly fast: Uint16Array;
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}
/** Null for lengths that make no code; an incomplete one is one only with a single symbol where that is allowed. */
function makeDecoder(lengths: Uint8Array, incomplete: boolean): Decoder | null {
  const counts = new Uint16Array(16);
  for (const l of lengths) counts[l]!++;
  const used = lengths.length - counts[0]!;
  counts[0] = 0;
  let left = 1;
  for (let l = 1; l < 16; l++) {
    left = left * 2 - counts[l]!;
    if (left < 0) return null;
  }
  if (left > 0 && used > 0 && !(incomplete && used === 1 && counts[1] === 1)) return null;
  if (used === 0 && !incomplete) return null;
  const offsets = new Uint16Array(17);
  const first = new Uint16Array(16);
  for (let l = 1, code = 0; l < 16; l++) {
    offsets[l + 1] = offsets[l]! + counts[l]!;
    first[l] = code;
    code = (code + counts[l]!) << 1;
  }
  const symbols = new Uint16Array(used);
  const fast = new Uint16Array(1 << FAST);
  lengths.forEach((l, symbol) => {
    if (l === 0) return;
    symbols[offsets[l]!++] = symbol;
    const code = first[l]!++;
    if (l > FAST) return;
    let reversed = 0;
    for (let i = 0; i < l; i++) reversed |= ((code >> i) & 1) << (l - 1 - i);
    for (let i = reversed; i < 1 << FAST; i += 1 << l) fast[i] = (symbol << 4) | l;
  });
  return { fast, counts, symbols };
}

/** The output of a step, behind the window that came before it. */
interface Output {
  bytes: Uint8Array;
  at: number;
}
function grow(out: Output, room: number): void {
  if (out.at + room <= out.bytes.length) return;
  const wider = new Uint8Array(Math.max(out.bytes.length * 2, out.at + room));
  wider.set(out.bytes);
  out.bytes = wider;
}

/** More input is needed, and there is none; or there is no such code. */
const MORE = -1;
const NONE = -2;

class Step {
  bit: number;
  private readonly end: number;
  private literals: Decoder | null = null;
  private distances: Decoder | null = null;
  constructor(
    private readonly s: Addr,
    private readonly data: Uint8Array,
    private readonly out: Output,
    private readonly limit: number,
  ) {
    this.bit = ld32(s + BIT);
    this.end = data.length * 8;
  }
  /** The next n (up to 25) bits, not taken; what is missing at the end is zeros. */
  private peek(n: number): number {
    const at = this.bit >> 3;
    const d = this.data;
    const v = (d[at] ?? 0) | ((d[at + 1] ?? 0) << 8) | ((d[at + 2] ?? 0) << 16) | ((d[at + 3] ?? 0) << 24);
    return (v >>> (this.bit & 7)) & ((1 << n) - 1);
  }
  private bits(n: number): number {
    if (this.bit + n > this.end) return MORE;
    const v = this.peek(n);
    this.bit += n;
    return v;
  }
  private symbol(d: Decoder): number {
    const next = this.peek(15);
    const known = d.fast[next & ((1 << FAST) - 1)]!;
    if (known !== 0) {
      if (this.bit + (known & 15) > this.end) return MORE;
      this.bit += known & 15;
      return known >> 4;
    }
    let code = 0;
    let first = 0;
    let index = 0;
    for (let l = 1; l < 16; l++) {
      code |= (next >> (l - 1)) & 1;
      const count = d.counts[l]!;
      if (code - count < first) {
        if (this.bit + l > this.end) return MORE;
        this.bit += l;
        return d.symbols[index + code - first]!;
      }
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    return this.bit + 15 > this.end ? MORE : NONE;
  }
  private fail(message: Message): Status {
    st32(this.s + MODE, Mode.Bad);
    st32(this.s + ERROR, MESSAGES.indexOf(message));
    return Status.Data;
  }
  private mode(m: Mode): void {
    st32(this.s + MODE, m);
  }
  private byteAligned(): void {
    this.bit = (this.bit + 7) & ~7;
  }

  run(): Status {
    for (;;) {
      const before = this.bit;
      const mode = ld32(this.s + MODE) as Mode;
      const r = this.one(mode);
      if (r === null) continue;
      if (r === Status.Buffer && ld32(this.s + MODE) === mode) {
        // Matches and stored bytes keep count of what they did; the rest begins again.
        if (!PARTIAL.has(mode)) this.bit = before;
      }
      return r;
    }
  }
  /** One element: null to go on, Buffer where input or room is wanting. */
  private one(mode: Mode): Status | null {
    const s = this.s;
    switch (mode) {
      case Mode.Head:
        return this.head();
      case Mode.DictId: {
        const id = this.word();
        if (id === null) return Status.Buffer;
        st32(s + CHECK, (id << 24) | ((id & 0xff00) << 8) | ((id >>> 8) & 0xff00) | (id >>> 24) | 0);
        this.mode(Mode.Dict);
        return null;
      }
      case Mode.Dict:
        return Status.NeedDict;
      case Mode.GzipExtraLength: {
        if (ld32(s + FLAGS) & 4) {
          const n = this.bits(16);
          if (n === MORE) return Status.Buffer;
          st32(s + LEFT, n);
          this.headerCrc(Uint8Array.of(n & 255, n >> 8));
        }
        this.mode(Mode.GzipExtra);
        return null;
      }
      case Mode.GzipExtra:
        while (ld32(s + LEFT) > 0) {
          const b = this.bits(8);
          if (b === MORE) return Status.Buffer;
          this.headerCrc(Uint8Array.of(b));
          st32(s + LEFT, ld32(s + LEFT) - 1);
        }
        this.mode(Mode.GzipName);
        return null;
      case Mode.GzipName:
      case Mode.GzipComment:
        if (ld32(s + FLAGS) & (mode === Mode.GzipName ? 8 : 16)) {
          for (let b = 1; b !== 0; ) {
            b = this.bits(8);
            if (b === MORE) return Status.Buffer;
            this.headerCrc(Uint8Array.of(b));
          }
        }
        this.mode(mode === Mode.GzipName ? Mode.GzipComment : Mode.GzipCrc);
        return null;
      case Mode.GzipCrc:
        if (ld32(s + FLAGS) & 2) {
          const crc = this.bits(16);
          if (crc === MORE) return Status.Buffer;
          if (crc !== (ld32(s + HEADER_CRC) & 0xffff)) return this.fail('header crc mismatch');
        }
        this.mode(Mode.Block);
        return null;
      case Mode.Block:
        return this.block();
      case Mode.Stored:
        return this.stored();
      case Mode.Codes:
      case Mode.Literal:
      case Mode.Match:
        return this.codes(mode);
      case Mode.Check: {
        this.byteAligned();
        if (ld32(s + WRAP) !== 0) {
          const sum = this.word();
          if (sum === null) return Status.Buffer;
          const gzip = ld32(s + WRAP) === 2;
          const is = this.check();
          const found = gzip
            ? sum
            : (sum << 24) | ((sum & 0xff00) << 8) | ((sum >>> 8) & 0xff00) | (sum >>> 24);
          if (is !== found >>> 0) return this.fail('incorrect data check');
          this.mode(gzip ? Mode.Length : Mode.Done);
        } else this.mode(Mode.Done);
        return null;
      }
      case Mode.Length: {
        const n = this.word();
        if (n === null) return Status.Buffer;
        if (n !== (ld32(s + TOTAL) + this.out.at - this.start) >>> 0)
          return this.fail('incorrect length check');
        this.mode(Mode.Done);
        return null;
      }
      case Mode.Done:
        return Status.End;
      default:
        return Status.Data;
    }
  }
  /** Where this step's output begins. */
  start = 0;
  /** The checksum including what this step wrote. */
  private check(): number {
    const written = this.out.bytes.subarray(this.start, this.out.at);
    const before = ldU32(this.s + CHECK);
    return ld32(this.s + WRAP) === 2 ? crc32(written, before) : adler32(written, before);
  }
  finish(): void {
    if (ld32(this.s + WRAP) !== 0 && this.out.at > this.start) st32(this.s + CHECK, this.check() | 0);
    st32(this.s + TOTAL, (ld32(this.s + TOTAL) + this.out.at - this.start) | 0);
  }
  private headerCrc(bytes: Uint8Array): void {
    if (ld32(this.s + FLAGS) & 2) st32(this.s + HEADER_CRC, crc32(bytes, ldU32(this.s + HEADER_CRC)) | 0);
  }
  /** 32 bits, least first, unsigned; null where there are not so many. */
  private word(): number | null {
    if (this.bit + 32 > this.end) return null;
    const low = this.bits(16);
    return (low | (this.bits(16) << 16)) >>> 0;
  }
  private head(): Status | null {
    const s = this.s;
    const wrap = ld32(s + WRAP);
    const head = this.bits(16);
    if (head === MORE) return Status.Buffer;
    if (wrap & 2 && head === 0x8b1f) {
      if (this.bit + 16 > this.end) return Status.Buffer;
      const method = this.peek(8);
      const flags = this.peek(16) >> 8;
      if (method !== 8) return this.fail('unknown compression method');
      if (flags & 0xe0) return this.fail('unknown header flags set');
      if (this.bit + 64 > this.end) return Status.Buffer;
      const at = this.bit >> 3;
      st32(s + FLAGS, flags);
      if (flags & 2) st32(s + HEADER_CRC, crc32(this.data.subarray(at - 2, at + 8)) | 0);
      this.bit += 64;
      st32(s + WRAP, 2);
      st32(s + CHECK, 0);
      this.mode(Mode.GzipExtraLength);
      return null;
    }
    if (!(wrap & 1) || ((head & 255) * 256 + (head >> 8)) % 31 !== 0)
      return this.fail('incorrect header check');
    if ((head & 15) !== 8) return this.fail('unknown compression method');
    const bits = ((head >> 4) & 15) + 8;
    if (ld32(s + WBITS) === 0) st32(s + WBITS, bits);
    if (bits > 15 || bits > ld32(s + WBITS)) return this.fail('invalid window size');
    st32(s + WRAP, 1);
    st32(s + CHECK, 1);
    this.mode(head & 0x2000 ? Mode.DictId : Mode.Block);
    return null;
  }
  private block(): Status | null {
    const s = this.s;
    if (ld32(s + LAST)) {
      this.mode(Mode.Check);
      return null;
    }
    const head = this.bits(3);
    if (head === MORE) return Status.Buffer;
    const kind = head >> 1;
    if (kind === 3) return this.fail('invalid block type');
    if (kind === 0) {
      this.byteAligned();
      if (this.bit + 32 > this.end) return Status.Buffer;
      const n = this.bits(16);
      if (n !== (this.bits(16) ^ 0xffff)) return this.fail('invalid stored block lengths');
      st32(s + LEFT, n);
      this.mode(Mode.Stored);
    } else {
      if (kind === 1) {
        writeBytes(s + LENGTHS, fixedLengths());
        st32(s + LITERALS, 288);
        st32(s + DISTANCES, 30);
      } else {
        const r = this.dynamic();
        if (r !== null) return r;
      }
      this.literals = null;
      this.mode(Mode.Codes);
    }
    st32(s + LAST, head & 1);
    return null;
  }
  private dynamic(): Status | null {
    const s = this.s;
    const counts = this.bits(14);
    if (counts === MORE) return Status.Buffer;
    const literals = (counts & 31) + 257;
    const distances = ((counts >> 5) & 31) + 1;
    if (literals > 286 || distances > 30) return this.fail('too many length or distance symbols');
    const own = new Uint8Array(19);
    for (let i = 0; i < (counts >> 10) + 4; i++) {
      const l = this.bits(3);
      if (l === MORE) return Status.Buffer;
      own[lengthOrder[i]!] = l;
    }
    const decoder = makeDecoder(own, false);
    if (decoder === null) return this.fail('invalid code lengths set');
    const lengths = new Uint8Array(literals + distances);
    for (let i = 0; i < lengths.length; ) {
      const symbol = this.symbol(decoder);
      if (symbol === MORE) return Status.Buffer;
      if (symbol < 16) {
        lengths[i++] = symbol;
        continue;
      }
      const extra = this.bits(symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
      if (extra === MORE) return Status.Buffer;
      const n = extra + (symbol === 18 ? 11 : 3);
      if ((symbol === 16 && i === 0) || i + n > lengths.length) return this.fail('invalid bit length repeat');
      const l = symbol === 16 ? lengths[i - 1]! : 0;
      lengths.fill(l, i, i + n);
      i += n;
    }
    if (lengths[256] === 0) return this.fail('invalid code -- missing end-of-block');
    if (makeDecoder(lengths.subarray(0, literals), true) === null)
      return this.fail('invalid literal/lengths set');
    if (makeDecoder(lengths.subarray(literals), true) === null) return this.fail('invalid distances set');
    writeBytes(s + LENGTHS, lengths);
    st32(s + LITERALS, literals);
    st32(s + DISTANCES, distances);
    return null;
  }
  private stored(): Status | null {
    const s = this.s;
    const out = this.out;
    const at = this.bit >> 3;
    const left = ld32(s + LEFT);
    const n = Math.min(left, this.data.length - at, this.limit - (out.at - this.start));
    grow(out, n);
    out.bytes.set(this.data.subarray(at, at + n), out.at);
    out.at += n;
    this.bit += n * 8;
    st32(s + LEFT, left - n);
    if (n < left) return Status.Buffer;
    this.mode(Mode.Block);
    return null;
  }
  private codes(mode: Mode): Status | null {
    const s = this.s;
    const out = this.out;
    const end = this.start + this.limit;
    if (this.literals === null || this.distances === null) {
      const literals = ld32(s + LITERALS);
      const lengths = readBytes(s + LENGTHS, literals + ld32(s + DISTANCES));
      // The fixed code's distances leave two codes unused.
      this.literals = makeDecoder(lengths.subarray(0, literals), true);
      const distances = lengths.subarray(literals);
      this.distances = makeDecoder(literals === 288 ? new Uint8Array(32).fill(5) : distances, true);
    }
    let length = ld32(s + LENGTH);
    let distance = ld32(s + DISTANCE);
    if (mode === Mode.Literal) {
      if (out.at >= end) return Status.Buffer;
      grow(out, 1);
      out.bytes[out.at++] = length;
      length = 0;
    } else if (mode === Mode.Codes) length = 0;
    for (;;) {
      if (length > 0) {
        const n = Math.min(length, end - out.at);
        grow(out, n);
        const bytes = out.bytes;
        for (let i = 0, at = out.at; i < n; i++, at++) bytes[at] = bytes[at - distance]!;
        out.at += n;
        length -= n;
        if (length > 0) {
          st32(s + LENGTH, length);
          st32(s + DISTANCE, distance);
          this.mode(Mode.Match);
          return Status.Buffer;
        }
      }
      const before = this.bit;
      const symbol = this.symbol(this.literals!);
      if (symbol === NONE) return this.fail('invalid literal/length code');
      if (symbol === MORE) {
        this.mode(Mode.Codes);
        return Status.Buffer;
      }
      if (symbol < 256) {
        if (out.at >= end) {
          st32(s + LENGTH, symbol);
          this.mode(Mode.Literal);
          return Status.Buffer;
        }
        if (out.at === out.bytes.length) grow(out, 1);
        out.bytes[out.at++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.mode(Mode.Block);
        return null;
      }
      if (symbol > 285) return this.fail('invalid literal/length code');
      const more = this.bits(lengthExtra[symbol - 257]!);
      const code = more === MORE ? MORE : this.symbol(this.distances!);
      if (code === NONE || code > 29) return this.fail('invalid distance code');
      const far = code === MORE ? MORE : this.bits(distanceExtra[code]!);
      if (far === MORE) {
        this.bit = before;
        this.mode(Mode.Codes);
        return Status.Buffer;
      }
      length = lengthBase[symbol - 257]! + more;
      distance = distanceBase[code]! + far;
      if (distance > out.at) return this.fail('invalid distance too far back');
    }
  }
}

export interface Inflated {
  readonly status: Status;
  readonly output: Uint8Array;
  /** How many bytes of the input have been taken. */
  readonly taken: number;
}
/** Takes input and gives up to `limit` bytes of output. */
export function inflate(s: Addr, input: Uint8Array, limit: number): Inflated {
  const kept = ld32(s + KEPT);
  let data = input;
  if (kept > 0) {
    data = new Uint8Array(kept + input.length);
    data.set(viewBytes(s + KEEP, kept));
    data.set(input, kept);
  }
  const filled = ld32(s + FILLED);
  const out: Output = { bytes: new Uint8Array(filled + Math.min(limit, input.length * 4 + 512)), at: filled };
  out.bytes.set(viewBytes(s + WINDOW, filled));
  const step = new Step(s, data, out, limit);
  step.start = filled;
  const status = step.run();
  step.finish();
  const mode = ld32(s + MODE) as Mode;
  const whole = step.bit >> 3;
  // A step that has no room gives its input back, but for a byte in use; one that has no input keeps what it could not decode.
  const full = mode === Mode.Literal || mode === Mode.Match || (mode === Mode.Stored && whole < data.length);
  const n = status === Status.Buffer && !full ? data.length - whole : step.bit & 7 ? 1 : 0;
  writeBytes(s + KEEP, data.slice(whole, whole + n));
  st32(s + KEPT, n);
  st32(s + BIT, n > 0 ? step.bit & 7 : 0);
  const size = Math.min(out.at, 32768);
  writeBytes(s + WINDOW, out.bytes.subarray(out.at - size, out.at));
  st32(s + FILLED, size);
  return { status, output: out.bytes.slice(filled, out.at), taken: Math.max(0, whole + n - kept) };
}

export function inflateIsRaw(s: Addr): boolean {
  return ld32(s + WRAP) === 0;
}
