// Programs at random: soups of tokens, and of characters.
const WORDS = [
  ...'( ) ( ) [ ] { } , , : : . . = = == + - * ** / // % @ ~ | & ^ << > < <= != <> -> := ... += ; x x x y match case _ print exec'.split(
    ' ',
  ),
  ...'1 2.5 3j 0x1 1if 07 None True False and as assert async await break class continue def del elif else except'.split(
    ' ',
  ),
  ...'finally for from global if import in is lambda nonlocal not or pass raise return try while with yield $ é'.split(
    ' ',
  ),
  "'s'",
  "f'{x}'",
  'f"{y!r:{z}}"',
  'b"b"',
  'u"x"',
  "r'\\d'",
  '"\\x"',
  "'a",
  "f'{'",
  '\\\n',
  '\n',
  '\n',
  '\n ',
  '\n  ',
  ':\n ',
  '# c\n',
];

export function tokenSoup(random) {
  let source = '';
  for (let n = 1 + random.below(14); n > 0; n--) source += (random.below(4) ? ' ' : '') + random.pick(WORDS);
  return random.below(3) === 0 ? source : source.trimStart();
}

const CHARACTERS = [
  ...'abefnorux_xx01789..eEjJ__\'\'"""\\\\{}{}()[]!:=,;#+-*@$?\n\n  \t\f\r',
  'é',
  '€',
  '\u00a0',
  '\u200b',
  '😀',
  'f"',
  "f'",
  "'''",
  '0x',
  '0b',
  '0o',
  '\\N{',
  '\\x',
  '\\u00',
  '\\U0001',
];

export function characterSoup(random) {
  let source = '';
  for (let n = 1 + random.below(18); n > 0; n--) source += random.pick(CHARACTERS);
  return source;
}
