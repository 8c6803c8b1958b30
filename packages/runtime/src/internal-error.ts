/** What is said when Tyston itself fails: a JavaScript exception that is no Python exception has come out of the program's run. */
import { writeSync } from 'node:fs';
import { Frame, ld32, ldPtr, PyCodeObject } from '@tyston/memory';
import { currentFrame, frameInfo, jsStr } from '@tyston/objects';

/** The status of a run that failed so: the process dies of SIGABRT, as CPython's does of a fatal error. */
export const ABORTED = 256 + 6;

const JS_FRAMES = 6;
const PYTHON_FRAMES = 100;
const LONGEST_LINE = 200;

/** Where the program was, innermost frame first, in the form of `faulthandler`. What cannot be read any more is left out. */
function pythonFrames(): string[] {
  const lines: string[] = [];
  try {
    // (Before there is a window, there is nothing to read.)
    for (let f = currentFrame(); f && lines.length < PYTHON_FRAMES; f = ld32(f + Frame.back)) {
      const code = ldPtr(f + Frame.code);
      const file = jsStr(ldPtr(code + PyCodeObject.co_filename));
      const name = jsStr(ldPtr(code + PyCodeObject.co_name));
      lines.push(`  File "${file}", line ${frameInfo().lineOfFrame(f)} in ${name}`);
    }
  } catch {
    lines.push('  …');
  }
  return lines;
}

/** The error, where in Tyston, where in the program: a few lines, whatever the error carries. */
export function internalErrorReport(error: unknown): string {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const places = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const lines = [
    ...`Fatal Python error: tyston: internal error: ${name}: ${message}`.split('\n', 3),
    ...places.slice(0, JS_FRAMES),
  ];
  const program = pythonFrames();
  if (program.length > 0) lines.push('', 'Current thread (most recent call first):', ...program);
  return `${lines.map((line) => line.slice(0, LONGEST_LINE)).join('\n')}\n`;
}

/** Writes the report to descriptor 2. */
export function reportInternalError(error: unknown): void {
  writeSync(2, internalErrorReport(error));
}
