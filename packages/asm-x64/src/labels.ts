/** The labels of one program: where each was put, as an offset and the number of fragments before it. */
import { Operand, OperandClass } from './operands.js';

/** A copy of `old` with room for `length` integers. */
export function int32sOf(old: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(length);
  wider.set(old);
  return wider;
}

export class LabelTable {
  count = 0;
  /** What labels of this program carry; another object after each reset. */
  owner: object = {};
  /** −1 until bound. */
  offset = new Int32Array(64);
  fragment = new Int32Array(64);
  readonly operands: Operand[] = [];
  /** Fields that hold the distance between two labels. */
  readonly distances: { at: number; fragment: number; to: Operand; from: Operand }[] = [];

  create(name: string): Operand {
    const id = this.count++;
    if (id === this.offset.length) {
      this.offset = int32sOf(this.offset, 2 * id);
      this.fragment = int32sOf(this.fragment, 2 * id);
    }
    this.offset[id] = -1;
    return (this.operands[id] = new Operand(
      OperandClass.Label,
      id,
      name,
      -1,
      -1,
      0,
      0,
      undefined,
      0,
      this.owner,
    ));
  }

  /** False if the label is bound already. */
  bind(id: number, offset: number, fragment: number): boolean {
    if (this.offset[id]! >= 0) return false;
    this.offset[id] = offset;
    this.fragment[id] = fragment;
    return true;
  }

  reset(): void {
    if (this.count === 0) return;
    this.count = 0;
    if (this.distances.length > 0) this.distances.length = 0;
    // Labels of the old program must not pass for labels of the new one.
    this.owner = {};
  }

  /** The name of the last named label at or before an offset. */
  before(offset: number): string | undefined {
    let best: string | undefined;
    let at = -1;
    for (let i = 0; i < this.count; i++) {
      const o = this.offset[i]!;
      if (o > at && o <= offset && this.operands[i]!.name !== '') {
        best = this.operands[i]!.name;
        at = o;
      }
    }
    return best;
  }

  /** Final offsets of the named, bound labels. */
  named(delta: Int32Array): Map<string, number> {
    const map = new Map<string, number>();
    for (let i = 0; i < this.count; i++) {
      const name = this.operands[i]!.name;
      if (name !== '' && this.offset[i]! >= 0) map.set(name, this.offset[i]! + delta[this.fragment[i]!]!);
    }
    return map;
  }
}
