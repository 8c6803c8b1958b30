/** Many programs on one runtime: a process for a batch, and another one behind a program that ends it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Outcome, run } from '../process.js';
import { environment, root } from '../pythons.js';

const folder = join(root, 'packages/measure/python/fuzz');
const driver = join(folder, 'many.py');

export interface Runtime {
  readonly command: readonly string[];
  /** Seconds for one program, after which its process ends itself; 0 where it is ended from outside. */
  readonly limit: number;
  /** What the programs stand on, where it is not what generated ones do. */
  readonly prelude?: string;
}

/** What became of a program. */
export type Fate =
  | { readonly kind: 'ended'; readonly text: string }
  /** The process ended, or was ended, within the program. */
  | { readonly kind: 'died'; readonly text: string }
  /** It took too long. */
  | { readonly kind: 'late' };

/** Seconds without a word, after which a process counts as hanging. */
const quiet = 30;

export async function fates(runtime: Runtime, programs: readonly string[]): Promise<Fate[]> {
  const work = mkdtempSync(join(tmpdir(), 'tyston-fuzz-'));
  try {
    const file = join(work, 'programs.json');
    writeFileSync(file, JSON.stringify(programs));
    const prelude = runtime.prelude ?? join(folder, 'prelude.py');
    const found: Fate[] = [];
    while (found.length < programs.length) {
      const command = [
        ...runtime.command,
        driver,
        prelude,
        file,
        String(found.length),
        String(runtime.limit),
      ];
      const outcome = await run(command, {
        cwd: work,
        env: environment(),
        timeout: 3_600_000,
        quiet: quiet * 1000,
        limit: Number.POSITIVE_INFINITY,
      });
      const before = found.length;
      found.push(...reported(outcome));
      const late = found.length > before && found.at(-1)!.kind === 'late';
      // Its own end is no program's.
      if (found.length < programs.length && !late) found.push(death(outcome));
    }
    return found;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function reported({ stdout }: Outcome): Fate[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('[') && line.endsWith(']'))
    .map((line) => (JSON.parse(line) as [number, string | null])[1])
    .map((text) => (text === null ? { kind: 'late' } : { kind: 'ended', text: plain(text) }));
}

function death(outcome: Outcome): Fate {
  if (outcome.timedOut) return { kind: 'died', text: `no word for ${quiet} s` };
  const last = outcome.stderr
    .trimEnd()
    .split('\n')
    .slice(-8)
    .map((line) => line.slice(0, 200));
  return {
    kind: 'died',
    text: [`ended with ${outcome.signal ?? `status ${outcome.status}`}`, ...last].join('\n'),
  };
}

/** Addresses differ from run to run. */
const plain = (text: string) => text.replace(/\bat 0x[0-9a-f]+/g, 'at 0x…');
