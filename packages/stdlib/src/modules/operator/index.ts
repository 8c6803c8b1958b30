/** The module `_operator`. */
import type { ModuleSpec } from '@tyston/objects';
import { functions } from './functions.js';
import { types } from './getters.js';

export const operatorModule: ModuleSpec = {
  name: '_operator',
  doc:
    'Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.  The function names are those\n' +
    "used for special methods; variants without leading and trailing\n'__' are also provided for convenience.",
  functions,
  types,
};
