/** This package's operands as iced-x86's: to encode what the table lacks, and to compare what it has. */
import type { Code, Instruction, Register } from 'iced-x86';
import type { Iced } from './iced.js';
import { OperandClass as C, type Imm, type Operand, RIP } from './operands.js';
import { gp64 } from './registers.js';

/** An operand for iced-x86: one of ours, or the name of any register that it knows, such as `'ymm3'`. */
export type IcedOperand = Operand | Imm | string;

/** A fact about an operand of a `Code`, from the name of its `OpCodeOperandKind`. */
interface Slot {
  readonly register: RegExp | undefined;
  readonly memory: boolean;
  readonly immediate: string | undefined;
  readonly branch: boolean;
}

const REGISTERS: Readonly<Record<string, RegExp>> = {
  r8: /^([abcd][lh]|spl|bpl|sil|dil|r\d+l)$/,
  r16: /^([abcd]x|sp|bp|si|di|r\d+w)$/,
  r32: /^(e[abcd]x|esp|ebp|esi|edi|r\d+d)$/,
  r64: /^(r[abcd]x|rsp|rbp|rsi|rdi|r\d+)$/,
  xmm: /^xmm\d+$/,
  ymm: /^ymm\d+$/,
  zmm: /^zmm\d+$/,
  mm: /^mm\d$/,
  k: /^k\d$/,
  seg: /^[cdefgs]s$/,
  cr: /^cr\d+$/,
  dr: /^dr\d+$/,
  sti: /^st\d$/,
  bnd: /^bnd\d$/,
};

/** Creates and fills instructions of iced-x86. Holds one, which every call fills anew. */
export class IcedBuilder {
  readonly instruction: Instruction;
  private readonly slots = new Map<Code, readonly Slot[]>();
  private readonly byMnemonic = new Map<string, Code[]>();
  private readonly registers = new Map<string, Register>();

  constructor(readonly iced: Iced) {
    this.instruction = new iced.Instruction();
    for (const [name, value] of Object.entries(iced.Register)) {
      if (typeof value === 'number') this.registers.set(name.toLowerCase(), value);
    }
    for (let i = 8; i < 16; i++) this.registers.set(`r${i}b`, this.registers.get(`r${i}l`)!);
    this.registers.set('st', this.registers.get('st0')!);
  }

  /** The codes of a mnemonic in 64-bit mode. */
  codes(mnemonic: string): readonly Code[] {
    if (this.byMnemonic.size === 0) {
      for (const value of Object.values(this.iced.Code)) {
        if (typeof value !== 'number') continue;
        const info = this.iced.CodeExt.opCode(value);
        const name = this.iced.Mnemonic[info.mnemonic]!.toLowerCase();
        if (info.mode64 && info.isInstruction) {
          if (!this.byMnemonic.has(name)) this.byMnemonic.set(name, []);
          this.byMnemonic.get(name)!.push(value);
        }
        info.free();
      }
    }
    return this.byMnemonic.get(mnemonic.toLowerCase()) ?? [];
  }

  private slotsOf(code: Code): readonly Slot[] {
    let slots = this.slots.get(code);
    if (slots !== undefined) return slots;
    const info = this.iced.CodeExt.opCode(code);
    slots = Array.from({ length: info.opCount }, (_, i): Slot => {
      const kind = this.iced.OpCodeOperandKind[info.opKind(i)]!;
      const stem = kind.split('_')[0]!;
      const named = this.registers.has(kind) ? new RegExp(`^${kind}$`) : undefined;
      return {
        register: named ?? REGISTERS[stem.replace(/p\d$/, '')],
        memory: /mem/.test(kind),
        immediate: /^imm/.test(kind) ? kind : undefined,
        branch: /^br64/.test(kind),
      };
    });
    info.free();
    this.slots.set(code, slots);
    return slots;
  }

