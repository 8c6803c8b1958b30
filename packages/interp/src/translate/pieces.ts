/**
 * A long translation in pieces. V8 optimises no function of more than 60 KB of bytecode, and long before that takes more than
 * linear time; so a translation beyond PIECE characters becomes several functions, of consecutive blocks each, and one that
 * calls them in turn. A piece is left where the next goes on: by the frame's pc, as every translation is entered.
 */

/** Characters of JavaScript in a piece, about. */
export const PIECE = 40_000;

/** A block's JavaScript, and the blocks that it jumps to. */
export interface Block {
  readonly text: string;
  readonly to: readonly number[];
}

/**
 * The first block of each piece. A cut is made where the fewest loops go on across it, in the second half of what may be a
 * piece; a single block longer than that is a piece.
 */
export function cuts(blocks: readonly Block[], most = PIECE): number[] {
  const total = blocks.reduce((n, b) => n + b.text.length, 0);
  const firsts = [0];
  if (total <= most) return firsts;
  // Loops that a cut before each block would be in: jumps back over it.
  const across = new Int32Array(blocks.length + 1);
  blocks.forEach((b, i) => {
    for (const target of b.to)
      if (target <= i) {
        across[target + 1]!++;
        across[i + 1]!--;
      }
  });
  for (let i = 1; i <= blocks.length; i++) across[i]! += across[i - 1]!;
  let rest = total;
  for (let first = 0; rest > most; ) {
    let size = 0;
    let best = -1;
    for (let i = first; i < blocks.length; i++) {
      if (i > first && size > most / 2 && (best < 0 || across[i]! <= across[best]!)) best = i;
      size += blocks[i]!.text.length;
      if (size > most) break;
    }
    if (best < 0) {
      // The block after a very long one, or after all that still fits.
      best = first + 1;
    }
    if (best >= blocks.length) break;
    for (; first < best; first++) rest -= blocks[first]!.text.length;
    firsts.push(best);
  }
  return firsts;
}
