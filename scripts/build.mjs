/** The whole build: TypeScript, the addon, the library, the bundle and its code cache. `--quick` leaves out the last. */
import { execFileSync } from 'node:child_process';

const run = (command, ...args) => execFileSync(command, args, { stdio: 'inherit' });
const node = (...args) => run(process.execPath, ...args);

run('npx', 'tsc', '-b');
node('packages/parser/scripts/bundle-chevrotain.mjs');
node('packages/native/scripts/build.mjs');
node('packages/stdlib/scripts/unpack-library.mjs');
node('packages/runtime/scripts/bundle.mjs');
if (!process.argv.includes('--quick')) node('packages/runtime/scripts/code-cache.mjs');
