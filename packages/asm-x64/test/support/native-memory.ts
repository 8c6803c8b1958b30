/** Executable memory in a process of its own, one per call: slow, and enough for tests. */
import type { ExecutableMemory, MemoryBlock } from '../../src/index.js';
import { Script } from './processor.js';

export class RunnerMemory implements ExecutableMemory {
  private next = 0x5000_0000n;
  readonly blocks = new Set<MemoryBlock>();
  private readonly writable = new Set<MemoryBlock>();

  constructor(private readonly runner: string) {}

  private block(size: number): MemoryBlock {
    const bytes = new Uint8Array(Math.ceil(size / 4096) * 4096);
    const made = { address: this.next, bytes };
    this.next += BigInt(bytes.length) + 4096n;
    this.blocks.add(made);
    return made;
  }

  allocate(size: number): MemoryBlock {
    return this.block(size);
  }

  free(block: MemoryBlock): void {
    this.blocks.delete(block);
  }

  data(size: number): MemoryBlock {
    const made = this.block(size);
    this.writable.add(made);
    return made;
  }

  freeData(block: MemoryBlock): void {
    this.blocks.delete(block);
    this.writable.delete(block);
  }

  invoke(entry: bigint, argument: bigint): void {
    const script = new Script();
    for (const { address, bytes } of this.blocks) script.map(address, bytes);
    script.call(entry, argument);
    for (const { address, bytes } of this.writable) script.read(address, bytes.length);
    const answer = script.run(this.runner);
    let at = 0;
    for (const { bytes } of this.writable) {
      bytes.set(answer.subarray(at, at + bytes.length));
      at += bytes.length;
    }
  }
}
