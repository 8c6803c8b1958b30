/** `npm run fuzz`: random programs on CPython and on Tyston. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { limiter } from '../process.js';
import { oracle, tyston } from '../pythons.js';
import { compare, type Disagreement, firstDifference } from './compare.js';
import { program } from './program.js';
import type { Runtime } from './run.js';
import { shrink } from './shrink.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    count: { type: 'string', default: '1000' },
    replay: { type: 'string' },
    mode: { type: 'string', default: 'default' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    batch: { type: 'string', default: '200' },
    print: { type: 'boolean', default: false },
    'no-shrink': { type: 'boolean', default: false },
    most: { type: 'string', default: '10' },
    help: { type: 'boolean', default: false },
  },
});

/** How Tyston runs them. */
const modes: Readonly<Record<string, readonly string[]>> = {
  default: tyston(),
  translated: [...tyston(), '-X', 'translate=2'],
  portable: tyston('portable'),
};

const usage = `npm run fuzz -- [--seed S] [--count 1000] [--mode ${Object.keys(modes).join('|')}] [--jobs ${availableParallelism()}] [--most 10] [--no-shrink]
npm run fuzz -- --replay S [--print]

The programs of the seeds S, S + 1, … on CPython and on Tyston. Where they disagree, the seed and the shrunk program are printed.

--replay    one program alone; with --print the program itself.
--mode      translated: functions are translated at their second turn; portable: the portable host.
--most      ends after so many disagreements.
--batch     programs in one process.`;

const command = modes[values.mode];
if (values.help || !command) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 2;
} else if (values.replay !== undefined && values.print) {
  process.stdout.write(program(Number(values.replay)));
} else {
  await fuzz(
    Number(values.replay ?? values.seed),
    values.replay === undefined ? Number(values.count) : 1,
    command,
  );
}

async function fuzz(first: number, count: number, tested: readonly string[]): Promise<void> {
  const reference: Runtime = { command: [oracle()], limit: 2 };
  const runtime: Runtime = { command: tested, limit: 0 };
  const size = Number(values.batch);
  const begun = Date.now();
  const sum = { compared: 0, dropped: 0, found: 0 };
  const limited = limiter(Number(values.jobs));
  const batches = Array.from({ length: Math.ceil(count / size) }, (_, i) => first + i * size);
  await Promise.all(
    batches.map((from) =>
      limited(async () => {
        if (sum.found >= Number(values.most)) return;
        const seeds = Array.from({ length: Math.min(size, first + count - from) }, (_, i) => from + i);
        const programs = seeds.map(program);
        const { compared, dropped, disagreements } = await compare(reference, runtime, programs);
        sum.compared += compared;
        sum.dropped += dropped;
        for (const disagreement of disagreements) {
          if ((sum.found += 1) > Number(values.most)) break;
          await tell(seeds[programs.indexOf(disagreement.program)]!, disagreement, reference, runtime);
        }
      }),
    ),
  );
  const seconds = (Date.now() - begun) / 1000;
  console.log(
    `seeds ${first}…${first + count - 1}, ${values.mode}: ${sum.compared} programs compared, ${sum.dropped} dropped, ${sum.found} disagreements, ${seconds.toFixed(0)} s`,
  );
  if (sum.found > 0) process.exitCode = 1;
}

async function tell(seed: number, found: Disagreement, reference: Runtime, runtime: Runtime): Promise<void> {
  const small = values['no-shrink'] ? found : await shrink(reference, runtime, found);
  console.log(`--- seed ${seed} (npm run fuzz -- --replay ${seed})`);
  if (!values['no-shrink']) console.log(small.program);
  console.log(`${firstDifference(small)}\n`);
}
