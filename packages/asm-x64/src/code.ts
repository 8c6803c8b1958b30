/** Finished code: its bytes, and what is needed to place it at an address, save it and load it again. */
import { AsmError } from './error.js';

/** What a relocation writes. `rel32`: target + addend − address of the field. */
export type RelocationKind = 'rel32' | 'abs64' | 'abs32' | 'rel8';

/** A field that depends on an address not known when the code was assembled. */
export interface Relocation {
  readonly kind: RelocationKind;
  /** Offset of the field, in bytes. */
  readonly offset: number;
  /** The symbol; null for the code's own start; a number for an absolute address. */
  readonly target: string | null | number;
  readonly addend: number;
  /** The instruction that it belongs to: its name and its number in the program. */
  readonly instruction: string;
  readonly index: number;
}

/** A stretch of bytes that are data, not instructions. */
export interface DataRegion {
  readonly start: number;
  readonly end: number;
}

/** A remark at an offset: the position in some source, or a comment. */
export interface Note {
  readonly offset: number;
  readonly kind: 'source' | 'comment';
  readonly text: string;
}

/** Addresses by name. Numbers must be safe integers. */
export type Resolver = (name: string) => bigint | number | undefined;

/** The plain form of `Code`, for JSON: bytes as two hexadecimal digits each. */
export interface SavedCode {
  readonly version: 1;
  readonly bytes: string;
  readonly labels: readonly (readonly [name: string, offset: number])[];
  readonly relocations: readonly Relocation[];
  readonly data: readonly DataRegion[];
  readonly notes: readonly Note[];
}

export class Code {
  constructor(
    /** The code, in the buffer that it was assembled into. */
    readonly bytes: Uint8Array,
    /** Offsets of the named labels. */
    readonly labels: ReadonlyMap<string, number>,
    readonly relocations: readonly Relocation[],
    readonly data: readonly DataRegion[],
    readonly notes: readonly Note[],
  ) {}

  /** The symbols that the code mentions. */
  get symbols(): string[] {
    return [...new Set(this.relocations.flatMap((r) => (typeof r.target === 'string' ? [r.target] : [])))];
  }

  /**
   * Writes every relocation for code that will run at `address`. May be repeated for another address.
   * @throws AsmError for a symbol that `resolve` does not know, and for one out of reach of 32 bits.
   */
  link(address: bigint | number, resolve: Resolver = () => undefined): this {
    const base = BigInt(address);
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);
    for (const r of this.relocations) {
      const fail = (reason: string): never => {
        throw new AsmError(reason, r.instruction, { index: r.index, offset: r.offset });
      };
      const symbol = typeof r.target === 'string' ? resolve(r.target) : r.target === null ? base : r.target;
      if (symbol === undefined) return fail(`unknown symbol '${r.target}'`);
      const value = BigInt(symbol) + BigInt(r.addend);
      if (r.kind === 'abs64') {
        view.setBigUint64(r.offset, BigInt.asUintN(64, value), true);
      } else if (r.kind === 'abs32') {
        if (value < 0n || value >= 1n << 32n) fail(`0x${value.toString(16)} does not fit in 32 bits`);
        view.setUint32(r.offset, Number(value), true);
      } else {
        const distance = BigInt.asIntN(64, value - (base + BigInt(r.offset)));
        const bits = r.kind === 'rel8' ? 8 : 32;
        if (distance !== BigInt.asIntN(bits, distance)) {
          fail(`${r.target ?? 'the target'} is ${distance} bytes away, which does not fit in ${bits} bits`);
        }
        if (bits === 8) view.setInt8(r.offset, Number(distance));
        else view.setInt32(r.offset, Number(distance), true);
      }
    }
    return this;
  }

  /** The same code in other bytes, to which its own have been copied. */
  at(bytes: Uint8Array): Code {
    return new Code(bytes, this.labels, this.relocations, this.data, this.notes);
  }

  /** The offset of a named label. @throws RangeError if there is none. */
  offsetOf(label: string): number {
    const offset = this.labels.get(label);
    if (offset === undefined) throw new RangeError(`no label '${label}' in this code`);
    return offset;
  }

  /** A plain value from which `Code.load` makes the same code again. */
  save(): SavedCode {
    let bytes = '';
    for (const byte of this.bytes) bytes += byte.toString(16).padStart(2, '0');
    return {
      version: 1,
      bytes,
      labels: [...this.labels],
      relocations: this.relocations,
      data: this.data,
      notes: this.notes,
    };
  }

  /**
   * Puts saved code into a buffer. Its relocations are then to be written by `link`.
   * @throws RangeError if the buffer is too small or the value is not of this version.
   */
  static load(saved: SavedCode, buffer: Uint8Array = new Uint8Array(saved.bytes.length / 2)): Code {
    if (saved.version !== 1) throw new RangeError(`saved code has version ${saved.version}, not 1`);
    const size = saved.bytes.length / 2;
    if (buffer.length < size) throw new RangeError(`${size} bytes of code in a buffer of ${buffer.length}`);
    const bytes = buffer.subarray(0, size);
    for (let i = 0; i < size; i++) bytes[i] = Number.parseInt(saved.bytes.slice(2 * i, 2 * i + 2), 16);
    return new Code(bytes, new Map(saved.labels), saved.relocations, saved.data, saved.notes);
  }
}
