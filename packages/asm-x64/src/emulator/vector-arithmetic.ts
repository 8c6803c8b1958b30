/** Arithmetic, logic, comparison and conversion in vector registers. */
import { EmulatorFault } from './fault.js';
import {
  arithmeticOf,
  type Binary,
  choiceOf,
  compares,
  DOUBLE,
  doubleToSingle,
  type Format,
  fromInteger,
  roundTo,
  SINGLE,
  singleToDouble,
  squareRoot,
  toInteger,
} from './floats.js';
import { lane, setLane, whole } from './lanes.js';
import {
  AF,
  CF,
  type Machine,
  OF,
  PF,
  type Semantics,
  type SemanticsTable,
  SF,
  STATUS,
  ZF,
} from './machine.js';

/** The lowest lane of operand i in a format. */
const scalar = (m: Machine, i: number, f: Format): bigint => lane(m.source(i, f.bits / 8), 0, f.bits);
/** The rounding mode of the control bits; TRUNCATE is that of the `cvtt` instructions. */
const rounding = (m: Machine): number => (m.mxcsr >> 13) & 3;
const TRUNCATE = 3;

/** Exceptions masked, no flushing of denormals; the two bits of rounding apart. */
const USUAL = 0x1f80;
const CONTROL = 0xffc0;
const ROUNDING = 0x6000;

/** Arithmetic is emulated as it is by default: other modes are refused, not got wrong. */
function requireUsualMode(m: Machine, ignored = 0): void {
  if ((m.mxcsr & CONTROL & ~ignored) !== USUAL) {
    throw new EmulatorFault(
      'not covered',
      m.rip,
      `arithmetic under the control word 0x${m.mxcsr.toString(16)}`,
    );
  }
}

/** What rounds a result to the format's precision, and so depends on the mode. */
const rounded =
  (does: Semantics): Semantics =>
  (m, decoded) => {
    requireUsualMode(m);
    does(m, decoded);
  };

/** What compares, or rounds to an integer, knows every rounding mode. */
const inControl =
  (does: Semantics): Semantics =>
  (m, decoded) => {
    requireUsualMode(m, ROUNDING);
    does(m, decoded);
  };

const onScalar =
  (f: Format, operation: Binary): Semantics =>
  (m) =>
    setLane(m.target(), 0, f.bits, operation(f, lane(m.target(), 0, f.bits), scalar(m, 1, f)));

/** Lane by lane, destination with source. */
const onLanes =
  (bits: number, operation: (a: bigint, b: bigint) => bigint): Semantics =>
  (m) => {
    const b = m.source(1);
    for (let i = 0; i < 128 / bits; i++) {
      setLane(m.target(), i, bits, operation(lane(m.target(), i, bits), lane(b, i, bits)));
    }
  };

/** One operation as ss, sd, ps and pd. */
const shapes = (name: string, operation: Binary): SemanticsTable => ({
  [name + 'ss']: rounded(onScalar(SINGLE, operation)),
  [name + 'sd']: rounded(onScalar(DOUBLE, operation)),
  [name + 'ps']: rounded(onLanes(32, (a, b) => operation(SINGLE, a, b))),
  [name + 'pd']: rounded(onLanes(64, (a, b) => operation(DOUBLE, a, b))),
});

const predicate = (m: Machine): number => Number(m.operand(2)) & 7;
const ones = (bits: number): bigint => (1n << BigInt(bits)) - 1n;

const comparison = (f: Format, packed: boolean): Semantics =>
  packed
    ? (m) =>
        onLanes(f.bits, (a, b) => (compares(f, predicate(m), a, b) ? ones(f.bits) : 0n))(
          m,
          undefined as never,
        )
    : (m) =>
        onScalar(f, (g, a, b) => (compares(g, predicate(m), a, b) ? ones(g.bits) : 0n))(
          m,
          undefined as never,
        );

