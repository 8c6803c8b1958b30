/**
 * Names of characters for \N{…} and `namereplace`. The name table is large and belongs to the module `unicodedata`, which
 * hands its functions in here, as CPython's `unicodedata._ucnhash_CAPI` does.
 */
let nameOf: (code: number) => string | null = () => null;
let codeOf: (name: string) => readonly number[] | null = () => null;

export function setCharacterNames(
  name: (code: number) => string | null,
  code: (name: string) => readonly number[] | null,
): void {
  nameOf = name;
  codeOf = code;
}
/** The character's name, or null. */
export function characterName(code: number): string | null {
  return nameOf(code);
}
/** The code points that a name, an alias or a named sequence stands for, or null. */
export function characterNamed(name: string): readonly number[] | null {
  return codeOf(name);
}
