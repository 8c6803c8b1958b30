// The package as it is published for Node: one minified module, dist/bundled.js, in place of tsc's. Run by `npm pack`; with
// a folder as argument it writes there instead. Prints its size.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { leanChevrotain, NOTICE } from './lean-chevrotain.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

export async function bundle(folder) {
  const outfile = join(folder, 'bundled.js');
  await build({
    entryPoints: [join(root, 'src/index.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    banner: { js: NOTICE },
    legalComments: 'eof',
    plugins: [leanChevrotain],
  });
  const code = readFileSync(outfile);
  return { outfile, bytes: code.length, gzipped: gzipSync(code, { level: 9 }).length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? join(root, 'dist');
  const { outfile, bytes, gzipped } = await bundle(folder);
  const kilobytes = (n) => `${(n / 1024).toFixed(0)} KB`;
  console.log(`${outfile}: ${kilobytes(bytes)}, ${kilobytes(gzipped)} gzipped`);
  // tsc is to write all its files again the next time.
  if (process.argv[2] === undefined) rmSync(join(root, 'dist/.tsbuildinfo'), { force: true });
}
