/**
 * Translations in use: when code becomes hot, where its translation is, and the small loop that runs translated frames.
 *
 * A code object's *heat* stands in a field of CPython's that is otherwise unused. From 0 up it counts what the interpreter did with the
 * code: frames entered or gone on with, and jumps back. At the limit the code is translated, and heat is −1 less the number of
 * its translation in this isolate. Translations are caches: an isolate that joins makes its own (a translation says STALE where
 * the number was another isolate's, or of code that is gone).
 */

import { type Addr, Frame, PyCodeObject } from '@tyston/memory';
import { RANGE_WORDS } from '../code-object.js';
import { MachineExit, type MachineTier } from '../machine-tier.js';
import type { Handle, ObjectSpace } from '../space.js';
import {
  CONTINUE,
  type CodeToTranslate,
  HEAT,
  LEFT,
  NO_ENTRY,
  RAISE,
  RAISE_AGAIN,
  STALE,
  translate,
} from '../translate/translate.js';
import { type Machine, W } from './machine.js';
import type { Resume } from './resume.js';
import type { Unwinder } from './unwind.js';

/** Heat of code that is never translated. */
export const NEVER = 0x40000000;
/** Instead of a result: the innermost frame is the interpreter's. (No handle is −9.) */
export const INTERPRET = -9;
/** Code whose translation is longer than this stays with the interpreter. */
const MOST_CHARACTERS = 4_000_000;

/** How many translations call each other before one returns to `drive`. */
const DEPTH = 20;

type Translation = (fp: number, depth: number) => Handle;

export interface Translations {
  /** Runs the innermost frame, and those that follow, as long as they are translated: INTERPRET, or what `run` must return. */
  drive(): Handle;
  /** Code has become hot: its heat says what came of it. */
  warm(code: Handle): void;
  /** Code is freed, or changes. */
  forget(code: Handle): void;
}

/** What the cases of the loop refer to. */
export type Environment = Readonly<Record<string, unknown>>;

/** How a translation is named in profiles. */
function functionName(name: string): string {
  return `py_${name.replace(/[^A-Za-z0-9_$]+/g, '_')}`;
}

/** A code object as the translator wants it. */
export function codeToTranslate(
  I32: Int32Array,
  code: Handle,
  space: Pick<ObjectSpace, 'inlineCache' | 'freed'>,
): CodeToTranslate {
  const c = code >>> 2;
  const first = (code + PyCodeObject.co_code_adaptive) >>> 2;
  const count = I32[c + W.variable.ob_size]!;
  const ranges = first + count;
  const handlers: number[] = [];
  for (let i = 0; i < I32[ranges]!; i++) handlers.push(I32[ranges + 1 + i * RANGE_WORDS + 2]!);
  return {
    handle: code,
    words: I32.subarray(first, first + count),
    first,
    nlocalsplus: I32[c + W.code.co_nlocalsplus]!,
    kp: (I32[c + W.code.co_consts]! >>> 2) + W.tuple.ob_item,
    np: (I32[c + W.code.co_names]! >>> 2) + W.tuple.ob_item,
    handlers,
    word: (index) => I32[index]!,
    inline: space.inlineCache,
    countsInPlace: space.freed !== undefined,
  };
}

