/** The module `audioop`: operations on fragments of raw audio. */
import { type Borrowed, NULL, type Owned, readBytes } from '@tyston/memory';
import {
  asCInt,
  errOccurred,
  getBytesLike,
  isInstance,
  type MethodSpec,
  type ModuleSpec,
  method,
  None,
  newBytes,
  newFloat,
  newInt,
  newTuple,
  setError,
  T,
  tupleItem,
  tupleLength,
  typeError,
  valueError,
  warn,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { newException } from '../../lib/new-exception.js';
import { keepInWord, osWord, wordObject } from '../../lib/os-words.js';
import { fromAdpcm, fromAlaw, fromUlaw, STEPS, toAdpcm, toAlaw, toUlaw } from './codecs.js';
import {
  bound,
  get,
  getHigh,
  least,
  mapped,
  most,
  SIZES,
  type Size,
  samples,
  set,
  setHigh,
} from './samples.js';

const MODULE = 'audioop';
const INT_MAX = 0x7fffffff;

/** audioop.error. NULL. */
const fail = (message: string): Owned => setError(wordObject(osWord.AUDIOOP_ERROR), message);

type Bytes = Uint8Array;
/** A copy of the bytes of an argument; null with TypeError. */
function bytesOf(o: Borrowed): Bytes | null {
  const b = getBytesLike(o);
  if (b === null) return null;
  const copy = Uint8Array.from(readBytes(b.address, b.length));
  b.release();
  return copy;
}
/** A fragment of whole frames of samples of a size; null with an exception. */
function fragmentOf(o: Borrowed, size: number): Bytes | null {
  const bytes = bytesOf(o);
  if (bytes === null) return null;
  const wrong = !SIZES.includes(size)
    ? 'Size should be 1, 2, 3 or 4'
    : bytes.length % size !== 0
      ? 'not a whole number of frames'
      : null;
  if (wrong === null) return bytes;
  fail(wrong);
  return null;
}

// -- what a fragment is like ---------------------------------------------------------------------------------------------------

type Measure = (all: readonly number[]) => Owned;
const largest = (all: readonly number[]): number => all.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
const measures: Readonly<Record<string, readonly [Measure, string]>> = {
  max: [
    (all) => newInt(largest(all)),
    'Return the maximum of the absolute value of all samples in a fragment.',
  ],
  minmax: [
    (all) =>
      newTuple(
        newInt(all.reduce((a, b) => Math.min(a, b), INT_MAX)),
        newInt(all.reduce((a, b) => Math.max(a, b), -INT_MAX - 1)),
      ),
    'Return the minimum and maximum values of all samples in the sound fragment.',
  ],
  avg: [
    (all) => newInt(all.length === 0 ? 0 : Math.floor(all.reduce((a, b) => a + b, 0) / all.length)),
    'Return the average over all samples in the fragment.',
  ],
  rms: [
    (all) =>
      newInt(all.length === 0 ? 0 : Math.floor(Math.sqrt(all.reduce((a, b) => a + b * b, 0) / all.length))),
    'Return the root-mean-square of the fragment, i.e. sqrt(sum(S_i^2)/n).',
  ],
  avgpp: [
    (all) => {
      const swings = swingsOf(all);
      return newInt(swings.length === 0 ? 0 : Math.floor(swings.reduce((a, b) => a + b, 0) / swings.length));
    },
    'Return the average peak-peak value over all samples in the fragment.',
  ],
  maxpp: [
    (all) => newInt(largest(swingsOf(all))),
    'Return the maximum peak-peak value in the sound fragment.',
  ],
  cross: [
    (all) => {
      let crossings = -1;
      let before: boolean | null = null;
      for (const v of all) {
        if (v < 0 !== before) crossings++;
        before = v < 0;
      }
      return newInt(crossings);
    },
    'Return the number of zero crossings in the fragment passed as an argument.',
  ],
};
/** The heights between each extreme value and the next. */
function swingsOf(all: readonly number[]): number[] {
  const swings: number[] = [];
  let falling: boolean | null = null;
  let extreme: number | null = null;
  let before = all[0] ?? 0;
  for (const v of all) {
    if (v === before) continue;
    const down = v < before;
    if (falling !== null && falling !== down) {
      if (extreme !== null) swings.push(Math.abs(before - extreme));
      extreme = before;
    }
    before = v;
    falling = down;
  }
  return swings;
}
function getsample(o: Borrowed, size: number, index: number): Owned {
  const f = fragmentOf(o, size);
  if (f === null) return NULL;
  if (index < 0 || index >= f.length / size) return fail('Index out of range');
  return newInt(get(f, size, index * size));
}

// -- finding one fragment in another, of samples of two bytes -----------------------------------------------------------------

function product(a: readonly number[], from: number, b: readonly number[], n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[from + i]! * b[i]!;
  return sum;
}
/** The samples of both; null with an exception. */
function both(a: Borrowed, b: Borrowed): [number[], number[]] | null {
  const one = bytesOf(a);
  const other = one === null ? null : bytesOf(b);
  if (one === null || other === null) return null;
  if (one.length % 2 || other.length % 2) {
    fail('Strings should be even-sized');
    return null;
  }
  return [samples(one, 2), samples(other, 2)];
}
function findfit(a: Borrowed, b: Borrowed): Owned {
  const pair = both(a, b);
  if (pair === null) return NULL;
  const [all, reference] = pair;
  const n = reference.length;
  if (all.length < n) return fail('First sample should be longer');
  const power = product(reference, 0, reference, n);
  let here = product(all, 0, all, n);
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j <= all.length - n; j++) {
    if (j > 0) here += all[j + n - 1]! ** 2 - all[j - 1]! ** 2;
    const common = product(all, j, reference, n);
    const distance = (power * here - common * common) / here;
    if (j === 0 || distance < least) {
      least = distance;
      best = j;
    }
  }
  return newTuple(newInt(best), newFloat(product(all, best, reference, n) / power));
}
function findfactor(a: Borrowed, b: Borrowed): Owned {
  const pair = both(a, b);
  if (pair === null) return NULL;
  const [all, reference] = pair;
  if (all.length !== reference.length) return fail('Samples should be same size');
  const n = all.length;
  return newFloat(product(all, 0, reference, n) / product(reference, 0, reference, n));
}
function findmax(o: Borrowed, n: number): Owned {
  const bytes = bytesOf(o);
  if (bytes === null) return NULL;
  if (bytes.length % 2) return fail('Strings should be even-sized');
  const all = samples(bytes, 2);
  if (n < 0 || all.length < n) return fail('Input sample should be longer');
  let energy = product(all, 0, all, n);
  let most = energy;
  let best = 0;
  for (let j = 1; j <= all.length - n; j++) {
    energy += all[j + n - 1]! ** 2 - all[j - 1]! ** 2;
    if (energy > most) {
      most = energy;
      best = j;
    }
  }
  return newInt(best);
}

