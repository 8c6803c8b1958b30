/**
 * Checks the imports of all packages: none goes up a floor or round a circle (between packages or between files), none reaches into
 * another package, and `node:*` stays in hosts and in the runtime.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Which packages a package may import (docs/ARCHITECTURE.md). */
const MAY_IMPORT = {
  memory: [],
  'asm-x64': [],
  parser: [],
  native: ['memory'],
  rewriter: ['memory', 'asm-x64'],
  interp: ['memory', 'parser'],
  objects: ['memory', 'interp'],
  stdlib: ['memory', 'objects', 'interp', 'parser'],
  jit: ['memory', 'asm-x64', 'interp', 'objects', 'rewriter'],
  runtime: ['memory', 'native', 'asm-x64', 'parser', 'interp', 'objects', 'stdlib', 'jit'],
  measure: ['parser', 'runtime'],
};
/** Packages that are, or contain, hosts. */
const NODE_ALLOWED = [
  'packages/native/',
  'packages/runtime/',
  'packages/measure/',
  'packages/memory/src/hosts/',
  'packages/parser/src/cli',
  'packages/parser/src/command',
];

const problems = [];
const files = new Map();

function walk(dir) {
  for (const name of readdirSync(dir)) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) {
      if (name !== 'dist' && name !== 'node_modules') walk(path);
    } else if (name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.endsWith('.d.ts'))
      files.set(path, []);
  }
}
for (const pkg of Object.keys(MAY_IMPORT)) {
  const src = join(root, 'packages', pkg, 'src');
  if (existsSync(src)) walk(src);
}
const IMPORT = /^(?:import|export)\s+(type\s)?[^'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm;
for (const [file, edges] of files) {
  const shown = relative(root, file);
  const own = shown.split('/')[1];
  for (const m of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const target = m[2] ?? m[3];
    const typeOnly = m[1] !== undefined;
    if (target.startsWith('node:')) {
      if (!NODE_ALLOWED.some((p) => shown.startsWith(p)))
        problems.push(`${shown}: imports ${target} outside a host`);
    } else if (target.startsWith('@tyston/')) {
      const pkg = target.split('/')[1];
      if (pkg !== own && !MAY_IMPORT[own].includes(pkg))
        problems.push(`${shown}: ${own} may not import ${pkg}`);
    } else if (target.startsWith('.') && !typeOnly) {
      const path = resolve(dirname(file), target.replace(/\.js$/, '.ts'));
      if (files.has(path)) edges.push(path);
    }
  }
}
// Circles between files: depth-first, a file that is met again while it is open closes one.
const state = new Map();
const stack = [];
function visit(file) {
  state.set(file, 'open');
  stack.push(file);
  for (const next of files.get(file)) {
    if (state.get(next) === 'open') {
      const circle = [...stack.slice(stack.indexOf(next)), next].map((f) => relative(root, f));
      problems.push(`circle: ${circle.join(' → ')}`);
    } else if (!state.has(next)) visit(next);
  }
  stack.pop();
  state.set(file, 'done');
}
for (const file of files.keys()) if (!state.has(file)) visit(file);

for (const p of problems) console.error(p);
console.log(`${files.size} files, ${problems.length} problems with imports`);
process.exit(problems.length === 0 ? 0 : 1);
