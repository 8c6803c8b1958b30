/** The module `_locale`: the C locale with UTF-8, which is the only one there is. */
import { type Borrowed, NULL, type Owned, stOwned } from '@tyston/memory';
import {
  decodeUtf8Escaped,
  decref,
  dictGet,
  dictSet,
  encodeUtf8Escaped,
  intern,
  isInstance,
  jsStr,
  listInit,
  listItem,
  listItems,
  type MethodSpec,
  type ModuleSpec,
  method,
  None,
  newDict,
  newInt,
  newList,
  newListBuffer,
  newRef,
  newStr,
  setError,
  strCompare,
  T,
  typeError,
  typeName,
  valueError,
} from '@tyston/objects';
import { os } from '../host.js';
import { fspath } from '../lib/fs-path.js';
import { setModuleAttr } from '../lib/module-attrs.js';
import { newException } from '../lib/new-exception.js';
import { keepInWord, osWord, setWord, wordObject } from '../lib/os-words.js';
import { DAYS, MONTHS } from './time/strftime.js';

const CATEGORIES: readonly (readonly [name: string, number: number])[] = [
  ['LC_CTYPE', 0],
  ['LC_NUMERIC', 1],
  ['LC_TIME', 2],
  ['LC_COLLATE', 3],
  ['LC_MONETARY', 4],
  ['LC_MESSAGES', 5],
  ['LC_PAPER', 7],
  ['LC_NAME', 8],
  ['LC_ADDRESS', 9],
  ['LC_TELEPHONE', 10],
  ['LC_MEASUREMENT', 11],
  ['LC_IDENTIFICATION', 12],
]; // prettier-ignore
const LC_ALL = 6;
const CHAR_MAX = 127;

function unsupported(): Owned {
  return setError(wordObject(osWord.LOCALE_ERROR), 'unsupported locale setting');
}
/** The name that a locale goes by, or null for one that there is not. */
function accepted(name: string): string | null {
  if (name === 'C' || name === 'POSIX') return 'C';
  return /^C\.utf-?8$/i.test(name) ? name : null;
}
const inForce = (category: number) => jsStr(listItem(wordObject(osWord.LOCALE_NAME), category));
function put(category: number, name: string): void {
  const at = listItems(wordObject(osWord.LOCALE_NAME)) + category * 8;
  const old = listItem(wordObject(osWord.LOCALE_NAME), category);
  stOwned(at, newStr(name));
  decref(old);
}
/** All categories in one name: their common one, or each with its own. */
function composite(): string {
  const first = inForce(0);
  if (CATEGORIES.every(([, n]) => inForce(n) === first)) return first;
  return CATEGORIES.map(([name, n]) => `${name}=${inForce(n)}`).join(';');
}
/** What the environment asks for a category. */
function fromEnvironment(name: string): string {
  for (const variable of ['LC_ALL', name, 'LANG']) {
    const v = os().getenv(encodeUtf8Escaped(variable));
    if (v !== null && v.length > 0) return decodeUtf8Escaped(v);
  }
  return 'C';
}
function setlocale(category: number, locale: Borrowed): Owned {
  const known = category === LC_ALL || CATEGORIES.some(([, n]) => n === category);
  const set = CATEGORIES.filter(([, n]) => category === LC_ALL || n === category);
  if (locale === 0 || locale === None)
    return known ? newStr(category === LC_ALL ? composite() : inForce(category)) : unsupported();
  if (!isInstance(locale, T.str))
    return typeError(`setlocale() argument 2 must be str or None, not ${typeName(locale)}`);
  if (!known) return unsupported();
  const text = jsStr(locale);
  if (text.includes('\0')) return valueError('embedded null character');
  const parts = new Map(
    text.includes('=') ? text.split(';').map((p) => p.split('=') as [string, string]) : [],
  );
  const wanted: [number, string][] = [];
  for (const [name, n] of set) {
    const asked = text === '' ? fromEnvironment(name) : text.includes('=') ? parts.get(name) : text;
    const found = asked === undefined ? null : accepted(asked);
    if (found === null) return unsupported();
    wanted.push([n, found]);
  }
  for (const [n, name] of wanted) put(n, name);
  return newStr(category === LC_ALL ? composite() : inForce(category));
}

