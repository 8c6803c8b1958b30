/**
 * The assembler: instructions as methods.
 *
 * The methods are not written here: they are made from the table, and their types, with one overload per set of
 * operands, stand in `instructions.gen.ts`. What surrounds the instructions is in `program.ts`.
 */
import { classOf, type Op } from './encoder.js';
import { AsmError, BufferFullError } from './error.js';
import {
  type Form,
  formOf,
  ImmKind,
  type Instruction,
  instructions,
  Layout,
  NO_FORM,
  prepare,
} from './forms.js';
import type { Instructions } from './instructions.gen.js';
import {
  type AnyOperand,
  type Gp64,
  type Imm,
  type Label,
  type Operand,
  OperandClass,
  REX_FORBIDDEN as REX_NONE,
  type SymbolRef,
} from './operands.js';
import { Program } from './program.js';
import { gp32 } from './registers.js';
import { FragmentKind } from './relax.js';
import { aliases } from './table/index.js';
import { instructionText } from './text.js';

// Plain constants, which the engine folds.
const REG_RM = Layout.RegRm as number;
const REX_FORBIDDEN = REX_NONE as number;
const RM_REG = Layout.RmReg as number;
const REL8 = ImmKind.Rel8 as number;
const LABEL = OperandClass.Label as number;
const GP16 = OperandClass.Gp16 as number;
const MEM16 = OperandClass.Mem16 as number;
const IMM = OperandClass.Imm as number;

/** The instructions of the table are methods of the assembler: `a.mov(rax, 1)`. */
export interface Assembler extends Instructions {}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the methods are put on the prototype below, from the table.
export class Assembler extends Program {
  // ── Instructions ────────────────────────────────────────────────────────────────────────────────────────────

  /** Makes the method of an instruction, which is small so that the engine inlines it. */
  static defineMethod(name: string, instruction: Instruction): void {
    const value = function (this: Assembler, a: Op, b: Op, c: Op): Assembler {
      return this.emit(instruction, a, b, c);
    };
    (Assembler.prototype as unknown as Record<string, unknown>)[name] = value;
  }

  /**
   * Writes the shortest form of an instruction that takes the operands: the common shapes of operands at once, what
   * is left by `emitAny`. A register with a register or memory, the commonest, is encoded here in two or three
   * stores: a call would cost as much as all the rest.
   */
  private emit(instruction: Instruction, a: Op, b: Op, c: Op): this {
    const { table } = instruction;
    if (c !== undefined || a === null || b === null || table.length === 0)
      return this.emitAny(instruction, a, b, c);
    if (typeof a === 'object') {
      if (typeof b === 'object') {
        const form = table[(a.cls << 4) | b.cls]!;
        const { layout } = form;
        if (layout === REG_RM || layout === RM_REG) {
          const reg = layout === REG_RM ? a : b;
          const rm = layout === REG_RM ? b : a;
          const rex = form.rex | reg.rexReg | rm.rexRm;
          const p = this.pos;
          if (rex < REX_FORBIDDEN && p <= this.roomy) {
            const { view } = this;
            let q = p;
            // A word may hold more than there is to write: what comes next overwrites it.
            if (rex !== 0) {
              view.setInt32(p, form.headWithRex | ((0x40 | rex) << form.rexShift), true);
              q += form.headBytes + 1;
            } else {
              view.setInt32(p, form.head, true);
              q += form.headBytes;
            }
            view.setInt32(q, rm.rm | reg.reg, true);
            q += rm.rmBytes;
            if (rm.wide) {
              view.setInt32(q, rm.disp, true);
              q += 4;
            }
            this.pos = q;
            this.index++;
            return this;
          }
        } else if (!form.check && this.writeWords(form, a, b, undefined)) {
          this.index++;
          return this;
        }
      } else if (typeof b === 'number') {
        // Beyond 0x7fff a word may be written as a negative byte.
        const plain = (b | 0) === b && (b <= 0x7fff || (a.cls !== GP16 && a.cls !== MEM16));
        if (plain && this.writeImmediate(table[(a.cls << 4) | IMM]!, a, b)) {
          this.index++;
          return this;
        }
      } else if (b === undefined) {
        const form = table[a.cls << 4]!;
        const written =
          a.cls === LABEL
            ? instruction.relaxable && this.branchToLabel(form.opcode, a)
            : !form.check && this.writeWords(form, a, b, undefined);
        if (written) {
          this.index++;
          return this;
        }
      }
    } else if (a === undefined && b === undefined && this.writeWords(table[0]!, a, b, undefined)) {
      this.index++;
      return this;
    }
    return this.emitAny(instruction, a, b, c);
  }

