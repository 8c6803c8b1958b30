/** A portable window, seen by the emulator at the address that windows have, and a space for code. */
import {
  type Allocator,
  attachWindow,
  createPortableHost,
  makeAllocator,
  regionMap,
  WINDOW_HIGH,
} from '@tyston/memory';
import { type CodeSpace, EmulatedMachine } from '../src/index.js';

export interface Setting {
  readonly machine: EmulatedMachine;
  readonly heap: Allocator;
  readonly code: CodeSpace;
}

export function emulatedWindow(codeBytes = 1 << 16): Setting {
  const host = createPortableHost({ bytes: 48 << 20 });
  attachWindow(host.memory.buffer);
  const heap = makeAllocator(host.memory, regionMap(host.memory.buffer.byteLength), true);
  const base = BigInt(WINDOW_HIGH) << 32n;
  const code = { address: base + 0xd000_0000n, bytes: new Uint8Array(codeBytes) };
  const machine = new EmulatedMachine();
  machine
    .map(base, new Uint8Array(host.memory.buffer as ArrayBuffer), 'window')
    .map(code.address, code.bytes, 'code');
  return { machine, heap, code };
}
