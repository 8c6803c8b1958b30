/**
 * `'…%s…' % (a, b)` with a literal on the left and a tuple display on the right is compiled as an f-string, as CPython
 * does: only %s, %r, %a, with nothing but `-`, width and precision.
 */
import type { BinOp, expr } from '@tyston/parser';
import type { Const } from '../code-unit.js';

/** Where an expression stands. */
type Place = Pick<expr, 'lineno' | 'col_offset' | 'end_lineno' | 'end_col_offset'>;

const DIRECTIVE = /%(?:%|(-?)(\d{0,2})(?:\.(\d{0,2}))?([sra]))/y;

/** `left`: the value of the left operand, which may have been folded. */
export function formatWithPercent(e: BinOp, left: Const): expr | null {
  const { right } = e;
  if (e.op !== 'Mod' || left.type !== 'str' || right.kind !== 'Tuple') return null;
  if (left.codepoints !== undefined || right.elts.some((element) => element.kind === 'Starred')) return null;
  const format = left.value;
  const values: expr[] = [];
  const place: Place = {
    lineno: e.lineno,
    col_offset: e.col_offset,
    end_lineno: e.end_lineno,
    end_col_offset: e.end_col_offset,
  };
  const literal = (value: string, at: Place): expr => ({
    kind: 'Constant',
    value: { type: 'str', value },
    kind_: null,
    ...at,
  });
  let text = '';
  let used = 0;
  for (let i = 0; i < format.length; ) {
    if (format[i] !== '%') {
      text += format[i++];
      continue;
    }
    DIRECTIVE.lastIndex = i;
    const found = DIRECTIVE.exec(format);
    if (found === null) return null;
    i = DIRECTIVE.lastIndex;
    if (found[4] === undefined) {
      text += '%';
      continue;
    }
    const value = right.elts[used++];
    if (value === undefined) return null;
    if (text !== '') values.push(literal(text, place));
    text = '';
    values.push(directive(value, found, literal));
  }
  if (used !== right.elts.length) return null;
  if (text !== '') values.push(literal(text, place));
  return { kind: 'JoinedStr', values, ...place };
}

function directive(
  value: expr,
  [, minus, width, precision, letter]: RegExpExecArray,
  literal: (value: string, at: Place) => expr,
): expr {
  const { lineno, col_offset, end_lineno, end_col_offset } = value;
  const place: Place = { lineno, col_offset, end_lineno, end_col_offset };
  // format() aligns strings to the left, % to the right.
  let spec = minus === '' && width !== '' && Number(width) > 0 ? '>' : '';
  if (width !== '' && Number(width) > 0) spec += String(Number(width));
  if (precision !== undefined) spec += `.${Number(precision === '' ? 0 : precision)}`;
  const format_spec: expr | null =
    spec === '' ? null : { kind: 'JoinedStr', values: [literal(spec, place)], ...place };
  return { kind: 'FormattedValue', value, conversion: letter!.charCodeAt(0), format_spec, ...place };
}
