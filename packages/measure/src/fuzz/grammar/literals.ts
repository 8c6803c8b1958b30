/** Values of the built-in types that are worth a try: the corners of each. */
import type { Random } from '../random.js';

const table = {
  int: [
    '0 1 2 3 5 7 10 42 100 255 256 257 1000 (-1) (-2) (-5) (-6) (-7) (-128) 0x7fff 65536 1_000_000',
    '2147483647 2147483648 (-2147483648) 4294967295 4294967296 1073741823 1073741824 (-1073741824)',
    '9007199254740991 9007199254740992 9007199254740993 (-9007199254740993)',
    '9223372036854775807 9223372036854775808 (-9223372036854775808) 18446744073709551616',
    '100000000000000000000 (-100000000000000000000) 0b1011 0o17',
  ],
  small: ['0 1 2 3 4 5 6 (-1) (-2) (-3)'],
  float: [
    '0.0 (-0.0) 1.0 (-1.0) 0.5 1.5 2.5 (-2.5) 0.1 3.14159 1e16 1e15 123456.789 1e-5 1e-4 1e100 1e308 5e-324 (-1e-7)',
    'float("inf") float("-inf") float("nan") 1e22 9007199254740993.0 2.0 0.30000000000000004',
  ],
  complex: ['0j 1j (-1j) (1+2j) (2.5-0.5j) complex(0.0,-0.0) complex("nan+infj") (3+0j) 1e300j'],
  bool: ['True False'],
  str: [
    `'' 'a' 'abc' 'Hello' 'hello_world' 'a,b,c' '12' '-7' '3.5' '0x1f' 'ABC' 'AbC' 'x1' 'ß' 'ñandú' 'İ' 'ǅx' '日本語' '😀' 'a😀b'`,
    `' pad ' 'tab\\tend' 'line\\nbreak\\r\\nend' '\\x00' '\\x1f' '\\ud800' "it's" '"' 'aaaa' 'abab' '٣' '²' 'ﬁ' '{}' '%s' 'None' 'zz' 'e\\u0301'`,
  ],
  bytes: [
    `b'' b'a' b'abc' b'Hello' b'a,b,c' b'\\x00\\xff' b'12' b'-7' b' pad ' b'line\\nbreak\\r\\n' b'abab' b'\\xc3\\xa9' b'ZZ' b'0f1E'`,
  ],
  bytearray: [`bytearray() bytearray(b'abc') bytearray(3) bytearray(b'\\x00\\x80\\xff') bytearray(b'aXbX')`],
  none: ['None'],
  slice: [
    '0 1 : :: ::-1 1: :-1 -3: ::2 1:3 4:1:-1 -2::-2 :2 10: :10 -10:10 None:None:None 1:1 3:1 ::-3 2:-1 ::3',
  ],
  exception: [
    `ValueError('v') KeyError('k') TypeError() IndexError(1,2) ZeroDivisionError('z') RuntimeError('r') StopIteration(5) OSError(2,'no') LookupError() ArithmeticError('a',) AttributeError('x') NameError('n') OverflowError('big') GeneratorExit() KeyboardInterrupt()`,
  ],
  exceptionClass: [
    'ValueError KeyError TypeError IndexError ZeroDivisionError RuntimeError StopIteration LookupError ArithmeticError AttributeError Exception (ValueError,TypeError) (LookupError,ArithmeticError) NameError',
  ],
  builtinClass: ['int str float list dict tuple set object bool bytes type complex frozenset'],
} as const;

const values = Object.fromEntries(
  Object.entries(table).map(([type, rows]) => [type, rows.flatMap(split)]),
) as unknown as Readonly<Record<keyof typeof table, readonly string[]>>;

/** By spaces that are outside of quotation marks. */
function split(row: string): string[] {
  return row.match(/(?:b?'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
}

export type LiteralType = keyof typeof table;

export const isLiteralType = (type: string): type is LiteralType => Object.hasOwn(values, type);

export const literal = (random: Random, type: LiteralType): string => random.pick(values[type]);
