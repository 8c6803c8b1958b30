/**
 * How built-in functions are entered: an entry, made from a signature, turns a METH_* call into a call of the implementation with one
 * argument a parameter, with CPython's error texts.
 */
import { type Addr, type Borrowed, ld32, ldPtr, NULL, type Owned } from '@tyston/memory';
import { type Converted, checkPositional, convert, FAILED, parameterText, type Which } from './args.js';
import { Meth } from './call.js';
import type { Implementation, MethodSpec } from './define.js';
import { dictSet, newDict } from './dict.js';
import { typeError } from './errors.js';
import type { AnyFunction } from './functions.js';
import { decref } from './refcount.js';
import { type Param, parseSignature, type Signature } from './signature.js';
import { jsStr, strEqualsAscii } from './str.js';
import { newTupleFrom, tupleItem, tupleLength } from './tuple.js';

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

const onlyArgument = () => 'argument';

/** The function with the C signature of `methFlags(spec)` that parses arguments and calls the implementation. */
export function makeEntry(spec: MethodSpec): AnyFunction {
  const impl = spec.impl;
  if (spec.raw) return impl;
  const s = parseSignature(spec.signature);
  const flags = methFlags(spec);
  if (flags & Meth.NOARGS) return (self: Borrowed) => impl(self);
  if (flags & Meth.O) {
    const p = s.params[0]!;
    if (p.converter === 'object') return impl;
    return (self: Borrowed, a: Borrowed) => {
      const v = convert(a, p, spec.name, onlyArgument, 0);
      return v === FAILED ? NULL : impl(self, v);
    };
  }
  if (!(flags & Meth.KEYWORDS)) return positionalEntry(spec.name, s, impl);
  return keywordEntry(spec.name, s, impl);
}

/** What serves the calls that a quick entry does not: too few or too many arguments, keywords, unusual signatures. */
type Otherwise = (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => Owned;

/**
 * An entry for calls by position of up to four parameters, which needs no arrays: parameters from `n` on have defaults, where `n` is
 * between `min` and `max`. `which` names the parameters in errors. (`kwnames` is 0 or undefined where there are none.)
 */
function quickEntry(
  name: string,
  params: readonly Param[],
  min: number,
  max: number,
  which: Which,
  impl: Implementation,
  otherwise: Otherwise,
): AnyFunction {
  const [p0, p1, p2, p3] = params as readonly [Param, Param, Param, Param];
  const plain = params.every((p) => p.converter === 'object');
  const value = (args: Addr, n: number, i: number, p: Param): Converted =>
    i >= n
      ? p.defaultValue
      : p.converter === 'object'
        ? ldPtr(args + i * 8)
        : convert(ldPtr(args + i * 8), p, name, which, i);
  switch (params.length) {
    case 1:
      if (plain)
        return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) =>
          kwnames || n < min || n > max
            ? otherwise(self, args, n, kwnames)
            : impl(self, n > 0 ? ld32(args) : 0);
      return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
        if (kwnames || n < min || n > max) return otherwise(self, args, n, kwnames);
        const a = value(args, n, 0, p0);
        return a === FAILED ? NULL : impl(self, a);
      };
    case 2:
      if (plain)
        return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) =>
          kwnames || n < min || n > max
            ? otherwise(self, args, n, kwnames)
            : impl(self, n > 0 ? ld32(args) : 0, n > 1 ? ld32(args + 8) : 0);
      return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
        if (kwnames || n < min || n > max) return otherwise(self, args, n, kwnames);
        const a = value(args, n, 0, p0);
        if (a === FAILED) return NULL;
        const b = value(args, n, 1, p1);
        return b === FAILED ? NULL : impl(self, a, b);
      };
    case 3:
      return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
        if (kwnames || n < min || n > max) return otherwise(self, args, n, kwnames);
        const a = value(args, n, 0, p0);
        if (a === FAILED) return NULL;
        const b = value(args, n, 1, p1);
        if (b === FAILED) return NULL;
        const c = value(args, n, 2, p2);
        return c === FAILED ? NULL : impl(self, a, b, c);
      };
    case 4:
      return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
        if (kwnames || n < min || n > max) return otherwise(self, args, n, kwnames);
        const a = value(args, n, 0, p0);
        if (a === FAILED) return NULL;
        const b = value(args, n, 1, p1);
        if (b === FAILED) return NULL;
        const c = value(args, n, 2, p2);
        if (c === FAILED) return NULL;
        const d = value(args, n, 3, p3);
        return d === FAILED ? NULL : impl(self, a, b, c, d);
      };
    default:
      return (self: Borrowed, args: Addr, n: number, kwnames: Borrowed) => {
        if (kwnames || n < min || n > max) return otherwise(self, args, n, kwnames);
        const values: Converted[] = [];
        for (let i = 0; i < params.length; i++) {
          const v = value(args, n, i, params[i]!);
          if (v === FAILED) return NULL;
          values.push(v);
        }
        return impl(self, ...values);
      };
  }
}

function positionalEntry(name: string, s: Signature, impl: Implementation): AnyFunction {
  const { required: min, positional: max, params } = s;
  const which = (i: number) => (max === 1 ? 'argument' : `argument ${i + 1}`);
  return quickEntry(name, params, min, max, which, impl, (_self, _args, n) => {
    checkPositional(name, n, min, max);
    return NULL;
  });
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
  const { params } = s;
  const general = generalEntry(name, s, impl);
  if (s.varargs !== null || s.varkeywords !== null) return general;
  if (params.some((p, i) => i >= s.required && p.defaultText === null)) return general;
  const which = (i: number) => parameterText(s, i);
  return quickEntry(name, params, s.required, s.positional, which, impl, general);
}

/** Serves any call of any signature. */
function generalEntry(name: string, s: Signature, impl: Implementation): Otherwise {
  const params = s.params;
  const which = (i: number) => parameterText(s, i);
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
      const v = p.converter === 'object' ? ldPtr(a) : convert(ldPtr(a), p, name, which, i);
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
