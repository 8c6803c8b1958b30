import { type Exclusion, excluded, type FileResult } from './outcome.js';

/** Extensions that exist to test CPython's C API and its insides. */
export const privateModules: readonly string[] = [
  '_testcapi',
  '_testinternalcapi',
  '_testbuffer',
  '_testclinic',
  '_testimportmultiple',
  '_testmultiphase',
  '_ctypes_test',
  '_xxtestfuzz',
  '_xxsubinterpreters',
  'xxlimited',
  'xxlimited_35',
  'xxsubtype',
];

/**
 * Tests that CPython passes, but not without its private modules, by the module that they ask for. What is excluded by hand is
 * not listed again.
 */
export function exclusionsOf(
  whole: readonly FileResult[],
  without: readonly FileResult[],
  byHand: readonly Exclusion[],
): Exclusion[] {
  const byReason = new Map<string, string[]>();
  const then = new Map(without.map((result) => [result.file, result]));
  for (const { file, tests } of whole) {
    const passing = Object.keys(tests).filter(
      (id) => tests[id]!.state === 'passed' && !excluded(id, file, byHand),
    );
    const result = then.get(file);
    const lost = passing.filter((id) => result?.tests[id]?.state !== 'passed');
    const cause = (id: string) => result?.tests[id]?.cause ?? result?.notImported ?? '';
    // A file that goes as a whole is listed as one.
    const all = lost.length === passing.length && lost.length > 0;
    for (const what of all ? [file] : lost) {
      const module = privateModules.find((name) => cause(all ? lost[0]! : what).includes(name));
      const reason = `needs ${module ?? '_testcapi or another module private to CPython'}`;
      byReason.set(reason, [...(byReason.get(reason) ?? []), what]);
    }
  }
  return [...byReason].map(([reason, tests]) => ({ reason, tests, found: true }));
}
