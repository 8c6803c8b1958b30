/**
 * Binding arguments to parameters: the general path (initialize_locals in CPython's ceval.c).
 *
 * A call whose positional arguments match the parameters one to one never comes here. What comes here has defaults to fill
 * in, keywords, `*args`, `**kwargs` or a mistake to report. CPython's order of steps is kept, since it decides which
 * of several mistakes is reported.
 */
import type { Handle, Index } from '../space.js';
import {
  keywordsMustBeStrings,
  missingArguments,
  multipleValues,
  positionalOnlyAsKeyword,
  type Signature,
  tooManyPositional,
  unexpectedKeyword,
} from './bind-errors.js';
import { CO, type Machine, W } from './machine.js';

export interface Binder {
  /**
   * Fills the parameters of `func` (vregs at `locals`, all empty) with n positional arguments at `at` and one for each
   * name in the tuple `kwnames` (or 0) behind them. The arguments are moved when `take` is true (their vregs are
   * emptied, also on failure), else borrowed. 0 or -1; on failure the parameters may be partly filled.
   */
  bind(func: Handle, at: Index, n: number, kwnames: Handle, locals: Index, take: boolean): number;
  /** The same with the keyword arguments in a dict (or 0); all borrowed. */
  bindDict(func: Handle, at: Index, n: number, kwargs: Handle, locals: Index): number;
}

