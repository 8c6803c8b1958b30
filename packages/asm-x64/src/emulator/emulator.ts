/**
 * The emulator: runs the forms of the table, one instruction at a time, on typed arrays. It is made to be read
 * and to be right, not to be fast: integers are bigints.
 */
import { type Decoded, decode } from '../decode.js';
import { formText } from '../text.js';
import { arithmetic } from './arithmetic.js';
import { bits } from './bits.js';
import { control } from './control.js';
import { EmulatorFault } from './fault.js';
import { Machine, type SemanticsTable } from './machine.js';
import { moves } from './moves.js';
import { strings } from './strings.js';
import { vectorArithmetic } from './vector-arithmetic.js';
import { vectorMoves } from './vector-moves.js';

/** What each instruction does, by name. */
export const semantics: Readonly<SemanticsTable> = {
  ...moves,
  ...arithmetic,
  ...bits,
  ...control,
  ...vectorMoves,
  ...vectorArithmetic,
};

const withStrings: Readonly<SemanticsTable> = { ...semantics, ...strings };

/** Where `run` returns to: a return address that no memory holds. */
export const STOP = 0xffff_ffff_ffff_fff0n;

export class Emulator extends Machine {
  /** Instructions executed. */
  executed = 0;
  private readonly decoded = new Map<bigint, Decoded>();
  private decodedAt = 0;

  /** The instruction at an address. @throws EmulatorFault if there is none that the table covers. */
  fetch(rip: bigint): Decoded {
    // Code may write code.
    if (this.decodedAt !== this.memory.writes) {
      this.decoded.clear();
      this.decodedAt = this.memory.writes;
    }
    let found = this.decoded.get(rip);
    if (found === undefined) {
      const { region, offset } = this.memory.at(rip, 1, false);
      found = decode(region.bytes, offset, rip);
      if (found === undefined) {
        const bytes = [...region.bytes.subarray(offset, offset + 8)].map((b) =>
          b.toString(16).padStart(2, '0'),
        );
        throw new EmulatorFault('not covered', rip, `the bytes ${bytes.join(' ')} are no form of the table`);
      }
      this.decoded.set(rip, found);
    }
    return found;
  }

  /**
   * Executes one instruction, with all its repetitions, and returns it.
   * @throws EmulatorFault where the processor would raise an exception; registers and flags are then unchanged.
   */
  step(): Decoded {
    const rip = this.rip;
    try {
      const now = (this.now = this.fetch(rip));
      const registers = this.gpr.slice();
      const { flags, undefinedFlags } = this;
      // While an instruction is executed, rip is already that of the next one.
      this.rip = rip + BigInt(now.length);
      try {
        // `movsd` and `cmpsd` without operands move and compare strings.
        const table = now.operands.length === 0 ? withStrings : semantics;
        const does = table[now.row.name];
        if (does === undefined) throw new EmulatorFault('not covered', rip, now.row.name);
        does(this, now);
      } catch (error) {
        this.rip = rip;
        // A repetition stops where it has come to; anything else has not happened.
        if (now.prefix !== 0xf2 && now.prefix !== 0xf3) this.gpr.set(registers);
        this.flags = flags;
        this.undefinedFlags = undefinedFlags;
        throw error;
      }
      this.executed++;
      return now;
    } catch (error) {
      if (error instanceof EmulatorFault) {
        error.rip = rip;
        const what = this.now === undefined ? 'an instruction' : this.text();
        error.message = `${error.message}, in ${what} at 0x${rip.toString(16)}`;
      }
      throw error;
    }
  }

  /** The instruction that was executed last, or is being executed, as text. */
  text(): string {
    const now = this.now!;
    return formText(now.row, now.operands as never);
  }

  /**
   * Calls the code at an address as a function and runs until it returns.
   * @param limit the most instructions to execute.
   * @throws EmulatorFault, and RangeError beyond the limit.
   */
  call(address: bigint, limit = 1_000_000): void {
    this.push(STOP);
    this.rip = address;
    for (let n = 0; this.rip !== STOP; n++) {
      if (n === limit)
        throw new RangeError(`still running after ${limit} instructions, at 0x${this.rip.toString(16)}`);
      this.step();
    }
  }

  /** Copies of everything that an instruction may change, for traces and tests. */
  snapshot(): { gpr: BigUint64Array; xmm: Uint8Array; flags: number; rip: bigint } {
    return { gpr: this.gpr.slice(), xmm: this.xmm.slice(), flags: this.flags, rip: this.rip };
  }
}
