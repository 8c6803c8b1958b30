/**
 * Frames: a header and the vregs behind it, on a thread's Python stack or inside a generator object.
 *
 * Every word of the stack region is 8 bytes wide and its high half is WINDOW_HIGH from the moment the stack is made
 * and ever after. So TypeScript writes a vreg with one store of its low half; an empty vreg has a low half of 0; and
 * machine code and C read any filled vreg, or a run of them, as ordinary 64-bit pointers. Numbers in the header use
 * low halves only.
 *
 *     frame + 0        header (Frame.size bytes)
 *     frame + size     vreg 0: arguments and locals, in the order of co_localsplusnames (cells and free variables included)
 *                      then the temporaries of the function
 */
import { struct } from '../layout.js';
import { PyObject } from './object.js';

export const Frame = struct('Frame', null, {
  /** The caller's frame, or NULL. */
  back: 'ptr',
  /** PyCodeObject, owned. */
  code: 'ptr',
  /** PyFunctionObject, owned; NULL in frames of `exec`, `eval` and modules. */
  func: 'ptr',
  /** dict, owned by func or, where func is NULL, by the frame. */
  globals: 'ptr',
  builtins: 'ptr',
  /** The namespace of a class body, module or `exec`, owned; NULL in functions. */
  locals: 'ptr',
  /** PyFrameObject, owned, or NULL while nobody has asked for one. */
  frame_obj: 'ptr',
  /** Address of the instruction being executed, low half; 0 before the first. */
  pc: 'ptr',
  /** Where the caller wants the result: an operand of its call instruction (low half). */
  dst: 'ptr',
  /** FrameFlags (low half). */
  flags: 'ptr',
});

export const FrameFlags = Object.freeze({
  /** Returning from this frame returns from the interpreter's `run` to TypeScript. */
  ENTRY: 1,
  /** The frame lives in a generator, coroutine or asynchronous generator object. */
  GENERATOR: 2,
  /** The result is dropped: an `__init__` called by a class; it must be None and the instance is what is returned. */
  INIT: 4,
  /** A class body or module: names are looked up in `locals`. */
  NAMESPACE: 8,
  /** The frame of a generator that was resumed by a `yield from` or `await` of the frame below: what it yields, that one yields. */
  DELEGATE: 16,
  /** A trace function is being told that the frame yields. */
  YIELDING: 32,
});

/** PyFrameObject, which 3.11 keeps opaque: ours. */
export const PyFrameObject = struct('PyFrameObject', PyObject, {
  f_back: 'ptr',
  /** The live frame, or our own copy behind f_frame_data once the frame has been left. */
  f_frame: 'ptr',
  f_trace: 'ptr',
  f_lineno: 'i32',
  f_trace_lines: 'u8',
  f_trace_opcodes: 'u8',
  /** 1 when f_frame points into this object (`_f_frame_data`) rather than to the stack. */
  f_owns_frame: 'u8',
  /** The mapping that `f_locals` last returned. */
  f_locals_cache: 'ptr',
  f_weakreflist: 'ptr',
});
