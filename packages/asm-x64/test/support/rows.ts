/** The rows beside iced-x86's codes, and sample operands for each operand kind. */
import type { Code } from 'iced-x86';
import type { IcedBuilder } from '../../src/iced-operands.js';
import {
  allRows,
  byte,
  dword,
  gp8,
  gp8High,
  gp16,
  gp32,
  gp64,
  type MemAny,
  type OperandKind,
  ptr,
  qword,
  type Row,
  word,
  xmm,
  xmmword,
} from '../../src/index.js';
import type { Operand } from '../../src/operands.js';

const KIND_NAMES: Partial<Record<OperandKind, string>> = {
  r8: 'r8_reg',
  r16: 'r16_reg',
  r32: 'r32_reg',
  r64: 'r64_reg',
  v32: 'r32_vvvv',
  v64: 'r64_vvvv',
  rm8: 'r8_or_mem',
  rm16: 'r16_or_mem',
  rm32: 'r32_or_mem',
  rm64: 'r64_or_mem',
  r32m16: 'r32_or_mem',
  m: 'mem',
  m16: 'mem',
  m32: 'mem',
  m64: 'mem',
  m128: 'mem',
  x: 'xmm_reg',
  xr: 'xmm_rm',
  xm32: 'xmm_or_mem',
  xm64: 'xmm_or_mem',
  xm128: 'xmm_or_mem',
  one: 'imm8_const_1',
  imm8s16: 'imm8sex16',
  imm8s32: 'imm8sex32',
  imm8s64: 'imm8sex64',
  imm32s64: 'imm32sex64',
  rel8: 'br64_1',
  rel32: 'br64_4',
};

const opcodeTokens = (text: string): string =>
  text
    .split(' ')
    .filter((t) => !['o32', 'o64', 'a64', 'NP'].includes(t))
    .join(' ')
    // The letter only repeats the operand's size.
    .replace(/\+r[bwdo]/, '+r');

/** iced-x86's code for each row; `swapped` where the table also has the operands the other way round. */
export interface Pairing {
  readonly row: Row;
  readonly code: Code;
  readonly swapped: boolean;
}

export function pairRows(builder: IcedBuilder): Pairing[] {
  const { iced } = builder;
  return allRows().map((row) => {
    const kinds = row.operands.map((o) => {
      const name = KIND_NAMES[o.kind] ?? o.kind;
      return row.encoding.plusRegister ? name.replace(/^(r\d+)_reg$/, '$1_opcode') : name;
    });
    const find = (wanted: string): Code[] =>
      builder.codes(row.name).filter((code) => {
        const info = iced.CodeExt.opCode(code);
        const theirs = Array.from({ length: info.opCount }, (_, i) => iced.OpCodeOperandKind[info.opKind(i)]);
        // String instructions and xlatb name their memory there, and not here.
        const same =
          theirs.join() === wanted ||
          (kinds.length === 0 && theirs.every((k) => /^(es_rDI|seg_r|[re]?a[xl]$)/.test(k!)));
        return same && opcodeTokens(info.opCodeString) === opcodeTokens(row.opcodes);
      });
    let found = find(kinds.join());
    const swapped = found.length === 0 && kinds.length === 2;
    if (swapped) found = find(kinds.slice().reverse().join());
    // 16-bit branches are another mode of the same opcode; sizes without o16 differ only in REX.W.
    if (found.length > 1) {
      const w = (c: Code): boolean => /\bo64\b/.test(iced.CodeExt.opCode(c).opCodeString);
      const exact = found.filter((c) => w(c) === /\bo64\b/.test(row.opcodes));
      if (exact.length === 1) found = exact;
    }
    if (found.length !== 1) {
      throw new Error(
        `${row.name} ${kinds.join(', ')} | ${row.opcodes}: ${found.length} codes (${found.map((c) => iced.Code[c])})`,
      );
    }
    return { row, code: found[0]!, swapped };
  });
}

type Any = Operand | number | bigint;
const regs = (list: readonly unknown[]): Any[] => list as Any[];

