/**
 * C signatures, as text: one letter an argument, a colon, one letter for the result. `pnp:i` is
 * `int f(PyObject *, Py_ssize_t, PyObject *)`.
 *
 * | letter | C | TypeScript |
 * |---|---|---|
 * | `p` | pointer into the window | signed low half |
 * | `i` | `int`, sign-extended | number |
 * | `n` | `Py_ssize_t`, `long`, `size_t`, `off_t` | number, exact to 2^53 |
 * | `q` | any 64 bits, also a foreign pointer | bigint |
 * | `d` | `double` | number |
 * | `v` | nothing (result only) | undefined |
 *
 * A thunk's header keeps its signature packed into one word: three bits for the result, four for the count, three for
 * each of at most eight arguments. It is never 0, so a header of zeros is no thunk's. `RAW` says that the function reads the mailbox itself.
 */
export const RAW = 7;
const LETTERS = '?vipnqd';
export const MAX_THUNK_ARGS = 8;

export type Kind = 'v' | 'i' | 'p' | 'n' | 'q' | 'd';
export interface Signature {
  readonly args: readonly Kind[];
  readonly result: Kind;
}

export function parseSignature(text: string): Signature {
  const match = /^([ipnqd]*):([vipnqd])$/.exec(text);
  if (!match) throw new TypeError(`not a signature: ${JSON.stringify(text)} (as in "pp:i")`);
  return { args: [...match[1]!] as Kind[], result: match[2] as Kind };
}

/** A signature in one word, never 0. */
export function packSignature(text: string): number {
  const { args, result } = parseSignature(text);
  if (args.length > MAX_THUNK_ARGS) throw new TypeError(`more than ${MAX_THUNK_ARGS} arguments: ${text}`);
  let word = LETTERS.indexOf(result) | (args.length << 3);
  for (let i = 0; i < args.length; i++) word |= LETTERS.indexOf(args[i]!) << (7 + i * 3);
  return word >>> 0;
}

export function unpackSignature(word: number): Signature {
  const result = LETTERS[word & 7] as Kind;
  const args = Array.from(
    { length: (word >>> 3) & 15 },
    (_, i) => LETTERS[(word >>> (7 + i * 3)) & 7] as Kind,
  );
  return { args, result };
}

export function formatSignature(word: number): string {
  if (word === RAW) return 'raw';
  const { args, result } = unpackSignature(word);
  return `${args.join('')}:${result}`;
}

/** Whether any argument or the result is a double: only then do its thunks save xmm registers. */
export function hasDoubles(word: number): boolean {
  if (word === RAW) return true;
  const { args, result } = unpackSignature(word);
  return result === 'd' || args.includes('d');
}
