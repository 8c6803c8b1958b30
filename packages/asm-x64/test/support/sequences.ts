/**
 * Random sequences of covered forms that run to their end: while one is made, the emulator executes it, so that
 * memory operands can be given addresses that exist, and no undefined flag is read.
 */
import { bitsOf, type Decoded } from '../../src/decode.js';
import { Emulator } from '../../src/emulator/emulator.js';
import { EmulatorFault } from '../../src/emulator/fault.js';
import { DF, flagMask, STATUS } from '../../src/emulator/machine.js';
import { type AnyOperand, Assembler, allRows, gp64, type OperandKind, type Row } from '../../src/index.js';
import { OperandClass as C, NO_REGISTER, Operand, RIP } from '../../src/operands.js';
import { formText } from '../../src/text.js';
import { STATE_BYTES } from './processor.js';
import type { Random } from './random.js';
import { type Any, randomOperand } from './random-operands.js';
import { clashes } from './rows.js';

export const DATA = 0x1000_0000n;
export const DATA_BYTES = 4096;
// Not at a round distance from the data: bit tests with a register reach far, and are to fault there.
export const CODE = 0x3123_4000n;
export const CODE_BYTES = 1 << 16;

/** Not to be run at random: they leave the program, show the trap flag, or change how arithmetic works. */
const EXCLUDED = /^(syscall|cpuid|rdtscp?|int3|ud2|pushfq|popfq|ldmxcsr|stmxcsr)$/;
const STRINGS = /^(movs|cmps|stos|lods|scas)[bwdq]$/;

export interface Sequence {
  readonly start: { gpr: BigUint64Array; xmm: Uint8Array; flags: number };
  readonly data: Uint8Array;
  code: Uint8Array;
  /** The state after each instruction, as the runner writes it. */
  readonly states: Uint8Array;
  /** Flags whose value is open after each. */
  readonly undefinedFlags: number[];
  /** The rows and operands executed. */
  readonly executed: Decoded[];
}

/** Rows that can be drawn, and how often each was. */
export const drawable: readonly Row[] = allRows().filter((r) => !EXCLUDED.test(r.name));

function vectorBits(random: Random): Uint8Array {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  switch (random.below(5)) {
    case 0:
      for (let i = 0; i < 4; i++) view.setInt32(4 * i, random.next(), true);
      break;
    case 1:
      for (let i = 0; i < 2; i++)
        view.setFloat64(8 * i, (random.next() / 65536) * (random.chance(2) ? 1 : 1e-3), true);
      break;
    case 2:
      for (let i = 0; i < 4; i++) view.setFloat32(4 * i, random.next() / 65536, true);
      break;
    case 3: {
      const special = [
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        0,
        -0,
        5e-324,
        1.5,
        2.5,
        -2147483648,
        2 ** 63,
      ];
      for (let i = 0; i < 2; i++) view.setFloat64(8 * i, random.pick(special), true);
      break;
    }
    default: {
      // Signalling and quiet NaNs with payloads, denormals.
      const patterns = [
        0x7f800001, 0xffc12345, 0x7fa00000, 1, 0x807fffff, 0x3f800000, 0x7ff00001, 0xfff80000, 0x4f000000,
      ];
      for (let i = 0; i < 4; i++) view.setUint32(4 * i, random.pick(patterns), true);
    }
  }
  return bytes;
}

export class SequenceMaker {
  private readonly emulator = new Emulator();
  private readonly data = new Uint8Array(DATA_BYTES);
  private readonly code = new Uint8Array(CODE_BYTES);
  private readonly words = new Int32Array(this.data.buffer);
  private readonly one = new Uint8Array(32);
  private at = 0;
  private count = 0;
  private sequence: Sequence | undefined;

  constructor(private readonly random: Random) {
    this.emulator.memory.map(DATA, this.data, { name: 'data' });
    this.emulator.memory.map(CODE, this.code, { name: 'code', writable: false });
  }

  /** A sequence of `count` instructions. `choose` gives the rows. */
  make(count: number, choose: () => Row): Sequence {
    const { emulator: m, random } = this;
    this.code.fill(0xcc);
    this.at = 0;
    for (let i = 0; i < DATA_BYTES; i += 16) this.data.set(vectorBits(random), i);
    for (let i = 0; i < 16; i++) {
      m.gpr[i] = random.chance(3) ? DATA + BigInt(random.below(DATA_BYTES - 64)) : random.bigint();
      m.xmm.set(vectorBits(random), 16 * i);
    }
    m.gpr[4] = DATA + 2048n;
    m.flags = 2 | (random.next() & STATUS);
    m.undefinedFlags = 0;
    m.rip = CODE;
    this.sequence = {
      start: { gpr: m.gpr.slice(), xmm: m.xmm.slice(), flags: m.flags },
      data: this.data.slice(),
      code: this.code,
      states: new Uint8Array(count * STATE_BYTES),
      undefinedFlags: [],
      executed: [],
    };
    this.count = count;
    while (this.sequence.executed.length < count) {
      const row = choose();
      if (!this.stackIsFine()) this.load(4, DATA + 2048n);
      this.prepare(row);
      this.putRandom(row);
    }
    this.sequence.code = this.code.slice(0, this.at + 16);
    return this.sequence;
  }

