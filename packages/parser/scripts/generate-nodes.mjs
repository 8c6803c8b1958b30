// Writes src/ast/nodes.gen.ts from the rows of src/ast/asdl.ts. Run by `npm run generate`; a test checks
// that the committed file is what this writes.
import { readFileSync, writeFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

const here = new URL('../src/ast/', import.meta.url);

async function loadAsdl() {
  const source = readFileSync(new URL('asdl.ts', here), 'utf8');
  const { code } = transformSync(source, { loader: 'ts', format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

export async function generateNodes() {
  const { nodeRows, ENUMS } = await loadAsdl();
  const scalar = { identifier: 'string', int: 'number', string: 'string', constant: 'ConstantValue' };
  // The type names are CPython's own: `expr` is the sum, `Expr` the statement, `arg` the product.
  const typeName = (name) => name;
  const fieldType = ({ type, list, optional }) => {
    const base = scalar[type] ?? typeName(type);
    const element = optional ? `${base} | null` : base;
    if (!list) return element;
    return optional ? `(${element})[]` : `${element}[]`;
  };
  const out = [
    '// Generated from asdl.ts by scripts/generate-nodes.mjs: do not edit.',
    "import type { ConstantValue } from './constant.js';",
    '',
    '/** Lines count from 1; columns count UTF-8 bytes from 0. */',
    'export interface Positions {',
    '  lineno: number;',
    '  col_offset: number;',
    '  end_lineno: number;',
    '  end_col_offset: number;',
    '}',
    '',
  ];
  for (const [name, members] of Object.entries(ENUMS)) {
    out.push(`export type ${typeName(name)} = ${members.map((m) => `'${m}'`).join(' | ')};`);
  }
  const sums = new Map();
  for (const row of nodeRows().values()) {
    sums.set(row.sum, [...(sums.get(row.sum) ?? []), typeName(row.kind)]);
    out.push('', `export interface ${typeName(row.kind)}${row.positioned ? ' extends Positions' : ''} {`);
    out.push(`  kind: '${row.kind}';`);
    for (const field of row.fields) out.push(`  ${field.key}: ${fieldType(field)};`);
    out.push('}');
  }
  out.push('');
  for (const [sum, members] of sums) {
    if (members.length === 1 && members[0] === typeName(sum)) continue;
    out.push(`export type ${typeName(sum)} =`, ...members.map((m) => `  | ${m}`));
    out[out.length - 1] += ';';
  }
  const all = [...sums].map(([sum]) => typeName(sum));
  out.push('', `export type Node = ${all.join(' | ')};`);
  out.push('', '/** What `parse` returns. */', 'export type Mod = mod;');
  out.push('', '/** Kind → its interface. */', 'export interface NodeByKind {');
  for (const row of nodeRows().values()) out.push(`  ${row.kind}: ${typeName(row.kind)};`);
  out.push('}', '');
  return out.join('\n');
}

if (import.meta.url === `file://${process.argv[1]}`) {
  writeFileSync(new URL('nodes.gen.ts', here), await generateNodes());
}
