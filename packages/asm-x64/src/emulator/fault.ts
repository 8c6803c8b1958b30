/** What the processor would raise. */
export type FaultKind = 'page' | 'divide' | 'alignment' | 'invalid opcode' | 'breakpoint' | 'not covered';

/** An exception of the emulated processor. Its state is that before the instruction. */
export class EmulatorFault extends Error {
  override readonly name = 'EmulatorFault';

  constructor(
    readonly kind: FaultKind,
    /** The address of the instruction; 0 until the emulator knows it. */
    public rip: bigint,
    readonly detail: string,
  ) {
    super(`${kind} fault: ${detail}`);
  }
}
