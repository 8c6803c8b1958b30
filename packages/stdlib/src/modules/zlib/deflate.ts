/**
 * Deflating (RFC 1950 to 1952). The state lies in the window: what came before as far as matches reach back, and input that waits for
 * its block to be full.
 */
import { type Addr, copy, ld32, ldU32, st32, viewBytes, writeBytes } from '@tyston/memory';
import { adler32, crc32 } from './checksums.js';
import { distanceBase, distanceExtra, fixedLengths, lengthBase, lengthExtra, lengthOrder } from './codes.js';

const WRAP = 0;
const WBITS = 4;
const LEVEL = 8;
const STRATEGY = 12;
const CHECK = 16;
const TOTAL = 20;
const STARTED = 24;
/** The last flush; -2 before any. */
const FLUSHED = 28;
/** Bits that do not fill a byte yet, and how many. */
const BITS = 32;
const COUNT = 36;
const HISTORY = 40;
const PENDING = 44;
const DICTIONARY = 48;
const DICTIONARY_ID = 52;
const DATA = 56;
const REACH = 32768;
const BLOCK_SIZE = 65535;
export const DEFLATE_SIZE = DATA + REACH + BLOCK_SIZE + 1;

export const Flush = Object.freeze({ NONE: 0, PARTIAL: 1, SYNC: 2, FULL: 3, FINISH: 4, BLOCK: 5 });
export const Strategy = Object.freeze({ DEFAULT: 0, FILTERED: 1, HUFFMAN_ONLY: 2, RLE: 3, FIXED: 4 });

/** Makes a state (of zeros) ready; false for parameters that zlib refuses. */
export function deflateInit(s: Addr, level: number, wbits: number, memory = 8, strategy = 0): boolean {
  let wrap = 1;
  let bits = wbits;
  if (bits < 0) {
    wrap = 0;
    bits = -bits;
  } else if (bits > 15) {
    wrap = 2;
    bits -= 16;
  }
  const l = level === -1 ? 6 : level;
  if (memory < 1 || memory > 9 || bits < 8 || bits > 15 || l < 0 || l > 9) return false;
  if (strategy < 0 || strategy > 4 || (bits === 8 && wrap !== 1)) return false;
  st32(s + WRAP, wrap);
  st32(s + WBITS, Math.max(9, bits));
  st32(s + LEVEL, l);
  st32(s + STRATEGY, strategy);
  st32(s + CHECK, wrap === 2 ? 0 : 1);
  st32(s + FLUSHED, -2);
  return true;
}
/** False where no dictionary can be. */
export function deflateDictionary(s: Addr, dictionary: Uint8Array): boolean {
  if (ld32(s + WRAP) === 2) return false;
  st32(s + DICTIONARY, 1);
  st32(s + DICTIONARY_ID, adler32(dictionary) | 0);
  const tail = dictionary.subarray(Math.max(0, dictionary.length - REACH));
  writeBytes(s + DATA, tail);
  st32(s + HISTORY, tail.length);
  return true;
}

