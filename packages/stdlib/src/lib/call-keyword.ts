/** Calls with one keyword argument. */
import type { Borrowed, Owned } from '@tyston/memory';
import { decref, getAttr, intern, popArgs, pushArgs, setArg, vectorcall } from '@tyston/objects';

/** `o.name(*args, keyword=value)`, where `keyword` is a tuple of the keyword's name. NULL with an exception. */
export function callMethodWith(
  o: Borrowed,
  name: string,
  keyword: Borrowed,
  value: Borrowed,
  ...args: readonly Borrowed[]
): Owned {
  const method = getAttr(o, intern(name));
  if (method === 0) return method;
  const at = pushArgs(args.length + 1);
  for (let i = 0; i < args.length; i++) setArg(at, i, args[i]!);
  setArg(at, args.length, value);
  const r = vectorcall(method, at, args.length, keyword);
  popArgs(at);
  decref(method);
  return r;
}
