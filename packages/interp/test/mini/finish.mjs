/** A Worker: attaches to the window that it is given and goes on with what the other isolate left there. */
import { parentPort, workerData } from 'node:worker_threads';
import { attachWindow, Roots } from '@tyston/memory';
import { makeInterpreter } from '../../dist/index.js';
import { makeMiniSpace } from './space.mjs';

attachWindow(workerData.buffer);
const space = makeMiniSpace(new Int32Array(workerData.buffer), workerData.heap);
const interpreter = makeInterpreter({ thread: Roots.MAIN_THREAD, space });
parentPort.postMessage((interpreter.run() - 1) / 2);
