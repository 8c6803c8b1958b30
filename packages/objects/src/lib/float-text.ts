/** Doubles from text: decimal as `float()` reads it, and hexadecimal as `float.fromhex()` does. */
import { trimAsciiSpace } from './ascii-number.js';
import { scaledToDouble } from './int-double.js';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** What the last `readDouble` read was "-nan", whose sign a JavaScript number may not keep. */
export let negativeNaN = false;

/**
 * The value of a text without white space and underscores around or in it, or null where it is no number (PyOS_string_to_double).
 */
export function plainDouble(text: string): number | null {
  if (DECIMAL.test(text)) return Number(text);
  const m = SPECIAL.exec(text);
  if (m === null) return null;
  negativeNaN = !m[2] && m[1] === '-';
  if (!m[2]) return Number.NaN;
  return m[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** The text without underscores, which may stand only between digits; null where one stands elsewhere. */
export function withoutUnderscores(text: string): string | null {
  if (!text.includes('_')) return text;
  if (/(?<!\d)_|_(?!\d)/.test(text)) return null;
  return text.replaceAll('_', '');
}

/** The value of `text`, which is ASCII: white space around it, underscores between digits; null where it is no number. */
export function readDouble(text: string): number | null {
  negativeNaN = false;
  const plain = withoutUnderscores(trimAsciiSpace(text));
  return plain === null ? null : plainDouble(plain);
}

const HEX = /^([+-]?)(?:0x)?([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?$/i;

/** The value of a hexadecimal text; null where it is none, Infinity also on overflow: `hexOverflow` tells. */
export function readHexDouble(text: string): number | null {
  hexOverflow = false;
  const trimmed = trimAsciiSpace(text);
  if (SPECIAL.test(trimmed)) return plainDouble(trimmed);
  const m = HEX.exec(trimmed);
  if (m === null) return null;
  const fraction = m[3] ?? '';
  const digits = m[2]! + fraction;
  if (digits === '') return null;
  const n = BigInt(`0x${digits}`);
  const exponent = Math.max(-1e9, Math.min(1e9, Number(m[4] ?? 0))) - 4 * fraction.length;
  const v = scaledToDouble(n, exponent);
  hexOverflow = v === Number.POSITIVE_INFINITY;
  return m[1] === '-' ? -v : v;
}
export let hexOverflow = false;
