import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  BREAKER_WORD,
  ld32,
  ldF64,
  ldU32,
  MachineStackExhausted,
  Mailbox,
  makeMachineCaller,
  makeServer,
  makeThunks,
  Roots,
  SIG,
  SignalKind,
  st32,
  stF64,
  type ThunkFunction,
  views,
  WINDOW_HIGH,
} from '@tyston/memory';
import { afterAll, describe, expect, test } from 'vitest';
import { createLinuxHost, type LinuxHost } from './host.js';
import { thunkCode } from './thunk-code.js';

const made = createLinuxHost();
if ('error' in made) throw new Error(made.error);
const host: LinuxHost = made;
const thunks = makeThunks(host.thunks);
const functions: ThunkFunction[] = [];
const serve = makeServer(
  host.machine,
  (index) => functions[index],
  (index) => thunks.signatureOf(index),
);
const caller = makeMachineCaller(host.machine, serve);
const { I32 } = views();
const SP = (host.machine.mailbox + Mailbox.sp) >>> 2;

/** A fresh index for a TypeScript function, and its address. */
function thunk(signature: string | null, f: ThunkFunction): { index: number; address: bigint } {
  const index = functions.push(f) - 1;
  return { index, address: inWindow(thunks.define(index, signature)) };
}
const inWindow = (p: number) => (BigInt(WINDOW_HIGH) << 32n) | BigInt(p >>> 0);

/** Puts machine code into the code region and returns its address. */
let codeEnd = 0;
function code(...bytes: (number | bigint)[]): bigint {
  const at = codeEnd;
  for (const b of bytes) {
    if (typeof b === 'number') host.code!.writable[codeEnd++] = b;
    else for (let i = 0n; i < 8n; i++) host.code!.writable[codeEnd++] = Number((b >> (i * 8n)) & 255n);
  }
  codeEnd = (codeEnd + 15) & ~15;
  return inWindow(host.code!.start + at);
}
/** sub rsp, 8; mov rax, f; call rax; add rsp, 8; ret */
const calling = (f: bigint) =>
  code(0x48, 0x83, 0xec, 8, 0x48, 0xb8, f, 0xff, 0xd0, 0x48, 0x83, 0xc4, 8, 0xc3);

describe('calls into machine code', () => {
  test('integers, results of every kind', () => {
    const add = code(0x48, 0x8d, 0x04, 0x37, 0xc3); // lea rax, [rdi + rsi]; ret
    expect(caller.bind(add, 'ii:i')(20, 22)).toBe(42);
    expect(caller.bind(add, 'ii:i')(-50, 8)).toBe(-42);
    expect(caller.bind(add, 'nn:n')(2 ** 40, -1)).toBe(2 ** 40 - 1);
    expect(caller.bind(add, 'nn:n')(-(2 ** 33), 5)).toBe(-(2 ** 33) + 5);
    expect(caller.bind(add, 'qq:q')(1n << 62n, 1n)).toBe((1n << 62n) + 1n);
    expect(caller.bind(add, 'pn:p')(-0x4000_0000, 16)).toBe(-0x4000_0000 + 16);
    expect(caller.bind(add, 'pp:v')(1, 2)).toBe(undefined);
  });

  test('the null pointer has no high half', () => {
    const high = code(0x48, 0x89, 0xf8, 0x48, 0xc1, 0xe8, 0x20, 0xc3); // mov rax, rdi; shr rax, 32; ret
    expect(caller.bind(high, 'p:i')(0)).toBe(0);
    expect(caller.bind(high, 'p:i')(16)).toBe(WINDOW_HIGH);
  });

  test('doubles', () => {
    const add = code(0xf2, 0x0f, 0x58, 0xc1, 0xc3); // addsd xmm0, xmm1; ret
    expect(caller.bind(add, 'dd:d')(1.5, 2.25)).toBe(3.75);
    const pow = host.machine.symbol('pow');
    expect(caller.bind(pow, 'dd:d')(2, 0.5)).toBe(Math.SQRT2);
  });

  test('arguments on the stack, mixed and variadic', () => {
    const snprintf = host.machine.symbol('snprintf');
    const at = host.machine.scratch;
    const text = '%d %d %d %d %d %d %.2f %d %.1f';
    for (let i = 0; i <= text.length; i++) views().U8[(at >>> 0) + 256 + i] = text.charCodeAt(i) || 0;
    const f = caller.bind(snprintf, 'pnpiiiiiidid:i');
    expect(f(at, 200, at + 256, 1, 2, 3, 4, 5, -6, 7.125, 8, 9.5)).toBe(23);
    const bytes = views().U8.subarray(at >>> 0, (at >>> 0) + 23);
    expect(Buffer.from(bytes).toString()).toBe('1 2 3 4 5 -6 7.12 8 9.5');
  });

  test('the thread state is in r15', () => {
    expect(caller.bind(code(0x4c, 0x89, 0xf8, 0xc3), ':p')()).toBe(Roots.MAIN_THREAD);
  });

  test('errno is that of the call', () => {
    const close = caller.bind(host.machine.symbol('close'), 'i:i');
    expect(close(-1)).toBe(-1);
    expect(caller.errno()).toBe(9);
    caller.bind(host.machine.symbol('getpid'), ':i')();
    expect(caller.errno()).toBe(0);
  });

  test('mistakes are errors, not crashes', () => {
    expect(() => host.machine.resume()).toThrow('nothing is suspended');
    const sp = I32[SP]!;
    I32[SP] = 0;
    expect(() => caller.bind(code(0xc3), ':v')()).toThrow(MachineStackExhausted);
    expect(() => host.machine.enter()).toThrow('off its stack');
    I32[SP] = sp;
    expect(() => caller.bind(0n, ':v')()).toThrow('nothing to call');
    expect(I32[SP]).toBe(sp);
    expect(host.machine.symbol('no_such_function')).toBe(0n);
    expect(() => caller.bind(1n, 'x')).toThrow('not a signature');
  });
});

