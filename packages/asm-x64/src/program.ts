/**
 * The program around the instructions: labels, data, constants, notes, and its end, where branches get their size
 * and distances are filled in.
 */
import { Code, type DataRegion, type Note, type Relocation, type RelocationKind } from './code.js';
import { Encoder, FixupKind } from './encoder.js';
import { AsmError, BufferFullError, type Place } from './error.js';
import { Instruction, instructions } from './forms.js';
import { int32sOf, LabelTable } from './labels.js';
import {
  type Imm,
  type Label,
  type Mem32,
  type Mem64,
  type Mem128,
  Operand,
  OperandClass,
  RIP,
  type SymbolRef,
} from './operands.js';
import { FragmentKind, Fragments } from './relax.js';
import { CONDITIONS } from './table/control.js';

export interface AssemblerOptions {
  /**
   * The address at which the code will run. Needed only for branches to absolute addresses and `Abs64` labels to
   * be written at `finish()`; without it they remain relocations.
   */
  readonly address?: bigint | number;
}

const RELOCATION_KINDS: readonly RelocationKind[] = ['rel8', 'rel32', 'abs64', 'abs32'];
const MEMORY_SIZES: Partial<Record<number, OperandClass>> = {
  4: OperandClass.Mem32,
  8: OperandClass.Mem64,
  16: OperandClass.Mem128,
};

const ZEROS = new Uint8Array(8);

export abstract class Program extends Encoder {
  private readonly address: bigint | undefined;
  protected readonly fragments = new Fragments();
  protected readonly labels = new LabelTable();
  /** Fields to fill in: kind, offset, addend, fragments before it, instruction number, instruction. */
  private fixups = new Int32Array(6 * 64);
  protected fixupCount = 0;
  private readonly fixupTargets: (Operand | number)[] = [];
  /** Starts and ends of data in turn, as offset and fragments before it. */
  private readonly dataEdges: number[] = [];
  private readonly notes: { at: number; fragment: number; kind: Note['kind']; text: string }[] = [];
  private readonly pool = new Map<string, { label: Operand; bytes: Uint8Array }>();
  private finished = false;
  /** What raw code with a field to fill in was called. */
  private readonly rawNames: string[] = [];
  /** Number of the instruction being written. */
  protected index = 0;
  /** The instruction being written; undefined for data. */
  protected instruction: Instruction | undefined = undefined;

  /** @param buffer where the code is written, from its first byte; never beyond its end. */
  constructor(buffer: Uint8Array, options: AssemblerOptions = {}) {
    super(buffer);
    this.address = options.address === undefined ? undefined : BigInt(options.address);
  }

  /** Bytes written so far. Before `finish()`, branches count as short and alignments as empty. */
  get offset(): number {
    return this.pos;
  }

  /** Instructions written so far. */
  get instructionCount(): number {
    return this.index;
  }

  /** Forgets the program, to write another one into the same buffer, or into `buffer`. Labels become invalid. */
  reset(buffer: Uint8Array = this.bytes): this {
    this.useBuffer(buffer);
    this.usePrefix(0);
    this.finished = false;
    this.pos = this.index = this.fixupCount = this.fragments.count = 0;
    if (this.dataEdges.length > 0) this.dataEdges.length = 0;
    if (this.notes.length > 0) this.notes.length = 0;
    if (this.rawNames.length > 0) this.rawNames.length = 0;
    this.labels.reset();
    if (this.pool.size > 0) this.pool.clear();
    return this;
  }

  // ── Labels ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** A new label, to be bound later. Named labels appear in the finished code. */
  label(name = ''): Label {
    return this.labels.create(name) as unknown as Label;
  }

  /** Puts a label here. @throws AsmError if it is bound already or belongs to another program. */
  bind(label: Label): this {
    const l = label as unknown as Operand;
    if (l.owner !== this.labels.owner) this.failAt(`label '${l.name}' belongs to another program`, 'bind');
    if (!this.labels.bind(l.code, this.pos, this.fragments.count)) {
      this.failAt(`label '${l.name || 'label' + l.code}' is bound already`, 'bind');
    }
    return this;
  }

  /** A new label, put here. */
  here(name = ''): Label {
    const label = this.label(name);
    this.bind(label);
    return label;
  }

