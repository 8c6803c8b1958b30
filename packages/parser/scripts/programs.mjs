// npm run programs: all the programs in CPython's own tests, valid and invalid, in all modes and for older versions,
// against ast.parse.
import { parse } from '../dist/index.js';
import { Oracle } from '../test/oracle/oracle.mjs';
import { extractPrograms, runPrograms } from '../test/oracle/programs.mjs';

const programs = extractPrograms();
const requests = programs.map(({ source }) => ({ source }));
const OLDER =
  /^test_(type_comments|ast|unparse|patma|named_expressions|coroutines|grammar|positional_only_arg|fstring|except_star|with)$/;
const MODES = /^test_(type_comments|ast|syntax|unparse|codeop|grammar|eof)$/;
for (const { name, source } of programs) {
  if (OLDER.test(name)) {
    for (const feature_version of [4, 5, 6, 7, 8, 9, 10])
      requests.push({ source, feature_version, type_comments: true });
  }
  if (MODES.test(name)) for (const mode of ['eval', 'single', 'func_type']) requests.push({ source, mode });
}
const oracle = new Oracle();
const { rejected, counts } = await runPrograms(parse, oracle, requests, ({ request, text }) => {
  console.log(JSON.stringify(request).slice(0, 300), text);
});
oracle.close();
console.log(`${requests.length} programs, ${rejected} of them rejected by CPython:`, counts);
process.exitCode = counts.same === requests.length ? 0 : 1;
