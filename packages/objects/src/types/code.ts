/** code objects. */

import { handlerWords, simpleArguments, UNSOUND, verifyCode } from '@tyston/interp';
import {
  type Borrowed,
  copy,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyCodeObject,
  PyObject,
  PyVarObject,
  readBytes,
  st32,
  stPtr,
  stSsize,
  zero,
} from '@tyston/memory'; // prettier-ignore
import { addressHex, compareBool, getIter, hash, Py_EQ, Py_NE, typeName } from '../core/abstract.js';
import { newPlain } from '../core/alloc.js';
import { parseTupleAndDict } from '../core/args.js';
import { bytesLength, bytesView, newBytes } from '../core/bytes.js';
import { MemberType, method, type TypeSpec } from '../core/define.js';
import { dictEntryKey, dictEntryValue, dictNext } from '../core/dict.js';
import { errOccurred, setError, typeError, valueError } from '../core/errors.js';
import { hashHigh, setHashHigh } from '../core/hash-high.js';
import { clearWeakReferences, finishDealloc } from '../core/instance.js';
import { newInt } from '../core/int.js';
import { interpreter } from '../core/interpreter-hook.js';
import { listAppendOwned, newList } from '../core/list.js';
import { decref, newRef, typeOf } from '../core/refcount.js';
import { State } from '../core/state.js';
import { jsStr, newStr } from '../core/str.js';
import { isInstance } from '../core/subtype.js';
import { newTuple, tupleItem, tupleLength } from '../core/tuple.js';
import { False, None, NotImplemented, T, True } from '../core/wellknown.js';
import { cleanWords } from '../lib/clean-code.js';

const C = PyCodeObject;
const CO_FAST_LOCAL = 0x20;
const CO_FAST_CELL = 0x40;
const CO_FAST_FREE = 0x80;

function names(code: Borrowed, kind: number): Owned {
  const all = ldPtr(code + C.co_localsplusnames);
  const kinds = bytesView(ldPtr(code + C.co_localspluskinds));
  const out: Owned[] = [];
  for (let i = 0; i < tupleLength(all); i++) if (kinds[i]! & kind) out.push(newRef(tupleItem(all, i)));
  return newTuple(...out);
}
/** Bytes of bytecode. Inline caches read as zero, so that equal code has equal bytes. */
const codeBytes = (code: Borrowed) => ld32(code + PyVarObject.ob_size) * 4;
function getCode(code: Borrowed): Owned {
  const cached = ldPtr(code + C._co_code);
  if (cached !== 0) return newRef(cached);
  return newBytes(bytecodeWithoutCaches(code));
}
function bytecodeWithoutCaches(code: Borrowed): Uint8Array {
  if (ld32(code + C.co_stacksize) === UNSOUND) {
    const given = ldPtr(code + C._co_code);
    return bytesView(given).slice(0, bytesLength(given));
  }
  return cleanWords(readBytes(code + C.co_code_adaptive, codeBytes(code)));
}

function lines(code: Borrowed): Owned {
  // (start, end, line) of runs of one line; a code unit is one word of ours, offsets are in bytes.
  const list = newList();
  let start = 0;
  let line = -1;
  let end = 0;
  let open = false;
  const push = () => {
    if (open)
      listAppendOwned(
        list,
        newTuple(newInt(start * 4), newInt(end * 4), line >= 0 ? newInt(line) : newRef(None)),
      );
  };
  if (bytesLength(ldPtr(code + C.co_linetable)) === 0) {
    const it = getIter(list);
    decref(list);
    return it;
  }
  // CPython's code begins with an instruction RESUME of the line where the code begins, which takes no room here.
  const isModule = jsStr(ldPtr(code + C.co_name)) === '<module>';
  listAppendOwned(list, newTuple(newInt(0), newInt(0), newInt(isModule ? 0 : ld32(code + C.co_firstlineno))));
  for (const l of interpreter().locations(code)) {
    if (open && l.line === line) {
      end = l.end;
      continue;
    }
    push();
    open = true;
    start = l.start;
    end = l.end;
    line = l.line;
  }
  push();
  const it = getIter(list);
  decref(list);
  return it;
}
function positions(code: Borrowed): Owned {
  const list = newList();
  const n = (v: number, min: number) => (v >= min ? newInt(v) : newRef(None));
  const linesOnly = ld32(State.NO_DEBUG_RANGES) !== 0;
  for (const l of interpreter().locations(code)) {
    const { line, endLine, column, endColumn } = linesOnly
      ? { line: l.line, endLine: l.line, column: -1, endColumn: -1 }
      : l;
    for (let w = l.start; w < l.end; w++)
      listAppendOwned(list, newTuple(n(line, 1), n(endLine, 1), n(column, 0), n(endColumn, 0)));
  }
  const it = getIter(list);
  decref(list);
  return it;
}

