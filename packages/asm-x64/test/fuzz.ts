// Random instructions against iced-x86: npm run fuzz -w @tyston/asm-x64 [-- COUNT [SEED]]
import { loadIced } from '../src/iced.js';
import { fuzzAgainstIced } from './support/fuzz-iced.js';

const iced = await loadIced();
const count = Number(process.argv[2] ?? 10_000_000);
const seed = Number(process.argv[3] ?? Date.now() & 0x7fff_ffff);
const start = performance.now();
console.log(`${count} random instructions, seed ${seed}`);
let next = count / 10;
fuzzAgainstIced(iced, count, seed, (done) => {
  if (done >= next) {
    console.log(`${done} equal, ${((performance.now() - start) / 1000).toFixed(1)} s`);
    next += count / 10;
  }
});
console.log('no mismatch');
