/**
 * Stops programs at safepoints and lets another isolate finish them.
 *
 *     node isolates.mjs SEED...
 *
 * For each seed, a process runs test/isolates.py: a countdown chosen by the seed sets EvalBreaker.STOP; the interpreter returns when
 * only its loop is on the JavaScript stack; the host is closed; a Worker attaches to the same window and runs the rest. A line with
 * what the program printed is compared with an uninterrupted run's. Seed 0 is that run.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker } from 'node:worker_threads';
import { STOPPED } from '@tyston/interp';
import { EvalBreaker, ld32, ldPtr, Roots, st32, ThreadState } from '@tyston/memory';
import { createLinuxHost } from '@tyston/native';
import { compileText, moduleDict, State, setSafepointServer } from '@tyston/objects';
import { findLibrary } from '../dist/library.js';
import { finish, handlePending, makeMain } from '../dist/run.js';
import { cacheDirectory, plainConfig } from '../dist/settings.js';
import { join as joinWindow, start } from '../dist/start.js';

const here = dirname(fileURLToPath(import.meta.url));
const library = findLibrary(undefined, join(here, '../../stdlib/dist/lib/python3.11'));
const BREAKER = Roots.MAIN_THREAD + ThreadState.eval_breaker;

function settings(host) {
  const streams = { encoding: 'utf-8', errors: 'strict', unbuffered: false };
  return {
    host,
    library,
    config: plainConfig(library),
    streams,
    cacheDir: cacheDirectory(),
    noSite: true,
    reentries: 60,
  };
}

/** Runs the program up to the safepoint of the seed, then in a Worker; null when it ended before. */
function interrupted(seed) {
  const host = createLinuxHost();
  if ('error' in host) throw new Error(host.error);
  const { interpreter, ok } = start(settings(host));
  if (!ok) throw new Error(`start: ${handlePending()}`);
  const d = moduleDict(makeMain());
  const code = compileText({
    source: readFileSync(join(here, 'isolates.py')),
    filename: 'isolates.py',
    mode: 'exec',
    flags: 0,
    optimize: 0,
  });
  let left = (Math.imul(seed, 2654435761) >>> 0) % 3500;
  if (seed !== 0) {
    // Every safepoint asks; the chosen one sets STOP, which holds until only the loop is on the JavaScript stack.
    setSafepointServer(EvalBreaker.PENDING_CALL, () => {
      st32(BREAKER, ld32(BREAKER) | (left-- > 0 ? EvalBreaker.PENDING_CALL : EvalBreaker.STOP));
      return 0;
    });
    st32(BREAKER, ld32(BREAKER) | EvalBreaker.PENDING_CALL);
  }
  const r = interpreter.evalCode(code, d, ldPtr(State.BUILTINS_DICT), d, 0);
  if (r !== STOPPED) {
    process.exitCode = finish(r === 0 ? handlePending() : 0);
    if (seed !== 0) process.stderr.write(`not stopped: ${left} safepoints more\n`);
    return;
  }
  host.close();
  new Worker(fileURLToPath(import.meta.url)).on('exit', (status) => {
    process.exitCode = status;
    process.stderr.write('finished elsewhere\n');
  });
}
function finishThere() {
  const host = createLinuxHost({ attach: true, thread: 0 });
  if ('error' in host) throw new Error(host.error);
  const interpreter = joinWindow(settings(host));
  const r = interpreter.run();
  process.exit(finish(r === 0 ? handlePending() : 0));
}

if (!isMainThread) finishThere();
else if (process.argv[2] === '--one') interrupted(Number(process.argv[3]));
else {
  const seeds = process.argv.slice(2).map(Number);
  const all = seeds.length > 0 ? seeds : Array.from({ length: 50 }, (_, i) => i + 1);
  const one = (seed) =>
    execFileSync(
      process.execPath,
      ['--random-seed=7', fileURLToPath(import.meta.url), '--one', String(seed)],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  const wanted = one(0);
  let wrong = 0;
  for (const seed of all) {
    let got;
    try {
      got = one(seed);
    } catch (e) {
      got = `${e.stdout}${e.stderr}`;
    }
    if (got !== wanted) {
      wrong++;
      console.log(`seed ${seed}:\n${got}`);
    }
  }
  console.log(`${all.length - wrong} of ${all.length} programs that another isolate finished ended alike`);
  process.exitCode = wrong ? 1 : 0;
}
