/** Assembling without a buffer of one's own. */
import { Assembler } from './assembler.js';
import type { Code } from './code.js';
import { BufferFullError } from './error.js';
import type { AssemblerOptions } from './program.js';

/**
 * Assembles what `write` writes into a new buffer, as large as it must be. `write` is called again with a larger
 * one if the first was too small, so it must write the same each time.
 * @throws AsmError as the assembler does.
 */
export function assemble(write: (a: Assembler) => unknown, options: AssemblerOptions = {}): Code {
  for (let size = 4096; ; size *= 4) {
    const a = new Assembler(new Uint8Array(size), options);
    try {
      write(a);
      return a.finish();
    } catch (error) {
      // Beyond what a 32-bit distance reaches, more room would not help.
      if (!(error instanceof BufferFullError) || size > 0x4000_0000) throw error;
    }
  }
}
