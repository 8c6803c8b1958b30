/** Arguments of methods, with the texts of PyArg_ParseTupleAndKeywords where C gives it no name of the function. */
import { type Addr, type Borrowed, ldPtr } from '@tyston/memory';
import {
  jsStr,
  setError,
  strEqualsAscii,
  T,
  toBigInt,
  tupleItem,
  tupleLength,
  typeError,
} from '@tyston/objects';

/** What the last `bind` found, borrowed; 0 where an argument is absent. */
export const bound: Borrowed[] = [];

/** Puts the arguments of a call into `bound`. False with TypeError. */
export function bind(
  names: readonly string[],
  required: number,
  args: Addr,
  n: number,
  kwnames: Borrowed,
): boolean {
  const given = kwnames === 0 ? 0 : tupleLength(kwnames);
  if (n + given > names.length) return many(names.length, required, n, given);
  for (let i = 0; i < names.length; i++) bound[i] = i < n ? ldPtr(args + i * 8) : (0 as Borrowed);
  for (let k = 0; k < given; k++) {
    const key = tupleItem(kwnames, k);
    const i = names.findIndex((name) => strEqualsAscii(key, name));
    if (i < 0) {
      typeError(`'${jsStr(key)}' is an invalid keyword argument for this function`);
      return false;
    }
    if (bound[i] !== 0) {
      typeError(`argument for function given by name ('${names[i]}') and position (${i + 1})`);
      return false;
    }
    bound[i] = ldPtr(args + (n + k) * 8);
  }
  for (let i = n; i < required; i++)
    if (bound[i] === 0) {
      typeError(`function missing required argument '${names[i]}' (pos ${i + 1})`);
      return false;
    }
  return true;
}
function many(most: number, required: number, n: number, given: number): boolean {
  typeError(
    `function takes ${required < most ? 'at most' : 'exactly'} ${most} ${n === 0 ? 'keyword ' : ''}argument${most === 1 ? '' : 's'} (${n + given} given)`,
  );
  return false;
}

/** The same for a function that takes exactly `count` arguments and no keywords (`name` is for their error). */
export function bindExactly(count: number, name: string, args: Addr, n: number, kwnames: Borrowed): boolean {
  if (kwnames !== 0 && tupleLength(kwnames) > 0) {
    typeError(`${name}() takes no keyword arguments`);
    return false;
  }
  if (n !== count) {
    typeError(`function takes exactly ${count} argument${count === 1 ? '' : 's'} (${n} given)`);
    return false;
  }
  for (let i = 0; i < count; i++) bound[i] = ldPtr(args + i * 8);
  return true;
}

/** An int that must be one of 64 bits; null with OverflowError. */
export function ssize(o: Borrowed): bigint | null {
  const v = toBigInt(o);
  if (BigInt.asIntN(64, v) === v) return v;
  setError(T.OverflowError, 'Python int too large to convert to C ssize_t');
  return null;
}
