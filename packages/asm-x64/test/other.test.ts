import { describe, expect, test } from 'vitest';
import { Assembler, listing, loadIced, otherInstructions, ptr, r9, rdi, symbol, xmm1 } from '../src/index.js';
import { gnuAs, hasTool } from './support/tools.js';

const iced = await loadIced();
const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ');

describe('instructions that the table lacks', () => {
  test.skipIf(!hasTool('as'))('are encoded as GNU as does', () => {
    const a = new Assembler(new Uint8Array(256));
    const other = otherInstructions(a, iced);
    other('vaddpd', 'ymm0', 'ymm9', ptr(rdi, 32));
    other('vfmadd231sd', xmm1, 'xmm2', 'xmm3');
    other('kmovq', 'k1', r9);
    other('fldpi');
    other('aesenc', xmm1, 'xmm8');
    other('rdrand', r9);
    other('vpternlogd', 'zmm1', 'zmm2', 'zmm3', 0x96);
    expect(hex(a.finish().bytes)).toBe(
      hex(
        gnuAs(
          'vaddpd ymm0, ymm9, [rdi+32]\nvfmadd231sd xmm1, xmm2, xmm3\nkmovq k1, r9\nfldpi\naesenc xmm1, xmm8\nrdrand r9\nvpternlogd zmm1, zmm2, zmm3, 0x96',
        ),
      ),
    );
  });

  test('reach labels and symbols', async () => {
    const a = new Assembler(new Uint8Array(256));
    const other = otherInstructions(a, iced);
    const constants = a.label('constants');
    other('vmovaps', 'ymm1', ptr(constants, 32)).ret();
    other('vpshufd', 'xmm1', ptr(symbol('far')), 3);
    a.align(32).bind(constants).dataBytes(new Uint8Array(64));
    const code = a.finish();
    // From the end of the instruction, 8, to 32 + 32.
    expect(new DataView(code.bytes.buffer).getInt32(4, true)).toBe(64 - 8);
    expect(code.relocations).toMatchObject([
      { target: 'far', kind: 'rel32', addend: -5, instruction: expect.stringContaining('vpshufd') },
    ]);
    expect(await listing(code)).toContain('vpshufd xmm1, xmmword ptr [rip+far], 0x3');
  });

  test('that do not exist are named', () => {
    const a = new Assembler(new Uint8Array(256));
    const other = otherInstructions(a, iced);
    a.nop();
    expect(() => other('frobnicate', xmm1)).toThrow(
      'frobnicate xmm1: iced-x86 knows no such instruction [instruction 1, offset 0x1]',
    );
    expect(() => other('vaddpd', 'ymm0', 'xmm1', 'ymm2')).toThrow(
      /vaddpd ymm0,xmm1,ymm2: no form takes these operands/,
    );
    const small = new Assembler(new Uint8Array(2));
    expect(() => otherInstructions(small, iced)('aesenc', xmm1, xmm1)).toThrow(
      /aesenc xmm1,xmm1: the buffer is full/,
    );
  });
});
