/** repr() of literals, for messages that quote one. */
import type { Const } from '../code-unit.js';

/** repr() of a literal that can be a key. */
export function reprOf(value: Const): string {
  switch (value.type) {
    case 'int':
      return String(value.value);
    case 'float':
      return floatRepr(value.value);
    case 'complex':
      return complexRepr(value.real, value.imag);
    case 'str':
      return value.value.includes("'") && !value.value.includes('"')
        ? `"${value.value}"`
        : `'${value.value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
    case 'bytes':
      return `b'${String.fromCharCode(...value.value)}'`;
    default:
      return value.type;
  }
}

/** The shortest text that reads back as the same double, in Python's notation: exponents below -4 and from 16 on. */
function floatRepr(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const [, sign, digits, exponentText] = /^(-?)([\d.]+)e([+-]\d+)$/.exec(value.toExponential())!;
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 16) {
    const plain = Object.is(value, -0)
      ? '-0'
      : value.toFixed(Math.max(0, digits!.replace('.', '').length - 1 - exponent));
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const magnitude = String(Math.abs(exponent)).padStart(2, '0');
  return `${sign}${digits}e${exponent < 0 ? '-' : '+'}${magnitude}`;
}

function complexRepr(real: number, imag: number): string {
  const part = (value: number): string => floatRepr(value).replace(/\.0$/, '');
  if (Object.is(real, 0)) return `${part(imag)}j`;
  return `(${part(real)}${imag < 0 || Object.is(imag, -0) ? '' : '+'}${part(imag)}j)`;
}
