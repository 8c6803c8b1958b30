/** The registers, by name and by number. */
import {
  type Cl,
  type Gp8,
  type Gp16,
  type Gp32,
  type Gp64,
  Operand,
  OperandClass,
  type Register,
  type Xmm,
} from './operands.js';

const words = (text: string): readonly string[] => text.split(' ');
const numbered = ['r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15'] as const;

function bank<T>(cls: OperandClass, names: readonly string[], first = 0): readonly T[] {
  return names.map((name, i) => new Operand(cls, first + i, name) as unknown as T);
}

/** The general-purpose registers by number, 0–15; `gp8` holds `spl`–`dil` at 4–7. */
export const gp8 = bank<Gp8>(OperandClass.Gp8, [
  ...words('al cl dl bl spl bpl sil dil'),
  ...numbered.map((r) => r + 'b'),
]);
/** `ah ch dh bh`. */
export const gp8High = bank<Gp8>(OperandClass.Gp8High, words('ah ch dh bh'), 4);
export const gp16 = bank<Gp16>(OperandClass.Gp16, [
  ...words('ax cx dx bx sp bp si di'),
  ...numbered.map((r) => r + 'w'),
]);
export const gp32 = bank<Gp32>(OperandClass.Gp32, [
  ...words('eax ecx edx ebx esp ebp esi edi'),
  ...numbered.map((r) => r + 'd'),
]);
export const gp64 = bank<Gp64>(OperandClass.Gp64, [...words('rax rcx rdx rbx rsp rbp rsi rdi'), ...numbered]);
/** The vector registers by number, 0–15. */
export const xmm = bank<Xmm>(
  OperandClass.Xmm,
  Array.from({ length: 16 }, (_, i) => 'xmm' + i),
);

type Regs<T> = [T, T, T, T, T, T, T, T, T, T, T, T, T, T, T, T];

export const [rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15] =
  gp64 as Regs<Gp64>;
export const [eax, ecx, edx, ebx, esp, ebp, esi, edi, r8d, r9d, r10d, r11d, r12d, r13d, r14d, r15d] =
  gp32 as Regs<Gp32>;
export const [ax, cx, dx, bx, sp, bp, si, di, r8w, r9w, r10w, r11w, r12w, r13w, r14w, r15w] =
  gp16 as Regs<Gp16>;
export const [al, , dl, bl, spl, bpl, sil, dil, r8b, r9b, r10b, r11b, r12b, r13b, r14b, r15b] =
  gp8 as Regs<Gp8>;
export const cl = gp8[1] as Cl;
export const [ah, ch, dh, bh] = gp8High as [Gp8, Gp8, Gp8, Gp8];
export const [
  xmm0,
  xmm1,
  xmm2,
  xmm3,
  xmm4,
  xmm5,
  xmm6,
  xmm7,
  xmm8,
  xmm9,
  xmm10,
  xmm11,
  xmm12,
  xmm13,
  xmm14,
  xmm15,
] = xmm as Regs<Xmm>;

/** Every register of the package. */
export const allRegisters: readonly Register[] = [...gp64, ...gp32, ...gp16, ...gp8, ...gp8High, ...xmm];
