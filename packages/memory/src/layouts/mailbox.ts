/**
 * The mailbox: where TypeScript and machine code of one thread meet. TypeScript writes a function and its arguments and
 * calls `enter()`; when that returns, `state` says whether the function has finished, its result in `result` or
 * `fresult`, or whether it called a thunk: then `index` is the function wanted and the arguments are in `ints`,
 * `doubles` and, beyond six and eight, on the machine stack from `stack_args` on.
 */
import { struct } from '../layout.js';

export const Mailbox = struct('Mailbox', null, {
  /** MailboxState. */
  state: 'i32',
  /** Function index of a request. */
  index: 'u32',
  /** Where the next `enter()` starts: the machine stack pointer of the innermost suspended activation. */
  sp: 'ptr',
  /** The lowest stack pointer that machine code may go down to: function entries compare with it. */
  sp_limit: 'ptr',
  /** V8's stack pointer while machine code runs. */
  native_sp: 'u64',
  /** The thread state, which machine code finds in r15. */
  thread: 'ptr',
  /** Address of the function to call; may lie outside the window. */
  fn: 'u64',
  /** rdi, rsi, rdx, rcx, r8, r9. */
  ints: ['u64', 6],
  /** xmm0..xmm7. */
  doubles: ['f64', 8],
  /** In a request: where the caller put the arguments that found no register. */
  stack_args: 'ptr',
  /** In a call: how many words of `stack` are passed on the stack. */
  stack_count: 'u64',
  result: 'u64',
  fresult: 'f64',
  /** Where this thread's errno is; set by the addon. */
  errno_at: 'u64',
  /** errno as the function left it; 0 before the call. */
  err: 'i32',
  /** Activations that have not finished. */
  depth: 'i32',
  stack: ['u64', 24],
});

export const MailboxState = Object.freeze({ DONE: 0, REQUEST: 1 });

/** Bytes between the mailboxes of two threads. */
export const MAILBOX_STRIDE = 512;
