/** Random instructions, encoded here and by iced-x86. Throws at the first difference, with the seed. */
import { decode } from '../../src/decode.js';
import type { Iced } from '../../src/iced.js';
import { IcedBuilder } from '../../src/iced-operands.js';
import { type AnyOperand, Assembler, type Row } from '../../src/index.js';
import { formText } from '../../src/text.js';
import { Random } from './random.js';
import { type Any, randomOperands } from './random-operands.js';
import { clashes, pairRows } from './rows.js';
import { comparable } from './text.js';

const BASE = 0x5000_0000;
const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ');

/** The method of the instruction may choose another form, which means the same and is no longer. */
function checkMethod(a: Assembler, row: Row, operands: readonly Any[], length: number, seed: number): void {
  a.reset();
  (a as unknown as Record<string, (...operands: readonly Any[]) => void>)[row.name]!(...operands);
  const { bytes } = a.finish();
  const decoded = decode(bytes, 0, 0n);
  const text = comparable(formText(row, operands as AnyOperand[]));
  const again =
    decoded === undefined ? 'nothing' : comparable(formText(decoded.row, decoded.operands as AnyOperand[]));
  if (again !== text || bytes.length > length || decoded?.length !== bytes.length) {
    throw new Error(`seed ${seed}: ${text} was written as ${hex(bytes)}, which is ${again}`);
  }
}

export function fuzzAgainstIced(
  iced: Iced,
  count: number,
  seed: number,
  progress?: (done: number) => void,
): void {
  const builder = new IcedBuilder(iced);
  // Forms without operands have nothing to vary; the exhaustive test has them.
  const pairs = pairRows(builder).filter((p) => p.row.operands.length > 0);
  const random = new Random(seed);
  const encoder = iced.Encoder.withCapacity(64, 1 << 16);
  const a = new Assembler(new Uint8Array(1 << 16), { address: BASE });
  const chosen = new Assembler(new Uint8Array(64));
  const BATCH = 1000;
  const written: { text: () => string; start: number }[] = [];
  for (let done = 0; done < count; done += BATCH) {
    a.reset();
    written.length = 0;
    for (let i = 0; i < Math.min(BATCH, count - done); ) {
      const { row, code, swapped } = random.pick(pairs);
      const start = a.offset;
      const operands: Any[] = randomOperands(random, row, BASE + start);
      if (clashes(row, operands)) continue;
      a.form(row.id, ...(operands as AnyOperand[]));
      if (!builder.fill(code, swapped ? operands.slice().reverse() : operands)) {
        throw new Error(`seed ${seed}: iced-x86 does not take ${formText(row, operands as AnyOperand[])}`);
      }
      try {
        encoder.encode(builder.instruction, BigInt(BASE + start));
      } catch (error) {
        throw new Error(`seed ${seed}: iced-x86 on ${formText(row, operands as AnyOperand[])}: ${error}`);
      }
      if (random.chance(4) && !row.operands.some((o) => /^rel/.test(o.kind))) {
        checkMethod(chosen, row, operands, a.offset - start, seed);
      }
      written.push({ text: () => formText(row, operands as AnyOperand[]), start });
      i++;
    }
    const ours = a.finish().bytes;
    const theirs = encoder.takeBuffer();
    if (ours.length !== theirs.length || !ours.every((b, k) => b === theirs[k])) {
      const at = ours.findIndex((b, k) => b !== theirs[k]);
      const n = written.findLastIndex((w) => w.start <= at);
      const { text, start } = written[n]!;
      const end = written[n + 1]?.start ?? ours.length;
      throw new Error(
        `seed ${seed}, instruction ${done + n}: ${text()}: ${hex(ours.subarray(start, end))}, iced-x86 ${hex(theirs.subarray(start, end))}`,
      );
    }
    progress?.(done + written.length);
  }
}
