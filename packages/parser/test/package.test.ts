import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { bundle } from '../scripts/bundle.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tyston-parser-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the bundle needs nothing from Node, and keeps to its size', async () => {
  const { outfile, bytes, gzipped } = await bundle(folder);
  console.log(`@tyston/parser: ${bytes} bytes, ${gzipped} gzipped`);
  // Resolved for a browser, an import of a Node module would be an error.
  const { metafile } = await build({
    entryPoints: [outfile],
    bundle: true,
    platform: 'browser',
    write: false,
    metafile: true,
    format: 'esm',
  });
  expect(Object.keys(metafile.inputs)).toHaveLength(1);
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  expect(/["']node:/.test(readFileSync(outfile, 'utf8'))).toBe(false);
  expect(bytes).toBeLessThan(640 * 1024);
});

test('what is not used can be left out', async () => {
  const result = await build({
    stdin: {
      contents: "import { unparse } from './src/index.ts'; console.log(unparse);",
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
  });
  expect(result.outputFiles[0]!.contents.length).toBeLessThan(40 * 1024);
});

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

test.skipIf(CHROMIUM === undefined)('it runs in headless Chromium', async () => {
  const { outfile } = await bundle(folder);
  // A module from a file would be refused; in the page itself it is not.
  const code = readFileSync(outfile, 'utf8')
    .replaceAll('</script', '<\\/script')
    .replace(/export\s*\{([^}]*)\};?\s*(\/\*[\s\S]*\*\/)?\s*$/, (_, names: string) => {
      const pairs = names.split(',').map((pair) => pair.trim().split(' as '));
      return `const api = {${pairs.map(([local, name]) => `${name ?? local}: ${local}`).join(', ')}};`;
    });
  const program = `
    const { parse, dump, unparse, parseTolerant } = api;
    let error;
    try { parse('print "x"'); } catch (e) { error = e.message; }
    const bytes = new TextEncoder().encode('# coding: utf-8\\nx = "é"');
    document.title = JSON.stringify([dump(parse('x = 1')), error, unparse(parse(bytes)), parseTolerant('(').errors.length]);
    document.body.textContent = document.title;`;
  const page = join(folder, 'page.html');
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><body><script type="module">${code}\n${program}</script>`,
  );
  const args = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--virtual-time-budget=10000',
    '--dump-dom',
    `file://${page}`,
  ];
  const { stdout, stderr } = spawnSync(CHROMIUM!, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    timeout: 55_000,
  });
  const title = /<title>(.*?)<\/title>/.exec(stdout)?.[1];
  expect(title, stderr.slice(-2000)).toBeDefined();
  expect(JSON.parse(title!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))).toEqual(
    [
      "Module(body=[Assign(targets=[Name(id='x', ctx=Store())], value=Constant(value=1))], type_ignores=[])",
      "Missing parentheses in call to 'print'. Did you mean print(...)?",
      "x = 'é'",
      1,
    ],
  );
});

test.runIf(CHROMIUM === undefined)(
  "headless Chromium is missing: install Debian's package chromium",
  ({ skip }) => {
    console.warn("the browser test did not run: install Debian's package chromium");
    skip();
  },
);

test('the example of the README works', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)![1]!;
  const expected = /```text\n([\s\S]*?)```/.exec(readme)![1]!;
  expect(example.trim().split('\n').length).toBeLessThanOrEqual(12);
  execFileSync(process.execPath, [join(root, '../../node_modules/typescript/bin/tsc'), '-b', root]);
  const file = join(root, 'test', 'readme-example.mjs');
  writeFileSync(file, example);
  try {
    expect(execFileSync(process.execPath, [file], { encoding: 'utf8' })).toBe(expected);
  } finally {
    rmSync(file);
  }
});
