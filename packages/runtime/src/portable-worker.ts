/**
 * The portable host's process: the program runs in a Worker over a shared window; the main thread, whose event loop is free,
 * passes signals on, and ends the process as the program ended.
 */
import { Worker } from 'node:worker_threads';
import { portableWindow } from '@tyston/memory';
import { forwardSignals } from '@tyston/memory/portable-node';
import { ABORTED, reportInternalError } from './internal-error.js';

/** What the launcher hands to the Worker. */
export interface WorkerTask {
  readonly argv: readonly string[];
  readonly window: SharedArrayBuffer;
  readonly stackMb: number;
}

/** The Worker's stack: it is a thread's own, so no limit of the system stands in its way. */
export const WORKER_STACK_MB = 64;

/** Runs the command line in a Worker started with `file`; ends the process with `leave`. */
export function runInWorker(
  file: string,
  argv: readonly string[],
  bytes: number | undefined,
  leave: (status: number) => void,
): void {
  const window = portableWindow(bytes);
  const stop = forwardSignals(window);
  const task: WorkerTask = { argv, window, stackMb: WORKER_STACK_MB };
  const worker = new Worker(file, {
    workerData: task,
    stdin: false,
    resourceLimits: { stackSizeMb: WORKER_STACK_MB, maxOldGenerationSizeMb: 4096 },
  });
  let failed = false;
  worker.on('error', (e) => {
    failed = true;
    reportInternalError(e);
  });
  worker.on('exit', (status) => {
    stop();
    leave(failed ? ABORTED : status);
  });
}
