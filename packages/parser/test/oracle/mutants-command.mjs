/**
 * The command `npm run mutants [-- --count=20000 --seed=1 --show=N]` of a package: mutants of CPython's library through its `parse`, against
 * ast.parse, or what `want` names.
 */
import { readFileSync } from 'node:fs';
import { libraryFiles } from './library.mjs';
import { Oracle } from './oracle.mjs';
import { runMutants } from './run-mutants.mjs';

export async function mutantsCommand(parse, want) {
  const option = (name, otherwise) =>
    Number(process.argv.find((a) => a.startsWith(`--${name}=`))?.split('=')[1] ?? otherwise);
  const seed = option('seed', 1);
  let show = option('show', 0);

  const sources = libraryFiles()
    .filter((path) => !/bad|lib2to3\/tests\/data/.test(path))
    .map((path) => readFileSync(path, 'latin1'))
    // Pieces of files that declare an encoding would be read in another.
    .filter((text) => !/^[ \t\f]*#.*?coding[:=]/m.test(text.split('\n', 2).join('\n')))
    .map((text) => Buffer.from(text, 'latin1').toString('utf8'))
    .filter((text) => !text.includes('\ufffd') && !text.includes('\0') && text.trim() !== '');

  const oracle = new Oracle();
  const result = await runMutants({
    parse,
    ...(want === undefined ? {} : { want }),
    oracle,
    sources,
    count: option('count', 20000),
    seed,
    onDisagreement({ source, kind, text }) {
      if (show-- <= 0) return;
      const line = Number(/,(\d+),/.exec(text)?.[1] ?? 1);
      console.log(`--- ${kind}: CPython ${text}`);
      console.log(
        source
          .split('\n')
          .slice(Math.max(0, line - 4), line + 2)
          .join('\n'),
      );
    },
  });
  oracle.close();
  const percent = (part, whole) => `${part} of ${whole} (${((100 * part) / whole).toFixed(2)} %)`;
  console.log(`seed ${seed}: ${result.count} mutants, ${result.rejected} rejected by CPython`);
  console.log(`accept or reject as CPython: ${percent(result.sameVerdict, result.count)}`);
  console.log(`message and position as CPython: ${percent(result.sameError, result.rejected)}`);
  console.log(`the line shown too: ${percent(result.sameText, result.rejected)}`);
  const common = [...result.disagreements].sort((a, b) => b[1] - a[1]).slice(0, 10);
  if (common.length > 0) console.log('the commonest disagreements (CPython | here):');
  for (const [key, n] of common) console.log(`${String(n).padStart(6)}  ${key}`);
  process.exitCode =
    result.sameVerdict === result.count && result.sameError >= 0.95 * result.rejected ? 0 : 1;
}
