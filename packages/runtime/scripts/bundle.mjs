/**
 * Bundles the command into one file, dist/tyston.cjs: one file loads several times as fast as the packages' modules, and V8's code
 * cache (made by scripts/code-cache.mjs) goes with it.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
await build({
  entryPoints: [join(here, '../src/index.ts')],
  outfile: join(here, '../dist/tyston.cjs'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // Names show in JavaScript profiles and in internal errors.
  keepNames: false,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'import.meta.url': 'undefined' },
});