/** ucomis and comis: without exceptions enabled they are the same. */
const compareFlags =
  (f: Format): Semantics =>
  (m) => {
    const a = lane(m.target(), 0, f.bits);
    const b = scalar(m, 1, f);
    let flags = 0;
    if (f.isNaN(a) || f.isNaN(b)) flags = ZF | PF | CF;
    else if (f.number(a) < f.number(b)) flags = CF;
    else if (f.number(a) === f.number(b)) flags = ZF;
    m.setFlags(STATUS, flags);
  };

const roundScalar =
  (f: Format): Semantics =>
  (m) => {
    const control = Number(m.operand(2));
    const mode = control & 4 ? rounding(m) : control & 3;
    const p = scalar(m, 1, f);
    setLane(m.target(), 0, f.bits, f.isNaN(p) ? p | f.quiet : f.pattern(roundTo(mode, f.number(p))));
  };

const fromGp =
  (f: Format): Semantics =>
  (m) =>
    setLane(m.target(), 0, f.bits, fromInteger(f, m.readSigned(1)));

const toGp =
  (f: Format, mode: number | undefined): Semantics =>
  (m) =>
    m.write(0, toInteger(f, scalar(m, 1, f), m.bits(0), mode ?? rounding(m)));

/** Converts `count` lanes of `from` bits into lanes of `to` bits; lanes beyond become zero. */
const convert =
  (count: number, from: number, to: number, operation: (p: bigint, m: Machine) => bigint): Semantics =>
  (m) => {
    const source = m.source(1, (count * from) / 8);
    m.target().fill(0);
    for (let i = 0; i < count; i++) setLane(m.target(), i, to, operation(lane(source, i, from), m));
  };

const bitwise = (operation: (a: bigint, b: bigint) => bigint): Semantics => onLanes(64, operation);
const and = bitwise((a, b) => a & b);
const andNot = bitwise((a, b) => ~a & b);
const or = bitwise((a, b) => a | b);
const xor = bitwise((a, b) => a ^ b);

/** A packed shift by the source's low 64 bits, or by an immediate. */
const shift =
  (
    bits: number,
    operation: (value: bigint, by: bigint) => bigint,
    beyond: (value: bigint) => bigint,
  ): Semantics =>
  (m) => {
    const count = m.operand(1);
    const by = typeof count === 'object' ? lane(m.source(1), 0, 64) : BigInt(count) & 0xffn;
    for (let i = 0; i < 128 / bits; i++) {
      const value = lane(m.target(), i, bits);
      setLane(m.target(), i, bits, by >= BigInt(bits) ? beyond(value) : operation(value, by));
    }
  };
const left = (bits: number): Semantics =>
  shift(
    bits,
    (v, by) => v << by,
    () => 0n,
  );
const right = (bits: number): Semantics =>
  shift(
    bits,
    (v, by) => v >> by,
    () => 0n,
  );
const arithmeticRight = (bits: number): Semantics =>
  shift(
    bits,
    (v, by) => BigInt.asIntN(bits, v) >> by,
    (v) => BigInt.asIntN(bits, v) >> BigInt(bits - 1),
  );

const signed =
  (bits: number, operation: (a: bigint, b: bigint) => bigint) =>
  (a: bigint, b: bigint): bigint =>
    operation(BigInt.asIntN(bits, a), BigInt.asIntN(bits, b));
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** One operation for each size of element. */
function sizes(name: string, letters: string, make: (bits: number) => Semantics): SemanticsTable {
  return Object.fromEntries([...letters].map((l) => [name + l, make({ b: 8, w: 16, d: 32, q: 64 }[l]!)]));
}

