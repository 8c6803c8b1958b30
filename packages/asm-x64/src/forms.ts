/**
 * The table as the encoder reads it: a form's facts packed into integers, filled per instruction on first use.
 *
 * `HEAD[f]`  0–7 opcode, 8–15 mandatory prefix, 16–17 map, then the `H_…` bits, 24–26 digit
 * `ROLES[f]` which operand (0–2, 3 for none) is ModRM.reg (0–1), ModRM.rm (2–3), VEX.vvvv (4–5), added to the
 *            opcode (6–7), the immediate (8–9); bytes of immediate in 10–13; kind of immediate in 16–19;
 *            register number demanded of operand 0, 1, 2, plus one, in 20–22, 23–25, 26–28
 * `ACCEPT[3 * f + i]` the set of operand classes that operand i may have
 */
import { OperandClass as C } from './operands.js';
import { groups, rowCount, rowsOf } from './table/index.js';
import type { OperandKind, Row } from './table/row.js';

export const H_O16 = 1 << 18;
export const H_W = 1 << 19;
export const H_VEX = 1 << 20;
export const H_OPCODE2 = 1 << 21;
export const H_MODRM = 1 << 22;
export const H_BYTE = 1 << 23;
export const H_LOCK = 1 << 27;
export const H_REP = 1 << 28;
export const H_REPE = 1 << 29;
/** The first candidate is not certain to fit: an immediate, a register or a third operand must be looked at. */
export const H_CHECK = 1 << 30;

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

export const HEAD = new Int32Array(rowCount);
export const ROLES = new Int32Array(rowCount);
export const OPCODE2 = new Uint8Array(rowCount);
export const ACCEPT = new Int32Array(3 * rowCount);
/** The instruction (index in `groups`) of each form. */
export const GROUP_OF = new Int16Array(rowCount);

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

function pack(row: Row, group: number): void {
  const f = row.id;
  const e = row.encoding;
  const roles = { reg: NONE, rm: NONE, v: NONE, plus: NONE, imm: NONE };
  let immKind: ImmKind = ImmKind.None;
  let fixed = 0;
  let bytes = 0;
  let check = row.operands.length > 2 ? H_CHECK : 0;
  row.operands.forEach((operand, i) => {
    const facts = KINDS[operand.kind];
    ACCEPT[3 * f + i] = facts.accept;
    if (facts.accept & BYTE_REGISTERS) bytes = H_BYTE;
    if (facts.register !== undefined) fixed |= (facts.register + 1) << (20 + 3 * i);
    if (facts.imm !== undefined) {
      // `enter` alone has two immediates: the second is written by hand.
      immKind ||= facts.imm;
      if (roles.imm === NONE) roles.imm = i;
      check = H_CHECK;
    }
    if (facts.register !== undefined) check = H_CHECK;
    if (facts.role === 'reg') roles[e.plusRegister ? 'plus' : 'reg'] = i;
    else if (facts.role === 'rm' || facts.role === 'v') roles[facts.role] = i;
  });
  for (let i = row.operands.length; i < 3; i++) ACCEPT[3 * f + i] = bit(C.None);
  HEAD[f] =
    e.opcode |
    (e.prefix << 8) |
    (e.map << 16) |
    (e.operandSize16 ? H_O16 : 0) |
    (e.rexW ? H_W : 0) |
    (e.vex ? H_VEX : 0) |
    (e.opcode2 >= 0 ? H_OPCODE2 : 0) |
    (e.modrm ? H_MODRM : 0) |
    bytes |
    (Math.max(e.digit, 0) << 24) |
    (row.lock ? H_LOCK : 0) |
    (row.rep ? H_REP : 0) |
    (row.repe ? H_REPE : 0) |
    check;
  ROLES[f] =
    roles.reg |
    (roles.rm << 2) |
    (roles.v << 4) |
    (roles.plus << 6) |
    (roles.imm << 8) |
    (e.immediateBytes << 10) |
    (immKind << 16) |
    fixed;
  if (e.opcode2 >= 0) OPCODE2[f] = e.opcode2;
  GROUP_OF[f] = group;
}

/** Per instruction: the first form for the classes of the first two operands, `class0 << 4 | class1`, or −1. */
export const DISPATCH: (Int16Array | undefined)[] = new Array(groups.length).fill(undefined);
/** Per instruction: one past its last form. */
export const FORMS_END = new Int16Array(groups.length);

/** Packs the rows of an instruction and builds its dispatch table. */
export function prepare(group: number): Int16Array {
  const known = DISPATCH[group];
  if (known !== undefined) return known;
  const rows = rowsOf(group);
  const table = new Int16Array(256).fill(-1);
  // In reverse, so that the first row that accepts a pair of classes stands.
  for (let k = rows.length - 1; k >= 0; k--) {
    const row = rows[k]!;
    pack(row, group);
    for (let c0 = 0; c0 < 16; c0++) {
      if (((ACCEPT[3 * row.id]! >> c0) & 1) === 0) continue;
      for (let c1 = 0; c1 < 16; c1++) {
        if ((ACCEPT[3 * row.id + 1]! >> c1) & 1) table[(c0 << 4) | c1] = row.id;
      }
    }
  }
  FORMS_END[group] = rows[0]!.id + rows.length;
  return (DISPATCH[group] = table);
}

const idToGroup = new Int16Array(rowCount).fill(-1);

/** The instruction that a form belongs to, prepared. */
export function groupOfForm(id: number): number {
  if (idToGroup[id]! < 0) {
    for (let g = 0; g < groups.length; g++) for (const row of rowsOf(g)) idToGroup[row.id] = g;
  }
  const group = idToGroup[id]!;
  prepare(group);
  return group;
}

export function rowOfForm(id: number): Row {
  const rows = rowsOf(groupOfForm(id));
  return rows[id - rows[0]!.id]!;
}
