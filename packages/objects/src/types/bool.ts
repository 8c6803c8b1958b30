/** The type `bool`: an int that is True or False. */
import { type Borrowed, ldPtr, NULL, type Owned, PyLongObject } from '@tyston/memory';
import { isTrue } from '../core/abstract.js';
import { checkPositional } from '../core/args.js';
import { callByTuple } from '../core/call.js';
import type { TypeSpec } from '../core/define.js';
import { dictLength } from '../core/dict.js';
import { typeError } from '../core/errors.js';
import { newBool } from '../core/int.js';
import { intern } from '../core/intern.js';
import { newRef, typeOf } from '../core/refcount.js';
import { isInstance } from '../core/subtype.js';
import { tupleItem, tupleLength } from '../core/tuple.js';
import { False, NotImplemented, T, True } from '../core/wellknown.js';
import { intAnd, intOr, intXor } from '../lib/int-bits.js';

function boolOf(x: Borrowed): Owned {
  const truth = isTrue(x);
  return truth < 0 ? NULL : newBool(truth === 1);
}
function boolNew(_type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  if (kwargs !== 0 && dictLength(kwargs) > 0) return typeError('bool() takes no keyword arguments');
  if (!checkPositional('bool', tupleLength(args), 0, 1)) return NULL;
  return tupleLength(args) === 0 ? newRef(False) : boolOf(tupleItem(args, 0));
}

/** &, | and ^: a bool of two bools, else what ints give. */
function logical(
  both: (l: boolean, r: boolean) => boolean,
  ints: (l: Borrowed, r: Borrowed) => Owned,
): (l: Borrowed, r: Borrowed) => Owned {
  return (l, r) => {
    if (typeOf(l) === T.bool && typeOf(r) === T.bool) return newBool(both(l === True, r === True));
    return isInstance(l, T.int) && isInstance(r, T.int) ? ints(l, r) : newRef(NotImplemented);
  };
}

export const boolType: TypeSpec = {
  type: 'bool',
  base: 'int',
  basicsize: PyLongObject.ob_digit + 8,
  itemsize: 4,
  doc: `bool(x) -> bool

Returns True when the argument x is true, False otherwise.
The builtins True and False are the only two instances of the class bool.
The class bool is a subclass of the class int, and cannot be subclassed.`,
  slots: {
    tp_new: boolNew,
    tp_vectorcall: (cls: Borrowed, args: number, n: number, kwnames: Borrowed) =>
      n === 1 && kwnames === 0 ? boolOf(ldPtr(args)) : callByTuple(cls, args, n, kwnames),
    tp_repr: (self: Borrowed) => newRef(intern(self === False ? 'False' : 'True')),
    nb_and: logical((l, r) => l && r, intAnd),
    nb_xor: logical((l, r) => l !== r, intXor),
    nb_or: logical((l, r) => l || r, intOr),
  },
};
