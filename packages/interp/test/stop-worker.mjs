/** Stops a loop in its middle and has a Worker, attached to the same window, finish it. Prints where it stopped and the result. */
import { Worker } from 'node:worker_threads';
import { attachWindow, EvalBreaker, Frame, Roots, ThreadState } from '@tyston/memory';
import { initThread, makeInterpreter, STOPPED } from '../dist/index.js';
import { makeMiniSpace, None } from './mini/space.mjs';
import { sumUnit } from './mini/sum.mjs';

const buffer = new SharedArrayBuffer(64 << 20);
attachWindow(buffer);
initThread(Roots.MAIN_THREAD, { start: 24 << 20, end: 32 << 20 });
const I32 = new Int32Array(buffer);
const plain = makeMiniSpace(I32, 40 << 20);
let additions = 0;
const space = new Proxy(plain, {
  get: (target, name) =>
    name !== 'inplaceAdd'
      ? target[name]
      : (l, r) => {
          if (++additions === 5000)
            I32[(Roots.MAIN_THREAD + ThreadState.eval_breaker) >>> 2] |= EvalBreaker.STOP;
          return l + r - 1;
        },
});
const interpreter = makeInterpreter({ thread: Roots.MAIN_THREAD, space });
const code = interpreter.newCode(sumUnit(20000));
if (interpreter.evalCode(code, None, None, None, 0) !== STOPPED) throw new Error('it did not stop');
const frame = I32[(Roots.MAIN_THREAD + ThreadState.frame) >>> 2];
const i = (I32[(frame + Frame.size + 8) >>> 2] - 1) / 2;
const worker = new Worker(new URL('./mini/finish.mjs', import.meta.url), {
  workerData: { buffer, heap: 48 << 20 },
});
worker.on('message', (sum) => console.log(JSON.stringify({ i, sum })));
