/**
 * From a code unit to a PyCodeObject in the window: CPython 3.11's fields, then the bytecode in `co_code_adaptive`, then what only we
 * need: the exception ranges as words (see unwind.ts).
 */
import { PyCodeObject, WINDOW_HIGH } from '@tyston/memory';
import { constKey } from '../cfg/const-key.js';
import { handlerWords, RANGE_WORDS, simpleArguments } from '../code-object.js';
import type { CodeUnit, Const } from '../code-unit.js';
import { LocalKind } from '../code-unit.js';
import type { Visit } from '../interpreter.js';
import type { Handle } from '../space.js';
import type { Frames } from './frames.js';
import { CO_SIMPLE, type Machine, W } from './machine.js';

export interface Materialiser {
  /** A new code object, or 0. */
  newCode(unit: CodeUnit): Handle;
  releaseCode(code: Handle): void;
  traverseCode(code: Handle, visit: Visit): void;
  /** The bytes of the block of a code object. */
  sizeOfCode(code: Handle): number;
}

const REFERENCES = [
  W.code.co_consts,
  W.code.co_names,
  W.code.co_exceptiontable,
  W.code.co_localsplusnames,
  W.code.co_localspluskinds,
  W.code.co_filename,
  W.code.co_name,
  W.code.co_qualname,
  W.code.co_linetable,
  W.code._co_code,
];