/** Addresses of every shape: each base, each index and scale, displacements at their limits. */
export function addresses(make: (...args: never[]) => MemAny): Any[] {
  const m = make as unknown as typeof ptr;
  const list: unknown[] = [];
  for (const base of gp64) {
    for (const disp of [0, 1, -128, 127, 128, -129, 0x7fff_ffff, -0x8000_0000]) list.push(m(base, disp));
  }
  for (const index of gp64) {
    if (index.name === 'rsp') continue;
    list.push(
      m(gp64[3]!, index, 1, 0),
      m(gp64[13]!, index, 2, -1),
      m(gp64[5]!, index, 4, 0),
      m(gp64[4]!, index, 8, 0x1234),
    );
    list.push(m(null, index, 8, 0), m(null, index, 1, -0x8000_0000));
  }
  list.push(m(0), m(0x7fff_ffff), m(-0x8000_0000));
  return list as Any[];
}

const IMMEDIATES: Partial<Record<OperandKind, Any[]>> = {
  one: [1],
  imm8: [0, 1, 127, -128, 255],
  imm8s16: [0, 1, 127, -128, 0xffff, 0xff80],
  imm8s32: [0, 1, 127, -128, 0xffff_ffff, 0xffff_ff80],
  imm8s64: [0, 1, 127, -128],
  imm16: [0, 1, 127, 128, -129, 0x7fff, -0x8000, 0xffff],
  imm32: [0, 1, 127, 128, -129, 0x7fff_ffff, -0x8000_0000, 0xffff_ffff],
  imm32s64: [0, 1, 127, 128, -129, 0x7fff_ffff, -0x8000_0000],
  imm64: [
    0,
    1,
    -1,
    0x7fff_ffff,
    0x8000_0000,
    2 ** 53 - 1,
    -(2 ** 53 - 1),
    2n ** 63n - 1n,
    -(2n ** 63n),
    2n ** 64n - 1n,
  ],
};

/** Every register, address shape and limit value of an operand kind. Branch targets are offsets. */
export function samples(kind: OperandKind, origin: number): readonly Any[] {
  const bytes = regs([...gp8, ...gp8High]);
  switch (kind) {
    case 'r8':
      return bytes;
    case 'r16':
      return regs(gp16);
    case 'r32':
    case 'v32':
      return regs(gp32);
    case 'r64':
    case 'v64':
      return regs(gp64);
    case 'rm8':
      return [...bytes, ...addresses(byte)];
    case 'rm16':
      return [...regs(gp16), ...addresses(word)];
    case 'rm32':
      return [...regs(gp32), ...addresses(dword)];
    case 'rm64':
      return [...regs(gp64), ...addresses(qword)];
    case 'r32m16':
      return [...regs(gp32), ...addresses(word)];
    case 'm':
      return addresses(ptr);
    case 'm16':
      return addresses(word);
    case 'm32':
      return addresses(dword);
    case 'm64':
      return addresses(qword);
    case 'm128':
      return addresses(xmmword);
    case 'x':
    case 'xr':
      return regs(xmm);
    case 'xm32':
      return [...regs(xmm), ...addresses(dword)];
    case 'xm64':
      return [...regs(xmm), ...addresses(qword)];
    case 'xm128':
      return [...regs(xmm), ...addresses(xmmword)];
    case 'al':
      return [gp8[0] as unknown as Operand];
    case 'ax':
      return [gp16[0] as unknown as Operand];
    case 'eax':
      return [gp32[0] as unknown as Operand];
    case 'rax':
      return [gp64[0] as unknown as Operand];
    case 'cl':
      return [gp8[1] as unknown as Operand];
    case 'rel8':
      return [origin, origin + 100, origin - 100];
    case 'rel32':
      return [origin, origin + 0x1000_0000, origin - 0x1000_0000];
    default:
      return IMMEDIATES[kind]!;
  }
}

/** Whether no encoding exists: `xchg eax,eax` as 90, or ah–bh and a REX prefix at once. */
export function clashes(row: Row, operands: readonly Any[]): boolean {
  if (row.opcodes === 'o32 90+rd' && operands.every((o) => (o as Operand).name === 'eax')) return true;
  const high = operands.some((o) => typeof o === 'object' && ['ah', 'ch', 'dh', 'bh'].includes(o.name));
  if (!high) return false;
  if (row.encoding.rexW) return true;
  return operands.some(
    (o) =>
      typeof o === 'object' &&
      (o.name === '' || o.cls >= 7
        ? o.base > 7 || o.index > 7
        : o.code > 7 || ['spl', 'bpl', 'sil', 'dil'].includes(o.name)),
  );
}
