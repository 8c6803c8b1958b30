/** Moves between general-purpose registers and memory, and the stack. */
import type { Machine, Semantics, SemanticsTable } from './machine.js';

function reversed(value: bigint, bits: number): bigint {
  let result = 0n;
  for (let i = 0; i < bits; i += 8) result = (result << 8n) | ((value >> BigInt(i)) & 0xffn);
  return result;
}

const copy: Semantics = (m) => m.write(0, m.read(1, m.bits(0)));

/** A push or pop of an immediate is 64 bits wide, whatever its own size. */
const stackBytes = (m: Machine): number => (typeof m.operand(0) === 'object' ? m.bits(0) / 8 : 8);

export const moves: SemanticsTable = {
  mov: copy,
  movnti: copy,
  movzx: (m) => m.write(0, m.read(1)),
  movsx: (m) => m.write(0, m.readSigned(1)),
  movsxd: (m) => m.write(0, m.readSigned(1)),
  movbe: (m) => m.write(0, reversed(m.read(1), m.bits(1))),
  bswap: (m) => m.write(0, reversed(m.read(0), m.bits(0))),
  lea: (m) => m.write(0, m.address(1)),
  xchg: (m) => {
    const a = m.read(0);
    const b = m.read(1);
    // Memory first, whose address may contain the other.
    if (m.isMemory(1)) m.write(1, a);
    m.write(0, b);
    if (!m.isMemory(1)) m.write(1, a);
  },
  xlatb: (m) => m.writeRegister(0, 8, m.memory.read(BigInt.asUintN(64, m.gpr[3]! + m.readRegister(0, 8)), 1)),
  push: (m) => {
    const size = stackBytes(m);
    m.push(m.read(0, 8 * size), size);
  },
  pop: (m) => {
    // The address of a memory operand counts from the raised stack pointer.
    const value = m.pop(stackBytes(m));
    m.write(0, value);
  },
};