  /** Fills the instruction; false if the code does not take the operands. Values are checked by the encoder. */
  fill(code: Code, operands: readonly IcedOperand[]): boolean {
    const { iced, instruction: i } = this;
    const slots = this.slotsOf(code);
    if (slots.length !== operands.length) return false;
    i.code = code;
    i.hasLockPrefix = i.hasRepPrefix = i.hasRepnePrefix = false;
    i.segmentPrefix = iced.Register.None;
    for (let n = 0; n < operands.length; n++) {
      const operand = operands[n]!;
      const slot = slots[n]!;
      if (typeof operand === 'object' && operand.cls >= C.Mem && operand.cls <= C.Mem128) {
        if (!slot.memory) return false;
        this.fillMemory(n, operand);
      } else if (typeof operand === 'object' || typeof operand === 'string') {
        const name = typeof operand === 'string' ? operand : operand.name;
        const register = this.registers.get(name);
        if (register === undefined || !slot.register?.test(iced.Register[register]!.toLowerCase()))
          return false;
        i.setOpKind(n, iced.OpKind.Register);
        i.setOpRegister(n, register);
      } else if (slot.branch) {
        i.setOpKind(n, iced.OpKind.NearBranch64);
        i.nearBranch64 = BigInt.asUintN(64, BigInt(operand));
      } else if (slot.immediate !== undefined) {
        if (!this.fillImmediate(n, slot.immediate, operand)) return false;
      } else {
        return false;
      }
    }
    return true;
  }

  private fillMemory(n: number, m: Operand): void {
    const { iced, instruction: i } = this;
    const none = iced.Register.None;
    i.setOpKind(n, iced.OpKind.Memory);
    i.memoryBase =
      m.base === RIP ? iced.Register.RIP : m.base < 0 ? none : this.registers.get(gp64[m.base]!.name)!;
    i.memoryIndex = m.index < 0 ? none : this.registers.get(gp64[m.index]!.name)!;
    i.memoryIndexScale = 1 << m.scale;
    i.memoryDisplacement = BigInt.asUintN(64, BigInt(m.disp));
    // 1 lets the encoder choose 8 or 32 bits; without a base there is only one size, called 8.
    i.memoryDisplSize = m.base >= 0 ? (m.disp === 0 && (m.base & 7) !== 5 ? 0 : 1) : 8;
    i.segmentPrefix = m.segment === 0 ? none : m.segment === 0x64 ? iced.Register.FS : iced.Register.GS;
  }

  private fillImmediate(n: number, kind: string, value: Imm): boolean {
    const { instruction: i } = this;
    const { OpKind } = this.iced;
    const small = typeof value === 'number' ? value : Number(value);
    switch (kind) {
      case 'imm8':
      case 'imm8_const_1':
        i.setOpKind(n, n > 0 && this.isImmediate(n - 1) ? OpKind.Immediate8_2nd : OpKind.Immediate8);
        i.setImmediateI32(n, small);
        return kind === 'imm8' || small === 1;
      case 'imm8sex16':
        i.setOpKind(n, OpKind.Immediate8to16);
        i.setImmediateI32(n, (small << 16) >> 16);
        return true;
      case 'imm8sex32':
        i.setOpKind(n, OpKind.Immediate8to32);
        i.setImmediateI32(n, small | 0);
        return true;
      case 'imm8sex64':
        i.setOpKind(n, OpKind.Immediate8to64);
        i.setImmediateI64(n, BigInt(value));
        return true;
      case 'imm16':
        i.setOpKind(n, OpKind.Immediate16);
        i.setImmediateI32(n, small);
        return true;
      case 'imm32':
        i.setOpKind(n, OpKind.Immediate32);
        i.setImmediateI32(n, small | 0);
        return true;
      case 'imm32sex64':
        i.setOpKind(n, OpKind.Immediate32to64);
        i.setImmediateI64(n, BigInt(value));
        return true;
      case 'imm64':
        i.setOpKind(n, OpKind.Immediate64);
        i.setImmediateI64(n, BigInt.asIntN(64, BigInt(value)));
        return true;
      default:
        return false;
    }
  }

  private isImmediate(n: number): boolean {
    const kind = this.instruction.opKind(n);
    return kind === this.iced.OpKind.Immediate16 || kind === this.iced.OpKind.Immediate8;
  }
}
