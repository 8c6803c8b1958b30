/**
 * A decoder for the forms of the table: what the assembler writes, this reads. It serves the emulator; listings
 * use iced-x86, which knows every instruction.
 */
import { KINDS } from './forms.js';
import { OperandClass as C, NO_REGISTER, Operand, RIP } from './operands.js';
import { gp8, gp8High, gp16, gp32, gp64, xmm } from './registers.js';
import { allRows } from './table/index.js';
import type { OperandKind, Row } from './table/row.js';

/** An instruction read from bytes. */
export interface Decoded {
  readonly row: Row;
  /** Registers and memory; immediates as signed numbers, 64-bit ones as bigints; branch targets as addresses. */
  readonly operands: readonly (Operand | number | bigint)[];
  /** In bytes. */
  readonly length: number;
  /** 0xF0 for lock, 0xF3 or 0xF2 for a repeated string instruction, else 0. */
  readonly prefix: number;
}

/** The registers as plain operands, by class and number. */
const BANKS = { 8: gp8, 16: gp16, 32: gp32, 64: gp64 } as unknown as Readonly<
  Record<number, readonly Operand[]>
>;
const HIGH = gp8High as unknown as readonly Operand[];
const XMM = xmm as unknown as readonly Operand[];
const MEMORY: Readonly<Record<number, C>> = {
  0: C.Mem,
  8: C.Mem8,
  16: C.Mem16,
  32: C.Mem32,
  64: C.Mem64,
  128: C.Mem128,
};

/** The size of an operand kind in bits: of its memory, where it may be memory; 0 where it has none. */
export function bitsOf(kind: OperandKind): number {
  const named = { al: 8, cl: 8, ax: 16, eax: 32, rax: 64, x: 128, xr: 128, r32m16: 16 } as Record<
    string,
    number
  >;
  return named[kind] ?? Number(/\d*$/.exec(kind)![0]);
}

/** Rows by `vex << 10 | map << 8 | opcode`. */
let index: (Row[] | undefined)[] | undefined;

function buildIndex(): (Row[] | undefined)[] {
  const built: (Row[] | undefined)[] = [];
  for (const row of allRows()) {
    const e = row.encoding;
    for (let r = 0; r < (e.plusRegister ? 8 : 1); r++) {
      const key = ((e.vex ? 1 : 0) << 10) | (e.map << 8) | (e.opcode + r);
      (built[key] ??= []).push(row);
    }
  }
  // A second opcode byte is more particular than a ModRM byte.
  for (const rows of built) rows?.sort((a, b) => b.encoding.opcode2 - a.encoding.opcode2);
  return built;
}

/** What has been read before the operands. */
interface Head {
  readonly has66: boolean;
  readonly rep: number;
  readonly lock: boolean;
  readonly w: boolean;
  readonly rex: number;
  readonly hasRex: boolean;
  readonly opcode: number;
  readonly next: number;
}

function matches(row: Row, h: Head, after: number): boolean {
  const e = row.encoding;
  if (e.rexW !== h.w) return false;
  if (e.prefix === 0x66 ? !h.has66 : e.operandSize16 !== h.has66) return false;
  if (e.prefix === 0xf2 || e.prefix === 0xf3) {
    if (h.rep !== e.prefix) return false;
  } else if (h.rep !== 0 && !(h.rep === 0xf3 ? row.rep || row.repe : row.repe)) return false;
  if (h.lock && !row.lock) return false;
  if (e.opcode2 >= 0) return after === e.opcode2;
  if (e.digit >= 0 && ((after >> 3) & 7) !== e.digit) return false;
  if (e.modrm) {
    const rm = row.operands.find((o) => KINDS[o.kind].role === 'rm')!;
    const memory = after >> 6 !== 3;
    if (memory ? rm.kind === 'xr' : /^m\d*$/.test(rm.kind)) return false;
  }
  // 90 without a register number above 0 is `nop`, or with F3 `pause`.
  if (e.plusRegister && (h.opcode & 0xf8) === 0x90 && !h.w && !h.has66)
    return (h.opcode & 7) + 8 * (h.rex & 1) !== 0;
  return true;
}

/**
 * Reads the instruction at `bytes[at]`, whose address is `ip`. Undefined if it is none of the table, or cut off.
 */
