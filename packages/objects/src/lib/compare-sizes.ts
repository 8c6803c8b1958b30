/** Results of comparisons that come down to two numbers. */
import type { Owned } from '@tyston/memory';
import { Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT } from '../core/abstract.js';
import { newBool } from '../core/int.js';

/** `a op b` of two JavaScript numbers, as a bool object. */
export function compareNumbers(a: number, b: number, op: number): Owned {
  switch (op) {
    case Py_LT:
      return newBool(a < b);
    case Py_LE:
      return newBool(a <= b);
    case Py_EQ:
      return newBool(a === b);
    case Py_GT:
      return newBool(a > b);
    case Py_GE:
      return newBool(a >= b);
    default:
      return newBool(a !== b);
  }
}
