import { describe, expect, test } from 'vitest';
import {
  AsmError,
  Assembler,
  ah,
  al,
  assemble,
  BufferFullError,
  type Code,
  cl,
  compile,
  dword,
  EmulatedMemory,
  eax,
  ptr,
  qword,
  r8,
  r9,
  rax,
  rbx,
  rcx,
  rdi,
  rdx,
  sil,
  symbol,
  xmm0,
  xmm1,
} from '../src/index.js';

const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ');
const assembled = (write: (a: Assembler) => unknown, size = 4096): Code => {
  const a = new Assembler(new Uint8Array(size));
  write(a);
  return a.finish();
};
const failure = (write: (a: Assembler) => unknown, size = 4096): AsmError => {
  try {
    assembled(write, size);
  } catch (error) {
    if (error instanceof AsmError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
};

describe('errors name the instruction and its place', () => {
  test('a bad operand', () => {
    const e = failure((a) => a.nop().here('loop') && a.nop().add(rax, 'x' as never));
    expect(e.message).toBe('add rax,"x": x is no operand [instruction 2, offset 0x2 after \'loop\']');
    expect(e.place).toMatchObject({ index: 2, offset: 2, label: 'loop' });
  });
  test('operands that no form takes', () => {
    expect(failure((a) => a.nop().mov(rax as never, eax as never)).message).toBe(
      'mov rax,eax: no form takes these operands [instruction 1, offset 0x1]',
    );
    expect(failure((a) => a.add(rax, 0x1_0000_0000)).message).toBe(
      'add rax,0x100000000: no form takes these operands: an immediate out of range? [instruction 0, offset 0x0]',
    );
    expect(failure((a) => a.add(rax, 1.5)).message).toBe(
      'add rax,1.5: 1.5 is not a safe integer [instruction 0, offset 0x0]',
    );
    expect(failure((a) => a.imul(rax, rbx, 1 << 30).add(eax, 2 ** 32)).place.index).toBe(1);
  });
  test('ah beside a REX prefix', () => {
    expect(failure((a) => a.nop().mov(ah, sil)).message).toContain(
      'mov ah,sil: ah, ch, dh and bh cannot be used',
    );
  });
  test('an unbound label, named at its first use', () => {
    expect(failure((a) => a.source('f.py:3').nop().jne(a.label('out')).ret()).message).toBe(
      "jne out: label 'out' is not bound [instruction 1, offset 0x1] (f.py:3)",
    );
    expect(failure((a) => a.lea(rax, qword(a.label('table')))).message).toContain(
      "lea table: label 'table' is not bound",
    );
  });
  test('a label of another program, a label bound twice', () => {
    const other = new Assembler(new Uint8Array(8)).label('there');
    expect(failure((a) => a.jmp(other)).message).toContain("label 'there' belongs to another program");
    expect(failure((a) => a.bind(a.here('twice'))).message).toContain("label 'twice' is bound already");
  });
  test('a full buffer, and what was written stays', () => {
    const e = failure((a) => a.ret().mov(rax, qword(rbx, 16)), 3);
    expect(e.message).toBe(
      'mov rax,QWORD PTR [rbx+0x10]: the buffer of 3 bytes is full: 4 bytes do not fit [instruction 1, offset 0x1]',
    );
    const a = new Assembler(new Uint8Array(3));
    a.ret();
    expect(() => a.jmp(a.here()).jmp(a.here())).toThrow(/full/);
    expect(hex(a.finish().bytes)).toBe('c3 eb fe');
    // Full only once the branches have grown.
    expect(failure((b) => b.jmp(b.label('end')), 2).message).toContain('not bound');
    const long = new Assembler(new Uint8Array(202));
    const end = long.label('end');
    long.jmp(end).dataBytes(new Uint8Array(200)).bind(end);
    expect(() => long.finish()).toThrow(/finish: the buffer is full/);
  });
  test('an unknown symbol, and one out of reach', () => {
    const code = assembled((a) => a.nop().call(symbol('malloc')).ret());
    expect(() => code.link(0x1000n)).toThrow("call: unknown symbol 'malloc' [instruction 1, offset 0x2]");
    expect(() => code.link(0x1000n, () => 1n << 40n)).toThrow(
      /call: malloc is \d+ bytes away, which does not fit in 32 bits/,
    );
  });
  test('prefixes that do not apply', () => {
    expect(failure((a) => a.lock().add(rax, rbx)).message).toContain(
      'add rax,rbx: lock needs an instruction that writes memory',
    );
    expect(failure((a) => a.lock().mov(qword(rax), rbx)).message).toContain('lock needs');
    expect(failure((a) => a.repne().movsb()).message).toContain('movsb: the repeat prefix needs');
  });
  test('operands that cannot exist', () => {
    expect(() => qword(rax, 2 ** 31)).toThrow(RangeError);
    expect(() => qword(rax, rbx, 3 as never)).toThrow('scale 3 is not 1, 2, 4 or 8');
    expect(() => qword(eax as never)).toThrow('eax cannot be a base register');
  });
});

describe('relocations', () => {
  test('code is saved, loaded and linked at another address', () => {
    const made = assembled((a) => a.call(symbol('f')).mov(rax, symbol('g')).mov(rcx, a.here('self')).ret());
    const loaded = (make: Code) => JSON.parse(JSON.stringify(make.save()));
    const { Code: CodeClass } = { Code: made.constructor as typeof Code };
    const again = CodeClass.load(loaded(made));
    const resolve = (name: string) => (name === 'f' ? 0x5000n : 0x1122334455667788n);
    again.link(0x4000n, resolve);
    // f − (0x4000 + 5) = 0xffb; g whole; self = 0x4000 + 15.
    expect(hex(again.bytes)).toBe(
      'e8 fb 0f 00 00 48 b8 88 77 66 55 44 33 22 11 48 b9 0f 40 00 00 00 00 00 00 c3',
    );
    expect(again.symbols).toEqual(['f', 'g']);
    expect(hex(made.link(0x4000n, resolve).bytes)).toBe(hex(again.bytes));
  });
  test('absolute targets are written when the address is known', () => {
    const a = new Assembler(new Uint8Array(64), { address: 0x2000_0000_0000n });
    a.call(0x2000_0000_1000).jmp(0x2000_0000_0000);
    expect(hex(a.finish().bytes)).toBe('e8 fb 0f 00 00 e9 f6 ff ff ff');
    a.reset();
    a.call(0x3000_0000_0000);
    expect(() => a.finish()).toThrow(/call: the target is \d+ bytes away, out of reach/);
  });
});

describe('data', () => {
  test('a jump table of distances, in the emulator', () => {
    const memory = new EmulatedMemory();
    const pick = compile(memory, { arguments: ['i32'], result: 'i32' }, (a) => {
      const table = a.label('table');
      const cases = [a.label(), a.label(), a.label()];
      a.lea(rdx, ptr(table))
        .movsxd(rax, dword(rdx, rdi, 4))
        .add(rax, rdx)
        .jmp(rax);
      for (const [n, label] of cases.entries())
        a.bind(label)
          .mov(eax, 10 * n)
          .ret();
      a.align(4, 0).bind(table);
      for (const label of cases) a.distance(label, table);
    });
    expect([pick(0), pick(1), pick(2)]).toEqual([0, 10, 20]);
  });
  test('constants are stored once, aligned, behind the code', () => {
    const code = assembled((a) =>
      a.movsd(xmm0, a.float64(2.5)).mulsd(xmm0, a.float64(2.5)).addss(xmm1, a.float32(1)).ret(),
    );
    expect(code.data).toEqual([{ start: 25, end: 44 }]);
    const view = new DataView(code.bytes.buffer);
    expect([view.getFloat64(32, true), view.getFloat32(40, true)]).toEqual([2.5, 1]);
  });
  test('strings of integers and addresses', () => {
    const code = assembled((a) =>
      a
        .db(1, 2)
        .align(8, 0)
        .dq(-1, 2n ** 63n)
        .dd(-2)
        .double(0.5)
        .dq(a.here('end'), symbol('x')),
    );
    expect(hex(code.bytes)).toBe(
      '01 02 00 00 00 00 00 00 ff ff ff ff ff ff ff ff 00 00 00 00 00 00 00 80 fe ff ff ff 00 00 00 00 00 00 e0 3f' +
        ' 00'.repeat(16),
    );
    expect(code.relocations.map((r) => [r.kind, r.offset, r.target, r.addend])).toEqual([
      ['abs64', 36, null, 36],
      ['abs64', 44, 'x', 0],
    ]);
  });
  test('a program ends once, and labels with it', () => {
    const a = new Assembler(new Uint8Array(64));
    const old = a.here('old');
    a.ret().finish();
    expect(() => a.finish()).toThrow('the program is finished');
    a.reset();
    expect(() => a.jmp(old)).toThrow("label 'old' belongs to another program");
    expect(() => a.align(3)).toThrow('3 is not a power of two');
  });
});

describe('the encoder agrees whichever way it goes', () => {
  test('in a buffer that just fits, without room for whole words', () => {
    const write = (a: Assembler): Assembler =>
      a
        .push(rbx)
        .mov(rbx, qword(rdi, 0x12345))
        .add(rbx, 100000)
        .movImm(rcx, -1)
        .shl(rax, cl)
        .mov(qword(r8, r9, 8, 1), rcx)
        .ret();
    const roomy = assembled(write).bytes;
    expect(hex(assembled(write, roomy.length).bytes)).toBe(hex(roomy));
    expect(() => assembled(write, roomy.length - 1)).toThrow(/ret: the buffer .* is full/);
  });
  test('in a buffer that grows', () => {
    const code = assemble((a) => {
      const end = a.label();
      a.jmp(end).dataBytes(new Uint8Array(100_000)).bind(end).ret();
    });
    expect(code.bytes.length).toBe(5 + 100_000 + 1);
    expect(() => assemble((a) => a.jmp(a.label('nowhere')))).toThrow("label 'nowhere' is not bound");
    expect(() => assembled((a) => a.ret().ret(), 1)).toThrow(BufferFullError);
  });
  test('bytes beyond the buffer are never touched', () => {
    const all = new Uint8Array(64).fill(0xaa);
    const a = new Assembler(all.subarray(16, 32));
    a.mov(rax, qword(rbx, 0x1000)).mov(rcx, rax);
    expect(() => a.mov(rax, qword(rbx, 0x1000))).toThrow(/full/);
    a.finish();
    expect([...all.subarray(0, 16), ...all.subarray(32)].every((b) => b === 0xaa)).toBe(true);
  });
});

describe('fixed behaviour', () => {
  test('the type of operands rules out impossible forms', () => {
    const a = new Assembler(new Uint8Array(64));
    // @ts-expect-error: sizes differ
    expect(() => a.mov(rax, eax)).toThrow(AsmError);
    // @ts-expect-error: two memory operands
    expect(() => a.mov(qword(rax), qword(rbx))).toThrow(AsmError);
    // @ts-expect-error: only cl counts
    expect(() => a.shl(rax, al)).toThrow(AsmError);
    // @ts-expect-error: a vector register
    expect(() => a.add(xmm0, xmm1)).toThrow(AsmError);
    // @ts-expect-error: lea takes an address
    expect(() => a.lea(rax, rbx)).toThrow(AsmError);
    a.shl(rax, cl)
      .addsd(xmm0, xmm1)
      .lea(rdx, qword(r8, r9, 8, 1));
  });
});