class BitWriter {
  private bytes = new Uint8Array(256);
  private length = 0;
  constructor(
    private hold: number,
    private count: number,
  ) {}
  byte(b: number): void {
    if (this.length === this.bytes.length) {
      const wider = new Uint8Array(this.length * 2);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes[this.length++] = b;
  }
  /** Up to 16 bits, least first. */
  bits(v: number, n: number): void {
    this.hold |= v << this.count;
    this.count += n;
    while (this.count >= 8) {
      this.byte(this.hold & 255);
      this.hold >>>= 8;
      this.count -= 8;
    }
  }
  align(): void {
    if (this.count > 0) this.bits(0, 8 - this.count);
  }
  all(bytes: Uint8Array): void {
    for (const b of bytes) this.byte(b);
  }
  save(s: Addr): Uint8Array {
    st32(s + BITS, this.hold);
    st32(s + COUNT, this.count);
    return this.bytes.slice(0, this.length);
  }
}

/** Lengths of a prefix code for these frequencies, none above `max`; at least two codes have one. */
function codeLengths(frequencies: Uint32Array, max: number): Uint8Array {
  const lengths = new Uint8Array(frequencies.length);
  const used: number[] = [];
  frequencies.forEach((f, i) => {
    if (f > 0) used.push(i);
  });
  for (let i = 0; used.length < 2; i++) if (!used.includes(i)) used.push(i);
  const leaves = used
    .map((symbol) => ({ symbol, weight: Math.max(1, frequencies[symbol]!) }))
    .sort((a, b) => a.weight - b.weight || a.symbol - b.symbol);
  const n = leaves.length;
  // Two queues: the leaves, and the nodes, which come in order of weight.
  const weights = new Float64Array(2 * n - 1);
  const parents = new Int32Array(2 * n - 1);
  leaves.forEach((l, i) => {
    weights[i] = l.weight;
  });
  let leaf = 0;
  let node = n;
  const least = (next: number) =>
    leaf < n && (node >= next || weights[leaf]! <= weights[node]!) ? leaf++ : node++;
  for (let next = n; next < 2 * n - 1; next++) {
    const a = least(next);
    const b = least(next);
    weights[next] = weights[a]! + weights[b]!;
    parents[a] = next;
    parents[b] = next;
  }
  const depths = new Uint8Array(2 * n - 1);
  const counts = new Int32Array(max + 1);
  let excess = 0;
  for (let i = 2 * n - 3; i >= 0; i--) {
    depths[i] = depths[parents[i]!]! + 1;
    if (i < n) counts[Math.min(depths[i]!, max)]!++;
  }
  for (let l = 1; l <= max; l++) excess += counts[l]! * 2 ** (max - l);
  // Codes that were cut to the limit take too much room: others are made longer until all fit.
  for (excess -= 2 ** max; excess > 0; excess--) {
    let l = max - 1;
    while (counts[l] === 0) l--;
    counts[l]!--;
    counts[l + 1]! += 2;
    counts[max]!--;
  }
  let at = 0;
  for (let l = max; l > 0; l--) for (let k = counts[l]!; k > 0; k--) lengths[leaves[at++]!.symbol] = l;
  return lengths;
}
/** The codes of these lengths, their bits turned round. */
function codesOf(lengths: Uint8Array): Uint16Array {
  const next = new Uint16Array(17);
  const counts = new Uint16Array(17);
  for (const l of lengths) if (l > 0) counts[l]!++;
  for (let l = 1, code = 0; l < 16; l++) {
    code = (code + counts[l - 1]!) << 1;
    next[l] = code;
  }
  return Uint16Array.from(lengths, (l) => {
    if (l === 0) return 0;
    const code = next[l]!++;
    let r = 0;
    for (let i = 0; i < l; i++) r |= ((code >> i) & 1) << (l - 1 - i);
    return r;
  });
}

/** The code of each length (3 to 258) and, by halving, of distances. */
const lengthCode = new Uint8Array(259);
for (let i = 0; i < 29; i++) lengthCode.fill(i, lengthBase[i]!, 259);
lengthCode[258] = 28;
function distanceCode(d: number): number {
  if (d < 5) return d - 1;
  const top = 31 - Math.clz32(d - 1);
  return top * 2 + (((d - 1) >> (top - 1)) & 1);
}

/** Matches of a level: how many candidates are tried, the length that is good enough, whether the next byte is tried too. */
const EFFORT = [
  [0, 0, 0],
  [4, 8, 0],
  [5, 16, 0],
  [6, 32, 0],
  [16, 16, 1],
  [32, 32, 1],
  [128, 128, 1],
  [256, 128, 1],
  [1024, 258, 1],
  [4096, 258, 1],
] as const; // prettier-ignore

const HASHES = 1 << 15;
const heads = new Int32Array(HASHES);
const previous = new Int32Array(REACH + BLOCK_SIZE + 1);

/** The tokens of a block: a byte, or length << 16 | distance. */
function tokensOf(
  data: Uint8Array,
  from: number,
  level: number,
  strategy: number,
  reach: number,
): Int32Array {
  const tokens = new Int32Array(data.length - from);
  let count = 0;
  if (strategy === Strategy.HUFFMAN_ONLY) {
    tokens.set(data.subarray(from));
    return tokens;
  }
  const [tries, nice, lazy] = EFFORT[level]!;
  const end = data.length;
  const rle = strategy === Strategy.RLE;
  heads.fill(-1);
  let hashed = 0;
  const insertTo = (to: number) => {
    for (; hashed < to && hashed + 2 < end; hashed++) {
      const h = ((data[hashed]! << 10) ^ (data[hashed + 1]! << 5) ^ data[hashed + 2]!) & (HASHES - 1);
      previous[hashed] = heads[h]!;
      heads[h] = hashed;
    }
  };
  let found = 0;
  const longest = (at: number, atLeast: number): number => {
    const most = Math.min(258, end - at);
    let best = atLeast;
    if (most <= best) return 0;
    insertTo(at);
    const h = ((data[at]! << 10) ^ (data[at + 1]! << 5) ^ data[at + 2]!) & (HASHES - 1);
    let candidate = rle ? at - 1 : heads[h]!;
    let matched = 0;
    for (let left = rle ? 1 : tries; candidate >= 0 && left > 0 && at - candidate <= reach; left--) {
      if (data[candidate + best] === data[at + best]) {
        let n = 0;
        while (n < most && data[candidate + n] === data[at + n]) n++;
        // Three bytes from afar cost more than they save.
        if (n > best && !(n === 3 && at - candidate > 4096)) {
          best = n;
          matched = n;
          found = at - candidate;
          if (n >= nice || n === most) break;
        }
      }
      candidate = previous[candidate]!;
    }
    return matched;
  };
  for (let at = from; at < end; ) {
    let length = end - at >= 3 ? longest(at, 2) : 0;
    let distance = found;
    if (length === 0) {
      tokens[count++] = data[at++]!;
      continue;
    }
    while (lazy && length < nice && at + 1 < end) {
      const next = longest(at + 1, length);
      if (next === 0) break;
      tokens[count++] = data[at++]!;
      length = next;
      distance = found;
    }
    tokens[count++] = (length << 16) | distance;
    at += length;
  }
  return tokens.subarray(0, count);
}

function storedBlock(w: BitWriter, data: Uint8Array, last: boolean): void {
  w.bits(last ? 1 : 0, 3);
  w.align();
  w.bits(data.length, 16);
  w.bits(data.length ^ 0xffff, 16);
  w.all(data);
}

/** The lengths of a block's codes, as they are sent: symbols, each with its extra bits above the fifth. */
function runs(lengths: readonly number[]): number[] {
  const out: number[] = [];
  for (let i = 0; i < lengths.length; ) {
    const l = lengths[i]!;
    let n = 1;
    while (i + n < lengths.length && lengths[i + n] === l) n++;
    i += n;
    if (l !== 0) {
      out.push(l);
      n--;
    }
    while (n >= 3) {
      const most = l === 0 ? 138 : 6;
      const k = Math.min(n, most);
      out.push(l !== 0 ? 16 | ((k - 3) << 5) : k < 11 ? 17 | ((k - 3) << 5) : 18 | ((k - 11) << 5));
      n -= k;
    }
    for (; n > 0; n--) out.push(l);
  }
  return out;
}
const runExtra = (symbol: number) => (symbol === 16 ? 2 : symbol === 17 ? 3 : symbol === 18 ? 7 : 0);

function writeTokens(w: BitWriter, tokens: Int32Array, literals: Uint8Array, distances: Uint8Array): void {
  const literalCodes = codesOf(literals);
  const distanceCodes = codesOf(distances);
  for (const t of tokens) {
    if (t < 256) w.bits(literalCodes[t]!, literals[t]!);
    else {
      const length = t >> 16;
      const distance = t & 0xffff;
      const l = lengthCode[length]!;
      w.bits(literalCodes[257 + l]!, literals[257 + l]!);
      w.bits(length - lengthBase[l]!, lengthExtra[l]!);
      const d = distanceCode(distance);
      w.bits(distanceCodes[d]!, distances[d]!);
      w.bits(distance - distanceBase[d]!, distanceExtra[d]!);
    }
  }
  w.bits(literalCodes[256]!, literals[256]!);
}

/** Writes a block in the shortest of its three forms. */
function block(w: BitWriter, s: Addr, last: boolean): void {
  const history = ld32(s + HISTORY);
  const pending = ld32(s + PENDING);
  const data = viewBytes(s + DATA, history + pending);
  const fresh = data.subarray(history);
  const level = ld32(s + LEVEL);
  const strategy = ld32(s + STRATEGY);
  if (level === 0) storedBlock(w, fresh, last);
  else {
    const tokens = tokensOf(data, history, level, strategy, (1 << ld32(s + WBITS)) - 262);
    const literalCounts = new Uint32Array(286);
    const distanceCounts = new Uint32Array(30);
    let extra = 0;
    literalCounts[256] = 1;
    for (const t of tokens) {
      if (t < 256) literalCounts[t]!++;
      else {
        const l = lengthCode[t >> 16]!;
        const d = distanceCode(t & 0xffff);
        literalCounts[257 + l]!++;
        distanceCounts[d]!++;
        extra += lengthExtra[l]! + distanceExtra[d]!;
      }
    }
    const cost = (counts: Uint32Array, lengths: Uint8Array) =>
      counts.reduce((sum, n, i) => sum + n * lengths[i]!, 0);
    const fixed = fixedLengths();
    const fixedDistances = fixed.subarray(288);
    const fixedCost = cost(literalCounts, fixed) + cost(distanceCounts, fixedDistances) + extra;
    const literals = codeLengths(literalCounts, 15);
    const distances = codeLengths(distanceCounts, 15);
    let literalsUsed = 286;
    while (literals[literalsUsed - 1] === 0) literalsUsed--;
    let distancesUsed = 30;
    while (distances[distancesUsed - 1] === 0) distancesUsed--;
    const sent = runs([...literals.subarray(0, literalsUsed), ...distances.subarray(0, distancesUsed)]);
    const sentCounts = new Uint32Array(19);
    for (const r of sent) sentCounts[r & 31]!++;
    const sentLengths = codeLengths(sentCounts, 7);
    let orderUsed = 19;
    while (orderUsed > 4 && sentLengths[lengthOrder[orderUsed - 1]!] === 0) orderUsed--;
    const dynamicCost =
      cost(literalCounts, literals) +
      cost(distanceCounts, distances) +
      extra +
      14 +
      orderUsed * 3 +
      sent.reduce((sum, r) => sum + sentLengths[r & 31]! + runExtra(r & 31), 0);
    if (strategy !== Strategy.FIXED && fresh.length * 8 + 39 < Math.min(fixedCost, dynamicCost))
      storedBlock(w, fresh, last);
    else if (strategy === Strategy.FIXED || fixedCost <= dynamicCost) {
      w.bits((last ? 1 : 0) | 2, 3);
      writeTokens(w, tokens, fixed.subarray(0, 288), fixedDistances);
    } else {
      w.bits((last ? 1 : 0) | 4, 3);
      w.bits(literalsUsed - 257, 5);
      w.bits(distancesUsed - 1, 5);
      w.bits(orderUsed - 4, 4);
      for (let i = 0; i < orderUsed; i++) w.bits(sentLengths[lengthOrder[i]!]!, 3);
      const codes = codesOf(sentLengths);
      for (const r of sent) {
        const symbol = r & 31;
        w.bits(codes[symbol]!, sentLengths[symbol]!);
        w.bits(r >> 5, runExtra(symbol));
      }
      writeTokens(w, tokens, literals, distances);
    }
  }
  // What was pending is history now.
  const size = Math.min(REACH, history + pending);
  copy(s + DATA, s + DATA + history + pending - size, size);
  st32(s + HISTORY, size);
  st32(s + PENDING, 0);
}

function header(w: BitWriter, s: Addr): void {
  const wrap = ld32(s + WRAP);
  const level = ld32(s + LEVEL);
  const plain = level < 2 || ld32(s + STRATEGY) >= Strategy.HUFFMAN_ONLY;
  if (wrap === 2) w.all(Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, level === 9 ? 2 : plain ? 4 : 0, 3));
  else if (wrap === 1) {
    let head = (((ld32(s + WBITS) - 8) << 4) | 8) << 8;
    head |= (plain ? 0 : level < 6 ? 1 : level === 6 ? 2 : 3) << 6;
    if (ld32(s + DICTIONARY)) head |= 0x20;
    head += 31 - (head % 31);
    w.all(Uint8Array.of(head >> 8, head & 255));
    if (ld32(s + DICTIONARY)) wordHighFirst(w, ld32(s + DICTIONARY_ID));
  }
}
function wordHighFirst(w: BitWriter, v: number): void {
  w.all(Uint8Array.of(v >>> 24, (v >>> 16) & 255, (v >>> 8) & 255, v & 255));
}
function wordLowFirst(w: BitWriter, v: number): void {
  w.all(Uint8Array.of(v & 255, (v >>> 8) & 255, (v >>> 16) & 255, v >>> 24));
}