export function makeMaterialiser(machine: Machine, frames: Frames): Materialiser {
  const { I32 } = machine.views;
  const { space } = machine;
  const { decref, incref } = space;
  const T_TOP = (machine.thread >>> 2) + W.thread.stack_top;
  const FIRST_WORD = PyCodeObject.co_code_adaptive;

  /**
   * A container of n new references that `make(i)` returns, built by `build` from vregs above the stack's top. 0 when one of them fails.
   */
  function collect(n: number, make: (i: number) => Handle, build: (at: number, n: number) => Handle): Handle {
    const at = frames.scratch(n);
    if (at === 0) return 0;
    const top = I32[T_TOP]!;
    for (let i = 0; i < n; i++) I32[at + 2 * i] = 0;
    I32[T_TOP] = (at + 2 * n) << 2;
    let failed = false;
    for (let i = 0; i < n && !failed; i++) failed = (I32[at + 2 * i] = make(i)) === 0;
    const result = failed ? 0 : build(at, n);
    frames.release(at, at + 2 * n);
    I32[T_TOP] = top;
    return result;
  }

  function singleton(x: Handle): Handle {
    incref(x);
    return x;
  }

  /**
   * What the code objects of one compilation have in common, by its key: constants, tables, names. All of it lives as long as the
   * outermost of them is being made.
   */
  let shared = new Map<string, Handle>();

  function once(key: string, make: () => Handle): Handle {
    const known = shared.get(key);
    if (known !== undefined) return singleton(known);
    const x = make();
    if (x !== 0) shared.set(key, x);
    return x;
  }

  function bytes(value: Uint8Array): Handle {
    return once(constKey({ type: 'bytes', value }), () => space.newBytes(value));
  }

  /** Code is never merged. */
  function isMerged(value: Const): boolean {
    if (value.type === 'tuple' || value.type === 'frozenset') return value.items.every(isMerged);
    return value.type !== 'code';
  }

  function constant(value: Const): Handle {
    return isMerged(value) ? once(constKey(value), () => newConstant(value)) : newConstant(value);
  }

  function newConstant(value: Const): Handle {
    switch (value.type) {
      case 'None':
        return singleton(space.None);
      case 'True':
        return singleton(space.True);
      case 'False':
        return singleton(space.False);
      case 'Ellipsis':
        return singleton(space.Ellipsis);
      case 'complex':
        return space.newComplex(value.real, value.imag);
      case 'bytes':
        return space.newBytes(value.value);
      case 'tuple':
        return collect(value.items.length, (i) => constant(value.items[i]!), space.tupleOf);
      case 'frozenset':
        return collect(value.items.length, (i) => constant(value.items[i]!), space.frozensetOf);
      case 'code':
        return makeCode(value.unit);
      default:
        return space.constant(value);
    }
  }

  function names(texts: readonly string[]): Handle {
    return once(`names ${JSON.stringify(texts)}`, () =>
      collect(texts.length, (i) => space.intern(texts[i]!), space.tupleOf),
    );
  }

  function count(kinds: Uint8Array, test: (kind: number) => boolean): number {
    return kinds.reduce((n, kind) => n + (test(kind) ? 1 : 0), 0);
  }

  function newCode(unit: CodeUnit): Handle {
    const outer = shared;
    shared = new Map();
    try {
      return makeCode(unit);
    } finally {
      shared = outer;
    }
  }

  function makeCode(unit: CodeUnit): Handle {
    const handlers = handlerWords(unit.exceptiontable);
    const code = space.allocCode(FIRST_WORD + 4 * (unit.words.length + handlers.length));
    if (code === 0) return 0;
    const c = code >>> 2;
    const keep = (field: number, x: Handle): boolean => {
      I32[c + field] = x;
      I32[c + field + 1] = x === 0 ? 0 : WINDOW_HIGH;
      return x !== 0;
    };
    const complete =
      keep(W.code.co_consts, constant({ type: 'tuple', items: unit.consts })) &&
      keep(W.code.co_names, names(unit.names)) &&
      keep(W.code.co_exceptiontable, bytes(unit.exceptiontable)) &&
      keep(W.code.co_localsplusnames, names(unit.localsplusnames)) &&
      keep(W.code.co_localspluskinds, bytes(unit.localspluskinds)) &&
      keep(
        W.code.co_filename,
        once(`file ${unit.filename}`, () => space.newStr(unit.filename)),
      ) &&
      keep(W.code.co_name, space.intern(unit.name)) &&
      keep(W.code.co_qualname, space.intern(unit.qualname)) &&
      keep(W.code.co_linetable, bytes(unit.linetable));
    if (!complete) {
      decref(code);
      return 0;
    }
    const { localspluskinds: kinds } = unit;
    I32[c + W.variable.ob_size] = unit.words.length;
    I32[c + W.code.co_flags] = unit.flags;
    I32[c + W.code.co_argcount] = unit.argcount;
    I32[c + W.code.co_posonlyargcount] = unit.posonlyargcount;
    I32[c + W.code.co_kwonlyargcount] = unit.kwonlyargcount;
    I32[c + W.code.co_stacksize] = unit.ntemps;
    I32[c + W.code.co_firstlineno] = unit.firstlineno;
    I32[c + W.code.co_nlocalsplus] = unit.localsplusnames.length;
    I32[c + W.code.co_nlocals] = count(kinds, (kind) => (kind & LocalKind.LOCAL) !== 0);
    I32[c + W.code.co_nplaincellvars] = count(
      kinds,
      (kind) => (kind & (LocalKind.CELL | LocalKind.LOCAL)) === LocalKind.CELL,
    );
    I32[c + W.code.co_ncellvars] = count(kinds, (kind) => (kind & LocalKind.CELL) !== 0);
    I32[c + W.code.co_nfreevars] = count(kinds, (kind) => (kind & LocalKind.FREE) !== 0);
    const { flags, argcount, kwonlyargcount } = unit;
    I32[(code + CO_SIMPLE) >>> 2] = simpleArguments(flags, argcount, kwonlyargcount);
    const at = (code + FIRST_WORD) >>> 2;
    I32.set(unit.words, at);
    I32.set(handlers, at + unit.words.length);
    return code;
  }

  function releaseCode(code: Handle): void {
    for (const field of REFERENCES) {
      const at = (code >>> 2) + field;
      const x = I32[at]!;
      I32[at] = 0;
      I32[at + 1] = 0;
      if (x !== 0) decref(x);
    }
  }

  function traverseCode(code: Handle, visit: Visit): void {
    for (const field of REFERENCES) {
      const x = I32[(code >>> 2) + field]!;
      if (x !== 0) visit(x);
    }
  }

  function sizeOfCode(code: Handle): number {
    const words = I32[(code >>> 2) + W.variable.ob_size]!;
    const ranges = I32[((code + FIRST_WORD) >>> 2) + words]!;
    return FIRST_WORD + 4 * (words + 1 + ranges * RANGE_WORDS);
  }

  return { newCode, releaseCode, traverseCode, sizeOfCode };
}
