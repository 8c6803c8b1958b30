/** The addon's face (`cpp/addon.cc`), and how it is found. */
/// <reference types="node" />
import { createRequire } from 'node:module';

export interface Addon {
  /** Takes the window for this isolate, cleared when `fresh`; null, or what is in the way. */
  reserve(fresh: boolean): string | null;
  release(): void;
  buffer(): ArrayBuffer;
  commit(start: number, bytes: number): boolean;
  /** Makes a region of the window executable, unless it is so already. */
  mapCode(start: number, bytes: number, wanted: false): undefined;
  /** The same, and a buffer over the region's writable mapping. */
  mapCode(start: number, bytes: number, wanted: true): ArrayBuffer;
  attach(mailbox: number): void;
  symbol(name: string): bigint;
  enter(): void;
  resume(): void;
}

/** Loads the addon that was built into this package, or says why it cannot. */
export function loadAddon(path?: string): Addon | string {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `machine code is for linux-x64, this is ${process.platform}-${process.arch}`;
  const file = path ?? '../prebuilt/linux-x64/tyston.node';
  try {
    return createRequire(import.meta.url)(file) as Addon;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code;
    return reason === 'MODULE_NOT_FOUND'
      ? 'the native addon has not been built (npm run build; it takes the Debian package g++)'
      : `the native addon does not load: ${(error as Error).message}`;
  }
}