const rank = (flush: number) => flush * 2 - (flush > 4 ? 9 : 0);

/** Takes all input and gives the output there is. */
export function deflate(s: Addr, input: Uint8Array, flush: number): Uint8Array {
  const w = new BitWriter(ld32(s + BITS), ld32(s + COUNT));
  const before = ld32(s + FLUSHED);
  st32(s + FLUSHED, flush);
  // The same flush again has nothing to do.
  if (input.length === 0 && flush !== Flush.FINISH && rank(flush) <= rank(before) && before !== -2)
    return new Uint8Array(0);
  if (!ld32(s + STARTED)) {
    header(w, s);
    st32(s + STARTED, 1);
  }
  const wrap = ld32(s + WRAP);
  if (wrap !== 0)
    st32(s + CHECK, (wrap === 2 ? crc32(input, ldU32(s + CHECK)) : adler32(input, ldU32(s + CHECK))) | 0);
  st32(s + TOTAL, (ld32(s + TOTAL) + input.length) | 0);
  for (let at = 0; at < input.length; ) {
    let pending = ld32(s + PENDING);
    if (pending === BLOCK_SIZE) {
      block(w, s, false);
      pending = 0;
    }
    const n = Math.min(input.length - at, BLOCK_SIZE - pending);
    writeBytes(s + DATA + ld32(s + HISTORY) + pending, input.subarray(at, at + n));
    st32(s + PENDING, pending + n);
    at += n;
  }
  if (flush === Flush.FINISH) {
    block(w, s, true);
    w.align();
    if (wrap === 1) wordHighFirst(w, ld32(s + CHECK));
    else if (wrap === 2) {
      wordLowFirst(w, ld32(s + CHECK));
      wordLowFirst(w, ld32(s + TOTAL));
    }
  } else if (flush !== Flush.NONE) {
    if (ld32(s + PENDING) > 0) block(w, s, false);
    if (flush === Flush.PARTIAL) w.bits(2, 10);
    else if (flush !== Flush.BLOCK) storedBlock(w, new Uint8Array(0), false);
    if (flush === Flush.FULL) st32(s + HISTORY, 0);
  }
  return w.save(s);
}
