import { describe, expect, test } from 'vitest';
import { Assembler, compile, EmulatedMemory, eax, patchJump } from '../src/index.js';
import { Random } from './support/random.js';

describe('patchable jumps', () => {
  test('end at a multiple of 8, wherever they are written', () => {
    const random = new Random(1);
    for (let n = 0; n < 200; n++) {
      const a = new Assembler(new Uint8Array(1024), { address: 0x1000 + 8 * random.below(8) });
      const out = a.label('out');
      for (let k = random.below(200); k > 0; k--) a.nop();
      if (random.chance(2)) a.jmp(out).dataBytes(new Uint8Array(random.below(140)));
      const site = a.label('site');
      a.patchableJmp(out, site).bind(out).ret();
      const code = a.finish();
      const at = code.offsetOf('site');
      expect(code.bytes[at]).toBe(0xe9);
      expect((at + 5) % 8).toBe(0);
    }
  });

  test('go elsewhere once patched', () => {
    const memory = new EmulatedMemory();
    const f = compile(memory, { arguments: [], result: 'i32' }, (a) => {
      const cold = a.label('cold');
      const site = a.label('site');
      a.patchableJmp(cold, site);
      a.here('hot');
      a.mov(eax, 1).ret();
      a.bind(cold).mov(eax, 2).ret();
    });
    expect(f()).toBe(2);
    patchJump(f.code.bytes, f.code.offsetOf('site'), f.code.offsetOf('hot'));
    expect(f()).toBe(1);
    expect(() => patchJump(f.code.bytes, 0, 8)).toThrow('no patchable jump at offset 0');
  });
});
