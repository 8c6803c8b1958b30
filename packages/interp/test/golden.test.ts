/**
 * Golden dumps of the programs in golden/: symbol tables, graphs, bytecode. After a change that is meant, look at the
 * difference and write them anew: `npx vitest run packages/interp/test/golden.test.ts -u`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from '@tyston/parser';
import { describe, expect, it } from 'vitest';
import { compileAst, symtableOf } from '../src/compile/compile.js';
import { disassemble } from '../src/dump/bytecode.js';
import { dotCfg, dumpCfg } from '../src/dump/cfg.js';
import { dumpSymtable } from '../src/dump/symtable.js';
import { assertVerified } from '../src/verify.js';

const folder = new URL('./golden/', import.meta.url);
const programs = readdirSync(folder).filter((name) => name.endsWith('.py'));
const options = { filename: 'golden.py' };

describe.each(programs)('%s', (name) => {
  const mod = parse(readFileSync(new URL(name, folder), 'utf8'));
  const stem = name.slice(0, -3);
  const golden = (kind: string): string => new URL(`${stem}.${kind}.txt`, folder).pathname;

  it('has the symbol tables that it had', async () => {
    await expect(dumpSymtable(symtableOf(mod, options).top)).toMatchFileSnapshot(golden('symtable'));
  });

  it('has the graphs that it had', async () => {
    const graphs: string[] = [];
    compileAst(mod, options, (cfg, code) => graphs.push(dumpCfg(cfg, code)));
    await expect(graphs.join('\n')).toMatchFileSnapshot(golden('cfg'));
  });

  it('has the bytecode that it had', async () => {
    const unit = compileAst(mod, options);
    assertVerified(unit);
    await expect(disassemble(unit, true)).toMatchFileSnapshot(golden('bytecode'));
  });

  it('draws its graphs', () => {
    compileAst(mod, options, (cfg, code) => {
      const dot = dotCfg(cfg, code);
      expect(dot.match(/^ {2}b\d+ \[label=/gm)?.length).toBe(cfg.blocks.length);
    });
  });
});

it('there are enough functions', () => {
  let functions = 0;
  for (const name of programs) {
    compileAst(parse(readFileSync(new URL(name, folder), 'utf8')), options, () => functions++);
  }
  expect(functions).toBeGreaterThan(120);
});
