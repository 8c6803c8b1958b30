/**
 * Argument parsing of built-in functions, made from their signatures: turns a METH_* call into a call of the
 * implementation with one argument a parameter, with CPython's error texts.
 */
import { type Addr, type Borrowed, ld32, ldPtr, NULL, type Owned } from '@tyston/memory';
import { asCInt, asDouble, asSsize, isTrue, typeName } from './abstract.js';
import { Meth } from './call.js';
import type { Implementation, MethodSpec } from './define.js';
import { dictEntryKey, dictEntryValue, dictNext, dictSet, newDict } from './dict.js';
import { errMatches, errOccurred, setError, typeError } from './errors.js';
import type { AnyFunction } from './functions.js';
import { decref } from './refcount.js';
import { type Param, parseSignature, type Signature } from './signature.js';
import { jsStr, strEqualsAscii } from './str.js';
import { isInstance } from './subtype.js';
import { newTupleFrom, tupleItem, tupleLength } from './tuple.js';
import { None, T } from './wellknown.js';

/** Signals a failed conversion; an exception is pending. */
const FAILED = Symbol('failed');
type Converted = number | boolean | null | typeof FAILED;

/** _PyArg_BadArgument: "f() argument 1 must be str, not int". */
export function badArgument(fname: string, which: string, expected: string, got: Borrowed): Owned {
  return typeError(`${fname}() ${which} must be ${expected}, not ${got === None ? 'None' : typeName(got)}`);
}

