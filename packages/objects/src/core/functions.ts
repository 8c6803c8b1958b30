/**
 * Function pointers. A function pointer stored in the window is a C-callable address; one that is written in TypeScript
 * is a thunk, whose index leads to the function here. Indices come from tables (module number × row), never from the
 * order in which things are registered, so every isolate and every image agrees on them.
 */
import { type Addr, MAX_THUNKS, thunkAddress, thunkIndex } from '@tyston/memory';

/** Rows that one module number may have. */
export const ROWS = 512;

// biome-ignore lint/suspicious/noExplicitAny: one table holds functions of every C signature
export type AnyFunction = (...args: any[]) => any;

function noFunction(): never {
  throw new Error('a function pointer that leads nowhere');
}

/**
 * Implementations by thunk index, with the arguments of their C signature (pointers as handles). Made whole and full at once: of an array
 * that is filled here and there V8 makes a hash table, and each call would be a search.
 */
export const functions: AnyFunction[] = new Array<AnyFunction>(MAX_THUNKS).fill(noFunction);

/** Calls a function pointer that is not a thunk (a C extension's). Handed in by the runtime on the Linux host. */
let foreignCall: (address: Addr, args: number[]) => number = () => {
  throw new Error('a foreign function pointer on a host that cannot call it');
};
export function setForeignCall(f: typeof foreignCall): void {
  foreignCall = f;
}

/** Registers `impl` as row `row` of module number `module`; returns its address. */
export function defineFunction(module: number, row: number, impl: AnyFunction): Addr {
  if (row >= ROWS) throw new Error(`module ${module} has more than ${ROWS} functions`);
  const index = module * ROWS + row;
  functions[index] = impl;
  return thunkAddress(index);
}

/** The TypeScript function behind an address, or a caller of the native function that stands there. */
export function functionAt(address: Addr): AnyFunction {
  const index = thunkIndex(address);
  if (index >= 0) return functions[index]!;
  return (...args: number[]) => foreignCall(address, args);
}

export function call1(f: Addr, a: number): number {
  const i = thunkIndex(f);
  return i >= 0 ? functions[i]!(a) : foreignCall(f, [a]);
}
export function call2(f: Addr, a: number, b: number): number {
  const i = thunkIndex(f);
  return i >= 0 ? functions[i]!(a, b) : foreignCall(f, [a, b]);
}
export function call3(f: Addr, a: number, b: number, c: number): number {
  const i = thunkIndex(f);
  return i >= 0 ? functions[i]!(a, b, c) : foreignCall(f, [a, b, c]);
}
export function call4(f: Addr, a: number, b: number, c: number, d: number): number {
  const i = thunkIndex(f);
  return i >= 0 ? functions[i]!(a, b, c, d) : foreignCall(f, [a, b, c, d]);
}
