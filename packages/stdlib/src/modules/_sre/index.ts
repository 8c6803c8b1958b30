/** The module `_sre`: compiling instructions to patterns, and what the compiler of patterns must know about characters. */
import { type Borrowed, NULL, type Owned, st32, stOwned, stPtr, stSsize } from '@tyston/memory';
import {
  badArgument,
  charFlags,
  intToBigInt,
  isInstance,
  listItem,
  listLength,
  type ModuleSpec,
  method,
  None,
  newBool,
  newInt,
  newRef,
  newStr,
  setError,
  T,
  toLower,
  toUpper,
  typeError,
  typeName,
  U,
} from '@tyston/objects';
import { setModuleAttr } from '../../lib/module-attrs.js';
import { keepType, newOf } from '../../lib/own-types.js';
import { StdlibState } from '../../lib/state.js';
import { PatternObject } from './layout.js';
import { matchType } from './match.js';
import { CODESIZE, MAGIC, MAXGROUPS, MAXREPEAT } from './opcodes.js';
import { patternType } from './pattern.js';
import { scannerType } from './scanner.js';
import { openSubject } from './subject.js';
import { isValidCode } from './validate.js';

function compile(
  _module: Borrowed,
  pattern: Borrowed,
  flags: number,
  code: Borrowed,
  groups: number,
  groupindex: Borrowed,
  indexgroup: Borrowed,
): Owned {
  if (!isInstance(code, T.list)) return badArgument('compile', "argument 'code'", 'list', code);
  if (!isInstance(groupindex, T.dict))
    return badArgument('compile', "argument 'groupindex'", 'dict', groupindex);
  if (!isInstance(indexgroup, T.tuple))
    return badArgument('compile', "argument 'indexgroup'", 'tuple', indexgroup);
  const n = listLength(code);
  const words = new Uint32Array(n);
  for (let i = 0; i < n; i++) {
    const item = listItem(code, i);
    if (!isInstance(item, T.int)) return typeError(`an integer is required (got type ${typeName(item)})`);
    const v = intToBigInt(item);
    if (v < 0n || v > 0xffffffffn)
      return setError(T.OverflowError, 'regular expression code size limit exceeded');
    words[i] = Number(v);
  }
  let isBytes = -1;
  if (pattern !== None) {
    const text = openSubject(pattern);
    if (text === null) return NULL;
    isBytes = text.isBytes ? 1 : 0;
    text.release();
  }
  if (!isValidCode(words, groups)) return setError(T.RuntimeError, 'invalid SRE code');
  const self = newOf(StdlibState.SRE_PATTERN, n);
  if (self === 0) return NULL;
  stSsize(self + PatternObject.groups, groups);
  stOwned(self + PatternObject.groupindex, newRef(groupindex));
  stOwned(self + PatternObject.indexgroup, newRef(indexgroup));
  stOwned(self + PatternObject.pattern, newRef(pattern));
  st32(self + PatternObject.flags, flags);
  stPtr(self + PatternObject.weakreflist, 0);
  st32(self + PatternObject.isbytes, isBytes);
  stSsize(self + PatternObject.codesize, n);
  for (let i = 0; i < n; i++) st32(self + PatternObject.code + i * 4, words[i]! | 0);
  return self;
}

const asciiLower = (c: number) => (c >= 65 && c <= 90 ? c + 32 : c);
function unicodeIsCased(_module: Borrowed, c: number): Owned {
  return newBool(toLower(c) !== c || toUpper(c) !== c);
}
function asciiIsCased(_module: Borrowed, c: number): Owned {
  return newBool(c < 128 && (charFlags(c) & U.ALPHA) !== 0);
}

export const sreModule: ModuleSpec = {
  name: '_sre',
  functions: [
    method(
      'compile',
      '($module, /, pattern, flags: int, code, groups: ssize, groupindex,\n        indexgroup)',
      compile,
    ),
    method('getcodesize', '($module, /)', () => newInt(CODESIZE)),
    method('ascii_iscased', '($module, character: int, /)', asciiIsCased),
    method('unicode_iscased', '($module, character: int, /)', unicodeIsCased),
    method('ascii_tolower', '($module, character: int, /)', (_m: Borrowed, c: number) =>
      newInt(asciiLower(c)),
    ),
    method('unicode_tolower', '($module, character: int, /)', (_m: Borrowed, c: number) =>
      newInt(toLower(c)),
    ),
  ],
  types: [patternType, matchType, scannerType],
  exec(module) {
    keepType(module, 'Pattern', StdlibState.SRE_PATTERN, true);
    keepType(module, 'Match', StdlibState.SRE_MATCH, true);
    keepType(module, 'SRE_Scanner', StdlibState.SRE_SCANNER, true);
    const constants: [string, number][] = [
      ['MAGIC', MAGIC],
      ['CODESIZE', CODESIZE],
      ['MAXREPEAT', MAXREPEAT],
      ['MAXGROUPS', MAXGROUPS],
    ];
    for (const [name, value] of constants) if (setModuleAttr(module, name, newInt(value)) < 0) return -1;
    return setModuleAttr(
      module,
      'copyright',
      newStr(' SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB '),
    );
  },
};
