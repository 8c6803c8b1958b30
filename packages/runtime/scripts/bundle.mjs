/**
 * Bundles the command: dist/front.cjs opens the window, dist/baseline.cjs is the tier of machine code, for programs that ask for it, and
 * dist/tyston.cjs all the rest, in one file, because one file loads
 * several times as fast as the packages' modules and V8's code cache (scripts/code-cache.mjs) goes with it.
 *
 * tyston.cjs is one function expression. Besides CommonJS's names it takes the window's views, and every use of a view in the
 * memory package is one of these parameters. V8 folds what a closure's parameters hold into optimised code, where it loads a
 * module's `let` at each use: a fifth to two fifths of an interpreter's speed.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { views } from '@tyston/memory';
import { build } from 'esbuild';
import { constants } from './constants.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const names = Object.keys(views());
const parameter = (name) => `$view_${name}`;

/** memory's window.js with parameters for its views. */
function withParameters(source) {
  const drop = (text, pattern) => {
    if (!pattern.test(text)) throw new Error(`bundle: memory's window.js has no ${pattern}`);
    return text.replace(pattern, '');
  };
  let s = source;
  for (const n of names) {
    s = drop(s, new RegExp(`^let ${n} = .*$`, 'm'));
    s = drop(s, new RegExp(`^ *${n} = new .*$`, 'm'));
  }
  s = s.replace(
    'const b = buffer;',
    `if (buffer !== ${parameter('U8')}.buffer) throw new Error('the command was compiled for another window');`,
  );
  s = s.replace(/return \{[^}]*\bI8\b[^}]*\}/, `return {${names.map((n) => `${n}: ${n}`).join(',')}}`);
  // Not the names of properties.
  for (const n of names) s = s.replace(new RegExp(`\\b${n}\\b(?!:)`, 'g'), parameter(n));
  return s;
}

/**
 * Node's modules that most programs never need: each takes a millisecond or more to load, so it is loaded when the first of its
 * names is read.
 */
const LATE = /^node:(child_process|crypto|os|tty|worker_threads)$/;
const late = {
  name: 'late',
  setup(b) {
    b.onResolve({ filter: LATE }, ({ path, namespace }) =>
      namespace === 'late' ? { path, external: true } : { path, namespace: 'late' },
    );
    b.onLoad({ filter: LATE, namespace: 'late' }, ({ path }) => ({
      // (Names are looked up in what this inherits from: esbuild copies a module's own when the program starts.)
      contents: `module.exports = Object.create(new Proxy({}, { get: (_, name) => require('${path}')[name] }));`,
    }));
  },
};

const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'import.meta.url': 'undefined' },
};
await build({
  ...common,
  entryPoints: [join(here, '../src/front.ts')],
  outfile: join(here, '../dist/front.cjs'),
});
await build({
  ...common,
  entryPoints: [join(here, '../src/baseline.ts')],
  outfile: join(here, '../dist/baseline.cjs'),
  // (For listings alone.)
  external: ['iced-x86'],
});
await build({
  ...common,
  entryPoints: [join(here, '../src/command.ts')],
  outfile: join(here, '../dist/tyston.cjs'),
  banner: {
    js: `(function (exports, require, module, __filename, __dirname, ${names.map(parameter).join(', ')}) {`,
  },
  footer: { js: '})' },
  plugins: [
    late,
    constants(
      ['memory', 'native', 'parser', 'interp', 'objects', 'stdlib', 'jit'].map((p) =>
        join(here, '../..', p, 'dist'),
      ),
      (path, source) => (/memory\/dist\/window\.js$/.test(path) ? withParameters(source) : source),
    ),
  ],
});