  /** The same for operands of any kind. */
  private emitAny(instruction: Instruction, a: Op, b: Op, c: Op): this {
    this.instruction = instruction;
    const ca = classOf(a);
    const cb = classOf(b);
    let { table } = instruction;
    if (table.length === 0) table = prepare(instruction);
    let form: Form | undefined = table[(ca << 4) | cb];
    if (form === undefined || form.id < 0) return this.fail(this.whyNot(a, b, c), a, b, c);
    const start = this.pos;
    const fixups = this.fixupCount;
    if (form.check || c !== undefined) {
      form = this.select(form, ca, cb, a, b, c);
      if (form === undefined) return this.fail(this.whyNot(a, b, c), a, b, c);
      if (form.immKind >= REL8 && this.branch(form, a)) {
        if (this.pos > this.bytes.length) this.full(start, fixups, a, b, c);
        this.index++;
        return this;
      }
    }
    if (!this.writeWords(form, a, b, c)) {
      if (this.prefix !== 0) this.checkPrefix(form, a, b, c);
      this.write(form, a, b, c);
      if (this.pos > this.bytes.length) this.full(start, fixups, a, b, c);
    }
    this.index++;
    return this;
  }

  /**
   * Writes the form with this row number (see `allRows`), whether or not a shorter one exists. A branch form
   * keeps its size.
   * @throws AsmError if the form does not take the operands.
   */
  form(id: number, a?: AnyOperand, b?: AnyOperand, c?: AnyOperand): this {
    const form = formOf(id);
    this.instruction = form.instruction!;
    const x = a as Op;
    const y = b as Op;
    const z = c as Op;
    const [ca, cb, cc] = [classOf(x), classOf(y), classOf(z)];
    const taken =
      ca >= 0 && cb >= 0 && cc >= 0 && (form.accept0 >> ca) & (form.accept1 >> cb) & (form.accept2 >> cc) & 1;
    if (!taken || !this.accepts(form, x, y, z)) this.fail('the form does not take these operands', x, y, z);
    if (this.prefix !== 0) this.checkPrefix(form, x, y, z);
    const start = this.pos;
    const fixups = this.fixupCount;
    if (!this.writeWords(form, x, y, z)) {
      this.write(form, x, y, z);
      if (this.pos > this.bytes.length) this.full(start, fixups, x, y, z);
    }
    this.index++;
    return this;
  }

  /** The next instruction is atomic; it must write memory and be one that allows it. */
  lock(): this {
    this.usePrefix(0xf0);
    return this;
  }

  /** The next string instruction is repeated rcx times. */
  rep(): this {
    this.usePrefix(0xf3);
    return this;
  }

  /** The next comparing string instruction is repeated rcx times while equal. */
  repe(): this {
    this.usePrefix(0xf3);
    return this;
  }

  /** The next comparing string instruction is repeated rcx times while not equal. */
  repne(): this {
    this.usePrefix(0xf2);
    return this;
  }

  /** Loads a constant by the shortest instruction that keeps the flags. */
  movImm(register: Gp64, value: Imm): this {
    const n = typeof value === 'bigint' ? BigInt.asIntN(64, value) : value;
    if (n >= 0 && n <= 0xffff_ffff) {
      // Writing the low half clears the high one.
      return this.emit(MOV, gp32[register.code] as unknown as Operand, Number(n), undefined);
    }
    return this.emit(MOV, register as unknown as Operand, n, undefined);
  }

  /**
   * A jump of 5 bytes that `patchJump` can send elsewhere while the code runs. No-operations before it put it at
   * 3 beyond a multiple of 8: its target is one aligned 32-bit store, the whole jump one aligned 64-bit store.
   * The buffer's address must be a multiple of 8.
   */
  patchableJmp(target: Label | SymbolRef | number, site?: Label): this {
    this.fragments.push(FragmentKind.AlignPatchable, this.pos, 0, -1, this.index);
    if (site !== undefined) this.bind(site);
    prepare(JMP);
    return this.form(JMP.forms[1]!.id, target);
  }

