/** The processor itself, through the C program beside this file. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasTool } from './tools.js';

const MAP = 1n;
const STATE = 2n;
const STEP = 3n;
const CALL = 4n;
const READ = 5n;
const WATCH = 6n;

/** Bytes of a state that the runner writes: registers, flags, rip, signal, checksum of memory, vector registers. */
export const STATE_BYTES = 16 * 8 + 4 * 8 + 256;

let runner: string | undefined;

/** The compiled runner; undefined, with a message, where it cannot be had. */
export function processorRunner(): string | undefined {
  if (runner !== undefined) return runner;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.warn('not linux on x86-64: the tests that execute code are skipped');
    return undefined;
  }
  if (!hasTool('gcc')) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'asm-x64-runner-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  const program = join(directory, 'runner');
  const source = fileURLToPath(new URL('./runner.c', import.meta.url));
  const done = spawnSync('gcc', ['-O1', '-Wall', '-Wextra', '-Werror', '-o', program, source], {
    encoding: 'utf8',
  });
  if (done.status !== 0 || !existsSync(program)) throw new Error(`gcc failed: ${done.stderr}`);
  return (runner = program);
}

/** The commands of one run. */
export class Script {
  private readonly parts: Uint8Array[] = [];

  private words(...values: bigint[]): this {
    const bytes = new Uint8Array(8 * values.length);
    const view = new DataView(bytes.buffer);
    for (const [i, v] of values.entries()) view.setBigUint64(8 * i, BigInt.asUintN(64, v), true);
    this.parts.push(bytes);
    return this;
  }

  map(address: bigint, bytes: Uint8Array): this {
    this.words(MAP, address, BigInt(bytes.length));
    this.parts.push(bytes.slice());
    return this;
  }

  watch(address: bigint, size: number): this {
    return this.words(WATCH, address, BigInt(size));
  }

  state(gpr: BigUint64Array, flags: number, rip: bigint, xmm: Uint8Array): this {
    this.words(STATE, ...gpr, BigInt(flags), rip);
    this.parts.push(xmm.slice());
    return this;
  }

  /** Answers a count, and so many states. */
  step(count: number): this {
    return this.words(STEP, BigInt(count));
  }

  call(address: bigint, argument: bigint): this {
    return this.words(CALL, address, argument);
  }

  /** Answers the bytes. */
  read(address: bigint, size: number): this {
    return this.words(READ, address, BigInt(size));
  }

  /** Runs the commands and returns everything answered. */
  run(program: string): Uint8Array {
    const size = this.parts.reduce((n, p) => n + p.length, 0);
    const input = new Uint8Array(size);
    let at = 0;
    for (const part of this.parts) {
      input.set(part, at);
      at += part.length;
    }
    const done = spawnSync(program, { input, maxBuffer: 1 << 30 });
    if (done.status !== 0)
      throw new Error(`the runner ended with ${done.status ?? done.signal}: ${done.error ?? done.stderr}`);
    return new Uint8Array(done.stdout);
  }
}
