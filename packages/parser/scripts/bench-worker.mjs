// One parser in a process of its own: `bench-worker.mjs NAME MODULE load` times loading it and its first parse,
// `… speed` all files of CPython's library. Prints JSON.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { libraryFiles } from '../test/oracle/library.mjs';

const [name, module, what] = process.argv.slice(2);
const require = createRequire(import.meta.url);

/** How each parser is loaded and called; `text` where it takes strings, not bytes. */
const PARSERS = {
  tyston: async () => (await import(module)).parse,
  'py-ast': async () => (await import(require.resolve('py-ast'))).parse,
  lezer: async () => {
    const { parser } = await import('@lezer/python');
    return (text) => parser.parse(text);
  },
  'tree-sitter': async () => {
    const Parser = require('tree-sitter');
    const parser = new Parser();
    parser.setLanguage(require('tree-sitter-python'));
    return (text) => parser.parse(text, undefined, { bufferSize: text.length * 4 + 1024 });
  },
};

const start = performance.now();
const parse = await PARSERS[name]();
parse('pass\n');
const load = performance.now() - start;

if (what === 'load') console.log(JSON.stringify({ load }));
else {
  const files = libraryFiles().map((path) => readFileSync(path));
  const sources = name === 'tyston' ? files : files.map((bytes) => bytes.toString('utf8'));
  const megabytes = files.reduce((sum, bytes) => sum + bytes.length, 0) / 1e6;
  let failed = 0;
  const pass = () => {
    failed = 0;
    const from = performance.now();
    for (const source of sources) {
      try {
        parse(source);
      } catch {
        failed++;
      }
    }
    return megabytes / ((performance.now() - from) / 1000);
  };
  const cold = pass();
  let warm = 0;
  for (let i = 0; i < 3; i++) warm = Math.max(warm, pass());
  // Memory that the trees of some files keep, per byte of source.
  globalThis.gc();
  const before = process.memoryUsage();
  const trees = [];
  let bytes = 0;
  for (let i = 0; i < sources.length && bytes < 3e6; i += 5) {
    try {
      trees.push(parse(sources[i]));
      bytes += files[i].length;
    } catch {
      // Not a file that this parser takes.
    }
  }
  globalThis.gc();
  const after = process.memoryUsage();
  const memory = (after.heapUsed + after.external - before.heapUsed - before.external) / bytes;
  console.log(
    JSON.stringify({ load, megabytes, files: files.length, failed, cold, warm, memory, kept: trees.length }),
  );
}
