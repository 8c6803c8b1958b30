/**
 * Listings: code as text, by iced-x86, with labels, symbols, comments and source markers.
 *
 * Two styles, both of which other tools read: `objdump`, address, bytes and text as that program prints them, and
 * `source`, which GNU as assembles to the same bytes again (in the syntaxes `intel` and `gas`).
 */
import type { Formatter, Instruction } from 'iced-x86';
import { Assembler } from './assembler.js';
import { type Code, Code as CodeClass, type Note, type Relocation } from './code.js';
import { decode } from './decode.js';
import { type Iced, loadIced } from './iced.js';
import type { AnyOperand } from './operands.js';

export type Syntax = 'intel' | 'gas' | 'masm' | 'nasm';

export interface ListingOptions {
  /** Default: intel. */
  readonly syntax?: Syntax;
  /** Default: objdump. */
  readonly style?: 'objdump' | 'source';
  /** The address of the first byte. Default: 0. */
  readonly address?: bigint | number;
  /** The names of addresses outside the code. */
  readonly nameOf?: (address: bigint) => string | undefined;
}

/** One line: an instruction, or up to eight bytes of data. */
export interface ListingLine {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly data: boolean;
  /** The labels here. */
  readonly labels: readonly string[];
  readonly notes: readonly Note[];
}

function makeFormatter(iced: Iced, syntax: Syntax): Formatter {
  const { FormatterSyntax: S } = iced;
  const f = new iced.Formatter({ intel: S.Intel, gas: S.Gas, masm: S.Masm, nasm: S.Nasm }[syntax]);
  f.ripRelativeAddresses = syntax !== 'nasm';
  f.branchLeadingZeros = false;
  f.showBranchSize = false;
  // Set, iced-x86 1.21 prints 0x8000000000000 as 0: it looks at the low half only.
  f.smallHexNumbersInDecimal = false;
  f.spaceAfterOperandSeparator = true;
  f.signedImmediateOperands = true;
  if (syntax === 'intel' || syntax === 'gas') {
    f.hexPrefix = '0x';
    f.hexSuffix = '';
    f.uppercaseHex = false;
    f.memorySizeOptions = iced.MemorySizeOptions.Always;
    f.usePseudoOps = false;
  }
  return f;
}

/** Puts a name in place of the displacement from rip. */
function withName(text: string, name: string): string {
  return text
    .replace(/[-+]?(0x)?[0-9a-fA-F]+h?\(%rip\)/, () => `${name}(%rip)`)
    .replace(/\brip\s*[-+]\s*(0x)?[0-9a-fA-F]+h?/, () => `rip+${name}`)
    .replace(/\brel (0x)?[0-9a-fA-F]+h?/, () => `rel ${name}`);
}

class Lister {
  private readonly formatter: Formatter;
  private readonly labels = new Map<number, string[]>();
  private readonly relocations = new Map<number, Relocation>();
  private readonly base: bigint;

  constructor(
    private readonly iced: Iced,
    private readonly code: Code,
    private readonly options: ListingOptions,
  ) {
    this.formatter = makeFormatter(iced, options.syntax ?? 'intel');
    this.base = BigInt(options.address ?? 0);
    for (const [name, offset] of code.labels) this.addLabel(offset, name);
    for (const r of code.relocations) this.relocations.set(r.offset, r);
  }

  private addLabel(offset: number, name: string): void {
    const here = this.labels.get(offset);
    if (here === undefined) this.labels.set(offset, [name]);
    else here.push(name);
  }

  /** The name of an address: a label's, the caller's, or none. */
  private nameAt(address: bigint): string | undefined {
    const offset = address - this.base;
    if (offset >= 0n && offset <= BigInt(this.code.bytes.length)) return this.labels.get(Number(offset))?.[0];
    return this.options.nameOf?.(address);
  }

  lines(): ListingLine[] {
    const { iced, code } = this;
    const { bytes } = code;
    const decoder = new iced.Decoder(64, bytes, 0);
    const instruction = new iced.Instruction();
    if (this.options.style === 'source') this.nameTargets();
    const lines: ListingLine[] = [];
    const notes = code.notes.slice();
    const add = (offset: number, size: number, text: string, data: boolean): void => {
      const mine: Note[] = [];
      while (notes.length > 0 && notes[0]!.offset < offset + size) mine.push(notes.shift()!);
      lines.push({
        offset,
        bytes: bytes.subarray(offset, offset + size),
        text,
        data,
        labels: this.labels.get(offset) ?? [],
        notes: mine,
      });
    };
    this.walk(
      (offset) => {
        decoder.position = offset;
        decoder.ip = this.base + BigInt(offset);
        decoder.decodeOut(instruction);
        const size = instruction.length;
        const text = this.text(instruction, offset, size);
        add(
          offset,
          size,
          this.assembles(offset, size)
            ? text
            : `${this.dataText(bytes.subarray(offset, offset + size), undefined)} # ${text}`,
          false,
        );
        return size;
      },
      (offset, end) => {
        const r = this.relocations.get(offset);
        const size = r?.kind === 'abs64' ? 8 : this.dataSize(offset, end);
        add(offset, size, this.dataText(bytes.subarray(offset, offset + size), r), true);
        return size;
      },
    );
    instruction.free();
    decoder.free();
    this.formatter.free();
    return lines;
  }

