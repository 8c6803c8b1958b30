import { describe, expect, test } from 'vitest';
import { compileExpression } from '../examples/expression.js';
import {
  compile,
  EmulatedMemory,
  EmulatorFault,
  type ExecutableMemory,
  eax,
  edi,
  esi,
  qword,
  r8,
  r9,
  rax,
  rcx,
  rdi,
  rdx,
  rsi,
  rsp,
  symbol,
  xmm0,
  xmm1,
  xmm7,
} from '../src/index.js';
import { RunnerMemory } from './support/native-memory.js';
import { processorRunner } from './support/processor.js';

const runner = processorRunner();
const memories: [string, () => ExecutableMemory][] = [['in the emulator', () => new EmulatedMemory()]];
if (runner !== undefined) memories.push(['by the processor', () => new RunnerMemory(runner)]);

describe.each(memories)('compiled functions, run %s', (_, make) => {
  test('take and return integers, pointers and doubles', () => {
    const memory = make();
    const add = compile(memory, { arguments: ['i32', 'i32'], result: 'i32' }, (a) =>
      a.lea(eax, qword(rdi, rsi)).ret(),
    );
    expect(add(40, 2)).toBe(42);
    expect(add(-5, 2)).toBe(-3);
    const shifted = compile(memory, { arguments: ['i64'], result: 'i64' }, (a) =>
      a.mov(rax, rdi).shl(rax, 1).ret(),
    );
    expect(shifted(-(2n ** 61n))).toBe(-(2n ** 62n));
    const scale = compile(memory, { arguments: ['f64', 'i32', 'f64'], result: 'f64' }, (a) =>
      a.mulsd(xmm0, xmm1).cvtsi2sd(xmm1, edi).addsd(xmm0, xmm1).ret(),
    );
    expect(scale(1.5, 10, -4)).toBe(4);
    const nothing = compile(memory, { arguments: [], result: 'void' }, (a) => a.ret());
    expect(nothing()).toBeUndefined();
    // @ts-expect-error: one argument is missing
    expect(() => add(1)).toThrow('2 arguments expected, not 1');
  });

  test('take more arguments than there are registers', () => {
    const memory = make();
    const types = ['i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64'] as const;
    const digits = compile(memory, { arguments: types, result: 'i64' }, (a) => {
      a.mov(rax, rdi);
      for (const next of [rsi, rdx, rcx, r8, r9]) a.imul(rax, rax, 10).add(rax, next);
      for (const offset of [8, 16, 24]) a.imul(rax, rax, 10).add(rax, qword(rsp, offset));
      a.ret();
    });
    expect(digits(1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n)).toBe(123456789n);
    const many = compile(
      memory,
      { arguments: ['f64', 'f64', 'f64', 'f64', 'f64', 'f64', 'f64', 'f64', 'f64', 'f64'], result: 'f64' },
      (a) => a.movaps(xmm0, xmm7).addsd(xmm0, qword(rsp, 8)).mulsd(xmm0, qword(rsp, 16)).ret(),
    );
    expect(many(0, 0, 0, 0, 0, 0, 0, 8, 9, 10)).toBe(170);
  });

  test('read and write memory, call each other, and keep the stack aligned', () => {
    const memory = make();
    const cell = memory.data(16);
    const square = compile(memory, { arguments: ['i64'], result: 'i64' }, (a) =>
      a.mov(rax, rdi).imul(rax, rdi).ret(),
    );
    const store = compile(
      memory,
      { arguments: ['pointer', 'i64'], result: 'i32' },
      (a) => {
        const misaligned = a.label();
        // Aligned to 16 at a call: rsp is 8 beyond here.
        a.test(rsp, 8).je(misaligned);
        a.push(rdi).mov(rdi, rsi).call(symbol('square')).pop(rdi).mov(qword(rdi), rax);
        a.mov(eax, esi).ret();
        a.bind(misaligned).mov(eax, -1).ret();
      },
      { resolve: (name) => (name === 'square' ? square.address : undefined) },
    );
    expect(store(cell.address, 12n)).toBe(12);
    expect(new DataView(cell.bytes.buffer, cell.bytes.byteOffset).getBigInt64(0, true)).toBe(144n);
    expect(() => compile(memory, { arguments: [], result: 'void' }, (a) => a.jmp(symbol('nowhere')))).toThrow(
      /jmp: unknown symbol 'nowhere'/,
    );
  });

  test('are filled with int3 when freed', () => {
    const memory = make();
    const f = compile(memory, { arguments: [], result: 'i32' }, (a) => a.mov(eax, 7).ret(), { endbr: true });
    const { bytes } = f.code;
    expect(f()).toBe(7);
    expect([...bytes.subarray(f.code.offsetOf('function')).subarray(0, 4)]).toEqual([0xf3, 0x0f, 0x1e, 0xfa]);
    f.free();
    expect(bytes.every((b) => b === 0xcc)).toBe(true);
    expect(() => f()).toThrow('has been freed');
  });

  test('the expression compiler', () => {
    const memory = make();
    const f = compileExpression(memory, 'x * (y + 2.5) - -x / 4', ['x', 'y']);
    expect(f(3, 1.5)).toBe(3 * (1.5 + 2.5) - -3 / 4);
    const g = compileExpression(memory, 'sqrt(a * a + b * b) + max(a, min(b, 10)) * 2', ['a', 'b']);
    expect(g(3, 4)).toBe(13);
    expect(() => compileExpression(memory, 'x +', ['x'])).toThrow(SyntaxError);
    expect(() => compileExpression(memory, 'x y', ['x', 'y'])).toThrow(SyntaxError);
  });
});

test('what goes wrong in emulated code says where', () => {
  const memory = new EmulatedMemory(0x10_0000, 1000);
  const bad = compile(memory, { arguments: ['pointer'], result: 'i64' }, (a) =>
    a.mov(rax, qword(rdi, 8)).ret(),
  );
  expect(() => bad(0n)).toThrow(EmulatorFault);
  expect(() => bad(0n)).toThrow(
    /page fault: reading 8 bytes at 0x8, in mov rax,QWORD PTR \[rdi\+0x8\] at 0x/,
  );
  const endless = compile(memory, { arguments: [], result: 'void' }, (a) => a.jmp(a.here()));
  expect(() => endless()).toThrow(/still running after 1000 instructions/);
});
