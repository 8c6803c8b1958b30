// Mutants of programs: one small thing is wrong with each, as a person at a keyboard would have it.

// Rough tokens are enough here, and independent of the tokenizer under test.
const TOKEN =
  /[rbufRBUF]{0,2}("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|#[^\n]*|\*\*=|\/\/=|>>=|<<=|\.\.\.|->|:=|[-+*/%&|^=<>!@]=|\*\*|\/\/|<<|>>|[^\s\w]/gu;

/** A piece of a program: whole lines, from the beginning of one top-level statement to that of another. */
export function piece(source, random, size = 6000) {
  if (source.length <= size) return source;
  const starts = [...source.matchAll(/^(?=[A-Za-z_@])(?!else\b|elif\b|except\b|finally\b|case\b)/gm)].map(
    (m) => m.index,
  );
  if (starts.length < 2) return source;
  const first = random.below(starts.length - 1);
  let last = first + 1;
  while (last < starts.length - 1 && starts[last] - starts[first] < size) last++;
  return source.slice(starts[first], starts[last]);
}

function tokensOf(source) {
  return [...source.matchAll(TOKEN)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

const splice = (source, start, end, text) => source.slice(0, start) + text + source.slice(end);

export const MUTATIONS = {
  delete(source, random) {
    const { start, end } = random.pick(tokensOf(source));
    return splice(source, start, end, '');
  },
  duplicate(source, random) {
    const { start, end } = random.pick(tokensOf(source));
    return splice(
      source,
      end,
      end,
      random.below(2) ? ` ${source.slice(start, end)}` : source.slice(start, end),
    );
  },
  swap(source, random) {
    const tokens = tokensOf(source);
    const i = random.below(tokens.length - 1);
    const [a, b] = [tokens[i], tokens[i + 1]];
    const text = source.slice(b.start, b.end) + source.slice(a.end, b.start) + source.slice(a.start, a.end);
    return splice(source, a.start, b.end, text);
  },
  replace(source, random) {
    const tokens = tokensOf(source);
    const { start, end } = random.pick(tokens);
    const other = random.pick(tokens);
    return splice(source, start, end, source.slice(other.start, other.end));
  },
  cutLine(source, random) {
    const lines = source.split('\n');
    const i = random.below(lines.length);
    lines[i] = lines[i].slice(0, random.below(lines[i].length + 1));
    return lines.join('\n');
  },
  indentation(source, random) {
    const lines = source.split('\n');
    const i = random.below(lines.length);
    const blanks = /^[ \t]*/.exec(lines[i])[0].length;
    const change = random.pick([' ', '    ', '\t', -1, -4, -blanks]);
    lines[i] = typeof change === 'string' ? change + lines[i] : lines[i].slice(Math.min(blanks, -change));
    return lines.join('\n');
  },
};

export function mutant(source, random) {
  const text = piece(source, random);
  if (tokensOf(text).length < 2) return null;
  const kind = random.pick(Object.keys(MUTATIONS));
  return { kind, source: MUTATIONS[kind](text, random) };
}