const COMPARED = [
  C.co_name,
  C.co_consts,
  C.co_names,
  C.co_localsplusnames,
  C.co_linetable,
  C.co_exceptiontable,
];
const NUMBERS = [C.co_argcount, C.co_posonlyargcount, C.co_kwonlyargcount, C.co_flags, C.co_firstlineno];
function compare(a: Borrowed, b: Borrowed, op: number): Owned {
  if ((op !== Py_EQ && op !== Py_NE) || typeOf(a) !== T.code || typeOf(b) !== T.code)
    return newRef(NotImplemented);
  let eq = a === b;
  if (!eq) {
    eq = NUMBERS.every((f) => ld32(a + f) === ld32(b + f));
    if (eq) {
      const x = bytecodeWithoutCaches(a);
      const y = bytecodeWithoutCaches(b);
      eq = x.length === y.length && x.every((v, i) => v === y[i]);
    }
    for (const f of COMPARED) {
      if (!eq) break;
      const r = compareBool(ldPtr(a + f), ldPtr(b + f), Py_EQ);
      if (r < 0) return NULL;
      eq = r === 1;
    }
  }
  return newRef(eq === (op === Py_EQ) ? True : False);
}

const SIGNATURE =
  '(argcount: int, posonlyargcount: int, kwonlyargcount: int, nlocals: int, stacksize: int, flags: int, codestring, constants, names, varnames, filename, name, qualname, firstlineno: int, linetable, exceptiontable, freevars = None, cellvars = None, /)';