  // ── Data ────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Fills up to a multiple of `size`, a power of two, counted from the start of the buffer or, where given, the
   * address: with no-operations, or with `fill` bytes.
   */
  align(size: number, fill = -1): this {
    if (size < 1 || size > 4096 || (size & (size - 1)) !== 0) {
      this.failAt(`${size} is not a power of two up to 4096`, 'align');
    }
    const before = this.fragments.count;
    this.fragments.push(FragmentKind.Align, this.pos, size, fill, this.index);
    // Filling bytes are data, as what stands behind them usually is.
    if (fill >= 0) this.dataRegion(this.pos, before);
    return this;
  }

  /** Bytes. */
  db(...values: readonly number[]): this {
    return this.dataBytes(Uint8Array.from(values));
  }

  /** 32-bit integers. */
  dd(...values: readonly number[]): this {
    return this.dataBytes(new Uint8Array(Int32Array.from(values).buffer));
  }

  /** 64-bit integers, or the addresses of labels and symbols. */
  dq(...values: readonly (Imm | Label | SymbolRef)[]): this {
    for (const value of values) {
      if (typeof value === 'object') {
        const at = this.pos;
        this.dataBytes(ZEROS);
        this.fixup(FixupKind.Abs64, at, value as unknown as Operand, 0);
      } else {
        this.dataBytes(new Uint8Array(BigInt64Array.of(BigInt(value)).buffer));
      }
    }
    return this;
  }

  /** Doubles. */
  double(...values: readonly number[]): this {
    return this.dataBytes(new Uint8Array(Float64Array.from(values).buffer));
  }

  /** The distance of a label from another, in bytes, as a 32-bit integer: an entry of a compact jump table. */
  distance(to: Label, from: Label): this {
    const at = this.pos;
    this.dataBytes(ZEROS.subarray(0, 4));
    this.labels.distances.push({
      at,
      fragment: this.fragments.count,
      to: to as unknown as Operand,
      from: from as unknown as Operand,
    });
    return this;
  }

  /** Bytes as they are. The listing shows them as data. */
  dataBytes(bytes: Uint8Array): this {
    this.instruction = undefined;
    if (this.pos + bytes.length > this.bytes.length) this.failFull(`${bytes.length} bytes of data`);
    this.bytes.set(bytes, this.pos);
    this.pos += bytes.length;
    this.dataRegion(this.pos - bytes.length, this.fragments.count);
    return this;
  }

  /** Notes that what was written since a place is data; regions that meet become one. */
  private dataRegion(start: number, fragment: number): void {
    const edges = this.dataEdges;
    const n = edges.length;
    if (n > 0 && edges[n - 2] === start && edges[n - 1] === fragment) edges.length = n - 2;
    else edges.push(start, fragment);
    edges.push(this.pos, this.fragments.count);
  }

  /**
   * Machine code made elsewhere, as it is: one instruction, or several that no label lies between. `field` is the
   * 32-bit displacement in it that is to reach a label or symbol: `addend` counts from the field itself.
   */
  raw(bytes: Uint8Array, what = 'raw bytes', field?: { at: number; target: Operand; addend: number }): this {
    if (this.pos + bytes.length > this.bytes.length) this.failFull(what);
    this.bytes.set(bytes, this.pos);
    if (field !== undefined) {
      this.instruction = new Instruction(-2 - this.rawNames.length, what);
      this.rawNames.push(what);
      this.fixup(FixupKind.Rel32, this.pos + field.at, field.target, field.addend);
    }
    this.pos += bytes.length;
    this.index++;
    return this;
  }

  /** A constant double behind the code; equal constants are stored once. */
  float64(value: number): Mem64 {
    return this.constant(new Uint8Array(Float64Array.of(value).buffer));
  }

  /** A constant single behind the code. */
  float32(value: number): Mem32 {
    return this.constant(new Uint8Array(Float32Array.of(value).buffer));
  }

  /** A constant 64-bit integer behind the code. */
  int64(value: Imm): Mem64 {
    return this.constant(new Uint8Array(BigInt64Array.of(BigInt(value)).buffer));
  }

