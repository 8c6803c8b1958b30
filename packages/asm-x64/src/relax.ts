/**
 * Label relaxation.
 *
 * Branches are written short and alignments empty. The program is then a list of *fragments*: places where bytes
 * may have to be inserted. Starting from the smallest program, every branch whose target is out of reach becomes
 * near, which may push other targets out of reach, until nothing changes. A branch never shrinks again, so this
 * ends. Without alignments the result is the least solution, whatever the order. An alignment may absorb what a
 * branch grows, so that with alignments the order matters: it is GNU as's, and the result is the same as its.
 * Then one pass from the end moves the bytes to their places.
 *
 *     before   ┌──A──┐J→┌────B────┐|align┌───C───┐
 *     after    ┌──A──┐J───→┌────B────┐····┌───C───┐
 *
 * A position before relaxation is an offset and the number of fragments before it (a label before an alignment
 * and one after it have the same offset).
 */

export enum FragmentKind {
  /** `jmp`: 2 bytes, or 5. */
  Jump,
  /** `jcc`: 2 bytes, or 6. */
  JumpIf,
  /** Fills to a multiple of `value`, a power of two. */
  Align,
  /** Fills to 3 beyond a multiple of 8, so that 5 bytes end at a multiple of 8. */
  AlignPatchable,
}

/** Growable parallel arrays; nothing is allocated once they have grown to the program's size. */
export class Fragments {
  count = 0;
  kind = new Uint8Array(64);
  /** Where the bytes are inserted: behind the short branch, or at the alignment. */
  offset = new Int32Array(64);
  /** A branch's label; an alignment's size. */
  value = new Int32Array(64);
  /** The byte that fills an alignment, or −1 for no-operations of several bytes. */
  fill = new Int16Array(64);
  /** The number of the instruction, for messages. */
  instruction = new Int32Array(64);
  /** Bytes inserted by this fragment. */
  extra = new Int32Array(64);
  /** Bytes inserted by all fragments before number i; one entry more than fragments. */
  delta = new Int32Array(65);
  /** Alignments before fragment number i. */
  private region = new Int32Array(65);

  push(kind: FragmentKind, offset: number, value: number, fill: number, instruction: number): void {
    const i = this.count++;
    if (i === this.kind.length) this.grow();
    this.kind[i] = kind;
    this.offset[i] = offset;
    this.value[i] = value;
    this.fill[i] = fill;
    this.instruction[i] = instruction;
    this.extra[i] = 0;
  }

  private grow(): void {
    const n = this.kind.length * 2;
    const wider = <T extends Uint8Array | Int16Array | Int32Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    this.kind = wider(this.kind, new Uint8Array(n));
    this.offset = wider(this.offset, new Int32Array(n));
    this.value = wider(this.value, new Int32Array(n));
    this.fill = wider(this.fill, new Int16Array(n));
    this.instruction = wider(this.instruction, new Int32Array(n));
    this.extra = wider(this.extra, new Int32Array(n));
    this.delta = wider(this.delta, new Int32Array(n + 1));
    this.region = wider(this.region, new Int32Array(n + 1));
  }

  /**
   * Decides every size. `labelOffset` and `labelFragment` say where each label is; `base` is the address of the
   * buffer modulo the largest alignment. Returns the number of bytes to insert in all.
   *
   * Each pass visits the fragments in order and moves what follows at once. A target further on has not moved
   * yet: it is taken to move as far as what is here did, unless an alignment lies between, which may absorb it.
   */
  relax(labelOffset: Int32Array, labelFragment: Int32Array, base: number): number {
    const { count, kind, offset, value, extra, delta, region } = this;
    this.layOut(base);
    for (let changed = true; changed; ) {
      changed = false;
      let stretch = 0;
      for (let i = 0; i < count; i++) {
        delta[i]! += stretch;
        const at = offset[i]! + delta[i]!;
        if (kind[i]! > FragmentKind.JumpIf) {
          const padding = this.padding(i, base + at);
          stretch += padding - extra[i]!;
          if (padding !== extra[i]) changed = true;
          extra[i] = padding;
        } else if (extra[i] === 0) {
          const label = value[i]!;
          const there = labelFragment[label]!;
          let target = labelOffset[label]! + delta[there]!;
          if (there > i && stretch !== 0) {
            if (stretch < 0 || region[there] === region[i]) target += stretch;
            // It will move too, and cannot come to lie behind.
            else if (target < at) continue;
          }
          const distance = target - at;
          if (distance < -128 || distance > 127) {
            extra[i] = kind[i] === FragmentKind.Jump ? 3 : 4;
            stretch += extra[i]!;
            changed = true;
          }
        }
      }
      delta[count]! += stretch;
    }
    return delta[count]!;
  }

