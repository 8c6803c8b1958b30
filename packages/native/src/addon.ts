/** The addon's face (`cpp/addon.cc`), and how it is found. */
/// <reference types="node" />
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Addon {
  /** Takes the window for this isolate, cleared when `fresh`; null, or what is in the way. */
  reserve(fresh: boolean): string | null;
  /** Runs the process's command line again in its place; returns, with the reason, only when it cannot. */
  tryAgain(): string;
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

/** What this isolate has loaded: loading twice would initialise the addon twice. */
const loaded = new Map<string, Addon>();

/**
 * Loads the addon, or says why it cannot. `path` is for programs that are bundled and keep the file elsewhere. `process.dlopen`
 * because `require` of a file takes a millisecond longer.
 */
export function loadAddon(path?: string): Addon | string {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return `machine code is for linux-x64, this is ${process.platform}-${process.arch}`;
  const file = path ?? fileURLToPath(new URL('../prebuilt/linux-x64/tyston.node', import.meta.url));
  const before = loaded.get(file);
  if (before !== undefined) return before;
  if (!existsSync(file))
    return 'the native addon has not been built (npm run build; it takes the Debian package g++)';
  try {
    const module = { exports: {} as Addon };
    process.dlopen(module, file);
    loaded.set(file, module.exports);
    return module.exports;
  } catch (error) {
    return `the native addon does not load: ${(error as Error).message}`;
  }
}
