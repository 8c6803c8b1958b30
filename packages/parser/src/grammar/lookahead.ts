import { T, type TokenName, TYPE_COUNT } from '../tokens/token-types.js';
import { LOOKAHEAD } from './lookahead.gen.js';

/**
 * A decision of the grammar, as Chevrotain's own analysis made it: which alternative of an OR, or whether an
 * optional part, a token begins. `key` is Chevrotain's for the place in the grammar.
 */
export interface Decision {
  readonly key: number;
  readonly rule: string;
  readonly alternatives?: Readonly<Partial<Record<TokenName, number>>>;
  readonly begins?: readonly TokenName[];
}

/** What a lookahead function sees of the parser. */
interface Reader {
  readonly types: Uint8Array;
  readonly currIdx: number;
}

export type LookaheadFunction = (this: Reader) => number | boolean | undefined;

const NO_ALTERNATIVE = 255;

/**
 * The lookahead functions of the grammar, from the table that scripts/generate-lookahead.mjs computed: the analysis
 * would cost each process tens of milliseconds.
 */
export function* lookaheadFunctions(): Iterable<[key: number, decide: LookaheadFunction]> {
  for (const { key, alternatives, begins } of LOOKAHEAD as readonly Decision[]) {
    const row = new Uint8Array(TYPE_COUNT);
    if (alternatives !== undefined) {
      row.fill(NO_ALTERNATIVE);
      for (const name in alternatives) row[T[name as TokenName]] = alternatives[name as TokenName]!;
      yield [
        key,
        function () {
          const alternative = row[this.types[this.currIdx + 1]!]!;
          return alternative === NO_ALTERNATIVE ? undefined : alternative;
        },
      ];
    } else {
      for (const name of begins!) row[T[name]] = 1;
      yield [
        key,
        function () {
          return row[this.types[this.currIdx + 1]!] === 1;
        },
      ];
    }
  }
}