// -- changing fragments -----------------------------------------------------------------------------------------------------------

function changed(o: Borrowed, size: number, change: (f: Bytes) => Bytes): Owned {
  const f = fragmentOf(o, size);
  return f === null ? NULL : newBytes(change(f));
}
const mul = (o: Borrowed, size: number, factor: number) =>
  changed(o, size, (f) => mapped(f, size, (v) => bound(v * factor, size)));
const bias = (o: Borrowed, size: number, by: number) =>
  // Beyond the bounds it goes on at the other end.
  changed(o, size, (f) => mapped(f, size, (v) => v + by));
const reverse = (o: Borrowed, size: number) =>
  changed(o, size, (f) => {
    const out = new Uint8Array(f.length);
    for (let at = 0; at < f.length; at += size) out.set(f.subarray(at, at + size), f.length - size - at);
    return out;
  });
const byteswap = (o: Borrowed, size: number) =>
  changed(o, size, (f) => {
    const out = new Uint8Array(f.length);
    for (let at = 0; at < f.length; at++) out[at - (at % size) + size - 1 - (at % size)] = f[at]!;
    return out;
  });
function tomono(o: Borrowed, size: number, left: number, right: number): Owned {
  const f = fragmentOf(o, size);
  if (f === null) return NULL;
  if ((f.length / size) % 2) return fail('not a whole number of frames');
  const out = new Uint8Array(f.length / 2);
  for (let at = 0; at < out.length; at += size)
    set(out, size, at, bound(get(f, size, 2 * at) * left + get(f, size, 2 * at + size) * right, size));
  return newBytes(out);
}
const tostereo = (o: Borrowed, size: number, left: number, right: number) =>
  changed(o, size, (f) => {
    const out = new Uint8Array(f.length * 2);
    for (let at = 0; at < f.length; at += size) {
      const v = get(f, size, at);
      set(out, size, 2 * at, bound(v * left, size));
      set(out, size, 2 * at + size, bound(v * right, size));
    }
    return out;
  });
