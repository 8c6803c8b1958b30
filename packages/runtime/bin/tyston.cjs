#!/usr/bin/env -S node --stack-size=30000 --max-inlined-bytecode-size-cumulative=2000 --max-inlined-bytecode-size=800
// The launcher: loads the bundle with V8's code cache and hands over the command line. The flags give the interpreter loop its
// fast paths inline and recursion its room (the addon raises the process's stack limit to match).
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

const root = path.join(__dirname, '..');
const file = path.join(root, 'dist', 'tyston.cjs');

/**
 * The command: the bundle is a function of CommonJS's names and the window's views; compiled with this Node's cache (V8 looks whether it
 * fits its flags).
 */
function load(views) {
  const cachePath = path.join(root, 'dist', `tyston-${process.version}-${process.arch}.cache`);
  let cachedData;
  try {
    cachedData = fs.readFileSync(cachePath);
  } catch {
    cachedData = undefined;
  }
  const script = new vm.Script(fs.readFileSync(file, 'utf8'), { filename: file, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, file, path.dirname(file), ...views);
  if (process.env.TYSTON_BUILD_CODE_CACHE) {
    process.on('exit', () => fs.writeFileSync(cachePath, script.createCachedData()));
  }
  return module.exports;
}

/** Runs the command line: here, or as `task` in the Worker in which the portable host runs programs. */
function launch(argv, task) {
  const addon = path.join(root, '../native/prebuilt/linux-x64/tyston.node');
  const { linux, views } = require('../dist/front.cjs').openFront(argv, addon, task);
  const { mtimeMs, size } = fs.statSync(file);
  load(views).main(argv, {
    build: `${mtimeMs}-${size}`,
    library: path.join(root, '../stdlib/dist/lib/python3.11'),
    linux,
    executable: __filename,
    worker: path.join(__dirname, 'worker.cjs'),
    task,
    baseline: () => require('../dist/baseline.cjs'),
  });
}
exports.launch = launch;
if (require.main === module) launch(process.argv.slice(2), null);
