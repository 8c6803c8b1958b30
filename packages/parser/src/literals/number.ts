import type { ConstantValue } from '../ast/constant.js';
import { LiteralError } from './literal-error.js';

/** `sys.int_info.default_max_str_digits`: a decimal literal with more digits is an error. */
export const MAX_STR_DIGITS = 4300;
/** `sys.int_info.str_digits_check_threshold`: so many are never too many. */
const THRESHOLD = 640;

const SMALL: ConstantValue[] = [];
for (let i = 0; i < 10; i++) SMALL.push(Object.freeze({ type: 'int', value: BigInt(i) }));

/**
 * The value of a NUMBER token (language reference §2.4.4–2.4.7; `parsenumber` of action_helpers.c). `maxStrDigits`: how many
 * digits a decimal integer may have, 0 for any number.
 */
export function numberValue(text: string, maxStrDigits: number): ConstantValue {
  if (text.length === 1) return SMALL[text.charCodeAt(0) - 48]!;
  if (text.includes('_')) text = text.replaceAll('_', '');
  const marker = text.charCodeAt(1) | 32;
  if (text.charCodeAt(0) === 48 && (marker === 120 || marker === 111 || marker === 98)) {
    return { type: 'int', value: BigInt(text) };
  }
  const last = text.charCodeAt(text.length - 1) | 32;
  if (last === 106) return { type: 'complex', imag: Number(text.slice(0, -1)) };
  if (/[.eE]/.test(text)) return { type: 'float', value: Number(text) };
  if (maxStrDigits > 0 && text.length > Math.max(maxStrDigits, THRESHOLD)) {
    throw new LiteralError(
      `Exceeds the limit (${maxStrDigits} digits) for integer string conversion: value has ` +
        `${text.length} digits; use sys.set_int_max_str_digits() to increase the limit` +
        ' - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.',
    );
  }
  return { type: 'int', value: BigInt(text) };
}