  private stackIsFine(): boolean {
    const sp = this.emulator.gpr[4]!;
    return sp >= DATA + 512n && sp <= DATA + BigInt(DATA_BYTES - 512);
  }

  private readonly rows = new Map<string, Row>();
  private named(name: string, ...kinds: OperandKind[]): Row {
    const key = `${name} ${kinds}`;
    let row = this.rows.get(key);
    if (row === undefined) {
      row = allRows().find((r) => r.name === name && r.operands.map((o) => o.kind).join() === kinds.join())!;
      this.rows.set(key, row);
    }
    return row;
  }

  private load(register: number, value: bigint): void {
    this.put(this.named('mov', 'r64', 'imm64'), [gp64[register] as never, value]);
  }

  /** Instructions that make the next one likely to be possible. */
  private prepare(row: Row): void {
    const { random } = this;
    if (STRINGS.test(row.name) && row.operands.length === 0) {
      this.load(1, BigInt(random.below(40)));
      this.load(6, DATA + BigInt(1024 + random.below(1024)));
      this.load(7, DATA + BigInt(1024 + random.below(1024)));
    } else if (row.name === 'xlatb') {
      this.load(3, DATA + BigInt(random.below(1024)));
    } else if (/^i?div$/.test(row.name) && random.chance(2)) {
      this.load(2, BigInt(random.below(3)));
      if (random.chance(2)) this.load(0, BigInt(random.below(100)));
    } else if (/^cmpxchg/.test(row.name) && random.chance(2) && row.operands.length === 2) {
      // Make the comparison succeed now and then.
      const from = random.pick(gp64);
      this.put(this.named('mov', 'rm64', 'r64'), [gp64[0] as never, from as never]);
    } else if (/^(loop|jrcxz)/.test(row.name)) {
      this.load(1, BigInt(random.below(3)));
    } else if (/^(enter|leave)$/.test(row.name)) {
      this.load(5, DATA + BigInt(1024 + 8 * random.below(128)));
    }
  }

  /** Encodes an instruction where the program stands, executes it, and keeps it unless it faults. */
  private put(row: Row, operands: readonly Any[], prefix = 0): boolean {
    const { emulator: m, sequence } = this;
    if (sequence!.executed.length === this.count) return false;
    if (this.at > CODE_BYTES - 256 || Number(m.rip - CODE) !== this.at) throw new Error('the code is full');
    const a = new Assembler(this.one, { address: m.rip });
    if (prefix === 0xf0) a.lock();
    else if (prefix === 0xf2) a.repne();
    else if (prefix === 0xf3) a.rep();
    a.form(row.id, ...(operands as AnyOperand[]));
    const { bytes } = a.finish();
    this.code.set(bytes, this.at);
    // The code has changed behind the memory's back.
    m.memory.writes++;
    const text = (): string => formText(row, operands as AnyOperand[]);
    const next = m.rip + BigInt(bytes.length);
    let decoded: Decoded;
    try {
      decoded = m.step();
    } catch (error) {
      if (!(error instanceof EmulatorFault) || error.kind === 'not covered') throw error;
      this.code.fill(0xcc, this.at, this.at + bytes.length);
      return false;
    }
    if (decoded.row.name !== row.name || decoded.length !== bytes.length)
      throw new Error(`${text()} was decoded as ${m.text()}`);
    // A taken jump leaves a gap of breakpoints.
    if (m.rip < next || m.rip > next + 64n) throw new Error(`${text()} went to 0x${m.rip.toString(16)}`);
    this.at = Number(m.rip - CODE);
    this.record(decoded);
    return true;
  }

  private putRandom(row: Row): boolean {
    const { emulator: m, random } = this;
    if (flagMask(row.flags.read) & m.undefinedFlags) return false;
    if (/^(jmp|call)$/.test(row.name) && !/^rel/.test(row.operands[0]!.kind)) return this.putIndirect(row);
    if (row.name === 'ret') return this.putReturn(row);
    const origin = Number(m.rip);
    const operands = row.operands.map((o): Any => {
      // A branch goes on at most a few bytes further.
      if (/^rel/.test(o.kind)) {
        return origin + row.encoding.immediateBytes + (row.encoding.map ? 2 : 1) + random.below(40);
      }
      return this.operand(o.kind);
    });
    if (row.name === 'enter') {
      operands[0] = random.below(64);
      operands[1] = random.below(4);
    }
    if (clashes(row, operands)) return false;
    // Only what is defined: a count beyond a 16-bit operand is not, nor what bsf makes of zero.
    if (/^sh[lr]d$/.test(row.name) && row.operands[0]!.kind === 'rm16') {
      const count = typeof operands[2] === 'number' ? operands[2] : Number(m.gpr[1]! & 0xffn);
      if ((count & 31) > 16) return false;
    }
    if (/^bs[fr]$/.test(row.name) && !this.sourceIsNotZero(operands[1]!, row)) return false;
    const inMemory = typeof operands[0] === 'object' && operands[0].name === '';
    let prefix = 0;
    if (row.lock && inMemory && random.chance(3)) prefix = 0xf0;
    if (row.rep && random.chance(2)) prefix = 0xf3;
    if (row.repe && random.chance(2)) prefix = random.pick([0xf2, 0xf3]);
    if (prefix > 0xf0 && !this.repeatsInside()) return false;
    return this.put(row, operands, prefix);
  }

