/** What a multibyte encoding does with one character; the loop around it is in `run.ts`. */

/** Results that are no number of bytes or characters: the input ends in the middle of one; so many bytes (or characters) are none. */
export const INCOMPLETE = 0;
export const illegal = (n: number) => -n;
/** The state of the codec does not allow what was asked for. */
export const INTERNAL = -1000;

/** Eight bytes that a stateful codec keeps between calls. */
export type CodecState = Uint8Array;

export interface Codec {
  readonly name: string;
  /** The state in which a text begins. */
  beginEncoding(state: CodecState): void;
  beginDecoding(state: CodecState): void;
  /** Decodes the character at `at`: how many bytes it took, INCOMPLETE, or `illegal(n)`. */
  decode(bytes: Uint8Array, at: number, state: CodecState, put: (code: number) => void): number;
  /**
   * Encodes the character at `at`: how many characters that were, INCOMPLETE where the next one may belong to it (never with `flush`), or
   * `illegal(n)`.
   */
  encode(
    text: ArrayLike<number>,
    at: number,
    flush: boolean,
    state: CodecState,
    put: (byte: number) => void,
  ): number;
  /** Goes back to the state in which a text begins. */
  endEncoding(state: CodecState, put: (byte: number) => void): void;
  /** Goes back to the state in which input begins, for a reader that is reset. */
  endDecoding(state: CodecState): void;
}

/** The bytes of a code, the first one first. */
export function putCode(code: number, put: (byte: number) => void): void {
  if (code > 0xffffff) put(Math.floor(code / 0x1000000));
  if (code > 0xffff) put((code >> 16) & 255);
  if (code > 0xff) put((code >> 8) & 255);
  put(code & 255);
}
