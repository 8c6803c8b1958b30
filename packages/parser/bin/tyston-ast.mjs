#!/usr/bin/env node
// tyston-ast FILE…: prints the syntax trees of Python programs, as ast.dump does.
import { readFileSync } from 'node:fs';
import { dump, parse } from '../dist/bundled.js';

/** The options: one row each, from which the help is made. */
const OPTIONS = {
  '--attributes': 'print positions too',
  '--json-lines':
    'one JSON object a file: {"file", "dump"} or {"file", "error": [type, message, lineno, offset]}',
  '--indent=N': 'indent by N blanks (2); 0 for line ends alone, none for one line',
  '--mode=MODE': 'exec (the default), eval, single or func_type',
  '--type-comments': 'keep type comments',
  '--help': 'print this and exit',
};

const usage = () =>
  [
    'usage: tyston-ast [OPTION]... FILE...   (FILE: - for standard input)',
    '',
    ...Object.entries(OPTIONS).map(([name, text]) => `  ${name.padEnd(16)} ${text}`),
    '',
  ].join('\n');

function fail(message) {
  process.stderr.write(`tyston-ast: ${message}\n${usage()}`);
  process.exit(2);
}

function readArguments(args) {
  const options = { attributes: false, jsonLines: false, indent: 2, mode: 'exec', typeComments: false };
  const files = [];
  let onlyFiles = false;
  for (const arg of args) {
    const [name, value] = arg.split(/=(.*)/s);
    if (onlyFiles || arg === '-' || !arg.startsWith('-')) files.push(arg);
    else if (arg === '--') onlyFiles = true;
    else if (arg === '--attributes') options.attributes = true;
    else if (arg === '--json-lines') options.jsonLines = true;
    else if (arg === '--type-comments') options.typeComments = true;
    else if (name === '--indent' && value === 'none') options.indent = null;
    else if (name === '--indent' && /^\d+$/.test(value ?? '')) options.indent = Number(value);
    else if (name === '--mode' && ['exec', 'eval', 'single', 'func_type'].includes(value))
      options.mode = value;
    else if (arg === '--help' || arg === '-h') {
      process.stdout.write(usage());
      process.exit(0);
    } else fail(`unknown option ${arg}`);
  }
  if (files.length === 0) fail('no FILE');
  return { options, files };
}

/** A traceback's last lines, as CPython prints them for a program that it cannot compile. */
function report(file, { type, message, lineno, offset, endLineno, endOffset, text }) {
  const out = [];
  if (lineno !== null) out.push(`  File "${file}", line ${lineno}`);
  if (text !== null && lineno !== null) {
    const line = text.replace(/\n$/, '');
    const shown = line.trimStart();
    out.push(`    ${shown}`);
    const start = (offset ?? 0) - 1 - (line.length - shown.length);
    const end =
      endLineno === lineno && endOffset > offset ? endOffset - 1 - (line.length - shown.length) : start + 1;
    if (start >= 0) out.push(`    ${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}`);
  }
  out.push(message === '' ? type : `${type}: ${message}`);
  return `${out.join('\n')}\n`;
}

const { options, files } = readArguments(process.argv.slice(2));
const { attributes, jsonLines, indent, mode, typeComments } = options;
// The reader may go away (`| head`): then there is nothing left to do.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

for (const file of files) {
  let source;
  try {
    source = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    process.stderr.write(`tyston-ast: ${file}: ${error.message}\n`);
    process.exitCode = 1;
    continue;
  }
  try {
    const tree = parse(source, { filename: file, mode, typeComments });
    process.stdout.write(
      jsonLines
        ? `${JSON.stringify({ file, dump: dump(tree, { includeAttributes: true }) })}\n`
        : `${dump(tree, { indent, includeAttributes: attributes })}\n`,
    );
  } catch (error) {
    if (error.name !== 'PythonSyntaxError') throw error;
    const { type, message, lineno, offset } = error;
    if (jsonLines)
      process.stdout.write(`${JSON.stringify({ file, error: [type, message, lineno, offset] })}\n`);
    else process.stderr.write(report(file, error));
    process.exitCode = 1;
  }
}
