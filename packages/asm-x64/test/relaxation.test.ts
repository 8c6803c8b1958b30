/** Random programs of jumps, against what GNU as makes of the same text. */
import { describe, expect, test } from 'vitest';
import { Assembler, type Label } from '../src/index.js';
import { Random } from './support/random.js';
import { gnuAs, hasTool } from './support/tools.js';

const CONDITIONS = [
  'jo',
  'jno',
  'jb',
  'jae',
  'je',
  'jne',
  'jbe',
  'ja',
  'js',
  'jns',
  'jp',
  'jnp',
  'jl',
  'jge',
  'jle',
  'jg',
] as const;
const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');

/** Blocks, each a label, some bytes and a jump to any of their labels. Distances are mostly near the limits. */
function program(random: Random, a: Assembler, n: number, aligned: boolean): string[] {
  const size = 2 + random.below(60);
  const spread = random.pick([2, 8, 20, 60, 140]);
  const labels: Label[] = Array.from({ length: size }, (_, i) => a.label(`L${n}_${i}`));
  const text: string[] = [];
  for (let i = 0; i < size; i++) {
    a.bind(labels[i]!);
    text.push(`L${n}_${i}:`);
    if (aligned && random.chance(4)) {
      const to = random.pick([2, 4, 8, 16, 32, 64]);
      a.align(to, 0xcc);
      text.push(`.balign ${to}, 0xcc`);
    }
    const bytes = random.below(spread);
    for (let k = 0; k < bytes; k++) a.nop();
    if (bytes > 0) text.push(`.fill ${bytes}, 1, 0x90`);
    const to = random.below(size);
    if (random.chance(3)) {
      a.jmp(labels[to]!);
      text.push(`jmp L${n}_${to}`);
    } else {
      const name = random.pick(CONDITIONS);
      a[name](labels[to]!);
      text.push(`${name} L${n}_${to}`);
    }
  }
  return text;
}

/** Programs in files of a few, because a file of GNU as is relaxed as a whole. */
function compare(programs: number, seed: number, aligned: boolean): void {
  const random = new Random(seed);
  const a = new Assembler(new Uint8Array(1 << 20));
  for (let n = 0; n < programs; ) {
    const text: string[] = [];
    a.reset();
    for (const end = n + 1 + random.below(60); n < end; n++) text.push(...program(random, a, n, aligned));
    const ours = a.finish().bytes;
    const theirs = gnuAs(text.join('\n'));
    if (hex(ours) !== hex(theirs)) {
      const at = ours.findIndex((b, i) => b !== theirs[i]);
      throw new Error(
        `seed ${seed}, programs up to ${n}: byte ${at}: ${hex(ours.slice(at, at + 8))}, GNU as ${hex(theirs.slice(at, at + 8))}`,
      );
    }
  }
}

describe.skipIf(!hasTool('as'))('branches have the size that GNU as gives them', () => {
  const seed = (Date.now() & 0x7fff_ffff) | 1;
  test('2,000 random programs', () => compare(2000, seed, false));
  test('2,000 random programs with alignments', () => compare(2000, seed + 1, true));
  test('no-operations that fill are those of GNU as', () => {
    const a = new Assembler(new Uint8Array(1 << 14));
    const text: string[] = [];
    for (let n = 0; n < 64; n++) {
      for (let k = 0; k < n; k++) a.ret();
      a.align(64);
      text.push(`.fill ${n}, 1, 0xc3`, '.p2align 6');
    }
    expect(hex(a.finish().bytes)).toBe(hex(gnuAs(text.join('\n'))));
  });
});
