/**
 * Serves the requests that machine code makes: finds the TypeScript function of a thunk, hands it the arguments that its
 * signature says, and puts its result where the thunk's caller looks for it.
 */
import { Mailbox } from './layouts/mailbox.js';
import type { Machine } from './machine.js';
import { WINDOW_HIGH } from './ptr.js';
import { type Kind, RAW, unpackSignature } from './signature.js';
import { views } from './window.js';

/** Takes the arguments, and returns the result, in the form that `signature.ts` says. */
// biome-ignore lint/suspicious/noExplicitAny lint/suspicious/noConfusingVoidType: the signature in the thunk's header is the type
export type ThunkFunction = (...args: any[]) => number | bigint | void;

/**
 * Makes the server of one thread. `functionOf` gives the function of an index, `signatureOf` its packed signature; both are
 * asked once an index.
 */
export function makeServer(
  machine: Machine,
  functionOf: (index: number) => ThunkFunction | undefined,
  signatureOf: (index: number) => number,
): (index: number) => void {
  const { I32, F64, I64 } = views();
  const box = machine.mailbox >>> 2;
  const INTS = box + (Mailbox.ints >>> 2);
  const DOUBLES = (machine.mailbox + Mailbox.doubles) >>> 3;
  const STACK_ARGS = box + (Mailbox.stack_args >>> 2);
  const RESULT = box + (Mailbox.result >>> 2);
  const FRESULT = (machine.mailbox + Mailbox.fresult) >>> 3;

  function store(kind: Kind, value: ReturnType<ThunkFunction>): void {
    switch (kind) {
      case 'v':
        return;
      case 'p':
        I32[RESULT] = value as number;
        I32[RESULT + 1] = value === 0 ? 0 : WINDOW_HIGH;
        return;
      case 'd':
        F64[FRESULT] = value as number;
        return;
      case 'q':
        I64[RESULT >>> 1] = value as bigint;
        return;
      case 'i':
        I32[RESULT] = value as number;
        I32[RESULT + 1] = (value as number) >> 31;
        return;
      case 'n':
        I32[RESULT] = (value as number) | 0;
        I32[RESULT + 1] = Math.floor((value as number) / 4294967296);
    }
  }

  /** Most functions take pointers only: those are called without a loop. */
  function pointers(f: ThunkFunction, count: number, result: Kind): () => void {
    switch (count) {
      case 0:
        return () => store(result, f());
      case 1:
        return () => store(result, f(I32[INTS]!));
      case 2:
        return () => store(result, f(I32[INTS]!, I32[INTS + 2]!));
      case 3:
        return () => store(result, f(I32[INTS]!, I32[INTS + 2]!, I32[INTS + 4]!));
      default:
        return () => store(result, f(I32[INTS]!, I32[INTS + 2]!, I32[INTS + 4]!, I32[INTS + 6]!));
    }
  }

  function load(kind: Kind, word: number): number | bigint {
    switch (kind) {
      case 'd':
        return F64[word >>> 1]!;
      case 'q':
        return I64[word >>> 1]!;
      case 'n':
        return I32[word + 1]! * 4294967296 + (I32[word]! >>> 0);
      default:
        return I32[word]!;
    }
  }

  function make(index: number): () => void {
    const f = functionOf(index);
    const packed = signatureOf(index);
    if (f === undefined || packed < 0)
      throw new Error(`machine code called thunk ${index}, which has no function`);
    if (packed === RAW) return () => void f();
    const { args, result } = unpackSignature(packed);
    if (args.length <= 4 && args.every((k) => k === 'p' || k === 'i'))
      return pointers(f, args.length, result);
    return () => {
      let ints = 0;
      let doubles = 0;
      let stack = I32[STACK_ARGS]! >>> 2;
      const values = args.map((kind) => {
        let word: number;
        if (kind === 'd' && doubles < 8) word = (DOUBLES + doubles++) << 1;
        else if (kind !== 'd' && ints < 6) word = INTS + ints++ * 2;
        else {
          word = stack;
          stack += 2;
        }
        return load(kind, word);
      });
      store(result, f(...values));
    };
  }

  const servers: ((() => void) | undefined)[] = [];
  return (index) => (servers[index] ??= make(index))();
}
