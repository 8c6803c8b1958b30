/**
 * What the cache of a CALL keeps of a built-in callable, and the call as JavaScript for the translation of the site: the function that
 * stands behind the function pointer is called by name, so that V8 knows it and may inline it.
 *
 * The first word is 0 (a class's version otherwise), the second an address and, in its low bits, what it is of. Method definitions and
 * static types stay for ever where they are, so the address needs no guard of its own.
 */
import type { InlineCase } from '@tyston/interp';
import {
  ld32,
  PyCFunctionObject,
  PyDescrObject,
  PyMethodDef,
  PyMethodDescrObject,
  PyObject,
  PyThreadState,
  PyTypeObject,
  Roots,
  ThreadState,
  thunkIndex,
} from '@tyston/memory';
import { checkResult, Meth } from '../core/call.js';
import { functions } from '../core/functions.js';
import { T } from '../core/wellknown.js';

/** The definition of a built-in function, or of a method that is bound already. */
export const C_FUNCTION = 1;
/** The definition of a method descriptor, called with its receiver. */
export const C_METHOD = 2;
/** A static type. */
export const C_TYPE = 3;

/** The calling convention in a method definition's flags. */
export function conventionOf(flags: number): number {
  return flags & ~(Meth.CLASS | Meth.STATIC | Meth.COEXIST);
}
/** Can a function of this convention be called with so many positional arguments? (VARARGS wants a tuple.) */
export function takes(convention: number, count: number): boolean {
  switch (convention) {
    case Meth.O:
      return count === 1;
    case Meth.NOARGS:
      return count === 0;
    case Meth.FASTCALL:
    case Meth.FASTCALL | Meth.KEYWORDS:
      return true;
  }
  return false;
}

const TS = Roots.MAIN_THREAD;
const REMAINING = `I32[${(TS + PyThreadState.recursion_remaining) >>> 2}]`;
const REENTRIES = `I32[${(TS + ThreadState.js_reentries_left) >>> 2}]`;
const field = (object: string, offset: number) => `I32[(${object} + ${offset}) >>> 2]`;

/** For the vregs from `base` words behind `fp`, as a CALL has them: the callable, a receiver or nothing, the arguments. */
export function inlineCall(word: number, base: number, argc: number): InlineCase | null {
  const address = word & ~7;
  const vreg = (i: number) => `fp + ${base + 2 * i}`;
  const receiver = `I32[${vreg(1)}]`;
  const args = `(${vreg(2)}) * 4, ${argc}, 0`;
  const isType = (type: number) => `${field('x', PyObject.ob_type)} === ${type}`;
  // The breaker is set while a profile function wants to hear of calls.
  const limits = `I32[T_BREAKER] === 0 && ${REMAINING} > 0 && ${REENTRIES} > 0`;

  function released(hasReceiver: boolean): string {
    let text = `consume(${vreg(0)});`;
    for (let i = hasReceiver ? 1 : 2; i < argc + 2; i++) text += ` consume(${vreg(i)});`;
    return text;
  }
  function direct(test: string, name: string, f: unknown, args: string, hasReceiver: boolean): InlineCase {
    const call = `${REMAINING}--; ${REENTRIES}--; v = ${name}(${args}); ${REMAINING}++; ${REENTRIES}++;`;
    return {
      test: `${test} && ${limits}`,
      does: `${call} if (v === 0) checkResult(0, x); ${released(hasReceiver)}`,
      uses: { [name]: f, checkResult },
    };
  }
  function definition(test: string, self: string, hasReceiver: boolean): InlineCase | null {
    const index = thunkIndex(ld32(address + PyMethodDef.ml_meth));
    const convention = conventionOf(ld32(address + PyMethodDef.ml_flags));
    if (index < 0 || !takes(convention, argc)) return null;
    const rest = convention === Meth.O ? `I32[${vreg(2)}]` : convention === Meth.NOARGS ? '0' : args;
    return direct(test, `builtin_${index}`, functions[index], `${self}, ${rest}`, hasReceiver);
  }

  switch (word & 7) {
    case C_FUNCTION:
      return definition(
        `${isType(T.builtin_function_or_method)} && ${field('x', PyCFunctionObject.m_ml)} === ${address} && ${receiver} === 0`,
        field('x', PyCFunctionObject.m_self),
        false,
      );
    case C_METHOD:
      return definition(
        `${isType(T.method_descriptor)} && ${field('x', PyMethodDescrObject.d_method)} === ${address} && ` +
          `(t = ${receiver}) !== 0 && ${field('t', PyObject.ob_type)} === ${field('x', PyDescrObject.d_type)}`,
        't',
        true,
      );
    case C_TYPE: {
      const test = `x === ${address} && ${receiver} === 0`;
      if (address === T.type && argc === 1) {
        const type = field(`I32[${vreg(2)}]`, PyObject.ob_type);
        return { test, does: `v = ${type}; incref(v); ${released(false)}` };
      }
      const index = thunkIndex(ld32(address + PyTypeObject.tp_vectorcall));
      if (index < 0) return null;
      return direct(test, `builtin_${index}`, functions[index], `${address}, ${args}`, false);
    }
  }
  return null;
}
