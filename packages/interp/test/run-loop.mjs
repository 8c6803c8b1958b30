/** Runs a hand-assembled loop on the built package, warm: for looking at what V8 makes of `run`. */
import { attachWindow, Roots } from '@tyston/memory';
import { initThread, makeInterpreter } from '../dist/index.js';
import { makeMiniSpace, None } from './mini/space.mjs';
import { sumUnit } from './mini/sum.mjs';

const TURNS = 20000;
const buffer = new ArrayBuffer(64 << 20);
attachWindow(buffer);
initThread(Roots.MAIN_THREAD, { start: 24 << 20, end: 32 << 20 });
const space = makeMiniSpace(new Int32Array(buffer), 40 << 20);
const interpreter = makeInterpreter({ thread: Roots.MAIN_THREAD, space, translateAfter: 0 });
const code = interpreter.newCode(sumUnit(TURNS));
const times = [];
for (let i = 0; i < 300; i++) {
  const start = performance.now();
  const result = interpreter.evalCode(code, None, None, None, 0);
  if ((result - 1) / 2 !== (TURNS * (TURNS - 1)) / 2) throw new Error(`wrong sum: ${result}`);
  times.push(performance.now() - start);
}
console.log(`finished: ${((Math.min(...times) / TURNS) * 1e6).toFixed(1)} ns a turn`);
