/** A small seeded generator (xorshift32 twice), so that a failing run can be repeated from its seed. */
export class Random {
  private a: number;
  private b: number;

  constructor(readonly seed: number) {
    this.a = (seed ^ 0x9e3779b9) | 1;
    this.b = (Math.imul(seed, 0x85ebca6b) ^ 0x27d4eb2f) | 1;
    for (let i = 0; i < 8; i++) this.next();
  }

  /** A signed 32-bit integer. */
  next(): number {
    this.a ^= this.a << 13;
    this.a ^= this.a >>> 17;
    this.a ^= this.a << 5;
    this.b = (Math.imul(this.b, 0x19660d) + 0x3c6ef35f) | 0;
    return (this.a + this.b) | 0;
  }

  /** An integer from 0 up to but not including n. */
  below(n: number): number {
    return (this.next() >>> 1) % n;
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** 64 bits, more often than not near a limit. */
  bigint(): bigint {
    const wide = (BigInt(this.next()) << 32n) ^ BigInt(this.next());
    switch (this.below(6)) {
      case 0:
        return BigInt(this.below(4));
      case 1:
        return (1n << BigInt(this.below(64))) - BigInt(this.below(2));
      case 2:
        return BigInt.asUintN(64, -BigInt(this.below(300)));
      default:
        return BigInt.asUintN(64, wide >> BigInt(this.below(64)));
    }
  }
}
