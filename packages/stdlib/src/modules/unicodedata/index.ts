/** The module `unicodedata`. */
import { type Borrowed, ld8, NULL, type Owned, PyObject, TypeFlags } from '@tyston/memory';
import {
  badArgument,
  freeObject,
  getBytesLike,
  type HeapTypeSpec,
  isInstance,
  jsStr,
  type MethodSpec,
  type ModuleSpec,
  method,
  newBool,
  newFloat,
  newInt,
  newRef,
  newStr,
  newStrFromCodePoints,
  readChar,
  setCharacterNames,
  setError,
  strChar,
  strData,
  strIsAscii,
  strKind,
  strLength,
  T,
  typeFlags,
  typeOf,
  valueError,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { keepType, newOf } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { CURRENT, codesByName, type Database, OLD } from './database.js';

/** The code point of a one-character str, or -1 with TypeError. */
function character(name: string, which: string, o: Borrowed): number {
  if (isInstance(o, T.str) && strLength(o) === 1) return strChar(o, 0);
  badArgument(name, which, 'a unicode character', o);
  return -1;
}

/** f(chr): a property. */
function property(name: string, get: (c: number) => Owned, doc: string): MethodSpec {
  return method(
    name,
    '($self, chr, /)',
    (_self: Borrowed, o: Borrowed) => {
      const c = character(name, 'argument', o);
      return c < 0 ? NULL : get(c);
    },
    doc,
  );
}
/** f(chr[, default]): a property that not every character has; `get` gives NULL without an exception where it is missing. */
function optional(name: string, get: (c: number) => Owned, missing: string, doc: string): MethodSpec {
  return method(
    name,
    '($self, chr, default = <unrepresentable>, /)',
    (_self: Borrowed, o: Borrowed, fallback: Borrowed) => {
      const c = character(name, 'argument 1', o);
      if (c < 0) return NULL;
      const v = get(c);
      if (v !== 0) return v;
      return fallback !== 0 ? newRef(fallback) : valueError(missing);
    },
    doc,
  );
}

const FORMS: Readonly<Record<string, readonly [compatible: boolean, compose: boolean]>> = {
  NFC: [false, true],
  NFKC: [true, true],
  NFD: [false, false],
  NFKD: [true, false],
};

function codePoints(s: Borrowed): number[] {
  const n = strLength(s);
  const kind = strKind(s);
  const data = strData(s);
  const codes: number[] = new Array(n);
  for (let i = 0; i < n; i++) codes[i] = readChar(kind, data, i);
  return codes;
}
function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((c, i) => c === b[i]);
}

