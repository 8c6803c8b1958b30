/** Integer arithmetic, logic and comparison. */
import { type Group, group } from './row.js';

const byteOf = (n: number): string => n.toString(16).toUpperCase().padStart(2, '0');

/** The eight operations that share one layout of opcodes, `8n` to `8n + 5` and 80–83 /n. */
function binary(name: string, n: number, facts: string, meaning: string): Group {
  const d = name === 'cmp' ? '' : '+';
  const lock = name === 'cmp' ? '' : 'lock';
  const op = (k: number): string => byteOf(8 * n + k);
  return group(
    name,
    meaning,
    `
    ${d}al imm8         | ${op(4)} ib
    ${d}rm8 imm8        | 80 /${n} ib     | ${lock}
    ${d}rm16 imm8s16    | o16 83 /${n} ib | ${lock}
    ${d}ax imm16        | o16 ${op(5)} iw
    ${d}rm16 imm16      | o16 81 /${n} iw | ${lock}
    ${d}rm32 imm8s32    | o32 83 /${n} ib | ${lock}
    ${d}eax imm32       | o32 ${op(5)} id
    ${d}rm32 imm32      | o32 81 /${n} id | ${lock}
    ${d}rm64 imm8s64    | o64 83 /${n} ib | ${lock}
    ${d}rax imm32s64    | o64 ${op(5)} id
    ${d}rm64 imm32s64   | o64 81 /${n} id | ${lock}
    ${d}rm8 r8          | ${op(0)} /r     | ${lock}
    ${d}rm16 r16        | o16 ${op(1)} /r | ${lock}
    ${d}rm32 r32        | o32 ${op(1)} /r | ${lock}
    ${d}rm64 r64        | o64 ${op(1)} /r | ${lock}
    ${d}r8 rm8          | ${op(2)} /r
    ${d}r16 rm16        | o16 ${op(3)} /r
    ${d}r32 rm32        | o32 ${op(3)} /r
    ${d}r64 rm64        | o64 ${op(3)} /r`,
    facts,
  );
}

/** One operand, at opcode `op` for bytes and `op + 1` for the rest. */
function unary(
  name: string,
  op: number,
  digit: number,
  facts: string,
  meaning: string,
  lock = 'lock',
): Group {
  return group(
    name,
    meaning,
    `
    +rm8  | ${byteOf(op)} /${digit}         | ${lock}
    +rm16 | o16 ${byteOf(op + 1)} /${digit} | ${lock}
    +rm32 | o32 ${byteOf(op + 1)} /${digit} | ${lock}
    +rm64 | o64 ${byteOf(op + 1)} /${digit} | ${lock}`,
    facts,
  );
}

/** Multiplication and division of the accumulator. */
const wide = (
  name: string,
  digit: number,
  facts: string,
  divide: boolean,
  more: string,
  meaning: string,
): Group =>
  group(
    name,
    meaning,
    `
    rm8  | F6 /${digit}     | ${divide ? '+ax' : 'al =ax'}
    rm16 | o16 F7 /${digit} | ${divide ? '+ax +dx' : '+ax =dx'}
    rm32 | o32 F7 /${digit} | ${divide ? '+eax +edx' : '+eax =edx'}
    rm64 | o64 F7 /${digit} | ${divide ? '+rax +rdx' : '+rax =rdx'}${more}`,
    facts,
  );

const ARITHMETIC = 'w:oszapc';
const LOGIC = 'w:szp 0:oc u:a';

