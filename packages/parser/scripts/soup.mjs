// npm run soup [-- --count=20000 --seed=1]: random tokens and random characters, against ast.parse.
import { parse } from '../dist/index.js';
import { Oracle } from '../test/oracle/oracle.mjs';
import { runPrograms } from '../test/oracle/programs.mjs';
import { random } from '../test/oracle/random.mjs';
import { characterSoup, tokenSoup } from '../test/oracle/soup.mjs';

const option = (name, otherwise) =>
  Number(process.argv.find((a) => a.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
const generator = random(option('seed', 1));
const requests = Array.from({ length: option('count', 20000) }, (_, i) => ({
  source: (i % 2 === 0 ? tokenSoup : characterSoup)(generator),
}));
const oracle = new Oracle();
let show = option('show', 20);
const { rejected, counts } = await runPrograms(parse, oracle, requests, ({ request, text }) => {
  if (show-- > 0) console.log(JSON.stringify(request.source), text);
});
oracle.close();
console.log(`${requests.length} soups, ${rejected} of them rejected by CPython:`, counts);
process.exitCode = counts.same === requests.length ? 0 : 1;
