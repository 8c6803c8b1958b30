// An esbuild plugin that leaves out of Chevrotain what a parser with a tokenizer and a lookahead table of its own never
// calls: its lexer, and with it its parser of regular expressions.
const WITHOUT = [
  [
    /scan[\\/]lexer_public\.js$/,
    `export class Lexer { constructor() { throw new Error('left out of this bundle'); } }
     Lexer.SKIPPED = 'skipped';
     Lexer.NA = /NOT_APPLICABLE/;
     export const LexerDefinitionErrorType = {};
     export const DEFAULT_LEXER_CONFIG = {};`,
  ],
  [
    /scan[\\/]reg_exp_parser\.js$/,
    'export const clearRegExpParserCache = () => {}; export const getRegExpAst = () => null;',
  ],
];

export const leanChevrotain = {
  name: 'lean-chevrotain',
  setup(build) {
    for (const [filter, contents] of WITHOUT) {
      build.onLoad({ filter }, () => ({ contents, loader: 'js' }));
    }
  },
};
