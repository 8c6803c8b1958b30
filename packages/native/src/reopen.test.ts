/** Windows one after the other in one isolate, and hosts with something missing. */
import { Worker } from 'node:worker_threads';
import {
  ld32,
  ldU32,
  makeAllocator,
  makeThunks,
  regionMap,
  SIG,
  SignalKind,
  signalWords,
  st32,
  views,
} from '@tyston/memory';
import { expect, test } from 'vitest';
import { createLinuxHost, type LinuxHost, type LinuxHostOptions } from './host.js';

function open(options?: LinuxHostOptions): LinuxHost {
  const host = createLinuxHost(options);
  if ('error' in host) throw new Error(host.error);
  return host;
}

test('a window that is opened again is empty', () => {
  const first = open();
  const regions = regionMap(first.memory.buffer.byteLength);
  const p = makeAllocator(first.memory, regions, true).alloc(100_000);
  st32(p, 7);
  const thunk = makeThunks(first.thunks).define(3, 'p:p');
  first.code!.writable[0] = 0xc3;
  expect(ld32(first.code!.start) & 255).toBe(0xc3);
  first.close();

  const second = open();
  expect(second.memory.buffer).toBe(first.memory.buffer);
  expect(makeAllocator(second.memory, regions, true).alloc(100_000)).toBe(p);
  expect([ld32(p), ldU32(thunk - 4), ld32(second.code!.start)]).toEqual([0, 0, 0]);
  second.close();
});

test('attached to again it is as it was', () => {
  const first = open();
  st32(0x180_0000, 42);
  first.close();
  const second = open({ attach: true });
  expect(ld32(0x180_0000)).toBe(42);
  second.close();
});

test('the heap goes up to its limit, in high addresses too', () => {
  const host = open();
  const regions = regionMap(host.memory.buffer.byteLength);
  const heap = makeAllocator(host.memory, regions, true);
  const spans: number[] = [];
  const bytes = 256 << 20;
  for (let i = 0; i < 10; i++) spans.push(heap.alloc(bytes));
  expect(spans.some((p) => p < 0)).toBe(true);
  for (const [i, p] of spans.entries()) st32(p + bytes - 4, i);
  expect(spans.map((p) => ld32(p + bytes - 4))).toEqual(spans.map((_, i) => i));
  expect(views().I32.length).toBe(2 ** 30);
  host.close();
});

test('a Worker takes the main thread’s place, and signals follow it', async () => {
  const host = open();
  host.os.setSignal(SIG.SIGUSR2, SignalKind.PYTHON);
  host.close();
  const source = `
    const { parentPort } = require('node:worker_threads');
    import(${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)}).then(({ createLinuxHost }) => {
      const { os } = createLinuxHost({ attach: true, thread: 0 });
      os.kill(process.pid, ${SIG.SIGUSR2});
      parentPort.postMessage([os.sleep(10_000_000_000n), os.takeSignal()]);
    });`;
  const worker = new Worker(source, { eval: true });
  const ended = new Promise((done) => worker.on('exit', done));
  const result = await new Promise((done, fail) => worker.on('message', done).on('error', fail));
  expect(result).toEqual([-4, SIG.SIGUSR2]);
  await ended;
  // The Worker is gone: the signal is noted by whatever thread it finds.
  process.kill(process.pid, SIG.SIGUSR2);
  expect(signalWords(host.memory.buffer).take()).toBe(SIG.SIGUSR2);
  const again = open({ attach: true });
  expect(again.os.setSignal(SIG.SIGUSR2, SignalKind.DEFAULT)).toBe(SignalKind.PYTHON);
  again.close();
});