export const arithmetic: readonly Group[] = [
  binary('add', 0, ARITHMETIC, 'Adds the source to the destination.'),
  binary('or', 1, LOGIC, 'Sets the destination to the bitwise or of both.'),
  binary('adc', 2, 'r:c w:oszapc', 'Adds the source and the carry to the destination.'),
  binary('sbb', 3, 'r:c w:oszapc', 'Subtracts the source and the carry from the destination.'),
  binary('and', 4, LOGIC, 'Sets the destination to the bitwise and of both.'),
  binary('sub', 5, ARITHMETIC, 'Subtracts the source from the destination.'),
  binary('xor', 6, LOGIC, 'Sets the destination to the bitwise exclusive or of both.'),
  binary('cmp', 7, ARITHMETIC, 'Sets the flags as a subtraction would, and keeps the operands.'),
  group(
    'test',
    'Sets the flags as a bitwise and would, and keeps the operands.',
    `
    al imm8       | A8 ib
    rm8 imm8      | F6 /0 ib
    ax imm16      | o16 A9 iw
    rm16 imm16    | o16 F7 /0 iw
    eax imm32     | o32 A9 id
    rm32 imm32    | o32 F7 /0 id
    rax imm32s64  | o64 A9 id
    rm64 imm32s64 | o64 F7 /0 id
    rm8 r8        | 84 /r
    rm16 r16      | o16 85 /r
    rm32 r32      | o32 85 /r
    rm64 r64      | o64 85 /r`,
    LOGIC,
  ),
  unary('inc', 0xfe, 0, 'w:oszap', 'Adds one and keeps the carry flag.'),
  unary('dec', 0xfe, 1, 'w:oszap', 'Subtracts one and keeps the carry flag.'),
  unary('not', 0xf6, 2, '', 'Inverts every bit.'),
  unary('neg', 0xf6, 3, ARITHMETIC, 'Negates; the carry flag says whether the operand was not zero.'),
  wide('mul', 4, 'w:oc u:szap', false, '', 'Multiplies the accumulator, unsigned, into twice the width.'),
  wide(
    'imul',
    5,
    'w:oc u:szap',
    false,
    `
    +r16 rm16          | o16 0F AF /r
    +r32 rm32          | o32 0F AF /r
    +r64 rm64          | o64 0F AF /r
    =r16 rm16 imm8s16  | o16 6B /r ib
    =r16 rm16 imm16    | o16 69 /r iw
    =r32 rm32 imm8s32  | o32 6B /r ib
    =r32 rm32 imm32    | o32 69 /r id
    =r64 rm64 imm8s64  | o64 6B /r ib
    =r64 rm64 imm32s64 | o64 69 /r id`,
    'Multiplies, signed; with one operand, the accumulator into twice the width.',
  ),
  wide(
    'div',
    6,
    'u:oszapc',
    true,
    '',
    'Divides the double-width accumulator, unsigned; raises #DE on overflow.',
  ),
  wide(
    'idiv',
    7,
    'u:oszapc',
    true,
    '',
    'Divides the double-width accumulator, signed; raises #DE on overflow.',
  ),
  group('cbw', 'Sign-extends al into ax.', '| o16 98 | al =ax'),
  group('cwde', 'Sign-extends ax into eax.', '| o32 98 | ax =eax'),
  group('cdqe', 'Sign-extends eax into rax.', '| o64 98 | eax =rax'),
  group('cwd', 'Fills dx with the sign of ax.', '| o16 99 | ax =dx'),
  group('cdq', 'Fills edx with the sign of eax.', '| o32 99 | eax =edx'),
  group('cqo', 'Fills rdx with the sign of rax.', '| o64 99 | rax =rdx'),
  group(
    'xadd',
    'Exchanges the operands, then writes their sum to the first.',
    `
    +rm8 +r8   | 0F C0 /r     | lock
    +rm16 +r16 | o16 0F C1 /r | lock
    +rm32 +r32 | o32 0F C1 /r | lock
    +rm64 +r64 | o64 0F C1 /r | lock`,
    ARITHMETIC,
  ),
  group(
    'cmpxchg',
    'Compares the accumulator with the destination; stores the source if equal, else loads the accumulator.',
    `
    +rm8 r8   | 0F B0 /r     | lock +al
    +rm16 r16 | o16 0F B1 /r | lock +ax
    +rm32 r32 | o32 0F B1 /r | lock +eax
    +rm64 r64 | o64 0F B1 /r | lock +rax`,
    ARITHMETIC,
  ),
  group(
    'cmpxchg8b',
    'Compares edx:eax with memory; stores ecx:ebx if equal, else loads edx:eax.',
    '+m64 | 0F C7 /1 | lock +edx +eax ecx ebx',
    'w:z',
    'cx8',
  ),
  group(
    'cmpxchg16b',
    'Compares rdx:rax with memory, aligned to 16; stores rcx:rbx if equal, else loads rdx:rax.',
    '+m128 | o64 0F C7 /1 | lock +rdx +rax rcx rbx',
    'w:z',
    'cx16',
  ),
  group(
    'adcx',
    'Adds the source and the carry flag, and writes only the carry flag.',
    `
    +r32 rm32 | 66 0F 38 F6 /r
    +r64 rm64 | 66 o64 0F 38 F6 /r`,
    'r:c w:c',
    'adx',
  ),
  group(
    'adox',
    'Adds the source and the overflow flag, and writes only the overflow flag.',
    `
    +r32 rm32 | F3 0F 38 F6 /r
    +r64 rm64 | F3 o64 0F 38 F6 /r`,
    'r:o w:o',
    'adx',
  ),
];
