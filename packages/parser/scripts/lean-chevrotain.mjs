// An esbuild plugin that leaves out of Chevrotain what is never called here: its lexer (with its parser of regular
// expressions), the analysis and validation of grammars (the lookahead table is computed beforehand, by
// generate-lookahead.mjs), concrete syntax trees and error recovery. What is left uses 40 small functions of lodash, which
// lodash-natives.mjs has. Loading takes a third of the time.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const LEFT_OUT =
  /[\\/]chevrotain[\\/]lib[\\/]src[\\/](scan[\\/]lexer\.js|scan[\\/]reg_exp(_parser)?\.js|parse[\\/]grammar[\\/](checks|interpreter|follow|rest|first|llk_lookahead|resolver)\.js|parse[\\/]grammar[\\/]gast[\\/]gast_resolver_public\.js|parse[\\/]cst[\\/]cst_visitor\.js)$/;
const LEXER = /[\\/]scan[\\/]lexer_public\.js$/;

/** What the licence of Chevrotain asks for. */
export const NOTICE =
  '/*! Contains parts of Chevrotain 11.2.0 (https://chevrotain.io), copyright its authors, Apache License 2.0. */';

/** A module with the same exports, of which each says that it is not there. */
function leftOut(path) {
  const source = readFileSync(path, 'utf8');
  const names = [...source.matchAll(/^export (?:class|function|const|let|var) (\w+)/gm)].map(
    (match) => match[1],
  );
  return [
    `class LeftOut { constructor() { throw new Error('left out of this bundle'); } }`,
    ...names.map((name) => `export { LeftOut as ${name} };`),
  ].join('\n');
}

export const leanChevrotain = {
  name: 'lean-chevrotain',
  setup(build) {
    build.onResolve({ filter: /^lodash-es$/ }, () => ({
      path: fileURLToPath(new URL('lodash-natives.mjs', import.meta.url)),
      sideEffects: false,
    }));
    build.onLoad({ filter: LEFT_OUT }, ({ path }) => ({ contents: leftOut(path), loader: 'js' }));
    build.onLoad({ filter: LEXER }, () => ({
      contents: `export class Lexer { constructor() { throw new Error('left out of this bundle'); } }
        Lexer.NA = /NOT_APPLICABLE/;
        export const LexerDefinitionErrorType = {};`,
      loader: 'js',
    }));
  },
};