function convert(v: Borrowed, p: Param, fname: string, which: string): Converted {
  switch (p.converter) {
    case 'object':
      return v;
    case 'str':
      if (isInstance(v, T.str)) return v;
      badArgument(fname, which, 'str', v);
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

/** How a signature is best called: the METH_* flags that the method definition gets. */
export function methFlags(spec: MethodSpec): number {
  const extra =
    (spec.kind === 'classmethod' ? Meth.CLASS : spec.kind === 'staticmethod' ? Meth.STATIC : 0) |
    (spec.coexist ? Meth.COEXIST : 0);
  if (spec.raw) return Meth.FASTCALL | Meth.KEYWORDS | extra;
  const s = parseSignature(spec.signature);
  if (s.varargs === null && s.varkeywords === null && s.params.every((p) => p.kind === 'positional')) {
    if (s.positional === 0) return Meth.NOARGS | extra;
    if (s.positional === 1 && s.required === 1) return Meth.O | extra;
    return Meth.FASTCALL | extra;
  }
  if (s.varargs === null && s.varkeywords === null && s.params.length === 0) return Meth.NOARGS | extra;
  return Meth.FASTCALL | Meth.KEYWORDS | extra;
}

/** The function with the C signature of `methFlags(spec)` that parses arguments and calls the implementation. */
export function makeEntry(spec: MethodSpec): AnyFunction {
  const impl = spec.impl;
  if (spec.raw) return impl;
  const s = parseSignature(spec.signature);
  const flags = methFlags(spec);
  if (flags & Meth.NOARGS) return (self: Borrowed) => impl(self);
  if (flags & Meth.O) {
    const p = s.params[0]!;
    if (p.converter === 'object') return (self: Borrowed, a: Borrowed) => impl(self, a);
    return (self: Borrowed, a: Borrowed) => {
      const v = convert(a, p, spec.name, 'argument');
      return v === FAILED ? NULL : impl(self, v);
    };
  }
  if (!(flags & Meth.KEYWORDS)) return positionalEntry(spec.name, s, impl);
  return keywordEntry(spec.name, s, impl);
}

function arityError(name: string, n: number, min: number, max: number): Owned {
  checkPositional(name, n, min, max);
  return NULL;
}

function positionalEntry(name: string, s: Signature, impl: Implementation): AnyFunction {
  const { required: min, positional: max, params } = s;
  const plain = params.every((p) => p.converter === 'object');
  if (plain && max === 2) {
    return (self: Borrowed, args: Addr, n: number) => {
      if (n < min || n > 2) return arityError(name, n, min, max);
      return impl(self, n > 0 ? ld32(args) : 0, n > 1 ? ld32(args + 8) : 0);
    };
  }
  if (plain && max === 1) {
    return (self: Borrowed, args: Addr, n: number) => {
      if (n > 1) return arityError(name, n, min, max);
      return impl(self, n > 0 ? ld32(args) : 0);
    };
  }
  return (self: Borrowed, args: Addr, n: number) => {
    if (n < min || n > max) {
      checkPositional(name, n, min, max);
      return NULL;
    }
    const values: Converted[] = [];
    for (let i = 0; i < max; i++) {
      const p = params[i]!;
      if (i >= n) values.push(p.defaultValue);
      else {
        const v = convert(ldPtr(args + i * 8), p, name, max === 1 ? 'argument' : `argument ${i + 1}`);
        if (v === FAILED) return NULL;
        values.push(v);
      }
    }
    return impl(self, ...values);
  };
}

/** Where the values of a call with keywords go, by parameter; null with an exception. Borrowed. */
function matchKeywords(
  name: string,
  s: Signature,
  args: Addr,
  n: number,
  kwnames: Borrowed,
): { at: (Addr | 0)[]; extra: Owned } | null {
  const params = s.params;
  const at: (Addr | 0)[] = new Array(params.length).fill(0);
  const nkw = kwnames === 0 ? 0 : tupleLength(kwnames);
  const maxPositional = s.positional;
  let extra = NULL;
  if (s.varargs === null && s.varkeywords === null && n + nkw > params.length) {
    const _min = s.required;
    typeError(
      `${name}() takes at most ${params.length} ${n === 0 ? 'keyword ' : ''}argument${params.length === 1 ? '' : 's'} (${n + nkw} given)`,
    );
    return null;
  }
  if (s.varargs === null && n > maxPositional) {
    if (maxPositional === 0) typeError(`${name}() takes no positional arguments`);
    else {
      typeError(
        `${name}() takes ${s.required < maxPositional ? 'at most' : 'exactly'} ${maxPositional} positional argument${maxPositional === 1 ? '' : 's'} (${n} given)`,
      );
    }
    return null;
  }
  for (let i = 0; i < Math.min(n, maxPositional); i++) at[i] = args + i * 8;
  // What is missing is told first, then what is there twice, then what there is no place for.
  let twice = '';
  let unknown = '';
  for (let k = 0; k < nkw; k++) {
    const key = tupleItem(kwnames, k);
    let i = s.positionalOnly;
    while (i < params.length && !strEqualsAscii(key, params[i]!.name)) i++;
    if (i < params.length) {
      if (at[i] === 0) at[i] = args + (n + k) * 8;
      else twice ||= `argument for ${name}() given by name ('${params[i]!.name}') and position (${i + 1})`;
    } else if (s.varkeywords !== null) {
      if (extra === 0) extra = newDict();
      dictSet(extra, key, ldPtr(args + (n + k) * 8));
    } else unknown ||= `'${jsStr(key)}' is an invalid keyword argument for ${name}()`;
  }
  if (twice !== '' || unknown !== '') {
    if (!missingArgument(name, s, n, at)) typeError(twice || unknown);
    if (extra !== 0) decref(extra);
    return null;
  }
  return { at, extra };
}

/** Tells of the first argument that must be given and is not, if there is one. */
function missingArgument(name: string, s: Signature, n: number, at: readonly Addr[]): boolean {
  const i = s.params.findIndex((p, index) => at[index] === 0 && p.defaultText === null);
  if (i < 0) return false;
  if (i < s.positionalOnly) {
    const least = Math.min(s.positionalOnly, s.required);
    const exactly = s.required < s.positional ? 'at least' : 'exactly';
    typeError(
      `${name}() takes ${exactly} ${least} positional argument${least === 1 ? '' : 's'} (${n} given)`,
    );
  } else typeError(`${name}() missing required argument '${s.params[i]!.name}' (pos ${i + 1})`);
  return true;
}

function keywordEntry(name: string, s: Signature, impl: Implementation): AnyFunction {
  const params = s.params;
  const hasVar = s.varargs !== null || s.varkeywords !== null;
  return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
    const m = matchKeywords(name, s, args, n, kwnames);
    if (m === null) return NULL;
    const values: unknown[] = [];
    for (let i = 0; i < params.length; i++) {
      const p = params[i]!;
      const a = m.at[i]!;
      if (a === 0) {
        if (p.defaultText === null) {
          missingArgument(name, s, n, m.at);
          if (m.extra !== 0) decref(m.extra);
          return NULL;
        }
        values.push(p.defaultValue);
        continue;
      }
      const v = convert(
        ldPtr(a),
        p,
        name,
        i < s.positionalOnly ? `argument ${i + 1}` : `argument '${p.name}'`,
      );
      if (v === FAILED) {
        if (m.extra !== 0) decref(m.extra);
        return NULL;
      }
      values.push(v);
    }
    if (!hasVar) return impl(self, ...values);
    let rest = NULL;
    if (s.varargs !== null) {
      rest = newTupleFrom(args + s.positional * 8, Math.max(0, n - s.positional));
      values.push(rest);
    }
    if (s.varkeywords !== null) values.push(m.extra);
    const r = impl(self, ...values);
    if (rest !== 0) decref(rest);
    if (m.extra !== 0) decref(m.extra);
    return r;
  };
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
    const v = convert(
      got[i]!,
      p,
      name ?? 'function',
      i < s.positionalOnly ? `argument ${i + 1}` : `argument '${p.name}'`,
    );
    if (v === FAILED) return null;
    out.push(v as number | boolean | null);
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
