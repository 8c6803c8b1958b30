/** The emulator against the processor. Throws at the first difference, with the seed. */
import { DF, flagMask, STATUS } from '../../src/emulator/machine.js';
import { type AnyOperand, gp64, type Row } from '../../src/index.js';
import { formText } from '../../src/text.js';
import { Script, STATE_BYTES } from './processor.js';
import { Random } from './random.js';
import { CODE, CODE_BYTES, DATA, DATA_BYTES, drawable, type Sequence, SequenceMaker } from './sequences.js';

const LENGTH = 500;

function difference(s: Sequence, i: number, theirs: DataView): string | undefined {
  const ours = new DataView(s.states.buffer);
  const at = i * STATE_BYTES;
  const signal = theirs.getBigUint64(at + 144, true);
  if (signal !== 0n) return `the processor raised signal ${signal}`;
  for (let r = 0; r < 16; r++) {
    const [a, b] = [ours.getBigUint64(at + 8 * r, true), theirs.getBigUint64(at + 8 * r, true)];
    if (a !== b) return `${gp64[r]!.name} is 0x${a.toString(16)}, in the processor 0x${b.toString(16)}`;
  }
  const defined = (STATUS | DF) & ~s.undefinedFlags[i]!;
  const flags = (v: DataView): number => Number(v.getBigUint64(at + 128, true)) & defined;
  if (flags(ours) !== flags(theirs)) {
    const differ = [...'oszapcd'].filter((f) => (flags(ours) ^ flags(theirs)) & flagMask(f));
    return `flags ${differ.join(' ')} differ: 0x${flags(ours).toString(16)}, in the processor 0x${flags(theirs).toString(16)}`;
  }
  if (ours.getBigUint64(at + 136, true) !== theirs.getBigUint64(at + 136, true)) {
    return `rip is 0x${ours.getBigUint64(at + 136, true).toString(16)}, in the processor 0x${theirs.getBigUint64(at + 136, true).toString(16)}`;
  }
  for (let r = 0; r < 16; r++) {
    const hex = (v: DataView): string =>
      v
        .getBigUint64(at + 160 + 16 * r + 8, true)
        .toString(16)
        .padStart(16, '0') +
      v
        .getBigUint64(at + 160 + 16 * r, true)
        .toString(16)
        .padStart(16, '0');
    if (hex(ours) !== hex(theirs)) return `xmm${r} is ${hex(ours)}, in the processor ${hex(theirs)}`;
  }
  if (ours.getBigUint64(at + 152, true) !== theirs.getBigUint64(at + 152, true)) return 'memory differs';
  return undefined;
}

/** Runs `count` instructions both ways. Returns how often each row occurred. */
export function fuzzAgainstProcessor(
  runner: string,
  count: number,
  seed: number,
  rows: readonly Row[] = drawable,
): Map<Row, number> {
  const random = new Random(seed);
  const maker = new SequenceMaker(random);
  const seen = new Map<Row, number>();
  // Each row in turn in random order, so that rare rows are not left out.
  let deck: Row[] = [];
  const choose = (): Row => {
    if (deck.length === 0) {
      deck = rows.slice();
      for (let i = deck.length - 1; i > 0; i--) {
        const k = random.below(i + 1);
        [deck[i], deck[k]] = [deck[k]!, deck[i]!];
      }
    }
    return deck.pop()!;
  };
  const BATCH = 20;
  for (let done = 0; done < count; ) {
    const script = new Script()
      .map(DATA, new Uint8Array(DATA_BYTES))
      .map(CODE, new Uint8Array(CODE_BYTES))
      .watch(DATA, DATA_BYTES);
    const sequences: Sequence[] = [];
    while (sequences.length < BATCH && done < count) {
      const s = maker.make(LENGTH, choose);
      sequences.push(s);
      done += LENGTH;
      script
        .map(DATA, s.data)
        .map(CODE, s.code)
        .state(s.start.gpr, s.start.flags, CODE, s.start.xmm)
        .step(LENGTH);
    }
    const answer = script.run(runner);
    let at = 0;
    for (const [n, s] of sequences.entries()) {
      const executed = Number(new DataView(answer.buffer, answer.byteOffset + at).getBigUint64(0, true));
      at += 8;
      const theirs = new DataView(answer.buffer, answer.byteOffset + at, executed * STATE_BYTES);
      for (let i = 0; i < LENGTH; i++) {
        const { row, operands, prefix } = s.executed[i]!;
        const wrong = i >= executed ? 'the processor stopped before it' : difference(s, i, theirs);
        if (wrong !== undefined) {
          const before = s.executed
            .slice(Math.max(0, i - 4), i)
            .map((d) => formText(d.row, d.operands as AnyOperand[]));
          throw new Error(
            `seed ${seed}, sequence ${done / LENGTH - sequences.length + n}, instruction ${i}: ${prefix ? prefix.toString(16) + ' ' : ''}${formText(row, operands as AnyOperand[])}: ${wrong}\nbefore it: ${before.join('; ')}`,
          );
        }
        seen.set(row, (seen.get(row) ?? 0) + 1);
      }
      at += executed * STATE_BYTES;
    }
  }
  return seen;
}
