/** What is made from the table as text: the assembler's method types, and the reference. */
import { aliases, allRows, groups, rowsOf } from './table/index.js';
import type { OperandKind, Row } from './table/row.js';

/** The TypeScript type of each operand kind. */
const TYPES: Readonly<Record<OperandKind, readonly string[]>> = {
  r8: ['Gp8'],
  r16: ['Gp16'],
  r32: ['Gp32'],
  r64: ['Gp64'],
  v32: ['Gp32'],
  v64: ['Gp64'],
  rm8: ['Gp8', 'Mem8'],
  rm16: ['Gp16', 'Mem16'],
  rm32: ['Gp32', 'Mem32'],
  rm64: ['Gp64', 'Mem64'],
  r32m16: ['Gp32', 'Mem16'],
  m: ['MemAny'],
  m16: ['Mem16'],
  m32: ['Mem32'],
  m64: ['Mem64'],
  m128: ['Mem128'],
  x: ['Xmm'],
  xr: ['Xmm'],
  xm32: ['Xmm', 'Mem32'],
  xm64: ['Xmm', 'Mem64'],
  xm128: ['Xmm', 'Mem128'],
  al: ['Gp8'],
  ax: ['Gp16'],
  eax: ['Gp32'],
  rax: ['Gp64'],
  cl: ['Cl'],
  one: ['Imm'],
  imm8: ['Imm'],
  imm8s16: ['Imm'],
  imm8s32: ['Imm'],
  imm8s64: ['Imm'],
  imm16: ['Imm'],
  imm32: ['Imm'],
  imm32s64: ['Imm'],
  imm64: ['Imm', 'Label', 'SymbolRef'],
  rel8: ['Label', 'SymbolRef', 'Imm'],
  rel32: ['Label', 'SymbolRef', 'Imm'],
};

/** Short forms of a fixed register whose general form is also in the table: they add nothing to the types. */
function addsNothing(row: Row): boolean {
  return row.operands.some((o) => ['al', 'ax', 'eax', 'rax', 'one'].includes(o.kind));
}

/** The overloads of an instruction: for each first operand type, each combination of the rest. */
function signatures(rows: readonly Row[]): string[][] {
  const byHead = new Map<string, Set<string>>();
  const exact = new Set<string>();
  for (const row of rows) {
    if (addsNothing(row)) continue;
    const choices = row.operands.map((o) => TYPES[o.kind]);
    let combinations: string[][] = [[]];
    for (const types of choices) combinations = combinations.flatMap((c) => types.map((t) => [...c, t]));
    // Two memory operands are no form: rm and m exclude each other in every row, so nothing to filter.
    for (const c of combinations) exact.add(c.join(','));
  }
  // Merge the last operand: `Gp64, Gp64` and `Gp64, Mem64` become `Gp64, Gp64 | Mem64`; then equal tails.
  for (const signature of exact) {
    const parts = signature === '' ? [] : signature.split(',');
    const last = parts.pop() ?? '';
    const key = signature === '' ? 'none:' : `${parts.length}:${parts.join(',')}`;
    if (!byHead.has(key)) byHead.set(key, new Set());
    byHead.get(key)!.add(last);
  }
  const byTail = new Map<string, string[][]>();
  for (const [key, lasts] of byHead) {
    const head = key
      .slice(key.indexOf(':') + 1)
      .split(',')
      .filter((t) => t !== '');
    const last = [...lasts].join(' | ');
    if (head.length !== 1) {
      byTail.set(key, [[...head, last].filter((t) => t !== '')]);
    } else {
      const tailKey = 'one:' + last;
      const found = byTail.get(tailKey);
      if (found === undefined) byTail.set(tailKey, [[head[0]!, last]]);
      else found[0]![0] += ' | ' + head[0];
    }
  }
  return [...byTail.values()].flat();
}

/** The text of `instructions.gen.ts`. */
export function instructionTypes(): string {
  const out = [
    '// Made from the instruction table by `npm run generate`. Do not edit.',
    'import type {',
    ...[...new Set(['Label', 'SymbolRef', ...Object.values(TYPES).flat()])].sort().map((t) => `  ${t},`),
    "} from './operands.js';",
    '',
    '/** The instructions of the table as methods; each writes the shortest form that takes the operands. */',
    'export interface Instructions {',
  ];
  const method = (name: string, g: number): void => {
    const rows = rowsOf(g);
    const names = ['a', 'b', 'c'];
    for (const types of signatures(rows)) {
      out.push(`  /** ${groups[g]!.meaning} */`);
      out.push(`  ${name}(${types.map((t, i) => `${names[i]}: ${t}`).join(', ')}): this;`);
    }
  };
  for (const [i, g] of groups.entries()) method(g.name, i);
  for (const [alias, name] of Object.entries(aliases))
    method(
      alias,
      groups.findIndex((g) => g.name === name),
    );
  out.push('}', '');
  return out.join('\n');
}

const flagsText = (row: Row): string => {
  const { read, written, cleared, set, undefined: lost } = row.flags;
  const parts = [
    read && `reads ${read}`,
    written && `writes ${written}`,
    cleared && `clears ${cleared}`,
    set && `sets ${set}`,
    lost && `leaves ${lost} undefined`,
  ].filter(Boolean);
  return parts.join('; ');
};

const accessMark = { read: '', write: '=', readwrite: '+', address: '~' } as const;

/** A Markdown table with columns of equal width, its first row the head. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(3, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((c, i) => c.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(rows[0]!), line(widths.map((w) => '-'.repeat(w))), ...rows.slice(1).map(line)];
}

/** The text of `docs/INSTRUCTIONS.md`. */
export function reference(): string {
  const out = [
    '# Instructions',
    '',
    `Made from the instruction table by \`npm run generate\`: ${groups.length} instructions, ${allRows().length} forms.`,
    '',
    'Operands: `=` written, `+` read and written, `~` address only, others read. Flags: o s z a p c d.',
    '',
  ];
  groups.forEach((g, i) => {
    const others = Object.keys(aliases).filter((a) => aliases[a] === g.name);
    out.push(`## ${g.name}${others.length > 0 ? ` (${others.join(', ')})` : ''}`, '');
    out.push(g.meaning + (g.features === '' ? '' : ` Needs ${g.features}.`), '');
    const table = [['operands', 'encoding', 'implicit', 'flags', 'prefixes']];
    for (const row of rowsOf(i)) {
      const operands = row.operands.map((o) => accessMark[o.access] + o.kind).join(', ');
      const implicit = row.implicit.map((o) => accessMark[o.access] + o.register).join(' ');
      const prefixes = [row.lock && 'lock', row.rep && 'rep', row.repe && 'repe repne']
        .filter(Boolean)
        .join(' ');
      table.push([operands, `\`${row.opcodes}\``, implicit, flagsText(row), prefixes]);
    }
    out.push(...aligned(table));
    out.push('');
  });
  return out.join('\n');
}
