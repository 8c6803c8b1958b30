import { expect, test } from 'vitest';
import { compare, firstDifference } from '../packages/measure/src/fuzz/compare.js';
import { program } from '../packages/measure/src/fuzz/program.js';
import type { Runtime } from '../packages/measure/src/fuzz/run.js';
import { oracle, tyston } from '../packages/measure/src/pythons.js';

const reference: Runtime = { command: [oracle()], limit: 5 };
const modes: Readonly<Record<string, readonly string[]>> = {
  default: tyston(),
  translated: [...tyston(), '-X', 'translate=2'],
  portable: tyston('portable'),
};

/** A few of what `npm run fuzz` does by the thousand; TYSTON_SEED moves on to others. */
const count = 150;
const first = 1 + 3 * count * Number(process.env.TYSTON_SEED ?? 0);

test.each(Object.keys(modes).map((mode, index) => [mode, first + index * count] as const))(
  'random programs, %s, from seed %i on',
  async (mode, from) => {
    const programs = Array.from({ length: count }, (_, i) => program(from + i));
    const { compared, disagreements } = await compare(
      reference,
      { command: modes[mode]!, limit: 0 },
      programs,
    );
    const told = disagreements.map(
      (one) => `seed ${from + programs.indexOf(one.program)}\n${firstDifference(one)}`,
    );
    expect(told).toEqual([]);
    expect(compared).toBeGreaterThan(count * 0.95);
  },
  300_000,
);
