/** `compile`, `exec` and `eval`. */
import { CompileFlag, FUTURE_MASK } from '@tyston/interp';
import { type Borrowed, Frame, ld32, ldPtr, NULL, type Owned, PyCodeObject, readBytes } from '@tyston/memory';
import { call, callMethod, isMapping, typeName, warn } from '../core/abstract.js';
import { astHooks } from '../core/ast-hook.js';
import { getBytesLike } from '../core/buffer.js';
import { bytesLength } from '../core/bytes.js';
import { dictContains, dictGetStr, dictSet } from '../core/dict.js';
import { errOccurred, setError, typeError, valueError } from '../core/errors.js';
import { currentFrame, currentGlobals } from '../core/frame-hook.js';
import { decodeUtf8Escaped } from '../core/fs-text.js';
import { intern } from '../core/intern.js';
import { interpreter } from '../core/interpreter-hook.js';
import { moduleDict } from '../core/module-object.js';
import { lookupSpecial } from '../core/object.js';
import { decref, newRef, typeOf, xdecref } from '../core/refcount.js';
import { State } from '../core/state.js';
import { jsStr, newStr, strKind } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { None, T } from '../core/wellknown.js';
import { frameLocals } from '../lib/frame-locals.js';
import { frameObjectOf } from '../lib/frame-object.js';
import { compileText, compileTree, parseToNodes } from './compile-text.js';

/** Futures in force where the built-in was called. */
function inheritedFlags(): number {
  const f = currentFrame();
  return f === 0 ? 0 : ld32(ldPtr(f + Frame.code) + PyCodeObject.co_flags) & FUTURE_MASK;
}

/** Source as text or bytes; null with an exception. Strings are compiled as they are: no coding cookie counts. */
export function sourceOf(
  o: Borrowed,
  fname: string,
  what: string,
): { source: string | Uint8Array; flags: number } | null {
  if (isInstance(o, T.str)) {
    const text = strKind(o) === 1 ? jsStr(o) : checkedText(o);
    if (text === null) return null;
    if (text.includes('\0')) {
      valueError('source code string cannot contain null bytes');
      return null;
    }
    return { source: text, flags: CompileFlag.IGNORE_COOKIE };
  }
  if (isInstance(o, T.bytes) || isInstance(o, T.bytearray) || isInstance(o, T.memoryview)) {
    const view = getBytesLike(o);
    if (view === null) return null;
    const bytes = readBytes(view.address, view.length);
    view.release();
    if (bytes.includes(0)) {
      valueError('source code string cannot contain null bytes');
      return null;
    }
    return { source: bytes, flags: 0 };
  }
  typeError(`${fname}() arg 1 must be a ${what} object`);
  return null;
}
/** The text, unless it has lone surrogates, which cannot be encoded: UnicodeEncodeError. */
function checkedText(o: Borrowed): string | null {
  const s = jsStr(o);
  if (/[\ud800-\udfff]/.test(s.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''))) {
    const utf8 = newStr('utf-8');
    const b = callMethod(o, 'encode', utf8);
    decref(utf8);
    xdecref(b);
    if (b === 0) return null;
  }
  return s;
}

