import { KEYWORDS, OPERATORS, T, type TokenName } from '../tokens/token-types.js';

/** One thing that an alternative consists of. */
export type Item =
  | { readonly type: 'token'; readonly token: T }
  | { readonly type: 'soft'; readonly text: string }
  | { readonly type: 'softKeyword' }
  | { readonly type: 'rule'; readonly name: string }
  | { readonly type: 'group'; readonly alternatives: readonly Alternative[] }
  | { readonly type: 'optional' | 'star' | 'plus' | 'and' | 'not'; readonly item: Item }
  | { readonly type: 'gather'; readonly separator: Item; readonly item: Item }
  | { readonly type: 'cut' }
  | { readonly type: 'force'; readonly token: T }
  | { readonly type: 'named'; readonly name: string; readonly item: Item };

export interface Alternative {
  readonly items: readonly Item[];
  readonly action: string | null;
  /** Continues what has been matched: the notation's `<`. */
  readonly continues: boolean;
}

export interface RuleDefinition {
  readonly name: string;
  readonly memo: boolean;
  /** The rule runs without the `invalid_` alternatives. */
  readonly quiet: boolean;
  readonly alternatives: readonly Alternative[];
}

const LEXEME = /\s*(\{[^}]*\}|'[^']*'|"[^"]*"|[a-z]=|&&|[\w]+|[|()[\]*+.&!~<])/y;

/** Reads the notation of grammar.ts. */
export function readGrammar(text: string): RuleDefinition[] {
  const definitions = text.split(/\n(?=[a-z_]+(?: \(\w+\))?:)/);
  return definitions.filter((definition) => definition.trim() !== '').map(readRule);
}

function readRule(definition: string): RuleDefinition {
  const header = /^\s*(\w+)(?: \((\w+)\))?:/.exec(definition)!;
  const reader = new Reader(definition.slice(header[0].length));
  const alternatives = reader.alternatives();
  reader.end();
  return { name: header[1]!, memo: header[2] === 'memo', quiet: header[2] === 'quiet', alternatives };
}

class Reader {
  private lexemes: string[] = [];
  private at = 0;

  constructor(text: string) {
    LEXEME.lastIndex = 0;
    text = text.trim();
    while (LEXEME.lastIndex < text.length) {
      const match = LEXEME.exec(text);
      if (match === null) throw new Error(`grammar: ${text}`);
      this.lexemes.push(match[1]!);
    }
  }

  private get next(): string | undefined {
    return this.lexemes[this.at];
  }

  private accept(lexeme: string): boolean {
    if (this.next !== lexeme) return false;
    this.at++;
    return true;
  }

  end(): void {
    if (this.next !== undefined) throw new Error(`grammar: unexpected ${this.next}`);
  }

  alternatives(): Alternative[] {
    this.accept('|');
    const alternatives = [this.alternative()];
    while (this.accept('|')) alternatives.push(this.alternative());
    return alternatives;
  }

  private alternative(): Alternative {
    const continues = this.accept('<');
    const items: Item[] = [];
    let action: string | null = null;
    for (;;) {
      const next = this.next;
      if (next === undefined || next === '|' || next === ')' || next === ']') break;
      if (next.startsWith('{')) {
        action = next.slice(1, -1);
        this.at++;
        break;
      }
      items.push(this.item());
    }
    return { items, action, continues };
  }

  private item(): Item {
    const lexeme = this.next!;
    if (/^[a-z]=$/.test(lexeme)) {
      this.at++;
      return { type: 'named', name: lexeme[0]!, item: this.item() };
    }
    if (this.accept('&&')) {
      const forced = this.atom();
      if (forced.type !== 'token') throw new Error('grammar: && takes a token');
      return { type: 'force', token: forced.token };
    }
    if (this.accept('&')) return { type: 'and', item: this.atom() };
    if (this.accept('!')) return { type: 'not', item: this.atom() };
    if (this.accept('~')) return { type: 'cut' };
    const item = this.atom();
    if (this.accept('.')) {
      const element = this.atom();
      if (!this.accept('+')) throw new Error('grammar: a separated list ends with +');
      return { type: 'gather', separator: item, item: element };
    }
    if (this.accept('*')) return { type: 'star', item };
    if (this.accept('+')) return { type: 'plus', item };
    return item;
  }

  private atom(): Item {
    const lexeme = this.lexemes[this.at++]!;
    if (lexeme === '(' || lexeme === '[') {
      const alternatives = this.alternatives();
      if (!this.accept(lexeme === '(' ? ')' : ']')) throw new Error('grammar: unclosed group');
      const only = alternatives.length === 1 ? alternatives[0]! : null;
      const single = only !== null && only.items.length === 1 && only.action === null;
      const item: Item = single ? only.items[0]! : { type: 'group', alternatives };
      return lexeme === '(' ? item : { type: 'optional', item };
    }
    if (lexeme.startsWith("'")) {
      const image = lexeme.slice(1, -1);
      const token = KEYWORDS.get(image) ?? OPERATORS.get(image);
      if (token === undefined) throw new Error(`grammar: no token ${lexeme}`);
      return { type: 'token', token };
    }
    if (lexeme.startsWith('"')) return { type: 'soft', text: lexeme.slice(1, -1) };
    if (lexeme === 'SOFT_KEYWORD') return { type: 'softKeyword' };
    if (/^[A-Z_]+$/.test(lexeme)) return { type: 'token', token: T[lexeme as TokenName] };
    return { type: 'rule', name: lexeme };
  }
}
