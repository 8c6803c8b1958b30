// npm run bench -w @tyston/asm-x64: this package beside iced-x86, in one run on the same program.
import { ours, straight, theirs } from '../test/support/program.mjs';

// The first import of all also starts the engine's loader.
await import('data:text/javascript,');
const t0 = performance.now();
const asm = await import('../dist/index.js');
const t1 = performance.now();
new asm.Assembler(new Uint8Array(64)).mov(asm.rax, asm.rbx);
const t2 = performance.now();
const iced = await asm.loadIced();
const t3 = performance.now();
console.log(
  `loading the package: ${(t1 - t0).toFixed(1)} ms, its first instruction: ${(t2 - t1).toFixed(2)} ms`,
);
console.log(`loading iced-x86: ${(t3 - t2).toFixed(1)} ms, when it is first asked for`);

/** The best time of some rounds, in nanoseconds per unit. */
function best(rounds, units, run) {
  let least = Number.POSITIVE_INFINITY;
  for (let r = 0; r < rounds; r++) {
    const start = performance.now();
    run();
    least = Math.min(least, ((performance.now() - start) * 1e6) / units);
  }
  return least;
}

const a = new asm.Assembler(new Uint8Array(1 << 16));
const encoder = iced.Encoder.withCapacity(64, 1 << 16);
const writeStraight = straight(asm);
const writeFunction = ours(asm);
const writeTheirs = theirs(iced);
a.reset();
writeStraight(a);
const perProgram = a.instructionCount;
const code = a.finish();
const same = writeTheirs(encoder) === perProgram && Buffer.compare(encoder.takeBuffer(), code.bytes) === 0;
console.log(
  `\nencoding: a function of ${perProgram} instructions, ${code.bytes.length} bytes, ${same ? 'equal in both' : 'DIFFERENT'}`,
);
// In turns of a millisecond, so that both meet the same machine, whatever else runs on it.
const oursNs = [];
const theirsNs = [];
for (let turn = 0; turn < 200; turn++) {
  oursNs.push(
    best(1, 2000 * perProgram, () => {
      for (let i = 0; i < 2000; i++) {
        a.reset();
        writeStraight(a);
      }
    }),
  );
  theirsNs.push(
    best(1, 100 * perProgram, () => {
      for (let i = 0; i < 100; i++) {
        writeTheirs(encoder);
        encoder.takeBuffer();
      }
    }),
  );
}
const rate = (ns) => (1000 / ns).toFixed(1).padStart(6);
for (const [what, of] of [
  ['best turn', (list) => Math.min(...list)],
  ['median turn', (list) => list.toSorted((x, y) => x - y)[list.length >> 1]],
]) {
  const [mine, other] = [of(oursNs), of(theirsNs)];
  console.log(
    `  ${what.padEnd(12)} this package ${rate(mine)} million/s, ${mine.toFixed(1)} ns each; ` +
      `iced-x86 ${rate(other)} million/s, ${other.toFixed(1)} ns each: ${(other / mine).toFixed(0)} times as fast`,
  );
}

a.reset();
for (let k = 0; k < 10; k++) writeFunction(a);
const withBranches = a.instructionCount;
const finishNs = best(20, 500 * withBranches, () => {
  for (let i = 0; i < 500; i++) {
    a.reset();
    for (let k = 0; k < 10; k++) writeFunction(a);
    a.finish();
  }
});
console.log(`  with labels, branches and finish(): ${finishNs.toFixed(1)} ns an instruction`);

if (globalThis.gc !== undefined) {
  const many = 20_000;
  const write = (n) => {
    for (let i = 0; i < n; i++) {
      a.reset();
      writeStraight(a);
    }
  };
  write(many);
  gc();
  const before = process.memoryUsage().heapUsed;
  write(many);
  const used = process.memoryUsage().heapUsed - before;
  console.log(
    `\nallocation: ${used} bytes for ${many * perProgram} instructions, ${(used / (many * perProgram)).toFixed(2)} bytes each`,
  );
}

a.reset();
for (let k = 0; k < 30; k++) writeFunction(a);
const big = a.finish();
const lines = asm.listingLines(iced, big).length;
const listNs = best(5, lines, () => asm.formatListing(iced, big));
console.log(`\nlisting: ${(1e9 / listNs / 1000).toFixed(0)} thousand lines/s`);

const emulator = new asm.EmulatedMemory();
const f = asm.compile(emulator, { arguments: ['i64'], result: 'i64' }, (c) => {
  const loop = c.label();
  c.mov(asm.rcx, asm.rdi).xor(asm.eax, asm.eax).bind(loop).add(asm.rax, asm.rcx).dec(asm.rcx).jne(loop).ret();
});
const emulated = best(3, 3 * 20_000, () => f(20_000n));
console.log(`emulator: ${(1000 / emulated).toFixed(2)} million instructions/s`);