function localeconv(): Owned {
  const d = newDict();
  const set = (name: string, v: Owned) => {
    dictSet(d, intern(name), v);
    decref(v);
  };
  for (const name of ['int_curr_symbol', 'currency_symbol', 'mon_decimal_point', 'mon_thousands_sep'])
    set(name, newStr(''));
  set('mon_grouping', newList());
  for (const name of ['positive_sign', 'negative_sign']) set(name, newStr(''));
  for (const name of [
    'int_frac_digits',
    'frac_digits',
    'p_cs_precedes',
    'p_sep_by_space',
    'n_cs_precedes',
    'n_sep_by_space',
    'p_sign_posn',
    'n_sign_posn',
  ])
    set(name, newInt(CHAR_MAX)); // prettier-ignore
  set('decimal_point', newStr('.'));
  set('thousands_sep', newStr(''));
  set('grouping', newList());
  return d;
}

/** nl_langinfo's items: name, number, text. */
const LANGINFO: readonly (readonly [name: string, key: number, text: string])[] = [
  ...DAYS.map((d, i) => [`DAY_${i + 1}`, 131079 + i, d] as const),
  ...DAYS.map((d, i) => [`ABDAY_${i + 1}`, 131072 + i, d.slice(0, 3)] as const),
  ...MONTHS.map((m, i) => [`MON_${i + 1}`, 131098 + i, m] as const),
  ...MONTHS.map((m, i) => [`ABMON_${i + 1}`, 131086 + i, m.slice(0, 3)] as const),
  ['RADIXCHAR', 65536, '.'],
  ['THOUSEP', 65537, ''],
  ['CRNCYSTR', 262159, '-'],
  ['D_FMT', 131113, '%m/%d/%y'],
  ['D_T_FMT', 131112, '%a %b %e %H:%M:%S %Y'],
  ['T_FMT', 131114, '%H:%M:%S'],
  ['AM_STR', 131110, 'AM'],
  ['PM_STR', 131111, 'PM'],
  ['T_FMT_AMPM', 131115, '%I:%M:%S %p'],
  ['ERA', 131116, ''],
  ['ERA_D_FMT', 131118, ''],
  ['ERA_D_T_FMT', 131120, ''],
  ['ERA_T_FMT', 131121, ''],
  ['ALT_DIGITS', 131119, ''],
  ['YESEXPR', 327680, '^[yY]'],
  ['NOEXPR', 327681, '^[nN]'],
  ['_DATE_FMT', 131180, '%a %b %e %H:%M:%S %Z %Y'],
];
const CODESET = 14;
function langinfo(key: number): Owned {
  if (key === CODESET) return newStr(inForce(0) === 'C' ? 'ANSI_X3.4-1968' : 'UTF-8');
  const row = LANGINFO.find(([, k]) => k === key);
  return row === undefined ? valueError('unsupported langinfo constant') : newStr(row[2]);
}

// -- gettext: there are no catalogs, so every message is its own translation --------------------------------------------

function textdomain(domain: Borrowed): Owned {
  if (domain !== None) {
    if (!isInstance(domain, T.str))
      return typeError(`textdomain() argument must be str or None, not ${typeName(domain)}`);
    setWord(osWord.LOCALE_DOMAIN, jsStr(domain) === '' ? newStr('messages') : newRef(domain));
  }
  const d = wordObject(osWord.LOCALE_DOMAIN);
  return d === 0 ? newStr('messages') : newRef(d);
}
function bindtextdomain(domain: Borrowed, dir: Borrowed): Owned {
  if (jsStr(domain) === '')
    return setError(wordObject(osWord.LOCALE_ERROR), 'domain must be a non-empty string');
  if (wordObject(osWord.LOCALE_DIRECTORIES) === 0) setWord(osWord.LOCALE_DIRECTORIES, newDict());
  const known = wordObject(osWord.LOCALE_DIRECTORIES);
  if (dir !== None) {
    const path = fspath(dir);
    if (path === 0 || dictSet(known, domain, path) < 0) return NULL;
    decref(path);
  }
  const found = dictGet(known, domain);
  return found === 0 ? newStr('/usr/share/locale') : newRef(found);
}
const f = (name: string, signature: string, impl: (...a: never[]) => Owned, doc: string): MethodSpec =>
  method(name, signature, impl as never, doc);

