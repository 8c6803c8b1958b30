/** Runs the examples of the README as they stand there. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const examples = [...readFileSync(`${root}README.md`, 'utf8').matchAll(/```js\n([\s\S]*?)```/g)].map(
  (m) => m[1]!,
);

test.each(examples)('%s', (source) => {
  const expected = /console\.log\(.*\); \/\/ (.*)/.exec(source)![1]!;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
    cwd: root,
  });
  expect(output.trim().replace(/[[\]] ?| ?\]/g, '')).toBe(expected.replace(/[[\]]/g, ''));
});
