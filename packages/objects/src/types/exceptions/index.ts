/** All built-in exception types, bases first. */
import type { TypeSpec } from '../../core/define.js';
import { baseExceptionType } from './base.js';
import { groupTypes } from './group.js';
import { osErrorTypes } from './os-error.js';
import { simpleExceptionTypes } from './simple.js';
import { syntaxErrorTypes } from './syntax-error.js';
import { unicodeErrorTypes } from './unicode-error.js';

/** ExceptionGroup has two bases and is made as a class at boot: see boot.ts. */
const unordered: readonly TypeSpec[] = [
  baseExceptionType,
  ...simpleExceptionTypes,
  ...osErrorTypes,
  ...syntaxErrorTypes,
  ...unicodeErrorTypes,
  ...groupTypes,
];
const baseOf = new Map(unordered.map((spec) => [spec.type, spec.base ?? 'object']));
function depth(type: TypeSpec['type']): number {
  const base = baseOf.get(type);
  return base === undefined ? 0 : 1 + depth(base);
}
/** Level by level, and by name, as CPython makes them: `__subclasses__()` shows the order. */
export const exceptionTypes: readonly TypeSpec[] = unordered.toSorted(
  (a, b) => depth(a.type) - depth(b.type) || (a.type < b.type ? -1 : 1),
);
