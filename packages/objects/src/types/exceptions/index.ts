/** All built-in exception types, bases first. */
import type { TypeSpec } from '../../core/define.js';
import { baseExceptionType } from './base.js';
import { groupTypes } from './group.js';
import { osErrorTypes } from './os-error.js';
import { simpleExceptionTypes } from './simple.js';
import { syntaxErrorTypes } from './syntax-error.js';
import { unicodeErrorTypes } from './unicode-error.js';

/** ExceptionGroup has two bases and is made as a class at boot: see boot.ts. */
export const exceptionTypes: readonly TypeSpec[] = [
  baseExceptionType,
  ...simpleExceptionTypes,
  ...osErrorTypes,
  ...syntaxErrorTypes,
  ...unicodeErrorTypes,
  ...groupTypes,
];