function add(a: Borrowed, b: Borrowed, size: number): Owned {
  const one = fragmentOf(a, size);
  const other = one === null ? null : bytesOf(b);
  if (one === null || other === null) return NULL;
  if (one.length !== other.length) return fail('Lengths should be the same');
  const out = new Uint8Array(one.length);
  const [low, high] = [least(size), most(size)];
  for (let at = 0; at < out.length; at += size)
    set(out, size, at, Math.min(high, Math.max(low, get(one, size, at) + get(other, size, at))));
  return newBytes(out);
}

// -- other sizes and codes ------------------------------------------------------------------------------------------------------

function lin2lin(o: Borrowed, size: number, other: number): Owned {
  const f = fragmentOf(o, size);
  if (f === null) return NULL;
  if (!SIZES.includes(other)) return fail('Size should be 1, 2, 3 or 4');
  const out = new Uint8Array((f.length / size) * other);
  for (let i = 0; i * size < f.length; i++) setHigh(out, other, i * other, getHigh(f, size, i * size));
  return newBytes(out);
}
/** Samples as one byte each, of the bits that a code takes. */
const coded = (o: Borrowed, size: number, bits: number, code: (sample: number) => number) =>
  changed(o, size, (f) =>
    Uint8Array.from({ length: f.length / size }, (_, i) => code(getHigh(f, size, i * size) >> (32 - bits))),
  );
function decoded(o: Borrowed, size: number, decode: (byte: number) => number): Owned {
  const f = bytesOf(o);
  if (f === null) return NULL;
  if (!SIZES.includes(size)) return fail('Size should be 1, 2, 3 or 4');
  const out = new Uint8Array(f.length * size);
  for (let i = 0; i < f.length; i++) setHigh(out, size, i * size, decode(f[i]!) << 16);
  return newBytes(out);
}
/** Two C ints of a tuple; null with an exception. */
function twoInts(o: Borrowed, message: string): [number, number] | null {
  if (!isInstance(o, T.tuple) || tupleLength(o) !== 2) {
    typeError(message);
    return null;
  }
  const a = asCInt(tupleItem(o, 0));
  const b = a === -1 && errOccurred() ? -1 : asCInt(tupleItem(o, 1));
  return errOccurred() ? null : [a, b];
}
function adpcmState(o: Borrowed, name: string): { value: number; index: number } | null {
  if (o === None) return { value: 0, index: 0 };
  if (!isInstance(o, T.tuple)) {
    typeError('state must be a tuple or None');
    return null;
  }
  const pair = twoInts(o, `${name}(): illegal state argument`);
  if (pair === null) return null;
  const [value, index] = pair;
  if (value >= 0x8000 || value < -0x8000 || index < 0 || index >= STEPS.length) {
    valueError('bad state');
    return null;
  }
  return { value, index };
}
function lin2adpcm(o: Borrowed, size: number, given: Borrowed): Owned {
  const f = fragmentOf(o, size);
  const state = f === null ? null : adpcmState(given, 'lin2adpcm');
  if (f === null || state === null) return NULL;
  const out = new Uint8Array(Math.floor(f.length / (size * 2)));
  for (let i = 0; i * size < f.length; i++) {
    const code = toAdpcm(state, getHigh(f, size, i * size) >> 16);
    // Two to a byte, the first one high.
    out[i >> 1]! |= i % 2 ? code : code << 4;
  }
  return newTuple(newBytes(out), newTuple(newInt(state.value), newInt(state.index)));
}
function adpcm2lin(o: Borrowed, size: number, given: Borrowed): Owned {
  const f = bytesOf(o);
  if (f === null) return NULL;
  if (!SIZES.includes(size)) return fail('Size should be 1, 2, 3 or 4');
  const state = adpcmState(given, 'adpcm2lin');
  if (state === null) return NULL;
  const out = new Uint8Array(f.length * size * 2);
  for (let i = 0; i < f.length * 2; i++) {
    const code = i % 2 ? f[i >> 1]! & 15 : f[i >> 1]! >> 4;
    setHigh(out, size, i * size, fromAdpcm(state, code) << 16);
  }
  return newTuple(newBytes(out), newTuple(newInt(state.value), newInt(state.index)));
}