/** The fields that are no numbers, by their place in the signature. */
const FIELD_TYPES: readonly (readonly [index: number, kind: 'bytes' | 'tuple' | 'str'])[] = [
  [6, 'bytes'],
  [7, 'tuple'],
  [8, 'tuple'],
  [9, 'tuple'],
  [10, 'str'],
  [11, 'str'],
  [12, 'str'],
  [14, 'bytes'],
  [15, 'bytes'],
  [16, 'tuple'],
  [17, 'tuple'],
];
const argumentTypeName = (o: Borrowed) => (o === None ? 'None' : typeName(o));
/** code(argcount, …): the names of locals, cells and free variables become localsplus as the compiler lays them out. */
function codeNew(_tp: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const v = parseTupleAndDict('code', SIGNATURE, args, kwargs);
  if (v === null) return NULL;
  const [argcount, posonly, kwonly, nlocals, stacksize, flags] = v as number[];
  const [bytes, consts, nameTuple, varnames, filename, name, qualname] = v.slice(6, 13) as Borrowed[];
  const firstlineno = v[13] as number;
  const [linetable, exceptiontable, freevars, cellvars] = v.slice(14) as Borrowed[];
  for (const [index, kind] of FIELD_TYPES) {
    const given = v[index] as Borrowed;
    if (given !== 0 && !isInstance(given, T[kind]))
      return typeError(`code() argument ${index + 1} must be ${kind}, not ${argumentTypeName(given)}`);
  }
  if (argcount! < 0) return valueError('code: argcount must not be negative');
  if (posonly! < 0) return valueError('code: posonlyargcount must not be negative');
  if (kwonly! < 0) return valueError('code: kwonlyargcount must not be negative');
  if (nlocals! < 0) return valueError('code: nlocals must not be negative');
  if (nlocals !== tupleLength(varnames!)) return valueError('code: co_nlocals != len(co_varnames)');
  for (const tuple of [nameTuple!, varnames!, freevars!, cellvars!]) {
    const odd = tuple === 0 ? undefined : items(tuple).find((one) => !isInstance(one, T.str));
    if (odd !== undefined) return typeError(`name tuples must contain only strings, not '${typeName(odd)}'`);
  }
  const free = freevars === 0 ? [] : items(freevars!);
  const cells = cellvars === 0 ? [] : items(cellvars!);
  const all: Borrowed[] = [];
  const kinds: number[] = [];
  for (const n of items(varnames!)) {
    all.push(n);
    kinds.push(CO_FAST_LOCAL);
  }
  for (const c of cells) {
    const i = all.findIndex((n) => compareBool(n, c, Py_EQ) === 1);
    if (i >= 0) kinds[i]! |= CO_FAST_CELL;
    else {
      all.push(c);
      kinds.push(CO_FAST_CELL);
    }
  }
  for (const f of free) {
    all.push(f);
    kinds.push(CO_FAST_FREE);
  }
  const sound = isSound(bytes!, exceptiontable!, {
    nlocalsplus: all.length,
    ntemps: stacksize!,
    nconsts: tupleLength(consts!),
    nnames: tupleLength(nameTuple!),
  });
  const code = newCodeObject({
    flags: flags!,
    argcount: argcount!,
    posonly: posonly!,
    kwonly: kwonly!,
    stacksize: sound ? stacksize! : UNSOUND,
    firstlineno,
    bytes: bytes!,
    consts: consts!,
    names: nameTuple!,
    filename: filename!,
    name: name!,
    qualname: qualname!,
    linetable: linetable!,
    exceptiontable: exceptiontable!,
    localsplus: all,
    kinds,
  }); // prettier-ignore
  if (!sound) {
    st32(code + C.co_extra, stacksize!);
    stPtr(code + C._co_code, newRef(bytes!));
  }
  return code;
}
function stackSize(code: Borrowed): Owned {
  const n = ld32(code + C.co_stacksize);
  return newInt(n === UNSOUND ? ld32(code + C.co_extra) : n);
}
/** Can the bytes be run? Bytecode that is not sound would read and write what it must not: see UNSOUND. */
function isSound(
  bytes: Borrowed,
  exceptiontable: Borrowed,
  sizes: { nlocalsplus: number; ntemps: number; nconsts: number; nnames: number },
): boolean {
  const n = bytesLength(bytes);
  if (n === 0 || n % 4 !== 0) return false;
  const code = bytesView(bytes).slice(0, n);
  const table = bytesView(exceptiontable).slice(0, bytesLength(exceptiontable));
  const faults = verifyCode({
    words: new Int32Array(code.buffer, code.byteOffset, n >> 2),
    exceptiontable: table,
    ...sizes,
  });
  return faults.length === 0;
}
function items(t: Borrowed): Borrowed[] {
  const out: Borrowed[] = [];
  for (let i = 0; i < tupleLength(t); i++) out.push(tupleItem(t, i));
  return out;
}
export interface CodeFields {
  flags: number;
  argcount: number;
  posonly: number;
  kwonly: number;
  stacksize: number;
  firstlineno: number;
  bytes: Borrowed;
  consts: Borrowed;
  names: Borrowed;
  filename: Borrowed;
  name: Borrowed;
  qualname: Borrowed;
  linetable: Borrowed;
  exceptiontable: Borrowed;
  localsplus: readonly Borrowed[];
  kinds: readonly number[];
} // prettier-ignore
/** A code object from its fields, all borrowed. New reference. */
export function newCodeObject(f: CodeFields): Owned {
  const n = bytesLength(f.bytes);
  const handlers = handlerWords(bytesView(f.exceptiontable));
  const code = newPlain(T.code, C.co_code_adaptive + n + 4 * handlers.length);
  zero(code + PyObject.size, C.co_code_adaptive - PyObject.size);
  stSsize(code + PyVarObject.ob_size, n >> 2);
  copy(code + C.co_code_adaptive, f.bytes + 32, n);
  for (const [i, word] of handlers.entries()) st32(code + C.co_code_adaptive + n + 4 * i, word);
  st32(code + C._co_firsttraceable, simpleArguments(f.flags, f.argcount, f.kwonly));
  const put = (offset: number, v: Borrowed) => stPtr(code + offset, newRef(v));
  put(C.co_consts, f.consts);
  put(C.co_names, f.names);
  put(C.co_exceptiontable, f.exceptiontable);
  put(C.co_filename, f.filename);
  put(C.co_name, f.name);
  put(C.co_qualname, f.qualname);
  put(C.co_linetable, f.linetable);
  st32(code + C.co_flags, f.flags);
  st32(code + C.co_argcount, f.argcount);
  st32(code + C.co_posonlyargcount, f.posonly);
  st32(code + C.co_kwonlyargcount, f.kwonly);
  st32(code + C.co_stacksize, f.stacksize);
  st32(code + C.co_firstlineno, f.firstlineno);
  const count = (bit: number) => f.kinds.filter((k) => k & bit).length;
  st32(code + C.co_nlocalsplus, f.localsplus.length);
  st32(code + C.co_nlocals, count(CO_FAST_LOCAL));
  st32(code + C.co_ncellvars, count(CO_FAST_CELL));
  st32(code + C.co_nplaincellvars, f.kinds.filter((k) => k & CO_FAST_CELL && !(k & CO_FAST_LOCAL)).length);
  st32(code + C.co_nfreevars, count(CO_FAST_FREE));
  stPtr(code + C.co_localsplusnames, newTuple(...f.localsplus.map((x) => newRef(x))));
  stPtr(code + C.co_localspluskinds, newBytes(Uint8Array.from(f.kinds)));
  return code;
}