export function makeBinder(machine: Machine): Binder {
  const { I32 } = machine.views;
  const { space } = machine;
  const { incref, decref } = space;
  const CODE = W.func.func_code;
  const DEFAULTS = W.func.func_defaults;
  const KWDEFAULTS = W.func.func_kwdefaults;
  const SIZE = W.variable.ob_size;
  const ITEM = W.tuple.ob_item;

  function item(tuple: Handle, i: number): Handle {
    return I32[(tuple >>> 2) + ITEM + 2 * i]!;
  }

  /** A reference to the argument at `at`: the argument's own when it is taken. */
  function argument(at: Index, take: boolean): Handle {
    const value = I32[at]!;
    if (take) I32[at] = 0;
    else incref(value);
    return value;
  }

  function releaseArguments(at: Index, n: number): void {
    for (let i = at; i < at + 2 * n; i += 2) {
      const value = I32[i]!;
      if (value !== 0) {
        I32[i] = 0;
        decref(value);
      }
    }
  }

  function names(code: Handle, from: number, to: number): string[] {
    const tuple = I32[(code >>> 2) + W.code.co_localsplusnames]!;
    const out: string[] = [];
    for (let i = from; i < to; i++) out.push(space.text(item(tuple, i)));
    return out;
  }

  function signatureOf(func: Handle): Signature {
    const code = I32[(func >>> 2) + CODE]!;
    const defaults = I32[(func >>> 2) + DEFAULTS]!;
    const argcount = I32[(code >>> 2) + W.code.co_argcount]!;
    return {
      qualname: space.text(I32[(func >>> 2) + W.func.func_qualname]!),
      names: names(code, 0, argcount + I32[(code >>> 2) + W.code.co_kwonlyargcount]!),
      argcount,
      defaults: defaults === 0 ? 0 : I32[(defaults >>> 2) + SIZE]!,
    };
  }

  /** Index of the parameter that the keyword names, from `first` on; -1 when there is none. */
  function parameterNamed(varnames: Handle, keyword: Handle, first: number, total: number): number {
    for (let j = first; j < total; j++) if (item(varnames, j) === keyword) return j;
    // Names are interned, so identity nearly always decides; keywords from a dict need not be.
    for (let j = first; j < total; j++) if (space.sameText(item(varnames, j), keyword)) return j;
    return -1;
  }

  /** The names of all keyword arguments: from the tuple or the dict. */
  function keywordsGiven(kwnames: Handle, kwargs: Handle): string[] {
    const given: string[] = [];
    if (kwnames !== 0)
      for (let k = 0; k < I32[(kwnames >>> 2) + SIZE]!; k++) given.push(space.text(item(kwnames, k)));
    else
      for (let k = space.dictNext(kwargs, 0); k >= 0; k = space.dictNext(kwargs, k + 1)) {
        const keyword = space.dictKeyAt(kwargs, k);
        if (space.isStr(keyword)) given.push(space.text(keyword));
      }
    return given;
  }

  function unknownKeyword(func: Handle, keyword: Handle, given: readonly string[]): void {
    const { qualname, names } = signatureOf(func);
    const code = I32[(func >>> 2) + CODE]!;
    const positionalOnly = names.slice(0, I32[(code >>> 2) + W.code.co_posonlyargcount]!);
    const wrong = positionalOnly.filter((name) => given.includes(name));
    if (wrong.length > 0) positionalOnlyAsKeyword(space, qualname, wrong);
    else unexpectedKeyword(space, qualname, space.text(keyword));
  }

  /**
   * The place of a keyword argument: index of its vreg, empty; 0 when it goes into **kwargs (`kwdict`);
   * -1 when it is an error, -2 when there is no such parameter.
   */
  function place(func: Handle, keyword: Handle, locals: Index, kwdict: Handle): Index {
    if (!space.isStr(keyword)) {
      keywordsMustBeStrings(space);
      return -1;
    }
    const code = I32[(func >>> 2) + CODE]! >>> 2;
    const varnames = I32[code + W.code.co_localsplusnames]!;
    const total = I32[code + W.code.co_argcount]! + I32[code + W.code.co_kwonlyargcount]!;
    const j = parameterNamed(varnames, keyword, I32[code + W.code.co_posonlyargcount]!, total);
    if (j < 0) return kwdict !== 0 ? 0 : -2;
    if (I32[locals + 2 * j] === 0) return locals + 2 * j;
    multipleValues(space, signatureOf(func).qualname, space.text(keyword));
    return -1;
  }

  /** Stores the keyword arguments, in `kwdict` (or 0) those that name no parameter. 0 or -1. */
  function bindKeywords(
    func: Handle,
    at: Index,
    kwnames: Handle,
    locals: Index,
    kwdict: Handle,
    take: boolean,
  ): number {
    const count = I32[(kwnames >>> 2) + SIZE]!;
    for (let k = 0; k < count; k++) {
      const keyword = item(kwnames, k);
      const to = place(func, keyword, locals, kwdict);
      if (to > 0) I32[to] = argument(at + 2 * k, take);
      else if (to === 0) {
        if (space.dictSet(kwdict, keyword, I32[at + 2 * k]!) < 0) return -1;
      } else {
        if (to === -2) unknownKeyword(func, keyword, keywordsGiven(kwnames, 0));
        return -1;
      }
    }
    return 0;
  }

  function bindKeywordDict(func: Handle, kwargs: Handle, locals: Index, kwdict: Handle): number {
    for (let k = space.dictNext(kwargs, 0); k >= 0; k = space.dictNext(kwargs, k + 1)) {
      const keyword = space.dictKeyAt(kwargs, k);
      const value = space.dictValueAt(kwargs, k);
      const to = place(func, keyword, locals, kwdict);
      if (to > 0) {
        incref(value);
        I32[to] = value;
      } else if (to === 0) {
        if (space.dictSet(kwdict, keyword, value) < 0) return -1;
      } else {
        if (to === -2) unknownKeyword(func, keyword, keywordsGiven(0, kwargs));
        return -1;
      }
    }
    return 0;
  }

  function missing(locals: Index, names: readonly string[], from: number, to: number): string[] {
    const out: string[] = [];
    for (let i = from; i < to; i++) if (I32[locals + 2 * i] === 0) out.push(names[i]!);
    return out;
  }

  /** Fills parameters that got no positional argument from the defaults. 0 or -1. */
  function fillDefaults(func: Handle, n: number, argcount: number, locals: Index): number {
    const defaults = I32[(func >>> 2) + DEFAULTS]!;
    const count = defaults === 0 ? 0 : I32[(defaults >>> 2) + SIZE]!;
    const required = argcount - count;
    for (let i = n; i < required; i++) {
      if (I32[locals + 2 * i] === 0) {
        const { qualname, names } = signatureOf(func);
        missingArguments(space, qualname, 'positional', missing(locals, names, 0, required));
        return -1;
      }
    }
    for (let i = n > required ? n - required : 0; i < count; i++) {
      const at = locals + 2 * (required + i);
      if (I32[at] === 0) {
        const value = item(defaults, i);
        incref(value);
        I32[at] = value;
      }
    }
    return 0;
  }

  /** The same for keyword-only parameters. 0 or -1. */
  function fillKeywordDefaults(func: Handle, argcount: number, total: number, locals: Index): number {
    const varnames = I32[(I32[(func >>> 2) + CODE]! >>> 2) + W.code.co_localsplusnames]!;
    const defaults = I32[(func >>> 2) + KWDEFAULTS]!;
    let lacking = false;
    for (let i = argcount; i < total; i++) {
      if (I32[locals + 2 * i] !== 0) continue;
      const value = defaults === 0 ? 0 : space.dictGet(defaults, item(varnames, i));
      if (value !== 0) {
        incref(value);
        I32[locals + 2 * i] = value;
      } else lacking = true;
    }
    if (!lacking) return 0;
    const { qualname, names } = signatureOf(func);
    missingArguments(space, qualname, 'keyword-only', missing(locals, names, argcount, total));
    return -1;
  }

  function bindParts(
    func: Handle,
    at: Index,
    n: number,
    kwnames: Handle,
    locals: Index,
    take: boolean,
    kwargs: Handle,
  ): number {
    const code = I32[(func >>> 2) + CODE]! >>> 2;
    const flags = I32[code + W.code.co_flags]!;
    const argcount = I32[code + W.code.co_argcount]!;
    const total = argcount + I32[code + W.code.co_kwonlyargcount]!;
    let kwdict = 0;
    if ((flags & CO.VARKEYWORDS) !== 0) {
      kwdict = space.newDict();
      if (kwdict === 0) return -1;
      I32[locals + 2 * (total + ((flags & CO.VARARGS) !== 0 ? 1 : 0))] = kwdict;
    }
    const direct = Math.min(n, argcount);
    for (let i = 0; i < direct; i++) I32[locals + 2 * i] = argument(at + 2 * i, take);
    if ((flags & CO.VARARGS) !== 0) {
      const rest = take
        ? space.buildTuple(at + 2 * direct, n - direct)
        : space.tupleOf(at + 2 * direct, n - direct);
      if (rest === 0) return -1;
      I32[locals + 2 * total] = rest;
    }
    if (kwnames !== 0 && bindKeywords(func, at + 2 * n, kwnames, locals, kwdict, take) < 0) return -1;
    if (kwargs !== 0 && bindKeywordDict(func, kwargs, locals, kwdict) < 0) return -1;
    if (n > argcount && (flags & CO.VARARGS) === 0) {
      let keywordOnly = 0;
      for (let i = argcount; i < total; i++) if (I32[locals + 2 * i] !== 0) keywordOnly++;
      tooManyPositional(space, signatureOf(func), n, keywordOnly);
      return -1;
    }
    if (n < argcount && fillDefaults(func, n, argcount, locals) < 0) return -1;
    return total > argcount ? fillKeywordDefaults(func, argcount, total, locals) : 0;
  }

  function bind(func: Handle, at: Index, n: number, kwnames: Handle, locals: Index, take: boolean): number {
    const status = bindParts(func, at, n, kwnames, locals, take, 0);
    if (take) releaseArguments(at, n + (kwnames === 0 ? 0 : I32[(kwnames >>> 2) + SIZE]!));
    return status;
  }

  function bindDict(func: Handle, at: Index, n: number, kwargs: Handle, locals: Index): number {
    return bindParts(func, at, n, 0, locals, false, kwargs);
  }

  return { bind, bindDict };
}
