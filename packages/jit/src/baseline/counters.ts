/** What a program's machine code has done: `-X stats`. */
export interface BaselineCounters {
  /** Code objects compiled, and bytes of machine code. */
  compiled: number;
  bytes: number;
  /** How often machine code has been entered; and left, for the translation, or for an object that died. */
  entries: number;
  leaves: number;
  deaths: number;
  /** How often it has been left for the translation, by opcode. */
  readonly leavesBy: Record<string, number>;
}
