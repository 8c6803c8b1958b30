/** The values that a `Constant` (or a `MatchSingleton`) can hold: a tagged union, since JavaScript has no Python types. */
export type ConstantValue =
  | { readonly type: 'None' }
  | { readonly type: 'True' }
  | { readonly type: 'False' }
  | { readonly type: 'Ellipsis' }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  /** An imaginary literal: it has a real part only in a tree that a program made. */
  | { readonly type: 'complex'; readonly imag: number; readonly real?: number }
  | StrConstant
  | { readonly type: 'bytes'; readonly value: Uint8Array };

/**
 * A Python string is a sequence of code points, lone surrogates included; a JavaScript string is a sequence
 * of UTF-16 units. They agree except where a literal writes a high surrogate directly before a low one
 * (`'\ud83d\ude00'`: two code points in Python), which JavaScript would read as one character. Only then is
 * `codepoints` present, and it is the truth; `value` holds the same units.
 */
export interface StrConstant {
  readonly type: 'str';
  readonly value: string;
  readonly codepoints?: Uint32Array;
}

export const NONE = Object.freeze({ type: 'None' } as const);
export const TRUE = Object.freeze({ type: 'True' } as const);
export const FALSE = Object.freeze({ type: 'False' } as const);
export const ELLIPSIS = Object.freeze({ type: 'Ellipsis' } as const);

/** The code points of a string constant. */
export function codePointsOf(constant: StrConstant): Uint32Array {
  if (constant.codepoints !== undefined) return constant.codepoints;
  return Uint32Array.from(constant.value, (character) => character.codePointAt(0)!);
}

const isHigh = (point: number): boolean => point >= 0xd800 && point < 0xdc00;
const isLow = (point: number): boolean => point >= 0xdc00 && point < 0xe000;

/** The string constant with these code points. */
export function strFromCodePoints(points: ArrayLike<number>): StrConstant {
  let value = '';
  let ambiguous = false;
  for (let i = 0; i < points.length; i++) {
    const point = points[i]!;
    value += String.fromCodePoint(point);
    if (i > 0 && isLow(point) && isHigh(points[i - 1]!)) ambiguous = true;
  }
  return ambiguous ? { type: 'str', value, codepoints: Uint32Array.from(points) } : { type: 'str', value };
}

/** One string constant behind the other. */
export function concatStr(left: StrConstant, right: StrConstant): StrConstant {
  const value = left.value + right.value;
  const joins = isHigh(left.value.charCodeAt(left.value.length - 1)) && isLow(right.value.charCodeAt(0));
  if (!joins && left.codepoints === undefined && right.codepoints === undefined)
    return { type: 'str', value };
  return strFromCodePoints([...codePointsOf(left), ...codePointsOf(right)]);
}