  private sourceIsNotZero(operand: Any, row: Row): boolean {
    const op = operand as Operand;
    if (op.name === '') return false;
    return this.emulator.readRegister(op.code, bitsOf(row.operands[1]!.kind)) !== 0n;
  }

  /** A repetition must stay inside the data: half a fault would already have written. */
  private repeatsInside(): boolean {
    const { gpr } = this.emulator;
    const inside = (p: bigint): boolean => p >= DATA + 600n && p < DATA + BigInt(DATA_BYTES - 600);
    return gpr[1]! < 60n && inside(gpr[6]!) && inside(gpr[7]!);
  }

  /** Loads an address a few bytes on, and goes there. */
  private putIndirect(row: Row): boolean {
    const register = this.random.pick(gp64.filter((r) => r.name !== 'rsp'));
    // The load has 10 bytes, the branch 2 or 3.
    this.load(register.code, this.emulator.rip + 13n + BigInt(this.random.below(30)));
    return this.put(row, [register as never]);
  }

  /** Pushes an address a few bytes on, and returns to it. */
  private putReturn(row: Row): boolean {
    const register = this.random.pick(gp64.filter((r) => r.name !== 'rsp'));
    this.load(register.code, this.emulator.rip + 15n + BigInt(this.random.below(30)));
    this.put(this.named('push', 'r64'), [register as never]);
    return this.put(row, row.operands.length === 0 ? [] : [8 * this.random.below(4)]);
  }

  private operand(kind: OperandKind): Any {
    const { random } = this;
    const mayBeMemory = /^(rm|xm|r32m)/.test(kind);
    if (/^m\d*$/.test(kind) || (mayBeMemory && random.chance(2))) return this.memoryOperand(kind);
    const plain = /^x/.test(kind) ? 'x' : kind === 'r32m16' ? 'r32' : kind.replace('rm', 'r');
    for (;;) {
      const register = randomOperand(random, plain as OperandKind, 0);
      // The stack pointer is kept for the stack.
      if (
        typeof register !== 'object' ||
        register.cls === C.Gp8High ||
        register.cls === C.Xmm ||
        register.code !== 4
      )
        return register;
    }
  }

  /** An address inside the data: by registers that hold one near enough, else absolute or relative to rip. */
  private memoryOperand(kind: OperandKind): Any {
    const { emulator: m, random } = this;
    const bits = bitsOf(kind);
    const cls = { 0: C.Mem, 8: C.Mem8, 16: C.Mem16, 32: C.Mem32, 64: C.Mem64, 128: C.Mem128 }[bits]!;
    let target = DATA + BigInt(random.below(DATA_BYTES - 16));
    if (bits === 128 && !random.chance(8)) target &= ~15n;
    for (let attempt = 0; attempt < 6; attempt++) {
      const base = random.below(16);
      const index = random.chance(2) ? NO_REGISTER : random.below(16);
      if (index === 4) continue;
      const scale = index === NO_REGISTER ? 0 : random.below(4);
      const sum = m.gpr[base]! + (index === NO_REGISTER ? 0n : m.gpr[index]! << BigInt(scale));
      const disp = BigInt.asIntN(64, target - sum);
      if (disp === BigInt.asIntN(32, disp)) return new Operand(cls, 0, '', base, index, scale, Number(disp));
    }
    if (random.chance(2)) return new Operand(cls, 0, '', NO_REGISTER, NO_REGISTER, 0, Number(target));
    // The distance counts from the end of an instruction whose length is not known yet: near the middle.
    return new Operand(cls, 0, '', RIP, NO_REGISTER, 0, Number((target & ~15n) - m.rip) & ~15);
  }

  private record(decoded: Decoded): void {
    const { emulator: m, sequence } = this;
    const view = new DataView(sequence!.states.buffer);
    const at = sequence!.executed.length * STATE_BYTES;
    sequence!.executed.push(decoded);
    sequence!.undefinedFlags.push(m.undefinedFlags);
    for (let i = 0; i < 16; i++) view.setBigUint64(at + 8 * i, m.gpr[i]!, true);
    view.setBigUint64(at + 128, BigInt(m.flags & (STATUS | DF)), true);
    view.setBigUint64(at + 136, m.rip, true);
    view.setBigUint64(at + 144, 0n, true);
    let sum = 0;
    for (const word of this.words) sum = Math.imul(sum ^ word, 0x01000193);
    view.setBigUint64(at + 152, BigInt(sum >>> 0), true);
    new Uint8Array(view.buffer).set(m.xmm, at + 160);
  }
}