  private padding(i: number, address: number): number {
    return this.kind[i] === FragmentKind.Align ? -address & (this.value[i]! - 1) : (3 - address) & 7;
  }

  /** The smallest program: every branch short. */
  private layOut(base: number): void {
    const { count, kind, offset, extra, delta, region } = this;
    let sum = 0;
    let alignments = 0;
    for (let i = 0; i < count; i++) {
      delta[i] = sum;
      region[i] = alignments;
      if (kind[i]! > FragmentKind.JumpIf) {
        extra[i] = this.padding(i, base + offset[i]! + sum);
        sum += extra[i]!;
        alignments++;
      }
    }
    delta[count] = sum;
    region[count] = alignments;
  }

  /** Moves `bytes[0, end)` to their final places, then writes branches and padding. */
  apply(bytes: Uint8Array, end: number, labelOffset: Int32Array, labelFragment: Int32Array): void {
    const { count, kind, offset, value, fill, extra, delta } = this;
    for (let i = count - 1; i >= 0 && delta[i + 1]! > 0; i--) {
      bytes.copyWithin(offset[i]! + delta[i + 1]!, offset[i]!, end);
      end = offset[i]!;
    }
    for (let i = 0; i < count; i++) {
      const at = offset[i]! + delta[i]!;
      const size = extra[i]!;
      if (kind[i]! <= FragmentKind.JumpIf) {
        const label = value[i]!;
        const distance = labelOffset[label]! + delta[labelFragment[label]!]! - (at + size);
        if (size === 0) {
          bytes[at - 1] = distance;
          continue;
        }
        if (kind[i] === FragmentKind.Jump) {
          bytes[at - 2] = 0xe9;
        } else {
          bytes[at - 1] = 0x80 | (bytes[at - 2]! & 15);
          bytes[at - 2] = 0x0f;
        }
        bytes[at + size - 4] = distance;
        bytes[at + size - 3] = distance >> 8;
        bytes[at + size - 2] = distance >> 16;
        bytes[at + size - 1] = distance >> 24;
      } else if (fill[i]! >= 0) {
        bytes.fill(fill[i]!, at, at + size);
      } else {
        fillWithNops(bytes, at, size);
      }
    }
  }
}

// No-operations of 1 to 11 bytes, as the processor manuals recommend them and GNU as uses them.
const NOPS: readonly (readonly number[])[] = [
  [],
  [0x90],
  [0x66, 0x90],
  [0x0f, 0x1f, 0x00],
  [0x0f, 0x1f, 0x40, 0x00],
  [0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x44, 0x00, 0x00],
  [0x0f, 0x1f, 0x80, 0x00, 0x00, 0x00, 0x00],
  [0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
  [0x66, 0x66, 0x2e, 0x0f, 0x1f, 0x84, 0x00, 0x00, 0x00, 0x00, 0x00],
];

/** Fills `count` bytes with the fewest no-operations. */
export function fillWithNops(bytes: Uint8Array, at: number, count: number): void {
  while (count > 0) {
    const n = Math.min(count, NOPS.length - 1);
    bytes.set(NOPS[n]!, at);
    at += n;
    count -= n;
  }
}
