/**
 * Instructions that the table lacks, through iced-x86: any mnemonic that it knows, with any register by name.
 *
 *     const other = otherInstructions(a, await loadIced());
 *     other('vaddpd', 'ymm0', 'ymm1', ptr(rdi, 32));
 *
 * They cost what iced-x86 costs, some twenty times as much as the table's own.
 */
import type { Assembler } from './assembler.js';
import { AsmError } from './error.js';
import type { Iced } from './iced.js';
import { IcedBuilder, type IcedOperand } from './iced-operands.js';
import { type AnyOperand, Operand } from './operands.js';
import { operandText } from './text.js';

/** Writes one instruction: its mnemonic, then its operands, registers also by name. */
export type OtherInstructions = (
  mnemonic: string,
  ...operands: readonly (AnyOperand | string)[]
) => Assembler;

/**
 * A function that writes any instruction into `a`, in the shortest encoding that takes the operands.
 * It throws an AsmError if there is none.
 */
export function otherInstructions(a: Assembler, iced: Iced): OtherInstructions {
  const builder = new IcedBuilder(iced);
  const encoder = new iced.Encoder(64);
  return (mnemonic, ...operands) => {
    const given = operands as readonly IcedOperand[];
    let best: { bytes: Uint8Array; displacementAt: number; displacementSize: number } | undefined;
    let why = 'iced-x86 knows no such instruction';
    for (const code of builder.codes(mnemonic)) {
      why = 'no form takes these operands';
      if (!builder.fill(code, given)) continue;
      try {
        encoder.encode(builder.instruction, 0n);
      } catch (error) {
        encoder.takeBuffer();
        why = error instanceof Error ? error.message : String(error);
        continue;
      }
      const offsets = encoder.getConstantOffsets();
      const bytes = encoder.takeBuffer();
      if (best === undefined || bytes.length < best.bytes.length) {
        best = {
          bytes,
          displacementAt: offsets.displacementOffset,
          displacementSize: offsets.displacementSize,
        };
      }
      offsets.free();
    }
    const text = `${mnemonic} ${operands.map((o) => (typeof o === 'string' ? o : operandText(o))).join(',')}`;
    if (best === undefined) throw new AsmError(why, text, { index: a.instructionCount, offset: a.offset });
    const relative = given.find((o): o is Operand => o instanceof Operand && o.target !== undefined);
    if (relative === undefined) return a.raw(best.bytes, text);
    // What follows the displacement counts too: the processor adds to the address of the next instruction.
    const addend = relative.disp - (best.bytes.length - best.displacementAt);
    return a.raw(best.bytes, text, { at: best.displacementAt, target: relative.target!, addend });
  };
}
