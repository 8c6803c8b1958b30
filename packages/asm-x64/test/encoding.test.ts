/**
 * Every row with every register, every shape of address and every limit value: bytes equal to iced-x86's
 * encoder, and the text that iced-x86 and objdump read from them equal to ours.
 */
import { describe, expect, test } from 'vitest';
import { bitsOf, decode } from '../src/decode.js';
import { KINDS } from '../src/forms.js';
import { loadIced } from '../src/iced.js';
import { IcedBuilder } from '../src/iced-operands.js';
import { type AnyOperand, Assembler, fs, qword, type Row, r8, r13, rbx } from '../src/index.js';
import { Operand, OperandClass } from '../src/operands.js';
import { formText } from '../src/text.js';
import { clashes, type Pairing, pairRows, samples } from './support/rows.js';
import { comparable } from './support/text.js';
import { gnuAs, hasTool, objdump } from './support/tools.js';

const iced = await loadIced();
const builder = new IcedBuilder(iced);
const pairs = pairRows(builder);

type Any = Operand | number | bigint;
const BASE = 0x4000_0000;

/** Each operand's samples in turn, the others fixed at two places: every value occurs, in linear many cases. */
function* combinations(row: Row, origin: number): Generator<Any[]> {
  const lists = row.operands.map((o) => samples(o.kind, origin));
  if (lists.length === 0) yield [];
  for (let vary = 0; vary < lists.length; vary++) {
    for (const [n, value] of lists[vary]!.entries()) {
      for (const other of vary === 0 ? [0, 9] : [n + 3]) {
        yield lists.map((list, i) => (i === vary ? value : list[(other + 5 * i) % list.length]!));
      }
    }
  }
}

const isMemory = (o: Any): boolean => typeof o === 'object' && o.name === '';
const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ');

/** The first of each kind of difference, by the first word. */
function show(differences: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const d of differences) if (!seen.has(d.split(' ')[0]!)) seen.set(d.split(' ')[0]!, d);
  return [...seen.values()].slice(0, 60);
}

interface Case {
  readonly row: Row;
  readonly operands: Any[];
  readonly bytes: Uint8Array;
}

/** Every case, encoded here and by iced-x86. */
function encodeAll(wrong: string[]): Case[] {
  const cases: Case[] = [];
  const buffer = new Uint8Array(64);
  const a = new Assembler(buffer, { address: BASE });
  const encoder = new iced.Encoder(64);
  for (const { row, code, swapped } of pairs as Pairing[]) {
    for (const operands of combinations(row, BASE)) {
      if (operands.filter(isMemory).length > 1 || clashes(row, operands)) continue;
      a.reset();
      a.form(row.id, ...(operands as AnyOperand[]));
      const bytes = a.finish().bytes.slice();
      if (row.operands.length > 0) {
        const filled = builder.fill(code, swapped ? operands.slice().reverse() : operands);
        if (!filled) throw new Error(`${row.name} ${operands}: iced-x86 does not take the operands`);
        encoder.encode(builder.instruction, BigInt(BASE));
      } else {
        encoder.encode(icedWithoutOperands(row, code), BigInt(BASE));
      }
      const theirs = encoder.takeBuffer();
      if (hex(bytes) !== hex(theirs)) {
        wrong.push(
          `${formText(row, operands as AnyOperand[])} (${row.opcodes}): ${hex(bytes)}, iced-x86 ${hex(theirs)}`,
        );
      }
      cases.push({ row, operands, bytes });
    }
  }
  return cases;
}

function icedWithoutOperands(row: Row, code: number) {
  // Decoding gives string instructions the operands that they need.
  const e = row.encoding;
  const bytes: number[] = [];
  if (e.operandSize16) bytes.push(0x66);
  if (e.prefix !== 0) bytes.push(e.prefix);
  if (e.rexW) bytes.push(0x48);
  if (e.map > 0) bytes.push(0x0f);
  bytes.push(e.opcode);
  if (e.opcode2 >= 0) bytes.push(e.opcode2);
  const decoder = new iced.Decoder(64, Uint8Array.from(bytes), 0);
  const decoded = decoder.decode();
  if (decoded.code !== code) throw new Error(`${row.name}: decoded as ${iced.Code[decoded.code]}`);
  return decoded;
}

