/**
 * Arguments of built-in functions: conversion by the parameters of a signature, with CPython's error texts. How a built-in function's
 * arguments are parsed as a whole is in method-entry.ts; here is what a tp_new or tp_init does.
 */
import type { Borrowed, Owned } from '@tyston/memory';
import { asCInt, asDouble, asSsize, isTrue, typeName } from './abstract.js';
import { dictEntryKey, dictEntryValue, dictLength, dictNext } from './dict.js';
import { errMatches, errOccurred, setError, typeError } from './errors.js';
import { type Param, parseSignature, type Signature } from './signature.js';
import { jsStr } from './str.js';
import { isInstance } from './subtype.js';
import { tupleItem, tupleLength } from './tuple.js';
import { None, T } from './wellknown.js';

/** Signals a failed conversion; an exception is pending. */
export const FAILED = Symbol('failed');
export type Converted = number | boolean | null | typeof FAILED;

/** _PyArg_BadArgument: "f() argument 1 must be str, not int". */
export function badArgument(fname: string, which: string, expected: string, got: Borrowed): Owned {
  return typeError(`${fname}() ${which} must be ${expected}, not ${got === None ? 'None' : typeName(got)}`);
}

/** What error texts call parameter `i` of a function that takes keywords. */
export function parameterText(s: Signature, i: number): string {
  return i < s.positionalOnly ? `argument ${i + 1}` : `argument '${s.params[i]!.name}'`;
}

/** Says in errors which argument is meant, by its parameter's number. (Texts are made only when there is an error.) */
export type Which = (i: number) => string;

/** The value of argument `v` as parameter `p`, number `i`, asks for it. */
export function convert(v: Borrowed, p: Param, fname: string, which: Which, i: number): Converted {
  switch (p.converter) {
    case 'object':
      return v;
    case 'str':
      if (isInstance(v, T.str)) return v;
      badArgument(fname, which(i), 'str', v);
      return FAILED;
    case 'bool': {
      const t = isTrue(v);
      return t < 0 ? FAILED : t === 1;
    }
    case 'float': {
      const d = asDouble(v);
      return d === -1 && errOccurred() ? FAILED : d;
    }
    case 'int': {
      const n = asCInt(v);
      return n === -1 && errOccurred() ? FAILED : n;
    }
    default: {
      if (v === None && p.defaultValue === null && p.defaultText === 'None') return null;
      const n = asSsize(v, T.OverflowError);
      if (n !== -1 || !errOccurred()) return n;
      if (errMatches(T.OverflowError))
        setError(T.OverflowError, 'Python int too large to convert to C ssize_t');
      return FAILED;
    }
  }
}

/** _PyArg_CheckPositional: "f expected at least 1 argument, got 0". */
export function checkPositional(name: string, n: number, min: number, max: number): boolean {
  if (n < min) {
    typeError(
      `${name} expected ${min === max ? '' : 'at least '}${min} argument${min === 1 ? '' : 's'}, got ${n}`,
    );
    return false;
  }
  if (n > max) {
    if (max === 0) typeError(`${name} expected 0 arguments, got ${n}`);
    else
      typeError(
        `${name} expected ${min === max ? '' : 'at most '}${max} argument${max === 1 ? '' : 's'}, got ${n}`,
      );
    return false;
  }
  return true;
}
/** _PyArg_NoKeywords: "f() takes no keyword arguments". */
export function noKeywords(name: string, kwnames: Borrowed): boolean {
  if (kwnames === 0 || tupleLength(kwnames) === 0) return true;
  typeError(`${name}() takes no keyword arguments`);
  return false;
}

/**
 * Parses (args tuple, kwargs dict) of a tp_new or tp_init by a signature; null with an exception. Values are borrowed from
 * the tuple and dict.
 */
