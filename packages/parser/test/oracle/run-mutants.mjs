import { compareErrors, describe, errorOf } from './compare.mjs';
import { mutant } from './mutate.mjs';
import { random } from './random.mjs';

/**
 * Asks CPython (for `want`, its trees or `compile()`) and `parse` about seeded mutants of the sources. Returns how many agree, and the
 * disagreements by what differs.
 */
export async function runMutants({
  parse,
  oracle,
  sources,
  count,
  seed,
  want = [],
  onDisagreement = () => {},
}) {
  const generator = random(seed);
  const result = {
    count: 0,
    rejected: 0,
    sameVerdict: 0,
    sameError: 0,
    sameText: 0,
    disagreements: new Map(),
  };
  const batch = [];
  const settle = async () => {
    for (const { source, kind, answer } of batch.splice(0)) {
      const theirs = (await answer).error;
      if (theirs !== undefined && !/Error$/.test(theirs.type)) throw new Error(theirs.type);
      let ours;
      try {
        ours = errorOf(parse, source);
      } catch (error) {
        ours = { type: 'crash', message: String(error.stack ?? error).slice(0, 300) };
      }
      result.count++;
      if (theirs !== undefined) result.rejected++;
      const difference = compareErrors(ours, theirs);
      if (difference !== 'verdict') result.sameVerdict++;
      if (theirs !== undefined && (difference === 'same' || difference === 'text')) result.sameError++;
      if (theirs !== undefined && difference === 'same') result.sameText++;
      if (difference === 'same' || difference === 'text') continue;
      const key = `${difference}: ${theirs?.message ?? 'accepted'} | ${ours?.message ?? 'accepted'}`;
      result.disagreements.set(key, (result.disagreements.get(key) ?? 0) + 1);
      onDisagreement({
        source,
        kind,
        difference,
        theirs,
        ours,
        text: `${describe(theirs)} here ${describe(ours)}`,
      });
    }
  };
  while (result.count + batch.length < count) {
    const made = mutant(generator.pick(sources), generator);
    if (made === null) continue;
    batch.push({ ...made, answer: oracle.ask({ source: made.source, want }) });
    if (batch.length >= 50) await settle();
  }
  await settle();
  return result;
}
