/** From source to code objects and trees: what the compiler's failures and warnings become, and how source is decoded. */
import {
  type CodeUnit,
  CompileError,
  CompileFlag,
  compileAst,
  compileSource,
  type Mod,
  type ParseOptions,
  PythonSyntaxError,
  type PythonWarning,
  parse,
  SourceEncodingError,
} from '@tyston/interp';
import { ld32, NULL, type Owned, PyThreadState, Roots } from '@tyston/memory';
import { call, str } from '../core/abstract.js';
import { astHooks } from '../core/ast-hook.js';
import { bytesData, bytesLength, newBytes } from '../core/bytes.js';
import { errClear, errMatches, setError, setErrorNone, setErrorObject } from '../core/errors.js';
import { restoreRaised, takeRaised } from '../core/exception.js';
import { decodeUtf8Escaped } from '../core/fs-text.js';
import { newInt } from '../core/int.js';
import { interpreter } from '../core/interpreter-hook.js';
import { decref, newRef } from '../core/refcount.js';
import { sourceLine } from '../core/source-line-hook.js';
import { jsStr, newStr } from '../core/str.js';
import { newTuple } from '../core/tuple.js';
import { warnExplicit } from '../core/warn-hook.js';
import { None, T } from '../core/wellknown.js';
import { decodeText, encodeText } from '../lib/codecs/text.js';
import { numbers } from '../lib/constant-numbers.js';
import { maxStrDigits } from '../lib/int-text.js';

/** Raises what the parser or compiler threw as the Python exception that it stands for. NULL. */
export function raiseCompileFailure(e: unknown): Owned {
  if (e instanceof PythonSyntaxError) return raiseSyntaxError(e);
  if (e instanceof CompileError) return setError(T[e.type], e.message);
  if (e instanceof Pending) return NULL;
  throw e;
}
function raiseSyntaxError(e: PythonSyntaxError): Owned {
  // The parser's stack is exhausted, or the source is no text: CPython knows no place.
  if (e.type === 'MemoryError') return setErrorNone(T.MemoryError);
  if (e.type === 'ValueError') return setError(T.ValueError, e.message);
  if (isEncodingError(e)) return raiseEncodingError(e);
  const opt = (n: number | null): Owned => (n === null ? newRef(None) : newInt(n));
  const info = newTuple(
    newStr(e.filename),
    opt(e.lineno),
    opt(e.offset),
    e.text === null ? newRef(None) : newStr(e.text),
    opt(e.endLineno),
    opt(e.endOffset),
  );
  const message = newStr(e.message);
  const x = call(T[e.type as 'SyntaxError'], message, info);
  decref(message);
  decref(info);
  if (x !== 0) restoreRaised(x);
  return NULL;
}
/** The source cannot be decoded: there is no place, nor an end of one. */
function isEncodingError(e: PythonSyntaxError): boolean {
  return e.offset === -1;
}
function raiseEncodingError(e: PythonSyntaxError): Owned {
  const place = newTuple(newStr(e.filename), newInt(0), newInt(-1), newRef(None));
  const message = newStr(e.message);
  const args = newTuple(message, place);
  setErrorObject(T.SyntaxError, args);
  decref(args);
  return NULL;
}
/** Thrown through the compiler when a Python exception is pending. */
class Pending extends Error {}

/** Issues a warning of the compiler; where a filter makes it an error, that is a SyntaxError at its place. */
function issueWarning(w: PythonWarning): void {
  const category = T[w.category];
  if (warnExplicit(category, w.message, w.filename, w.lineno) === 0) return;
  if (!errMatches(category)) throw new Pending();
  errClear();
  throw w.error();
}

/** Decodes source by Python's codecs. What they raise is the SyntaxError's message (`raise_tokenizer_init_error`). */
function decodeSource(bytes: Uint8Array, encoding: string): string | null {
  const input = newBytes(bytes);
  const text = decodeText(bytesData(input), bytesLength(input), encoding, null);
  decref(input);
  if (text === 0) {
    const failure = encodingFailure();
    // The parser knows encodings whose codecs have not been written.
    if (failure instanceof SourceEncodingError && failure.message === `unknown encoding: ${encoding}`)
      return null;
    throw failure;
  }
  // The tokenizer reads UTF-8, which cannot say everything that a str can.
  const utf8 = encodeText(text, 'utf-8', null);
  const result = utf8 === 0 ? '' : jsStr(text);
  decref(text);
  if (utf8 === 0) throw encodingFailure();
  decref(utf8);
  return result;
}
function encodingFailure(): Error {
  if (!errMatches(T.LookupError) && !errMatches(T.SyntaxError) && !errMatches(T.ValueError))
    return new Pending();
  const e = takeRaised();
  const message = str(e);
  decref(e);
  if (message === 0) return new Pending();
  const text = jsStr(message);
  decref(message);
  return new SourceEncodingError(text);
}