  /** Marks a valid target of indirect branches here, if the program wants such marks. */
  entry(indirect = true): this {
    return indirect ? this.endbr64() : this;
  }

  /**
   * A branch in its short form, to be relaxed. Room for six bytes is asked for, which only `finish` knows to be
   * needed; false if there is none, or if the label is another program's.
   */
  private branchToLabel(opcode: number, label: Operand): boolean {
    const p = this.pos;
    if (label.owner !== this.labels.owner || p > this.roomy) return false;
    this.bytes[p] = opcode;
    this.pos = p + 2;
    this.fragments.push(
      opcode === 0xeb ? FragmentKind.Jump : FragmentKind.JumpIf,
      p + 2,
      label.code,
      -1,
      this.index,
    );
    return true;
  }

  /** A branch by the long way: false if the encoder is to write it, in the form chosen. */
  private branch(form: Form, target: Op): boolean {
    if (!form.instruction!.relaxable || form.immKind !== ImmKind.Rel8) return false;
    if (typeof target !== 'object' || target.cls !== OperandClass.Label) {
      // Symbols and addresses may be anywhere: the near form is the next row.
      this.write(form.next!, target, undefined, undefined);
      return true;
    }
    if (target.owner !== this.labels.owner) {
      this.fail(`label '${target.name}' belongs to another program`, target, undefined, undefined);
    }
    this.bytes[this.pos] = form.opcode;
    this.pos += 2;
    const kind = form.opcode === 0xeb ? FragmentKind.Jump : FragmentKind.JumpIf;
    this.fragments.push(kind, this.pos, target.code, -1, this.index);
    return true;
  }

  private checkPrefix(form: Form, a: Op, b: Op, c: Op): void {
    if (this.prefix === 0xf0) {
      const inMemory = [a, b].some((op) => typeof op === 'object' && op.cls >= OperandClass.Mem);
      if (!form.lock || !inMemory) this.fail('lock needs an instruction that writes memory', a, b, c);
    } else if (this.prefix === 0xf3 ? !form.rep : !form.repne) {
      this.fail('the repeat prefix needs a string instruction that it applies to', a, b, c);
    }
  }

  // ── Failure ─────────────────────────────────────────────────────────────────────────────────────────────────

  private fail(reason: string, a: Op, b: Op, c: Op, kind = AsmError): never {
    this.usePrefix(0);
    const name = this.instruction?.name ?? 'data';
    throw new kind(
      reason,
      instructionText(name, [a, b, c] as AnyOperand[]),
      this.placeOf(this.index, this.pos),
    );
  }

  private full(start: number, fixups: number, a: Op, b: Op, c: Op): never {
    this.fixupCount = fixups;
    const needed = this.pos - start;
    this.pos = start;
    // A branch that did not fit must not be relaxed.
    const { fragments } = this;
    if (fragments.count > 0 && fragments.offset[fragments.count - 1]! > start) fragments.count--;
    const reason = `the buffer of ${this.bytes.length} bytes is full: ${needed} bytes do not fit`;
    this.fail(reason, a, b, c, BufferFullError);
  }

  protected override rexClash(a: Op, b: Op): never {
    return this.fail(
      'ah, ch, dh and bh cannot be used in an instruction that needs a REX prefix',
      a,
      b,
      undefined,
    );
  }

  /** Why no form takes the operands. */
  private whyNot(a: Op, b: Op, c: Op): string {
    for (const op of [a, b, c]) {
      if (op !== undefined && classOf(op) < 0) return `${String(op)} is no operand`;
      if (typeof op === 'number' && !Number.isSafeInteger(op)) return `${op} is not a safe integer`;
    }
    const first = this.instruction!.table[(classOf(a) << 4) | classOf(b)]!;
    return first === NO_FORM
      ? 'no form takes these operands'
      : 'no form takes these operands: an immediate out of range?';
  }
}

const named = (name: string): Instruction => instructions.find((i) => i.name === name)!;
const MOV = named('mov');
const JMP = named('jmp');

for (const instruction of instructions) Assembler.defineMethod(instruction.name, instruction);
for (const [alias, name] of Object.entries(aliases)) Assembler.defineMethod(alias, named(name));
