// npm run bench: MB/s over the whole of CPython's library, cold and warm, memory, and the time to load, beside other
// parsers in the same run. Each runs in a process of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { libraryFiles } from '../test/oracle/library.mjs';
import { PYTHON } from '../test/oracle/oracle.mjs';
import { bundle } from './bundle.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tyston-bench-'));
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
const { outfile, bytes, gzipped } = await bundle(folder);

const worker = (name, what) =>
  JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', here('bench-worker.mjs'), name, outfile, what], {
      encoding: 'utf8',
    }),
  );
// The machine is shared: what others do can only add to a time.
const best = (numbers) => Math.min(...numbers);

const cpython = JSON.parse(
  execFileSync(PYTHON, ['-I', here('bench_ast_parse.py')], {
    input: libraryFiles().join('\n'),
    encoding: 'utf8',
  }),
);
const rows = [['CPython ast.parse', 'Python AST', cpython]];
for (const [name, label, makes] of [
  ['tyston', '@tyston/parser', "CPython's AST"],
  ['py-ast', 'py-ast', 'Python AST'],
  ['tree-sitter', 'tree-sitter-python', 'concrete tree'],
  ['lezer', '@lezer/python', 'concrete tree'],
]) {
  const result = worker(name, 'speed');
  result.load = best(Array.from({ length: 15 }, () => worker(name, 'load').load));
  rows.push([label, makes, result]);
}
rmSync(folder, { recursive: true });

console.log(`${cpython.megabytes.toFixed(1)} MB in ${cpython.files} files; Node ${process.version}`);
console.log('parser              makes          MB/s cold  warm  of ast.parse  bytes/byte  load ms  rejects');
for (const [label, makes, { cold, warm, memory, load, failed }] of rows) {
  console.log(
    [
      label.padEnd(19),
      makes.padEnd(14),
      cold.toFixed(1).padStart(9),
      warm.toFixed(1).padStart(5),
      (warm / cpython.warm).toFixed(2).padStart(13),
      memory.toFixed(1).padStart(11),
      (load === undefined ? '' : load.toFixed(1)).padStart(8),
      String(failed).padStart(8),
    ].join(' '),
  );
}
console.log(
  '(load: importing the module and parsing one line, best of fifteen; concrete trees are kept outside the heap by tree-sitter)',
);
console.log(`bundle: ${(bytes / 1024).toFixed(0)} KB, ${(gzipped / 1024).toFixed(0)} KB gzipped`);
const ours = rows[1][2];
console.log(
  `floor 0.45 of ast.parse: ${ours.warm >= 0.45 * cpython.warm ? 'kept' : 'MISSED'}; load at most 25 ms: ${ours.load <= 25 ? 'kept' : 'MISSED'}`,
);
