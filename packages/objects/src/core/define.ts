/**
 * Declaring built-in types and modules.
 *
 * A type or module is one table: slots, methods, getters and setters, members. The tables are constants of the program; from them
 * the object model makes type objects, descriptors and function objects in the window (once per window) and fills the
 * function table (once per isolate).
 */
import type { Addr, Borrowed, Owned } from '@tyston/memory';
import type { StaticTypeName } from './wellknown.js';

/** Implementation of a method: self (or the module), then one argument a parameter, as its signature says. NULL = error. */
// biome-ignore lint/suspicious/noExplicitAny: the signature string types the arguments
export type Implementation = (self: any, ...args: any[]) => Owned;

export interface MethodSpec {
  readonly name: string;
  readonly signature: string;
  readonly impl: Implementation;
  readonly doc: string;
  /** How the first argument is bound; an ordinary method by default. */
  readonly kind?: 'classmethod' | 'staticmethod';
  /** Bind with METH_COEXIST: the method wins over the slot wrapper of the same name. */
  readonly coexist?: boolean;
  /** `__text_signature__` is None (CPython gives none for this one). */
  readonly noTextSignature?: boolean;
  /**
   * The implementation parses its own arguments: (self, args, nargs, kwnames), where `args` is the address of nargs + (number of
   * names in the tuple `kwnames`, or 0) consecutive pointers.
   */
  readonly raw?: boolean;
}

export interface GetSetSpec {
  readonly name: string;
  /** New reference, or NULL with an exception. */
  readonly get: ((self: Borrowed) => Owned) | null;
  /** `value` is NULL to delete. 0 on success, -1 with an exception. */
  readonly set?: (self: Borrowed, value: Borrowed) => number;
  readonly doc?: string;
}

/** Types of struct members (structmember.h). */
export const MemberType = Object.freeze({
  SHORT: 0,
  INT: 1,
  LONG: 2,
  DOUBLE: 4,
  OBJECT: 6,
  BYTE: 8,
  UBYTE: 9,
  UINT: 11,
  ULONG: 12,
  BOOL: 14,
  OBJECT_EX: 16,
  SSIZE: 19,
  NONE: 20,
});
export interface MemberSpec {
  readonly name: string;
  readonly type: number;
  readonly offset: number;
  readonly readonly?: boolean;
  readonly doc?: string;
}

/**
 * Slot implementations, with the arguments of their C signatures:
 *
 *     dealloc(self)                     repr/str/iter/iternext/await/aiter/anext/index/int/float/negative…(self) → Owned
 *     hash(self) → low word of the hash, high word in `setHashHigh`; -1 with high word -1 and an exception on error
 *     call(self, args, kwargs) → Owned  richcompare(self, other, op) → Owned (may be NotImplemented)
 *     getattro(self, name) → Owned      setattro(self, name, value|0) → 0 or -1
 *     descr_get(self, obj|0, type|0)    descr_set(self, obj, value|0) → 0 or -1
 *     init(self, args, kwargs|0) → 0/-1 new(type, args, kwargs|0) → Owned     alloc(type, n) → Owned
 *     traverse(self, visit) → void      clear(self) → 0    finalize(self)     free(self)
 *     length(self) → number or -1       item(self, i) → Owned      ass_item(self, i, value|0) → 0/-1
 *     contains(self, x) → 1/0/-1        bool(self) → 1/0/-1        concat/repeat(self, x|n)
 *     subscript(self, key)              ass_subscript(self, key, value|0) → 0/-1
 *     binary nb_*(left, right) → Owned (may be NotImplemented)     nb_power(base, exponent, modulus|None)
 *     getbuffer(self, view, flags) → 0/-1   releasebuffer(self, view)
 *     am_send(self, value, resultAddress) → 0 return / 1 yield / -1 error (PySendResult: -1 error, 0 return, 1 next)
 */
