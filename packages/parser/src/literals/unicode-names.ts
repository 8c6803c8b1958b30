/** The code point of a character by its name or alias, as `\N{…}` and `unicodedata.lookup` know it. */
export function characterByName(name: string): number | undefined {
  void name;
  return undefined;
}