function functionsOf(db: Database): readonly MethodSpec[] {
  const normalized = (form: Borrowed, s: Borrowed): number[] | null => {
    const how = FORMS[jsStr(form)];
    if (!how) {
      valueError('invalid normalization form');
      return null;
    }
    return strIsAscii(s) ? codePoints(s) : db.normalize(codePoints(s), how[0], how[1]);
  };
  const counted = (n: number) => (n < 0 ? NULL : newInt(n));
  return [
    optional(
      'decimal',
      (c) => counted(db.decimal(c)),
      'not a decimal',
      'Converts a Unicode character into its equivalent decimal value.\n\nReturns the decimal value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.',
    ), // prettier-ignore
    optional(
      'digit',
      (c) => counted(db.digit(c)),
      'not a digit',
      'Converts a Unicode character into its equivalent digit value.\n\nReturns the digit value assigned to the character chr as integer.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.',
    ), // prettier-ignore
    optional(
      'numeric',
      (c) => (Number.isNaN(db.numeric(c)) ? NULL : newFloat(db.numeric(c))),
      'not a numeric character',
      'Converts a Unicode character into its equivalent numeric value.\n\nReturns the numeric value assigned to the character chr as float.\nIf no such value is defined, default is returned, or, if not given,\nValueError is raised.',
    ), // prettier-ignore
    property(
      'category',
      (c) => newStr(db.properties(c).category),
      'Returns the general category assigned to the character chr as string.',
    ),
    property(
      'bidirectional',
      (c) => newStr(db.properties(c).bidirectional),
      'Returns the bidirectional class assigned to the character chr as string.\n\nIf no such value is defined, an empty string is returned.',
    ), // prettier-ignore
    property(
      'combining',
      (c) => newInt(db.properties(c).combining),
      'Returns the canonical combining class assigned to the character chr as integer.\n\nReturns 0 if no combining class is defined.',
    ), // prettier-ignore
    property(
      'mirrored',
      (c) => newInt(db.properties(c).mirrored),
      'Returns the mirrored property assigned to the character chr as integer.\n\nReturns 1 if the character has been identified as a "mirrored"\ncharacter in bidirectional text, 0 otherwise.',
    ), // prettier-ignore
    property(
      'east_asian_width',
      (c) => newStr(db.properties(c).width),
      'Returns the east asian width assigned to the character chr as string.',
    ),
    property(
      'decomposition',
      (c) => {
        const d = db.decomposition(c);
        if (d === undefined) return newStr('');
        const codes = d.codes.map((x) => x.toString(16).toUpperCase().padStart(4, '0')).join(' ');
        return newStr(d.tag === '' ? codes : `${d.tag} ${codes}`);
      },
      'Returns the character decomposition mapping assigned to the character chr as string.\n\nAn empty string is returned in case no such mapping is defined.',
    ), // prettier-ignore
    method(
      'is_normalized',
      '($self, form: str, unistr: str, /)',
      (_self: Borrowed, form: Borrowed, s: Borrowed) => {
        const codes = normalized(form, s);
        return codes === null ? NULL : newBool(same(codes, codePoints(s)));
      },
      "Return whether the Unicode string unistr is in the normal form 'form'.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.",
    ), // prettier-ignore
    method(
      'normalize',
      '($self, form: str, unistr: str, /)',
      (_self: Borrowed, form: Borrowed, s: Borrowed) => {
        if (strLength(s) === 0) return newRef(s);
        const codes = normalized(form, s);
        if (codes === null) return NULL;
        return same(codes, codePoints(s)) ? newRef(s) : newStrFromCodePoints(codes);
      },
      "Return the normal form 'form' for the Unicode string unistr.\n\nValid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'.",
    ), // prettier-ignore
    optional(
      'name',
      (c) => {
        const name = db.name(c);
        return name === undefined ? NULL : newStr(name);
      },
      'no such name',
      'Returns the name assigned to the character chr as a string.\n\nIf no name is defined, default is returned, or, if not given,\nValueError is raised.',
    ), // prettier-ignore
    method(
      'lookup',
      '($self, name, /)',
      (_self: Borrowed, o: Borrowed) => lookup(db, o),
      'Look up character by name.\n\nIf a character with the given name is found, return the\ncorresponding character.  If not found, KeyError is raised.',
    ), // prettier-ignore
  ];
}

function lookup(db: Database, o: Borrowed): Owned {
  let name: string;
  if (isInstance(o, T.str)) name = jsStr(o);
  else {
    const bytes = getBytesLike(o);
    if (bytes === null) return NULL;
    name = '';
    for (let i = 0; i < bytes.length; i++) name += String.fromCharCode(ld8(bytes.address + i));
    bytes.release();
  }
  const codes = codesByName(name);
  // The old data have neither sequences nor aliases.
  const known = codes !== undefined && (db === CURRENT || db.name(codes[0]!) === name.toUpperCase());
  return known ? newStrFromCodePoints(codes) : setError(T.KeyError, `undefined character name '${name}'`);
}

const ucdType: HeapTypeSpec = {
  name: 'UCD',
  tpName: 'unicodedata.UCD',
  basicsize: PyObject.size + 16,
  flags: TypeFlags.DISALLOW_INSTANTIATION,
  slots: { tp_dealloc: (self: Borrowed) => freeObject(self, typeFlags(typeOf(self))) },
  methods: functionsOf(OLD),
  getset: [{ name: 'unidata_version', get: () => newStr(OLD.version) }],
};

export const unicodedataModule: ModuleSpec = {
  name: 'unicodedata',
  doc: 'This module provides access to the Unicode Character Database which\ndefines character properties for all Unicode characters. The data in\nthis database is based on the UnicodeData.txt file version\n14.0.0 which is publicly available from the Unicode Consortium\nat https://www.unicode.org/Public/14.0.0/ucd/UnicodeData.txt.\n\nThe module uses the same names and symbols as defined by the\nUnicodeData File Format 14.0.0.', // prettier-ignore
  functions: functionsOf(CURRENT),
  types: [ucdType],
  exec(module) {
    keepType(module, 'UCD', StdlibState.UCD_TYPE, false);
    if (setModuleAttr(module, 'unidata_version', newStr(CURRENT.version)) < 0) return -1;
    return setModuleAttr(module, 'ucd_3_2_0', newOf(StdlibState.UCD_TYPE));
  },
};

setCharacterNames(
  (code) => CURRENT.name(code) ?? null,
  (name) => codesByName(name) ?? null,
);
