/** What is thrown for a program that cannot be assembled. */

/** Where in the program: the instruction's number, counted from 0, and its offset in bytes. */
export interface Place {
  readonly index: number;
  /** In bytes, before relaxation. */
  readonly offset: number;
  /** The nearest label before it, if any. */
  readonly label?: string | undefined;
  /** The source marker in force, if any. */
  readonly source?: string | undefined;
}

/** An instruction that cannot be assembled: its text, its place and why. */
export class AsmError extends Error {
  override readonly name: string = 'AsmError';

  constructor(
    readonly reason: string,
    /** The instruction, in Intel syntax. */
    readonly instruction: string,
    readonly place: Place,
  ) {
    const after = place.label === undefined ? '' : ` after '${place.label}'`;
    const source = place.source === undefined ? '' : ` (${place.source})`;
    super(
      `${instruction}: ${reason} [instruction ${place.index}, offset 0x${place.offset.toString(16)}${after}]${source}`,
    );
  }
}

/** There is no room left. What was written before stays, and the program may go on in a larger buffer from its start. */
export class BufferFullError extends AsmError {}
