/**
 * The table as the encoder reads it: one object of small integers per form, made per instruction on first use.
 */
import { OperandClass as C } from './operands.js';
import { groups, rowCount, rowsOf } from './table/index.js';
import type { OperandKind, Row } from './table/row.js';

/** In place of an operand's number: no operand has this role. */
export const NONE = 3;

/** How an immediate is judged and written. */
export enum ImmKind {
  None,
  /** A byte, signed or unsigned. */
  Imm8,
  /** A byte that sign-extends to the operand's size. */
  Imm8s16,
  Imm8s32,
  Imm8s64,
  Imm16,
  Imm32,
  Imm32s64,
  Imm64,
  One,
  /** A branch target. */
  Rel8,
  Rel32,
}

/** Forms that can be put together from words, and the rest. */
export enum Layout {
  General,
  /** Register, ModRM operand, nothing else to look at. */
  RegRm,
  /** ModRM operand, register, nothing else to look at. */
  RmReg,
  /** Head, ModRM operand, up to 32 bits of immediate. */
  ModRm,
  /** Head with the register added to the opcode, up to 32 bits of immediate. */
  Plus,
  /** Head alone, or with an immediate. */
  Plain,
}

/**
 * One form. All objects have one hidden class and only small integers and links, so that reading a fact is one
 * load; typed arrays reached through a module would cost several.
 */
export class Form {
  // First, and so together in memory, what is read for every instruction.
  /** How the encoder may go about it: see `Layout`. */
  layout: Layout = Layout.General;
  /** 8 for REX.W, else 0. */
  rex = 0;
  /** Whether classes alone do not decide: an immediate, a certain register, a third operand. */
  check = false;
  /** Prefix, escape and opcode as a little-endian word, without REX and with room for it, and its length. */
  head = 0;
  headWithRex = 0;
  headBytes = 0;
  headBits = 0;
  /** Where REX goes in `headWithRex`: 0 or 8. */
  rexShift = 0;
  /** ModRM.reg where no operand is encoded there. */
  digit = 0;
  immBytes = 0;
  /** The numbers that the immediate takes, where `immNext` leads from form to form. */
  immMin = 0;
  immMax = -1;
  /** The next form with the same first operand and an immediate. */
  immNext: Form | undefined = undefined;
  /** The register number that operand 0, 1, 2 must have, or −1. */
  fixed0 = -1;
  fixed1 = -1;
  fixed2 = -1;
  /** The sets of classes that operand 0, 1, 2 may have. */
  accept0 = 1;
  accept1 = 1;
  accept2 = 1;
  /** Which operand (0–2, or NONE) is ModRM.reg, ModRM.rm, VEX.vvvv, added to the opcode, the immediate. */
  regAt = NONE;
  rmAt = NONE;
  vAt = NONE;
  plusAt = NONE;
  immAt = NONE;
  immKind: ImmKind = ImmKind.None;

  opcode = 0;
  /** The second opcode byte, or −1. */
  opcode2 = -1;
  /** The mandatory prefix, or 0. */
  prefix = 0;
  /** 0x66 where 16-bit operands need it, else 0. */
  size16 = 0;
  vex = false;
  map = 0;
  modrm = false;
  /** Whether an operand may be an 8-bit register, with what that means for REX. */
  byte = false;
  lock = false;
  rep = false;
  repne = false;
  /** The instruction's next form. */
  next: Form | undefined = undefined;

  constructor(
    /** The row's id; −1 for no form at all. */
    readonly id: number,
    readonly instruction: Instruction | undefined,
  ) {}
}

/** What a dispatch table holds where no form takes the operands. */
export const NO_FORM = new Form(-1, undefined);

/** One instruction: its forms, found by the classes of the first two operands. */
export class Instruction {
  /** `class0 << 4 | class1` → the first form that takes them, or `NO_FORM`. Empty until `prepare`. */
  readonly table: Form[] = [];
  readonly forms: Form[] = [];
  /** Whether it is a branch that has a short and a near form. */
  relaxable = false;

  constructor(
    readonly index: number,
    readonly name: string,
  ) {}
}

export const instructions: readonly Instruction[] = groups.map((g, i) => new Instruction(i, g.name));

/** The range of plain numbers that a kind of immediate takes; those that wrap around are left to `immediateFits`. */
function rangeOf(kind: ImmKind): readonly [number, number] {
  switch (kind) {
    case ImmKind.Imm8:
      return [-0x80, 0xff];
    case ImmKind.Imm8s16:
    case ImmKind.Imm8s32:
    case ImmKind.Imm8s64:
      return [-0x80, 0x7f];
    case ImmKind.Imm16:
      return [-0x8000, 0xffff];
    case ImmKind.Imm32:
    case ImmKind.Imm32s64:
      return [-0x8000_0000, 0x7fff_ffff];
    case ImmKind.One:
      return [1, 1];
    default:
      return [0, -1];
  }
}

