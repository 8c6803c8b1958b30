/** Jumps, calls, conditions, flags. */
import { CONDITIONS } from '../table/control.js';
import { EmulatorFault } from './fault.js';
import {
  AF,
  CF,
  DF,
  type Machine,
  OF,
  PF,
  type Semantics,
  type SemanticsTable,
  SF,
  STATUS,
  ZF,
} from './machine.js';

/** The eight pairs of conditions; the odd one of each is the negation. */
const TESTS: readonly ((m: Machine) => boolean)[] = [
  (m) => m.flag(OF),
  (m) => m.flag(CF),
  (m) => m.flag(ZF),
  (m) => m.flag(CF) || m.flag(ZF),
  (m) => m.flag(SF),
  (m) => m.flag(PF),
  (m) => m.flag(SF) !== m.flag(OF),
  (m) => m.flag(ZF) || m.flag(SF) !== m.flag(OF),
];

const conditions: SemanticsTable = {};
for (const [n, [cc]] of CONDITIONS.entries()) {
  const holds = (m: Machine): boolean => TESTS[n >> 1]!(m) !== ((n & 1) === 1);
  conditions['j' + cc] = (m) => {
    if (holds(m)) m.rip = m.operand(0) as bigint;
  };
  conditions['set' + cc] = (m) => m.write(0, holds(m) ? 1n : 0n);
  conditions['cmov' + cc] = (m) => {
    // The source is read and a 32-bit destination cleared above whether or not the condition holds.
    const source = m.read(1);
    m.write(0, holds(m) ? source : m.read(0));
  };
}

const target = (m: Machine): bigint => {
  const op = m.operand(0);
  return typeof op === 'bigint' ? op : m.read(0);
};

/** rcx counts down; the jump is taken while it is not zero and the condition holds. */
const loop =
  (holds: (m: Machine) => boolean): Semantics =>
  (m) => {
    m.gpr[1] = BigInt.asUintN(64, m.gpr[1]! - 1n);
    if (m.gpr[1] !== 0n && holds(m)) m.rip = m.operand(0) as bigint;
  };

const nothing: Semantics = () => {};
const fault =
  (kind: 'breakpoint' | 'invalid opcode'): Semantics =>
  (m, { row }) => {
    throw new EmulatorFault(kind, m.rip, row.name);
  };

/** What depends on the machine outside the program: left to its owner. */
const system: Semantics = (m, { row }) => {
  if (m.system === undefined) throw new EmulatorFault('not covered', m.rip, row.name);
  if (row.name === 'syscall') {
    // The processor keeps where to return to, and the flags.
    m.gpr[1] = m.rip;
    m.gpr[11] = BigInt(m.flags) | INTERRUPTS;
  }
  m.system(row.name, m);
};

/** The flags as the processor pushes them: interrupts are enabled in a program. */
const INTERRUPTS = 0x200n;

export const control: SemanticsTable = {
  ...conditions,
  jmp: (m) => {
    m.rip = target(m);
  },
  call: (m) => {
    const to = target(m);
    m.push(m.rip);
    m.rip = to;
  },
  ret: (m, { operands }) => {
    m.rip = m.pop();
    if (operands.length > 0)
      m.gpr[4] = BigInt.asUintN(64, m.gpr[4]! + (BigInt(operands[0] as number) & 0xffffn));
  },
  jrcxz: (m) => {
    if (m.gpr[1] === 0n) m.rip = m.operand(0) as bigint;
  },
  loop: loop(() => true),
  loope: loop((m) => m.flag(ZF)),
  loopne: loop((m) => !m.flag(ZF)),
  leave: (m) => {
    const frame = m.gpr[5]!;
    const saved = m.memory.read(frame, 8);
    m.gpr[4] = BigInt.asUintN(64, frame + 8n);
    m.gpr[5] = saved;
  },
  enter: (m, { operands }) => {
    const level = Number(operands[1]) & 31;
    m.push(m.gpr[5]!);
    const frame = m.gpr[4]!;
    for (let i = 1; i < level; i++) {
      m.gpr[5] = BigInt.asUintN(64, m.gpr[5]! - 8n);
      m.push(m.memory.read(m.gpr[5]!, 8));
    }
    if (level > 0) m.push(frame);
    m.gpr[5] = frame;
    m.gpr[4] = BigInt.asUintN(64, m.gpr[4]! - (BigInt(operands[0] as number) & 0xffffn));
  },
  endbr64: nothing,
  nop: nothing,
  pause: nothing,
  lfence: nothing,
  mfence: nothing,
  sfence: nothing,
  prefetchnta: nothing,
  prefetcht0: nothing,
  prefetcht1: nothing,
  prefetcht2: nothing,
  prefetchw: nothing,
  int3: fault('breakpoint'),
  ud2: fault('invalid opcode'),
  syscall: system,
  cpuid: system,
  rdtsc: system,
  rdtscp: system,
  lahf: (m) =>
    m.writeRegister(0, 16, (BigInt(m.flags & (SF | ZF | AF | PF | CF | 2)) << 8n) | m.readRegister(0, 8)),
  sahf: (m) => m.setFlags(SF | ZF | AF | PF | CF, Number((m.gpr[0]! >> 8n) & 0xffn)),
  clc: (m) => m.setFlags(CF, 0),
  stc: (m) => m.setFlags(CF, CF),
  cmc: (m) => m.setFlag(CF, !m.flag(CF)),
  cld: (m) => m.setFlags(DF, 0),
  std: (m) => m.setFlags(DF, DF),
  pushfq: (m) => m.push(BigInt(m.flags) | INTERRUPTS),
  popfq: (m) => {
    m.setFlags(STATUS | DF, Number(m.pop() & 0xfffn));
  },
};