export function decode(bytes: Uint8Array, at: number, ip: bigint): Decoded | undefined {
  index ??= buildIndex();
  let p = at;
  let has66 = false;
  let rep = 0;
  let lock = false;
  let segment = 0;
  for (; ; p++) {
    const b = bytes[p];
    if (b === 0x66) has66 = true;
    else if (b === 0xf2 || b === 0xf3) rep = b;
    else if (b === 0xf0) lock = true;
    else if (b === 0x64 || b === 0x65) segment = b;
    else break;
  }
  let rex = 0;
  let hasRex = false;
  let vvvv = 0;
  let map = 0;
  let vex = false;
  if ((bytes[p]! & 0xf0) === 0x40) {
    rex = bytes[p++]! & 15;
    hasRex = true;
  } else if (bytes[p] === 0xc4) {
    vex = true;
    rex = (~bytes[p + 1]! >> 5) & 7;
    map = bytes[p + 1]! & 31;
    rex |= (bytes[p + 2]! >> 4) & 8;
    vvvv = (~bytes[p + 2]! >> 3) & 15;
    const pp = bytes[p + 2]! & 3;
    has66 = pp === 1;
    rep = pp === 2 ? 0xf3 : pp === 3 ? 0xf2 : 0;
    p += 3;
  }
  if (!vex && bytes[p] === 0x0f) {
    map = 1;
    p++;
    if (bytes[p] === 0x38 || bytes[p] === 0x3a) map = bytes[p++] === 0x38 ? 2 : 3;
  }
  const opcode = bytes[p++]!;
  const head: Head = { has66, rep, lock, w: (rex & 8) !== 0, rex, hasRex, opcode, next: p };
  const row = index[((vex ? 1 : 0) << 10) | (map << 8) | opcode]?.find((r) => matches(r, head, bytes[p]!));
  if (row === undefined) return undefined;
  const e = row.encoding;
  if (e.opcode2 >= 0) p++;
  const modrm = e.modrm ? bytes[p++]! : 0;
  let memory: { base: number; index: number; scale: number; disp: number } | undefined;
  if (e.modrm && modrm >> 6 !== 3) {
    const read = readAddress(bytes, p, modrm, rex);
    memory = read.memory;
    p = read.next;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (p + e.immediateBytes > bytes.length) return undefined;
  const operands: (Operand | number | bigint)[] = [];
  for (const { kind } of row.operands) {
    const facts = KINDS[kind];
    const bits = bitsOf(kind);
    const register = (n: number): Operand => {
      if (/^x/.test(kind)) return XMM[n]!;
      if (kind === 'r32m16') return BANKS[32]![n]!;
      return bits === 8 && !hasRex && n >= 4 && n < 8 ? HIGH[n - 4]! : BANKS[bits]![n]!;
    };
    if (facts.role === 'fixed') {
      operands.push(kind === 'one' ? 1 : BANKS[bits]![facts.register!]!);
    } else if (facts.role === 'reg') {
      operands.push(
        register(e.plusRegister ? (opcode & 7) | ((rex & 1) << 3) : ((modrm >> 3) & 7) | ((rex & 4) << 1)),
      );
    } else if (facts.role === 'v') {
      operands.push(BANKS[bits]![vvvv]!);
    } else if (facts.role === 'rm') {
      if (memory === undefined) operands.push(register((modrm & 7) | ((rex & 1) << 3)));
      else {
        const { base, index: i, scale, disp } = memory;
        operands.push(new Operand(MEMORY[bits]!, 0, '', base, i, scale, disp, undefined, segment));
      }
    } else if (kind === 'imm8' && row.operands[0]!.kind === 'imm16') {
      operands.push(bytes[p + 2]!);
    } else {
      const size = e.immediateBytes === 3 ? 2 : e.immediateBytes;
      if (size === 8) operands.push(view.getBigInt64(p, true));
      else {
        const value =
          size === 1 ? view.getInt8(p) : size === 2 ? view.getInt16(p, true) : view.getInt32(p, true);
        operands.push(/^rel/.test(kind) ? ip + BigInt(p - at + size + value) : value);
      }
    }
  }
  p += e.immediateBytes;
  const repeated = e.prefix === 0 ? rep : 0;
  return { row, operands, length: p - at, prefix: lock ? 0xf0 : vex ? 0 : repeated };
}

function readAddress(bytes: Uint8Array, p: number, modrm: number, rex: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mod = modrm >> 6;
  let base = modrm & 7;
  let index = NO_REGISTER;
  let scale = 0;
  let wide = mod === 2;
  if (base === 4) {
    const sib = bytes[p++]!;
    scale = sib >> 6;
    index = ((sib >> 3) & 7) | ((rex & 2) << 2);
    if (index === 4) index = NO_REGISTER;
    base = sib & 7;
    if (base === 5 && mod === 0) {
      base = NO_REGISTER;
      wide = true;
    }
  } else if (base === 5 && mod === 0) {
    base = RIP;
    wide = true;
  }
  if (base >= 0) base |= (rex & 1) << 3;
  let disp = 0;
  if (wide) {
    if (p + 4 <= bytes.length) disp = view.getInt32(p, true);
    p += 4;
  } else if (mod === 1) {
    disp = view.getInt8(p);
    p += 1;
  }
  return { memory: { base, index, scale, disp }, next: p };
}