// -- another rate ---------------------------------------------------------------------------------------------------------------

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
interface Rates {
  readonly size: Size;
  readonly channels: number;
  readonly from: number;
  readonly to: number;
  readonly weightA: number;
  readonly weightB: number;
}
/** How far the output is ahead, and the sample before and the current one of each channel. */
interface Filter {
  d: number;
  readonly channels: { before: number; now: number }[];
}
/** The state of a conversion, as it is given; null with an exception. */
function filterOf(o: Borrowed, { channels, to }: Rates): Filter | null {
  if (o === None)
    return { d: -to, channels: Array.from({ length: channels }, () => ({ before: 0, now: 0 })) };
  if (!isInstance(o, T.tuple)) {
    typeError('state must be a tuple or None');
    return null;
  }
  if (tupleLength(o) !== 2 || !isInstance(tupleItem(o, 1), T.tuple)) {
    typeError('ratecv(): illegal state argument');
    return null;
  }
  const d = asCInt(tupleItem(o, 0));
  if (d === -1 && errOccurred()) return null;
  const given = tupleItem(o, 1);
  if (tupleLength(given) !== channels) {
    fail('illegal state argument');
    return null;
  }
  const all: Filter['channels'] = [];
  for (let i = 0; i < channels; i++) {
    const item = tupleItem(given, i);
    if (!isInstance(item, T.tuple)) {
      typeError('ratecv(): illegal state argument');
      return null;
    }
    const pair = twoInts(item, 'ratecv(): illegal state argument');
    if (pair === null) return null;
    all.push({ before: pair[0], now: pair[1] });
  }
  return { d, channels: all };
}
function convert(f: Bytes, rates: Rates, filter: Filter): Bytes {
  const { size, channels, from, to, weightA, weightB } = rates;
  const out: number[] = [];
  let at = 0;
  while (at < f.length || filter.d >= 0) {
    if (filter.d < 0) {
      for (const channel of filter.channels) {
        channel.before = channel.now;
        const v = getHigh(f, size, at);
        channel.now = Math.trunc((weightA * v + weightB * channel.before) / (weightA + weightB));
        at += size;
      }
      filter.d += to;
      continue;
    }
    for (const { before, now } of filter.channels)
      out.push(Math.trunc((before * filter.d + now * (to - filter.d)) / to));
    filter.d -= from;
  }
  const bytes = new Uint8Array(out.length * size);
  for (let i = 0; i < out.length; i++) setHigh(bytes, size, i * size, out[i]!);
  return channels > 0 ? bytes : new Uint8Array(0);
}
function ratecv(
  o: Borrowed,
  size: number,
  channels: number,
  from: number,
  to: number,
  state: Borrowed,
  a: number,
  b: number,
): Owned {
  const bytes = bytesOf(o);
  if (bytes === null) return NULL;
  if (!SIZES.includes(size)) return fail('Size should be 1, 2, 3 or 4');
  if (channels < 1) return fail('# of channels should be >= 1');
  if (size > INT_MAX / channels) return setError(T.OverflowError, 'width * nchannels too big for a C int');
  if (a < 1 || b < 0) return fail('weightA should be >= 1, weightB should be >= 0');
  if (bytes.length % (size * channels) !== 0) return fail('not a whole number of frames');
  if (from <= 0 || to <= 0) return fail('sampling rate not > 0');
  const common = gcd(from, to);
  const weight = gcd(a, b);
  const rates = {
    size,
    channels,
    from: from / common,
    to: to / common,
    weightA: a / weight,
    weightB: b / weight,
  };
  const filter = filterOf(state, rates);
  if (filter === null) return NULL;
  const out = newBytes(convert(bytes, rates, filter));
  const last = filter.channels.map(({ before, now }) => newTuple(newInt(before), newInt(now)));
  return newTuple(out, newTuple(newInt(filter.d), newTuple(...last)));
}