const REPLACEABLE: readonly (readonly [string, (c: Borrowed) => Owned])[] = [
  ['co_argcount', (c) => newInt(ld32(c + C.co_argcount))],
  ['co_posonlyargcount', (c) => newInt(ld32(c + C.co_posonlyargcount))],
  ['co_kwonlyargcount', (c) => newInt(ld32(c + C.co_kwonlyargcount))],
  ['co_nlocals', (c) => newInt(ld32(c + C.co_nlocals))],
  ['co_stacksize', stackSize],
  ['co_flags', (c) => newInt(ld32(c + C.co_flags))],
  ['co_code', getCode],
  ['co_consts', (c) => newRef(ldPtr(c + C.co_consts))],
  ['co_names', (c) => newRef(ldPtr(c + C.co_names))],
  ['co_varnames', (c) => names(c, CO_FAST_LOCAL)],
  ['co_filename', (c) => newRef(ldPtr(c + C.co_filename))],
  ['co_name', (c) => newRef(ldPtr(c + C.co_name))],
  ['co_qualname', (c) => newRef(ldPtr(c + C.co_qualname))],
  ['co_firstlineno', (c) => newInt(ld32(c + C.co_firstlineno))],
  ['co_linetable', (c) => newRef(ldPtr(c + C.co_linetable))],
  ['co_exceptiontable', (c) => newRef(ldPtr(c + C.co_exceptiontable))],
  ['co_freevars', (c) => names(c, CO_FAST_FREE)],
  ['co_cellvars', (c) => names(c, CO_FAST_CELL)],
];
/** `code.replace(**fields)`. */
function replace(code: Borrowed, positional: Borrowed, kwargs: Borrowed): Owned {
  if (tupleLength(positional) > 0) return typeError('replace() takes no positional arguments');
  const given = new Map<string, Borrowed>();
  if (kwargs !== 0)
    for (let c = dictNext(kwargs, 0); c !== 0; c = dictNext(kwargs, c))
      given.set(jsStr(dictEntryKey()), dictEntryValue());
  const values: Owned[] = [];
  for (const [index, kind] of FIELD_TYPES) {
    const name = REPLACEABLE[index]![0];
    const v = given.get(name);
    if (v !== undefined && !isInstance(v, T[kind]))
      return typeError(`replace() argument '${name}' must be ${kind}, not ${argumentTypeName(v)}`);
  }
  for (const name of ['co_names', 'co_varnames', 'co_freevars', 'co_cellvars']) {
    const v = given.get(name);
    if (v !== undefined && items(v).some((one) => !isInstance(one, T.str)))
      return setError(T.SystemError, 'non-string found in code slot');
  }
  for (const [name, get] of REPLACEABLE) {
    const v = given.get(name);
    given.delete(name);
    values.push(v !== undefined ? newRef(v) : get(code));
  }
  for (const name of given.keys()) {
    for (const v of values) decref(v);
    return typeError(`'${name}' is an invalid keyword argument for replace()`);
  }
  const args = newTuple(...values);
  const r = codeNew(T.code, args, 0 as Borrowed);
  decref(args);
  return r;
}

