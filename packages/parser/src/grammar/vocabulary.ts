import { T, type TokenName, TYPE_COUNT, tokenName } from '../tokens/token-types.js';
import type { TokenType } from './chevrotain.js';

/**
 * Chevrotain's view of the token types. Built directly, not by `createToken`, so that a type's index is its code,
 * and no categories are computed at load time.
 */
export const TYPES: TokenType[] = [];

const byName: Record<string, TokenType> = {};
for (let code: T = T.ENDMARKER; code < TYPE_COUNT; code++) {
  const name = tokenName(code);
  const type: TokenType = {
    name,
    tokenTypeIdx: code,
    categoryMatches: [],
    categoryMatchesMap: {},
    isParent: false,
    CATEGORIES: [],
  };
  TYPES[code] = type;
  byName[name] = type;
}

/** Name → Chevrotain's token type: `Tok.NAME`, `Tok.IF`. */
export const Tok = byName as Readonly<Record<TokenName, TokenType>>;
export const VOCABULARY = byName;
