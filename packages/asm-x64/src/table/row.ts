/**
 * The instruction table: one row per form.
 *
 * A form is written in the manual's own notation, so that a row can be compared with the manual by eye and with
 * iced-x86 by a test:
 *
 *     +rm32 imm8s32 | o32 83 /0 ib | lock
 *     │    │          │              └ facts: lock, rep, repe; implicit operands; flags that differ
 *     │    │          └ encoding, as in iced-x86's `opCodeString`; `o64` means REX.W
 *     │    └ operand, read
 *     └ operand, read and written (`=` written, `~` only its address is used)
 *
 * In the facts, `=rdx +rax rcx` are registers that the form writes, reads and writes, reads without naming them,
 * and `r:c w:oszapc 0:oc 1:c u:a` flags that it reads, writes by its result, clears, sets, and may leave undefined
 * (letters: o s z a p c d). `base` marks a form that every x86-64 processor has in a group that needs a feature.
 */

export type Access = 'read' | 'write' | 'readwrite' | 'address';

export type OperandKind =
  | 'r8'
  | 'r16'
  | 'r32'
  | 'r64'
  | 'v32'
  | 'v64'
  | 'rm8'
  | 'rm16'
  | 'rm32'
  | 'rm64'
  | 'r32m16'
  | 'm'
  | 'm16'
  | 'm32'
  | 'm64'
  | 'm128'
  | 'x'
  | 'xr'
  | 'xm32'
  | 'xm64'
  | 'xm128'
  | 'al'
  | 'ax'
  | 'eax'
  | 'rax'
  | 'cl'
  | 'one'
  | 'imm8'
  | 'imm8s16'
  | 'imm8s32'
  | 'imm8s64'
  | 'imm16'
  | 'imm32'
  | 'imm32s64'
  | 'imm64'
  | 'rel8'
  | 'rel32';

export interface OperandSpec {
  readonly kind: OperandKind;
  readonly access: Access;
}

export interface FlagsSpec {
  /** Flags whose value the form depends on. */
  readonly read: string;
  /** Flags that get a value from the result. */
  readonly written: string;
  readonly cleared: string;
  readonly set: string;
  /** Flags that the form may leave without a defined value. */
  readonly undefined: string;
}

/** A register or the stack that a form uses without naming it. */
export interface ImplicitOperand {
  readonly register: string;
  readonly access: Access;
}

/** How a form is encoded. */
export interface Encoding {
  /** The mandatory prefix 0x66, 0xF2 or 0xF3, or 0. */
  readonly prefix: number;
  /** Whether the operand size prefix 0x66 selects 16 bits (besides `prefix`). */
  readonly operandSize16: boolean;
  readonly rexW: boolean;
  readonly vex: boolean;
  /** 0: one byte; 1: 0F; 2: 0F 38; 3: 0F 3A. */
  readonly map: number;
  readonly opcode: number;
  /** A second opcode byte that is not a ModRM byte with operands (endbr64, mfence), or −1. */
  readonly opcode2: number;
  /** Whether the register number is added to the opcode. */
  readonly plusRegister: boolean;
  readonly modrm: boolean;
  /** The digit in ModRM.reg, or −1. */
  readonly digit: number;
  /** Bytes of immediate or branch displacement: 0, 1, 2, 3 (enter), 4 or 8. */
  readonly immediateBytes: number;
}

export interface Row {
  /** Index in the table. */
  readonly id: number;
  readonly name: string;
  readonly operands: readonly OperandSpec[];
  /** The encoding as written in the table. */
  readonly opcodes: string;
  readonly encoding: Encoding;
  readonly features: string;
  readonly flags: FlagsSpec;
  readonly implicit: readonly ImplicitOperand[];
  /** The prefixes that the form may carry. */
  readonly lock: boolean;
  readonly rep: boolean;
  readonly repe: boolean;
  /** One sentence. */
  readonly meaning: string;
}

/** One instruction as the table's files write it: a name and its forms, in order of preference. */
export interface Group {
  readonly name: string;
  readonly meaning: string;
  readonly features: string;
  readonly facts: string;
  readonly forms: string;
}

export function group(name: string, meaning: string, forms: string, facts = '', features = ''): Group {
  return { name, meaning, features, facts, forms };
}

const hex = (text: string): number => Number.parseInt(text, 16);
const isByte = (text: string | undefined): boolean => text !== undefined && /^[0-9A-F]{2}$/.test(text);
const IMMEDIATE_BYTES: Record<string, number> = { ib: 1, iw: 2, id: 4, io: 8, cb: 1, cd: 4 };

