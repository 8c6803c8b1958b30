/**
 * Pointers as TypeScript sees them.
 *
 * A pointer is the low 32 bits of a 64-bit address in the window, as a signed int32; 0 is NULL. The high half
 * is the constant `WINDOW_HIGH`, so that one word tells everything. Index a view with `p >>> 2`, compare only for
 * equality: an address above 2 GiB is negative.
 *
 * Ownership is part of the type. A `Borrowed` reference may be looked at while its owner lives; an `Owned` one
 * carries a reference count that somebody must give back or hand on. Every `Owned` may be used where a
 * `Borrowed` is wanted, never the other way round: a function that steals takes `Owned`.
 */
declare const pointer: unique symbol;
declare const owned: unique symbol;

/** An address in the window that need not be a Python object (a struct, a buffer, an array). Any object is at one. */
export type Addr = number;
/** A Python object that somebody else keeps alive. */
export type Borrowed = number & { readonly [pointer]: 'object' };
/** A Python object with one reference that belongs to whoever holds this value. */
export type Owned = Borrowed & { readonly [owned]: true };

/** No object. As a result: an exception is pending in the thread state, unless the function says otherwise. */
export const NULL = 0 as Owned;

/** The high half of every address in the window: the window is mapped at 0x2000_0000_0000. */
export const WINDOW_HIGH = 0x2000;