describe('thunks', () => {
  test('machine code reaches TypeScript, and goes on with its result', () => {
    const double = thunk('p:p', (x: number) => x * 2);
    expect(caller.bind(calling(double.address), 'p:p')(21)).toBe(42);
    expect(caller.bind(double.address, 'p:p')(4)).toBe(8);
  });

  test('arguments and results of every kind', () => {
    const seen: unknown[] = [];
    const note =
      (result: number | bigint): ThunkFunction =>
      (...args) => {
        seen.push(args);
        return result;
      };
    const cases: [string, (number | bigint)[], number | bigint][] = [
      ['pinqd:d', [-64, -5, 2 ** 40, 1n << 60n, 0.5], 2.5],
      ['iiiiiiii:i', [1, 2, 3, 4, 5, 6, 7, 8], -9],
      ['dddddddd:n', [1, 2, 3, 4, 5, 6, 7, 8], -(2 ** 35)],
      ['inininin:q', [1, -2, 3, -4, 5, -6, -7, 2 ** 33], -(1n << 50n)],
      ['pppp:p', [16, 0, -16, 32], -1024],
    ];
    for (const [signature, args, result] of cases) {
      const { address } = thunk(signature, note(result));
      expect(caller.bind(address, signature)(...args)).toBe(result);
      expect(seen.pop()).toEqual(args);
    }
  });

  test('a raw thunk reads the mailbox itself', () => {
    const { address } = thunk(null, () => {
      const box = host.machine.mailbox;
      const sum =
        ld32(box + Mailbox.ints) + ld32(box + Mailbox.ints + 40) + ldF64(box + Mailbox.doubles + 56);
      stF64(box + Mailbox.fresult, sum);
    });
    expect(caller.bind(address, 'iiiiiidddddddd:d')(1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0.5)).toBe(3.5);
  });

  test('keep the registers that a callee must keep', () => {
    const noise = thunk(':v', () => void caller.bind(host.machine.symbol('getpid'), ':i')());
    // push rbx; mov rbx, rdi; mov rax, f; call rax; mov rax, rbx; pop rbx; ret
    const f = code(
      0x53,
      0x48,
      0x89,
      0xfb,
      0x48,
      0xb8,
      noise.address,
      0xff,
      0xd0,
      0x48,
      0x89,
      0xd8,
      0x5b,
      0xc3,
    );
    expect(caller.bind(f, 'n:n')(123_456_789_012)).toBe(123_456_789_012);
  });

  test('nest a thousand deep, and come back in order', () => {
    const order: number[] = [];
    const down = thunk('i:i', (n: number) => {
      order.push(n);
      const below = n === 0 ? 0 : (enter(n - 1) as number);
      order.push(-n);
      return below + n;
    });
    const enter = caller.bind(calling(down.address), 'i:i');
    const sp = I32[SP]!;
    expect(enter(1000)).toBe(500_500);
    expect(I32[SP]).toBe(sp);
    expect(order.length).toBe(2002);
    expect(order.slice(0, 3)).toEqual([1000, 999, 998]);
    expect(order.slice(-2)).toEqual([-999, -1000]);
    expect(ld32(host.machine.mailbox + Mailbox.depth)).toBe(0);
  });

  test('an exception drops the activations that it leaves', () => {
    let levels = 0;
    const raise = thunk('i:i', (n: number) => {
      levels++;
      if (n === 0) throw new RangeError('out of the middle');
      return enter(n - 1) as number;
    });
    const enter = caller.bind(calling(raise.address), 'i:i');
    const outer = thunk('i:i', (n: number) => {
      const sp = I32[SP]!;
      expect(() => enter(n)).toThrow('out of the middle');
      expect(I32[SP]).toBe(sp);
      return levels;
    });
    const sp = I32[SP]!;
    expect(caller.bind(calling(outer.address), 'i:i')(20)).toBe(21);
    expect(() => enter(3)).toThrow('out of the middle');
    expect(I32[SP]).toBe(sp);
    expect(ld32(host.machine.mailbox + Mailbox.depth)).toBe(0);
  });

  test('a machine stack that is used up is an error that can be caught', () => {
    // sub rsp, 64 KiB + 8; mov rax, f; call rax; add rsp, 64 KiB + 8; ret
    const wasteful = (f: bigint) =>
      code(0x48, 0x81, 0xec, 8, 0, 1, 0, 0x48, 0xb8, f, 0xff, 0xd0, 0x48, 0x81, 0xc4, 8, 0, 1, 0, 0xc3);
    let depth = 0;
    const again = thunk(':v', () => {
      depth++;
      enter();
    });
    const enter = caller.bind(wasteful(again.address), ':v');
    expect(() => enter()).toThrow(MachineStackExhausted);
    expect(depth).toBeGreaterThan(150);
    expect(caller.bind(code(0xb8, 7, 0, 0, 0, 0xc3), ':i')()).toBe(7);
  });

  test('libc sorts with a TypeScript comparison', () => {
    const at = host.machine.scratch;
    const n = 500;
    let seed = 1;
    for (let i = 0; i < n; i++) {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fff_ffff;
      st32(at + i * 4, seed % 1000);
    }
    const values = Array.from({ length: n }, (_, i) => ld32(at + i * 4));
    let calls = 0;
    const compare = thunk('pp:i', (a: number, b: number) => {
      calls++;
      return ld32(a) - ld32(b);
    });
    caller.bind(host.machine.symbol('qsort'), 'pnnq:v')(at, n, 4, compare.address);
    expect(Array.from({ length: n }, (_, i) => ld32(at + i * 4))).toEqual(values.sort((a, b) => a - b));
    expect(calls).toBeGreaterThan(n);
  });

  test('without a function are an error', () => {
    const address = inWindow(thunks.define(5000, ':v'));
    const sp = I32[SP]!;
    expect(() => caller.bind(address, ':v')()).toThrow('thunk 5000');
    expect(I32[SP]).toBe(sp);
  });

  test('have the code that the disassembler reads back', () => {
    const dir = mkdtempSync(join(tmpdir(), 'tyston-thunk-'));
    const address = 0x100_0000 + 7 * 32 + 8;
    writeFileSync(join(dir, 'code'), thunkCode(address, 0x1234, false));
    const listing = execFileSync(
      'objdump',
      [
        '-D',
        '-b',
        'binary',
        '-m',
        'i386:x86-64',
        '-M',
        'intel',
        `--adjust-vma=${address}`,
        join(dir, 'code'),
      ],
      { encoding: 'utf8' },
    );
    rmSync(dir, { recursive: true });
    const instructions = [...listing.matchAll(/^\s+[0-9a-f]+:\t[0-9a-f ]+\t(.*)$/gm)].map((m) =>
      m[1]!.replace(/\s+/g, ' '),
    );
    expect(instructions[0]).toBe('mov eax,0x1234');
    expect(instructions[1]).toMatch(
      new RegExp(`^jmp QWORD PTR \\[rip\\+0x[0-9a-f]+\\] # 0x${Roots.FOREIGN.toString(16)}$`),
    );
    expect(instructions.length).toBe(2);
  });
});