describe('every row, every operand', () => {
  const wrong: string[] = [];
  const cases = encodeAll(wrong);

  test('has the bytes of iced-x86', () => {
    console.log(`${cases.length} instructions of ${pairs.length} forms`);
    expect(wrong.slice(0, 20)).toEqual([]);
    expect(cases.length).toBeGreaterThan(100_000);
  });

  test('with each prefix that it may carry has the bytes of iced-x86', () => {
    const differences: string[] = [];
    const encoder = new iced.Encoder(64);
    const memory = [qword(rbx), fs(qword(r13, r8, 4, 8))] as unknown as Operand[];
    let count = 0;
    for (const { row, code, swapped } of pairs) {
      const prefixes = [row.lock && 0xf0, (row.rep || row.repe) && 0xf3, row.repe && 0xf2].filter(
        (p) => p !== false,
      );
      for (const prefix of prefixes) {
        for (const m of memory) {
          const operands = row.operands.map((o, i): Any => {
            const size = bitsOf(o.kind);
            if (KINDS[o.kind].role === 'rm') {
              const cls = OperandClass.Mem8 + Math.log2(size / 8);
              return new Operand(cls, 0, '', m.base, m.index, m.scale, m.disp, undefined, m.segment);
            }
            return samples(o.kind, BASE)[i + 1] ?? samples(o.kind, BASE)[0]!;
          });
          const a = new Assembler(new Uint8Array(64));
          if (prefix === 0xf0) a.lock();
          else if (prefix === 0xf3) a.rep();
          else a.repne();
          a.form(row.id, ...(operands as AnyOperand[]));
          const instruction =
            row.operands.length === 0 ? icedWithoutOperands(row, code) : builder.instruction;
          if (row.operands.length > 0) builder.fill(code, swapped ? operands.slice().reverse() : operands);
          instruction.hasLockPrefix = prefix === 0xf0;
          instruction.hasRepPrefix = prefix === 0xf3;
          instruction.hasRepnePrefix = prefix === 0xf2;
          encoder.encode(instruction, 0n);
          const [ours, theirs] = [hex(a.finish().bytes), hex(encoder.takeBuffer())];
          if (ours !== theirs)
            differences.push(
              `${prefix.toString(16)} ${formText(row, operands as AnyOperand[])}: ${ours}, iced-x86 ${theirs}`,
            );
          count++;
        }
      }
    }
    expect(show(differences)).toEqual([]);
    expect(count).toBeGreaterThan(200);
  });

  test('reads back through iced-x86 as it was written', () => {
    const intel = new iced.Formatter(iced.FormatterSyntax.Intel);
    intel.hexPrefix = '0x';
    intel.hexSuffix = '';
    intel.uppercaseHex = false;
    intel.smallHexNumbersInDecimal = false;
    intel.showBranchSize = false;
    intel.branchLeadingZeros = false;
    intel.usePseudoOps = false;
    intel.memorySizeOptions = iced.MemorySizeOptions.Always;
    const differences: string[] = [];
    for (const { row, operands, bytes } of cases) {
      const decoder = new iced.Decoder(64, bytes, 0);
      decoder.ip = BigInt(BASE);
      const decoded = decoder.decode();
      const theirs = comparable(intel.format(decoded));
      const ours = comparable(formText(row, operands as AnyOperand[]));
      if (theirs !== ours) differences.push(`${ours} | ${theirs} | ${hex(bytes)}`);
      decoded.free();
      decoder.free();
    }
    expect(show(differences)).toEqual([]);
  });

  test('reads back through the decoder of the table as it was written', () => {
    const differences: string[] = [];
    for (const { row, operands, bytes } of cases) {
      const decoded = decode(bytes, 0, BigInt(BASE));
      const theirs =
        decoded === undefined
          ? 'nothing'
          : comparable(formText(decoded.row, decoded.operands as AnyOperand[]));
      const ours = comparable(formText(row, operands as AnyOperand[]));
      if (theirs !== ours || decoded?.length !== bytes.length)
        differences.push(`${ours} | ${theirs} | ${hex(bytes)}`);
    }
    expect(show(differences)).toEqual([]);
  });

  test.skipIf(!hasTool('objdump'))('reads back through objdump as it was written', () => {
    const all = new Uint8Array(cases.reduce((n, c) => n + c.bytes.length, 0));
    const starts: number[] = [];
    let at = 0;
    for (const { bytes } of cases) {
      all.set(bytes, at);
      starts.push(at);
      at += bytes.length;
    }
    const lines = new Map(objdump(all).map((line) => [line.offset, line.text]));
    const differences: string[] = [];
    for (const [n, { row, operands, bytes }] of cases.entries()) {
      // Branch targets are relative to where the instruction stands.
      const moved = operands.map((o, i) =>
        /^rel/.test(row.operands[i]!.kind) ? Number(o) - BASE + starts[n]! : o,
      );
      const ours = comparable(formText(row, moved as AnyOperand[]));
      const theirs = comparable(lines.get(starts[n]!) ?? 'nothing');
      if (theirs !== ours) differences.push(`${ours} | ${theirs} | ${hex(bytes)}`);
    }
    expect(show(differences)).toEqual([]);
  });

  test.skipIf(!hasTool('as'))('is the form that GNU as chooses for the text', () => {
    // Each text once: the rows that overlap give the same.
    const chosen = new Map<string, Uint8Array>();
    const buffer = new Uint8Array(64);
    const a = new Assembler(buffer, { address: 0 });
    for (const { row, operands } of cases) {
      if (row.operands.some((o) => /^rel/.test(o.kind))) continue;
      const text = formText(row, operands as AnyOperand[]);
      // GNU as shortens this one to `nop`.
      if (chosen.has(text) || text === 'xchg rax,rax') continue;
      a.reset();
      (a as unknown as Record<string, (...o: Any[]) => void>)[row.name]!(...operands);
      chosen.set(text, a.finish().bytes.slice());
    }
    // A marker behind each instruction, so that one difference does not shift the rest.
    const theirs = gnuAs([...chosen.keys()].map((text) => `${text}\n.balign 16, 0xcc`).join('\n'));
    const differences: string[] = [];
    let at = 0;
    for (const [text, bytes] of chosen) {
      const padded = new Uint8Array(16).fill(0xcc);
      padded.set(bytes);
      if (hex(padded) !== hex(theirs.subarray(at, at + 16)))
        differences.push(`${text} | ${hex(bytes)} | ${hex(theirs.subarray(at, at + 16))}`);
      at += 16;
    }
    console.log(`${chosen.size} instructions compared with GNU as`);
    expect(show(differences)).toEqual([]);
  });
});