export const localeModule: ModuleSpec = {
  name: '_locale',
  doc: 'Support for POSIX locales.',
  functions: [
    f(
      'setlocale',
      '($module, category: int, locale=<unrepresentable>, /)',
      (_m, c: number, l: Borrowed) => setlocale(c, l),
      'Activates/queries locale processing.',
    ),
    f(
      'localeconv',
      '($module, /)',
      () => localeconv(),
      'Returns numeric and monetary locale-specific parameters.',
    ),
    f(
      'strcoll',
      '($module, os1: str, os2: str, /)',
      (_m, a: Borrowed, b: Borrowed) => newInt(Math.sign(strCompare(a, b))),
      'Compares two strings according to the locale.',
    ),
    f(
      'strxfrm',
      '($module, string: str, /)',
      (_m, s: Borrowed) => (jsStr(s).includes('\0') ? valueError('embedded null character') : newRef(s)),
      'Return a string that can be used as a key for locale-aware comparisons.',
    ),
    f(
      'nl_langinfo',
      '($module, key: int, /)',
      (_m, key: number) => langinfo(key),
      'Return the value for the locale information associated with key.',
    ),
    f('getencoding', '($module, /)', () => newStr('UTF-8'), 'Get the current locale encoding.'),
    f(
      'gettext',
      '($module, msg: str, /)',
      (_m, msg: Borrowed) => newRef(msg),
      'gettext(msg) -> string\n\nReturn translation of msg.',
    ),
    f(
      'dgettext',
      '($module, domain, msg: str, /)',
      (_m, _d: Borrowed, msg: Borrowed) => newRef(msg),
      'dgettext(domain, msg) -> string\n\nReturn translation of msg in domain.',
    ),
    f(
      'dcgettext',
      '($module, domain, msg: str, category: int, /)',
      (_m, _d: Borrowed, msg: Borrowed) => newRef(msg),
      'Return translation of msg in domain and category.',
    ),
    f(
      'textdomain',
      '($module, domain, /)',
      (_m, d: Borrowed) => textdomain(d),
      "Set the C library's textdmain to domain, returning the new domain.",
    ),
    f(
      'bindtextdomain',
      '($module, domain: str, dir, /)',
      (_m, d: Borrowed, dir: Borrowed) => bindtextdomain(d, dir),
      "Bind the C library's domain to dir.",
    ),
    f(
      'bind_textdomain_codeset',
      '($module, domain: str, codeset, /)',
      (_m, _d: Borrowed, codeset: Borrowed) => newRef(codeset),
      "Bind the C library's domain to codeset.",
    ),
  ],
  exec: (module) => {
    if (setModuleAttr(module, 'Error', newException('locale', 'Error', T.Exception)) < 0) return -1;
    keepInWord(module, 'Error', osWord.LOCALE_ERROR);
    for (const [name, n] of CATEGORIES.slice(0, 6)) if (setModuleAttr(module, name, newInt(n)) < 0) return -1;
    if (
      setModuleAttr(module, 'LC_ALL', newInt(LC_ALL)) < 0 ||
      setModuleAttr(module, 'CHAR_MAX', newInt(CHAR_MAX)) < 0
    )
      return -1;
    for (const [name, key] of LANGINFO) if (setModuleAttr(module, name, newInt(key)) < 0) return -1;
    // A process begins in the C locale but for its characters.
    const names = newListBuffer(13);
    for (let i = 0; i < 13; i++) listInit(names, i, newStr(i === 0 ? 'C.UTF-8' : 'C'));
    setWord(osWord.LOCALE_NAME, names);
    return setModuleAttr(module, 'CODESET', newInt(CODESET));
  },
}; // prettier-ignore