describe('memory', () => {
  const maps = () =>
    readFileSync('/proc/self/maps', 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [range, flags] = line.split(' ') as [string, string];
        const [from, to] = range.split('-').map((x) => Number.parseInt(x, 16)) as [number, number];
        return { from, to, flags, line };
      });

  test('no mapping of ours is both writable and executable', () => {
    const ours = maps().filter(
      (m) => (m.from >= 0x2000_0000_0000 && m.to <= 0x2001_0000_0000) || m.line.includes('tyston'),
    );
    expect(ours.length).toBeGreaterThan(6);
    expect(ours.filter((m) => m.flags.includes('w') && m.flags.includes('x'))).toEqual([]);
    expect(
      ours.filter((m) => m.flags.includes('x') && m.from >= 0x2000_0000_0000).length,
    ).toBeGreaterThanOrEqual(2);
    expect(ours.filter((m) => m.flags.startsWith('rw') && m.line.includes('memfd:tyston-code')).length).toBe(
      2,
    );
  });

  test('the first 64 KiB are not there, nor is what was not committed', () => {
    const at = (offset: number) =>
      maps().find((m) => m.from <= 0x2000_0000_0000 + offset && m.to > 0x2000_0000_0000 + offset)!;
    expect(at(0).flags).toMatch(/^---/);
    expect(at(0xa000_0000).flags).toMatch(/^---/);
    expect(host.memory.commit(0xa000_0000, 0x1_0000)).toBe(true);
    expect(at(0xa000_0000).flags).toMatch(/^rw-/);
    expect(ld32(0xa000_0000 | 0)).toBe(0);
  });

  test('commit refuses what is not memory for data', () => {
    expect(host.memory.commit(host.code!.start >>> 0, 4096)).toBe(false);
    expect(host.memory.commit(0x100_0000, 4096)).toBe(false);
    for (const [start, bytes] of [
      [1, 4096],
      [-4096, 4096],
      [0xffff_f000, 8192],
      [Number.NaN, 4096],
    ] as const)
      expect(host.memory.commit(start, bytes)).toBe(false);
  });

  test('the index stands in front of a thunk, readable in the window', () => {
    const { index } = thunk('p:p', (x: number) => x);
    expect(ldU32(thunks.define(index, 'p:p') - 4)).toBe(index);
  });

  test('a second host in one isolate is refused', () => {
    expect(createLinuxHost()).toEqual({ error: 'this isolate has a window already' });
    expect(createLinuxHost({ addon: '/no/such/addon.node' })).toEqual({
      error: 'the native addon has not been built (npm run build; it takes the Debian package g++)',
    });
    expect(createLinuxHost({ addon: '/etc/passwd' })).toEqual({
      error: 'the native addon does not load: /etc/passwd: invalid ELF header',
    });
  });
});

