/** String instructions, with their repeat prefixes. */
import { differenceFlags } from './arithmetic.js';
import { DF, type Machine, type Semantics, type SemanticsTable, ZF } from './machine.js';

const SI = 6;
const DI = 7;

function advance(m: Machine, register: number, size: number): void {
  m.gpr[register] = BigInt.asUintN(64, m.gpr[register]! + BigInt(m.flag(DF) ? -size : size));
}

/** Runs one step, or, with a prefix, rcx of them; a comparison stops a repetition. */
const repeated =
  (step: (m: Machine) => void, compares: boolean): Semantics =>
  (m, { prefix }) => {
    if (prefix === 0) {
      step(m);
      return;
    }
    while (m.gpr[1] !== 0n) {
      step(m);
      m.gpr[1] = BigInt.asUintN(64, m.gpr[1]! - 1n);
      if (compares && m.flag(ZF) !== (prefix === 0xf3)) break;
    }
  };

/** The five instructions for one size of element. */
function ofSize(letter: string, size: number): SemanticsTable {
  const bits = 8 * size;
  return {
    ['movs' + letter]: repeated((m) => {
      m.memory.write(m.gpr[DI]!, size, m.memory.read(m.gpr[SI]!, size));
      advance(m, SI, size);
      advance(m, DI, size);
    }, false),
    ['stos' + letter]: repeated((m) => {
      m.memory.write(m.gpr[DI]!, size, m.readRegister(0, bits));
      advance(m, DI, size);
    }, false),
    ['lods' + letter]: repeated((m) => {
      m.writeRegister(0, bits, m.memory.read(m.gpr[SI]!, size));
      advance(m, SI, size);
    }, false),
    ['cmps' + letter]: repeated((m) => {
      differenceFlags(m, m.memory.read(m.gpr[SI]!, size), m.memory.read(m.gpr[DI]!, size), 0n, bits);
      advance(m, SI, size);
      advance(m, DI, size);
    }, true),
    ['scas' + letter]: repeated((m) => {
      differenceFlags(m, m.readRegister(0, bits), m.memory.read(m.gpr[DI]!, size), 0n, bits);
      advance(m, DI, size);
    }, true),
  };
}

export const strings: SemanticsTable = {
  ...ofSize('b', 1),
  ...ofSize('w', 2),
  ...ofSize('d', 4),
  ...ofSize('q', 8),
};