const MODES = new Set(['exec', 'eval', 'single', 'func_type']);
export function compileBuiltin(
  _m: Borrowed,
  source: Borrowed,
  filename: Borrowed,
  mode: Borrowed,
  flags: number,
  dontInherit: boolean,
  optimize: number,
  featureVersion: number,
): Owned {
  const file = fileNameOf(filename);
  if (file === null) return NULL;
  const known =
    FUTURE_MASK |
    CompileFlag.ONLY_AST |
    CompileFlag.TYPE_COMMENTS |
    CompileFlag.ALLOW_TOP_LEVEL_AWAIT |
    CompileFlag.DONT_IMPLY_DEDENT |
    CompileFlag.ALLOW_INCOMPLETE_INPUT |
    CompileFlag.SOURCE_IS_UTF8 |
    CompileFlag.IGNORE_COOKIE |
    0x10;
  if (flags & ~known) return valueError('compile(): unrecognised flags');
  if (optimize < -1 || optimize > 2) return valueError('compile(): invalid optimize value');
  const opt = (optimize === -1 ? optimizationLevel : optimize) as 0 | 1 | 2;
  const f = flags | (dontInherit ? 0 : inheritedFlags());
  const m = jsStr(mode);
  const onlyAst = (flags & CompileFlag.ONLY_AST) !== 0;
  if (!MODES.has(m) || (m === 'func_type' && !onlyAst)) {
    return valueError(
      m === 'func_type'
        ? "compile() mode 'func_type' requires flag PyCF_ONLY_AST"
        : onlyAst
          ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
          : "compile() mode must be 'exec', 'eval' or 'single'",
    );
  }
  if (astHooks.isAst(source)) {
    if (onlyAst) return newRef(source);
    const tree = astHooks.toTree(source, m);
    return tree === null ? NULL : compileTree(tree, file, f, opt);
  }
  if (errOccurred()) return NULL;
  const text = sourceOf(source, 'compile', 'string, bytes or AST');
  if (text === null) return NULL;
  const request = {
    source: text.source,
    filename: file,
    mode: m as 'exec',
    flags: f | text.flags,
    optimize: opt,
  };
  return onlyAst ? parseToNodes(request, featureVersion) : compileText(request);
}
let optimizationLevel = 0;
/** -O and -OO. */
export function setOptimizationLevel(n: 0 | 1 | 2): void {
  optimizationLevel = n;
}
export function optimization(): 0 | 1 | 2 {
  return optimizationLevel as 0 | 1 | 2;
}
/** os.fspath and decoding of a file name argument. null with an exception. */
export function fileNameOf(o: Borrowed): string | null {
  if (isInstance(o, T.str)) return jsStr(o);
  if (isInstance(o, T.bytes)) return decodeUtf8Escaped(readBytes(o + 32, bytesLength(o)));
  if (isInstance(o, T.bytearray) || isInstance(o, T.memoryview)) {
    if (warn(T.DeprecationWarning, 'path should be string, bytes, or os.PathLike, not ' + typeName(o), 1) < 0)
      return null;
    const b = call(T.bytes, o);
    const text = b === 0 ? null : fileNameOf(b);
    xdecref(b);
    return text;
  }
  const m = lookupSpecial(o, '__fspath__');
  if (m === 0) {
    if (!errOccurred()) {
      typeError(`expected str, bytes or os.PathLike object, not ${typeName(o)}`);
    }
    return null;
  }
  const r = call(m);
  decref(m);
  if (r === 0) return null;
  const s = isInstance(r, T.str) || isInstance(r, T.bytes) ? fileNameOf(r) : null;
  if (s === null)
    typeError(`expected ${typeName(o)}.__fspath__() to return str or bytes, not ${typeName(r)}`);
  decref(r);
  return s;
}

/** Globals and locals of exec and eval, borrowed pairs made owned; null with an exception. */
function namespaces(
  fname: string,
  globals: Borrowed,
  locals: Borrowed,
): { globals: Owned; locals: Owned } | null {
  let g = globals === None ? (0 as Borrowed) : globals;
  let l = locals === None ? (0 as Borrowed) : locals;
  const localsWrong = () => {
    if (l === 0 || isMapping(l)) return false;
    typeError(
      fname === 'eval' ? 'locals must be a mapping' : `locals must be a mapping or None, not ${typeName(l)}`,
    );
    return true;
  };
  // eval looks at the locals first, exec at the globals.
  if (fname === 'eval' && localsWrong()) return null;
  if (g !== 0 && !isInstance(g, T.dict)) {
    typeError(
      fname === 'eval'
        ? isMapping(g)
          ? 'globals must be a real dict; try eval(expr, {}, mapping)'
          : 'globals must be a dict'
        : `exec() globals must be a dict, not ${typeName(g)}`,
    );
    return null;
  }
  if (localsWrong()) return null;
  if (g === 0) {
    g = currentGlobals();
    if (l === 0) {
      const frame = currentFrame();
      if (frame === 0 || g === 0) {
        setError(T.SystemError, 'globals and locals cannot be NULL');
        return null;
      }
      const f = frameObjectOf(frame);
      const own = frameLocals(frame, f);
      decref(f);
      return { globals: newRef(g), locals: own };
    }
  } else if (l === 0) l = g;
  const b = dictContains(g, intern('__builtins__'));
  if (b === 0) dictSet(g, intern('__builtins__'), builtinsForFrame());
  return { globals: newRef(g), locals: newRef(l) };
}
function builtinsForFrame(): Borrowed {
  const f = currentFrame();
  return f === 0 ? ldPtr(State.BUILTINS) : ldPtr(f + Frame.builtins);
}
function builtinsDict(globals: Borrowed): Borrowed {
  const b = dictGetStr(globals, intern('__builtins__'));
  if (b === 0) return ldPtr(State.BUILTINS_DICT);
  return isInstance(b, T.module) ? moduleDict(b) : b;
}

