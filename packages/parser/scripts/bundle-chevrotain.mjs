// Part of the build: replaces dist/grammar/chevrotain.js, which tsc makes from src/grammar/chevrotain.ts, by a
// bundle of the part of Chevrotain that is used. Its 600 modules would cost every process a quarter of a second.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { leanChevrotain, NOTICE } from './lean-chevrotain.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

const { metafile } = await build({
  entryPoints: [path('../src/grammar/chevrotain.ts')],
  outfile: path('../dist/grammar/chevrotain.js'),
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  banner: { js: NOTICE },
  legalComments: 'eof',
  metafile: true,
  plugins: [leanChevrotain],
});
const [[name, { bytes }]] = Object.entries(metafile.outputs);
console.log(`${name}: ${(bytes / 1024).toFixed(1)} KB`);
