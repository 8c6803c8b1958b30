/** `npm run programs`: every program of the catalogue on Tyston against CPython. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { limiter } from '../process.js';
import { type Host, oracle } from '../pythons.js';
import { programs } from './catalogue.js';
import { onTyston } from './compare.js';
import { install } from './install.js';
import { type Compared, comparedFile, failure, names, parse, start } from './record.js';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    host: { type: 'string', default: 'linux,portable' },
    update: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`npm run programs -- [--only richards,go] [--host linux,portable] [--update]
Runs pyperformance's programs on Tyston and compares their results with CPython 3.11's.
--update writes compared.json, the list of what is compared, from CPython.`);
} else if (values.update) {
  await update();
} else {
  await compare();
}

async function update(): Promise<void> {
  const installed = await install();
  const lists: Record<string, Compared> = {};
  for (const program of programs) {
    // Twice: what differs between two runs of CPython itself is not compared.
    const runs = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const outcome = await start([oracle()], program, installed, { mode: 'record' });
      const why = failure(outcome);
      if (why) throw new Error(`${program.name} fails on CPython: ${why}\n${outcome.stderr}`);
      runs.push(parse(outcome.stdout));
    }
    const [first, second] = [runs[0]!, runs[1]!];
    const found = names(first);
    const stable = (part: keyof Compared) =>
      found[part].filter((name) => first[part][name] === second[part][name]);
    lists[program.name] = {
      results: stable('results'),
      functions: stable('functions'),
      globals: stable('globals'),
    };
    const all = found.results.length + found.functions.length + found.globals.length;
    const kept = Object.values(lists[program.name]!).flat().length;
    console.log(
      `${program.name}: ${kept} compared${kept < all ? `, ${all - kept} differ between two runs` : ''}`,
    );
  }
  writeFileSync(comparedFile, `${JSON.stringify(lists, null, 2)}\n`);
}

async function compare(): Promise<void> {
  const installed = await install();
  const wanted = values.only?.split(',');
  const chosen = programs.filter((program) => !wanted || wanted.includes(program.name));
  let failed = 0;
  for (const host of values.host.split(',') as Host[]) {
    const twoAtOnce = limiter(2);
    await Promise.all(
      chosen.map((program) =>
        twoAtOnce(async () => {
          const { error, milliseconds } = await onTyston(program, installed, host);
          if (error) failed += 1;
          const seconds = `${(milliseconds / 1000).toFixed(1)} s`;
          console.log(
            `${host.padEnd(8)} ${program.name.padEnd(22)} ${seconds.padStart(8)}  ${error ?? 'equal'}`,
          );
        }),
      ),
    );
  }
  console.log(failed === 0 ? 'All programs agree with CPython.' : `${failed} runs differ from CPython.`);
  process.exitCode = failed === 0 ? 0 : 1;
}
