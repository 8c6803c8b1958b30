/** Exceptions for the interpreter. */
import type { ErrorType, Exceptions } from '@tyston/interp';
import { type Borrowed, type Owned, views } from '@tyston/memory';
import { errMatches, setError, setErrorNone } from '../core/errors.js';
import {
  chainPending,
  contextualizePending,
  doRaise,
  exceptionMatches,
  exceptionTraceback,
  givenMatches,
  replacePending,
  restoreRaised,
  takeRaised,
} from '../core/exception.js'; // prettier-ignore
import { listItem, listLength } from '../core/list.js';
import { newRef, typeOf } from '../core/refcount.js';
import { writeUnraisable } from '../core/unraisable.js';
import { None, T } from '../core/wellknown.js';
import { addTraceback, tracebackWord } from '../lib/add-traceback.js';
import { setStopIterationValue, takeStopIterationValue } from '../lib/stop-iteration.js';
import { setThrown } from '../lib/throw-args.js';
import { matchExceptStar, prepareReraiseStar } from '../types/exceptions/group.js';
import { setNameErrorFor } from './errors.js';
import { isExceptStarType } from './except-star.js';

export function makeExceptions(): Exceptions {
  const { I32 } = views();
  const B = (p: number) => p as Borrowed;

  return {
    setError: (type, text) => {
      if (text === '') setErrorNone(T[type]);
      else setError(T[type], text);
    },
    setNameError: (type, text, name) => setNameErrorFor(T[type], text, B(name)),
    raise: (exc, cause) => doRaise(B(exc), B(cause)),
    takeException: () => takeRaised(),
    restoreException: (exc) => restoreRaised(exc as Owned),
    addTraceback,
    tracebackWord,
    exceptionMatches: (exc, type) => exceptionMatches(B(exc), B(type)),
    exceptionGroupMatch: (exc, type, at) => {
      if (!isExceptStarType(B(type))) return -1;
      if (exc === None) {
        I32[at + 2] = newRef(None);
        return 0;
      }
      const s = matchExceptStar(B(exc), B(type));
      if (s === null) return -1;
      I32[at] = s.match;
      I32[at + 2] = s.rest === 0 ? newRef(None) : s.rest;
      return 0;
    },
    prepareReraiseStar: (original, raised) => {
      const all: Borrowed[] = [];
      for (let i = 0; i < listLength(B(raised)); i++) all.push(listItem(B(raised), i));
      return prepareReraiseStar(B(original), all);
    },
    typeOfException: (exc) => newRef(typeOf(B(exc))),
    tracebackOf: (exc) => {
      const tb = exceptionTraceback(B(exc));
      return newRef(tb === 0 ? None : tb);
    },
    takeStopIteration: takeStopIterationValue,
    setStopIteration: (value) => setStopIterationValue(value as Owned),
    pendingIs: (type: ErrorType) => errMatches(T[type]),
    replaceByRuntimeError: (text) => replacePending(T.RuntimeError, text),
    setThrown: (type, value, tb) => setThrown(B(type), B(value), B(tb)),
    writeUnraisable: (x) => writeUnraisable(B(x)),
    contextualize: contextualizePending,
    chainContext: chainPending,
    isGeneratorExit: (type) => givenMatches(B(type), T.GeneratorExit),
  };
}
