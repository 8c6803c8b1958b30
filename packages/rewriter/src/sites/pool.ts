/** The pool that code of any size comes from: blocks of 16 bytes, free lists by size, larger blocks split. */
import { type Addr, ld32, ldU32, st32 } from '@tyston/memory';
import { POOL_CLASSES, PoolState } from './records.js';

/** A stretch of executable memory: where it runs, and where it is written. Its address is a multiple of 16. */
export interface CodeSpace {
  readonly address: bigint;
  readonly bytes: Uint8Array;
}

export const GRANULE = 16;
const INT3 = 0xcc;

export class CodePool {
  private readonly view: DataView;

  /** @param state a `PoolState` in the window, zeroed for a pool of which nothing has been handed out. */
  constructor(
    readonly space: CodeSpace,
    private readonly state: Addr,
    limit = space.bytes.length,
  ) {
    const { bytes } = space;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (ldU32(state + PoolState.limit) === 0) st32(state + PoolState.limit, Math.min(limit, bytes.length));
  }

  get used(): number {
    return ldU32(this.state + PoolState.used);
  }
  get limit(): number {
    return ldU32(this.state + PoolState.limit);
  }
  private head(blocks: number): Addr {
    return this.state + PoolState.free + 4 * Math.min(blocks, POOL_CLASSES - 1);
  }

  /** The offset of a block of at least `bytes`, or -1 when there is no room. */
  alloc(bytes: number): number {
    const blocks = Math.max(1, Math.ceil(bytes / GRANULE));
    const size = blocks * GRANULE;
    let offset = this.take(blocks);
    if (offset < 0) {
      const top = ldU32(this.state + PoolState.top);
      if (top + size > this.limit) return -1;
      st32(this.state + PoolState.top, top + size);
      offset = top;
    }
    st32(this.state + PoolState.used, this.used + size);
    return offset;
  }

  /** A free block, the rest of a larger one put back. */
  private take(blocks: number): number {
    for (let c = Math.min(blocks, POOL_CLASSES - 1); c < POOL_CLASSES; c++) {
      for (
        let link = -1, at = ld32(this.head(c)) - 1;
        at >= 0;
        link = at, at = this.view.getInt32(at, true) - 1
      ) {
        const size = this.view.getInt32(at + 4, true);
        if (size < blocks * GRANULE) continue;
        const next = this.view.getInt32(at, true);
        if (link < 0) st32(this.head(c), next);
        else this.view.setInt32(link, next, true);
        if (size > blocks * GRANULE) this.put(at + blocks * GRANULE, size - blocks * GRANULE);
        return at;
      }
    }
    return -1;
  }
  private put(offset: number, size: number): void {
    const head = this.head(size / GRANULE);
    this.view.setInt32(offset, ld32(head), true);
    this.view.setInt32(offset + 4, size, true);
    st32(head, offset + 1);
  }

  /** Takes a block back; it is filled with `int3`, so that a stray jump ends at once. */
  free(offset: number, bytes: number): void {
    const size = Math.max(1, Math.ceil(bytes / GRANULE)) * GRANULE;
    this.space.bytes.fill(INT3, offset, offset + size);
    st32(this.state + PoolState.used, this.used - size);
    this.put(offset, size);
  }

  bytesAt(offset: number, bytes: number): Uint8Array {
    return this.space.bytes.subarray(offset, offset + bytes);
  }
  addressOf(offset: number): bigint {
    return this.space.address + BigInt(offset);
  }
}
