/** Jumps, calls, conditions, flags, string moves, and the instructions of the system that compilers need. */
import { type Group, group } from './row.js';

/** The sixteen conditions by number, with the flags that each reads and what it says. */
export const CONDITIONS: readonly (readonly [code: string, flags: string, meaning: string])[] = [
  ['o', 'o', 'overflow'],
  ['no', 'o', 'no overflow'],
  ['b', 'c', 'below, unsigned'],
  ['ae', 'c', 'above or equal, unsigned'],
  ['e', 'z', 'equal'],
  ['ne', 'z', 'not equal'],
  ['be', 'zc', 'below or equal, unsigned'],
  ['a', 'zc', 'above, unsigned'],
  ['s', 's', 'negative'],
  ['ns', 's', 'not negative'],
  ['p', 'p', 'even parity, or unordered'],
  ['np', 'p', 'odd parity, or ordered'],
  ['l', 'os', 'less, signed'],
  ['ge', 'os', 'greater or equal, signed'],
  ['le', 'osz', 'less or equal, signed'],
  ['g', 'osz', 'greater, signed'],
];

/** Other names of conditions: `jz` is `je`. */
export const CONDITION_ALIASES: Readonly<Record<string, string>> = {
  c: 'b',
  nae: 'b',
  nb: 'ae',
  nc: 'ae',
  z: 'e',
  nz: 'ne',
  na: 'be',
  nbe: 'a',
  pe: 'p',
  po: 'np',
  nge: 'l',
  nl: 'ge',
  ng: 'le',
  nle: 'g',
};

const byteOf = (n: number): string => n.toString(16).toUpperCase();

const conditional: readonly Group[] = CONDITIONS.flatMap(([cc, flags, meaning], n) => [
  group(
    'j' + cc,
    `Jumps if ${meaning}.`,
    `
    rel8  | 7${byteOf(n)} cb
    rel32 | 0F 8${byteOf(n)} cd`,
    `r:${flags}`,
  ),
  group(
    'set' + cc,
    `Sets the byte to 1 if ${meaning}, else to 0.`,
    `=rm8 | 0F 9${byteOf(n)} /r`,
    `r:${flags}`,
  ),
  group(
    'cmov' + cc,
    `Copies the source if ${meaning}.`,
    ['16', '32', '64'].map((w) => `+r${w} rm${w} | o${w} 0F 4${byteOf(n)} /r`).join('\n'),
    `r:${flags}`,
  ),
]);

const string = (name: string, forms: readonly string[], facts: string, meaning: string): readonly Group[] =>
  forms.map((form, i) => group(name + 'bwdq'[i], meaning, form, facts));

const sizes = (op: string, op2: string): readonly string[] => [
  `| ${op}`,
  `| o16 ${op2}`,
  `| o32 ${op2}`,
  `| o64 ${op2}`,
];
const withAccumulator = (forms: readonly string[], access: string): readonly string[] =>
  forms.map((form, i) => `${form} | ${access}${['al', 'ax', 'eax', 'rax'][i]}`);