function run(code: Borrowed, ns: { globals: Owned; locals: Owned }, closure: Borrowed): Owned {
  return interpreter().evalCode(code, ns.globals, builtinsDict(ns.globals), ns.locals, closure) as Owned;
}
function release(ns: { globals: Owned; locals: Owned }, r: Owned): Owned {
  decref(ns.globals);
  decref(ns.locals);
  return r;
}
export function evalBuiltin(_m: Borrowed, source: Borrowed, globals: Borrowed, locals: Borrowed): Owned {
  const ns = namespaces('eval', globals || None, locals || None);
  if (ns === null) return NULL;
  if (typeOf(source) === T.code) {
    if (ld32(source + PyCodeObject.co_nfreevars) > 0)
      return release(ns, typeError('code object passed to eval() may not contain free variables'));
    return release(ns, run(source, ns, 0 as Borrowed));
  }
  const text = sourceOf(source, 'eval', 'string, bytes or code');
  if (text === null) return release(ns, NULL);
  const src = typeof text.source === 'string' ? text.source.replace(/^[ \t]+/, '') : text.source;
  const code = compileText({
    source: src,
    filename: '<string>',
    mode: 'eval',
    flags: inheritedFlags() | text.flags,
    optimize: optimization(),
  });
  if (code === 0) return release(ns, NULL);
  const r = run(code, ns, 0 as Borrowed);
  decref(code);
  return release(ns, r);
}
export function execBuiltin(
  _m: Borrowed,
  source: Borrowed,
  globals: Borrowed,
  locals: Borrowed,
  closure: Borrowed,
): Owned {
  const ns = namespaces('exec', globals || None, locals || None);
  if (ns === null) return NULL;
  const cl = closure === None ? (0 as Borrowed) : closure;
  if (typeOf(source) === T.code) {
    const free = ld32(source + PyCodeObject.co_nfreevars);
    if (free === 0) {
      if (cl !== 0) return release(ns, typeError('cannot use a closure with this code object'));
    } else {
      let ok = cl !== 0 && typeOf(cl) === T.tuple && tupleLength(cl) === free;
      for (let i = 0; ok && i < free; i++) ok = typeOf(tupleItem(cl, i)) === T.cell;
      if (!ok) return release(ns, typeError(`code object requires a closure of exactly length ${free}`));
    }
    const r = run(source, ns, cl);
    if (r === 0) return release(ns, NULL);
    decref(r);
    return release(ns, newRef(None));
  }
  if (cl !== 0) return release(ns, typeError('closure can only be used when source is a code object'));
  const text = sourceOf(source, 'exec', 'string, bytes or code');
  if (text === null) return release(ns, NULL);
  const code = compileText({
    source: text.source,
    filename: '<string>',
    mode: 'exec',
    flags: inheritedFlags() | text.flags,
    optimize: optimization(),
  });
  if (code === 0) return release(ns, NULL);
  const r = run(code, ns, 0 as Borrowed);
  decref(code);
  if (r === 0) return release(ns, NULL);
  decref(r);
  return release(ns, newRef(None));
}
