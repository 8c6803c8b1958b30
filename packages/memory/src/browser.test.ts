/** The package in a world without Node: bundled for a browser, and run in a context that has ECMAScript and little else. */
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('the portable host needs nothing of Node', async () => {
  const program = `
    import * as m from './index.js';
    const written = [];
    const host = m.createPortableHost({
      bytes: 64 << 20,
      environment: { files: { '/a.py': 'print(1)' }, stdout: (b) => written.push(String.fromCharCode(...b)) },
    });
    m.attachWindow(host.memory.buffer);
    const heap = m.makeAllocator(host.memory, m.regionMap(64 << 20), true);
    const p = heap.calloc(24);
    m.st32(p, 7);
    const bytes = (s) => new TextEncoder().encode(s);
    const fd = host.os.open(bytes('/a.py'), m.O.RDONLY, 0);
    const n = host.os.read(fd, p, 8);
    m.st8(p + n, 0);
    host.os.writeJs(1, bytes('out'));
    const random = new Uint8Array(70000);
    host.os.getrandom(random);
    const slept = host.os.sleep(2000000n);
    result = [m.readCString(p), written, new Set(random).size, slept, host.os.clock(0) > 0n, host.os.spawn({}), host.os.kind];
  `;
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('../dist', import.meta.url)) },
    bundle: true,
    platform: 'browser',
    write: false,
    format: 'iife',
    logLevel: 'silent',
  });
  const code = outputFiles[0]!.text;
  expect(code).not.toMatch(/['"]node:|require\(|process\.\w/);
  const context = { TextEncoder, TextDecoder, result: undefined as unknown };
  vm.runInNewContext(code, context);
  expect(JSON.stringify(context.result)).toBe('["print(1)",["out"],256,0,true,-38,"none"]');
});
