/** Constants, imports and the interpreter's hooks into the object model. */
import type { Constants, Imports, Support } from '@tyston/interp';
import { type Borrowed, ldPtr, type Owned } from '@tyston/memory';
import { call, callMethod, getAttr, iterableToArray, lookupAttr, setItem } from '../core/abstract.js';
import { bytesData, bytesLength, newBytes } from '../core/bytes.js';
import { dictGet, dictSet } from '../core/dict.js';
import { errOccurred, setError, typeError } from '../core/errors.js';
import { newFloat } from '../core/float.js';
import { newIntFromBigInt } from '../core/int.js';
import { intern, internInPlace, isInterned } from '../core/intern.js';
import { shortName, typeName } from '../core/names.js';
import { decref, newRef, refcount, typeOf, xdecref } from '../core/refcount.js';
import { runSafepoint } from '../core/safepoint.js';
import { newFrozenSet, setAdd, setNext, setNextKey } from '../core/set.js';
import { State } from '../core/state.js';
import { jsStr, newStr, newStrFromCodePoints, strChar, strEquals, strLength } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { runTrace } from '../core/trace-hook.js';
import { Ellipsis, False, None, T, True } from '../core/wellknown.js';
import { newComplex } from '../lib/complex-arith.js';
import { importError } from '../lib/import-error.js';

const B = (p: number) => p as Borrowed;

/**
 * A frozenset of the items of one, in its order; steals it. CPython's compiler does so as it merges constants, and once more where
 * an item is a name that it has interned before.
 */
function remade(set: Owned): Owned {
  const s = newFrozenSet();
  for (let c = setNext(set, 0); c !== 0; c = setNext(set, c)) setAdd(s, setNextKey());
  decref(set);
  return s;
}
/** The characters that CPython interns as names of its own, beside the strings of one character. */
const INTERNED_LETTERS = 'BCLST_abcdefhiklmnopqrstvwxy';
/** Whether a constant just made is a name that there was already: then others refer to it. */
function wasInterned(item: Borrowed): boolean {
  if (typeOf(item) !== T.str || !isInterned(item)) return false;
  return strLength(item) === 1 ? INTERNED_LETTERS.includes(jsStr(item)) : refcount(item) > 1;
}

const identifierLike = /^[A-Za-z0-9_]*$/;

export function makeConstants(): Constants {
  return {
    constant: (c) => {
      switch (c.type) {
        case 'None':
          return newRef(None);
        case 'True':
          return newRef(True);
        case 'False':
          return newRef(False);
        case 'Ellipsis':
          return newRef(Ellipsis);
        case 'int':
          return newIntFromBigInt(c.value);
        case 'float':
          return newFloat(c.value);
        case 'complex':
          return newComplex('real' in c ? (c.real as number) : 0, c.imag);
        case 'bytes':
          return newBytes(c.value);
        case 'str': {
          const s = c.codepoints ? newStrFromCodePoints(c.codepoints) : newStr(c.value);
          return !c.codepoints && identifierLike.test(c.value) ? internInPlace(s) : s;
        }
      }
    },
    // (Not `intern`, whose strings live as long as the isolate: these are the names of programs.)
    intern: (text) => internInPlace(newStr(text)),
    newStr,
    newBytes,
    newComplex,
    bytesAddress: (b) => bytesData(B(b)),
    bytesLength: (b) => bytesLength(B(b)),
    frozensetOf: (at, n) => {
      const given = newFrozenSet();
      let known = false;
      for (let i = 0; i < n; i++) {
        const item = ldPtr(at * 4 + i * 8);
        setAdd(given, item);
        known ||= wasInterned(item);
      }
      // Each time that it is made anew the order of its items may change, which shows in what is made of it.
      const merged = remade(given);
      return known ? remade(merged) : merged;
    },
  };
}

export function makeImports(): Imports {
  /** A module's `__name__` when it is a str, or ''. */
  function nameOf(module: Borrowed): string {
    const n = lookupAttr(module, intern('__name__'));
    const s = n !== 0 && isInstance(n, T.str) ? jsStr(n) : '';
    xdecref(n);
    return s;
  }
  return {
    importName: (name, globals, locals, builtins, fromlist, level) => {
      const f = dictGet(B(builtins), intern('__import__'));
      if (f === 0) {
        if (!errOccurred()) setError(T.ImportError, '__import__ not found');
        return 0;
      }
      return call(f, B(name), B(globals), B(locals || None), B(fromlist), B(level));
    },
    importFrom: (module, name) => {
      const v = lookupAttr(B(module), B(name));
      if (v !== 0 || errOccurred()) return v;
      // A submodule that is being imported may be in sys.modules only.
      const pkg = nameOf(B(module));
      if (pkg !== '') {
        const full = newStr(`${pkg}.${jsStr(B(name))}`);
        const m = dictGet(ldPtr(State.MODULES), full);
        decref(full);
        if (m !== 0) return newRef(m);
        if (errOccurred()) return 0;
      }
      return importError(B(module), pkg, B(name));
    },
    importStar: (module, locals) => {
      let names = lookupAttr(B(module), intern('__all__'));
      let skipUnderscore = false;
      if (names === 0) {
        if (errOccurred()) return -1;
        const d = lookupAttr(B(module), intern('__dict__'));
        if (d === 0) {
          if (!errOccurred()) setError(T.ImportError, 'from-import-* object has no __dict__ and no __all__');
          return -1;
        }
        names = callMethod(d, 'keys');
        decref(d);
        if (names === 0) return -1;
        skipUnderscore = true;
      }
      const items = iterableToArray(names);
      decref(names);
      if (items === null) return -1;
      let result = 0;
      for (const name of items) {
        if (result === 0) {
          if (!isInstance(name, T.str)) {
            const m = nameOf(B(module));
            typeError(
              skipUnderscore
                ? `Key in ${m}.__dict__ must be str, not ${typeName(name)}`
                : `Item in ${m}.__all__ must be str, not ${typeName(name)}`,
            );
            result = -1;
          } else if (!(skipUnderscore && strLength(name) > 0 && strChar(name, 0) === 0x5f)) {
            const v = getAttr(B(module), name);
            if (v === 0) result = -1;
            else {
              if (typeOf(B(locals)) === T.dict) result = dictSet(B(locals), name, v);
              else result = setItem(B(locals), name, v);
              decref(v);
            }
          }
        }
        decref(name);
      }
      return result;
    },
  };
}

export function makeSupport(): Support {
  return {
    text: (s) => jsStr(B(s)),
    typeName: (x) => shortName(typeOf(B(x))),
    sameText: (a, b) => strEquals(B(a), B(b)),
    isStr: (x) => isInstance(B(x), T.str),
    safepoint: runSafepoint,
    trace: (frame, event, arg) => runTrace(frame, event, B(arg)),
  };
}
