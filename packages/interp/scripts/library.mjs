/**
 * Compiles and verifies a whole library of Python files, and prints figures: time, bytes of bytecode a source line, vregs a
 * function with and without sharing. Build first. `node scripts/library.mjs [FOLDER]`, /usr/lib/python3.11 by default.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@tyston/parser';
import { compileAst, instructions, OPCODES, verify } from '../dist/index.js';

const root = process.argv[2] ?? '/usr/lib/python3.11';

function* pythonFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* pythonFiles(path);
    else if (entry.name.endsWith('.py')) yield path;
  }
}

const sum = {
  files: 0,
  refused: 0,
  units: 0,
  functions: 0,
  lines: 0,
  words: 0,
  cacheWords: 0,
  shared: 0,
  unshared: 0,
};
const time = { parse: 0, compile: 0, verify: 0 };
const faults = [];

function timed(what, work) {
  const start = performance.now();
  const result = work();
  time[what] += performance.now() - start;
  return result;
}

/** Code of the file at hand, to be verified outside the time of compiling. */
let made = [];

function check(filename, code) {
  sum.units++;
  sum.words += code.words.length;
  for (const { op } of instructions(code.words)) sum.cacheWords += OPCODES[op].cacheWords;
  for (const { at, message } of timed('verify', () => verify(code))) {
    faults.push(`${filename}: ${code.qualname}, word ${at}: ${message}`);
  }
}

for (const filename of pythonFiles(root)) {
  const source = readFileSync(filename);
  let mod;
  try {
    mod = timed('parse', () => parse(source, { filename }));
    timed('compile', () =>
      compileAst(mod, { filename }, (_cfg, code, allocated) => {
        made.push(code);
        if (code.name === '<module>') return;
        sum.functions++;
        sum.shared += code.localsplusnames.length + code.ntemps;
        sum.unshared += code.localsplusnames.length + allocated;
      }),
    );
  } catch (error) {
    // The library contains files that are meant to be refused.
    if (error.name !== 'PythonSyntaxError') throw error;
    sum.refused++;
    made = [];
    continue;
  }
  sum.files++;
  sum.lines += source.toString('latin1').split('\n').length;
  for (const code of made) check(filename, code);
  made = [];
}

const per = (a, b) => (a / b).toFixed(2);
console.log(
  `${sum.files} files compiled, ${sum.refused} refused; ${sum.lines} lines, ${sum.units} code units`,
);
console.log(
  `parse ${time.parse.toFixed(0)} ms, compile ${time.compile.toFixed(0)} ms, verify ${time.verify.toFixed(0)} ms`,
);
console.log(
  `bytes a line: ${per(sum.words * 4, sum.lines)}; without caches ${per((sum.words - sum.cacheWords) * 4, sum.lines)}`,
);
console.log(
  `vregs a function: ${per(sum.shared, sum.functions)}; not shared ${per(sum.unshared, sum.functions)}; ` +
    `saved ${(100 * (1 - sum.shared / sum.unshared)).toFixed(1)} %`,
);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
