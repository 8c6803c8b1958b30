/**
 * The error function and its complement: rational approximations on five intervals, as in fdlibm (Sun Microsystems, 1993), whose
 * coefficients these are; terms are summed in the pairs in which the C library sums them.
 */
import { doubleBits, doubleFromBits } from '../float-bits.js';
import { exp } from './exp-log.js';

const ERX = 0.8450629115104675;
const EFX = 0.1283791670955126;
const PP = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442,
  -0.000023763016656650163,
]; // prettier-ignore
const QQ = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164,
  -0.000003960228278775368,
]; // prettier-ignore
const PA = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
]; // prettier-ignore
const QA = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
]; // prettier-ignore
const RA = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
]; // prettier-ignore
const SA = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.0604244152148581,
]; // prettier-ignore
const RB = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
]; // prettier-ignore
const SB = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.44095244658582,
]; // prettier-ignore

/** A polynomial by pairs of terms in powers of the square. */
function pairs(c: readonly number[], z: number): number {
  const z2 = z * z;
  let power = z2;
  let sum = c[0]! + z * c[1]!;
  for (let i = 2; i < c.length; i += 2) {
    sum += power * (i + 1 < c.length ? c[i]! + z * c[i + 1]! : c[i]!);
    power *= z2;
  }
  return sum;
}

/** erf and erfc near 0: x + x * this. */
function small(z: number): number {
  return pairs(PP, z) / pairs(QQ, z);
}
/** On [0.84375, 1.25): erf - ERX, of s = |x| - 1. */
function middle(s: number): number {
  return pairs(PA, s) / pairs(QA, s);
}
/** erfc of a >= 1.25, times nothing: exp(-a^2) / a * (a rational function of 1/a^2). */
function tail(a: number): number {
  const s = 1 / (a * a);
  const ratio = a < 1 / 0.35 ? pairs(RA, s) / pairs(SA, s) : pairs(RB, s) / pairs(SB, s);
  // z: a without its lower half, so that z^2 is exact
  const z = doubleFromBits(doubleBits(a) & 0xffffffff00000000n);
  return (exp(-z * z - 0.5625) * exp((z - a) * (z + a) + ratio)) / a;
}

export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < 0.84375) return a < 2 ** -28 ? x + EFX * x : x + x * small(x * x);
  let v: number;
  if (a < 1.25) v = ERX + middle(a - 1);
  else v = a >= 6 ? 1 : 1 - tail(a);
  return x < 0 ? -v : v;
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < 0.84375) {
    if (a < 2 ** -56) return 1 - x;
    const y = small(x * x);
    return x < 0.25 ? 1 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
  }
  if (a < 1.25) return x >= 0 ? 1 - ERX - middle(a - 1) : 1 + (ERX + middle(a - 1));
  if (a < 28) {
    if (x > 0) return tail(a);
    return x < -6 ? 2 : 2 - tail(a);
  }
  return x > 0 ? 0 : 2;
}
