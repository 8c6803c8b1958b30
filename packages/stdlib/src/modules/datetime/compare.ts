/** Results of comparisons from a difference, and the errors of those that mean nothing. */
import type { Borrowed, Owned } from '@tyston/memory';
import { Py_EQ, Py_GE, Py_GT, Py_LE, Py_LT, Py_NE, typeError, typeName } from '@tyston/objects';

export function compared(difference: number, op: number): boolean {
  switch (op) {
    case Py_EQ:
      return difference === 0;
    case Py_NE:
      return difference !== 0;
    case Py_LT:
      return difference < 0;
    case Py_LE:
      return difference <= 0;
    case Py_GT:
      return difference > 0;
    case Py_GE:
      return difference >= 0;
  }
  throw new RangeError(`no comparison has the number ${op}`);
}
export const cannotCompare = (a: Borrowed, b: Borrowed): Owned =>
  typeError(`can't compare ${typeName(a)} to ${typeName(b)}`);
