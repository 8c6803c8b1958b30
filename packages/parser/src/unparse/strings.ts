import { type ConstantValue, codePointsOf, type StrConstant } from '../ast/constant.js';
import { reprConstant, reprStr } from '../ast/repr.js';
import { isPrintable } from '../tokens/characters.js';

export const SINGLE_QUOTES = ["'", '"'] as const;
export const MULTI_QUOTES = ['"""', "'''"] as const;
export const ALL_QUOTES: readonly string[] = [...SINGLE_QUOTES, ...MULTI_QUOTES];

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** One character as the codec `unicode_escape` writes it. */
function unicodeEscape(point: number): string {
  const named = NAMED_ESCAPES[String.fromCodePoint(point)];
  if (named !== undefined) return named;
  if (point < 0x100) return `\\x${point.toString(16).padStart(2, '0')}`;
  if (point < 0x10000) return `\\u${point.toString(16).padStart(4, '0')}`;
  return `\\U${point.toString(16).padStart(8, '0')}`;
}

function escapeString(string: StrConstant, escapeBlanks: boolean): string {
  let out = '';
  for (const point of codePointsOf(string)) {
    const character = String.fromCodePoint(point);
    if (!escapeBlanks && (point === 10 || point === 9)) out += character;
    else if (point === 92 || !isPrintable(character)) out += unicodeEscape(point);
    else out += character;
  }
  return out;
}

/**
 * The text between the quotes of a literal, with as few escapes as may be, and the quotes that can stand around it,
 * best first. `quotes`: those to choose from.
 */
export function literalText(
  string: StrConstant,
  quotes: readonly string[],
  escapeBlanks = false,
): { text: string; quotes: readonly string[] } {
  let text = escapeString(string, escapeBlanks);
  let possible = quotes.filter((quote) => !text.includes(quote));
  if (text.includes('\n')) possible = possible.filter((quote) => quote.length === 3);
  if (possible.length === 0) {
    // No way round an escaped quote: as `repr` has it, in quotes of the sort wanted.
    const repr = reprStr(string);
    const quote = quotes.find((candidate) => candidate.includes(repr[0]!)) ?? repr[0]!;
    return { text: repr.slice(1, -1), quotes: [quote] };
  }
  if (text !== '') {
    const last = text.at(-1)!;
    // A quote that is not the last character is better; where all are, the last character is escaped.
    possible = [
      ...possible.filter((quote) => quote[0] !== last),
      ...possible.filter((quote) => quote[0] === last),
    ];
    if (possible[0]![0] === last) text = `${text.slice(0, -1)}\\${last}`;
  }
  return { text, quotes: possible };
}

/** A whole literal, with no backslash if that can be. */
export function quoted(string: StrConstant, quotes: readonly string[] = ALL_QUOTES): string {
  const literal = literalText(string, quotes);
  return literal.quotes[0]! + literal.text + literal.quotes[0]!;
}

/** A decimal literal that overflows: Python's infinity has no literal. */
const INFINITY = '1e309';

export function constantText(value: ConstantValue, avoidBackslashes: boolean): string {
  switch (value.type) {
    case 'float':
    case 'complex':
      return reprConstant(value).replaceAll('inf', INFINITY).replaceAll('nan', `(${INFINITY}-${INFINITY})`);
    case 'str':
      return avoidBackslashes ? quoted(value) : reprStr(value);
    case 'Ellipsis':
      return '...';
    default:
      return reprConstant(value);
  }
}
