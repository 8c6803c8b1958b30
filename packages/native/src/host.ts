/**
 * The Linux host: the window at its fixed address, machine code, and libc.
 *
 * One window a process, since its address is fixed; several isolates may attach to it. `createLinuxHost` attaches the
 * calling isolate (it calls `attachWindow`).
 *
 * Call it before the rest of the program is loaded: V8 answers the new 4 GiB buffer with a full collection, which takes 2.5 ms
 * while the JavaScript heap is small and more later.
 */
import {
  type Addr,
  attachWindow,
  EvalBreaker,
  type ExecutableMemory,
  type Host,
  type Machine,
  type MachineCaller,
  makeMachineCaller,
  RLIM_INFINITY,
  RLIMIT,
  Roots,
  regionMap,
  SignalState,
  stU64,
  THUNKS,
  ThreadState,
} from '@tyston/memory';
import { type Addon, loadAddon } from './addon.js';
import { type Foreign, makeForeign } from './foreign.js';
import { type Libc, makeLibc } from './libc.js';
import { makeLinuxOs } from './os/linux-os.js';
import { makeScratch } from './scratch.js';
import { initMailbox, SCRATCH_BYTES, type ThreadMemory, threadMemory } from './stacks.js';
import { ForeignSlot, foreignAddress, makeThunkWriter } from './thunk-code.js';

export interface LinuxHostOptions {
  /** Bytes of heap at most; all of the heap region by default. */
  readonly heapLimit?: number;
  /** Attach to the window that another isolate of this process made, as it stands, instead of clearing it. */
  readonly attach?: boolean;
  /** Which thread of the window this isolate is: 0 is the main one, whose safepoints see signals. */
  readonly thread?: number;
  /** The ThreadState that machine code of this thread finds in r15; the main thread's by default. */
  readonly threadState?: Addr;
  /** False: no executable memory, as on a system that refuses it; thunks are headers only. */
  readonly executable?: boolean;
  /**
   * Where V8 happens to have pages in the window's range of addresses (about one start in a thousand), run the process's command
   * line again in its place, instead of failing. For a command that has done nothing yet.
   */
  readonly tryAgain?: boolean;
  /** Where the addon's file is, for a bundle that keeps it elsewhere; by default inside this package. */
  readonly addon?: string;
}

export interface LinuxHost extends Host {
  readonly kind: 'linux';
  readonly machine: Machine;
  /** Calls of C functions; a thunk called from one of them is an error. For calls that may come back, see `makeMachineCaller`. */
  readonly caller: MachineCaller;
  /** Memory outside the window, and libraries. */
  readonly foreign: Foreign;
  /** Why there is no executable memory, where `code` is null. */
  readonly codeError: string | null;
  /**
   * Raises the soft limit of the process's stack to `bytes`, or as far as the system allows, for a larger `--stack-size`. Returns
   * the limit in force.
   */
  raiseStackLimit(bytes: number): number;
  /** Detaches this isolate; the window stays for others. The host must not be used after it. */
  close(): void;
}

export function createLinuxHost(options: LinuxHostOptions = {}): LinuxHost | { readonly error: string } {
  const addon = loadAddon(options.addon);
  if (typeof addon === 'string') return { error: addon };
  const refused = addon.reserve(!options.attach);
  if (refused !== null)
    return {
      error:
        options.tryAgain && refused.startsWith('reserving') ? `${refused}; ${addon.tryAgain()}` : refused,
    };
  if (options.tryAgain) delete process.env['TYSTON_STARTS'];
  try {
    return open(addon, options);
  } catch (error) {
    addon.release();
    return { error: (error as Error).message };
  }
}

/** The buffers of this isolate, made once: V8 collects at each, and a window that is opened again is the same memory. */
const buffers = new Map<string, ArrayBuffer>();
function bufferOf(name: string, make: () => ArrayBuffer): ArrayBuffer {
  let buffer = buffers.get(name);
  if (buffer === undefined) buffers.set(name, (buffer = make()));
  return buffer;
}

