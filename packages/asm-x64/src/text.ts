/** Instructions as text, in GNU's Intel syntax: for messages, traces and tests. Listings use iced-x86. */

import { type AnyOperand, OperandClass as C, Operand, RIP } from './operands.js';
import { gp64 } from './registers.js';
import type { OperandKind, Row } from './table/row.js';

const SIZES: Partial<Record<C, string>> = {
  [C.Mem8]: 'BYTE PTR ',
  [C.Mem16]: 'WORD PTR ',
  [C.Mem32]: 'DWORD PTR ',
  [C.Mem64]: 'QWORD PTR ',
  [C.Mem128]: 'XMMWORD PTR ',
};

export function hexText(value: number | bigint): string {
  return value < 0 ? '-0x' + (-value).toString(16) : '0x' + value.toString(16);
}

function memoryText(m: Operand): string {
  const segment = m.segment === 0 ? '' : m.segment === 0x64 ? 'fs:' : 'gs:';
  const size = SIZES[m.cls] ?? '';
  if (m.base < 0 && m.base !== RIP && m.index < 0) {
    // An absolute address is written as the 64-bit number that it sign-extends to.
    return `${size}${segment === '' ? 'ds:' : segment}${hexText(m.disp < 0 ? BigInt.asUintN(64, BigInt(m.disp)) : m.disp)}`;
  }
  const parts: string[] = [];
  if (m.base === RIP)
    parts.push('rip', ...(m.target === undefined ? [] : [m.target.name || 'label' + m.target.code]));
  else if (m.base >= 0) parts.push(gp64[m.base]!.name);
  if (m.index >= 0) parts.push(`${gp64[m.index]!.name}*${1 << m.scale}`);
  let text = parts.join('+');
  // GNU prints a displacement wherever one is encoded: with rip and without a base, always.
  if (m.disp !== 0 || m.base === RIP || m.base < 0) text += (m.disp < 0 ? '' : '+') + hexText(m.disp);
  return `${size}${segment}[${text}]`;
}

/** One operand as text; unknown values are shown as they are, because this also serves error messages. */
export function operandText(operand: AnyOperand | Operand | undefined): string {
  if (typeof operand === 'number') return Number.isInteger(operand) ? hexText(operand) : String(operand);
  if (typeof operand === 'bigint') return hexText(operand);
  if (!(operand instanceof Operand))
    return typeof operand === 'string' ? JSON.stringify(operand) : String(operand);
  if (operand.cls >= C.Mem && operand.cls <= C.Mem128) return memoryText(operand);
  return operand.name || 'label' + operand.code;
}

/** An instruction as text: `add QWORD PTR [rbx+0x10],rax`. */
export function instructionText(
  name: string,
  operands: readonly (AnyOperand | Operand | undefined)[],
): string {
  const given = operands.slice();
  while (given.length > 0 && given[given.length - 1] === undefined) given.pop();
  return given.length === 0 ? name : `${name} ${given.map(operandText).join(',')}`;
}

/** The width in bits at which objdump shows an immediate, as an unsigned number. */
const IMMEDIATE_BITS: Partial<Record<OperandKind, number>> = {
  imm8: 8,
  imm8s16: 16,
  imm16: 16,
  imm8s32: 32,
  imm32: 32,
  imm8s64: 64,
  imm32s64: 64,
  imm64: 64,
  rel8: 64,
  rel32: 64,
};

/** A form with its operands as text, as objdump writes it: immediates at the operand's width. */
export function formText(row: Row, operands: readonly (AnyOperand | Operand)[]): string {
  const shown = operands.map((operand, i) => {
    const kind = row.operands[i]!.kind;
    const bits = IMMEDIATE_BITS[kind];
    if (kind === 'one') return '1';
    if (typeof operand === 'object' || bits === undefined) return operandText(operand);
    return hexText(BigInt.asUintN(bits, BigInt(operand)));
  });
  return shown.length === 0 ? row.name : `${row.name} ${shown.join(',')}`;
}
