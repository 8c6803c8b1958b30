import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { dump, equalTrees, PythonSyntaxError, parse, parseDump, tokenize, unparse } from '../src/index.js';
import { hasLibraryTests, libraryFiles } from './oracle/library.mjs';
import { Oracle } from './oracle/oracle.mjs';

// Every file in `npm run oracle`; one in twelve here.
const files = libraryFiles().filter((_, i) => i % 12 === 0);
const oracle = new Oracle();
afterAll(() => oracle.close());

const sha1 = (text: string): string => createHash('sha1').update(text, 'utf8').digest('hex');

test('the library is there, with its tests', () => {
  expect(hasLibraryTests, "install Debian's package libpython3.11-testsuite").toBe(true);
  expect(files.length).toBeGreaterThan(100);
});

test("trees, texts and tokens of CPython's library", async () => {
  for (const path of files) {
    const bytes = readFileSync(path);
    const theirs = await oracle.ask({ path, want: ['digest', 'unparse_digest'] });
    if (theirs.error !== undefined) {
      expect(() => parse(bytes), path).toThrow(PythonSyntaxError);
      continue;
    }
    const tree = parse(bytes);
    const text = dump(tree, { includeAttributes: true });
    expect(sha1(text), path).toBe(theirs.digest);
    expect(sha1(unparse(tree)), path).toBe(theirs.unparse_digest);
    expect(equalTrees(parseDump(text), tree), path).toBe(true);
    const source = bytes.toString('utf8').replace(/^\ufeff/, '');
    if (source.includes('\ufffd')) continue;
    const all = tokenize(source).map((token) => token.trivia + token.text);
    expect(all.join('') === source, path).toBe(true);
  }
});

test('parse(unparse(tree)) is the tree again, but for positions', () => {
  for (const path of files.slice(0, 40)) {
    let tree: ReturnType<typeof parse>;
    try {
      tree = parse(readFileSync(path));
    } catch {
      continue;
    }
    let text: string;
    try {
      text = unparse(tree);
    } catch {
      continue;
    }
    expect(dump(parse(text)), path).toBe(dump(tree));
  }
});
