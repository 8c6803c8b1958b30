import { isPrintable } from '../tokens/characters.js';
import { type ConstantValue, codePointsOf, type StrConstant } from './constant.js';

/** Python's `repr` of a constant. */
export function reprConstant(constant: ConstantValue): string {
  switch (constant.type) {
    case 'int':
      return constant.value.toString();
    case 'float':
      return reprFloat(constant.value);
    case 'complex':
      // `repr(0j)` and `repr(1e16j)`: the imaginary part without `.0`.
      return `${reprFloat(constant.imag).replace(/\.0$/, '')}j`;
    case 'str':
      return reprStr(constant);
    case 'bytes':
      return reprBytes(constant.value);
    default:
      return constant.type;
  }
}

/** Shortest digits that round-trip, with an exponent below 1e-4 and from 1e16 on (`float.__repr__`). */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa, exponentText] = value.toExponential().split('e') as [string, string];
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0');
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`;
  }
  // JavaScript writes 1e-5 and 1e21 with exponents: both are outside this range, or just above it.
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const PLAIN = /^[ !#-&(-[\]-~]*$/;

export function reprStr(constant: StrConstant): string {
  const { value } = constant;
  if (PLAIN.test(value)) return `'${value}'`;
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  let out = quote;
  for (const point of codePointsOf(constant)) {
    const character = String.fromCodePoint(point);
    if (character === quote) out += `\\${quote}`;
    else if (ESCAPES[character] !== undefined) out += ESCAPES[character];
    else if (point >= 32 && point < 127) out += character;
    else if (point >= 128 && isPrintable(character)) out += character;
    else if (point < 256) out += `\\x${point.toString(16).padStart(2, '0')}`;
    else if (point < 0x10000) out += `\\u${point.toString(16).padStart(4, '0')}`;
    else out += `\\U${point.toString(16).padStart(8, '0')}`;
  }
  return out + quote;
}

export function reprBytes(value: Uint8Array): string {
  const quote = value.includes(39) && !value.includes(34) ? '"' : "'";
  let out = `b${quote}`;
  for (const byte of value) {
    const character = String.fromCharCode(byte);
    if (character === quote) out += `\\${quote}`;
    else if (ESCAPES[character] !== undefined) out += ESCAPES[character];
    else if (byte >= 32 && byte < 127) out += character;
    else out += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return out + quote;
}
