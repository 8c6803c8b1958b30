/**
 * iced-x86, loaded only when asked for: nothing else in this package imports it, and nothing here does so before
 * `loadIced()` is called.
 */
import type * as IcedModule from 'iced-x86';

/** The module `iced-x86`. */
export type Iced = typeof IcedModule;

let loaded: Iced | undefined;

/** Loads iced-x86 once. In a browser without a bundler, give it first by `useIced(icedFromSource(…))`. */
export async function loadIced(): Promise<Iced> {
  if (loaded === undefined) {
    const module = (await import('iced-x86')) as Iced & { default?: Iced };
    loaded = module.default ?? module;
  }
  return loaded;
}

/** Takes a module loaded by other means for `loadIced` to return. */
export function useIced(module: Iced): void {
  loaded = module;
}

/**
 * Makes the module from its two files, `iced_x86.js` as text and `iced_x86_bg.wasm`, for environments without
 * `require`, such as a browser's Worker.
 */
export function icedFromSource(javascript: string, wasm: Uint8Array): Iced {
  // Its published build is CommonJS and asks for nothing else than these.
  const modules: Record<string, unknown> = {
    util: globalThis,
    path: { join: (...parts: string[]) => parts.join('/') },
    fs: { readFileSync: () => wasm },
  };
  const module = { exports: {} };
  const run = new Function('module', 'exports', 'require', '__dirname', javascript);
  run(module, module.exports, (name: string) => modules[name], '');
  return module.exports as Iced;
}