export function parseTupleAndDict(
  name: string | null,
  signature: string,
  args: Borrowed,
  kwargs: Borrowed,
): (number | boolean | null)[] | null {
  // Where C gives no name, errors speak of a function.
  const called = name === null ? 'function' : `${name}()`;
  const s = parseSignature(signature);
  const n = tupleLength(args);
  if ((kwargs === 0 || dictLength(kwargs) === 0) && n >= s.required && n <= s.positional) {
    const values = positionalValues(name ?? 'function', s, args, n);
    if (values !== undefined) return values;
  }
  const items = tupleItemsOf(args);
  const kw = kwargs === 0 ? [] : dictPairs(kwargs);
  const params = s.params;
  if (n + kw.length > params.length && s.varargs === null && s.varkeywords === null) {
    typeError(
      `${called} takes at most ${params.length} ${n === 0 ? 'keyword ' : ''}argument${params.length === 1 ? '' : 's'} (${n + kw.length} given)`,
    );
    return null;
  }
  if (kw.length > 0 && params.length === s.positionalOnly) {
    typeError(`${called} takes no keyword arguments`);
    return null;
  }
  if (n > s.positional) {
    if (s.positional === 0) typeError(`${called} takes no positional arguments`);
    else
      typeError(
        `${called} takes ${s.required < params.length ? 'at most' : 'exactly'} ${s.positional} positional argument${s.positional === 1 ? '' : 's'} (${n} given)`,
      );
    return null;
  }
  const got: Borrowed[] = params.map((_, i) => (i < n ? items[i]! : (0 as Borrowed)));
  let twice = '';
  let unknown = '';
  for (const [key, value] of kw) {
    if (!isInstance(key, T.str)) {
      typeError('keywords must be strings');
      return null;
    }
    const text = jsStr(key);
    const i = params.findIndex((p, k) => k >= s.positionalOnly && p.name === text);
    if (i < 0)
      unknown ||= `'${text}' is an invalid keyword argument for ${name === null ? 'this function' : called}`;
    else if (got[i] === 0) got[i] = value;
    else twice ||= `argument for ${called} given by name ('${text}') and position (${i + 1})`;
  }
  if (twice !== '' || unknown !== '') {
    const missing = params.findIndex((p, i) => got[i] === 0 && p.defaultText === null);
    if (missing >= s.positionalOnly)
      typeError(`${called} missing required argument '${params[missing]!.name}' (pos ${missing + 1})`);
    else typeError(twice || unknown);
    return null;
  }
  const out: (number | boolean | null)[] = [];
  for (let i = 0; i < params.length; i++) {
    const p = params[i]!;
    if (got[i] === 0) {
      if (p.defaultText === null) {
        if (i < s.positionalOnly) checkPositional(name ?? 'function', n, s.required, s.positional);
        else typeError(`${called} missing required argument '${p.name}' (pos ${i + 1})`);
        return null;
      }
      out.push(p.defaultValue);
      continue;
    }
    const v = convert(got[i]!, p, name ?? 'function', (k) => parameterText(s, k), i);
    if (v === FAILED) return null;
    out.push(v);
  }
  return out;
}

/** The same where all that is given is given by position; undefined where a parameter is required that was not given. */
function positionalValues(
  name: string,
  s: Signature,
  args: Borrowed,
  n: number,
): (number | boolean | null)[] | null | undefined {
  const { params } = s;
  for (let i = n; i < params.length; i++) if (params[i]!.defaultText === null) return undefined;
  const out: (number | boolean | null)[] = [];
  for (let i = 0; i < params.length; i++) {
    const p = params[i]!;
    const v =
      i >= n
        ? p.defaultValue
        : p.converter === 'object'
          ? tupleItem(args, i)
          : convert(tupleItem(args, i), p, name, (k) => parameterText(s, k), i);
    if (v === FAILED) return null;
    out.push(v);
  }
  return out;
}

function dictPairs(d: Borrowed): [Borrowed, Borrowed][] {
  const out: [Borrowed, Borrowed][] = [];
  for (let c = dictNext(d, 0); c !== 0; c = dictNext(d, c)) out.push([dictEntryKey(), dictEntryValue()]);
  return out;
}
function tupleItemsOf(t: Borrowed): Borrowed[] {
  const out: Borrowed[] = [];
  for (let i = 0; i < tupleLength(t); i++) out.push(tupleItem(t, i));
  return out;
}
