/** SSE and SSE2: scalar and packed moves, arithmetic, logic, conversion; a few of SSE4.1. */
import { type Group, group } from './row.js';

const one = (name: string, form: string, meaning: string, features = 'sse2', facts = ''): Group =>
  group(name, meaning, form, facts, features);

/** A packed move that loads with one opcode and stores with another. */
const packedMove = (
  name: string,
  prefix: string,
  load: string,
  store: string,
  f: string,
  meaning: string,
): Group =>
  group(
    name,
    meaning,
    `
    =x xm128 | ${prefix} 0F ${load} /r
    =xm128 x | ${prefix} 0F ${store} /r`,
    '',
    f,
  );

/** A half of a vector register, from and to memory. */
const halfMove = (name: string, prefix: string, op: number, f: string, meaning: string): Group =>
  group(
    name,
    meaning,
    `
    +x m64 | ${prefix} 0F ${op.toString(16).toUpperCase()} /r
    =m64 x | ${prefix} 0F ${(op + 1).toString(16).toUpperCase()} /r`,
    '',
    f,
  );

const FLOATS = [
  ['ss', 'F3', 'xm32', 'sse', 'the low single'],
  ['sd', 'F2', 'xm64', 'sse2', 'the low double'],
  ['ps', 'NP', 'xm128', 'sse', 'four singles'],
  ['pd', '66', 'xm128', 'sse2', 'two doubles'],
] as const;

/** One floating operation in its four shapes. */
const floating = (name: string, op: string, verb: string, access = '+'): readonly Group[] =>
  FLOATS.map(([suffix, prefix, source, features, what]) =>
    group(
      name + suffix,
      `${verb} ${what}.`,
      `${access === '=' && suffix[0] === 's' ? '+' : access}x ${source} | ${prefix} 0F ${op} /r`,
      '',
      features,
    ),
  );

/** A bitwise operation on a whole register, named for singles and doubles. */
const bitwise = (name: string, op: string, meaning: string): readonly Group[] => [
  one(name + 'ps', `+x xm128 | NP 0F ${op} /r`, meaning, 'sse'),
  one(name + 'pd', `+x xm128 | 66 0F ${op} /r`, meaning),
];

/** `66 0F op /r` on whole registers. */
const packed = (names: string, meaning: string): readonly Group[] =>
  names.split(' ').map((text) => {
    const [name, op] = text.split(':') as [string, string];
    return one(name, `+x xm128 | 66 0F ${op} /r`, meaning);
  });

/** A packed shift: by a register's low 64 bits, or by an immediate with a digit. */
const packedShift = (name: string, op: string, opImm: string, digit: number, meaning: string): Group =>
  one(
    name,
    `
    +x xm128 | 66 0F ${op} /r
    +xr imm8 | 66 0F ${opImm} /${digit} ib`,
    meaning,
  );

const compareFlags = 'w:zpc 0:osa';

