/** Changing code that runs: the jumps made by `Assembler.patchableJmp`. */

/**
 * Sends a patchable jump elsewhere, by one aligned 32-bit store, which other threads see whole.
 * @param code the code; its first byte must lie at a multiple of 8, in memory and in `code.buffer`.
 * @param site the offset of the jump.
 * @param target the offset to jump to, counted from the same byte.
 * @throws RangeError if there is no patchable jump at `site`.
 */
export function patchJump(code: Uint8Array, site: number, target: number): void {
  if ((site & 7) !== 3 || code[site] !== 0xe9 || (code.byteOffset & 7) !== 0) {
    throw new RangeError(`no patchable jump at offset ${site}`);
  }
  const field = new Int32Array(code.buffer, code.byteOffset + site + 1, 1);
  Atomics.store(field, 0, target - (site + 5));
}