/** How the parser reads a source for Python: what follows from the flags, Python's codecs and warnings. */
export function parserOptions(filename: string, mode: CompileRequest['mode'], flags: number): ParseOptions {
  return {
    filename,
    mode,
    typeComments: (flags & CompileFlag.TYPE_COMMENTS) !== 0,
    allowIncomplete: (flags & CompileFlag.ALLOW_INCOMPLETE_INPUT) !== 0,
    keepBlockOpen: (flags & CompileFlag.DONT_IMPLY_DEDENT) !== 0,
    maxStrDigits: maxStrDigits(),
    decode: decodeSource,
    onWarning: issueWarning,
  };
}
function compilerOptions(filename: string, flags: number, optimize: 0 | 1 | 2) {
  return {
    filename,
    flags,
    optimize,
    numbers,
    recursionLimit: ld32(Roots.MAIN_THREAD + PyThreadState.recursion_remaining),
    onWarning: issueWarning,
    lineText: (line: number) => sourceLine(filename, line),
  };
}

export interface CompileRequest {
  readonly source: string | Uint8Array;
  readonly filename: string;
  readonly mode: 'exec' | 'eval' | 'single' | 'func_type';
  readonly flags: number;
  readonly optimize: 0 | 1 | 2;
  /** The source is read as the program's file: CPython then says less about an encoding that fails. */
  readonly isFile?: boolean;
}
/** Compiles source to a code object. New reference, or NULL with an exception. */
export function compileText(r: CompileRequest): Owned {
  let unit: CodeUnit;
  let encoding = '';
  const decode = (bytes: Uint8Array, name: string): string | null => {
    encoding = name;
    return decodeSource(bytes, name);
  };
  try {
    unit = compileSource(r.source, {
      ...parserOptions(r.filename, r.mode, r.flags),
      ...compilerOptions(r.filename, r.flags, r.optimize),
      decode,
    });
  } catch (e) {
    if (r.isFile && e instanceof PythonSyntaxError) {
      if (isEncodingError(e))
        return setError(T.SyntaxError, encoding === '' ? e.message : `encoding problem: ${encoding}`);
      return raiseCompileFailure(withoutOffsetAtEnd(e, r.source));
    }
    return raiseCompileFailure(e);
  }
  return interpreter().newCode(unit) as Owned;
}
/** Where a file ends in place of an indented block, its end has no place in the line: no caret is shown. */
function withoutOffsetAtEnd(e: PythonSyntaxError, source: string | Uint8Array): PythonSyntaxError {
  if (e.type !== 'IndentationError' || !e.message.startsWith('expected an indented block')) return e;
  if ((e.offset ?? 0) <= (e.text ?? '').trimEnd().length) return e;
  const text = typeof source === 'string' ? source : decodeUtf8Escaped(source);
  const rest = text.split('\n').slice(e.lineno ?? 0);
  if (rest.some((line) => line.trim() !== '')) return e;
  const { type, message, filename, lineno, text: line, endLineno, endOffset } = e;
  return new PythonSyntaxError(type, message, {
    filename,
    lineno,
    offset: 0,
    text: line,
    endLineno,
    endOffset,
  });
}
/** Compiles a tree. */
export function compileTree(tree: Mod, filename: string, flags: number, optimize: 0 | 1 | 2): Owned {
  try {
    return interpreter().newCode(compileAst(tree, compilerOptions(filename, flags, optimize))) as Owned;
  } catch (e) {
    return raiseCompileFailure(e);
  }
}
/** The tree of a source as nodes of the `ast` module (PyCF_ONLY_AST). */
export function parseToNodes(r: CompileRequest, featureVersion: number): Owned {
  let tree: Mod;
  try {
    tree = parse(r.source, {
      ...parserOptions(r.filename, r.mode, r.flags),
      ...(featureVersion >= 0 && { featureVersion }),
    });
  } catch (e) {
    return raiseCompileFailure(e);
  }
  return astHooks.fromTree(tree);
}
