/** When two constants are one: same type and same value, floats by their bits (CPython's _PyCode_ConstantKey). */
import { codePointsOf } from '@tyston/parser';
import type { Const } from '../code-unit.js';

export function constKey(value: Const): string {
  switch (value.type) {
    case 'int':
      return `i${value.value}`;
    case 'float':
      return `f${floatKey(value.value)}`;
    case 'complex':
      return `j${floatKey(value.real)},${floatKey(value.imag)}`;
    case 'str':
      return value.codepoints === undefined ? `s${value.value}` : `S${codePointsOf(value).join(' ')}`;
    case 'bytes':
      return `b${Array.from(value.value, (byte) => String.fromCharCode(byte)).join('')}`;
    case 'tuple':
      return `tuple(${value.items.map(keyWithLength).join('')})`;
    case 'frozenset':
      // Sets are one whatever order they were written in: they iterate like the first.
      return `frozenset(${value.items.map(keyWithLength).sort().join('')})`;
    case 'code':
      throw new TypeError('code constants are never merged');
    default:
      return value.type;
  }
}

/** Keys of items stand side by side: the length keeps them apart. */
function keyWithLength(value: Const): string {
  const key = constKey(value);
  return `${key.length}:${key}`;
}

function floatKey(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
