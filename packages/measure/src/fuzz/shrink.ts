/**
 * Shrinks a program that two Pythons disagree about: first by statements, then by expressions, as long as they still do. A round
 * makes many candidates at once, so that it costs a process each and not one per candidate.
 */
import { childNodes, type Node, parse, unparse, walk } from '@tyston/parser';
import { compare, type Disagreement } from './compare.js';
import type { Runtime } from './run.js';

/** Candidates tried in one go. */
const atOnce = 60;
const mostRounds = 60;

export async function shrink(
  reference: Runtime,
  tested: Runtime,
  found: Disagreement,
): Promise<Disagreement> {
  let best = found;
  for (const edits of [
    withoutStatements,
    simplerStatements,
    withoutStatements,
    simplerExpressions,
    withoutStatements,
  ]) {
    let from = 0;
    for (let round = 0; round < mostRounds; round += 1) {
      const tried = candidates(best.program, edits, from);
      if (tried.length === 0) break;
      const { disagreements } = await compare(reference, tested, tried);
      const alike = disagreements.filter(({ got }) => got.kind === found.got.kind);
      const better = alike.sort((a, b) => a.program.length - b.program.length)[0];
      // What was in vain before mostly still is: the search goes on about where it was.
      if (!better) from += atOnce;
      else {
        best = better;
        from = Math.max(0, from - atOnce);
      }
    }
  }
  return best;
}

/** A change of a tree, and how it is taken back. */
interface Edit {
  readonly make: () => void;
  readonly undo: () => void;
}

/** Texts of the program with an edit each, of the edits from a number on; only shorter ones. */
function candidates(source: string, edits: (tree: Node) => Iterable<Edit>, from: number): string[] {
  let tree: Node;
  try {
    tree = parse(source) as Node;
  } catch {
    return [];
  }
  const seen = new Set<string>();
  let number = 0;
  for (const { make, undo } of edits(tree)) {
    if (number++ < from) continue;
    if (number > from + atOnce) break;
    make();
    const text = written(tree);
    undo();
    if (text.length < source.length) seen.add(text);
  }
  return [...seen].filter((text) => text !== '');
}

/** Not every edit leaves a tree that can be written: then it is the empty text. */
function written(tree: Node): string {
  try {
    const text = `${unparse(tree as never)}\n`;
    parse(text);
    return text;
  } catch {
    return '';
  }
}

const lists = ['body', 'orelse', 'finalbody', 'handlers', 'cases'] as const;
type Block = Partial<Record<(typeof lists)[number], Node[]>>;

function* blocks(node: Node): Iterable<[name: (typeof lists)[number], list: Node[]]> {
  for (const name of lists) {
    const list = (node as Block)[name];
    if (Array.isArray(list) && list.length > 0) yield [name, list];
  }
}

function spliced(list: Node[], from: number, size: number, ...others: Node[]): Edit {
  const before = [...list];
  return {
    make: () => list.splice(from, size, ...others),
    undo: () => list.splice(0, list.length, ...before),
  };
}

/** Chunks of blocks, large ones first. */
function* withoutStatements(tree: Node): Iterable<Edit> {
  for (const node of [...walk(tree)]) {
    for (const [name, list] of blocks(node)) {
      const least = name === 'body' && node.kind !== 'Module' ? 1 : 0;
      for (let size = list.length - least; size >= 1; size = Math.floor(size / 2)) {
        for (let from = 0; from + size <= list.length; from += size) yield spliced(list, from, size);
      }
    }
  }
}

/** A block in place of the statement that has it. */
function* simplerStatements(tree: Node): Iterable<Edit> {
  for (const node of [...walk(tree)]) {
    for (const [name, list] of blocks(node)) {
      if (name === 'handlers' || name === 'cases') continue;
      for (let at = 0; at < list.length; at += 1) {
        for (const [part, inner] of blocks(list[at]!)) {
          if (part !== 'handlers' && part !== 'cases') yield spliced(list, at, 1, ...inner);
        }
      }
    }
  }
}

const expression =
  /^(?:BoolOp|BinOp|UnaryOp|Call|Attribute|Subscript|IfExp|Lambda|ListComp|SetComp|DictComp|GeneratorExp|List|Tuple|Dict|Set|JoinedStr|Compare|NamedExpr|Await|Constant|Name|Yield|YieldFrom)$/;

const simplest = ['0', "''", 'None', '[]'].map(
  (text) => (parse(text) as unknown as { body: { value: Node }[] }).body[0]!.value,
);

/** Lists of arguments and elements less one; an expression's own part in place of it, or one of the simplest. */
function* simplerExpressions(tree: Node): Iterable<Edit> {
  for (const node of [...walk(tree)]) {
    const fields = node as unknown as Record<string, Node | Node[] | null>;
    for (const [key, value] of Object.entries(fields)) {
      if (Array.isArray(value)) {
        if (
          [
            'args',
            'keywords',
            'elts',
            'decorator_list',
            'bases',
            'keys',
            'values',
            'names',
            'items',
          ].includes(key)
        ) {
          for (let at = 0; at < value.length; at += 1) yield spliced(value, at, 1);
        }
        for (let at = 0; at < value.length; at += 1) {
          const old = value[at];
          if (!old || !expression.test(old.kind ?? '')) continue;
          for (const simpler of simplerThan(old)) yield spliced(value, at, 1, simpler);
        }
      } else if (value && typeof value === 'object' && expression.test(value.kind ?? '')) {
        for (const simpler of simplerThan(value)) {
          yield { make: () => (fields[key] = simpler), undo: () => (fields[key] = value) };
        }
      }
    }
  }
}

function simplerThan(node: Node): Node[] {
  const parts = [...childNodes(node)].flatMap((child) => [child, ...childNodes(child)]);
  return [
    ...(node.kind === 'Constant' || node.kind === 'Name' ? [] : simplest),
    ...parts.filter(({ kind }) => expression.test(kind)),
  ];
}
