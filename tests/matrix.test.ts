import { expect, test } from 'vitest';
import { cases, matrix } from '../packages/measure/src/matrix/matrix.js';
import { tyston } from '../packages/measure/src/pythons.js';

/** A part of `npm run matrix`; TYSTON_SEED takes another part. */
const every = 25;

test('built-in functions and methods with right and wrong arguments', async () => {
  const all = await cases();
  expect(all.length).toBeGreaterThan(5000);
  const part = all.filter((_, i) => i % every === Number(process.env.TYSTON_SEED ?? 0) % every);
  const { compared, differences } = await matrix({ command: tyston(), limit: 0 }, part);
  const told = differences.map(
    ({ receiver, call, wanted, got }) => `${receiver} ${call}\n- ${wanted}\n+ ${got}`,
  );
  expect(compared).toBeGreaterThan(part.length * 0.98);
  // An end of the process is never an answer.
  expect(told.filter((text) => /ended with|no word/.test(text))).toEqual([]);
  expect(differences.length, told.join('\n')).toBeLessThan(compared * 0.01);
}, 300_000);
