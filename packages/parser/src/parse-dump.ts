import { ENUMS, type Field, type Kind, nodeRows, type Row } from './ast/asdl.js';
import { type ConstantValue, ELLIPSIS, FALSE, NONE, TRUE } from './ast/constant.js';
import type { Node } from './ast/nodes.gen.js';
import { decodeBytes, decodeStr, stringParts } from './literals/string.js';

/** A node or a list that is being read. */
interface Frame {
  readonly row: Row | null;
  readonly value: Record<string, unknown> | unknown[];
  /** Of a list: the field that holds it. */
  readonly field: Field | null;
  /** How many fields have been given without a name. */
  positional: number;
  /** The field that the next value belongs to. */
  current: Field | null;
}

const ATTRIBUTE: Field = { name: '', key: '', type: 'int', list: false, optional: false, node: false };
const ROOT: Field = { name: 'root', key: 'root', type: 'node', list: false, optional: false, node: true };

const LEXEME =
  /\s*(b?'(?:[^'\\]|\\[\s\S])*'|b?"(?:[^"\\]|\\[\s\S])*"|-?(?:inf|nan)j?\b|-?[0-9][0-9.]*(?:e[-+]?[0-9]+)?j?|[A-Za-z_]\w*|[()[\]=,])/y;

const ENUM_MEMBERS: ReadonlySet<string> = new Set(Object.values(ENUMS).flat());

/**
 * Reads the text of `dump` or `ast.dump` back, whatever its options were. Positions that the text does not hold are 0.
 * Throws an Error where the text is no dump.
 */
export function parseDump(text: string): Node {
  const lexemes = lexer(text);
  const frames: Frame[] = [];
  let result: unknown;
  let lexeme = lexemes.next();

  const fail = (): never => {
    throw new Error(`not a dump of a tree: ${lexeme === '' ? 'it ends too early' : `unexpected ${lexeme}`}`);
  };
  const expect = (text: string): void => {
    if (lexeme !== text) fail();
    lexeme = lexemes.next();
  };
  const fieldOf = (frame: Frame | undefined): Field => frame?.current ?? frame?.field ?? ROOT;

  const store = (value: unknown): void => {
    const frame = frames.at(-1);
    if (frame === undefined) result = value;
    else if (Array.isArray(frame.value)) frame.value.push(value);
    else frame.value[frame.current!.key] = value;
  };

  const openNode = (row: Row): void => {
    const value: Record<string, unknown> = { kind: row.kind };
    for (const field of row.fields) value[field.key] = field.list ? [] : null;
    if (row.positioned) Object.assign(value, { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 });
    store(value);
    frames.push({ row, value, field: null, positional: 0, current: null });
  };

  /** In front of a value in a node: its field, by name or by place. */
  const nameField = (frame: Frame): void => {
    const { row } = frame;
    if (row === null) return;
    if (lexemes.peek() !== '=') {
      frame.current = row.fields[frame.positional++] ?? fail();
      return;
    }
    const name = lexeme;
    const isPosition = /^(end_)?(lineno|col_offset)$/.test(name) && row.positioned;
    const known = row.fields.find((field) => field.name === name);
    frame.current = known ?? (isPosition ? { ...ATTRIBUTE, name, key: name } : fail());
    lexeme = lexemes.next();
    expect('=');
  };

  const scalar = (): void => {
    store(scalarValue(lexeme, fieldOf(frames.at(-1))) ?? fail());
    lexeme = lexemes.next();
  };

  do {
    const frame = frames.at(-1);
    if (frame !== undefined && lexeme === (frame.row === null ? ']' : ')')) {
      frames.pop();
      lexeme = lexemes.next();
      if (frames.length > 0 && lexeme === ',') lexeme = lexemes.next();
      continue;
    }
    if (frame !== undefined) nameField(frame);
    if (lexeme === '[') {
      const list: unknown[] = [];
      const field = fieldOf(frame);
      store(list);
      frames.push({ row: null, value: list, field, positional: 0, current: null });
      lexeme = lexemes.next();
      continue;
    }
    const row = lexemes.peek() === '(' ? nodeRows().get(lexeme as Kind) : undefined;
    if (row !== undefined && !isEnumMember(lexeme, fieldOf(frame))) {
      openNode(row);
      lexeme = lexemes.next();
      expect('(');
      continue;
    }
    if (ENUM_MEMBERS.has(lexeme) && lexemes.peek() === '(') {
      store(lexeme);
      lexeme = lexemes.next();
      expect('(');
      expect(')');
    } else if (lexeme === 'None' && fieldOf(frame).type !== 'constant') {
      // An absent element of a list; an absent field is not printed.
      store(null);
      lexeme = lexemes.next();
    } else scalar();
    if (frames.length > 0 && lexeme === ',') lexeme = lexemes.next();
  } while (frames.length > 0);
  if (lexeme !== '') fail();
  return result as Node;
}

/** `Mod` is an operator and (in lower case) a sum; nothing else has one name for two things. */
const isEnumMember = (lexeme: string, field: Field): boolean =>
  field.type in ENUMS && ENUM_MEMBERS.has(lexeme);

function lexer(text: string): { next(): string; peek(): string } {
  LEXEME.lastIndex = 0;
  const read = (): string => {
    const at = LEXEME.lastIndex;
    const match = LEXEME.exec(text);
    if (match !== null) return match[1]!;
    if (text.slice(at).trim() !== '') throw new Error(`not a dump of a tree: ${text.slice(at, at + 20)}`);
    LEXEME.lastIndex = text.length;
    return '';
  };
  let ahead = read();
  return {
    next() {
      const current = ahead;
      ahead = current === '' ? '' : read();
      return current;
    },
    peek: () => ahead,
  };
}

function scalarValue(lexeme: string, { type }: Field): unknown {
  if (type === 'int') return /^-?[0-9]+$/.test(lexeme) ? Number(lexeme) : undefined;
  if (type === 'identifier' || type === 'string')
    return /^['"]/.test(lexeme) ? strValue(lexeme).value : undefined;
  return type === 'constant' ? constantValue(lexeme) : undefined;
}

function strValue(literal: string): Extract<ConstantValue, { type: 'str' }> {
  const { start, end } = stringParts(literal);
  return decodeStr(literal.slice(start, end), false, () => {});
}

function constantValue(lexeme: string): ConstantValue | undefined {
  const named = { None: NONE, True: TRUE, False: FALSE, Ellipsis: ELLIPSIS }[lexeme];
  if (named !== undefined) return named;
  if (/^['"]/.test(lexeme)) return strValue(lexeme);
  if (/^b['"]/.test(lexeme)) {
    const { start, end } = stringParts(lexeme);
    return { type: 'bytes', value: decodeBytes(lexeme.slice(start, end), false, () => {}) };
  }
  const number = (text: string): number => Number(text.replace('inf', 'Infinity').replace('nan', 'NaN'));
  if (/^-?[0-9]+$/.test(lexeme)) return { type: 'int', value: BigInt(lexeme) };
  if (lexeme.endsWith('j')) return { type: 'complex', imag: number(lexeme.slice(0, -1)) };
  return /^-?([0-9]|inf|nan)/.test(lexeme) ? { type: 'float', value: number(lexeme) } : undefined;
}
