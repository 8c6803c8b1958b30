/** `npm run profile -- FILE [ARG…]`: where the time of a program goes, by function of Tyston's JavaScript. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '../process.js';
import { environment, tyston } from '../pythons.js';
import { type CpuProfile, summary } from './summary.js';

const args = process.argv.slice(2);
if (args.length === 0 || args[0] === '--help') {
  console.log('npm run profile -- FILE [ARG…]');
  process.exitCode = args.length === 0 ? 2 : 0;
} else await main();

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tyston-profile-'));
  try {
    const [node, ...rest] = tyston();
    const command = [
      node!,
      '--cpu-prof',
      `--cpu-prof-dir=${folder}`,
      ...rest,
      resolve(args[0]!),
      ...args.slice(1),
    ];
    const outcome = await run(command, { env: { ...process.env, ...environment() }, timeout: 600_000 });
    process.stdout.write(outcome.stdout);
    process.stderr.write(outcome.stderr);
    const file = readdirSync(folder).find((name) => name.endsWith('.cpuprofile'));
    if (!file) throw new Error('no profile was written: the program was ended from outside');
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile;
    const { total, rows } = summary(profile);
    console.log(`\n${(total / 1000).toFixed(0)} ms by function (its own time; with what it calls):`);
    for (const { name, self, all } of rows.slice(0, 40)) {
      const share = (us: number) => `${((100 * us) / total).toFixed(1)} %`.padStart(7);
      console.log(`${share(self)} ${share(all)}  ${(self / 1000).toFixed(1).padStart(8)} ms  ${name}`);
    }
    process.exitCode = outcome.status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
