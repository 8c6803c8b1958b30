import { OPERATORS, T } from './token-types.js';

// Single characters by code; longer operators by a key of their characters.
const ONE = new Uint8Array(128).fill(T.OP);
const TWO = new Map<number, T>();
const THREE = new Map<number, T>();
/** Characters that begin an operator of two or more characters. */
const BEGINS_LONGER = new Uint8Array(128);

for (const [text, type] of OPERATORS) {
  const first = text.charCodeAt(0);
  if (text.length === 1) ONE[first] = type;
  else {
    BEGINS_LONGER[first] = 1;
    const two = first * 128 + text.charCodeAt(1);
    if (text.length === 2) TWO.set(two, type);
    else THREE.set(two * 128 + text.charCodeAt(2), type);
  }
}

/** The length of the longest operator at `pos`; 1 where there is none. */
export function operatorLength(text: string, pos: number): number {
  const first = text.charCodeAt(pos);
  if (BEGINS_LONGER[first] === 0) return 1;
  const second = text.charCodeAt(pos + 1);
  if (!(second < 128)) return 1;
  const two = first * 128 + second;
  const third = text.charCodeAt(pos + 2);
  if (third < 128 && THREE.has(two * 128 + third)) return 3;
  return TWO.has(two) ? 2 : 1;
}

/** The type of the operator of that length at `pos`; OP where the character begins no token. */
export function operatorType(text: string, pos: number, length: number): T {
  const first = text.charCodeAt(pos);
  if (length === 1) return ONE[first]!;
  const two = first * 128 + text.charCodeAt(pos + 1);
  return length === 2 ? TWO.get(two)! : THREE.get(two * 128 + text.charCodeAt(pos + 2))!;
}
