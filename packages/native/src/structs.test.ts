/** Compares `structs.ts` with what a C compiler makes of the system's headers. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as structs from './structs.js';

const HEADERS = [
  'dirent',
  'poll',
  'signal',
  'sys/ioctl',
  'sys/resource',
  'sys/stat',
  'sys/time',
  'sys/times',
  'sys/utsname',
  'termios',
  'time',
];
/** Types that C knows without `struct`. */
const PLAIN = new Set(['sigset_t']);

test('every struct is as the headers lay it out', () => {
  const lines: string[] = [];
  const expected: string[] = [];
  for (const table of Object.values(structs)) {
    if (typeof table === 'number') continue;
    const { name, size, fields } = table.$layout;
    const type = PLAIN.has(name) ? name : `struct ${name}`;
    lines.push(`printf("${name} %zu\\n", sizeof(${type}));`);
    expected.push(`${name} ${size}`);
    for (const f of fields) {
      lines.push(
        `printf("${name}.${f.name} %zu %zu\\n", offsetof(${type}, ${f.name}), sizeof(((${type} *)0)->${f.name}));`,
      );
      expected.push(`${name}.${f.name} ${f.offset} ${f.size}`);
    }
  }
  lines.push('printf("TIOCGWINSZ %d\\n", TIOCGWINSZ);');
  expected.push(`TIOCGWINSZ ${structs.TIOCGWINSZ}`);
  const dir = mkdtempSync(join(tmpdir(), 'tyston-structs-'));
  try {
    const includes = HEADERS.map((h) => `#include <${h}.h>\n`).join('');
    writeFileSync(
      join(dir, 'a.c'),
      `#define _GNU_SOURCE\n#include <stdio.h>\n#include <stddef.h>\n${includes}int main() { ${lines.join('\n')} }`,
    );
    execFileSync('gcc', ['-o', join(dir, 'a'), join(dir, 'a.c')]);
    expect(expected).toEqual(execFileSync(join(dir, 'a'), { encoding: 'utf8' }).trimEnd().split('\n'));
  } finally {
    rmSync(dir, { recursive: true });
  }
});