export const control: readonly Group[] = [
  group(
    'jmp',
    'Jumps.',
    `
    rel8  | EB cb
    rel32 | E9 cd
    rm64  | FF /4`,
  ),
  group(
    'call',
    'Pushes the address of the next instruction and jumps.',
    `
    rel32 | E8 cd
    rm64  | FF /2`,
    '+rsp',
  ),
  group(
    'ret',
    'Pops an address and jumps there; the operand is the number of bytes to drop besides.',
    `
          | C3
    imm16 | C2 iw`,
    '+rsp',
  ),
  ...conditional,
  group('jrcxz', 'Jumps, at most 128 bytes, if rcx is zero.', 'rel8 | E3 cb | rcx'),
  group('loop', 'Decrements rcx and jumps, at most 128 bytes, unless it is zero.', 'rel8 | E2 cb | +rcx'),
  group(
    'loope',
    'Decrements rcx and jumps if it is not zero and the zero flag is set.',
    'rel8 | E1 cb | +rcx r:z',
  ),
  group(
    'loopne',
    'Decrements rcx and jumps if it is not zero and the zero flag is clear.',
    'rel8 | E0 cb | +rcx r:z',
  ),
  group('leave', 'Drops the frame: rsp becomes rbp, then rbp is popped.', '| C9 | =rsp +rbp'),
  group('enter', 'Makes a frame of some bytes at a nesting level.', 'imm16 imm8 | C8 iw ib | +rsp +rbp'),
  group('endbr64', 'Marks a valid target of an indirect branch.', '| F3 0F 1E FA', '', 'cet_ibt'),
  group(
    'nop',
    'Does nothing.',
    `
         | 90
    ~rm16 | o16 0F 1F /0
    ~rm32 | o32 0F 1F /0
    ~rm64 | o64 0F 1F /0`,
  ),
  group('pause', 'Does nothing, in a loop that waits.', '| F3 90'),
  group('int3', 'Raises a breakpoint exception.', '| CC'),
  group('ud2', 'Raises an invalid-opcode exception.', '| 0F 0B'),
  group('syscall', 'Calls the operating system.', '| 0F 05 | =rcx =r11 r:oszapcd w:oszapcd'),
  group(
    'cpuid',
    'Reads what the processor is, by eax and ecx.',
    '| 0F A2 | +eax =ebx +ecx =edx',
    '',
    'cpuid',
  ),
  group('rdtsc', 'Reads the time-stamp counter into edx:eax.', '| 0F 31 | =rax =rdx', '', 'tsc'),
  group(
    'rdtscp',
    'Reads the time-stamp counter, and the processor into ecx.',
    '| 0F 01 F9 | =rax =rcx =rdx',
    '',
    'rdtscp',
  ),
  group('lfence', 'Waits for earlier loads.', '| NP 0F AE E8', '', 'sse2'),
  group('mfence', 'Orders loads and stores.', '| NP 0F AE F0', '', 'sse2'),
  group('sfence', 'Orders stores.', '| NP 0F AE F8', '', 'sse'),
  group('prefetchnta', 'Fetches a line that will be used once.', '~m | 0F 18 /0', '', 'sse'),
  group('prefetcht0', 'Fetches a line into all caches.', '~m | 0F 18 /1', '', 'sse'),
  group('prefetcht1', 'Fetches a line into the second cache.', '~m | 0F 18 /2', '', 'sse'),
  group('prefetcht2', 'Fetches a line into the third cache.', '~m | 0F 18 /3', '', 'sse'),
  group('prefetchw', 'Fetches a line that will be written.', '~m | 0F 0D /1', '', 'prefetchw'),
  group('lahf', 'Copies the low flags to ah.', '| 9F | =ah', 'r:szapc'),
  group('sahf', 'Copies ah to the low flags.', '| 9E | ah', 'w:szapc'),
  group('clc', 'Clears the carry flag.', '| F8', '0:c'),
  group('stc', 'Sets the carry flag.', '| F9', '1:c'),
  group('cmc', 'Inverts the carry flag.', '| F5', 'r:c w:c'),
  group('cld', 'Clears the direction flag: string instructions go upward.', '| FC', '0:d'),
  group('std', 'Sets the direction flag: string instructions go downward.', '| FD', '1:d'),
  ...string('movs', sizes('A4', 'A5'), 'r:d +rsi +rdi rep', 'Copies from [rsi] to [rdi] and advances both.'),
  ...string(
    'cmps',
    sizes('A6', 'A7'),
    'r:d w:oszapc +rsi +rdi repe',
    'Compares [rsi] with [rdi] and advances both.',
  ),
  ...string(
    'stos',
    withAccumulator(sizes('AA', 'AB'), ''),
    'r:d +rdi rep',
    'Stores the accumulator at [rdi] and advances it.',
  ),
  ...string(
    'lods',
    withAccumulator(sizes('AC', 'AD'), '='),
    'r:d +rsi rep',
    'Loads the accumulator from [rsi] and advances it.',
  ),
  ...string(
    'scas',
    withAccumulator(sizes('AE', 'AF'), ''),
    'r:d w:oszapc +rdi repe',
    'Compares the accumulator with [rdi] and advances it.',
  ),
];
