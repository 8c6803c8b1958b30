/** `npm run matrix`: built-in functions and methods with right and wrong arguments, message for message. */
import { parseArgs } from 'node:util';
import { tyston } from '../pythons.js';
import { cases, type Difference, matrix } from './matrix.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    every: { type: 'string', default: '1' },
    most: { type: 'string', default: '40' },
    portable: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run matrix -- [--only str.find,len,list] [--every 10] [--most 40] [--portable]

Calls of every built-in function and of every method of every built-in type, on CPython and on Tyston.

--only    these functions, methods, or all methods of these types.
--every   one case in so many.
--most    how many differences are printed, of different callables first; 0: all.`);
} else await main();

async function main(): Promise<void> {
  const only = values.only?.split(',');
  const wanted = (name: string) => !only || only.some((one) => name === one || name.startsWith(`${one}.`));
  const every = Number(values.every);
  const list = (await cases()).filter(({ name }, i) => wanted(name) && i % every === 0);
  const begun = Date.now();
  const { compared, dropped, differences } = await matrix(
    { command: tyston(values.portable ? 'portable' : 'linux'), limit: 0 },
    list,
  );
  const most = Number(values.most) || Number.POSITIVE_INFINITY;
  for (const { receiver, call, wanted, got } of oneOfEachFirst(differences).slice(0, most)) {
    console.log(`${receiver === null ? call : `${call}   # self = ${receiver}`}\n  - ${wanted}\n  + ${got}`);
  }
  const agreed = compared - differences.length;
  const seconds = ((Date.now() - begun) / 1000).toFixed(0);
  console.log(
    `${agreed} of ${compared} calls agree: ${((100 * agreed) / compared).toFixed(2)} % (${dropped} dropped, ${seconds} s)`,
  );
  if (agreed < 0.99 * compared) process.exitCode = 1;
}

/** By the name of the method: the first of each, then the second of each. */
function oneOfEachFirst(differences: readonly Difference[]): Difference[] {
  const seen = new Map<string, number>();
  const numbered = differences.map((one) => {
    const method = one.name.slice(one.name.indexOf('.') + 1);
    const number = seen.get(method) ?? 0;
    seen.set(method, number + 1);
    return { one, number };
  });
  return numbered.sort((a, b) => a.number - b.number).map(({ one }) => one);
}
