/**
 * Calls of built-in types that need no tuple of arguments: `str(x)`, `int(x)`, `list(x)`. A type's file installs what its
 * vectorcall does; 0 as a result of `tryTypeCall` with nothing pending says that the general way is to be taken.
 */
import type { Addr, Borrowed, Owned } from '@tyston/memory';

type TypeCall = (args: Addr, n: number) => Owned | -1;
const calls = new Map<number, TypeCall>();

/** `f` gets positional arguments only; it returns -1 for a call that it leaves to the general way. */
export function setTypeCall(type: Borrowed, f: TypeCall): void {
  calls.set(type, f);
}
export function typeCallOf(type: Borrowed): TypeCall | undefined {
  return calls.get(type);
}
