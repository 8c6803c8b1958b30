/** Random operands for a row. */
import {
  byte,
  dword,
  fs,
  gp8,
  gp8High,
  gp16,
  gp32,
  gp64,
  gs,
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
import type { Random } from './random.js';

export type Any = Operand | number | bigint;

const SIZED: Readonly<Record<string, typeof ptr>> = {
  '': ptr,
  8: byte as unknown as typeof ptr,
  16: word as unknown as typeof ptr,
  32: dword as unknown as typeof ptr,
  64: qword as unknown as typeof ptr,
  128: xmmword as unknown as typeof ptr,
};
const INDEXES = gp64.filter((r) => r.name !== 'rsp');
const SCALES = [1, 2, 4, 8] as const;

function displacement(random: Random): number {
  switch (random.below(4)) {
    case 0:
      return 0;
    case 1:
      return (random.next() << 24) >> 24;
    case 2:
      return random.next() >> random.below(32);
    default:
      return random.pick([-128, 127, 128, -129, 0x7fff_ffff, -0x8000_0000]);
  }
}

export function randomMemory(random: Random, size: string): Any {
  const make = SIZED[size]!;
  const disp = displacement(random);
  let m: MemAny;
  switch (random.below(8)) {
    case 0:
      m = make(disp);
      break;
    case 1:
    case 2:
    case 3:
      m = make(random.pick(gp64), disp);
      break;
    case 4:
      m = make(null, random.pick(INDEXES), random.pick(SCALES), disp);
      break;
    default:
      m = make(random.pick(gp64), random.pick(INDEXES), random.pick(SCALES), disp);
  }
  if (random.chance(32)) m = random.chance(2) ? fs(m) : gs(m);
  return m as unknown as Operand;
}

const REGISTERS: Readonly<Record<string, readonly unknown[]>> = {
  8: [...gp8, ...gp8High],
  16: gp16,
  32: gp32,
  64: gp64,
};

function immediate(random: Random, bits: number, unsigned: boolean): number {
  const value = random.chance(4)
    ? random.pick([0, 1, -1, 127, -128, 0x7fff_ffff, -0x8000_0000])
    : random.next();
  const narrow = (value << (32 - bits)) >> (32 - bits);
  return unsigned && random.chance(2) ? (narrow >>> 0) & (bits === 32 ? -1 : (1 << bits) - 1) : narrow;
}

/** A random operand of a kind. Branch targets lie around `origin`. */
export function randomOperand(random: Random, kind: OperandKind, origin: number): Any {
  const [, stem, size] = /^([a-z]+?)(\d*)$/.exec(kind) ?? ['', kind, ''];
  switch (stem) {
    case 'r':
    case 'v':
      return random.pick(REGISTERS[size!]!) as Operand;
    case 'rm':
      return random.chance(2) ? (random.pick(REGISTERS[size!]!) as Operand) : randomMemory(random, size!);
    case 'm':
      return randomMemory(random, size!);
    case 'x':
    case 'xr':
      return random.pick(xmm) as unknown as Operand;
    case 'xm':
      return random.chance(2) ? (random.pick(xmm) as unknown as Operand) : randomMemory(random, size!);
  }
  switch (kind) {
    case 'r32m16':
      return random.chance(2) ? (random.pick(gp32) as unknown as Operand) : randomMemory(random, '16');
    case 'al':
      return gp8[0] as unknown as Operand;
    case 'ax':
      return gp16[0] as unknown as Operand;
    case 'eax':
      return gp32[0] as unknown as Operand;
    case 'rax':
      return gp64[0] as unknown as Operand;
    case 'cl':
      return gp8[1] as unknown as Operand;
    case 'one':
      return 1;
    case 'imm8':
      return immediate(random, 8, true);
    case 'imm8s16':
    case 'imm8s32':
    case 'imm8s64':
      return immediate(random, 8, false);
    case 'imm16':
      return immediate(random, 16, true);
    case 'imm32': {
      const value = immediate(random, 32, false);
      return random.chance(2) ? value >>> 0 : value;
    }
    case 'imm32s64':
      return immediate(random, 32, false);
    case 'imm64':
      return random.bigint();
    case 'rel8':
      return origin + random.below(250) - 120;
    case 'rel32':
      return origin + ((random.next() >> random.below(16)) >> 1);
    default:
      throw new Error(`no random ${kind}`);
  }
}

export function randomOperands(random: Random, row: Row, origin: number): Any[] {
  return row.operands.map((o) => randomOperand(random, o.kind, origin));
}
