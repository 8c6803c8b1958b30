/** Code of the assembler run by the processor, in the code region of a window. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as asm from '@tyston/asm-x64';
import {
  al,
  byte,
  compile,
  type ExecutableMemory,
  eax,
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
} from '@tyston/asm-x64';
import { makeAllocator, regionMap } from '@tyston/memory';
import { createLinuxHost, makeCodeMemory } from '@tyston/native';
import { expect, test } from 'vitest';

const host = createLinuxHost();
if ('error' in host) throw new Error(host.error);
const allocator = makeAllocator(host.memory, regionMap(host.memory.buffer.byteLength), true);
const memory: ExecutableMemory = makeCodeMemory(host, allocator);

test('integer, pointer and double arguments', () => {
  const types = ['i64', 'i32', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64'] as const;
  const digits = compile(memory, { arguments: types, result: 'i64' }, (a) => {
    a.mov(rax, rdi);
    for (const next of [rsi, rdx, rcx, r8, r9]) a.imul(rax, rax, 10).add(rax, next);
    for (const offset of [8, 16, 24]) a.imul(rax, rax, 10).add(rax, qword(rsp, offset));
    a.ret();
  });
  expect(digits(1n, 2, 3n, 4n, 5n, 6n, 7n, 8n, 9n)).toBe(123456789n);
  expect(digits(-(2n ** 30n), -3, 0n, 0n, 0n, 0n, 0n, 0n, 0n)).toBe(
    -(2n ** 30n) * 10n ** 8n - 3n * 10n ** 7n,
  );

  const mixed = compile(memory, { arguments: ['f64', 'i32', 'f64'], result: 'f64' }, (a) =>
    a.mulsd(xmm0, xmm1).cvtsi2sd(xmm1, asm.edi).addsd(xmm0, xmm1).ret(),
  );
  expect(mixed(1.5, 10, -4)).toBe(4);
  expect(mixed(Number.MAX_VALUE, 0, 2)).toBe(Number.POSITIVE_INFINITY);

  const text = memory.data(6);
  text.bytes.set(new TextEncoder().encode('abcde\0'));
  const length = compile(memory, { arguments: ['pointer'], result: 'pointer' }, (a) => {
    const end = a.label();
    const loop = a.mov(rax, rdi).here();
    a.cmp(byte(rax), 0).je(end).inc(rax).jmp(loop).bind(end).ret();
  });
  expect(length(text.address) - text.address).toBe(5n);
  memory.freeData(text);
});

test('functions call each other and libc, with the stack aligned', () => {
  const square = compile(memory, { arguments: ['i64'], result: 'i64' }, (a) =>
    a.mov(rax, rdi).imul(rax, rdi).ret(),
  );
  const resolve = (name: string) => (name === 'square' ? square.address : host.machine.symbol(name));
  const f = compile(
    memory,
    { arguments: ['i64', 'pointer'], result: 'i64' },
    (a) => {
      const misaligned = a.label();
      a.test(rsp, 8).je(misaligned);
      // libc lies anywhere: its address is a constant, the neighbour's a distance.
      a.push(rsi).call(symbol('square')).pop(rdi).push(rax);
      a.mov(rax, symbol('strlen')).call(rax).pop(rcx).add(rax, rcx).ret();
      a.bind(misaligned).mov(rax, -1).ret();
    },
    { resolve },
  );
  const text = memory.data(8);
  text.bytes.set([65, 65, 65, 0]);
  expect(f(12n, text.address)).toBe(147n);
});

test('freed code is int3, refused, and used again', () => {
  const make = (n: number) => compile(memory, { arguments: [], result: 'i32' }, (a) => a.mov(eax, n).ret());
  const [f, g, h] = [make(1), make(2), make(3)];
  expect([f(), g(), h()]).toEqual([1, 2, 3]);
  const { bytes } = g.code;
  g.free();
  g.free();
  expect(bytes.every((b) => b === 0xcc)).toBe(true);
  expect(() => g()).toThrow('has been freed');
  const again = make(4);
  expect(again.address).toBe(g.address);
  expect([f(), again(), h()]).toEqual([1, 4, 3]);
  // Two neighbours together make room for something larger.
  const { address } = f;
  f.free();
  again.free();
  const large = compile(memory, { arguments: [], result: 'i32' }, (a) => {
    for (let i = 0; i < 12; i++) a.nop();
    a.mov(eax, 5).ret();
  });
  expect(large.address).toBe(address);
  expect([large(), h()]).toEqual([5, 3]);
});

test('code larger than a page, and a region that is full', () => {
  const adds = 3000;
  const f = compile(memory, { arguments: ['i64'], result: 'i64' }, (a) => {
    a.mov(rax, rdi);
    for (let i = 0; i < adds; i++) a.add(rax, 0x1000);
    a.ret();
  });
  expect(f.code.bytes.length).toBeGreaterThan(4 * 4096);
  expect(f(7n)).toBe(7n + BigInt(adds) * 0x1000n);
  const other = compile(memory, { arguments: ['i32'], result: 'i32' }, (a) =>
    a.test(asm.edi, asm.edi).setne(al).movzx(eax, al).ret(),
  );
  expect([other(0), other(5)]).toEqual([0, 1]);
  expect(() => memory.allocate(2 ** 31)).toThrow(RangeError);
});

test('ten thousand functions come and go without using the region up', () => {
  const first = compile(memory, { arguments: [], result: 'void' }, (a) => a.ret());
  for (let i = 0; i < 10_000; i++) compile(memory, { arguments: [], result: 'void' }, (a) => a.ret()).free();
  const last = compile(memory, { arguments: [], result: 'void' }, (a) => a.ret());
  expect(last.address - first.address).toBeLessThan(256n);
});

test("the README's example of the assembler", () => {
  const readme = readFileSync(fileURLToPath(new URL('../../asm-x64/README.md', import.meta.url)), 'utf8');
  const source = /```js\n(import \{ compile.*?)```/s.exec(readme)![1]!;
  const names = /import \{(.*?)\}/.exec(source)![1]!;
  const body = source
    .replace(/^import.*\n/, '')
    .replace(/new EmulatedMemory\(\)/, 'memoryOfHost')
    .replace(/console\.log\(await .*\n/, '');
  const printed: unknown[] = [];
  new Function('asm', 'memoryOfHost', 'console', `const {${names}} = asm;\n${body}`)(asm, memory, {
    log: (value: unknown) => printed.push(value),
  });
  expect(body).toContain('memoryOfHost');
  expect(printed).toEqual([42]);
});
