// npm run oracle: every .py file of CPython's library and tests against ast.parse, ast.dump and ast.unparse.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dump, parse, tokenize, unparse } from '../dist/index.js';
import { libraryFiles } from '../test/oracle/library.mjs';
import { Oracle } from '../test/oracle/oracle.mjs';

const sha1 = (text) => createHash('sha1').update(Buffer.from(text, 'utf8')).digest('hex');
const args = process.argv.slice(2);
const every = Number(args.find((a) => a.startsWith('--every='))?.slice(8) ?? 1);
const filter = args.find((a) => !a.startsWith('--'));
const files = libraryFiles().filter((f, i) => (filter ? f.includes(filter) : i % every === 0));
const oracle = new Oracle();

let valid = 0;
let equal = 0;
let unparsed = 0;
let tokens = 0;
let invalid = 0;
let sameError = 0;
for (const path of files) {
  // As a string: where a file is not UTF-8, one character a byte will do to see whether the tokens are the text again.
  const bytes = readFileSync(path);
  const text = bytes.toString(bytes.equals(Buffer.from(bytes.toString('utf8'))) ? 'utf8' : 'latin1');
  if (
    tokenize(text)
      .map((token) => token.trivia + token.text)
      .join('') === text
  )
    tokens++;
  else console.log(`${path}: the tokens are not the source`);
  const theirs = await oracle.ask({ path, want: ['digest', 'unparse_digest'] });
  let ours;
  try {
    const tree = parse(bytes);
    ours = { digest: sha1(dump(tree, { includeAttributes: true })), unparse: sha1(unparse(tree)) };
  } catch (error) {
    if (error.name !== 'PythonSyntaxError') {
      console.log(`${path}: ${error.stack ?? error}`);
      continue;
    }
    ours = { error };
  }
  if (theirs.error) {
    invalid++;
    const keys = ['type', 'message', 'lineno', 'offset', 'endLineno', 'endOffset'];
    if (ours.error && keys.every((key) => (ours.error[key] ?? null) === (theirs.error[key] ?? null)))
      sameError++;
    else
      console.log(
        `${path}: CPython ${JSON.stringify(theirs.error)}; here ${JSON.stringify(ours.error) ?? 'a tree'}`,
      );
  } else {
    valid++;
    if (ours.unparse === theirs.unparse_digest) unparsed++;
    else console.log(`${path}: another text`);
    if (ours.digest === theirs.digest) equal++;
    else console.log(`${path}: ${ours.error ? `rejected: ${JSON.stringify(ours.error)}` : 'another tree'}`);
  }
}
oracle.close();
console.log(
  `${equal} of ${valid} valid files: the same tree; ${unparsed}: the same text of unparse; ${sameError} of ${invalid} bad files: the same error; tokens and trivia are the source: ${tokens} of ${files.length}`,
);
process.exitCode =
  equal === valid && unparsed === valid && sameError === invalid && tokens === files.length ? 0 : 1;
