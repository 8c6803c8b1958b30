/**
 * The machine code of a thunk. It is the same for all but two words, so it is written as bytes; `thunk-code.test.ts` has the
 * system's disassembler read it back.
 *
 *     mov eax, index          b8 imm32
 *     jmp [rip + handler]     ff 25 rel32
 *
 * The handler's address stands in the foreign table, since it lies in the addon: an image of the window holds none.
 */
import { hasDoubles, Roots, THUNK_CODE_BYTES, THUNKS, type ThunkWriter } from '@tyston/memory';

/** Entries of the foreign table that the host fills at attach. */
export const ForeignSlot = Object.freeze({ THUNK: 0, THUNK_DOUBLES: 1 });
/** The first entry that others may use. */
export const FIRST_FREE_FOREIGN_SLOT = 16;

export const foreignAddress = (slot: number) => Roots.FOREIGN + slot * 8;

const CODE_BYTES = 11;

/** The code of thunk `index`, to run at window address `address`. */
export function thunkCode(address: number, index: number, doubles: boolean): Uint8Array {
  const handler = foreignAddress(doubles ? ForeignSlot.THUNK_DOUBLES : ForeignSlot.THUNK);
  const code = new Uint8Array(CODE_BYTES);
  const view = new DataView(code.buffer);
  code[0] = 0xb8;
  view.setUint32(1, index, true);
  code[5] = 0xff;
  code[6] = 0x25;
  view.setInt32(7, handler - (address + CODE_BYTES), true);
  return code;
}

/** Writes thunks into the writable mapping of their region. */
export function makeThunkWriter(writable: Uint8Array): ThunkWriter {
  if (CODE_BYTES > THUNK_CODE_BYTES) throw new RangeError('a thunk has no room for its code');
  return {
    writable,
    emit(offset, index, signature) {
      writable.set(thunkCode(THUNKS.start + offset, index, hasDoubles(signature)), offset);
    },
  };
}
