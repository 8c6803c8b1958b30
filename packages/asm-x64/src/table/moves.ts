/** Moves between general-purpose registers and memory, and the stack. */
import { type Group, group } from './row.js';

export const moves: readonly Group[] = [
  group(
    'mov',
    'Copies the source to the destination.',
    `
    =r8 imm8       | B0+rb ib
    =rm8 imm8      | C6 /0 ib
    =r16 imm16     | o16 B8+rw iw
    =rm16 imm16    | o16 C7 /0 iw
    =r32 imm32     | o32 B8+rd id
    =rm32 imm32    | o32 C7 /0 id
    =rm64 imm32s64 | o64 C7 /0 id
    =r64 imm64     | o64 B8+ro io
    =rm8 r8        | 88 /r
    =rm16 r16      | o16 89 /r
    =rm32 r32      | o32 89 /r
    =rm64 r64      | o64 89 /r
    =r8 rm8        | 8A /r
    =r16 rm16      | o16 8B /r
    =r32 rm32      | o32 8B /r
    =r64 rm64      | o64 8B /r`,
  ),
  group(
    'movzx',
    'Copies the source, extended with zeros.',
    `
    =r16 rm8  | o16 0F B6 /r
    =r32 rm8  | o32 0F B6 /r
    =r64 rm8  | o64 0F B6 /r
    =r32 rm16 | o32 0F B7 /r
    =r64 rm16 | o64 0F B7 /r`,
  ),
  group(
    'movsx',
    'Copies the source, extended with its sign.',
    `
    =r16 rm8  | o16 0F BE /r
    =r32 rm8  | o32 0F BE /r
    =r64 rm8  | o64 0F BE /r
    =r32 rm16 | o32 0F BF /r
    =r64 rm16 | o64 0F BF /r`,
  ),
  group('movsxd', 'Copies a 32-bit source, extended with its sign.', '=r64 rm32 | o64 63 /r'),
  group(
    'movbe',
    'Copies with the bytes in reverse order.',
    `
    =r16 m16 | o16 0F 38 F0 /r
    =r32 m32 | o32 0F 38 F0 /r
    =r64 m64 | o64 0F 38 F0 /r
    =m16 r16 | o16 0F 38 F1 /r
    =m32 r32 | o32 0F 38 F1 /r
    =m64 r64 | o64 0F 38 F1 /r`,
    '',
    'movbe',
  ),
  group(
    'movnti',
    'Stores a register past the caches.',
    `
    =m32 r32 | NP 0F C3 /r
    =m64 r64 | NP o64 0F C3 /r`,
    '',
    'sse2',
  ),
  group(
    'lea',
    'Writes the address itself, truncated to the register.',
    `
    =r16 ~m | o16 8D /r
    =r32 ~m | o32 8D /r
    =r64 ~m | o64 8D /r`,
  ),
  group(
    'push',
    'Lowers rsp and stores the operand there.',
    `
    r16      | o16 50+rw
    r64      | 50+ro
    imm8s64  | 6A ib
    imm32s64 | 68 id
    rm16     | o16 FF /6
    rm64     | FF /6`,
    '+rsp',
  ),
  group(
    'pop',
    'Loads the operand from rsp and raises rsp.',
    `
    =r16  | o16 58+rw
    =r64  | 58+ro
    =rm16 | o16 8F /0
    =rm64 | 8F /0`,
    '+rsp',
  ),
  group('pushfq', 'Pushes the flags.', '| 9C', 'r:oszapcd +rsp'),
  group('popfq', 'Pops the flags.', '| 9D', 'w:oszapcd +rsp'),
  group(
    'xchg',
    'Exchanges the operands; with memory, atomically.',
    `
    +r16 +ax   | o16 90+rw
    +r32 +eax  | o32 90+rd
    +r64 +rax  | o64 90+ro
    +ax +r16   | o16 90+rw
    +eax +r32  | o32 90+rd
    +rax +r64  | o64 90+ro
    +rm8 +r8   | 86 /r     | lock
    +rm16 +r16 | o16 87 /r | lock
    +rm32 +r32 | o32 87 /r | lock
    +rm64 +r64 | o64 87 /r | lock
    +r8 +rm8   | 86 /r     | lock
    +r16 +rm16 | o16 87 /r | lock
    +r32 +rm32 | o32 87 /r | lock
    +r64 +rm64 | o64 87 /r | lock`,
  ),
  group(
    'bswap',
    'Reverses the bytes of the register.',
    `
    +r32 | o32 0F C8+rd
    +r64 | o64 0F C8+ro`,
  ),
  group('xlatb', 'Loads al from [rbx + al].', '| D7 | +al rbx'),
];
