/** Moves, shuffles, insertion and extraction in vector registers. */
import { lane, setLane, setWhole, whole } from './lanes.js';
import type { Machine, Semantics, SemanticsTable } from './machine.js';

/** Sixteen bytes between registers and memory. */
const move =
  (aligned: boolean): Semantics =>
  (m) => {
    if (m.isMemory(0)) {
      const value = m.target(1).slice();
      m.memoryBytes(0, 16, true, aligned).set(value);
    } else {
      m.target().set(m.source(1, 16, aligned));
    }
  };

/** A scalar: between registers the rest is kept, from memory it becomes zero. */
const scalarMove =
  (size: number): Semantics =>
  (m) => {
    if (m.isMemory(0)) {
      const value = m.target(1).slice(0, size);
      m.memoryBytes(0, size, true).set(value);
    } else {
      const value = m.source(1, size);
      if (m.isMemory(1)) m.target().fill(0);
      m.target().set(value);
    }
  };

/** A half at byte `at`, between register and memory. */
const half =
  (at: number): Semantics =>
  (m) => {
    if (m.isMemory(0)) {
      const value = m.target(1).slice(at, at + 8);
      m.memoryBytes(0, 8, true).set(value);
    } else {
      m.target().set(m.source(1, 8), at);
    }
  };

/** movd and movq: between the register files, or 64 bits between vectors; the rest becomes zero. */
const transfer: Semantics = (m, { row }) => {
  const [to, from] = row.operands.map((o) => o.kind) as [string, string];
  if (!/^x/.test(to)) m.write(0, lane(m.target(1), 0, m.bits(0)));
  else if (m.isMemory(0)) m.memoryBytes(0, 8, true).set(m.target(1).slice(0, 8));
  else {
    const value = /^x/.test(from) ? lane(m.source(1, 8), 0, 64) : m.read(1);
    setWhole(m.target(), value);
  }
};

/** The sign bits of the lanes, gathered. */
const signs =
  (bits: number): Semantics =>
  (m) => {
    const v = m.source(1);
    let result = 0n;
    for (let i = 0; i < 128 / bits; i++) result |= (lane(v, i, bits) >> BigInt(bits - 1)) << BigInt(i);
    m.write(0, result);
  };

/** Interleaves the low or the high halves. */
const interleave =
  (bits: number, high: boolean): Semantics =>
  (m) => {
    const b = m.source(1);
    const a = m.target().slice();
    const half = 64 / bits;
    const first = high ? half : 0;
    for (let i = 0; i < half; i++) {
      setLane(m.target(), 2 * i, bits, lane(a, first + i, bits));
      setLane(m.target(), 2 * i + 1, bits, lane(b, first + i, bits));
    }
  };

const immediate = (m: Machine, i: number): number => Number(m.operand(i)) & 0xff;

/** Lanes of the source (and of the destination, for the first ones) chosen by two bits each. */
function choose(m: Machine, bits: number, from: number, count: number, keep: boolean): void {
  const source = m.source(1);
  const order = immediate(m, 2);
  const result = keep ? source.slice() : new Uint8Array(16);
  for (let i = 0; i < count; i++)
    setLane(result, from + i, bits, lane(source, from + ((order >> (2 * i)) & 3), bits));
  m.target().set(result);
}

const saturated = (value: bigint, low: bigint, high: bigint): bigint =>
  value < low ? low : value > high ? high : value;

/** Narrows the lanes of both operands to half their size. */
const narrow =
  (bits: number, signed: boolean): Semantics =>
  (m) => {
    const b = m.source(1);
    const a = m.target().slice();
    const count = 128 / bits;
    const to = bits / 2;
    const low = signed ? -(1n << BigInt(to - 1)) : 0n;
    const high = (1n << BigInt(signed ? to - 1 : to)) - 1n;
    for (let i = 0; i < 2 * count; i++) {
      const value = BigInt.asIntN(bits, lane(i < count ? a : b, i % count, bits));
      setLane(m.target(), i, to, saturated(value, low, high));
    }
  };

const extract =
  (bits: number): Semantics =>
  (m) => {
    m.write(0, lane(m.target(1), immediate(m, 2) & (128 / bits - 1), bits));
  };

const insert =
  (bits: number): Semantics =>
  (m) => {
    const value = m.read(1);
    setLane(m.target(), immediate(m, 2) & (128 / bits - 1), bits, value);
  };

export const vectorMoves: SemanticsTable = {
  movss: scalarMove(4),
  movsd: scalarMove(8),
  movaps: move(true),
  movapd: move(true),
  movdqa: move(true),
  movups: move(false),
  movupd: move(false),
  movdqu: move(false),
  lddqu: move(false),
  movntps: move(true),
  movntpd: move(true),
  movntdq: move(true),
  movlps: half(0),
  movlpd: half(0),
  movhps: half(8),
  movhpd: half(8),
  movhlps: (m) => m.target().set(m.source(1).subarray(8)),
  movlhps: (m) => m.target().set(m.source(1).subarray(0, 8), 8),
  movddup: (m) => {
    const v = m.source(1, 8);
    m.target().set(v);
    m.target().set(v, 8);
  },
  movd: transfer,
  movq: transfer,
  movmskps: signs(32),
  movmskpd: signs(64),
  pmovmskb: signs(8),
  unpcklps: interleave(32, false),
  unpckhps: interleave(32, true),
  unpcklpd: interleave(64, false),
  unpckhpd: interleave(64, true),
  punpcklbw: interleave(8, false),
  punpcklwd: interleave(16, false),
  punpckldq: interleave(32, false),
  punpcklqdq: interleave(64, false),
  punpckhbw: interleave(8, true),
  punpckhwd: interleave(16, true),
  punpckhdq: interleave(32, true),
  punpckhqdq: interleave(64, true),
  packsswb: narrow(16, true),
  packssdw: narrow(32, true),
  packuswb: narrow(16, false),
  shufps: (m) => {
    const b = m.source(1);
    const a = m.target().slice();
    const order = immediate(m, 2);
    for (let i = 0; i < 4; i++) setLane(m.target(), i, 32, lane(i < 2 ? a : b, (order >> (2 * i)) & 3, 32));
  },
  shufpd: (m) => {
    const b = m.source(1);
    const a = m.target().slice();
    const order = immediate(m, 2);
    setLane(m.target(), 0, 64, lane(a, order & 1, 64));
    setLane(m.target(), 1, 64, lane(b, (order >> 1) & 1, 64));
  },
  pshufd: (m) => choose(m, 32, 0, 4, false),
  pshuflw: (m) => choose(m, 16, 0, 4, true),
  pshufhw: (m) => choose(m, 16, 4, 4, true),
  pinsrw: insert(16),
  pinsrd: insert(32),
  pinsrq: insert(64),
  pextrw: extract(16),
  pextrd: extract(32),
  pextrq: extract(64),
  pslldq: (m) => {
    const n = BigInt(Math.min(immediate(m, 1), 16));
    setWhole(m.target(), whole(m.target()) << (8n * n));
  },
  psrldq: (m) => {
    const n = BigInt(Math.min(immediate(m, 1), 16));
    setWhole(m.target(), whole(m.target()) >> (8n * n));
  },
};