const bit = (...classes: C[]): number => classes.reduce((set, c) => set | (1 << c), 0);
const BYTE_REGISTERS = bit(C.Gp8, C.Gp8High);
const ANY_MEMORY = bit(C.Mem, C.Mem8, C.Mem16, C.Mem32, C.Mem64, C.Mem128);
const TARGET = bit(C.Label, C.Symbol, C.Imm);

interface KindFacts {
  readonly accept: number;
  readonly role?: 'reg' | 'rm' | 'v' | 'imm' | 'fixed';
  readonly imm?: ImmKind;
  readonly register?: number;
}

/** What each operand kind accepts and where it is encoded. */
export const KINDS: Readonly<Record<OperandKind, KindFacts>> = {
  r8: { accept: BYTE_REGISTERS, role: 'reg' },
  r16: { accept: bit(C.Gp16), role: 'reg' },
  r32: { accept: bit(C.Gp32), role: 'reg' },
  r64: { accept: bit(C.Gp64), role: 'reg' },
  v32: { accept: bit(C.Gp32), role: 'v' },
  v64: { accept: bit(C.Gp64), role: 'v' },
  rm8: { accept: BYTE_REGISTERS | bit(C.Mem8), role: 'rm' },
  rm16: { accept: bit(C.Gp16, C.Mem16), role: 'rm' },
  rm32: { accept: bit(C.Gp32, C.Mem32), role: 'rm' },
  rm64: { accept: bit(C.Gp64, C.Mem64), role: 'rm' },
  r32m16: { accept: bit(C.Gp32, C.Mem16), role: 'rm' },
  m: { accept: ANY_MEMORY, role: 'rm' },
  m16: { accept: bit(C.Mem16), role: 'rm' },
  m32: { accept: bit(C.Mem32), role: 'rm' },
  m64: { accept: bit(C.Mem64), role: 'rm' },
  m128: { accept: bit(C.Mem128), role: 'rm' },
  x: { accept: bit(C.Xmm), role: 'reg' },
  xr: { accept: bit(C.Xmm), role: 'rm' },
  xm32: { accept: bit(C.Xmm, C.Mem32), role: 'rm' },
  xm64: { accept: bit(C.Xmm, C.Mem64), role: 'rm' },
  xm128: { accept: bit(C.Xmm, C.Mem128), role: 'rm' },
  al: { accept: bit(C.Gp8), role: 'fixed', register: 0 },
  ax: { accept: bit(C.Gp16), role: 'fixed', register: 0 },
  eax: { accept: bit(C.Gp32), role: 'fixed', register: 0 },
  rax: { accept: bit(C.Gp64), role: 'fixed', register: 0 },
  cl: { accept: bit(C.Gp8), role: 'fixed', register: 1 },
  one: { accept: bit(C.Imm), role: 'fixed', imm: ImmKind.One },
  imm8: { accept: bit(C.Imm), role: 'imm', imm: ImmKind.Imm8 },
  imm8s16: { accept: bit(C.Imm), role: 'imm', imm: ImmKind.Imm8s16 },
  imm8s32: { accept: bit(C.Imm), role: 'imm', imm: ImmKind.Imm8s32 },
  imm8s64: { accept: bit(C.Imm), role: 'imm', imm: ImmKind.Imm8s64 },
  imm16: { accept: bit(C.Imm), role: 'imm', imm: ImmKind.Imm16 },
  imm32: { accept: bit(C.Imm), role: 'imm', imm: ImmKind.Imm32 },
  imm32s64: { accept: bit(C.Imm), role: 'imm', imm: ImmKind.Imm32s64 },
  imm64: { accept: bit(C.Imm, C.Label, C.Symbol), role: 'imm', imm: ImmKind.Imm64 },
  rel8: { accept: TARGET, role: 'imm', imm: ImmKind.Rel8 },
  rel32: { accept: TARGET, role: 'imm', imm: ImmKind.Rel32 },
};

