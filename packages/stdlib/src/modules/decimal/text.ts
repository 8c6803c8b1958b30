/** Decimal numbers as text: the numeric strings of the specification, read and written. */
import { adjusted, type Dec, dec, FINITE, INFINITE, infinity, QUIET, SIGNALING } from './number.js';

const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d+))?$/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|(s)?nan(\d*))$/i;
/** Beyond this an exponent is as good as this. */
const EXPONENT_LIMIT = 10n ** 19n;

/** A number from ASCII text without white space or underscores; null where it is none. */
export function parseDecimal(text: string): Dec | null {
  const m = NUMBER.exec(text);
  if (m) {
    const fraction = m[3] ?? m[4] ?? '';
    let e = BigInt(m[5] ?? '0');
    if (e > EXPONENT_LIMIT) e = EXPONENT_LIMIT;
    if (e < -EXPONENT_LIMIT) e = -EXPONENT_LIMIT;
    return dec(m[1] === '-' ? 1 : 0, BigInt((m[2] ?? '') + fraction), e - BigInt(fraction.length));
  }
  const s = SPECIAL.exec(text);
  if (!s) return null;
  const sign = s[1] === '-' ? 1 : 0;
  if (s[2]) return infinity(sign);
  return { sign, kind: s[3] ? SIGNALING : QUIET, coefficient: BigInt(s[4] || '0'), exponent: 0n };
}

/** to-scientific-string, or to-engineering-string where exponents are multiples of three. */
export function decimalText(a: Dec, engineering = false, capitals = true): string {
  const sign = a.sign === 1 ? '-' : '';
  if (a.kind === INFINITE) return `${sign}Infinity`;
  if (a.kind !== FINITE) {
    const payload = a.coefficient === 0n ? '' : String(a.coefficient);
    return `${sign}${a.kind === SIGNALING ? 's' : ''}NaN${payload}`;
  }
  let digits = String(a.coefficient);
  const top = adjusted(a);
  if (a.exponent <= 0n && top >= -6n) {
    const places = Number(-a.exponent);
    if (places === 0) return sign + digits;
    digits = digits.padStart(places + 1, '0');
    return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }
  // Digits before the point.
  let lead = 1;
  if (engineering) {
    if (a.coefficient === 0n) {
      // Up to the next multiple of three, with zeros behind the point for what that adds.
      const places = Number(((-a.exponent % 3n) + 3n) % 3n);
      const zeros = places === 0 ? '0' : `0.${'0'.repeat(places)}`;
      return sign + zeros + exponentText(a.exponent + BigInt(places), capitals);
    }
    lead = Number(((top % 3n) + 3n) % 3n) + 1;
  }
  if (digits.length < lead) digits = digits.padEnd(lead, '0');
  const e = top - BigInt(lead - 1);
  const body = digits.length > lead ? `${digits.slice(0, lead)}.${digits.slice(lead)}` : digits;
  return sign + body + exponentText(e, capitals);
}
function exponentText(e: bigint, capitals: boolean): string {
  return e === 0n ? '' : `${capitals ? 'E' : 'e'}${e < 0n ? '' : '+'}${e}`;
}