  /** Visits instructions and pieces of data in order; each visitor returns the bytes it took. */
  private walk(
    onInstruction: (offset: number) => number,
    onData: (offset: number, end: number) => number,
  ): void {
    const { bytes, data } = this.code;
    let region = 0;
    for (let offset = 0; offset < bytes.length; ) {
      while (region < data.length && data[region]!.end <= offset) region++;
      const here = data[region];
      offset += here !== undefined && here.start <= offset ? onData(offset, here.end) : onInstruction(offset);
    }
  }

  /** Data up to the next multiple of 8, label or relocation. */
  private dataSize(offset: number, end: number): number {
    const limit = Math.min(end, (offset | 7) + 1);
    for (let at = offset + 1; at < limit; at++)
      if (this.labels.has(at) || this.relocations.has(at)) return at - offset;
    return limit - offset;
  }

  /** Gives a name to every place that an instruction refers to, so that the text can be assembled again. */
  private nameTargets(): void {
    const { iced, code } = this;
    const decoder = new iced.Decoder(64, code.bytes, 0);
    this.walk(
      (offset) => {
        decoder.position = offset;
        decoder.ip = this.base + BigInt(offset);
        const i = decoder.decode();
        const size = i.length;
        const relocated = this.relocationIn(offset, size) !== undefined;
        const target = this.targetOf(i);
        i.free();
        if (target !== undefined && !relocated) {
          const to = Number(target - this.base);
          if (to >= 0 && to <= code.bytes.length && !this.labels.has(to))
            this.addLabel(to, `.L${to.toString(16)}`);
        }
        return size;
      },
      (offset, end) => end - offset,
    );
    decoder.free();
  }

  /**
   * Whether an assembler makes these very bytes of the text: not of forms that are longer than they need be, such
   * as the no-operations that fill an alignment. Asked only where it matters, in the style `source`.
   */
  private assembles(offset: number, size: number): boolean {
    if (this.options.style !== 'source') return true;
    const { bytes } = this.code;
    const ip = this.base + BigInt(offset);
    const decoded = decode(bytes, offset, ip);
    if (decoded === undefined) return true;
    // GNU as makes `nop` of `xchg rax, rax`, and the text of `lea` does not show its segment.
    if (decoded.row.opcodes === 'o64 90+ro' && bytes[offset + 1] === 0x90) return false;
    if (decoded.row.name === 'lea' && bytes[offset]! >> 1 === 0x32) return false;
    const a = new Assembler(new Uint8Array(64), { address: ip });
    if (decoded.prefix === 0xf0) a.lock();
    else if (decoded.prefix === 0xf2) a.repne();
    else if (decoded.prefix === 0xf3) a.rep();
    const target = decoded.operands[0];
    if (typeof target === 'bigint' && /^rel/.test(decoded.row.operands[0]!.kind)) {
      const distance = Number(target - ip) - 2;
      const short = distance >= -128 && distance <= 127;
      return (
        size === 2 || decoded.row.name === 'call' || !short || this.relocationIn(offset, size) !== undefined
      );
    }
    const operands = decoded.operands as readonly AnyOperand[];
    // An address that is still open is not a small number, as the zero in its place would be.
    if (this.relocationIn(offset, size)?.kind === 'abs64') return true;
    const write = a as unknown as Record<string, (...operands: readonly AnyOperand[]) => Assembler>;
    const again = write[decoded.row.name]!(...operands).finish().bytes;
    return again.length === size && again.every((b, i) => b === bytes[offset + i]);
  }

  private targetOf(i: Instruction): bigint | undefined {
    const { OpKind, Register } = this.iced;
    for (let n = 0; n < i.opCount; n++) {
      if (i.opKind(n) === OpKind.NearBranch64) return i.nearBranch64;
      if (i.opKind(n) === OpKind.Memory && i.memoryBase === Register.RIP) return i.memoryDisplacement;
    }
    return undefined;
  }

  private relocationIn(offset: number, size: number): Relocation | undefined {
    for (let at = offset; at < offset + size; at++) {
      const r = this.relocations.get(at);
      if (r !== undefined) return r;
    }
    return undefined;
  }