export const vectorArithmetic: SemanticsTable = {
  ...shapes(
    'add',
    arithmeticOf((x, y) => x + y),
  ),
  ...shapes(
    'sub',
    arithmeticOf((x, y) => x - y),
  ),
  ...shapes(
    'mul',
    arithmeticOf((x, y) => x * y),
  ),
  ...shapes(
    'div',
    arithmeticOf((x, y) => x / y),
  ),
  ...shapes(
    'min',
    choiceOf((x, y) => x < y),
  ),
  ...shapes(
    'max',
    choiceOf((x, y) => x > y),
  ),
  ...shapes('sqrt', (f, _, b) => squareRoot(f, b)),
  cmpss: inControl(comparison(SINGLE, false)),
  cmpsd: inControl(comparison(DOUBLE, false)),
  cmpps: inControl(comparison(SINGLE, true)),
  cmppd: inControl(comparison(DOUBLE, true)),
  ucomiss: inControl(compareFlags(SINGLE)),
  ucomisd: inControl(compareFlags(DOUBLE)),
  comiss: inControl(compareFlags(SINGLE)),
  comisd: inControl(compareFlags(DOUBLE)),
  roundss: inControl(roundScalar(SINGLE)),
  roundsd: inControl(roundScalar(DOUBLE)),
  cvtsi2ss: rounded(fromGp(SINGLE)),
  cvtsi2sd: rounded(fromGp(DOUBLE)),
  cvttss2si: inControl(toGp(SINGLE, TRUNCATE)),
  cvttsd2si: inControl(toGp(DOUBLE, TRUNCATE)),
  cvtss2si: inControl(toGp(SINGLE, undefined)),
  cvtsd2si: inControl(toGp(DOUBLE, undefined)),
  cvtss2sd: rounded((m) => setLane(m.target(), 0, 64, singleToDouble(scalar(m, 1, SINGLE)))),
  cvtsd2ss: rounded((m) => setLane(m.target(), 0, 32, doubleToSingle(scalar(m, 1, DOUBLE)))),
  cvtps2pd: rounded(convert(2, 32, 64, singleToDouble)),
  cvtpd2ps: rounded(convert(2, 64, 32, doubleToSingle)),
  cvtdq2ps: rounded(convert(4, 32, 32, (p) => fromInteger(SINGLE, BigInt.asIntN(32, p)))),
  cvtdq2pd: convert(2, 32, 64, (p) => fromInteger(DOUBLE, BigInt.asIntN(32, p))),
  cvtps2dq: inControl(convert(4, 32, 32, (p, m) => toInteger(SINGLE, p, 32, rounding(m)))),
  cvttps2dq: inControl(convert(4, 32, 32, (p) => toInteger(SINGLE, p, 32, TRUNCATE))),
  cvtpd2dq: inControl(convert(2, 64, 32, (p, m) => toInteger(DOUBLE, p, 32, rounding(m)))),
  cvttpd2dq: inControl(convert(2, 64, 32, (p) => toInteger(DOUBLE, p, 32, TRUNCATE))),
  andps: and,
  andpd: and,
  pand: and,
  andnps: andNot,
  andnpd: andNot,
  pandn: andNot,
  orps: or,
  orpd: or,
  por: or,
  xorps: xor,
  xorpd: xor,
  pxor: xor,
  ...sizes('padd', 'bwdq', (bits) => onLanes(bits, (a, b) => a + b)),
  ...sizes('psub', 'bwdq', (bits) => onLanes(bits, (a, b) => a - b)),
  ...sizes('pcmpeq', 'bwd', (bits) => onLanes(bits, (a, b) => (a === b ? -1n : 0n))),
  ...sizes('pcmpgt', 'bwd', (bits) =>
    onLanes(
      bits,
      signed(bits, (a, b) => (a > b ? -1n : 0n)),
    ),
  ),
  pmullw: onLanes(16, (a, b) => a * b),
  pmuludq: onLanes(64, (a, b) => (a & ones(32)) * (b & ones(32))),
  pminub: onLanes(8, least),
  pmaxub: onLanes(8, greatest),
  pminsw: onLanes(16, signed(16, least)),
  pmaxsw: onLanes(16, signed(16, greatest)),
  ...sizes('psll', 'wdq', left),
  ...sizes('psrl', 'wdq', right),
  ...sizes('psra', 'wd', arithmeticRight),
  ptest: (m) => {
    const a = whole(m.target());
    const b = whole(m.source(1));
    m.setFlags(STATUS, ((a & b) === 0n ? ZF : 0) | ((~a & b) === 0n ? CF : 0));
    m.setFlags(AF | OF | PF | SF, 0);
  },
  ldmxcsr: (m) => {
    m.mxcsr = Number(m.read(0));
  },
  stmxcsr: (m) => m.write(0, BigInt(m.mxcsr)),
};
