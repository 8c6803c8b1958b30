import { nodeRow, type Row } from './ast/asdl.js';
import type { ConstantValue } from './ast/constant.js';
import type { Node } from './ast/nodes.gen.js';
import { reprConstant, reprStr } from './ast/repr.js';

export interface DumpOptions {
  /** A number of spaces, or the text to indent by. Default: one line. */
  readonly indent?: number | string | null;
  /** Positions too. Default: false. */
  readonly includeAttributes?: boolean;
  /** `name=` in front of each field. Default: true. */
  readonly annotateFields?: boolean;
}

const ATTRIBUTES = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;

/** A node or a list that is being printed. */
interface Frame {
  readonly row: Row | null;
  /** Of a list: the type of its elements. */
  readonly type: string;
  readonly value: Record<string, unknown> | readonly unknown[];
  readonly args: string[];
  readonly level: number;
  next: number;
  allSimple: boolean;
  keywords: boolean;
}

/**
 * The text of `ast.dump(node, annotate_fields, include_attributes, indent=indent)`, character for character.
 * Keeps its own stack: a tree may be deeper than JavaScript's.
 */
export function dump(node: Node, options: DumpOptions = {}): string {
  const { includeAttributes = false, annotateFields = true } = options;
  const indent = typeof options.indent === 'number' ? ' '.repeat(options.indent) : (options.indent ?? null);
  const frames: Frame[] = [];
  // What the frame that was finished last printed.
  let text = '';
  let simple = true;

  const enter = (value: Frame['value'], level: number, type: string): void => {
    const row = Array.isArray(value) ? null : nodeRow((value as unknown as Node).kind);
    frames.push({ row, type, value, args: [], level, next: 0, allSimple: true, keywords: annotateFields });
  };

  const addArgument = (frame: Frame): void => {
    frame.allSimple &&= simple;
    if (frame.row === null) frame.args.push(text);
    else {
      const { name } = frame.row.fields[frame.next - 1]!;
      frame.args.push(frame.keywords ? `${name}=${text}` : text);
    }
  };

  const finish = (frame: Frame): void => {
    const { row, args, level } = frame;
    const prefix = indent === null ? '' : `\n${indent.repeat(level)}`;
    const separator = indent === null ? ', ' : `,\n${indent.repeat(level)}`;
    if (row === null) {
      text = args.length === 0 ? '[]' : `[${prefix}${args.join(separator)}]`;
      simple = args.length === 0;
      return;
    }
    if (includeAttributes && row.positioned) {
      const positions = frame.value as Record<(typeof ATTRIBUTES)[number], number>;
      for (const name of ATTRIBUTES) args.push(`${name}=${positions[name]}`);
    }
    if (frame.allSimple && args.length <= 3) {
      text = `${row.kind}(${args.join(', ')})`;
      simple = args.length === 0;
    } else {
      text = `${row.kind}(${prefix}${args.join(separator)})`;
      simple = false;
    }
  };

  enter(node as unknown as Record<string, unknown>, 1, 'node');
  for (;;) {
    const frame = frames.at(-1)!;
    const { row, value, level } = frame;
    const length = row === null ? (value as readonly unknown[]).length : row.fields.length;
    if (frame.next === length) {
      finish(frame);
      frames.pop();
      if (frames.length === 0) return text;
      addArgument(frames.at(-1)!);
      continue;
    }
    const field = row?.fields[frame.next];
    const item =
      field === undefined
        ? (value as readonly unknown[])[frame.next]
        : (value as Record<string, unknown>)[field.key];
    frame.next++;
    if (item === null) {
      if (field?.optional) {
        // A field that is absent: those behind it need their names.
        frame.keywords = true;
        continue;
      }
      text = 'None';
      simple = true;
      addArgument(frame);
    } else if (typeof item === 'object' && (Array.isArray(item) || 'kind' in item)) {
      enter(item as Frame['value'], level + 1, field?.type ?? frame.type);
    } else {
      text = scalar(item, field?.type ?? frame.type);
      simple = true;
      addArgument(frame);
    }
  }
}

const isEnum = (type: string): boolean => type !== 'identifier' && type !== 'string';

function scalar(item: unknown, type: string): string {
  if (typeof item === 'number') return String(item);
  if (typeof item === 'string') {
    // Operators and contexts are nodes without fields in CPython.
    return isEnum(type) ? `${item}()` : reprStr({ type: 'str', value: item });
  }
  return reprConstant(item as ConstantValue);
}
