import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';
import { allRows } from '../src/index.js';
import { groups } from '../src/table/index.js';
import { inDirectory, run } from './support/tools.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const readme = readFileSync(here('../README.md'), 'utf8');
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map((m) => m[1]!);

test.each(examples.map((source, i) => [i + 1, source] as const))(
  'example %i prints what it says',
  (_, source) => {
    const output = inDirectory((path) => {
      const built = buildSync({
        stdin: { contents: source, resolveDir: here('..') },
        bundle: true,
        write: false,
        format: 'esm',
        platform: 'node',
        alias: { '@tyston/asm-x64': here('../src/index.ts') },
        external: ['iced-x86'],
      });
      // Beside the package, so that iced-x86 is found.
      const program = join(path, 'main.mjs');
      const iced = JSON.stringify(createRequire(import.meta.url).resolve('iced-x86'));
      writeFileSync(program, built.outputFiles[0]!.text.replaceAll('import("iced-x86")', `import(${iced})`));
      return run(process.execPath, [program]);
    });
    const promised = [...source.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map((m) => m[1]!);
    expect(promised.length).toBeGreaterThan(0);
    expect(output.split('\n').slice(0, promised.length)).toEqual(promised);
    if (source.includes('listing('))
      expect(output).toMatch(/<loop>:\n.*\tadd eax, dword ptr \[rdi\+rcx\*4-0x4\]/);
  },
);

test('the figures are those of the table', () => {
  expect(readme).toContain(`${groups.length} instructions in ${allRows().length} forms`);
});

test('the example of a compiler has under 100 lines', () => {
  expect(readFileSync(here('../examples/expression.ts'), 'utf8').split('\n').length).toBeLessThan(100);
});
