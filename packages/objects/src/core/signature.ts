/**
 * Signatures of built-in functions and methods, declared once as a string in the manner of CPython's argument clinic:
 *
 *     ($self, sub: str, start: ssize = 0, /, *, key = None, flag: bool = False)
 *     ($module, /, *args, **kwargs)
 *
 * From it follow argument parsing, error messages, ml_flags, `__text_signature__` and how the implementation is called.
 * `$self`, `$type` or `$module` may stand first. After a name may come a converter:
 *
 *     (none)  the object itself, borrowed; 0 when absent
 *     str     the same, checked to be a str
 *     ssize   a JavaScript integer by __index__ (OverflowError beyond 64 bits)
 *     int     a C int by __index__
 *     bool    a JavaScript boolean, by truth
 *     float   a JavaScript number, by __float__
 *
 * A parameter with a converter and a default is passed the default as a JavaScript value (`None` as null).
 */
export type Converter = 'object' | 'str' | 'ssize' | 'int' | 'bool' | 'float';

export interface Param {
  readonly name: string;
  readonly converter: Converter;
  /** The default as it is written, or null when the parameter is required. */
  readonly defaultText: string | null;
  /** What an implementation gets when the argument is absent: 0 for objects, else the default's JavaScript value. */
  readonly defaultValue: number | boolean | null;
  readonly kind: 'positional' | 'either' | 'keyword';
}

export interface Signature {
  readonly params: readonly Param[];
  /** The first is `$self`, `$type` or `$module`; null where the function takes nothing before its arguments. */
  readonly receiver: string | null;
  /** How many parameters can be given only by position, by position at all, and must be given by position. */
  readonly positionalOnly: number;
  readonly positional: number;
  readonly required: number;
  readonly varargs: string | null;
  readonly varkeywords: string | null;
  /** `__text_signature__`: the declaration without converters. */
  readonly text: string;
}

function splitParams(body: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (quote) {
      if (c === '\\') i++;
      else if (c === quote) quote = '';
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '(' || c === '[' || c === '{') depth++;
    else if (c === ')' || c === ']' || c === '}') depth--;
    else if (c === ',' && depth === 0) {
      parts.push(body.slice(start, i).trim());
      start = i + 1;
    }
  }
  const last = body.slice(start).trim();
  if (last) parts.push(last);
  return parts;
}

function defaultFor(converter: Converter, text: string | null): number | boolean | null {
  if (text === null || converter === 'object' || converter === 'str') return 0;
  if (text === 'None') return null;
  if (text === 'True' || text === 'False') return text === 'True';
  if (text === 'sys.maxsize') return Number.MAX_SAFE_INTEGER;
  const v = Number(text);
  if (Number.isNaN(v)) throw new Error(`default ${text} of a ${converter} parameter`);
  return converter === 'bool' ? v !== 0 : v;
}

const CONVERTERS = new Set(['object', 'str', 'ssize', 'int', 'bool', 'float']);
const cache = new Map<string, Signature>();

/** Parses a signature; throws on a malformed one (a mistake in a table, found by its first use). */
export function parseSignature(declaration: string): Signature {
  const known = cache.get(declaration);
  if (known) return known;
  const body = declaration.trim().replace(/^\(/, '').replace(/\)$/, '');
  const params: Param[] = [];
  const text: string[] = [];
  let receiver: string | null = null;
  let positionalOnly = 0;
  let keywordOnly = false;
  let varargs: string | null = null;
  let varkeywords: string | null = null;
  for (const part of splitParams(body)) {
    if (part.startsWith('$')) {
      receiver = part.slice(1);
      text.push(part);
    } else if (part === '/') {
      positionalOnly = params.length;
      for (let i = 0; i < params.length; i++) params[i] = { ...params[i]!, kind: 'positional' };
      text.push(part);
    } else if (part === '*') {
      keywordOnly = true;
      text.push(part);
    } else if (part.startsWith('**')) {
      varkeywords = part.slice(2);
      text.push(part);
    } else if (part.startsWith('*')) {
      varargs = part.slice(1);
      keywordOnly = true;
      text.push(part);
    } else {
      const m = /^([A-Za-z_]\w*)\s*(?::\s*(\w+))?\s*(?:=\s*([\s\S]+))?$/.exec(part);
      if (!m) throw new Error(`malformed parameter '${part}' in ${declaration}`);
      const converter = (m[2] ?? 'object') as Converter;
      if (!CONVERTERS.has(converter)) throw new Error(`unknown converter '${converter}' in ${declaration}`);
      const defaultText = m[3] ?? null;
      params.push({
        name: m[1]!,
        converter,
        defaultText,
        defaultValue: defaultFor(converter, defaultText),
        kind: keywordOnly ? 'keyword' : 'either',
      });
      text.push(defaultText === null ? m[1]! : `${m[1]}=${defaultText}`);
    }
  }
  const positional = params.filter((p) => p.kind !== 'keyword').length;
  let required = 0;
  while (required < positional && params[required]!.defaultText === null) required++;
  const signature: Signature = {
    params,
    receiver,
    positionalOnly,
    positional,
    required,
    varargs,
    varkeywords,
    text: `(${text.join(', ')})`,
  }; // prettier-ignore
  cache.set(declaration, signature);
  return signature;
}
