import { describe, expect, test } from 'vitest';
import {
  type AnyOperand,
  Assembler,
  allRows,
  type Code,
  disassemble,
  dword,
  eax,
  ecx,
  edx,
  formatListing,
  listing,
  listingLines,
  loadIced,
  ptr,
  qword,
  rax,
  rbx,
  rcx,
  rdi,
  type Syntax,
  symbol,
  xmm0,
} from '../src/index.js';
import { Random } from './support/random.js';
import { randomOperands } from './support/random-operands.js';
import { clashes } from './support/rows.js';
import { gnuAs, hasTool, objdump } from './support/tools.js';

const iced = await loadIced();

/** A function with a loop, a table, a constant, a call, comments and source positions. */
function example(): Code {
  const a = new Assembler(new Uint8Array(512));
  const loop = a.label('loop');
  const table = a.label('table');
  a.source('sum.py:1').here('sum');
  a.endbr64().xor(eax, eax).comment('the sum').mov(ecx, 10);
  a.source('sum.py:2')
    .bind(loop)
    .add(eax, dword(rdi, rcx, 4, -4))
    .dec(ecx)
    .jne(loop);
  a.lea(rdi, ptr(table)).mov(rbx, symbol('environ')).call(symbol('print')).movsd(xmm0, a.float64(1.5)).ret();
  a.align(8).bind(table).dd(1, -1).dq(loop, symbol('puts')).db(7);
  return a.finish();
}

describe('listings', () => {
  test('look like those of objdump, with labels, symbols, comments and source positions', async () => {
    expect(await listing(example(), { address: 0x1000 })).toBe(
      [
        '# sum.py:1',
        '0000000000001000 <sum>:',
        '    1000:\tf3 0f 1e fa                   \tendbr64',
        '    1004:\t31 c0                         \txor eax, eax',
        '    1006:\tb9 0a 00 00 00                \tmov ecx, 0xa\t# the sum',
        '# sum.py:2',
        '000000000000100b <loop>:',
        '    100b:\t03 44 8f fc                   \tadd eax, dword ptr [rdi+rcx*4-0x4]',
        '    100f:\tff c9                         \tdec ecx',
        '    1011:\t75 f8                         \tjne loop',
        '    1013:\t48 8d 3d 1e 00 00 00          \tlea rdi, [rip+table]',
        '    101a:\t48 bb 00 00 00 00 00 00 00 00 \tmov rbx, offset environ',
        '    1024:\te8 00 00 00 00                \tcall print',
        '    1029:\tf2 0f 10 05 27 00 00 00       \tmovsd xmm0, qword ptr [rip+0x27]',
        '    1031:\tc3                            \tret',
        '    1032:\t66 0f 1f 44 00 00             \tnop word ptr [rax+rax]',
        '0000000000001038 <table>:',
        '    1038:\t01 00 00 00 ff ff ff ff       \t.byte 0x1, 0x0, 0x0, 0x0, 0xff, 0xff, 0xff, 0xff',
        '    1040:\t00 00 00 00 00 00 00 00       \t.quad loop',
        '    1048:\t00 00 00 00 00 00 00 00       \t.quad puts',
        '    1050:\t07 00 00 00 00 00 00 00       \t.byte 0x7, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0x0',
        '    1058:\t00 00 00 00 00 00 f8 3f       \t.byte 0x0, 0x0, 0x0, 0x0, 0x0, 0x0, 0xf8, 0x3f',
        '',
      ].join('\n'),
    );
  });

  test.each<Syntax>(['intel', 'gas', 'masm', 'nasm'])(
    'in the syntax %s name what they refer to',
    (syntax) => {
      const text = formatListing(iced, example(), { syntax });
      expect(text).toMatch(/jn[ez] +loop/);
      expect(text).toMatch(/call\w? +print/);
      expect(text).toContain('table');
      expect(text).toContain('environ');
      expect(text).toContain(syntax === 'gas' ? '%eax' : 'eax');
      expect(text).toContain(syntax === 'intel' || syntax === 'gas' ? '# the sum' : '; the sum');
    },
  );

  test.skipIf(!hasTool('as')).each<Syntax>(['intel', 'gas'])(
    'as source in the syntax %s assemble to the same bytes',
    (syntax) => {
      const code = example();
      const text = formatListing(iced, code, { syntax, style: 'source' });
      // Symbols become zero where the linker would fill them in, as in our own bytes.
      const there = gnuAs(`${syntax === 'gas' ? '.att_syntax\n' : ''}${text}`);
      const ours = code.bytes.slice();
      for (const r of code.relocations) if (r.kind === 'abs64') ours.fill(0, r.offset, r.offset + 8);
      expect([...there]).toEqual([...ours]);
    },
  );

  test('data form: offsets and bytes follow each other without a gap', () => {
    const code = example();
    let at = 0;
    for (const line of listingLines(iced, code)) {
      expect(line.offset).toBe(at);
      at += line.bytes.length;
    }
    expect(at).toBe(code.bytes.length);
  });

  test.skipIf(!hasTool('objdump'))('of foreign bytes have the addresses of objdump', async () => {
    const { bytes } = example();
    const head = bytes.slice(0, 0x32);
    const ours = (await disassemble(head)).split('\n').flatMap((l) => /^ *([0-9a-f]+):/.exec(l)?.[1] ?? []);
    expect(ours.map((o) => Number.parseInt(o, 16))).toEqual(objdump(head).map((l) => l.offset));
  });

  test('name addresses outside by the caller’s function', () => {
    const a = new Assembler(new Uint8Array(64), { address: 0x1000 });
    a.call(0x2000).lea(rax, qword(rcx)).mov(edx, 1);
    const code = a.finish();
    const text = formatListing(iced, code, {
      address: 0x1000,
      nameOf: (at) => (at === 0x2000n ? 'malloc' : undefined),
    });
    expect(text).toContain('call malloc');
  });

  test.skipIf(!hasTool('as'))('of 20,000 random instructions assemble to the same bytes', () => {
    const seed = (Date.now() & 0x7fff_ffff) | 1;
    const random = new Random(seed);
    const rows = allRows().filter((r) => !r.operands.some((o) => /^rel/.test(o.kind)));
    for (const syntax of ['intel', 'gas'] as const) {
      const a = new Assembler(new Uint8Array(1 << 20));
      for (let n = 0; n < 10_000; ) {
        const row = random.pick(rows);
        const operands = randomOperands(random, row, 0);
        if (clashes(row, operands)) continue;
        a.form(row.id, ...(operands as AnyOperand[]));
        n++;
      }
      const code = a.finish();
      const text = formatListing(iced, code, { syntax, style: 'source' });
      const there = gnuAs(`${syntax === 'gas' ? '.att_syntax\n' : ''}${text}`);
      const at = code.bytes.findIndex((b, i) => b !== there[i]);
      if (at >= 0) {
        const line = listingLines(iced, code, { syntax, style: 'source' }).findLast((l) => l.offset <= at)!;
        throw new Error(
          `seed ${seed}, ${syntax}: ${line.text}: ${line.bytes}, GNU as ${there.slice(line.offset, line.offset + 12)}`,
        );
      }
    }
  });
});