export function makeTranslations(
  machine: Machine,
  resume: Resume,
  unwinder: Unwinder,
  environment: Environment,
  tier: MachineTier | null,
): Translations {
  const { I32, I16 } = machine.views;
  const { space } = machine;
  const { poll } = resume;
  const { unwind } = unwinder;
  const T = machine.thread >>> 2;
  const T_FRAME = T + W.thread.frame;
  const T_BREAKER = T + W.thread.eval_breaker;
  const F_CODE = W.frame.code;
  const VREG0 = Frame.size >> 2;
  const functions: (Translation | null)[] = [];
  const numbers = Object.fromEntries(
    Object.entries({ ...environment, T_FRAME, HEAT }).filter(([, value]) => typeof value === 'number'),
  );
  const numberNames = new RegExp(`(?<![.\\w])(?:${Object.keys(numbers).join('|')})\\b`, 'g');
  const others = Object.entries({ ...environment, callee }).filter(([, value]) => typeof value !== 'number');
  const names = others.map(([name]) => name);
  const values = others.map(([, value]) => value);
  const free: number[] = [];

  /** The translation of the frame that has been pushed, or null where it is the driver's to go on. */
  function callee(depth: number): Translation | null {
    // (Where there is machine code, the driver asks for it first.)
    if (depth === 0 || I32[T_BREAKER] !== 0 || tier !== null) return null;
    const heat = I32[(I32[(I32[T_FRAME]! >>> 2) + F_CODE]! >>> 2) + HEAT]!;
    return heat >= 0 ? null : (functions[-1 - heat] ?? null);
  }

  function drive(): Handle {
    for (;;) {
      if (I32[T_BREAKER] !== 0) {
        const status = poll();
        if (status !== 0) {
          if (status !== -1) return status;
          if (!unwind(false)) return 0;
          continue;
        }
      }
      let frame = I32[T_FRAME]! >>> 2;
      let heat = I32[(I32[frame + F_CODE]! >>> 2) + HEAT]!;
      if (heat >= 0) return INTERPRET;
      if (tier !== null) {
        const exit = tier.run(-1 - heat);
        if (exit === MachineExit.GO_ON) continue;
        frame = I32[T_FRAME]! >>> 2;
        heat = I32[(I32[frame + F_CODE]! >>> 2) + HEAT]!;
        if (exit === MachineExit.ANEW) {
          make(I32[frame + F_CODE]!, -1 - heat);
          continue;
        }
      }
      const translation = functions[-1 - heat];
      const result = translation ? translation(frame + VREG0, DEPTH) : STALE;
      if (result === CONTINUE || result === LEFT) continue;
      if (result === RAISE || result === RAISE_AGAIN) {
        if (!unwind(result === RAISE_AGAIN)) return 0;
        continue;
      }
      if (result === NO_ENTRY) return INTERPRET;
      if (result !== STALE) return result;
      I32[(I32[frame + F_CODE]! >>> 2) + HEAT] = 0;
    }
  }

  /** The translation, or null where there is none: the engine forbids it, or the code is too long. */
  function compile(code: Addr, number: number): Translation | null {
    const source = codeToTranslate(I32, code, space);
    const comesBack = tier?.compile(number, source) ?? undefined;
    const { body, pieces, entries, pieceOf, uses } = translate({ ...source, comesBack });
    if (body.length + pieces.reduce((n, p) => n + p.length, 0) > MOST_CHARACTERS) return null;
    const name = functionName(space.text(I32[(code >>> 2) + W.code.co_name]!));
    const written = (template: string, suffix: string) => {
      const text = template.replace(numberNames, (n) => `(${numbers[n]})`);
      return `function ${name}${suffix}(fp, depth) {\n${text}}`;
    };
    const text = `const pieces = [${pieces.map((p, i) => written(p, `$${i}`)).join(',\n')}];\nreturn ${written(body, '')}`;
    try {
      return new Function(...names, ...Object.keys(uses), 'entries', 'pieceOf', text)(
        ...values,
        ...Object.values(uses),
        entries,
        pieceOf,
      );
    } catch (e) {
      // A page's policy may forbid code from strings.
      if (e instanceof EvalError) return null;
      throw e;
    }
  }

  function warm(code: Handle): void {
    // Code with traps in it is the interpreter's for as long as it is traced.
    if (I16[(code + PyCodeObject.co_warmup) >>> 1] !== 0) return;
    make(code, free.pop() ?? functions.length);
  }

  /** Makes the translation of that number, and machine code. */
  function make(code: Handle, number: number): void {
    const translation = compile(code, number);
    if (translation === null) {
      I32[(code >>> 2) + HEAT] = NEVER;
      tier?.forget(number);
      free.push(number);
      return;
    }
    functions[number] = translation;
    I32[(code >>> 2) + HEAT] = -1 - number;
  }

  function forget(code: Handle): void {
    const heat = I32[(code >>> 2) + HEAT]!;
    I32[(code >>> 2) + HEAT] = 0;
    // The number may be another isolate's: then the translation with that number is made again when it is called.
    if (heat >= 0 || functions[-1 - heat] === undefined) return;
    functions[-1 - heat] = null;
    tier?.forget(-1 - heat);
    free.push(-1 - heat);
  }

  return { drive, warm, forget };
}
