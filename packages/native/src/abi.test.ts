/**
 * The calling convention, against a C compiler: a library of functions with random signatures, each of which folds its arguments
 * into a result, is called from TypeScript, and each calls a thunk of its own signature with its arguments changed.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Kind,
  ld32,
  Mailbox,
  makeMachineCaller,
  makeServer,
  makeThunks,
  SIG,
  SignalKind,
  WINDOW_HIGH,
} from '@tyston/memory';
import { afterAll, expect, test } from 'vitest';
import type { Library } from './foreign.js';
import { createLinuxHost } from './host.js';

const host = createLinuxHost();
if ('error' in host) throw new Error(host.error);
const dir = mkdtempSync(join(tmpdir(), 'tyston-abi-'));
afterAll(() => rmSync(dir, { recursive: true }));

let seed = 20_11;
function pick(n: number): number {
  seed = (Math.imul(seed, 1103515245) + 12345) | 0;
  return ((seed >>> 8) & 0x7fffff) % n;
}
const KINDS: Kind[] = ['p', 'i', 'n', 'q', 'd'];
const C_TYPES: Record<string, string> = { p: 'char *', i: 'int', n: 'long', q: 'unsigned long', d: 'double' };

interface Case {
  name: string;
  args: Kind[];
  result: Kind;
}
const cases: Case[] = Array.from({ length: 150 }, (_, i) => ({
  name: `f${i}`,
  args: Array.from({ length: i < 3 ? i : pick(9) }, () => KINDS[pick(pick(2) ? 5 : 4)]!),
  result: KINDS[pick(5)]!,
}));

/** `f(callback, args…)`: the arguments of the callback are those of `f`, each plus one; its result is returned, plus one. */
function source(c: Case): string {
  const types = c.args.map((k) => C_TYPES[k]);
  const parameters = types.map((t, i) => `${t} a${i}`);
  const r = C_TYPES[c.result];
  return `${r} ${c.name}(${[...parameters, `${r} (*callback)(${types.join(', ') || 'void'})`].join(', ')}) {
    return callback(${c.args.map((_, i) => `a${i} + 1`).join(', ')}) + 1; }`;
}

function value(kind: Kind): number | bigint {
  switch (kind) {
    case 'p':
      return (0x180_0000 + pick(1 << 20) * 512) | 0;
    case 'i':
      return pick(1 << 23) * 512 - 2 ** 31;
    case 'n':
      return (pick(1 << 23) - 2 ** 22) * 2 ** 25 + pick(1 << 23);
    case 'q':
      return BigInt.asIntN(64, BigInt(pick(1 << 23)) << 41n) | BigInt(pick(1 << 23));
    default:
      return (pick(1 << 23) - 2 ** 22) / 8;
  }
}
const plusOne = (kind: Kind, v: number | bigint) =>
  kind === 'q' ? (v as bigint) + 1n : kind === 'p' ? ((v as number) + 1) | 0 : (v as number) + 1;

function library(): Library {
  const file = join(dir, 'abi.c');
  writeFileSync(file, cases.map(source).join('\n'));
  execFileSync('gcc', ['-O2', '-shared', '-fPIC', '-o', join(dir, 'abi.so'), file]);
  const opened = host.foreign.open(join(dir, 'abi.so'));
  if ('error' in opened) throw new Error(opened.error);
  return opened;
}

const thunks = makeThunks(host.thunks);
const functions = new Map<number, (...args: (number | bigint)[]) => number | bigint>();
const caller = makeMachineCaller(
  host.machine,
  makeServer(
    host.machine,
    (index) => functions.get(index),
    (index) => thunks.signatureOf(index),
  ),
);

test('random signatures agree with the C compiler, both ways', () => {
  const { symbol } = library();
  for (const [index, c] of cases.entries()) {
    const signature = `${c.args.join('')}:${c.result}`;
    const result = value(c.result);
    let seen: unknown;
    functions.set(index, (...args) => {
      seen = args;
      return result;
    });
    const callback = (BigInt(WINDOW_HIGH) << 32n) | BigInt(thunks.define(index, signature));
    const f = caller.bind(symbol(c.name), `${c.args.join('')}q:${c.result}`);
    const args = c.args.map(value);
    const returned = f(...args, callback);
    expect([signature, seen, returned]).toEqual([
      signature,
      c.args.map((k, i) => plusOne(k, args[i]!)),
      plusOne(c.result, result),
    ]);
  }
});

test('signals may come at any moment of a crossing', () => {
  host.os.setSignal(SIG.SIGALRM, SignalKind.PYTHON);
  const timer = new Float64Array(2);
  const index = 1000;
  functions.set(index, (x) => (x as number) + 1);
  const callback = (BigInt(WINDOW_HIGH) << 32n) | BigInt(thunks.define(index, 'n:n'));
  const f = caller.bind(callback, 'n:n');
  host.os.setitimer(0, 0.0002, 0.0002, timer);
  let x = 0;
  let signals = 0;
  const end = Date.now() + 500;
  while (Date.now() < end) {
    for (let i = 0; i < 1000; i++) x = f(x) as number;
    if (host.os.takeSignal() === SIG.SIGALRM) signals++;
  }
  host.os.setitimer(0, 0, 0, timer);
  host.os.setSignal(SIG.SIGALRM, SignalKind.IGNORE);
  expect(x % 1000).toBe(0);
  expect(x).toBeGreaterThan(10_000);
  expect(signals).toBeGreaterThan(100);
  expect(ld32(host.machine.mailbox + Mailbox.depth)).toBe(0);
});
