/** The current context: the value of a context variable, so that each task has its own. */
import { type Borrowed, ld32, ldSsize, NULL, type Owned, st32, stSsize } from '@tyston/memory';
import { decref, errOccurred, None, newRef, typeError } from '@tyston/objects';
import { StdlibState, stateObject } from '../../lib/state.js';
import { contextVariable, contextVersion, varSet } from '../contextvars.js';
import { copyContext } from './context.js';
import { CONTEXT, isContext } from './layout.js';

/** The current context, borrowed; made when it is first asked for. NULL with an exception. */
export function currentContext(): Borrowed {
  const version = contextVersion();
  if (version !== 0 && version === ldSsize(StdlibState.DECIMAL_CACHED_TAG))
    return ld32(StdlibState.DECIMAL_CACHED) as Borrowed;
  let c = contextVariable(stateObject(StdlibState.DECIMAL_CURRENT));
  if (c === 0) {
    if (errOccurred()) return NULL;
    const made = freshCopy(stateObject(StdlibState.DECIMAL_DEFAULT));
    if (made === 0 || !makeCurrent(made)) return NULL;
    c = made;
    decref(made);
  }
  // Half a pointer: the word owns nothing.
  st32(StdlibState.DECIMAL_CACHED, c);
  stSsize(StdlibState.DECIMAL_CACHED_TAG, contextVersion());
  return c;
}
function freshCopy(c: Borrowed): Owned {
  const copy = copyContext(c);
  if (copy !== 0) st32(copy + CONTEXT.status, 0);
  return copy;
}
function makeCurrent(c: Borrowed): boolean {
  const token = varSet(stateObject(StdlibState.DECIMAL_CURRENT), c);
  if (token === 0) return false;
  decref(token);
  return true;
}

/** setcontext(): the module's three templates are copied. False with an exception. */
export function setCurrent(c: Borrowed): boolean {
  if (!isContext(c)) {
    typeError('argument must be a context');
    return false;
  }
  const { DECIMAL_DEFAULT, DECIMAL_BASIC, DECIMAL_EXTENDED } = StdlibState;
  const template = [DECIMAL_DEFAULT, DECIMAL_BASIC, DECIMAL_EXTENDED].some((at) => stateObject(at) === c);
  const used = template ? freshCopy(c) : newRef(c);
  if (used === 0) return false;
  const done = makeCurrent(used);
  decref(used);
  return done;
}
/** An optional argument that is a context: the current one where it is absent or None. Borrowed; NULL with an exception. */
export function contextArgument(o: Borrowed): Borrowed {
  if (o === 0 || o === None) return currentContext();
  if (isContext(o)) return o;
  return typeError('optional argument must be a context');
}