describe('isolates', () => {
  const worker = (body: string) =>
    new Promise<unknown>((done, fail) => {
      const entry = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
      const source = `
        const { parentPort } = require('node:worker_threads');
        (async () => {
          const memory = await import(${entry('../../memory/dist/index.js')});
          const { createLinuxHost } = await import(${entry('../dist/index.js')});
          ${body}
        })().then((x) => parentPort.postMessage(x), (e) => { throw e; });`;
      const w = new Worker(source, { eval: true });
      w.on('message', done);
      w.on('error', fail);
    });

  test('a Worker attaches to the same window, and calls thunks on its own stack', async () => {
    st32(Roots.INTERP_STATE, 4711);
    const index = functions.length;
    thunk('p:p', (x: number) => x - 1);
    const result = await worker(`
      const host = createLinuxHost({ attach: true, thread: 1 });
      if (host.error) return host.error;
      const seen = memory.ld32(memory.Roots.INTERP_STATE);
      memory.st32(memory.Roots.INTERP_STATE, 4712);
      const thunks = memory.makeThunks(host.thunks);
      const serve = memory.makeServer(host.machine, () => (x) => x + 1, (i) => thunks.signatureOf(i));
      const caller = memory.makeMachineCaller(host.machine, serve);
      const address = (0x2000n << 32n) | BigInt(memory.thunkAddress(${index}));
      return [seen, caller.bind(address, 'p:p')(41), host.os.getpid() === process.pid, host.machine.mailbox];
    `);
    expect(result).toEqual([4711, 42, true, host.machine.mailbox + 512]);
    expect(ld32(Roots.INTERP_STATE)).toBe(4712);
  });

  test('a Worker cannot clear a window that is in use', async () => {
    expect(await worker('return createLinuxHost().error')).toBe('another isolate uses the window');
    expect(await worker('return createLinuxHost({ attach: true, thread: 99 }).error')).toMatch(
      'room for 16 threads',
    );
    expect(ld32(Roots.INTERP_STATE)).toBe(4712);
  });
});

