/** The module `_tokenize`: the scanner's tokens, of a source that is read whole when the iterator is made. */
import {
  type Borrowed,
  ld32,
  ldPtr,
  NULL,
  type Owned,
  PyObject,
  st32,
  stPtr,
  TypeFlags,
} from '@tyston/memory';
import {
  allocInstance,
  decref,
  gcTrack,
  type HeapTypeSpec,
  jsStr,
  listAppend,
  listItem,
  listLength,
  type ModuleSpec,
  newInt,
  newList,
  newRef,
  newStr,
  newTuple,
  parseTupleAndDict,
  raiseCompileFailure,
  restoreRaised,
  takeRaised,
} from '@tyston/objects';
import { type ScannedToken, scan } from '@tyston/parser';
import { destroy, visitFields } from '../lib/own-types.js';

/** The list of tokens, the exception that ends them or NULL, and how many have been given. */
const TOKENS = PyObject.size;
const ERROR = TOKENS + 8;
const GIVEN = TOKENS + 16;

/** The types in the order of their numbers (`token.py`); keywords are names. */
const NUMBERS = (
  'ENDMARKER NAME NUMBER STRING NEWLINE INDENT DEDENT LPAR RPAR LSQB RSQB COLON COMMA SEMI PLUS MINUS STAR SLASH VBAR AMPER LESS ' +
  'GREATER EQUAL DOT PERCENT LBRACE RBRACE EQEQUAL NOTEQUAL LESSEQUAL GREATEREQUAL TILDE CIRCUMFLEX LEFTSHIFT RIGHTSHIFT DOUBLESTAR ' +
  'PLUSEQUAL MINEQUAL STAREQUAL SLASHEQUAL PERCENTEQUAL AMPEREQUAL VBAREQUAL CIRCUMFLEXEQUAL LEFTSHIFTEQUAL RIGHTSHIFTEQUAL ' +
  'DOUBLESTAREQUAL DOUBLESLASH DOUBLESLASHEQUAL AT ATEQUAL RARROW ELLIPSIS COLONEQUAL OP AWAIT ASYNC TYPE_IGNORE TYPE_COMMENT'
).split(' ');
const NAME = NUMBERS.indexOf('NAME');

function tokenTuple(token: ScannedToken): Owned {
  const number = NUMBERS.indexOf(token.type);
  return newTuple(
    newStr(token.text),
    newInt(number < 0 ? NAME : number),
    newInt(token.lineno),
    newInt(token.endLineno),
    newInt(token.column),
    newInt(token.endColumn),
    newStr(token.line),
  );
}

function newIterator(type: Borrowed, args: Borrowed, kwargs: Borrowed): Owned {
  const given = parseTupleAndDict('tokenizeriter', '(source: str)', args, kwargs);
  if (given === null) return NULL;
  let scanned: ReturnType<typeof scan>;
  try {
    scanned = scan(jsStr(given[0] as Borrowed), '<string>');
  } catch (e) {
    return raiseCompileFailure(e);
  }
  const self = allocInstance(type, 0);
  const list = newList();
  for (const token of scanned.tokens) {
    const tuple = tokenTuple(token);
    listAppend(list, tuple);
    decref(tuple);
  }
  stPtr(self + TOKENS, list);
  if (scanned.error !== null) {
    raiseCompileFailure(scanned.error);
    stPtr(self + ERROR, takeRaised());
  }
  gcTrack(self);
  return self;
}

function next(self: Borrowed): Owned {
  const list = ldPtr(self + TOKENS);
  const given = ld32(self + GIVEN);
  if (given < listLength(list)) {
    st32(self + GIVEN, given + 1);
    return newRef(listItem(list, given));
  }
  const error = ldPtr(self + ERROR);
  if (error !== 0) {
    stPtr(self + ERROR, 0);
    restoreRaised(error as Owned);
  }
  return NULL;
}

const ITERATOR: HeapTypeSpec = {
  name: 'TokenizerIter',
  tpName: '_tokenize.TokenizerIter',
  basicsize: GIVEN + 8,
  flags: TypeFlags.HAVE_GC,
  slots: {
    tp_new: newIterator,
    tp_dealloc: (self: Borrowed) => destroy(self, TOKENS, ERROR),
    tp_traverse: (self: Borrowed, visit: (p: Borrowed) => void) => visitFields(self, visit, TOKENS, ERROR),
    tp_iter: (self: Borrowed) => newRef(self),
    tp_iternext: next,
  },
};

export const tokenizeModule: ModuleSpec = { name: '_tokenize', types: [ITERATOR] };
