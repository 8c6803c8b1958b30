/**
 * What is used of Chevrotain, in a module of its own: the build puts that part of Chevrotain into it
 * (scripts/bundle-chevrotain.mjs), because loading Chevrotain's own modules takes a quarter of a second.
 */

export type { ILookaheadStrategy, IToken, TokenType } from 'chevrotain';
export { EmbeddedActionsParser } from 'chevrotain';