// biome-ignore lint/suspicious/noExplicitAny: each slot has its own C signature
export type SlotFunction = (...args: any[]) => any;
export type SlotName =
  | 'tp_dealloc'
  | 'tp_repr'
  | 'tp_hash'
  | 'tp_call'
  | 'tp_str'
  | 'tp_getattro'
  | 'tp_setattro'
  | 'tp_traverse'
  | 'tp_clear'
  | 'tp_richcompare'
  | 'tp_iter'
  | 'tp_iternext'
  | 'tp_descr_get'
  | 'tp_descr_set'
  | 'tp_init'
  | 'tp_alloc'
  | 'tp_new'
  | 'tp_free'
  | 'tp_is_gc'
  | 'tp_del'
  | 'tp_finalize'
  | 'tp_vectorcall'
  | 'vectorcall'
  | 'am_await'
  | 'am_aiter'
  | 'am_anext'
  | 'am_send'
  | 'nb_add'
  | 'nb_subtract'
  | 'nb_multiply'
  | 'nb_remainder'
  | 'nb_divmod'
  | 'nb_power'
  | 'nb_negative'
  | 'nb_positive'
  | 'nb_absolute'
  | 'nb_bool'
  | 'nb_invert'
  | 'nb_lshift'
  | 'nb_rshift'
  | 'nb_and'
  | 'nb_xor'
  | 'nb_or'
  | 'nb_int'
  | 'nb_float'
  | 'nb_inplace_add'
  | 'nb_inplace_subtract'
  | 'nb_inplace_multiply'
  | 'nb_inplace_remainder'
  | 'nb_inplace_power'
  | 'nb_inplace_lshift'
  | 'nb_inplace_rshift'
  | 'nb_inplace_and'
  | 'nb_inplace_xor'
  | 'nb_inplace_or'
  | 'nb_floor_divide'
  | 'nb_true_divide'
  | 'nb_inplace_floor_divide'
  | 'nb_inplace_true_divide'
  | 'nb_index'
  | 'nb_matrix_multiply'
  | 'nb_inplace_matrix_multiply'
  | 'mp_length'
  | 'mp_subscript'
  | 'mp_ass_subscript'
  | 'sq_length'
  | 'sq_concat'
  | 'sq_repeat'
  | 'sq_item'
  | 'sq_ass_item'
  | 'sq_contains'
  | 'sq_inplace_concat'
  | 'sq_inplace_repeat'
  | 'bf_getbuffer'
  | 'bf_releasebuffer'; // prettier-ignore
/** 'inherit-none' slots: `null` means "set to NULL on purpose" (e.g. `tp_hash: null` = unhashable). */
export type SlotTable = { readonly [K in SlotName]?: SlotFunction | null };

export interface TypeSpec {
  /** Name in the table of static types; also tp_name's last part unless `tpName` says otherwise. */
  readonly type: StaticTypeName;
  /** tp_name with its module where it has one ("collections.OrderedDict"). */
  readonly tpName?: string;
  readonly base?: StaticTypeName;
  readonly basicsize: number;
  readonly itemsize?: number;
  /** TypeFlags beyond READY|IMMUTABLETYPE; HAVE_GC must be said, BASETYPE where it may be subclassed. */
  readonly flags?: number;
  readonly doc?: string;
  /** `__text_signature__` of the constructor, "(x=0, /)". */
  readonly textSignature?: string;
  readonly dictoffset?: number;
  readonly weaklistoffset?: number;
  readonly vectorcallOffset?: number;
  readonly slots: SlotTable;
  readonly methods?: readonly MethodSpec[];
  readonly getset?: readonly GetSetSpec[];
  readonly members?: readonly MemberSpec[];
  /** Entries to add to tp_dict after the rest, made when the type is readied (e.g. `__hash__`: None is automatic). */
  readonly extra?: () => Iterable<readonly [string, Owned]>;
}

/** A heap type of a module written in TypeScript (made when the module is imported; may be one of several). */
export interface HeapTypeSpec extends Omit<TypeSpec, 'type' | 'base'> {
  readonly name: string;
  /** Made at creation: the base type, borrowed; object by default. */
  readonly baseType?: () => Borrowed;
  /** False for a type whose attributes may be set (CPython's heap types without IMMUTABLETYPE). True by default. */
  readonly immutable?: boolean;
}

export interface ModuleSpec {
  readonly name: string;
  /** What the module and its functions call it, where that is not its name. */
  readonly shownName?: string;
  readonly doc?: string;
  readonly functions?: readonly MethodSpec[];
  /** Heap types of the module: created at import, stored in the module unless `hidden`. */
  readonly types?: readonly (HeapTypeSpec & { readonly hidden?: boolean })[];
  /** Runs when the module is executed: fills constants. 0 on success, -1 with an exception. */
  readonly exec?: (module: Borrowed) => number;
  /**
   * What every isolate does that registers the module's functions, whether or not the module is made there: hands functions to hooks
   * of lower floors. Nothing that a program could see.
   */
  readonly attach?: () => void;
}

export function method(
  name: string,
  signature: string,
  impl: Implementation,
  doc = '',
  more: Partial<MethodSpec> = {},
): MethodSpec {
  return { name, signature, impl, doc, ...more };
}

export type { Addr };
