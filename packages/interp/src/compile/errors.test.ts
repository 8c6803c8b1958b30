import { PythonSyntaxError, type PythonWarning } from '@tyston/parser';
import { describe, expect, it } from 'vitest';
import { askPython } from '../../test/oracle.js';
import { BAD_PROGRAMS, SUSPICIOUS_PROGRAMS } from '../../test/programs.js';
import { compileSource } from './compile.js';

/** [type, message, lineno, offset, end_lineno, end_offset], or null where the program compiles. */
type Verdict = readonly (string | number | null)[] | null;

const ORACLE = `
import json, sys, warnings
def verdict(source):
    try:
        compile(source, '<test>', 'exec', dont_inherit=True)
    except SyntaxError as e:
        return [type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]
    return None
bad, suspicious = json.load(sys.stdin)
warnings.simplefilter('ignore')
verdicts = [verdict(source) for source in bad]
warned = []
for source in suspicious:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        compile(source, '<test>', 'exec', dont_inherit=True)
    warned.append([[w.category.__name__, str(w.message), w.lineno] for w in caught])
json.dump([verdicts, warned], sys.stdout)
`;

const [verdicts, warned] = askPython<[Verdict[], [string, string, number][][]]>(ORACLE, [
  BAD_PROGRAMS,
  SUSPICIOUS_PROGRAMS,
]);

function ours(source: string): Verdict {
  try {
    compileSource(source, { filename: '<test>' });
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) throw error;
    return [error.type, error.message, error.lineno, error.offset, error.endLineno, error.endOffset];
  }
  return null;
}

describe('SyntaxErrors have the text and the place that CPython gives', () => {
  it.each(BAD_PROGRAMS.map((source, i) => [source, verdicts[i]!] as const))('%j', (source, verdict) => {
    expect(ours(source)).toEqual(verdict);
  });

  it('finds an error in nearly all of them', () => {
    expect(verdicts.filter((verdict) => verdict !== null).length).toBeGreaterThan(BAD_PROGRAMS.length * 0.9);
  });
});

describe('SyntaxWarnings are those of CPython', () => {
  it.each(SUSPICIOUS_PROGRAMS.map((source, i) => [source, warned[i]!] as const))('%j', (source, expected) => {
    const caught: PythonWarning[] = [];
    compileSource(source, { filename: '<test>', onWarning: (warning) => caught.push(warning) });
    expect(caught.map(({ category, message, lineno }) => [category, message, lineno])).toEqual(expected);
  });

  it('an exception thrown by the listener ends the compilation', () => {
    const stop = new Error('stop');
    expect(() =>
      compileSource('x is 1', {
        onWarning: () => {
          throw stop;
        },
      }),
    ).toThrow(stop);
  });
});
