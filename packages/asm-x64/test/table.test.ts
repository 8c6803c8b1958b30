/** The facts of the rows (access, flags, implicit operands, features) against iced-x86's own tables. */
import type { Instruction, UsedRegister } from 'iced-x86';
import { describe, expect, test } from 'vitest';
import { loadIced } from '../src/iced.js';
import { IcedBuilder, type IcedOperand } from '../src/iced-operands.js';
import {
  type Access,
  allRows,
  dword,
  gp8,
  gp16,
  gp32,
  gp64,
  type OperandKind,
  ptr,
  qword,
  type Row,
  r13,
  word,
  xmm,
  xmmword,
} from '../src/index.js';
import { type Pairing, pairRows } from './support/rows.js';

const iced = await loadIced();
const builder = new IcedBuilder(iced);
const pairs = pairRows(builder);
const factory = new iced.InstructionInfoFactory();

/** Operands whose registers no form uses implicitly. */
function plain(kind: OperandKind, i: number): IcedOperand {
  const n = 15 - i;
  const size = /\d+$/.exec(kind)?.[0];
  if (/^(r8|rm8)$/.test(kind)) return gp8[n] as unknown as IcedOperand;
  if (/^(r16|rm16)$/.test(kind)) return gp16[n] as unknown as IcedOperand;
  if (/^(r32|rm32|v32|r32m16)$/.test(kind)) return gp32[n] as unknown as IcedOperand;
  if (/^(r64|rm64|v64)$/.test(kind)) return gp64[n] as unknown as IcedOperand;
  if (/^x/.test(kind)) return xmm[n] as unknown as IcedOperand;
  if (/^m/.test(kind)) {
    const make = { '': ptr, 16: word, 32: dword, 64: qword, 128: xmmword }[size ?? ''] as typeof ptr;
    return make(r13) as unknown as IcedOperand;
  }
  if (kind === 'one') return 1;
  if (/^imm/.test(kind)) return 5;
  if (/^rel/.test(kind)) return 0;
  return { al: gp8[0], ax: gp16[0], eax: gp32[0], rax: gp64[0], cl: gp8[1] }[
    kind as 'al'
  ] as unknown as IcedOperand;
}

function infoOf({ row, code, swapped }: Pairing) {
  const operands = row.operands.map((o, i) => plain(o.kind, i));
  if (swapped) operands.reverse();
  // String instructions and xlatb have operands that this table does not name.
  const made =
    row.operands.length === 0 ? (stringInstruction(row) ?? iced.Instruction.create(code)) : undefined;
  if (made !== undefined) return { info: factory.info(made), instruction: made };
  if (!builder.fill(code, operands)) throw new Error(`${row.name} | ${row.opcodes}`);
  return { info: factory.info(builder.instruction), instruction: builder.instruction };
}

/** String instructions as iced-x86 creates them. */
function stringInstruction({ name, operands }: Row) {
  if (name === 'xlatb') return new iced.Decoder(64, Uint8Array.of(0xd7), 0).decode();
  if (operands.length > 0 || !/^(movs|cmps|stos|lods|scas)[bwdq]$/.test(name)) return undefined;
  const create = iced.Instruction as unknown as Record<string, (...args: number[]) => Instruction>;
  const make = 'create' + name[0]!.toUpperCase() + name.slice(1);
  const none = iced.RepPrefixKind.None;
  return /^(stos|scas)/.test(name) ? create[make]!(64, none) : create[make]!(64, iced.Register.None, none);
}

const ACCESS: Record<string, Access> = {
  Read: 'read',
  Write: 'write',
  ReadWrite: 'readwrite',
  CondWrite: 'readwrite',
  ReadCondWrite: 'readwrite',
  CondRead: 'read',
  NoMemAccess: 'address',
  None: 'address',
};

const letters = (bits: number): string => {
  const B = iced.RflagsBits;
  return [
    bits & B.OF && 'o',
    bits & B.SF && 's',
    bits & B.ZF && 'z',
    bits & B.AF && 'a',
    bits & B.PF && 'p',
    bits & B.CF && 'c',
    bits & B.DF && 'd',
  ]
    .filter(Boolean)
    .join('');
};
const sorted = (flags: string): string => [...'oszapcd'].filter((f) => flags.includes(f)).join('');
const named = (row: Row): string =>
  `${row.name} ${row.operands.map((o) => o.kind).join(', ')} | ${row.opcodes}`;

