/**
 * Instruction texts made comparable. iced-x86, objdump and this package agree on what an instruction is, and
 * differ in how they write numbers, sizes that the mnemonic implies, and a few names.
 */
const COMPARISONS = ['eq', 'lt', 'le', 'unord', 'neq', 'nlt', 'nle', 'ord'];

export function comparable(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/\s*,\s*/g, ',')
    .replace(/\s*([*+])\s*/g, '$1')
    // A displacement of zero is shown by some, and the scale of one.
    .replace(/[+-]0x0\]/g, ']')
    .replace(/\*1\b/g, '')
    // An absolute address.
    .replace(/\[(0x[0-9a-f]+)\]/g, 'ds:$1')
    .replace(/\bmovabs\b/, 'mov')
    .replace(/^(pushf|popf)$/, '$1q')
    .replace(/^xlat .*/, 'xlatb')
    .replace(/,1$/, ',0x1')
    // objdump spells string instructions out; iced-x86 gives them their operands.
    .replace(
      /^(movs|cmps|stos|lods|scas)[bwdq]? (?!.*xmm).*?\b(byte|word|dword|qword) ptr .*/,
      (_, name, size) => name + size[0],
    )
    // objdump names a comparison by its predicate.
    .replace(
      /^cmp(eq|lt|le|unord|neq|nlt|nle|ord)(ss|sd|ps|pd) (.*)/,
      (_, p, type, rest) => `cmp${type} ${rest},0x${COMPARISONS.indexOf(p)}`,
    )
    .replace(/^rex\.w nop$/, 'xchg rax,rax')
    .replace(/^(prefetch\w+|lddqu.*?)(.*?)(byte|xmmword|oword) ptr /, '$1$2')
    .replace(/xmmword ptr /g, 'oword ptr ')
    .trim();
  // An exchange is the same both ways.
  const exchange = /^xchg (.*),(.*)$/.exec(plain);
  return exchange === null ? plain : `xchg ${exchange.slice(1).sort().join()}`;
}
