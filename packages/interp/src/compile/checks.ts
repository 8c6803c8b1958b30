/** SyntaxWarnings about literals that are called or subscripted, and a location that CPython adjusts. */
import type { Attribute, expr, Positions } from '@tyston/parser';
import type { Const } from '../code-unit.js';
import type { Compiler } from './compiler.js';

/** The type's name, where an expression's type is certain; null elsewhere. */
function certainType(c: Compiler, e: expr): string | null {
  const constant = c.constant(e);
  if (constant !== undefined) return constantType(constant);
  switch (e.kind) {
    case 'Tuple':
      return 'tuple';
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'GeneratorExp':
      return 'generator';
    case 'Lambda':
      return 'function';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str';
    default:
      return null;
  }
}

const CONSTANT_TYPES: Readonly<Record<Const['type'], string>> = {
  None: 'NoneType',
  True: 'bool',
  False: 'bool',
  Ellipsis: 'ellipsis',
  int: 'int',
  float: 'float',
  complex: 'complex',
  str: 'str',
  bytes: 'bytes',
  tuple: 'tuple',
  frozenset: 'frozenset',
  code: 'code',
};
const constantType = (value: Const): string => CONSTANT_TYPES[value.type];

export function checkCallee(c: Compiler, e: expr): void {
  const type = certainType(c, e);
  if (type === null || type === 'function') return;
  c.warn(`'${type}' object is not callable; perhaps you missed a comma?`);
}

export function checkSubscripted(c: Compiler, e: expr): void {
  const constant = c.constant(e);
  const unsubscriptable =
    constant !== undefined
      ? ['None', 'Ellipsis', 'int', 'float', 'complex', 'frozenset', 'True', 'False'].includes(constant.type)
      : ['Set', 'SetComp', 'GeneratorExp', 'Lambda'].includes(e.kind);
  if (unsubscriptable)
    c.warn(`'${certainType(c, e)}' object is not subscriptable; perhaps you missed a comma?`);
}

export function checkIndex(c: Compiler, e: expr, index: expr): void {
  const type = certainType(c, index);
  if (type === null || type === 'int' || type === 'bool') return;
  const value = certainType(c, e);
  if (value === null || !['str', 'bytes', 'tuple', 'list'].includes(value)) return;
  c.warn(`${value} indices must be integers or slices, not ${type}; perhaps you missed a comma?`);
}

/**
 * In an attribute over several lines what fails is on the line of its name: the location begins there
 * (CPython: update_start_location_to_match_attr).
 */
export function attributeLocation(whole: Positions, attribute: Attribute): Positions {
  if (attribute.lineno === attribute.end_lineno) return whole;
  const length = utf8Length(attribute.attr);
  const lineno = attribute.end_lineno;
  let col_offset = -1;
  let end_col_offset = -1;
  if (length <= attribute.end_col_offset) {
    col_offset = attribute.end_col_offset - length;
    end_col_offset = whole.end_col_offset;
  }
  const end_lineno = Math.max(lineno, whole.end_lineno);
  if (end_lineno === lineno) end_col_offset = Math.max(col_offset, end_col_offset);
  return { lineno, col_offset, end_lineno, end_col_offset };
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0)!;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}