  /** A constant of 4, 8 or 16 bytes behind the code, aligned to its size. */
  constant<M extends Mem32 | Mem64 | Mem128>(bytes: Uint8Array): M {
    const cls = MEMORY_SIZES[bytes.length];
    if (cls === undefined) this.failAt(`${bytes.length} bytes are no constant`, 'constant');
    const key = bytes.join();
    let entry = this.pool.get(key);
    if (entry === undefined) {
      entry = { label: this.labels.create(''), bytes: bytes.slice() };
      this.pool.set(key, entry);
    }
    return new Operand(cls!, 0, '', RIP, -1, 0, 0, entry.label) as unknown as M;
  }

  // ── Notes ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Says what the code from here on belongs to, for listings and messages. */
  source(text: string): this {
    this.notes.push({ at: this.pos, fragment: this.fragments.count, kind: 'source', text });
    return this;
  }

  /** A comment on the instruction that comes next, for listings. */
  comment(text: string): this {
    this.notes.push({ at: this.pos, fragment: this.fragments.count, kind: 'comment', text });
    return this;
  }

  // ── The end ─────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Relaxes the branches, fills in every distance inside the program, and hands out the code. The assembler may
   * then be reset and used again; the code's bytes lie in its buffer.
   * @throws AsmError for a label that was used and never bound, a full buffer, a short branch out of reach.
   */
  finish(): Code {
    if (this.finished) this.failAt('the program is finished: reset() begins another', 'finish');
    this.writePool();
    const { labels, fragments } = this;
    this.checkBound();
    const base = this.address === undefined ? 0 : Number(this.address & 4095n);
    const added = fragments.relax(labels.offset, labels.fragment, base);
    if (this.pos + added > this.bytes.length) this.failFull('finish');
    fragments.apply(this.bytes, this.pos, labels.offset, labels.fragment);
    const end = this.pos + added;
    const delta = fragments.delta;
    const place = (offset: number, fragment: number): number => offset + delta[fragment]!;

    const relocations: Relocation[] = [];
    for (let i = 0; i < this.fixupCount; i++) this.settle(i, relocations);
    for (const d of labels.distances) {
      this.write32(place(d.at, d.fragment), this.labelPlace(d.to) - this.labelPlace(d.from));
    }
    const data: DataRegion[] = [];
    for (let i = 0; i < this.dataEdges.length; i += 4) {
      const [s, sf, e, ef] = this.dataEdges.slice(i, i + 4) as [number, number, number, number];
      data.push({ start: place(s, sf), end: place(e, ef) });
    }
    const notes = this.notes.map(
      (n): Note => ({ offset: place(n.at, n.fragment), kind: n.kind, text: n.text }),
    );
    const code = new Code(this.bytes.subarray(0, end), labels.named(delta), relocations, data, notes);
    this.pos = end;
    this.finished = true;
    return code;
  }

  private writePool(): void {
    if (this.pool.size === 0) return;
    for (const size of [16, 8, 4]) {
      const entries = [...this.pool.values()].filter((e) => e.bytes.length === size);
      if (entries.length > 0) this.align(size, 0);
      for (const { label, bytes } of entries) this.bind(label as unknown as Label).dataBytes(bytes);
    }
    this.pool.clear();
  }

  private checkBound(): void {
    const { labels, fragments } = this;
    for (let i = 0; i < fragments.count; i++) {
      if (fragments.kind[i]! > FragmentKind.JumpIf) continue;
      const label = fragments.value[i]!;
      if (labels.offset[label]! >= 0) continue;
      const name =
        fragments.kind[i] === FragmentKind.Jump
          ? 'jmp'
          : 'j' + CONDITIONS[this.bytes[fragments.offset[i]! - 2]! & 15]![0];
      this.unbound(labels.operands[label]!, name, fragments.instruction[i]!, fragments.offset[i]! - 2);
    }
    for (let i = 0; i < this.fixupCount; i++) {
      const target = this.fixupTargets[i]!;
      if (typeof target === 'number' || target.cls !== OperandClass.Label || labels.offset[target.code]! >= 0)
        continue;
      this.unbound(target, this.fixupInstruction(i), this.fixups[6 * i + 4]!, this.fixups[6 * i + 1]!);
    }
    for (const d of labels.distances) {
      for (const l of [d.to, d.from])
        if (labels.offset[l.code]! < 0) this.unbound(l, 'distance', this.index, d.at);
    }
  }