function pack(row: Row, instruction: Instruction): Form {
  const e = row.encoding;
  const form = new Form(row.id, instruction);
  form.opcode = e.opcode;
  form.opcode2 = e.opcode2;
  form.prefix = e.prefix;
  form.size16 = e.operandSize16 ? 0x66 : 0;
  form.rex = e.rexW ? 8 : 0;
  form.vex = e.vex;
  form.map = e.map;
  form.modrm = e.modrm;
  form.digit = Math.max(e.digit, 0);
  form.immBytes = e.immediateBytes;
  form.lock = row.lock;
  form.rep = row.rep || row.repe;
  form.repne = row.repe;
  form.check = row.operands.length > 2;
  const accept = [1, 1, 1];
  const fixed = [-1, -1, -1];
  row.operands.forEach((operand, i) => {
    const facts = KINDS[operand.kind];
    accept[i] = facts.accept;
    if (facts.accept & BYTE_REGISTERS) form.byte = true;
    if (facts.register !== undefined) {
      fixed[i] = facts.register;
      form.check = true;
    }
    if (facts.imm !== undefined) {
      // `enter` alone has two immediates: the encoder knows the second.
      if (form.immAt === NONE) {
        form.immAt = i;
        form.immKind = facts.imm;
      }
      form.check = true;
    }
    if (facts.role === 'reg' && e.plusRegister) form.plusAt = i;
    else if (facts.role === 'reg') form.regAt = i;
    else if (facts.role === 'rm') form.rmAt = i;
    else if (facts.role === 'v') form.vAt = i;
  });
  layOut(form);
  [form.immMin, form.immMax] = rangeOf(form.immKind);
  [form.accept0, form.accept1, form.accept2] = accept as [number, number, number];
  [form.fixed0, form.fixed1, form.fixed2] = fixed as [number, number, number];
  return form;
}

/** Prepares the words that `Layout` speaks of, where they suffice. */
function layOut(form: Form): void {
  const prefix = form.size16 || form.prefix;
  const general =
    form.vex ||
    form.map > 1 ||
    form.opcode2 >= 0 ||
    (form.size16 !== 0 && form.prefix !== 0) ||
    form.immBytes === 8 ||
    form.immBytes === 3 ||
    form.immKind >= ImmKind.Rel8 ||
    // `xchg` with both operands in one byte, and operands that only the general encoder looks for.
    (form.plusAt !== NONE && form.fixed0 >= 0);
  if (general) return;
  form.layout = form.rmAt !== NONE ? Layout.ModRm : form.plusAt !== NONE ? Layout.Plus : Layout.Plain;
  if (!form.check && form.regAt === 0 && form.rmAt === 1) form.layout = Layout.RegRm;
  if (!form.check && form.rmAt === 0 && form.regAt === 1) form.layout = Layout.RmReg;
  const tail = form.map === 1 ? [0x0f, form.opcode] : [form.opcode];
  const bytes = prefix === 0 ? tail : [prefix, ...tail];
  const withRex = prefix === 0 ? [0, ...tail] : [prefix, 0, ...tail];
  const word = (list: readonly number[]): number => list.reduceRight((sum, byte) => (sum << 8) | byte, 0);
  form.head = word(bytes);
  form.headWithRex = word(withRex);
  form.headBytes = bytes.length;
  form.headBits = 8 * bytes.length;
  form.rexShift = prefix === 0 ? 0 : 8;
}

/** Packs the rows of an instruction and builds its dispatch table. */
export function prepare(instruction: Instruction): Form[] {
  const { table, forms, index } = instruction;
  if (table.length > 0) return table;
  forms.push(...rowsOf(index).map((row) => pack(row, instruction)));
  instruction.relaxable =
    forms.length > 1 && forms[0]!.immKind === ImmKind.Rel8 && forms[1]!.immKind === ImmKind.Rel32;
  for (let key = 0; key < 256; key++) table.push(NO_FORM);
  // In reverse, so that the first row that accepts a pair of classes stands.
  for (let k = forms.length - 1; k >= 0; k--) {
    const form = forms[k]!;
    form.next = forms[k + 1];
    if (form.immAt === 1) {
      form.immNext = forms.find(
        (f, i) => i > k && f.immAt === 1 && f.accept2 === 1 && (f.accept0 & form.accept0) !== 0,
      );
    }
    for (let c0 = 0; c0 < 16; c0++) {
      if (((form.accept0 >> c0) & 1) === 0) continue;
      for (let c1 = 0; c1 < 16; c1++) {
        if ((form.accept1 >> c1) & 1) table[(c0 << 4) | c1] = form;
      }
    }
  }
  return table;
}

const byId: (Form | undefined)[] = new Array(rowCount).fill(undefined);

/** The form of a row. @throws RangeError if the table has no such row. */
export function formOf(id: number): Form {
  if (byId[0] === undefined) {
    for (const instruction of instructions) {
      prepare(instruction);
      for (const form of instruction.forms) byId[form.id] = form;
    }
  }
  const form = byId[id];
  if (form === undefined) throw new RangeError(`the table has no row ${id}`);
  return form;
}

export function rowOf(form: Form): Row {
  const { index, forms } = form.instruction!;
  return rowsOf(index)[form.id - forms[0]!.id]!;
}
