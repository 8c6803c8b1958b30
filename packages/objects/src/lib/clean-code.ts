/** Bytecode without what running it has left in its inline caches. */
import { instructions, OPCODES } from '@tyston/interp';

/** Zeroes the cache words of a copy of some bytecode, in place; returns it. */
export function cleanWords(bytes: Uint8Array): Uint8Array {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
  for (const i of instructions(words)) words.fill(0, i.cacheAt, i.cacheAt + OPCODES[i.op]!.cacheWords);
  return bytes;
}
