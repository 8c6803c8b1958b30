/** What the package costs to load and to use, and where it works: on a bundle, as its users have it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';
import { inDirectory, run } from './support/tools.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function bundle(format: 'esm' | 'iife'): string {
  const built = buildSync({
    entryPoints: [here('../src/index.ts')],
    bundle: true,
    write: false,
    format,
    platform: 'neutral',
    target: 'es2022',
    external: ['iced-x86'],
    globalName: 'asm',
  });
  return built.outputFiles[0]!.text;
}

/** Runs a module in a process of its own, with the bundle in `asm`. iced-x86 cannot even be found from there. */
function inProcess(source: string, ...flags: string[]): string {
  return inDirectory((path) => {
    writeFileSync(join(path, 'asm.mjs'), bundle('esm'));
    const begin =
      "await import('data:text/javascript,'); const t0 = performance.now(); const asm = await import('./asm.mjs'); const loaded = performance.now() - t0;";
    writeFileSync(join(path, 'main.mjs'), `${begin}\n${source}`);
    return run(process.execPath, [...flags, join(path, 'main.mjs')]).trim();
  });
}

test('loading the package, and using it, does not load iced-x86', () => {
  const output = inProcess(`
    import { createRequire } from 'node:module';
    const require = createRequire(process.cwd() + '/');
    const icedIsLoaded = () => Object.keys(require.cache).some((path) => path.includes('iced'));
    const memory = new asm.EmulatedMemory();
    const f = asm.compile(memory, { arguments: ['i64'], result: 'i64' }, (a) => a.lea(asm.rax, asm.qword(asm.rdi, 1)).ret());
    console.log(f(41n), icedIsLoaded());
    console.log('loaded in', loaded.toFixed(1), 'ms');
  `);
  console.log(output.split('\n')[1]);
  expect(output.split('\n')[0]).toBe('42n false');
  expect(bundle('esm')).not.toMatch(/from\s*["']iced-x86["']/);
});

test('writing instructions allocates nothing when warm', () => {
  const used = inProcess(
    `
    const { straight } = await import(${JSON.stringify(here('./support/program.mjs'))});
    const write = straight(asm);
    const a = new asm.Assembler(new Uint8Array(4096));
    const run = (n) => { for (let i = 0; i < n; i++) { a.reset(); write(a); } };
    run(50_000);
    globalThis.gc();
    const before = process.memoryUsage().heapUsed;
    run(50_000);
    const used = process.memoryUsage().heapUsed - before;
    console.log(used / (50_000 * a.instructionCount));
    `,
    '--expose-gc',
    '--max-semi-space-size=128',
  );
  // The measurement itself allocates a little; one object per instruction would be 16 bytes at least.
  expect(Number(used)).toBeLessThan(0.5);
});

test('the package works where there is nothing but the language', () => {
  // No `process`, `Buffer`, `require`, `performance`: a new realm with ECMAScript's own globals.
  const context = vm.createContext({});
  const result = vm.runInContext(
    `${bundle('iife')};
    const { Assembler, compile, EmulatedMemory, rax, rdi, qword, eax } = asm;
    const memory = new EmulatedMemory();
    const f = compile(memory, { arguments: ['i64'], result: 'i64' }, (a) => {
      const loop = a.label();
      a.xor(eax, eax).bind(loop).add(rax, rdi).dec(rdi).jne(loop).ret();
    });
    String(f(10n));`,
    context,
  );
  expect(result).toBe('55');
});

test('iced-x86 can be made from its two files where there is no require', () => {
  const at = createRequire(import.meta.url).resolve('iced-x86');
  const javascript = readFileSync(at, 'utf8');
  const wasm = readFileSync(at.replace(/\.js$/, '_bg.wasm'));
  const context = vm.createContext({ javascript, wasm, TextDecoder, TextEncoder });
  const result = vm.runInContext(
    `${bundle('iife')};
    const iced = asm.icedFromSource(javascript, wasm);
    asm.useIced(iced);
    const a = new asm.Assembler(new Uint8Array(64));
    a.add(asm.rax, asm.qword(asm.rbx, 8));
    asm.formatListing(iced, a.finish());`,
    context,
  );
  expect(result).toContain('add rax, qword ptr [rbx+0x8]');
});
