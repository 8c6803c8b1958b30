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
];

/** How tests say that they need a module that they do not name. */
const otherWords: readonly (readonly [string, string])[] = [['legacy Unicode C API', '_testcapi']];

/** The private module that a test needs: by why it did not pass without, else by the text of its file; null where it is another matter. */
function moduleOf(cause: string, source: string): string | null {
  const named = (text: string) => privateModules.find((name) => new RegExp(`\\b${name}\\b`).test(text));
  const word = otherWords.find(([words]) => cause.includes(words))?.[1];
  return named(cause) ?? word ?? named(source) ?? null;
}

/**
 * Tests that CPython passes, but not without its private modules, by the module that they ask for. What is excluded by hand is
 * not listed again.
 */
export function exclusionsOf(
  whole: readonly FileResult[],
  without: readonly FileResult[],
  byHand: readonly Exclusion[],
  source: (file: string) => string,
): Exclusion[] {
  const byReason = new Map<string, string[]>();
  const then = new Map(without.map((result) => [result.file, result]));
  for (const { file, tests } of whole) {
    const passing = Object.keys(tests).filter(
      (id) => tests[id]!.state === 'passed' && !excluded(id, file, byHand),
    );
    const result = then.get(file);
    const lost = passing.filter((id) => result?.tests[id]?.state !== 'passed');
    // A file that goes as a whole is listed as one.
    const all = lost.length === passing.length && lost.length > 0;
    for (const what of all ? [file] : lost) {
      const cause = result?.tests[all ? lost[0]! : what]?.cause ?? result?.notImported ?? '';
      const module = moduleOf(cause, source(file));
      if (module === null) continue;
      const reason = `needs ${module}`;
      byReason.set(reason, [...(byReason.get(reason) ?? []), what]);
    }
  }
  return [...byReason].map(([reason, tests]) => ({ reason, tests, found: true }));
}
