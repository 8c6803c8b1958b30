/** GNU binutils, for tests: objdump reads what was written, as writes it again from text. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a program of binutils or gcc can be run. */
export function hasTool(name: string): boolean {
  const found = spawnSync(name, ['--version']).status === 0;
  if (!found)
    console.warn(
      `${name} is not installed: the tests that compare with it are skipped (Debian: binutils, gcc)`,
    );
  return found;
}

export function inDirectory<T>(use: (path: string) => T): T {
  const path = mkdtempSync(join(tmpdir(), 'asm-x64-'));
  try {
    return use(path);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

export function run(command: string, args: readonly string[]): string {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(' ')}: ${done.error ?? done.stderr.slice(0, 2000)}`);
  return done.stdout;
}

/** One line of objdump, its text with single spaces. */
export interface Disassembled {
  readonly offset: number;
  readonly text: string;
}

/** What objdump makes of the bytes, in Intel syntax. */
export function objdump(bytes: Uint8Array): Disassembled[] {
  return inDirectory((path) => {
    writeFileSync(join(path, 'code'), bytes);
    const out = run('objdump', [
      '-D',
      '-w',
      '-b',
      'binary',
      '-m',
      'i386:x86-64',
      '-M',
      'intel',
      '--no-show-raw-insn',
      join(path, 'code'),
    ]);
    return out.split('\n').flatMap((line) => {
      const match = /^\s*([0-9a-f]+):\s+(.*?)\s*$/.exec(line);
      if (match === null) return [];
      return [
        {
          offset: Number.parseInt(match[1]!, 16),
          text: match[2]!
            .replace(/\s*#.*$/, '')
            .replace(/\s+/g, ' ')
            .trim(),
        },
      ];
    });
  });
}

/** What GNU as makes of the text, in Intel syntax: the bytes of `.text`. */
export function gnuAs(text: string): Uint8Array {
  return inDirectory((path) => {
    writeFileSync(join(path, 'a.s'), `.intel_syntax noprefix\n.text\n${text}\n`);
    run('as', ['--64', '-mx86-used-note=no', '-o', join(path, 'a.o'), join(path, 'a.s')]);
    run('objcopy', ['-O', 'binary', '-j', '.text', join(path, 'a.o'), join(path, 'a.bin')]);
    return new Uint8Array(readFileSync(join(path, 'a.bin')));
  });
}