  private nameOfRelocation(r: Relocation, offset: number, size: number): string {
    if (r.target === null) return this.labels.get(r.addend)?.[0] ?? `0x${r.addend.toString(16)}`;
    const name = typeof r.target === 'number' ? `0x${r.target.toString(16)}` : r.target;
    // The addend of a distance also counts from the field to the end of the instruction.
    const own = r.kind === 'rel32' ? r.addend + (offset + size - r.offset) : r.addend;
    return own === 0 ? name : `${name}${own > 0 ? '+' : '-'}${Math.abs(own)}`;
  }

  private text(i: Instruction, offset: number, size: number): string {
    const { formatter: f, iced, options } = this;
    const { OpKind, Register } = iced;
    const r = this.relocationIn(offset, size);
    const target = this.targetOf(i);
    const name =
      r !== undefined
        ? this.nameOfRelocation(r, offset, size)
        : target === undefined
          ? undefined
          : this.nameAt(target);
    if (name === undefined) return f.format(i);
    const operands: string[] = [];
    for (let n = 0; n < f.operandCount(i); n++) {
      const own = f.getInstructionOperand(i, n);
      let text = f.formatOperand(i, n);
      const kind = own === undefined ? undefined : i.opKind(own);
      if (kind === OpKind.NearBranch64) text = name;
      else if (kind === OpKind.Memory && i.memoryBase === Register.RIP) text = withName(text, name);
      else if (kind === OpKind.Immediate64 && r !== undefined)
        text = options.syntax === 'gas' ? `$${name}` : options.syntax === 'nasm' ? name : `offset ${name}`;
      operands.push(text);
    }
    // An address is not known to fit in 32 bits.
    const wide = r?.kind === 'abs64' && options.style === 'source';
    return `${wide ? 'movabs' : f.formatMnemonic(i)} ${operands.join(', ')}`;
  }

  private dataText(bytes: Uint8Array, r: Relocation | undefined): string {
    const { syntax } = this.options;
    const gnu = syntax === undefined || syntax === 'intel' || syntax === 'gas';
    if (r !== undefined) return `${gnu ? '.quad' : 'dq'} ${this.nameOfRelocation(r, r.offset, 0)}`;
    const hex = (b: number): string => (syntax === 'masm' ? `0${b.toString(16)}h` : `0x${b.toString(16)}`);
    return `${gnu ? '.byte' : 'db'} ${[...bytes].map(hex).join(', ')}`;
  }
}

/** The code line by line. `iced` comes from `loadIced()`. */
export function listingLines(iced: Iced, code: Code, options: ListingOptions = {}): ListingLine[] {
  return new Lister(iced, code, options).lines();
}

/** The code as text. `iced` comes from `loadIced()`. */
export function formatListing(iced: Iced, code: Code, options: ListingOptions = {}): string {
  const lines = listingLines(iced, code, options);
  const { syntax = 'intel', style = 'objdump' } = options;
  const mark = syntax === 'intel' || syntax === 'gas' ? '#' : ';';
  const base = BigInt(options.address ?? 0);
  const out: string[] = [];
  if (style === 'source' && syntax === 'intel') out.push('\t.intel_syntax noprefix');
  for (const line of lines) {
    const address = base + BigInt(line.offset);
    for (const note of line.notes) if (note.kind === 'source') out.push(`${mark} ${note.text}`);
    for (const label of line.labels) {
      out.push(style === 'source' ? `${label}:` : `${address.toString(16).padStart(16, '0')} <${label}>:`);
    }
    const comments = line.notes.filter((n) => n.kind === 'comment').map((n) => n.text);
    const comment = comments.length === 0 ? '' : `\t${mark} ${comments.join('; ')}`;
    if (style === 'source') {
      out.push(`\t${line.text}${comment}`);
    } else {
      const bytes = [...line.bytes].map((b) => b.toString(16).padStart(2, '0')).join(' ');
      out.push(`${address.toString(16).padStart(8)}:\t${bytes.padEnd(30)}\t${line.text}${comment}`);
    }
  }
  // Labels at the very end stand before nothing.
  for (const [name, offset] of code.labels) {
    if (offset === code.bytes.length) {
      out.push(
        style === 'source'
          ? `${name}:`
          : `${(base + BigInt(offset)).toString(16).padStart(16, '0')} <${name}>:`,
      );
    }
  }
  return out.join('\n') + '\n';
}

/** The same, loading iced-x86 first. */
export async function listing(code: Code, options: ListingOptions = {}): Promise<string> {
  return formatListing(await loadIced(), code, options);
}

/** A listing of bytes that come from elsewhere. */
export async function disassemble(bytes: Uint8Array, options: ListingOptions = {}): Promise<string> {
  return listing(new CodeClass(bytes, new Map(), [], [], []), options);
}