describe('every row says what iced-x86 says', () => {
  test('there is one code for each row, and each row has its own', () => {
    expect(pairs.length).toBe(allRows().length);
    const straight = pairs.filter((p) => !p.swapped);
    expect(new Set(straight.map((p) => p.code)).size).toBe(straight.length);
  });

  test('what its operands are used for', () => {
    const wrong: string[] = [];
    for (const pair of pairs) {
      const { info } = infoOf(pair);
      const theirs = pair.row.operands.map((_, i) => {
        const access = iced.OpAccess[(info as unknown as Record<string, number>)[`op${i}Access`]!]!;
        return ACCESS[access] ?? access;
      });
      if (pair.swapped) theirs.reverse();
      const ours = pair.row.operands.map((o) => o.access);
      if (theirs.join() !== ours.join()) wrong.push(`${named(pair.row)}: ${ours} here, ${theirs} there`);
      info.free();
    }
    expect(wrong).toEqual([]);
  });

  test('the flags', () => {
    const wrong: string[] = [];
    for (const pair of pairs) {
      const { instruction: i } = infoOf(pair);
      const f = pair.row.flags;
      const ours = [f.read, f.written, f.cleared, f.set, f.undefined].map(sorted).join('/');
      const theirs = [i.rflagsRead, i.rflagsWritten, i.rflagsCleared, i.rflagsSet, i.rflagsUndefined]
        .map(letters)
        .join('/');
      if (ours !== theirs) wrong.push(`${named(pair.row)}: ${ours} here, ${theirs} there`);
    }
    expect(wrong).toEqual([]);
  });

  test('the registers used without being named', () => {
    const wrong: string[] = [];
    for (const pair of pairs) {
      const { info, instruction } = infoOf(pair);
      const explicit = new Set<number>();
      for (let i = 0; i < instruction.opCount; i++) {
        if (pair.row.operands.length > 0 && instruction.opKind(i) === iced.OpKind.Register)
          explicit.add(iced.RegisterExt.fullRegister(instruction.opRegister(i)));
      }
      const theirs = new Map<string, string>();
      for (const used of info.usedRegisters() as UsedRegister[]) {
        const full = iced.RegisterExt.fullRegister(used.register);
        if (
          explicit.has(full) ||
          full === iced.Register.None ||
          full === iced.Register.R13 ||
          /^[DESCFG]S$/.test(iced.Register[full]!)
        )
          continue;
        const name = iced.Register[full]!.toLowerCase();
        const access = ACCESS[iced.OpAccess[used.access]!]!;
        const before = theirs.get(name);
        theirs.set(name, before === undefined || before === access ? access : 'readwrite');
      }
      const ours = new Map<string, string>();
      for (const { register, access } of pair.row.implicit) {
        const name = 'r' + register.replace(/^[re]/, '').replace(/^([abcd])[lh]$/, '$1x');
        const before = ours.get(name);
        ours.set(name, before === undefined || before === access ? access : 'readwrite');
      }
      const text = (m: Map<string, string>): string =>
        [...m]
          .map(([r, a]) => `${a} ${r}`)
          .sort()
          .join(', ');
      if (text(ours) !== text(theirs))
        wrong.push(`${named(pair.row)}: ${text(ours)} here, ${text(theirs)} there`);
      info.free();
    }
    expect(wrong).toEqual([]);
  });

  test('the prefixes and the features', () => {
    const wrong: string[] = [];
    for (const { row, code } of pairs) {
      const op = iced.CodeExt.opCode(code);
      const ours = [row.lock && 'lock', (row.rep || row.repe) && 'rep', row.repe && 'repne']
        .filter(Boolean)
        .join(' ');
      const theirs = [
        op.canUseLockPrefix && 'lock',
        op.canUseRepPrefix && 'rep',
        op.canUseRepnePrefix && 'repne',
      ]
        .filter(Boolean)
        .join(' ');
      if (ours !== theirs) wrong.push(`${named(row)}: '${ours}' here, '${theirs}' there`);
      const features = [...iced.Instruction.create(code).cpuidFeatures()].map((f) => iced.CpuidFeature[f]!);
      // What every x86-64 processor has needs no mention.
      const needed = features.filter((f) => !/^(INTEL\d+|X64|CMOV|MULTIBYTENOP|PAUSE|SYSCALL)$/.test(f));
      const here = row.features.replace('.', '_').toUpperCase();
      if (needed.join() !== ({ CX16: 'CMPXCHG16B', CX8: 'CX8' }[here] ?? here))
        wrong.push(`${named(row)}: ${here} here, ${needed} there`);
      op.free();
    }
    expect(wrong).toEqual([]);
  });
});
