import { readFileSync } from 'node:fs';

/**
 * Performance facts as tests: `# statcheck: EXPR` in a program is an expression over the counters that
 * `-X stats=json` prints, as in `# statcheck: slow_calls < 10 and attribute_hits >= 1000`. Counters, unlike
 * clocks, give the same answer on every machine.
 */
export interface Check {
  readonly line: number;
  readonly text: string;
}

export type Counters = Readonly<Record<string, number>>;

export function checks(file: string): Check[] {
  const found: Check[] = [];
  for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
    const match = /^\s*#\s*statcheck:\s*(.+?)\s*$/.exec(line);
    if (match) found.push({ line: index + 1, text: match[1]! });
  }
  return found;
}

/** Takes the counters, one line of JSON, out of what the program wrote to standard error. */
export function counters(stderr: string, wanted = true): { stats: Counters; stderr: string } {
  if (!wanted) return { stats: {}, stderr };
  const lines = stderr.split('\n');
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    if (!lines[at]!.startsWith('{')) continue;
    try {
      const stats = flat(JSON.parse(lines[at]!));
      lines.splice(at, 1);
      return { stats, stderr: lines.join('\n') };
    } catch {
      // A line of the program's own that begins like an object.
    }
  }
  throw new Error('the program has statcheck lines, but -X stats=json printed no counters');
}

/** Nested groups of counters by their path: `{ "gc": { "runs": 1 } }` is `gc.runs`. */
function flat(value: unknown, prefix = '', into: Record<string, number> = {}): Record<string, number> {
  for (const [name, item] of Object.entries(value as Record<string, unknown>)) {
    if (typeof item === 'number') into[prefix + name] = item;
    else if (item && typeof item === 'object') flat(item, `${prefix}${name}.`, into);
  }
  return into;
}

/** The checks that do not hold, each with the values of the counters that it names. */
export function violated(list: readonly Check[], stats: Counters): string[] {
  const wrong: string[] = [];
  for (const check of list) {
    if (evaluate(check.text, stats)) continue;
    const names = [...new Set(check.text.match(/[A-Za-z_][\w.]*/g) ?? [])].filter((name) => name in stats);
    const values = names.map((name) => `${name} = ${stats[name]}`).join(', ');
    wrong.push(`line ${check.line}: ${check.text} (${values})`);
  }
  return wrong;
}

const binary: readonly (readonly [RegExp, (a: number, b: number) => number])[][] = [
  [[/^or\b/, (a, b) => a || b]],
  [[/^and\b/, (a, b) => a && b]],
  [
    [/^<=/, (a, b) => Number(a <= b)],
    [/^>=/, (a, b) => Number(a >= b)],
    [/^==/, (a, b) => Number(a === b)],
    [/^!=/, (a, b) => Number(a !== b)],
    [/^</, (a, b) => Number(a < b)],
    [/^>/, (a, b) => Number(a > b)],
  ],
  [
    [/^\+/, (a, b) => a + b],
    [/^-/, (a, b) => a - b],
  ],
  [
    [/^\*/, (a, b) => a * b],
    [/^\//, (a, b) => a / b],
  ],
];

/** Precedence climbing over the few operators above, `not`, parentheses, numbers and counters. */
export function evaluate(text: string, stats: Counters): number {
  let rest = text.trimStart();
  const eat = (pattern: RegExp): string | null => {
    const match = pattern.exec(rest);
    if (!match) return null;
    rest = rest.slice(match[0].length).trimStart();
    return match[0];
  };
  const atom = (): number => {
    if (eat(/^not\b/)) return Number(!level(2));
    if (eat(/^\(/)) {
      const value = level(0);
      if (!eat(/^\)/)) throw new Error(`statcheck: ')' is missing in ${text}`);
      return value;
    }
    const number = eat(/^[\d_]+(\.\d+)?/);
    if (number) return Number(number.replaceAll('_', ''));
    const name = eat(/^[A-Za-z_][\w.]*/);
    if (!name) throw new Error(`statcheck: a value is missing at '${rest}' in ${text}`);
    const value = stats[name];
    if (value === undefined) throw new Error(`statcheck: no counter is called ${name}`);
    return value;
  };
  const level = (depth: number): number => {
    if (depth === binary.length) return atom();
    let value = level(depth + 1);
    for (;;) {
      const row = binary[depth]!.find(([pattern]) => pattern.test(rest));
      if (!row) return value;
      eat(row[0]);
      value = row[1](value, level(depth + 1));
    }
  };
  const value = level(0);
  if (rest) throw new Error(`statcheck: '${rest}' is left over in ${text}`);
  return value;
}
