/** Executable memory whose code the emulator runs: for browsers, tests and machines of another kind. */
import { Emulator } from './emulator/emulator.js';
import type { ExecutableMemory, MemoryBlock } from './executable.js';

const ALIGNMENT = 16;

export class EmulatedMemory implements ExecutableMemory {
  readonly emulator = new Emulator();
  private next: bigint;

  /**
   * @param base the address of the first block.
   * @param limit the most instructions that one call may execute.
   */
  constructor(
    base: bigint | number = 0x10_0000,
    private readonly limit = 100_000_000,
  ) {
    this.next = BigInt(base);
    const stack = this.data(1 << 16);
    this.emulator.gpr[4] = stack.address + BigInt(stack.bytes.length) - 64n;
  }

  private map(size: number, name: string): MemoryBlock {
    const bytes = new Uint8Array(Math.ceil(size / ALIGNMENT) * ALIGNMENT);
    const block = { address: this.next, bytes };
    this.emulator.memory.map(block.address, bytes, { name, writable: name === 'data' });
    // A gap between blocks, so that running over an end is found.
    this.next += BigInt(bytes.length + 4096) & ~0xfffn;
    if (this.next < block.address + BigInt(bytes.length) + 16n) this.next += 4096n;
    return block;
  }

  allocate(size: number): MemoryBlock {
    return this.map(size, 'code');
  }

  free(block: MemoryBlock): void {
    this.emulator.memory.unmap(block.bytes);
  }

  data(size: number): MemoryBlock {
    return this.map(size, 'data');
  }

  freeData(block: MemoryBlock): void {
    this.emulator.memory.unmap(block.bytes);
  }

  invoke(entry: bigint, argument: bigint): void {
    const { emulator } = this;
    // The code may have been changed from JavaScript.
    emulator.memory.writes++;
    emulator.gpr[7] = argument;
    emulator.call(entry, this.limit);
  }
}