  private unbound(label: Operand, instruction: string, index: number, offset: number): never {
    const name = label.name || 'label' + label.code;
    throw new AsmError(`label '${name}' is not bound`, `${instruction} ${name}`, this.placeOf(index, offset));
  }

  private fixupInstruction(i: number): string {
    const made = this.fixups[6 * i + 5]!;
    return instructions[made]?.name ?? this.rawNames[-2 - made] ?? 'data';
  }

  private labelPlace(label: Operand): number {
    return this.labels.offset[label.code]! + this.fragments.delta[this.labels.fragment[label.code]!]!;
  }

  /** Writes a field that is known by now, or makes a relocation of it. */
  private settle(i: number, relocations: Relocation[]): void {
    const [kind, at, addend, fragment, index] = this.fixups.subarray(
      6 * i,
      6 * i + 5,
    ) as unknown as number[] as [FixupKind, number, number, number, number];
    const offset = at + this.fragments.delta[fragment]!;
    const target = this.fixupTargets[i]!;
    const relative = kind === FixupKind.Rel32 || kind === FixupKind.Rel8;
    const isLabel = typeof target === 'object' && target.cls === OperandClass.Label;
    if (relative && (isLabel || (typeof target === 'number' && this.address !== undefined))) {
      const from = isLabel ? offset : Number(this.address! + BigInt(offset));
      const distance = (isLabel ? this.labelPlace(target as Operand) : (target as number)) + addend - from;
      const fits =
        kind === FixupKind.Rel8 ? (distance << 24) >> 24 === distance : (distance | 0) === distance;
      if (!fits) {
        throw new AsmError(
          `the target is ${distance - addend} bytes away, out of reach`,
          this.fixupInstruction(i),
          this.placeOf(index, offset),
        );
      }
      if (kind === FixupKind.Rel8) this.bytes[offset] = distance;
      else this.write32(offset, distance);
      return;
    }
    if (isLabel && kind === FixupKind.Abs64 && this.address !== undefined) {
      const value = this.address + BigInt(this.labelPlace(target as Operand) + addend);
      this.write32(offset, Number(BigInt.asIntN(32, value)));
      this.write32(offset + 4, Number(BigInt.asIntN(32, value >> 32n)));
    }
    // Absolute labels stay relocations too, so that the code can be linked at another address.
    relocations.push({
      kind: RELOCATION_KINDS[kind]!,
      offset,
      target: typeof target === 'number' ? target : isLabel ? null : target.name,
      addend: isLabel ? addend + this.labelPlace(target as Operand) : addend,
      instruction: this.fixupInstruction(i),
      index,
    });
  }

  private write32(at: number, value: number): void {
    this.bytes[at] = value;
    this.bytes[at + 1] = value >> 8;
    this.bytes[at + 2] = value >> 16;
    this.bytes[at + 3] = value >> 24;
  }

  // ── What the encoder asks for ───────────────────────────────────────────────────────────────────────────────

  protected override fixup(kind: FixupKind, at: number, target: Operand | number, addend: number): void {
    if (
      typeof target === 'object' &&
      target.cls === OperandClass.Label &&
      target.owner !== this.labels.owner
    ) {
      this.failAt(`label '${target.name}' belongs to another program`, this.instruction?.name ?? 'data');
    }
    const i = this.fixupCount++;
    if (6 * i === this.fixups.length) this.fixups = int32sOf(this.fixups, 12 * i);
    const base = 6 * i;
    this.fixups[base] = kind;
    this.fixups[base + 1] = at;
    this.fixups[base + 2] = addend;
    this.fixups[base + 3] = this.fragments.count;
    this.fixups[base + 4] = this.index;
    this.fixups[base + 5] = this.instruction?.index ?? -1;
    this.fixupTargets[i] = target;
  }

  protected placeOf(index: number, offset: number): Place {
    let source: string | undefined;
    for (const n of this.notes) if (n.kind === 'source' && n.at <= offset) source = n.text;
    return { index, offset, label: this.labels.before(offset), source };
  }

  private failFull(what: string): never {
    throw new BufferFullError('the buffer is full', what, this.placeOf(this.index, this.pos));
  }

  protected failAt(reason: string, what: string): never {
    throw new AsmError(reason, what, this.placeOf(this.index, this.pos));
  }
}
