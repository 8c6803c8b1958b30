// The emulator against the processor: npm run fuzz:emulator -w @tyston/asm-x64 [-- COUNT [SEED]]
import { fuzzAgainstProcessor } from './support/fuzz-processor.js';
import { processorRunner } from './support/processor.js';

const count = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? Date.now() & 0x7fff_ffff);
const runner = processorRunner();
if (runner === undefined) process.exit(1);
const CHUNK = 100_000;
console.log(`${count} random instructions, seed ${seed}`);
for (let done = 0; done < count; done += CHUNK) {
  fuzzAgainstProcessor(runner, Math.min(CHUNK, count - done), seed + done / CHUNK);
  console.log(`${Math.min(done + CHUNK, count)} instructions: registers, flags and memory equal after each`);
}
