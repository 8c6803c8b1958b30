/**
 * Calls into machine code, and calls back from it.
 *
 * Machine code runs on a stack of its own. A thunk to a TypeScript function does not call into V8: it leaves its
 * arguments in the mailbox, switches to V8's stack, and `enter()` returns. Whoever called `enter()` serves the request and
 * calls `resume()`, which goes on behind the thunk's call.
 *
 *     TypeScript            machine stack                  mailbox
 *     enter() ───────────►  fn … calls thunk 7
 *             ◄──────────────────────────────────────────  REQUEST 7, arguments
 *       functions[7](…)        (suspended; a nested enter() starts below it)
 *     resume() ──────────►  … goes on, returns
 *             ◄──────────────────────────────────────────  DONE, result
 *
 * Activations are strictly last in, first out. A JavaScript exception drops all the activations above the `run` it leaves
 * by setting the stack pointer back; machine code that it skips must hold nothing that needs unwinding.
 */
import { Mailbox, MailboxState } from './layouts/mailbox.js';
import type { Addr } from './ptr.js';
import { WINDOW_HIGH } from './ptr.js';
import { parseSignature } from './signature.js';
import { views } from './window.js';

/** What a host with machine code offers; the mailbox has been written before and is read after. */
export interface Machine {
  /** This thread's mailbox, laid out as `Mailbox`. */
  readonly mailbox: Addr;
  /** Scratch memory of this thread in the window, for arguments that the system reads and writes. */
  readonly scratch: Addr;
  readonly scratchBytes: number;
  /** Starts `fn` above the suspended activations. Returns when it has finished or made a request. */
  enter(): void;
  /** Goes on in the innermost suspended activation, with `result` and `fresult` as the thunk's result. */
  resume(): void;
  /**
   * Address of a C function: of the addon, libc, or a library opened with `dlopen`; 0n where there is none.
   */
  symbol(name: string): bigint;
}

/** The machine stack has no room for another activation. The caller makes it a RecursionError. */
export class MachineStackExhausted extends Error {
  constructor() {
    super('the machine stack is exhausted');
    this.name = 'MachineStackExhausted';
  }
}

/** Room that a new activation must find: what libc functions take, with a margin. */
const RESERVE = 128 * 1024;

export interface MachineCaller {
  /** Runs what the mailbox says, serving requests, until it has finished. */
  run(): void;
  /**
   * A C function as a TypeScript one, by its signature (`signature.ts`). `fn` is a full 64-bit address, in the window or not.
   */
  bind(fn: bigint, signature: string): (...args: (number | bigint)[]) => number | bigint | undefined;
  /** errno after the last call. */
  errno(): number;
}

/**
 * Makes the caller of the attached window. `serve` runs function `index`: it reads the arguments from the mailbox, and
 * stores the result there, before and after anything that might enter again.
 */
export function makeMachineCaller(machine: Machine, serve: (index: number) => void): MachineCaller {
  const { I32, F64, I64 } = views();
  const box = machine.mailbox >>> 2;
  const STATE = box + (Mailbox.state >>> 2);
  const INDEX = box + (Mailbox.index >>> 2);
  const SP = box + (Mailbox.sp >>> 2);
  const LIMIT = box + (Mailbox.sp_limit >>> 2);
  const DEPTH = box + (Mailbox.depth >>> 2);
  const FN = box + (Mailbox.fn >>> 2);
  const INTS = box + (Mailbox.ints >>> 2);
  const COUNT = box + (Mailbox.stack_count >>> 2);
  const STACK = box + (Mailbox.stack >>> 2);
  const STACK_WORDS = 24;
  const DOUBLES = box + (Mailbox.doubles >>> 2);
  const RESULT = box + (Mailbox.result >>> 2);
  const FRESULT = (machine.mailbox + Mailbox.fresult) >>> 3;
  const ERR = box + (Mailbox.err >>> 2);
  const { enter, resume } = machine;

  function run(): void {
    const sp = I32[SP]!;
    if ((sp >>> 0) - (I32[LIMIT]! >>> 0) < RESERVE) throw new MachineStackExhausted();
    const depth = I32[DEPTH]!;
    I32[DEPTH] = depth + 1;
    let finished = false;
    try {
      enter();
      while (I32[STATE] === MailboxState.REQUEST) {
        serve(I32[INDEX]!);
        resume();
      }
      finished = true;
    } finally {
      if (!finished) I32[SP] = sp;
      I32[DEPTH] = depth;
    }
  }

  /** Writes a number into a 64-bit word: `i` and `n` alike, since both are sign-extended. */
  function putNumber(word: number, v: number): void {
    I32[word] = v | 0;
    I32[word + 1] = v === (v | 0) ? v >> 31 : Math.floor(v / 4294967296);
  }

  function bind(fn: bigint, text: string) {
    const { args: kinds, result } = parseSignature(text);
    const fnLow = Number(BigInt.asIntN(32, fn));
    const fnHigh = Number(BigInt.asIntN(32, fn >> 32n));
    /** The word (index of its low half) that each argument goes to. */
    const words: number[] = [];
    let ints = 0;
    let doubles = 0;
    let stack = 0;
    for (const kind of kinds) {
      if (kind === 'd') words.push(doubles < 8 ? DOUBLES + doubles++ * 2 : STACK + stack++ * 2);
      else words.push(ints < 6 ? INTS + ints++ * 2 : STACK + stack++ * 2);
    }
    if (stack > STACK_WORDS) throw new TypeError(`too many arguments for a C call: ${text}`);
    const count = kinds.length;

    return (...args: (number | bigint)[]): number | bigint | undefined => {
      for (let i = 0; i < count; i++) {
        const word = words[i]!;
        const v = args[i]!;
        switch (kinds[i]) {
          case 'p':
            I32[word] = v as number;
            I32[word + 1] = v === 0 ? 0 : WINDOW_HIGH;
            break;
          case 'd':
            F64[word >>> 1] = v as number;
            break;
          case 'q':
            I64[word >>> 1] = v as bigint;
            break;
          default:
            putNumber(word, v as number);
        }
      }
      I32[FN] = fnLow;
      I32[FN + 1] = fnHigh;
      I32[COUNT] = stack;
      run();
      switch (result) {
        case 'v':
          return undefined;
        case 'd':
          return F64[FRESULT]!;
        case 'q':
          return I64[RESULT >>> 1]!;
        case 'n':
          return I32[RESULT + 1]! * 4294967296 + (I32[RESULT]! >>> 0);
        default:
          return I32[RESULT]!;
      }
    };
  }

  return {
    run,
    bind,
    errno: () => I32[ERR]!,
  };
}
