/** The attached interpreter, for the parts of the object model that run or make code. */
import type { Interpreter } from '@tyston/interp';

let current: Interpreter;
export function setInterpreter(i: Interpreter): void {
  current = i;
}
export function interpreter(): Interpreter {
  return current;
}
