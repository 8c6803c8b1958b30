/**
 * `a, b, c = x` as one: an unpacking and the stores of what it has unpacked. Where `x` can be unpacked without running any code, its items
 * go straight into the variables.
 */
import { decode } from '../encoding.js';
import { type Instruction, OPCODES, Op } from '../opcodes.js';
import type { InlineCache } from '../space.js';

export interface Unpacking {
  /** The vreg of what is unpacked, and of the targets with the word offset of the instruction that stores. */
  readonly source: number;
  readonly targets: readonly { readonly vreg: number; readonly at: number }[];
  /** Word offset behind the last store. */
  readonly next: number;
}

/** Words at which a jump may arrive. */
function labels(words: Int32Array): ReadonlySet<number> {
  const found = new Set<number>();
  for (let at = 0; at < words.length; ) {
    const i = decode(words, at);
    if (OPCODES[i.op]!.hasLabel) found.add(i.extra[0]!);
    at = i.next;
  }
  return found;
}

/** Finds the unpackings of one code object; `heads` are other words at which blocks begin. */
export function unpackings(
  words: Int32Array,
  heads: ReadonlySet<number>,
): (i: Instruction) => Unpacking | null {
  let targetsOfJumps: ReadonlySet<number> | undefined;
  const isHead = (at: number) => heads.has(at) || (targetsOfJumps ??= labels(words)).has(at);

  function find(i: Instruction): Unpacking | null {
    if (i.op === Op.UNPACK_2)
      return {
        source: i.c,
        targets: [
          { vreg: i.a, at: i.at },
          { vreg: i.b, at: i.at },
        ],
        next: i.next,
      };
    if (i.op !== Op.UNPACK_SEQUENCE) return null;
    const targets: { vreg: number; at: number }[] = [];
    let { next } = i;
    while (targets.length < i.c) {
      if (next >= words.length || isHead(next)) return null;
      const store = decode(words, next);
      if (store.op !== Op.MOVE || store.b !== i.a + targets.length) return null;
      targets.push({ vreg: store.a, at: next });
      next = store.next;
    }
    return { source: i.b, targets, next };
  }
  return (i) => {
    const u = find(i);
    // A variable that is a target too gives its tuple away before the last item is read.
    return u === null || u.targets.some(({ vreg }) => vreg === u.source) ? null : u;
  };
}

/** More stores than this are a loop's: V8 takes long for what is long, and longer than in proportion. */
const FEW = 4;

/** Are the targets one behind the other, and their stores too? */
function inRow({ targets }: Unpacking): boolean {
  const [first] = targets;
  return targets.every(({ vreg, at }, i) => vreg === first!.vreg + i && at === first!.at + i);
}

/** The whole of an unpacking into many variables in a row; null for others. */
export function longUnpacking(
  u: Unpacking,
  { a, b, c }: Instruction,
  nlocalsplus: number,
  first: number,
): string | null {
  if (u.targets.length <= FEW || !inRow(u)) return null;
  const to = `fp + ${2 * u.targets[0]!.vreg}, ${(first + u.targets[0]!.at) << 2}`;
  return `if (ops.unpackInto(fp, fp + ${2 * b}, fp + ${2 * nlocalsplus}, ${c}, fp + ${2 * a}, ${to}) < 0) return RAISE;\n`;
}

/** What comes before the instructions of an unpacking into a few variables, which stand in braces behind it. */
export function unpackingText(
  { source, targets }: Unpacking,
  inline: InlineCache,
  nlocalsplus: number,
  savePc: (at: number) => string,
): string {
  const { test, item } = inline.unpack(targets.length);
  const stores = targets.map(({ vreg, at }, i) => {
    const place = `I32[fp + ${2 * vreg}]`;
    return `${savePc(at)}v = ${item(i)}; incref(v); old = ${place}; ${place} = v; if (old !== 0) decref(old);\n`;
  });
  const consumed = source >= nlocalsplus ? `consume(fp + ${2 * source});` : '';
  return `x = I32[fp + ${2 * source}]; if (${test}) {\n${stores.join('')}${consumed} } else `;
}