const member = (name: string, offset: number, type: number = MemberType.OBJECT) => ({
  name,
  type,
  offset,
  readonly: true,
});
export const codeType: TypeSpec = {
  type: 'code',
  basicsize: C.co_code_adaptive,
  itemsize: 4,
  weaklistoffset: C.co_weakreflist,
  doc: 'Create a code object.  Not for mere mortals.',
  textSignature:
    '(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)',
  slots: {
    tp_dealloc: (code: Borrowed) => {
      if (ldPtr(code + C.co_weakreflist) !== 0) clearWeakReferences(code);
      interpreter().releaseCode(code);
      finishDealloc(code);
    },
    tp_repr: (code: Borrowed) =>
      newStr(
        `<code object ${jsStr(ldPtr(code + C.co_name))} at 0x${addressHex(code)}, file ${quoteFile(code)}, line ${ld32(code + C.co_firstlineno) || -1}>`,
      ),
    tp_hash: (code: Borrowed) => {
      let low = 0;
      let high = 0;
      for (const f of [C.co_name, C.co_names, C.co_localsplusnames]) {
        const h = hash(ldPtr(code + f));
        if (h === -1 && errOccurred()) return -1;
        low ^= h;
        high ^= hashHigh();
      }
      low ^= ld32(code + C.co_argcount) ^ ld32(code + C.co_flags) ^ ld32(code + C.co_firstlineno);
      setHashHigh(high);
      return low === -1 && high === -1 ? -2 : low;
    },
    tp_richcompare: compare,
    tp_new: codeNew,
  },
  methods: [
    method('co_lines', '($self, /)', lines, '', { noTextSignature: true }),
    method('co_positions', '($self, /)', positions),
    method(
      'replace',
      '($self, /, *args, **kwargs)',
      replace,
      'Return a copy of the code object with new values for the specified fields.',
    ),
    method('__sizeof__', '($self, /)', (code: Borrowed) => newInt(C.co_code_adaptive + codeBytes(code)), '', {
      noTextSignature: true,
    }),
  ],
  members: [
    member('co_argcount', C.co_argcount, MemberType.INT),
    member('co_posonlyargcount', C.co_posonlyargcount, MemberType.INT),
    member('co_kwonlyargcount', C.co_kwonlyargcount, MemberType.INT),
    member('co_flags', C.co_flags, MemberType.INT),
    member('co_names', C.co_names),
    member('co_filename', C.co_filename),
    member('co_name', C.co_name),
    member('co_qualname', C.co_qualname),
    member('co_firstlineno', C.co_firstlineno, MemberType.INT),
    member('co_linetable', C.co_linetable),
    member('co_exceptiontable', C.co_exceptiontable),
    member('co_consts', C.co_consts),
    member('co_nlocals', C.co_nlocals, MemberType.INT),
  ],
  getset: [
    { name: 'co_lnotab', get: (c) => newRef(ldPtr(c + C.co_linetable)) },
    { name: 'co_code', get: getCode },
    { name: 'co_stacksize', get: stackSize },
    { name: '_co_code_adaptive', get: (c) => newBytes(readBytes(c + C.co_code_adaptive, codeBytes(c))) },
    { name: 'co_varnames', get: (c) => names(c, CO_FAST_LOCAL) },
    { name: 'co_cellvars', get: (c) => names(c, CO_FAST_CELL) },
    { name: 'co_freevars', get: (c) => names(c, CO_FAST_FREE) },
  ],
};
function quoteFile(code: Borrowed): string {
  const f = ldPtr(code + C.co_filename);
  return isInstance(f, T.str) ? `"${jsStr(f)}"` : '???';
}
