/** The numbers that `re/_constants.py` of Python 3.11 gives to opcodes, positions and categories. */

/** `_sre.MAGIC`: the version of this instruction set. */
export const MAGIC = 20220615;
export const CODESIZE = 4;
export const MAXREPEAT = 4294967295;
export const MAXGROUPS = 1073741823;

const names = [
  'FAILURE',
  'SUCCESS',
  'ANY',
  'ANY_ALL',
  'ASSERT',
  'ASSERT_NOT',
  'AT',
  'BRANCH',
  'CATEGORY',
  'CHARSET',
  'BIGCHARSET',
  'GROUPREF',
  'GROUPREF_EXISTS',
  'IN',
  'INFO',
  'JUMP',
  'LITERAL',
  'MARK',
  'MAX_UNTIL',
  'MIN_UNTIL',
  'NOT_LITERAL',
  'NEGATE',
  'RANGE',
  'REPEAT',
  'REPEAT_ONE',
  'SUBPATTERN',
  'MIN_REPEAT_ONE',
  'ATOMIC_GROUP',
  'POSSESSIVE_REPEAT',
  'POSSESSIVE_REPEAT_ONE',
  'GROUPREF_IGNORE',
  'IN_IGNORE',
  'LITERAL_IGNORE',
  'NOT_LITERAL_IGNORE',
  'GROUPREF_LOC_IGNORE',
  'IN_LOC_IGNORE',
  'LITERAL_LOC_IGNORE',
  'NOT_LITERAL_LOC_IGNORE',
  'GROUPREF_UNI_IGNORE',
  'IN_UNI_IGNORE',
  'LITERAL_UNI_IGNORE',
  'NOT_LITERAL_UNI_IGNORE',
  'RANGE_UNI_IGNORE',
] as const; // prettier-ignore

/** Names by number, for listings and tests. */
export const OPCODE_NAMES: readonly string[] = names;

// Written out, because the matcher's switch wants literal numbers.
export const OP = {
  FAILURE: 0,
  SUCCESS: 1,
  ANY: 2,
  ANY_ALL: 3,
  ASSERT: 4,
  ASSERT_NOT: 5,
  AT: 6,
  BRANCH: 7,
  CATEGORY: 8,
  CHARSET: 9,
  BIGCHARSET: 10,
  GROUPREF: 11,
  GROUPREF_EXISTS: 12,
  IN: 13,
  INFO: 14,
  JUMP: 15,
  LITERAL: 16,
  MARK: 17,
  MAX_UNTIL: 18,
  MIN_UNTIL: 19,
  NOT_LITERAL: 20,
  NEGATE: 21,
  RANGE: 22,
  REPEAT: 23,
  REPEAT_ONE: 24,
  SUBPATTERN: 25,
  MIN_REPEAT_ONE: 26,
  ATOMIC_GROUP: 27,
  POSSESSIVE_REPEAT: 28,
  POSSESSIVE_REPEAT_ONE: 29,
  GROUPREF_IGNORE: 30,
  IN_IGNORE: 31,
  LITERAL_IGNORE: 32,
  NOT_LITERAL_IGNORE: 33,
  GROUPREF_LOC_IGNORE: 34,
  IN_LOC_IGNORE: 35,
  LITERAL_LOC_IGNORE: 36,
  NOT_LITERAL_LOC_IGNORE: 37,
  GROUPREF_UNI_IGNORE: 38,
  IN_UNI_IGNORE: 39,
  LITERAL_UNI_IGNORE: 40,
  NOT_LITERAL_UNI_IGNORE: 41,
  RANGE_UNI_IGNORE: 42,
} as const;

export const AT = {
  BEGINNING: 0,
  BEGINNING_LINE: 1,
  BEGINNING_STRING: 2,
  BOUNDARY: 3,
  NON_BOUNDARY: 4,
  END: 5,
  END_LINE: 6,
  END_STRING: 7,
  LOC_BOUNDARY: 8,
  LOC_NON_BOUNDARY: 9,
  UNI_BOUNDARY: 10,
  UNI_NON_BOUNDARY: 11,
} as const;

/** Flags of a pattern. */
export const FLAG = Object.freeze({
  TEMPLATE: 1,
  IGNORECASE: 2,
  LOCALE: 4,
  MULTILINE: 8,
  DOTALL: 16,
  UNICODE: 32,
  VERBOSE: 64,
  DEBUG: 128,
  ASCII: 256,
});
/** Flags of an INFO block. */
export const INFO = Object.freeze({ PREFIX: 1, LITERAL: 2, CHARSET: 4 });
