/** The emulated machine's memory: stretches of bytes at addresses, each a typed array of the caller's. */
import { EmulatorFault } from './fault.js';

export interface Region {
  readonly base: bigint;
  readonly bytes: Uint8Array;
  readonly writable: boolean;
  readonly name: string;
}

export class Memory {
  private readonly regions: (Region & { readonly view: DataView })[] = [];
  /** Counts the writes, so that a cache of decoded instructions knows when to forget. */
  writes = 0;

  /** Puts `bytes` at an address. Later changes of the array are changes of the memory. */
  map(base: bigint | number, bytes: Uint8Array, options: { writable?: boolean; name?: string } = {}): this {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.regions.push({
      base: BigInt(base),
      bytes,
      writable: options.writable ?? true,
      name: options.name ?? '',
      view,
    });
    return this;
  }

  /** Takes away what was mapped from these bytes. */
  unmap(bytes: Uint8Array): void {
    const i = this.regions.findIndex((r) => r.bytes === bytes);
    if (i >= 0) this.regions.splice(i, 1);
    this.writes++;
  }

  /** The region that holds an address, and the offset in it. @throws EmulatorFault if there is none. */
  at(
    address: bigint,
    size: number,
    write: boolean,
  ): { region: Region & { readonly view: DataView }; offset: number } {
    for (const region of this.regions) {
      const offset = address - region.base;
      if (
        offset >= 0n &&
        offset + BigInt(size) <= BigInt(region.bytes.length) &&
        (region.writable || !write)
      ) {
        return { region, offset: Number(offset) };
      }
    }
    throw new EmulatorFault(
      'page',
      0n,
      `${write ? 'writing' : 'reading'} ${size} bytes at 0x${address.toString(16)}`,
    );
  }

  /** An unsigned integer of 1, 2, 4 or 8 bytes. */
  read(address: bigint, size: number): bigint {
    const { region, offset } = this.at(address, size, false);
    switch (size) {
      case 1:
        return BigInt(region.view.getUint8(offset));
      case 2:
        return BigInt(region.view.getUint16(offset, true));
      case 4:
        return BigInt(region.view.getUint32(offset, true));
      default:
        return region.view.getBigUint64(offset, true);
    }
  }

  write(address: bigint, size: number, value: bigint): void {
    const { region, offset } = this.at(address, size, true);
    this.writes++;
    if (size === 1) region.view.setUint8(offset, Number(value & 0xffn));
    else if (size === 2) region.view.setUint16(offset, Number(value & 0xffffn), true);
    else if (size === 4) region.view.setUint32(offset, Number(value & 0xffff_ffffn), true);
    else region.view.setBigUint64(offset, value, true);
  }

  /** The bytes themselves, not a copy, for vectors. */
  bytes(address: bigint, size: number, write: boolean): Uint8Array {
    const { region, offset } = this.at(address, size, write);
    if (write) this.writes++;
    return region.bytes.subarray(offset, offset + size);
  }
}
