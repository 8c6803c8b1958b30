/** The bundle's constants: what is replaced is what cannot change, and nothing that only has the same name. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { constants } from '../scripts/constants.mjs';

const directory = mkdtempSync(join(tmpdir(), 'tyston-constants-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function bundled(source: string): Promise<string> {
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  writeFileSync(
    join(directory, 'layout.js'),
    `export const Layout = Object.freeze({ first: 0, second: 8 });
     export const Open = { field: 3 };
     export const LIMIT = -7;
     export let count = 5;
     export function more() { count++; Open.field++; }`,
  );
  const entry = join(directory, `entry-${Math.random()}.js`);
  writeFileSync(entry, source);
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'cjs',
    minifySyntax: true,
    write: false,
    plugins: [constants([directory])],
  });
  const exports: { result?: unknown } = {};
  new Function('exports', 'module', result.outputFiles[0]!.text)(exports, { exports });
  return result.outputFiles[0]!.text;
}

const IMPORT = `import { Layout, Open, LIMIT, count, more } from './layout.js';\n`;

test('fields of frozen tables and exported numbers are written out, and folded', async () => {
  const text = await bundled(
    `${IMPORT}const OFFSET = Layout.second + 4;
     globalThis.f = (p, t) => [(p + Layout.second) >>> 2, p + OFFSET, p - LIMIT, { LIMIT }];`,
  );
  expect(text).toContain('p + 8 >>> 2, p + 12, p - -7, { LIMIT: -7 }');
});

test('what can change is left alone', async () => {
  const text = await bundled(`${IMPORT}globalThis.f = () => { more(); return [count, Open.field]; };`);
  expect(text).toContain('[count, Open.field]');
});

test('a name that means two things in a file is left alone', async () => {
  const text = await bundled(
    `${IMPORT}globalThis.f = (x) => [x.Layout.second, x.LIMIT];
     globalThis.g = (Layout) => Layout.second;
     globalThis.h = () => { LIMIT: for (;;) { break LIMIT; } };`,
  );
  expect(text).toContain('[x.Layout.second, x.LIMIT]');
  expect(text).toMatch(/\((Layout\d*)\) => \1\.second/);
});
