import { KEYWORDS, T } from './token-types.js';

/** The keywords by their first character: [text, type] pairs. */
const BY_FIRST: (readonly (readonly [string, T])[] | undefined)[] = [];
for (const [text, type] of KEYWORDS) {
  const first = text.charCodeAt(0);
  BY_FIRST[first] = [...(BY_FIRST[first] ?? []), [text, type]];
}

/** The type of the name text[start…end): a keyword's, or NAME. */
export function keywordAt(text: string, start: number, end: number): T {
  const length = end - start;
  if (length < 2 || length > 8) return T.NAME;
  const candidates = BY_FIRST[text.charCodeAt(start)];
  if (candidates === undefined) return T.NAME;
  for (let i = 0; i < candidates.length; i++) {
    const [keyword, type] = candidates[i]!;
    if (keyword.length !== length) continue;
    let k = 1;
    while (k < length && text.charCodeAt(start + k) === keyword.charCodeAt(k)) k++;
    if (k === length) return type;
  }
  return T.NAME;
}
