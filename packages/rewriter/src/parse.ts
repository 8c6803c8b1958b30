/** Reads the dump of a trace back. Fields of layouts are looked up in the layouts given. */
import type { Layout } from '@tyston/memory';
import { type Condition, OPS, type OpName, rowOf } from './ops.js';
import { type Exit, type FunctionRef, Op, type Place, place, placeAt, type Trace, WIDTHS } from './trace.js';
import { type OperandKind, VALUE_TYPES, type ValueType } from './types.js';

export class TraceSyntaxError extends Error {
  constructor(reason: string, line: number, text: string) {
    super(`line ${line}: ${reason}: ${text.trim()}`);
    this.name = 'TraceSyntaxError';
  }
}

const ids = (text: string): number[] => [...text.matchAll(/%(\d+)/g)].map((m) => Number(m[1]));
const list = (text: string): string[] => (text === '' ? [] : text.split(', '));

function parsePlace(text: string, layouts: ReadonlyMap<string, Layout<object>>): Place {
  const own = /^(\w+)@(-?\d+)$/.exec(text);
  if (own && Object.hasOwn(WIDTHS, own[1]!)) return placeAt(own[1] as Place['type'], Number(own[2]));
  const [layout, field] = text.split('.');
  const found = layouts.get(layout!);
  if (found === undefined || field === undefined) throw new RangeError(`no field ${text}`);
  return place(found, field as never);
}

function parseFloat64(text: string): number {
  if (text === 'nan') return Number.NaN;
  return Number(text.replace('inf', 'Infinity'));
}

function parseFunction(text: string): FunctionRef {
  const m = /^fn (.+)\(([^)]*)\) -> (\S+) (\S+) (\S+)(?: @(0x[0-9a-f]+))?$/.exec(text);
  if (!m) throw new SyntaxError('not a function');
  return {
    name: m[1]!,
    address: BigInt(m[6] ?? 0),
    params: list(m[2]!) as OperandKind[],
    result: m[3] as FunctionRef['result'],
    effect: m[4] as FunctionRef['effect'],
    raises: m[5] as FunctionRef['raises'],
  };
}

function parseExit(text: string): Exit {
  const m = /^(next|error|L\d+)(?:\(([^)]*)\))?(?: drop (.*))?$/.exec(text);
  if (!m) throw new SyntaxError('not an exit');
  const to = m[1]!.startsWith('L') ? Number(m[1]!.slice(1)) : (m[1] as 'next' | 'error');
  return { to, args: ids(m[2] ?? ''), drop: ids(m[3] ?? '') };
}

/** What the ops of a trace are read with. */
interface Reader {
  readonly types: ValueType[];
  readonly functions: Map<string, FunctionRef>;
  readonly layouts: ReadonlyMap<string, Layout<object>>;
}

function define(reader: Reader, id: string, type: string): number {
  if (!(VALUE_TYPES as readonly string[]).includes(type)) throw new SyntaxError(`no type ${type}`);
  reader.types[Number(id)] = type as ValueType;
  return Number(id);
}

function parseOp(text: string, reader: Reader): Op {
  const bound = /^L(\d+)(?:\((.*)\))?:$/.exec(text);
  if (bound) {
    const params = list(bound[2] ?? '').map((p) => {
      const m = /^%(\d+): (\S+)$/.exec(p)!;
      return define(reader, m[1]!, m[2]!);
    });
    return new Op('label', [], -1, { id: Number(bound[1]), params });
  }
  const m = /^(?:%(\d+): (\S+) = )?(\S+)(?: (?!-> )(.*?))?(?: -> (.*))?$/.exec(text);
  if (!m || !(m[3]! in OPS)) throw new SyntaxError('no such op');
  const name = m[3] as OpName;
  const row = rowOf(name);
  const result = m[1] === undefined ? -1 : define(reader, m[1], m[2]!);
  let rest = m[4] ?? '';
  let exit = m[5] === undefined ? null : parseExit(m[5]);
  if (exit === null && (row.flow === 'guard' || name === 'leave')) exit = { to: 'next', args: [], drop: [] };
  if (exit === null && name === 'fail') exit = { to: 'error', args: [], drop: [] };
  if (row.effect === 'call') {
    const call = /^(?:(%\d+) )?(.+)\((.*)\)$/.exec(rest);
    const fn = call && reader.functions.get(call[2]!);
    if (!fn) throw new SyntaxError('no such function');
    return new Op(name, ids(`${call[1] ?? ''} ${call[3]}`), result, fn, exit);
  }
  let detail: Op['detail'] = null;
  if (row.detail === 'condition') {
    const space = rest.indexOf(' ');
    detail = rest.slice(0, space) as Condition;
    rest = rest.slice(space + 1);
  } else if (row.detail !== 'none') {
    const items = list(rest);
    const last = items.pop() ?? '';
    if (row.detail === 'place') detail = parsePlace(last, reader.layouts);
    else if (row.detail === 'float') detail = parseFloat64(last);
    else detail = name === 'int32' ? Number(last) : BigInt(last);
    rest = items.join(', ');
  }
  return new Op(name, ids(rest), result, detail, exit);
}

/** @throws TraceSyntaxError that names the line. What the trace means is the verifier's business. */
export function parseTrace(text: string, layouts: readonly Layout<object>[] = []): Trace {
  const lines = text.split('\n');
  const head = /^trace (\S+) (slot|stub) \(([^)]*)\) -> (\S+) (recorded|counted)$/.exec(lines[0]!);
  if (!head) throw new TraceSyntaxError('no heading', 1, lines[0]!);
  const params = list(head[3]!) as ValueType[];
  const reader: Reader = {
    types: [...params],
    functions: new Map(),
    layouts: new Map(layouts.map((l) => [l.$layout.name, l])),
  };
  const ops: Op[] = [];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i]!.trim();
    if (line === '') continue;
    try {
      if (line.startsWith('fn ')) {
        const fn = parseFunction(line);
        reader.functions.set(fn.name, fn);
      } else ops.push(parseOp(line, reader));
    } catch (error) {
      throw new TraceSyntaxError((error as Error).message, i + 1, line);
    }
  }
  return {
    name: head[1]!,
    kind: head[2] as Trace['kind'],
    params,
    result: head[4] as ValueType | 'void',
    phase: head[5] as never,
    types: Array.from(reader.types, (t) => t ?? 'i32'),
    ops,
  };
}
