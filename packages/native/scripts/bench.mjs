/** Prints what a crossing costs, in nanoseconds: the best of seven rounds. */
import { Mailbox, makeMachineCaller, makeServer, makeThunks, views } from '@tyston/memory';
import { createLinuxHost } from '../dist/index.js';

const host = createLinuxHost();
if ('error' in host) {
  console.error(host.error);
  process.exit(1);
}
const thunks = makeThunks(host.thunks);
const serve = makeServer(
  host.machine,
  (index) => (index === 0 ? () => 0 : (x) => x),
  (index) => thunks.signatureOf(index),
);
const caller = makeMachineCaller(host.machine, serve);
const inWindow = (p) => (0x2000n << 32n) | BigInt(p >>> 0);
const { I32 } = views();
const box = host.machine.mailbox >>> 2;
const FN = box + (Mailbox.fn >>> 2);
const STATE = box + (Mailbox.state >>> 2);

let end = 0;
function code(...bytes) {
  const at = end;
  host.code.writable.set(bytes, at);
  end = (end + bytes.length + 15) & ~15;
  return inWindow(host.code.start + at);
}
const ret = code(0xc3);
const word = (v) => Array.from({ length: 8 }, (_, i) => Number((v >> BigInt(i * 8)) & 255n));
/** push rbx; mov rbx, n; L: mov rax, f; call rax; dec rbx; jnz L; pop rbx; ret */
const loop = (n, f) =>
  code(
    0x53,
    0x48,
    0xc7,
    0xc3,
    n & 255,
    (n >> 8) & 255,
    (n >> 16) & 255,
    0,
    0x48,
    0xb8,
    ...word(f),
    0xff,
    0xd0,
    0x48,
    0xff,
    0xcb,
    0x75,
    0xef,
    0x5b,
    0xc3,
  );

function measure(name, n, body) {
  let best = Infinity;
  for (let round = 0; round < 7; round++) {
    const start = process.hrtime.bigint();
    body(n);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / n);
  }
  console.log(`${best.toFixed(1).padStart(7)} ns  ${name}`);
}
const set = (fn) => {
  I32[FN] = Number(BigInt.asIntN(32, fn));
  I32[FN + 1] = Number(BigInt.asIntN(32, fn >> 32n));
};

const N = 2_000_000;
const { enter, resume } = host.machine;
measure('TypeScript → machine code and back: enter() of a ret', N, (n) => {
  set(ret);
  for (let i = 0; i < n; i++) enter();
});
measure('the same through run(), which serves requests', N, (n) => {
  set(ret);
  for (let i = 0; i < n; i++) caller.run();
});
const none = inWindow(thunks.define(0, ':v'));
measure('machine code → TypeScript and back, bare: resume() answers a request', 1_000_000, (n) => {
  set(loop(n, none));
  enter();
  while (I32[STATE] === 1) resume();
});
measure('the same with the server calling a function of no arguments', 1_000_000, (n) => {
  set(loop(n, none));
  caller.run();
});
const one = inWindow(thunks.define(1, 'p:p'));
measure('the same, one pointer in and one out', 1_000_000, (n) => {
  set(loop(n, one));
  caller.run();
});
const getpid = caller.bind(host.machine.symbol('getppid'), ':i');
measure('getppid() through bind (a system call)', 500_000, (n) => {
  for (let i = 0; i < n; i++) getpid();
});
const labs = caller.bind(host.machine.symbol('labs'), 'n:n');
measure('labs(x) through bind', N, (n) => {
  for (let i = 0; i < n; i++) labs(i);
});
measure('os.clock(MONOTONIC)', 500_000, (n) => {
  for (let i = 0; i < n; i++) host.os.clock(1);
});
const path = new TextEncoder().encode('/no/such/file');
const out = {};
measure('os.stat of a file that is not there', 200_000, (n) => {
  for (let i = 0; i < n; i++) host.os.stat(path, out);
});