describe('signals', () => {
  afterAll(() => host.os.setSignal(SIG.SIGINT, SignalKind.DEFAULT));

  test('SIGINT sets the word that a hot loop reads', () => {
    expect(host.os.getSignal(SIG.SIGINT)).not.toBe(SignalKind.PYTHON);
    host.os.setSignal(SIG.SIGINT, SignalKind.PYTHON);
    expect(host.os.getSignal(SIG.SIGINT)).toBe(SignalKind.PYTHON);
    host.os.system(Buffer.from(`(sleep 0.2; kill -INT ${process.pid}) &`));
    const end = Date.now() + 20_000;
    let turns = 0;
    while (I32[BREAKER_WORD] === 0)
      if ((++turns & 0xfffff) === 0 && Date.now() > end) throw new Error('no signal came');
    expect([host.os.takeSignal(), host.os.takeSignal(), I32[BREAKER_WORD]]).toEqual([SIG.SIGINT, 0, 0]);
    expect(turns).toBeGreaterThan(1000);
  });

  test('a blocking read ends with EINTR', () => {
    const ends = new Int32Array(2);
    host.os.pipe(ends, 0);
    host.os.setSignal(SIG.SIGALRM, SignalKind.PYTHON);
    const timer = new Float64Array(2);
    expect(host.os.setitimer(0, 0.05, 0, timer)).toBe(0);
    expect(host.os.readJs(ends[0]!, new Uint8Array(8))).toBe(-4);
    expect(host.os.takeSignal()).toBe(SIG.SIGALRM);
    host.os.setSignal(SIG.SIGALRM, SignalKind.DEFAULT);
    for (const fd of ends) host.os.close(fd);
  });

  test('a wakeup descriptor gets the number', () => {
    const ends = new Int32Array(2);
    host.os.pipe(ends, 0);
    expect(host.os.setWakeupFd(ends[1]!)).toBe(-1);
    host.os.setSignal(SIG.SIGUSR2, SignalKind.PYTHON);
    expect(host.os.raise(SIG.SIGUSR2)).toBe(0);
    const got = new Uint8Array(4);
    expect(host.os.readJs(ends[0]!, got)).toBe(1);
    expect(got[0]).toBe(SIG.SIGUSR2);
    expect(host.os.setWakeupFd(-1)).toBe(ends[1]);
    expect(host.os.takeSignal()).toBe(SIG.SIGUSR2);
    host.os.setSignal(SIG.SIGUSR2, SignalKind.DEFAULT);
    for (const fd of ends) host.os.close(fd);
  });

  test('blocked signals wait', () => {
    host.os.setSignal(SIG.SIGUSR2, SignalKind.PYTHON);
    const bit = 1n << BigInt(SIG.SIGUSR2 - 1);
    const before = host.os.sigmask(0, bit);
    host.os.kill(host.os.getpid(), SIG.SIGUSR2);
    host.os.raise(SIG.SIGUSR2);
    expect(host.os.takeSignal()).toBe(0);
    expect(host.os.sigpending() & bit).toBe(bit);
    expect(host.os.sigmask(2, before) & bit).toBe(bit);
    expect(host.os.takeSignal()).toBe(SIG.SIGUSR2);
    host.os.setSignal(SIG.SIGUSR2, SignalKind.DEFAULT);
    expect(host.os.setSignal(SIG.SIGKILL, SignalKind.PYTHON)).toBe(-22);
    expect(host.os.setSignal(0, SignalKind.PYTHON)).toBe(-22);
    expect(host.os.setSignal(5, -1)).toBe(-22);
  });
});