export function parseEncoding(text: string): Encoding {
  const tokens = text.split(' ');
  let prefix = 0;
  let operandSize16 = false;
  let rexW = false;
  let vex = false;
  let map = 0;
  let i = 0;
  if (tokens[0]!.startsWith('VEX.')) {
    // VEX.LZ[.66|F3|F2].map.W0|W1
    vex = true;
    const parts = tokens[0]!.split('.').slice(2);
    if (isByte(parts[0]) && parts[0] !== '0F') prefix = hex(parts.shift()!);
    map = { '0F': 1, '0F38': 2, '0F3A': 3 }[parts[0]!]!;
    rexW = parts[1] === 'W1';
    i = 1;
  } else {
    for (; ; i++) {
      const token = tokens[i]!;
      if (token === 'o16') operandSize16 = true;
      else if (token === 'o64') rexW = true;
      else if ((token === '66' || token === 'F2' || token === 'F3') && prefix === 0) prefix = hex(token);
      else if (token !== 'o32' && token !== 'NP') break;
    }
    if (tokens[i] === '0F') {
      map = 1;
      i++;
      const escaped = isByte(tokens[i + 1]) ? ['38', '3A'].indexOf(tokens[i]!) : -1;
      if (escaped >= 0) {
        map = 2 + escaped;
        i++;
      }
    }
  }
  const [opcodeText, plus] = tokens[i++]!.split('+');
  const opcode = hex(opcodeText!);
  let opcode2 = -1;
  if (isByte(tokens[i])) opcode2 = hex(tokens[i++]!);
  let modrm = false;
  let digit = -1;
  if (tokens[i]?.startsWith('/')) {
    modrm = true;
    if (tokens[i] !== '/r') digit = Number(tokens[i]![1]);
    i++;
  }
  let immediateBytes = 0;
  for (; i < tokens.length; i++) {
    const bytes = IMMEDIATE_BYTES[tokens[i]!];
    if (bytes === undefined) throw new Error(`encoding '${text}': what is '${tokens[i]}'?`);
    immediateBytes += bytes;
  }
  return {
    prefix,
    operandSize16,
    rexW,
    vex,
    map,
    opcode,
    opcode2,
    plusRegister: plus !== undefined,
    modrm,
    digit,
    immediateBytes,
  };
}

const ACCESS: Record<string, Access> = { '=': 'write', '+': 'readwrite', '~': 'address' };

function withAccess(text: string): { name: string; access: Access } {
  const access = ACCESS[text[0]!];
  return access === undefined ? { name: text, access: 'read' } : { name: text.slice(1), access };
}

const REGISTER_NAME = /^(r[a-ds][xip]|e[a-d]x|[a-d][xlh]|r[sd]i|r11|xmm0)$/;

/** One line of a group. */
export function parseRow(id: number, group: Group, line: string): Row {
  const [left, opcodes, own = ''] = line.split('|').map((part) => part.trim()) as [string, string, string?];
  const operands = (left === '' ? [] : left.split(/\s+/)).map((text) => {
    const { name, access } = withAccess(text);
    return { kind: name as OperandKind, access };
  });
  const flags = { r: '', w: '', '0': '', '1': '', u: '' };
  const implicit: ImplicitOperand[] = [];
  const prefixes = new Set<string>();
  const ownTokens = own.split(/\s+/);
  // A form that says something about flags says all of it.
  const ownFlags = ownTokens.some((t) => /^[rw01u]:/.test(t));
  const groupTokens = group.facts.split(/\s+/).filter((t) => !(ownFlags && /^[rw01u]:/.test(t)));
  for (const token of [...groupTokens, ...ownTokens]) {
    if (token === '') continue;
    const { name, access } = withAccess(token);
    if (/^[rw01u]:[oszapcd]*$/.test(token)) flags[token[0] as keyof typeof flags] = token.slice(2);
    else if (/^(lock|rep|repe|base)$/.test(token)) prefixes.add(token);
    else if (REGISTER_NAME.test(name)) implicit.push({ register: name, access });
    else throw new Error(`${group.name}: what is '${token}'?`);
  }
  return {
    id,
    name: group.name,
    operands,
    opcodes,
    encoding: parseEncoding(opcodes),
    features: prefixes.has('base') ? '' : group.features,
    flags: { read: flags.r, written: flags.w, cleared: flags['0'], set: flags['1'], undefined: flags.u },
    implicit,
    lock: prefixes.has('lock'),
    rep: prefixes.has('rep'),
    repe: prefixes.has('repe'),
    meaning: group.meaning,
  };
}
