/** Kinds of attribute caches (the third word's low byte), with what the four words hold. */

export const K_INLINE = 1; // [tag, shape, kind | offset << 8, –]        value in the instance
export const K_SLOT = 2; //   [tag, –, kind | offset << 8, –]            `__slots__` member
export const K_CLASS = 3; //  [tag, shape, kind, value]                  class attribute without __get__, not shadowed
export const K_METHOD = 4; // [tag, shape, kind, function]               function to bind
export const K_DICT = 5; //   [tag, keys version, kind, value address]   instance with a real dict
export const K_MODULE = 6; // [–, keys version, kind, value address]     attribute of a module
export const K_ADD = 7; //    [tag, shape, kind | offset << 8, new shape] store of a new attribute
export const K_PLAIN_CLASS = 8; // like K_CLASS for types without managed dicts: no shape to check
export const K_PLAIN_METHOD = 9;
export const K_TYPE = 10; //  [tag, tag of the class, kind, value]       attribute of a class
export const K_CLASS_METHOD = 11; //  the same, value: a classmethod     LOAD_METHOD only, as is the next
export const K_STATIC_METHOD = 12; // the same, value: a staticmethod
export const K_INSTANCE_CLASS_METHOD = 13; // [tag, shape, kind, classmethod]  found through an instance
export const K_INSTANCE_STATIC_METHOD = 14;

/** The second cache of attributes, at Roots.ATTRIBUTES: see names.ts. */
export const SecondCache = Object.freeze({
  /** Log2 of its entries, and an entry's words: the type's tag, the name with its use, the four words of a site's cache. */
  bits: 11,
  words: 6,
  /** An entry's number is the tag times this, combined with `nameHash`. */
  factor: 0x9e3b,
  /** What an entry is for, in the low bits of the name: the same name means another thing to each. */
  use: Object.freeze({ load: 1, store: 2, method: 3 }),
});
export function nameHash(name: number, use: number): number {
  return (name >>> 4) ^ (name >>> 13) ^ (use << 9);
}