export const vector: readonly Group[] = [
  // Moves.
  one(
    'movss',
    `
    +x xm32 | F3 0F 10 /r
    +xm32 x | F3 0F 11 /r`,
    'Copies a single; from memory, the rest becomes zero.',
    'sse',
  ),
  one(
    'movsd',
    `
    | o32 A5             | r:d +rsi +rdi rep base
    +x xm64 | F2 0F 10 /r
    +xm64 x | F2 0F 11 /r`,
    'Copies a double; from memory, the upper half becomes zero; without operands, moves a string of dwords.',
  ),
  packedMove('movaps', 'NP', '28', '29', 'sse', 'Copies 16 bytes, aligned.'),
  packedMove('movapd', '66', '28', '29', 'sse2', 'Copies 16 bytes, aligned.'),
  packedMove('movups', 'NP', '10', '11', 'sse', 'Copies 16 bytes.'),
  packedMove('movupd', '66', '10', '11', 'sse2', 'Copies 16 bytes.'),
  packedMove('movdqa', '66', '6F', '7F', 'sse2', 'Copies 16 bytes, aligned.'),
  packedMove('movdqu', 'F3', '6F', '7F', 'sse2', 'Copies 16 bytes.'),
  one('lddqu', '=x m128 | F2 0F F0 /r', 'Loads 16 bytes.', 'sse3'),
  halfMove('movlps', 'NP', 0x12, 'sse', 'Copies the low half, and keeps the other.'),
  halfMove('movlpd', '66', 0x12, 'sse2', 'Copies the low half, and keeps the other.'),
  halfMove('movhps', 'NP', 0x16, 'sse', 'Copies the high half, and keeps the other.'),
  halfMove('movhpd', '66', 0x16, 'sse2', 'Copies the high half, and keeps the other.'),
  one('movhlps', '+x xr | NP 0F 12 /r', 'Copies the high half to the low half.', 'sse'),
  one('movlhps', '+x xr | NP 0F 16 /r', 'Copies the low half to the high half.', 'sse'),
  one('movddup', '=x xm64 | F2 0F 12 /r', 'Copies a double to both halves.', 'sse3'),
  one(
    'movd',
    `
    =x rm32 | 66 0F 6E /r
    =rm32 x | 66 0F 7E /r`,
    'Copies 32 bits between a vector and a general-purpose register; the rest becomes zero.',
  ),
  one(
    'movq',
    `
    =x xm64 | F3 0F 7E /r
    =xm64 x | 66 0F D6 /r
    =x rm64 | 66 o64 0F 6E /r
    =rm64 x | 66 o64 0F 7E /r`,
    'Copies 64 bits; the upper half of a vector register becomes zero.',
  ),
  one('movntps', '=m128 x | NP 0F 2B /r', 'Stores 16 bytes, aligned, past the caches.', 'sse'),
  one('movntpd', '=m128 x | 66 0F 2B /r', 'Stores 16 bytes, aligned, past the caches.'),
  one('movntdq', '=m128 x | 66 0F E7 /r', 'Stores 16 bytes, aligned, past the caches.'),
  one('movmskps', '=r32 xr | NP 0F 50 /r', 'Gathers the signs of four singles.', 'sse'),
  one('movmskpd', '=r32 xr | 66 0F 50 /r', 'Gathers the signs of two doubles.'),
  one('pmovmskb', '=r32 xr | 66 0F D7 /r', 'Gathers the signs of sixteen bytes.'),

  // Floating arithmetic.
  ...floating('add', '58', 'Adds'),
  ...floating('mul', '59', 'Multiplies'),
  ...floating('sub', '5C', 'Subtracts'),
  ...floating('min', '5D', 'Takes the lesser (the source if either is NaN) of'),
  ...floating('div', '5E', 'Divides'),
  ...floating('max', '5F', 'Takes the greater (the source if either is NaN) of'),
  ...floating('sqrt', '51', 'Takes the square root of', '='),
  one('cmpss', '+x xm32 imm8 | F3 0F C2 /r ib', 'Makes a mask of a comparison of the low singles.', 'sse'),
  one(
    'cmpsd',
    `
    | o32 A7                       | r:d w:oszapc +rsi +rdi repe base
    +x xm64 imm8 | F2 0F C2 /r ib`,
    'Makes a mask of a comparison of the low doubles; without operands, compares a string of dwords.',
  ),
  one('cmpps', '+x xm128 imm8 | NP 0F C2 /r ib', 'Makes masks of comparisons of four singles.', 'sse'),
  one('cmppd', '+x xm128 imm8 | 66 0F C2 /r ib', 'Makes masks of comparisons of two doubles.'),
  one(
    'ucomiss',
    'x xm32 | NP 0F 2E /r',
    'Compares singles into zero, parity and carry flag.',
    'sse',
    compareFlags,
  ),
  one(
    'ucomisd',
    'x xm64 | 66 0F 2E /r',
    'Compares doubles into zero, parity and carry flag.',
    'sse2',
    compareFlags,
  ),
  one('comiss', 'x xm32 | NP 0F 2F /r', 'As ucomiss, but any NaN signals.', 'sse', compareFlags),
  one('comisd', 'x xm64 | 66 0F 2F /r', 'As ucomisd, but any NaN signals.', 'sse2', compareFlags),
  one(
    'roundss',
    '+x xm32 imm8 | 66 0F 3A 0A /r ib',
    'Rounds a single to an integer: 0 nearest, 1 down, 2 up, 3 to zero.',
    'sse4.1',
  ),
  one(
    'roundsd',
    '+x xm64 imm8 | 66 0F 3A 0B /r ib',
    'Rounds a double to an integer: 0 nearest, 1 down, 2 up, 3 to zero.',
    'sse4.1',
  ),

  // Conversion.
  one(
    'cvtsi2ss',
    `
    +x rm32 | F3 0F 2A /r
    +x rm64 | F3 o64 0F 2A /r`,
    'Converts a signed integer to a single.',
    'sse',
  ),
  one(
    'cvtsi2sd',
    `
    +x rm32 | F2 0F 2A /r
    +x rm64 | F2 o64 0F 2A /r`,
    'Converts a signed integer to a double.',
  ),
  ...(
    [
      ['cvttss2si', 'F3', '2C', 'xm32', 'sse', 'Converts a single to a signed integer, toward zero.'],
      ['cvttsd2si', 'F2', '2C', 'xm64', 'sse2', 'Converts a double to a signed integer, toward zero.'],
      ['cvtss2si', 'F3', '2D', 'xm32', 'sse', 'Converts a single to a signed integer, rounding.'],
      ['cvtsd2si', 'F2', '2D', 'xm64', 'sse2', 'Converts a double to a signed integer, rounding.'],
    ] as const
  ).map(([name, prefix, op, source, f, meaning]) =>
    one(
      name,
      `
    =r32 ${source} | ${prefix} 0F ${op} /r
    =r64 ${source} | ${prefix} o64 0F ${op} /r`,
      meaning,
      f,
    ),
  ),
  one('cvtss2sd', '+x xm32 | F3 0F 5A /r', 'Converts a single to a double.'),
  one('cvtsd2ss', '+x xm64 | F2 0F 5A /r', 'Converts a double to a single.'),
  one('cvtps2pd', '=x xm64 | NP 0F 5A /r', 'Converts two singles to doubles.'),
  one('cvtpd2ps', '=x xm128 | 66 0F 5A /r', 'Converts two doubles to singles.'),
  one('cvtdq2ps', '=x xm128 | NP 0F 5B /r', 'Converts four signed dwords to singles.'),
  one('cvtps2dq', '=x xm128 | 66 0F 5B /r', 'Converts four singles to signed dwords, rounding.'),
  one('cvttps2dq', '=x xm128 | F3 0F 5B /r', 'Converts four singles to signed dwords, toward zero.'),
  one('cvtdq2pd', '=x xm64 | F3 0F E6 /r', 'Converts two signed dwords to doubles.'),
  one('cvtpd2dq', '=x xm128 | F2 0F E6 /r', 'Converts two doubles to signed dwords, rounding.'),
  one('cvttpd2dq', '=x xm128 | 66 0F E6 /r', 'Converts two doubles to signed dwords, toward zero.'),

  // Logic and shuffles.
  ...bitwise('and', '54', 'Bitwise and.'),
  ...bitwise('andn', '55', 'Bitwise and with the inverted destination.'),
  ...bitwise('or', '56', 'Bitwise or.'),
  ...bitwise('xor', '57', 'Bitwise exclusive or.'),
  ...packed('pand:DB', 'Bitwise and.'),
  ...packed('pandn:DF', 'Bitwise and with the inverted destination.'),
  ...packed('por:EB', 'Bitwise or.'),
  ...packed('pxor:EF', 'Bitwise exclusive or.'),
  ...bitwise('unpckl', '14', 'Interleaves the low halves.'),
  ...bitwise('unpckh', '15', 'Interleaves the high halves.'),
  one('shufps', '+x xm128 imm8 | NP 0F C6 /r ib', 'Chooses two singles of each operand.', 'sse'),
  one('shufpd', '+x xm128 imm8 | 66 0F C6 /r ib', 'Chooses one double of each operand.'),
  one('pshufd', '=x xm128 imm8 | 66 0F 70 /r ib', 'Chooses four dwords.'),
  one('pshuflw', '=x xm128 imm8 | F2 0F 70 /r ib', 'Chooses four words of the low half.'),
  one('pshufhw', '=x xm128 imm8 | F3 0F 70 /r ib', 'Chooses four words of the high half.'),
  ...packed(
    'punpcklbw:60 punpcklwd:61 punpckldq:62 punpcklqdq:6C',
    'Interleaves the elements of the low halves.',
  ),
  ...packed(
    'punpckhbw:68 punpckhwd:69 punpckhdq:6A punpckhqdq:6D',
    'Interleaves the elements of the high halves.',
  ),
  ...packed('packsswb:63 packssdw:6B', 'Narrows the elements of both, with signed saturation.'),
  ...packed('packuswb:67', 'Narrows the elements of both, with unsigned saturation.'),

  // Packed integers.
  ...packed('paddb:FC paddw:FD paddd:FE paddq:D4', 'Adds the elements.'),
  ...packed('psubb:F8 psubw:F9 psubd:FA psubq:FB', 'Subtracts the elements.'),
  ...packed('pcmpeqb:74 pcmpeqw:75 pcmpeqd:76', 'Makes masks of the elements that are equal.'),
  ...packed('pcmpgtb:64 pcmpgtw:65 pcmpgtd:66', 'Makes masks of the elements that are greater, signed.'),
  ...packed('pmullw:D5', 'Multiplies the words and keeps the low halves.'),
  ...packed('pmuludq:F4', 'Multiplies the even dwords, unsigned, into qwords.'),
  ...packed('pminub:DA pminsw:EA', 'Takes the lesser of the elements.'),
  ...packed('pmaxub:DE pmaxsw:EE', 'Takes the greater of the elements.'),
  packedShift('psllw', 'F1', '71', 6, 'Shifts words left.'),
  packedShift('pslld', 'F2', '72', 6, 'Shifts dwords left.'),
  packedShift('psllq', 'F3', '73', 6, 'Shifts qwords left.'),
  packedShift('psrlw', 'D1', '71', 2, 'Shifts words right with zeros.'),
  packedShift('psrld', 'D2', '72', 2, 'Shifts dwords right with zeros.'),
  packedShift('psrlq', 'D3', '73', 2, 'Shifts qwords right with zeros.'),
  packedShift('psraw', 'E1', '71', 4, 'Shifts words right with the sign.'),
  packedShift('psrad', 'E2', '72', 4, 'Shifts dwords right with the sign.'),
  one('pslldq', '+xr imm8 | 66 0F 73 /7 ib', 'Shifts the register left by bytes.'),
  one('psrldq', '+xr imm8 | 66 0F 73 /3 ib', 'Shifts the register right by bytes.'),
  one('pinsrw', '+x r32m16 imm8 | 66 0F C4 /r ib', 'Inserts a word.'),
  one('pextrw', '=r32 xr imm8 | 66 0F C5 /r ib', 'Extracts a word.'),
  one('pinsrd', '+x rm32 imm8 | 66 0F 3A 22 /r ib', 'Inserts a dword.', 'sse4.1'),
  one('pinsrq', '+x rm64 imm8 | 66 o64 0F 3A 22 /r ib', 'Inserts a qword.', 'sse4.1'),
  one('pextrd', '=rm32 x imm8 | 66 0F 3A 16 /r ib', 'Extracts a dword.', 'sse4.1'),
  one('pextrq', '=rm64 x imm8 | 66 o64 0F 3A 16 /r ib', 'Extracts a qword.', 'sse4.1'),
  one(
    'ptest',
    'x xm128 | 66 0F 38 17 /r',
    'Sets zero and carry flag by a bitwise and.',
    'sse4.1',
    'w:zc 0:osap',
  ),

  // Control.
  one('ldmxcsr', 'm32 | NP 0F AE /2', 'Loads the control and status of vector arithmetic.', 'sse'),
  one('stmxcsr', '=m32 | NP 0F AE /3', 'Stores the control and status of vector arithmetic.', 'sse'),
];
