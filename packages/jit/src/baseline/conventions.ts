/**
 * Conventions of baseline code.
 *
 *     rbx   vreg 0 of the innermost frame; the frame's header lies below
 *     r12   the window's first byte
 *     r15   the thread state
 *     r14   how far the machine stack may go down
 *     rbp   the machine stack as `enter` left it: whatever lies on it above is dropped on the way out
 *
 * All others are scratch, and hold nothing from one instruction of Python's to the next: the frame in the window is all that there is,
 * so machine code may be entered and left in front of every instruction. An instruction either happens whole, or has done nothing
 * when it leaves for the translation. What it writes last may be followed by the death of one object that is neither int nor float:
 * then it leaves with that object (`DEAD`), and goes on behind.
 *
 * A vreg that is filled is read as a 64-bit pointer; written is its low half, since the high one is always there.
 */
import { dword, type Gp64, type Mem32, type Mem64, qword, r12, r15, rbp, rbx } from '@tyston/asm-x64';
import {
  Frame,
  PyCodeObject,
  PyFloatObject,
  PyLongObject,
  PyObject,
  PyVarObject,
  Roots,
} from '@tyston/memory';

export const FRAME = rbx;
export const BASE = r12;
export const THREAD = r15;
export const ENTERED = rbp;

/** Where fields stand. */
export const TYPE = PyObject.ob_type;
export const SIZE = PyVarObject.ob_size;
export const DIGIT = PyLongObject.ob_digit;
export const VALUE = PyFloatObject.ob_fval;

/** Size class of 32-byte blocks, which ints of one and two digits and floats take: see objects/src/space/boxes.ts. */
const CLASS_32 = 2;
/** The class's free list, and the unused rest of its newest page. */
export const FREE_32 = Roots.FREE_LISTS + CLASS_32 * 8;
export const BUMP_32 = Roots.BUMP + CLASS_32 * 16;
export const BLOCK = 32;

/** Ints of less than this many bits are boxed here: two digits. */
export const INT_BITS = 60;

export const vreg = (i: number): Mem64 => qword(FRAME, 8 * i);
/** The half of a vreg that is written, and 0 where it is empty. */
export const vregLow = (i: number): Mem32 => dword(FRAME, 8 * i);
/** A field of the frame's header, by its offset in the frame. */
export const header = (field: number): Mem32 => dword(FRAME, field - Frame.size);
export const headerFull = (field: number): Mem64 => qword(FRAME, field - Frame.size);
/** The word at an address of the window below 2 GiB. */
export const word = (address: number): Mem32 => dword(BASE, address);
/** The count of the object whose low half is in a register: `mov r32` has cleared the high one. */
export const countAt = (low: Gp64): Mem32 => dword(BASE, low, 1, 0);

/** Words of a code object in front of its instructions. */
export const CODE_WORDS = PyCodeObject.co_code_adaptive >> 2;

/** What `enter` returns in the low half; anything else is an object that has died, and the high half where its frame goes on. */
export const Left = Object.freeze({
  /** The instruction at the frame's pc is the translation's. */
  TRANSLATION: 0,
  /** The innermost frame goes on where its pc says. */
  GO_ON: 1,
});
