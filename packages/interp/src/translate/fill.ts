/** Filling the templates of the loop's cases: see scripts/extract-cases.mjs. */
import { CASES } from './cases.gen.js';

/** What a template asks about an instruction. Operands are doubled, as in the loop. */
export interface Filling {
  readonly op: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Word index of the opcode's word, and of the first prefix. */
  readonly pc: number;
  readonly start: number;
  /** Where the first temporary is, behind vreg 0, in words. */
  readonly temporaries: number;
  /** Index of the first constant, and the constants and names by doubled number. */
  readonly kp: number;
  constant(k: number): number;
  name(n: number): number;
  /** What goes to the label. */
  readonly jump: string;
}

type Operand = 'a' | 'b' | 'c';
type Piece =
  | string
  | { readonly hole: string; readonly operand: Operand }
  | { readonly test: Operand; readonly yes: readonly Piece[]; readonly no: readonly Piece[] };

/** A template taken apart, once. */
function parse(template: string): readonly Piece[] {
  const tokens = template.split(/«(.*?)»/);
  let i = 0;
  function pieces(): Piece[] {
    const out: Piece[] = [];
    for (; i < tokens.length; i++) {
      const token = tokens[i]!;
      if (i % 2 === 0) {
        if (token !== '') out.push(token);
        continue;
      }
      if (token === 'else' || token === 'end') return out;
      const [word, operand] = token.split(' ') as [string, Operand];
      if (word === 'if') {
        i++;
        const yes = pieces();
        let no: Piece[] = [];
        if (tokens[i] === 'else') {
          i++;
          no = pieces();
        }
        out.push({ test: operand, yes, no });
      } else out.push({ hole: word, operand });
    }
    return out;
  }
  return pieces();
}

const parsed = new Map<string, readonly Piece[]>();

/** The JavaScript of an instruction, or undefined where the loop has no case for it. */
export function fillCase(name: string, f: Filling): string | undefined {
  let pieces = parsed.get(name);
  if (pieces === undefined) {
    const template = CASES[name];
    if (template === undefined) return undefined;
    parsed.set(name, (pieces = parse(template)));
  }
  const text = (parts: readonly Piece[]): string => {
    let out = '';
    for (const piece of parts) {
      if (typeof piece === 'string') out += piece;
      else if ('test' in piece) out += text(f[piece.test] >= f.temporaries ? piece.yes : piece.no);
      else out += hole(piece.hole, piece.operand);
    }
    return out;
  };
  const hole = (word: string, operand: Operand): string | number => {
    switch (word) {
      case 'k':
        return f.constant(f[operand]);
      case 'n':
        return f.name(f[operand]);
      case 'tp':
        return `(fp + ${f.temporaries})`;
      case 'jump':
        return f.jump;
      default:
        return f[word as 'a' | 'b' | 'c' | 'op' | 'pc' | 'start' | 'kp'];
    }
  };
  return text(pieces);
}
