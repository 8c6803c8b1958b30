/** A start at which something stands in the window's range of addresses. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'tyston-restart-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A library that takes a page of the window before main(), at the first `starts` starts. */
function squatter(starts: number): string {
  const source = join(dir, `squatter${starts}.c`);
  const library = join(dir, `squatter${starts}.so`);
  writeFileSync(
    source,
    `#include <stdlib.h>
     #include <sys/mman.h>
     __attribute__((constructor)) static void take(void) {
       const char *tries = getenv("TYSTON_STARTS");
       if ((tries ? atoi(tries) : 0) < ${starts})
         mmap((void *)0x200012340000, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
     }`,
  );
  execFileSync('gcc', ['-shared', '-fPIC', '-o', library, source]);
  return library;
}

const script = `
  const { createLinuxHost } = await import(${JSON.stringify(new URL('../dist/host.js', import.meta.url).href)});
  const host = createLinuxHost({ tryAgain: process.argv[2] === 'again' });
  console.log(JSON.stringify([host.error ?? host.kind, process.argv.slice(2), process.env.TYSTON_STARTS ?? null]));`;
function start(starts: number, ...args: string[]) {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', script, '--', 'x', ...args],
    {
      env: { ...process.env, LD_PRELOAD: squatter(starts) },
      encoding: 'utf8',
    },
  );
  return stderr + stdout;
}

test('the command starts again, with its arguments, and leaves no trace', () => {
  expect(JSON.parse(start(2, 'again', 'é b'))).toEqual(['linux', ['again', 'é b'], null]);
});
test('a library reports it', () => {
  expect(start(1)).toContain('reserving 4 GiB of addresses for the window: File exists');
});
test('it gives up where every start is alike', () => {
  expect(start(100, 'again')).toContain('taken at every start');
});
