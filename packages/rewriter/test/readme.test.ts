import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const readme = readFileSync(here('../README.md'), 'utf8');
const examples = [...readme.matchAll(/```js\n(.*?)```/gs)].map((m) => m[1]!);

test.each(examples.map((source, i) => [i + 1, source] as const))(
  'example %i prints what it says',
  (i, source) => {
    const program = here(`readme-${i}.tmp.mjs`);
    buildSync({
      stdin: { contents: source, resolveDir: here('..') },
      outfile: program,
      bundle: true,
      format: 'esm',
      platform: 'node',
      alias: { '@tyston/rewriter': here('../src/index.ts') },
      external: ['iced-x86'],
    });
    try {
      const output = execFileSync(process.execPath, [program], { encoding: 'utf8' });
      const promised = [...source.matchAll(/console\.log\(.*\); \/\/ (.*)/g)].map((m) => m[1]!);
      expect(promised.length).toBeGreaterThan(0);
      expect(output.trim().split('\n').slice(0, promised.length)).toEqual(promised);
    } finally {
      rmSync(program, { force: true });
    }
  },
);