const f = (name: string, parameters: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec => {
  const call = (_m: Borrowed, ...args: number[]) => impl(...(args as never[]));
  return method(name, `($module, ${parameters}, /)`, call, doc);
};
const ONE = 'fragment, width: int';

export const audioopModule: ModuleSpec = {
  name: MODULE,
  functions: [
    ...Object.entries(measures).map(([name, [measure, doc]]) =>
      f(name, ONE, (o: Borrowed, size: number) => {
        const bytes = fragmentOf(o, size);
        return bytes === null ? NULL : measure(samples(bytes, size));
      }, doc),
    ),
    f('getsample', `${ONE}, index: ssize`, getsample, 'Return the value of sample index from the fragment.'),
    f('findfit', 'fragment, reference', findfit, 'Try to match reference as well as possible to a portion of fragment.'),
    f('findfactor', 'fragment, reference', findfactor, 'Return a factor F such that rms(add(fragment, mul(reference, -F))) is minimal.'),
    f('findmax', 'fragment, length: ssize', findmax, 'Search fragment for a slice of specified number of samples with maximum energy.'),
    f('mul', `${ONE}, factor: float`, mul, 'Return a fragment that has all samples in the original fragment multiplied by the floating-point value factor.'),
    f('tomono', `${ONE}, lfactor: float, rfactor: float`, tomono, 'Convert a stereo fragment to a mono fragment.'),
    f('tostereo', `${ONE}, lfactor: float, rfactor: float`, tostereo, 'Generate a stereo fragment from a mono fragment.'),
    f('add', 'fragment1, fragment2, width: int', add, 'Return a fragment which is the addition of the two samples passed as parameters.'),
    f('bias', `${ONE}, bias: int`, bias, 'Return a fragment that is the original fragment with a bias added to each sample.'),
    f('reverse', ONE, reverse, 'Reverse the samples in a fragment and returns the modified fragment.'),
    f('byteswap', ONE, byteswap, 'Convert big-endian samples to little-endian and vice versa.'),
    f('lin2lin', `${ONE}, newwidth: int`, lin2lin, 'Convert samples between 1-, 2-, 3- and 4-byte formats.'),
    f('ratecv', `${ONE}, nchannels: int, inrate: int, outrate: int, state, weightA: int = 1, weightB: int = 0`, ratecv, 'Convert the frame rate of the input fragment.'),
    f('lin2ulaw', ONE, (o: Borrowed, size: number) => coded(o, size, 14, toUlaw), 'Convert samples in the audio fragment to u-LAW encoding.'),
    f('ulaw2lin', ONE, (o: Borrowed, size: number) => decoded(o, size, fromUlaw), 'Convert sound fragments in u-LAW encoding to linearly encoded sound fragments.'),
    f('lin2alaw', ONE, (o: Borrowed, size: number) => coded(o, size, 13, toAlaw), 'Convert samples in the audio fragment to a-LAW encoding.'),
    f('alaw2lin', ONE, (o: Borrowed, size: number) => decoded(o, size, fromAlaw), 'Convert sound fragments in a-LAW encoding to linearly encoded sound fragments.'),
    f('lin2adpcm', `${ONE}, state`, lin2adpcm, 'Convert samples to 4 bit Intel/DVI ADPCM encoding.'),
    f('adpcm2lin', `${ONE}, state`, adpcm2lin, 'Decode an Intel/DVI ADPCM coded fragment to a linear fragment.'),
  ], // biome-ignore format: a table
  exec: (module) => {
    const message = "'audioop' is deprecated and slated for removal in Python 3.13";
    if (warn(T.DeprecationWarning, message, 7) < 0) return -1;
    if (setModuleAttr(module, 'error', newException(MODULE, 'error', T.Exception)) < 0) return -1;
    keepInWord(module, 'error', osWord.AUDIOOP_ERROR);
    return 0;
  },
};
