/** Functions that take a tuple of arguments with only their number checked (PyArg_ParseTuple), as most of `_socket` does. */
import { type Addr, type Borrowed, ldPtr, NULL, type Owned } from '@tyston/memory';
import { type MethodSpec, method, tupleLength, typeError } from '@tyston/objects';

const plural = (n: number): string => `${n} argument${n === 1 ? '' : 's'}`;

/** A function of `min` to `max` positional arguments; those not given are 0. `wanted` says how many, where it is not that. */
export function positional(
  name: string,
  min: number,
  max: number,
  impl: (self: Borrowed, args: readonly Borrowed[]) => Owned,
  doc: string,
  wanted = '',
): MethodSpec {
  const raw = (self: Borrowed, at: Addr, n: number, kwnames: Borrowed): Owned => {
    if (kwnames !== 0 && tupleLength(kwnames) > 0) return typeError(`${name}() takes no keyword arguments`);
    if (n < min || n > max) {
      const bound =
        wanted !== ''
          ? wanted
          : min === max
            ? `exactly ${plural(min)}`
            : n < min
              ? `at least ${plural(min)}`
              : `at most ${plural(max)}`;
      return typeError(`${name}() takes ${bound} (${n} given)`);
    }
    const args: Borrowed[] = [];
    for (let i = 0; i < max; i++) args.push(i < n ? ldPtr(at + i * 8) : NULL);
    return impl(self, args);
  };
  return method(name, '($self, *args)', raw as never, doc, { raw: true, noTextSignature: true });
}
/** A function of one argument (METH_O) or none. */
export function single(
  name: string,
  signature: '($self, arg, /)' | '($module, arg, /)' | '($self, /)' | '($module, /)',
  impl: (self: Borrowed, arg: Borrowed) => Owned,
  doc: string,
): MethodSpec {
  return method(name, signature, impl, doc, { noTextSignature: true });
}

/** A method of one argument or none. */
export const method1 = (
  name: string,
  takes: 'nothing' | 'one',
  impl: (self: Borrowed, arg: Borrowed) => Owned,
  doc: string,
) => single(name, takes === 'one' ? '($self, arg, /)' : '($self, /)', impl, doc);