function open(addon: Addon, options: LinuxHostOptions): LinuxHost {
  const buffer = bufferOf('window', () => addon.buffer());
  const regions = regionMap(buffer.byteLength);
  const slot = options.thread ?? 0;
  const memory = threadMemory(regions, slot);
  if (typeof memory === 'string') throw new Error(memory);

  const { roots, immortal, stack } = regions;
  for (const { start, end } of [
    roots,
    immortal,
    stack,
    { start: memory.start, end: memory.start + memory.bytes },
  ])
    if (!addon.commit(start, end - start)) throw new Error('the system refuses memory for the window');

  let code: ExecutableMemory | null = null;
  let codeError: string | null = options.executable === false ? 'switched off' : null;
  let thunks: Uint8Array | null = null;
  const thunkBytes = THUNKS.end - THUNKS.start;
  if (codeError === null)
    try {
      thunks = new Uint8Array(bufferOf('thunks', () => addon.mapCode(THUNKS.start, thunkBytes, true)));
      code = executable(addon, regions.code.start, regions.code.end);
    } catch (error) {
      codeError = (error as Error).message;
    }
  if (thunks === null && !addon.commit(THUNKS.start, thunkBytes))
    throw new Error('the system refuses memory for thunks');

  attachWindow(buffer);
  initMailbox(memory, options.threadState ?? Roots.MAIN_THREAD);
  addon.attach(memory.mailbox);
  const machine: Machine = {
    mailbox: memory.mailbox,
    scratch: memory.scratch | 0,
    scratchBytes: SCRATCH_BYTES,
    enter: addon.enter,
    resume: addon.resume,
    symbol: addon.symbol,
  };
  stU64(foreignAddress(ForeignSlot.THUNK), addon.symbol('tyston_thunk'));
  stU64(foreignAddress(ForeignSlot.THUNK_DOUBLES), addon.symbol('tyston_thunk_doubles'));

  const caller = makeMachineCaller(machine, (index) => {
    throw new Error(`a system call asked for thunk ${index}`);
  });
  const libc = makeLibc(caller, addon.symbol);
  attachSignals(libc, memory, slot);
  const scratch = makeScratch(memory.scratch, SCRATCH_BYTES);
  const os = makeLinuxOs({
    libc,
    scratch,
    machine,
    buffer,
    caller,
    errno: caller.errno,
  });
  // Node marks every descriptor it was started with as not inheritable; the standard ones are to reach children.
  for (const fd of [0, 1, 2]) os.setInheritable(fd, true);

  let foreign: Foreign | null = null;
  return {
    kind: 'linux',
    memory: {
      buffer,
      heapLimit: options.heapLimit ?? regions.heap.end - regions.heap.start,
      commit: (start, bytes) => addon.commit(start, bytes),
    },
    os,
    // Bound when it is first called.
    libm: { pow: (x, y) => libc.pow(x, y) },
    code,
    codeError,
    thunks: thunks
      ? makeThunkWriter(thunks)
      : { writable: new Uint8Array(buffer, THUNKS.start, thunkBytes), emit() {} },
    machine,
    caller,
    get foreign() {
      return (foreign ??= makeForeign(caller, scratch, addon.symbol));
    },
    raiseStackLimit(bytes) {
      const limit: [bigint, bigint] = [0n, 0n];
      os.getrlimit(RLIMIT.STACK, limit);
      const [soft, hard] = limit;
      const want = hard !== RLIM_INFINITY && BigInt(bytes) > hard ? hard : BigInt(bytes);
      if (soft !== RLIM_INFINITY && want > soft && os.setrlimit(RLIMIT.STACK, want, hard) === 0)
        return Number(want);
      return soft === RLIM_INFINITY ? Number.POSITIVE_INFINITY : Number(soft);
    },
    close: () => addon.release(),
  };
}

/**
 * The code region. Its writable buffer is made when somebody first writes code: V8 answers a new buffer of this size with a
 * collection, which a program that is interpreted need not pay for.
 */
function executable(addon: Addon, start: number, end: number): ExecutableMemory {
  addon.mapCode(start, end - start, false);
  let writable: Uint8Array | null = null;
  return {
    start: start | 0,
    end: end | 0,
    get writable() {
      return (writable ??= new Uint8Array(bufferOf('code', () => addon.mapCode(start, end - start, true))));
    },
  };
}

/** Tells the signal handlers where to write, and gives this thread a stack for crash reports. */
function attachSignals(libc: Libc, memory: ThreadMemory, slot: number): void {
  libc.tyston_crash_stack(memory.crashStack | 0, memory.crashBytes);
  if (slot !== 0) return;
  const breaker = Roots.MAIN_THREAD + ThreadState.eval_breaker;
  libc.tyston_signal_words(
    Roots.SIGNALS + SignalState.pending_low,
    breaker,
    EvalBreaker.SIGNAL,
    Roots.SIGNAL_KINDS,
  );
}
