/**
 * What a tier of machine code is to the interpreter. It shares the frames: they and the bytecode are all that passes between them, so
 * execution may change tier in front of any instruction. A code object that is hot has both machine code and a translation; the
 * translation does whatever machine code leaves.
 */
import { PyCodeObject } from '@tyston/memory';
import type { Handle } from './space.js';
import { type CodeToTranslate, HEAT } from './translate/translate.js';

/** Fields of a code object that the interpreter has taken for itself. */
export const CodeField = Object.freeze({
  /** −1 less the number of its translation and machine code, if it is negative: see run/translated.ts. */
  heat: HEAT * 4,
  /** How many arguments it takes, where a call need but move them; else −1. */
  simple: PyCodeObject._co_firsttraceable,
});

/** How machine code was left. */
export const MachineExit = Object.freeze({
  /** The innermost frame is to go on by its translation: machine code has nothing for what comes next, or not for these operands. */
  TRANSLATION: 0,
  /** The innermost frame goes on, wherever that may be: a safepoint, or a frame that has returned. */
  GO_ON: 1,
  /** As TRANSLATION; and the code of the innermost frame is to be compiled anew, since machine code keeps being left in it. */
  ANEW: 2,
});

export interface MachineTier {
  /**
   * Compiles hot code, as number `number`; replaces what had that number, and learns from it if that was of the same code. Null: machine code has nothing to offer here. Else whether
   * it is worth while to come back from the translation to machine code at an instruction, by its word offset.
   */
  compile(number: number, code: CodeToTranslate): ((at: number) => boolean) | null;
  /** Goes on with the innermost frame, whose code has this number. One of MachineExit. */
  run(number: number): number;
  /** The code with this number is freed, or changes. */
  forget(number: number): void;
}

/** What a tier is given of the interpreter that it belongs to. */
export interface TierContext {
  readonly thread: number;
  /** ObjectSpace's: what a count of 0 leads to. */
  freed(x: Handle): void;
  /** For listings: the qualified name of a code object, and the line of the instruction at a word offset. */
  nameOf(code: Handle): string;
  lineOf(code: Handle, word: number): number;
}

/** Makes the tier of an isolate. */
export type MachineTierMaker = (context: TierContext) => MachineTier;
