/** The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`. */
import { type Borrowed, ld32, type Owned, PyASCIIObject } from '@tyston/memory';
import { errOccurred, valueError } from '../core/errors.js';
import { shortName } from '../core/names.js';
import { typeOf } from '../core/refcount.js';
import { jsStr } from '../core/str.js';

export interface FormatSpec {
  /** A code point; 0 where none was given. */
  fill: number;
  /** '<', '>', '=' or '^'. */
  align: string;
  /** '+', '-', ' ' or ''. */
  sign: string;
  noNegativeZero: boolean;
  alternate: boolean;
  /** -1 where there is none. */
  width: number;
  grouping: '' | ',' | '_';
  /** -1 where there is none. */
  precision: number;
  /** One character, or '' where none was given and there is no default. */
  type: string;
}

const ALIGN = '<>=^';
const MAX_SSIZE = 9223372036854775807n;

/** Digits at `i` as a number; the next index is left in `next`. -1 for none, -2 with ValueError for too many. */
let next = 0;
function integer(chars: string[], i: number): number {
  const start = i;
  let text = '';
  for (; i < chars.length && chars[i]! >= '0' && chars[i]! <= '9' && chars[i]!.length === 1; i++)
    text += chars[i]!;
  next = i;
  if (i === start) return -1;
  const v = Number(text);
  if (v >= 2 ** 53 && BigInt(text) > MAX_SSIZE) {
    valueError('Too many decimal digits in format string');
    return -2;
  }
  return v;
}

/** How a character is named in the errors. */
function shown(type: string): string {
  const c = type.codePointAt(0) ?? 0;
  return c > 32 && c < 128 ? type : `\\x${c.toString(16)}`;
}

/**
 * Parses a specification (parse_internal_render_format_spec) for an object `o`. `type` and `align` are the defaults. Null
 * with ValueError.
 */
export function parseFormatSpec(text: string, o: Borrowed, type: string, align: string): FormatSpec | null {
  const chars = Array.from(text);
  const n = chars.length;
  const spec: FormatSpec = {
    fill: 32,
    align,
    sign: '',
    noNegativeZero: false,
    alternate: false,
    width: -1,
    grouping: '',
    precision: -1,
    type,
  };
  let i = 0;
  let fillGiven = false;
  let alignGiven = false;
  if (n >= 2 && ALIGN.includes(chars[1]!)) {
    spec.align = chars[1]!;
    spec.fill = chars[0]!.codePointAt(0)!;
    fillGiven = alignGiven = true;
    i = 2;
  } else if (n >= 1 && ALIGN.includes(chars[0]!)) {
    spec.align = chars[0]!;
    alignGiven = true;
    i = 1;
  }
  if (chars[i] === '+' || chars[i] === '-' || chars[i] === ' ') spec.sign = chars[i++]!;
  if (chars[i] === 'z') {
    spec.noNegativeZero = true;
    i++;
  }
  if (chars[i] === '#') {
    spec.alternate = true;
    i++;
  }
  if (!fillGiven && chars[i] === '0') {
    spec.fill = 48;
    if (!alignGiven && align === '>') spec.align = '=';
    i++;
  }
  spec.width = integer(chars, i);
  if (spec.width === -2) return null;
  i = next;
  if (chars[i] === ',') {
    spec.grouping = ',';
    i++;
  }
  if (chars[i] === '_') {
    if (spec.grouping) return both();
    spec.grouping = '_';
    i++;
  }
  if (chars[i] === ',' && spec.grouping === '_') return both();
  if (chars[i] === '.') {
    spec.precision = integer(chars, i + 1);
    if (spec.precision === -2) return null;
    if (spec.precision === -1) {
      valueError('Format specifier missing precision');
      return null;
    }
    i = next;
  }
  if (n - i > 1) {
    valueError(`Invalid format specifier '${text}' for object of type '${shortName(typeOf(o))}'`);
    return null;
  }
  if (n - i === 1) spec.type = chars[i]!;
  if (spec.grouping) {
    const t = spec.type;
    const decimal = t === '' || 'defgEGF%'.includes(t);
    if (!decimal && !(spec.grouping === '_' && 'boxX'.includes(t))) {
      valueError(`Cannot specify '${spec.grouping}' with '${shown(t)}'.`);
      return null;
    }
  }
  return spec;
}

function both(): null {
  valueError("Cannot specify both ',' and '_'.");
  return null;
}

/** ValueError for a type letter that `o` does not know. NULL. */
export function unknownFormatCode(type: string, o: Borrowed): Owned {
  return valueError(`Unknown format code '${shown(type)}' for object of type '${shortName(typeOf(o))}'`);
}

/** The text of a specification object, or null for the empty one (no error). */
export function specText(spec: Borrowed): string | null {
  return ld32(spec + PyASCIIObject.length) === 0 && !errOccurred() ? null : jsStr(spec);
}
