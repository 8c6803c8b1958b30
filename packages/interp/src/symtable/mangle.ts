/**
 * Private name mangling (language reference 6.2.1): inside class `_Ham`, `__spam` means `_Ham__spam`. Not mangled: names
 * that end in two underscores, dotted names (of `import __a.b`), and all names in a class whose name is underscores only.
 */
export function mangle(privateName: string | null, name: string): string {
  if (privateName === null || !name.startsWith('__') || name.endsWith('__') || name.includes('.'))
    return name;
  const stripped = privateName.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}
