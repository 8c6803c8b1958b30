import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process.js';
import { cache, oracle, root } from '../pythons.js';
import { requirements } from './catalogue.js';

const site = join(cache, 'pyperformance', 'site');

/** Where the stand-in for pyperf lies. */
export const standIn = join(root, 'packages/measure/python');

export interface Installed {
  /** The folder with `bm_*`. */
  readonly benchmarks: string;
  /** What `PYTHONPATH` must be: the stand-in first. */
  readonly path: string;
}

/**
 * Installs the benchmark programs by name with pip, the first time. They are other people's work under their own
 * licences: never copied into the repository.
 */
export async function install(): Promise<Installed> {
  const benchmarks = join(site, 'pyperformance/data-files/benchmarks');
  const installed: Installed = { benchmarks, path: `${standIn}:${site}` };
  const names = requirements.map((requirement) => requirement.split('==')[0]!);
  const there = () =>
    names.every((name) => [name, `${name}.py`].some((entry) => existsSync(join(site, entry))));
  if (there()) return installed;
  mkdirSync(site, { recursive: true });
  const said: string[] = [];
  for (const pip of [[oracle(), '-m', 'pip'], ['python3', '-m', 'pip'], ['pip3']]) {
    try {
      const command = [
        ...pip,
        'install',
        '--quiet',
        '--no-deps',
        '--upgrade',
        '--target',
        site,
        ...requirements,
      ];
      const { status, stderr } = await run(command, { timeout: 300_000 });
      if (status === 0 && there()) return installed;
      said.push(`${pip.join(' ')}: ${stderr.trimEnd().split('\n').at(-1)}`);
    } catch (error) {
      said.push(`${pip.join(' ')}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `the benchmark programs cannot be installed (pip install ${requirements.join(' ')}):\n${said.join('\n')}`,
  );
}

/** For a message when a program is not where it should be. */
export function listed(installed: Installed): string[] {
  return readdirSync(installed.benchmarks).filter((name) => name.startsWith('bm_'));
}
